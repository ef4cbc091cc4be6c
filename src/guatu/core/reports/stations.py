"""Where a target stops on the way: one station at its deadline, or one a year for a yearly quota."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from guatu.core.judging.model import Judgement, Status, Why
from guatu.core.plan.model import Commitment, PeriodKind
from guatu.core.reports.words import due_year, shape
from guatu.core.text.said import Said


@dataclass(frozen=True, slots=True)
class Station:
    """One deadline of one target and the light that stands there."""

    year: int | None  # None: the plan names no deadline
    judgement: Judgement
    shape: str  # a status, or `notyet`

    @property
    def known(self) -> bool:
        """There is a figure to print, whether or not it decides a light."""
        return self.judgement.actual is not None


def unjudged(target: Commitment, as_of: date) -> Judgement:
    """What stands for a target that nobody has judged: no data, and no indicator has been confirmed."""
    return Judgement(target.id, as_of, Status.UNKNOWN, Said("还没有为它确认指标。"), why=Why.NOT_LINKED)


def by_target(targets: Iterable[Commitment], judgements: Iterable[Judgement], as_of: date) -> dict[str, Judgement]:
    """One judgement for every target, in the plan's order."""
    given = {j.target: j for j in judgements}
    return {t.id: given.get(t.id) or unjudged(t, as_of) for t in targets}


def stations(target: Commitment, judgement: Judgement, as_of: date) -> tuple[Station, ...]:
    """Its stations in the order of the years. A yearly quota whose year has not ended is not due, not missing."""
    period = target.period
    if period.kind is not PeriodKind.EACH_YEAR or period.until is None:
        return (Station(due_year(target), judgement, shape(judgement)),)
    first = period.since if period.since is not None else period.until - max(len(judgement.years), 1) + 1
    years = range(first, period.until + 1)
    single = judgement.years if len(judgement.years) == len(years) else (judgement,) * len(years)
    return tuple(_yearly(target, year, one, as_of) for year, one in zip(years, single, strict=True))


def _yearly(target: Commitment, year: int, judgement: Judgement, as_of: date) -> Station:
    """A figure counts for its own year only."""
    if judgement.actual is not None and judgement.actual.period.year == year:
        return Station(year, judgement, shape(judgement))
    why = Why.NOT_DUE if target.period.due_in(year) >= as_of else judgement.why or Why.NOT_PUBLISHED
    silent = replace(judgement, status=Status.UNKNOWN, why=why, actual=None, years=())
    return Station(year, silent, shape(silent))
