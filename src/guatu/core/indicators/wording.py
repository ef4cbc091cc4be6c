"""How figures are said in a sentence: rounded half up, a true minus sign, no comma, comparators of the plan.

Only texts are rounded. What is compared and stored keeps all its digits.
"""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from guatu.core.indicators.model import Why
from guatu.core.indicators.units import is_percent
from guatu.core.plan.model import Commitment, Comparator

SIGNS = {
    Comparator.AT_LEAST: "≥",
    Comparator.ABOVE: ">",
    Comparator.AT_MOST: "≤",
    Comparator.BELOW: "<",
    Comparator.ABOUT: "~",
    Comparator.EXACTLY: "",
    Comparator.RANGE: "",
}
WHY_WORDS = {
    Why.NOT_PUBLISHED: "未见公布",
    Why.DEFINITION_OPEN: "口径待定",
    Why.DEFINITION_DIFFERS: "口径不同",
    Why.PART_MISSING: "缺分子、分母或对照数",
    Why.NO_DEADLINE: "未定期限",
    Why.MERGED_PERIOD: "合并报告期",
    Why.NOT_DUE: "未到节点",
    Why.NOT_LINKED: "未定指标",
}


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


def promised(target: Commitment) -> str:
    """What the plan promises, short: ≥344亿元, 3—5家, ~5%."""
    if target.value is None:
        return "持平" if target.relative_to else "—"
    if target.comparator is Comparator.RANGE and target.value_max is not None:
        return f"{plain(target.value)}—{plain(target.value_max)}{target.unit}"
    return f"{SIGNS[target.comparator] if target.comparator else ''}{plain(target.value)}{target.unit}"


def day(value: date) -> str:
    return f"{value.year}年{value.month}月{value.day}日"
