"""Units: 万 and 亿 are scales of a base unit, and two base units never meet in one expression.

1.5亿元 is 15000万元; 万人 (persons) is not 万人次 (visits) until the catalogue says that a plan means the one by the
other (`Indicator.read_as`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from guatu.core.errors import FiguresError


class MixedUnits(FiguresError):
    code = "D320"
    reason = "“{left}”和“{right}”不是同一种单位，不能放进一个算式。"
    remedy = "请核对口径，或在指标目录里写明两者怎样换算。"


class UnknownUnit(FiguresError):
    code = "D303"
    reason = "“{unit}”不是“{indicator}”的单位（应为{expected}或其万、亿倍数）。"
    remedy = "请改用目录里的单位。"


SCALES = {
    "万亿": 12, "千亿": 11, "百亿": 10, "十亿": 9, "亿": 8, "千万": 7, "百万": 6, "十万": 5, "万": 4, "千": 3, "百": 2,
}  # fmt: skip
LEADING = re.compile("|".join(SCALES))
# Words that begin with a sign of scale but are units of their own.
WHOLE = ("千瓦", "千米", "千克", "百分点")


@dataclass(frozen=True, slots=True)
class PrintedUnit:
    """One printed unit is `scale` of its `base`: 万吨 is 10 000 吨, 个/千人 is 0.001 个/人."""

    scale: Decimal
    base: str


def read_unit(text: str) -> PrintedUnit:
    """The scale and base of a printed unit.

    >>> read_unit("亿元"), read_unit("个/千人").base, read_unit("％").base
    (PrintedUnit(scale=Decimal('100000000'), base='元'), '个/人', '%')
    """
    plain = unicodedata.normalize("NFKC", text).replace(" ", "").replace("个百分点", "百分点")
    if plain == "‰":
        return PrintedUnit(Decimal("0.1"), "%")
    above, slash, below = plain.partition("/")
    top, bottom = _scaled(above), _scaled(below)
    return PrintedUnit(top.scale / bottom.scale, f"{top.base}/{bottom.base}" if slash else top.base)


def _scaled(text: str) -> PrintedUnit:
    found = LEADING.match(text)
    if not found or found.end() == len(text) or text.startswith(WHOLE):
        return PrintedUnit(Decimal(1), text)
    return PrintedUnit(Decimal(10) ** SCALES[found[0]], text[found.end() :])


def same_kind(left: str, right: str, read_as: Iterable[tuple[str, str]] = ()) -> bool:
    """Whether figures in `left` and `right` may be put into one expression."""
    a, b = read_unit(left).base, read_unit(right).base
    extra = {read_unit(unit).base for unit, _ in read_as}
    return a == b or a in extra or b in extra


def convert(value: Decimal, unit: str, to: str, read_as: Iterable[tuple[str, str]] = ()) -> Decimal:
    """`value` of `unit` expressed in `to`.

    >>> convert(Decimal("0.5"), "亿元", "万元")
    Decimal('5000')

    Raises:
        MixedUnits: the bases differ and the catalogue does not say that one is written for the other.
    """
    if unit == to:
        return value
    a, b = read_unit(unit), read_unit(to)
    if not same_kind(unit, to, read_as):
        raise MixedUnits(left=unit, right=to)
    scaled = value * a.scale / b.scale
    return scaled.quantize(Decimal(1)) if scaled == scaled.to_integral_value() else scaled.normalize()


def in_unit(value: Decimal, unit: str, wanted: str) -> tuple[Decimal, str]:
    """`value` in the unit that is wanted, or as it is where the two do not measure the same.

    >>> in_unit(Decimal("11393400"), "万元", "亿元")
    (Decimal('1139.34'), '亿元')
    """
    if unit == wanted or not wanted or not same_kind(unit, wanted):
        return value, unit
    return convert(value, unit, wanted), wanted


def whole_things(value: Decimal) -> Decimal:
    """The least whole number that is enough: 2502.9 places are 2503."""
    return value.to_integral_value(rounding=ROUND_CEILING)


def is_money(unit: str) -> bool:
    return read_unit(unit).base in ("元", "美元")
