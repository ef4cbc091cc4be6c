"""Two different plans side by side, ours and the region's: who promises what about the same indicator.

Nothing here is a rank. Two numbers are only held against each other when they measure the same thing of the same
years, and a total of one place says nothing about the total of another.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher

from guatu.core.amend.assignment import best_pairs
from guatu.core.amend.differences import printed
from guatu.core.judging.keeping import wants_less
from guatu.core.judging.linking import LIKE, bare_name
from guatu.core.plan.model import Commitment, Measure, PeriodKind, Plan
from guatu.core.reports.words import MEASURE_WORDS, due_words
from guatu.core.series.units import convert, same_kind
from guatu.core.text.figures import POINTS, amount, in_points
from guatu.core.text.said import NOTHING, Said, verbatim

RATES = (Measure.GROWTH, Measure.SHARE)


@dataclass(frozen=True, slots=True)
class Beside:
    """Two targets that speak of the same indicator."""

    ours: Commitment
    theirs: Commitment
    says: Said  # one sentence: what can be said of the two numbers, or why nothing can
    comparable: bool
    sure: bool = True  # False: the names are alike, not equal; a person must say whether they are one indicator


def lay_beside(
    ours: Plan, theirs: Plan, *, our_names: Iterable[str] = (), their_names: Iterable[str] = ()
) -> tuple[Beside, ...]:
    """The targets of two plans about the same indicators, in the order of ours. Those of one plan only are left out.

    Args:
        our_names, their_names: names under which each plan may speak of its own place, put aside in indicator names.
    """
    own = (*filter(None, (ours.context.place, *our_names)), *filter(None, (theirs.context.place, *their_names)))
    names = {c.indicator: bare_name(c.indicator, own) for p in (ours, theirs) for c in p.targets}
    weights: dict[tuple[int, int], int] = {}
    for i, a in enumerate(ours.targets):
        for j, b in enumerate(theirs.targets):
            like = _alike(names[a.indicator], names[b.indicator])
            if like >= LIKE and _shape(a, b):
                weights[i, j] = int(like * 1000) * 100 + _nearness(a, b) * 10 + (a.scope == b.scope)
    found = best_pairs(weights)
    same_place = bool(ours.context.place) and ours.context.place == theirs.context.place
    rows = []
    for i, j in found.items():
        a, b = ours.targets[i], theirs.targets[j]
        sure = names[a.indicator] == names[b.indicator]
        says, comparable = _says(a, b, same_place=same_place) if sure else (
            Said("“{name}”与“{other}”相近而不相同，是否同一指标待确认", name=a.indicator, other=b.indicator), False,
        )  # fmt: skip
        rows.append(Beside(a, b, says, comparable, sure))
    return tuple(rows)


def _alike(a: str, b: str) -> float:
    a, b = sorted((a, b))
    if a == b:
        return 1.0
    score = SequenceMatcher(None, a, b).ratio()
    return min(0.99, max(score, LIKE)) if a in b or b in a else min(0.99, score)


def _shape(a: Commitment, b: Commitment) -> bool:
    """A rate beside a rate, an amount beside an amount; a growth beside a level says nothing."""
    return a.measure is b.measure or {a.measure, b.measure} <= {Measure.LEVEL, Measure.INCREMENT}


def _nearness(a: Commitment, b: Commitment) -> int:
    """Whether two targets fall due together: 9 for the same period, less for each year between them."""
    if a.period == b.period:
        return 9
    if a.period.until is None or b.period.until is None:
        return 1
    return max(0, 8 - abs(a.period.until - b.period.until))


def _says(a: Commitment, b: Commitment, *, same_place: bool) -> tuple[Said, bool]:
    if reason := _bases(a, b, same_place=same_place):
        return reason, False
    assert a.value is not None
    assert b.value is not None
    gap = a.value - convert(b.value, b.unit, a.unit)
    if gap == 0:
        return Said("数值相同，都是{figure}", figure=printed(a)), True
    return Said("{ours}比{theirs}{gap}", ours=printed(a), theirs=printed(b), gap=_apart(gap, a)), True


def _apart(gap: Decimal, target: Commitment) -> Said:
    points = in_points(target.unit) or target.measure is Measure.GROWTH
    by = amount(abs(gap), POINTS if points else target.unit, trim=True)
    if points:
        return Said("高{by}", by=by) if gap > 0 else Said("低{by}", by=by)
    return Said("多{by}", by=by) if gap > 0 else Said("少{by}", by=by)


def _bases(a: Commitment, b: Commitment, *, same_place: bool) -> Said:
    """Why two numbers are not held against each other; nothing when they may be."""
    if a.measure is not b.measure:
        one, other = (MEASURE_WORDS[c.measure] if c.measure else Said("未写") for c in (a, b))
        return Said("度量不同（{one}、{other}），不比高低", one=one, other=other)
    if a.value is None or b.value is None:
        return Said("有一方是相对目标，没有数值，不比高低")
    if not (a.unit and b.unit and same_kind(a.unit, b.unit)):
        ours, theirs = (verbatim(c.unit) if c.unit else Said("未写") for c in (a, b))
        return Said("单位不同（{ours}、{theirs}），不比高低", ours=ours, theirs=theirs)
    if a.direction is not b.direction or wants_less(a) is not wants_less(b):
        return Said("方向不同，不比高低")
    if a.base_year != b.base_year or a.relative_to != b.relative_to or a.cumulative is not b.cumulative:
        return Said("基期或算法不同，不比高低")
    if not _same_years(a, b):
        return Said("期限不同（{one}、{other}），不比高低", one=due_words(a), other=due_words(b))
    if not same_place and a.measure not in RATES:
        return Said("两地总量，不比高低")
    return NOTHING


def _same_years(a: Commitment, b: Commitment) -> bool:
    yearly = (PeriodKind.EACH_YEAR, PeriodKind.AVERAGE)
    if a.period.kind in yearly or b.period.kind in yearly:
        return a.period == b.period
    return a.period.until == b.period.until
