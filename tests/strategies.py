"""Strategies that several rooms share: periods, days, plans put together from the words that the grammar knows."""

from __future__ import annotations

from hypothesis import strategies as st

from guatu.core.judging.faults import OnFault
from guatu.core.plan.model import Commitment, Period, PeriodKind
from guatu.core.time.deadlines import NoSuchDay
from tests.fuzz import plans as fuzz

months = st.sampled_from([None, None, 2, 3, 6, 12])
days = st.sampled_from([None, None, 1, 28, 29, 30, 31])


@st.composite
def periods(draw: st.DrawFn, *, first: int = 2025, last: int = 2027) -> Period:
    """Every kind of period within these years, with and without a month and a day that the calendar has."""
    since = draw(st.integers(first, last))
    until = draw(st.integers(since, last))
    kind = draw(st.sampled_from(list(PeriodKind)))
    if kind is PeriodKind.OPEN:
        return Period()
    if kind is PeriodKind.IN:
        since = until
    month = draw(months)
    day = draw(days) if month else None
    begins = None if kind is PeriodKind.BY else since
    try:
        return Period(kind, begins, until, month, day)
    except NoSuchDay:
        return Period(kind, begins, until, month)


class Drawn:
    """Hypothesis in the place of the fuzzer's provider."""

    def __init__(self, draw: st.DrawFn, pieces: int) -> None:
        self.draw, self.left = draw, pieces

    def ConsumeIntInRange(self, low: int, high: int, /) -> int:
        self.left -= 1
        return self.draw(st.integers(low, high))

    def ConsumeUnicodeNoSurrogates(self, count: int, /) -> str:
        return self.draw(st.text(st.characters(exclude_categories=["Cs"]), min_size=count, max_size=count))

    def remaining_bytes(self) -> int:
        return self.left


@st.composite
def plan_texts(draw: st.DrawFn, *, pieces: int = 60) -> str:
    """Plans as the fuzzer makes them: known words, numbers, units, brackets, stray signs, and stretches said again."""
    return fuzz.plan_text(Drawn(draw, draw(st.integers(1, pieces))))


def rising(_target: Commitment, error: Exception) -> None:
    """For tests that judge: what cannot be computed is a fault of ours. An `OnFault`."""
    raise error


_: OnFault = rising
