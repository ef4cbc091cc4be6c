"""Targets and tasks set in columns."""
