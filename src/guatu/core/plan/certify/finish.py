# ruff: noqa: E501 - rules and their corpus stand one to a line
"""Drafts made into commitments: ids, quotes, periods, places that restate a figure, and the coverage certificate."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from operator import attrgetter

from guatu.core.plan.certify.coverage import Ledger
from guatu.core.plan.clauses.drafts import Making
from guatu.core.plan.model import OPEN, Commitment, Coverage, Kind, Period, PeriodKind, Strength
from guatu.core.text.excused import Excused
from guatu.core.text.spans import Span
from guatu.core.text.when import When, WhenForm


def commitments_of(drafts: list[Making], *, text: str, even: str, whole: str) -> list[Commitment]:
    """The commitments in the order of the text, `drafts` sorted alike; `whole` is the scope that goes without saying."""
    drafts.sort(key=lambda d: (d.start, d.end, d.figure or (0, 0)))
    commitments = []
    for number, draft in enumerate(drafts, 1):
        start, end = draft.start, draft.end
        while start < end and even[start] in "，、；：。 \n\x00":
            start += 1
        while end > start and even[end - 1] in "，、；：。 \n\x00":
            end -= 1
        commitments.append(
            _commitment(f"C{number:03d}", draft, text[start:end], Span(start, end), draft.scope or whole)
        )
    return _restated(commitments)


_place_of = attrgetter("span")
_KIND = {str(kind): kind for kind in PeriodKind}  # asked of every commitment


def _commitment(id: str, d: Making, quote: str, span: Span, scope: str) -> Commitment:
    strength = Strength.STRIVE if d.strive else Strength.FIRM
    evidence = tuple(sorted(d.evidence, key=_place_of) if len(d.evidence) > 1 else d.evidence)
    if d.kind is not Kind.TARGET:
        return Commitment(
            id, d.kind, quote, span, d.sector, _period(d), strength, scope, lead=d.lead, supporting=d.supporting,
            deadline=d.deadline, evidence=evidence,
        )  # fmt: skip
    return Commitment(
        id, d.kind, quote, span, d.sector, _period(d), strength, scope, d.indicator, d.measure, d.comparator, d.value,
        d.value_max, d.unit, d.direction, d.base_year, d.relative_to, d.cumulative, d.nature, d.lead, d.supporting,
        d.deadline, (), evidence,
    )  # fmt: skip


def _period(draft: Making) -> Period:
    when = draft.when
    if when is None or when.role != "due" or (when.until is None and when.kind not in ("each_year", "average")):
        return OPEN
    since = when.since if when.kind != "by" or (draft.kind is Kind.MILESTONE and when.form is WhenForm.SPAN) else None
    until = when.until
    return Period(_KIND[when.kind], since, until, when.month, when.day)


def impossible_dates(drafts: list[Making], commitments: list[Commitment]) -> dict[str, When]:
    """The dates without a day of the calendar that date a commitment, by its id."""
    return {
        c.id: draft.when
        for draft, c in zip(drafts, commitments, strict=True)
        if draft.when is not None and draft.when.impossible and c.period.kind is not PeriodKind.OPEN
    }


_MOST_PLACES = 24  # a figure that stands more often is a list, not a restatement


def _restated(commitments: list[Commitment]) -> list[Commitment]:
    """Tie the places that state the same figure of the same indicator to one another."""
    places: dict[tuple, list[Commitment]] = {}
    for c in commitments:
        if c.kind is Kind.TARGET and c.value is not None:
            places.setdefault((c.indicator, c.value, c.value_max, c.unit, c.measure), []).append(c)
    twice = {
        c.id: tuple(
            o.span
            for o in same[:_MOST_PLACES]
            if (o.id != c.id and o.period.until in (c.period.until, None)) or (o.id != c.id and c.period.until is None)
        )
        for same in places.values()
        if len(same) > 1
        for c in same
    }
    return [replace(c, also=twice[c.id]) if twice.get(c.id) else c for c in commitments]


_OF_ROLES = {"base": Excused.BASE_PERIOD, "past": Excused.PAST, "stamp": Excused.ISSUED, "era": Excused.ERA}


def certify(
    ledger: Ledger,
    drafts: list[Making],
    commitments: list[Commitment],
    dates: list[tuple[Span, When]],
    regions: list[tuple[Span, Excused]],
) -> Coverage:
    """What became of every figure and date: first the commitments' own figures, then the dates, then what is excused."""
    for draft, c in zip(drafts, commitments, strict=True):
        if draft.figure is not None:
            ledger.claim(draft.figure, commitment=c.id)
        if draft.deadline is not None:
            ledger.claim(draft.deadline.span, commitment=c.id)
    governs: dict[Span, str] = {}
    for draft, c in zip(drafts, commitments, strict=True):
        for evidence in draft.evidence:
            governs.setdefault(evidence.span, c.id)
    spans = sorted((c.span, c.id) for c in commitments)
    starts = [span.start for span, _ in spans]
    for span, when in dates:
        owner = governs.get(span)
        if owner is None:
            first = max(0, bisect_right(starts, span.start) - 8)
            owner = next((cid for other, cid in spans[first : first + 8] if other.covers(span)), "")
        excuse = None if owner else _OF_ROLES.get(when.role)
        if owner or excuse:
            ledger.claim(span, commitment=owner, excuse=excuse)
    return Coverage(ledger.close(regions))
