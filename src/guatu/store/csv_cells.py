"""A value as a cell of a CSV file that people open in a spreadsheet and machines read."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def cell(value: Any) -> str:
    """The value as text; words that a spreadsheet would take for a formula stand behind a '.

    A sign alone is no formula: the comparator = stays what it is.

    >>> cell("=HYPERLINK(A1)"), cell("="), cell(Decimal("-284.80")), cell(None)
    ("'=HYPERLINK(A1)", '=', '-284.80', '')
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(FORMULA) and len(value) > 1 else value
    return format(value, "f") if isinstance(value, Decimal) else str(value)
