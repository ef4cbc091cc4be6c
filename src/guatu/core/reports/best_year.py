"""The best year so far of a target's series: what a growth that is now needed may be held against.

Only published growths of whole years that can be compared: of one price basis, by the publisher itself, known on the
day. One year is no record.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from guatu.core.judging import keeping
from guatu.core.judging.model import Judgement
from guatu.core.plan.model import Commitment, Measure
from guatu.core.series.model import Indicator, Observation, PriceBasis

FEWEST = 2
UNCHANGED_PRICES = (PriceBasis.CONSTANT, PriceBasis.SAME_SET)


@dataclass(frozen=True, slots=True)
class BestYear:
    """The highest published yearly growth, in percent, and of which year it was."""

    rate: Decimal
    year: int
    basis: PriceBasis = PriceBasis.NONE


def best_year(rows: Iterable[Observation], indicator: Indicator) -> BestYear | None:
    """Of one indicator's growths, one of each year, those of its own basis; None where they are too few.

    Args:
        rows: of one region, whole years, known on the day; of each year the one that is preferred.
    """
    basis = indicator.growth_basis
    grown = {
        row.period.year: row
        for row in rows
        if row.growth is not None and row.period.whole_year and row.growth_basis is basis
    }
    if len(grown) < FEWEST:
        return None
    top = max(grown.values(), key=lambda row: (row.growth or Decimal(0), row.period.year))
    assert top.growth is not None
    return BestYear(top.growth, top.period.year, basis)


def comparable(target: Commitment, judgement: Judgement, best: BestYear | None) -> BestYear | None:
    """`best`, where the growth that the target now needs can be held against it.

    A growth at constant price says nothing of an amount at current price, unless the way of that amount began at a
    base that is itself reckoned at unchanged prices. Upper limits have no best year.
    """
    if best is None or judgement.needed is None or judgement.needed_unit not in ("", "%"):
        return None
    if judgement.needed <= 0 or keeping.wants_less(target):
        return None
    unlike = target.measure is not Measure.GROWTH and best.basis in UNCHANGED_PRICES
    at_same_prices = judgement.start is not None and judgement.start.implied
    return None if unlike and not at_same_prices else best
