"""Indicators and their figures: definitions, vintages, formulas, pace (序时进度), status and its reasons."""
