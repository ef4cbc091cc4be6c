"""What a flow comes to when its whole was not published but its parts were: quarters, half-years, single months.

上半年 and 7月 make 1—7月; four quarters make a year. Only parts that lie end to end, in one kind of unit, are added:
a gap makes no sum, and what was published as a whole is never put together again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from guatu.core.series.formulas import least_settled
from guatu.core.series.model import Figure, Form, Observation
from guatu.core.series.units import convert, same_kind
from guatu.core.text.figures import amount, bare
from guatu.core.text.said import Said, listed
from guatu.core.time.periods import ReportPeriod

Parts = Mapping[ReportPeriod, Observation]


def tiled(periods: Iterable[ReportPeriod], whole: ReportPeriod) -> tuple[ReportPeriod, ...]:
    """The fewest of `periods`, end to end, that make up the whole; nothing where they leave a gap.

    >>> quarters = [ReportPeriod(2025, first, first + 2) for first in (1, 4, 7, 10)]
    >>> [str(p) for p in tiled([*quarters, ReportPeriod(2025, 1, 6)], ReportPeriod(2025))]
    ['2025年1—6月', '2025年7—9月', '2025年10—12月']
    >>> tiled(quarters[1:], ReportPeriod(2025))
    ()
    """
    within = sorted(
        (p for p in set(periods) if p.year == whole.year and whole.first <= p.first and p.last <= whole.last),
        key=lambda p: (p.first, -p.last),
    )
    ways: dict[int, tuple[ReportPeriod, ...]] = {whole.first: ()}  # first month that is left → what was laid
    for part in within:
        laid = ways.get(part.first)
        if laid is None:
            continue
        longer = (*laid, part)
        known = ways.get(part.last + 1)
        if known is None or len(longer) < len(known):
            ways[part.last + 1] = longer
    return ways.get(whole.last + 1, ())


def summed(rows: Parts, whole: ReportPeriod) -> Figure | None:
    """The flow of `whole` from its published parts, with the sum as its formula; None where they leave a gap."""
    laid = tiled(rows, whole)
    parts = [rows[period] for period in laid]
    if len(parts) < 2 or not _addable(parts):
        return None
    unit = parts[0].unit
    values = [convert(row.value, row.unit, unit) for row in parts if row.value is not None]
    total = sum(values, Decimal(0))
    words = Said(
        "{whole} = {parts} = {total}",
        whole=whole, parts=listed((bare(value, unit) for value in values), " + "), total=amount(total, unit),
    )  # fmt: skip
    return Figure(
        value=total,
        unit=unit,
        period=whole,
        form=Form.VALUE,
        stage=least_settled(*(row.stage for row in parts)),
        known_on=max(row.known_on for row in parts),
        observations=tuple(parts),
        formula=words,
    )


def _addable(parts: Sequence[Observation]) -> bool:
    return all(row.value is not None and same_kind(row.unit, parts[0].unit) for row in parts)


def reaches(periods: Iterable[ReportPeriod], year: int) -> tuple[int, ...]:
    """The months up to which a year's flow is known since January, published so or put together; the latest first."""
    known = [p for p in periods if p.year == year]
    ends = sorted({p.last for p in known}, reverse=True)
    return tuple(last for last in ends if tiled(known, ReportPeriod(year, 1, last)))
