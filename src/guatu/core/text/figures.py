"""How figures and days are said: rounded half up, a true minus sign, no comma.

Only texts are rounded. What is compared and stored keeps all its digits.
"""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from guatu.core.text.units import is_percent


def plain(value: Decimal, places: int | None = None) -> str:
    """`value` as a bulletin prints it: its own digits, or with `places` rounded half up to that many.

    >>> plain(Decimal("-1.35"), 1), plain(Decimal("284.80")), plain(Decimal("-0.04"), 1)
    ('−1.4', '284.80', '0.0')
    """
    if places is not None:
        value = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return f"−{abs(value):f}" if value < 0 else f"{abs(value):f}"


def points(value: Decimal) -> str:
    """A difference of two percentages, with its sign: −38.7个百分点."""
    return f"{plain(value, 1)}个百分点"


def with_unit(value: Decimal, unit: str, places: int | None = None) -> str:
    return f"{plain(value, places)}{unit}"


def figure_text(value: Decimal, unit: str) -> str:
    """A figure of a target: as printed when it was published so, one decimal when it was computed."""
    exponent = value.as_tuple().exponent
    long = isinstance(exponent, int) and exponent < -2
    return with_unit(value, unit, (1 if is_percent(unit) else 2) if long else None)


def day(value: date) -> str:
    return f"{value.year}年{value.month}月{value.day}日"
