"""Ratios from their parts, and how figures add up. A ratio is always recomputed, never averaged.

A share target needs both series stored. When one part is missing the answer is “缺分子” or “缺分母”, never a partial
share.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from guatu.core.errors import FiguresError
from guatu.core.series.model import Figure, Form, Formula, Indicator, Nature, Observation, Stage
from guatu.core.series.units import MixedUnits, convert, read_unit
from guatu.core.series.vintages import STAGE_ORDER
from guatu.core.text.figures import amount
from guatu.core.text.said import Said
from guatu.core.text.units import is_percent


class PartMissing(FiguresError):
    code = "D323"
    reason = "{part}没有数字，算不出比值。"
    remedy = "请先补齐这一部分；不用部分数据代替全部。"


class NeverAveraged(FiguresError):
    code = "D324"
    reason = "“{indicator}”是比值，不能相加或平均。"
    remedy = "请用各部分的分子合计除以分母合计。"


def ratio(numerator: Observation, denominator: Observation, *, indicator: Indicator) -> Figure:
    """The ratio `indicator` of one period from its two parts, both kept as inputs.

    Raises:
        PartMissing: a part has no amount.
        MixedUnits: the parts cannot make the indicator's unit, or its factor contradicts their units.
    """
    for row in (numerator, denominator):
        if row.value is None:
            raise PartMissing(part=row.indicator)
    if not denominator.value:
        raise PartMissing(part=denominator.indicator)
    value = _in_unit(numerator, denominator, indicator)
    assert numerator.value is not None
    words = Said(
        "{above} ÷ {below} = {ratio}",
        above=amount(numerator.value, numerator.unit),
        below=amount(denominator.value, denominator.unit),
        ratio=amount(value, indicator.unit, 2),
    )
    return Figure(
        value=value,
        unit=indicator.unit,
        period=numerator.period,
        form=Form.VALUE,
        stage=least_settled(numerator.stage, denominator.stage),
        known_on=max(numerator.known_on, denominator.known_on),
        observations=(numerator, denominator),
        formula=words,
    )


def _in_unit(numerator: Observation, denominator: Observation, indicator: Indicator) -> Decimal:
    above, below = read_unit(numerator.unit), read_unit(denominator.unit)
    bare = (numerator.value * above.scale) / (denominator.value * below.scale)  # type: ignore[operator]
    if is_percent(indicator.unit):
        if above.base != below.base:
            raise MixedUnits(left=numerator.unit, right=denominator.unit)
        return bare * 100 / read_unit(indicator.unit).scale  # ‰ is a tenth of %
    wanted = read_unit(indicator.unit)
    if wanted.base != f"{above.base}/{below.base}":
        raise MixedUnits(left=f"{numerator.unit}/{denominator.unit}", right=indicator.unit)
    return bare / wanted.scale


def factor_of(formula: Formula, indicators: Mapping[str, Indicator], unit: str) -> Decimal:
    """The factor that the catalogue's units imply: a check on the factor that the catalogue states."""
    above = read_unit(indicators[formula.numerator].unit)
    below = read_unit(indicators[formula.denominator].unit)
    wanted = read_unit(unit).scale / (100 if is_percent(unit) else 1)
    return above.scale / below.scale / wanted


def least_settled(*stages: Stage) -> Stage:
    """The stage of a computed figure: that of its least settled part."""
    return max(stages, key=lambda s: STAGE_ORDER[s])


def sum_over_time(figures: Sequence[tuple[Decimal, str]], *, nature: Nature, unit: str, name: str = "") -> Decimal:
    """One figure for several consecutive periods: flows add, the last stock stands, ratios refuse.

    Args:
        figures: (value, unit), oldest first.
    """
    if nature is Nature.RATIO:
        raise NeverAveraged(indicator=name)
    values = [convert(value, written, unit) for value, written in figures]
    return sum(values, Decimal(0)) if nature is Nature.FLOW else values[-1]


def ratio_of_sums(parts: Iterable[tuple[Decimal | None, Decimal | None]], *, factor: Decimal = Decimal(100)) -> Decimal:
    """The ratio of a whole from (numerator, denominator) of each of its parts.

    >>> ratio_of_sums([(Decimal(120), Decimal(400)), (Decimal(30), Decimal(200)), (Decimal(5), Decimal(20))])
    Decimal('25.00')

    Raises:
        PartMissing: any numerator or denominator is missing; a share of the rest would be another share.
    """
    above = below = Decimal(0)
    for place, (numerator, denominator) in enumerate(parts, 1):
        if numerator is None or denominator is None:
            raise PartMissing(part=f"第{place}部分的{'分子' if numerator is None else '分母'}")
        above, below = above + numerator, below + denominator
    if not below:
        raise PartMissing(part="分母")
    return above / below * factor


def growth_of_whole(parts: Iterable[tuple[Decimal, Decimal]]) -> Decimal:
    """Growth of a whole from (base level, growth %) of its parts, in one price: weighted by the base levels."""
    parts = tuple(parts)
    return sum((base * rate for base, rate in parts), Decimal(0)) / sum((base for base, _ in parts), Decimal(0))
