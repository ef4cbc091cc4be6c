"""A compiled plan as it is published in JSON (`data/schema/plan.schema.json`), to be scored and read back anywhere.

The fields are those of the labelled plans. Figures keep the digits of the text; offsets are Unicode code points, end
exclusive.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from guatu.core.codec import ABSENT, Absent, Shape
from guatu.core.plan.model import (
    Commitment,
    Comparator,
    Context,
    Coverage,
    Direction,
    Evidence,
    Kind,
    Measure,
    Period,
    PeriodKind,
    Plan,
    Question,
    Result,
    Strength,
)
from guatu.core.text.spans import Span


class PublishedPeriod(Shape, frozen=True, rename={"since": "from", "until": "to"}):
    kind: PeriodKind
    since: int | None
    until: int | None


class PublishedEvidence(Shape, frozen=True):
    start: int
    end: int
    rule: str


class Passage(Shape, frozen=True):
    start: int
    end: int
    quote: str


class PublishedCommitment(Shape, kw_only=True, frozen=True):
    """Fields that say nothing beyond their default are left out, except those that every row of its kind has."""

    id: str
    kind: Kind
    quote: str
    start: int
    end: int
    sector: str
    # targets, each of them
    indicator: str | Absent = ABSENT
    measure: Measure | Absent | None = ABSENT
    comparator: Comparator | Absent | None = ABSENT
    value: Decimal | Absent | None = ABSENT
    value_max: Decimal | Absent | None = ABSENT
    unit: str | Absent | None = ABSENT
    # all
    period: PublishedPeriod
    strength: Strength
    scope: str
    direction: Direction | None = None  # only down
    base_year: int | None = None
    month: int | None = None
    day: int | None = None
    nature: str = ""
    relative_to: str = ""
    cumulative: bool = False
    lead: str = ""
    supporting: tuple[str, ...] = ()
    deadline_quote: str | None = None
    deadline_start: int | None = None
    also: tuple[Passage, ...] = ()
    evidence: tuple[PublishedEvidence, ...] = ()


class PublishedResult(Shape, kw_only=True, frozen=True):
    """One figure of the past; `certain` is false where a person must look, and `doubts` say why."""

    id: str
    quote: str
    start: int
    end: int
    sector: str
    indicator: str
    measure: Measure | None
    comparator: str | None
    value: Decimal | None
    value_max: Decimal | None
    unit: str
    period: PublishedPeriod | None
    certain: bool
    figure: dict[str, int]
    direction: Direction | None = None
    base_year: int | None = None
    month: int | None = None
    day: int | None = None
    doubts: tuple[str, ...] = ()
    evidence: tuple[PublishedEvidence, ...] = ()


class PublishedQuestion(Shape, frozen=True):
    id: str
    start: int
    end: int
    quote: str
    asks: str
    readings: tuple[str, ...]
    rule: str
    commitment: str | None


class PublishedNumber(Shape, frozen=True):
    text: str
    start: int
    end: int
    reason: str = ""


class PublishedCoverage(Shape, frozen=True):
    claimed: int
    excused: tuple[PublishedNumber, ...]
    open: tuple[PublishedNumber, ...]


class PublishedPlan(Shape, kw_only=True, frozen=True):
    title: str
    context: Context
    commitments: tuple[PublishedCommitment, ...]
    results: tuple[PublishedResult, ...]
    questions: tuple[PublishedQuestion, ...]
    coverage: PublishedCoverage
    compiler: str
    document: dict[str, Any] | None = None  # what the file says of itself
    source: dict[str, str] | None = None  # of a batch: which file this was compiled from, and how


def published(
    plan: Plan, *, document: dict[str, Any] | None = None, source: dict[str, str] | None = None
) -> PublishedPlan:
    return PublishedPlan(
        title=plan.title,
        context=plan.context,
        commitments=tuple(published_commitment(c, plan.text) for c in plan.commitments),
        results=tuple(_result(r) for r in plan.results),
        questions=tuple(_question(q, plan.text) for q in plan.questions),
        coverage=_coverage(plan.coverage),
        compiler=plan.compiler,
        document=document,
        source=source,
    )


def published_commitment(c: Commitment, text: str) -> PublishedCommitment:
    """One commitment of the plan whose text this is."""
    target: dict[str, Any] = {}
    if c.kind is Kind.TARGET:
        target = {
            "indicator": c.indicator, "measure": c.measure, "comparator": c.comparator, "value": c.value,
            "value_max": c.value_max, "unit": c.unit or None,
        }  # fmt: skip
    return PublishedCommitment(
        id=c.id,
        kind=c.kind,
        quote=c.quote,
        start=c.span.start,
        end=c.span.end,
        sector=c.sector,
        **target,
        period=_period(c.period),
        strength=c.strength,
        scope=c.scope,
        direction=c.direction if c.direction is Direction.DOWN else None,
        base_year=c.base_year,
        month=c.period.month,
        day=c.period.day,
        nature=c.nature,
        relative_to=c.relative_to,
        cumulative=c.cumulative,
        lead=c.lead,
        supporting=c.supporting,
        deadline_quote=c.deadline.span.of(text) if c.deadline else None,
        deadline_start=c.deadline.span.start if c.deadline else None,
        also=tuple(Passage(span.start, span.end, span.of(text)) for span in c.also),
        evidence=_evidence(c.evidence),
    )


def _result(r: Result) -> PublishedResult:
    return PublishedResult(
        id=r.id,
        quote=r.quote,
        start=r.span.start,
        end=r.span.end,
        sector=r.sector,
        indicator=r.indicator,
        measure=r.measure,
        comparator=r.comparator or None,
        value=r.value,
        value_max=r.value_max,
        unit=r.unit,
        period=_period(r.period) if r.period else None,
        certain=r.certain,
        figure={"start": r.figure.start, "end": r.figure.end},
        direction=r.direction if r.direction is Direction.DOWN else None,
        base_year=r.base_year,
        month=r.period.month if r.period else None,
        day=r.period.day if r.period else None,
        doubts=r.doubts,
        evidence=_evidence(r.evidence),
    )


def _question(q: Question, text: str) -> PublishedQuestion:
    return PublishedQuestion(
        q.id,
        q.span.start,
        q.span.end,
        q.span.of(text),
        str(q.asks),
        tuple(map(str, q.readings)),
        q.rule,
        q.commitment or None,
    )


def _coverage(coverage: Coverage) -> PublishedCoverage:
    return PublishedCoverage(
        sum(bool(c.commitment) for c in coverage.claims),
        tuple(_number(c.text, c.span, c.excuse) for c in coverage.claims if c.excuse),
        tuple(_number(c.text, c.span) for c in coverage.open),
    )


def _number(text: str, span: Span, reason: str = "") -> PublishedNumber:
    return PublishedNumber(text, span.start, span.end, reason)


def _period(period: Period) -> PublishedPeriod:
    return PublishedPeriod(period.kind, period.since, period.until)


def _evidence(evidence: Iterable[Evidence]) -> tuple[PublishedEvidence, ...]:
    return tuple(PublishedEvidence(e.span.start, e.span.end, e.rule) for e in evidence)
