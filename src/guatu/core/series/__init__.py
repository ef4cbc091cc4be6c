"""Figures need no plan: observations, vintages, units, formulas."""
