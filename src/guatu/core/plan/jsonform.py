"""A compiled plan as JSON: the fields of the labelled plans, so that it can be scored and read back anywhere.

Numbers are JSON numbers, converted from `Decimal` without rounding; offsets are Unicode code points, end exclusive.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from guatu.core.plan.model import Commitment, Direction, Evidence, Kind, Period, Plan, Question, Result


def to_json(plan: Plan) -> dict[str, Any]:
    """The plan as a JSON object: title, context, commitments, questions, coverage, compiler."""
    context = plan.context
    return {
        "title": plan.title,
        "context": {
            "place": context.place,
            "year": context.year,
            "plan_from": context.plan_from,
            "plan_to": context.plan_to,
        },
        "commitments": [commitment_to_json(c, plan.text) for c in plan.commitments],
        "results": [result_to_json(r) for r in plan.results],
        "questions": [_question(q, plan.text) for q in plan.questions],
        "coverage": {
            "claimed": sum(bool(c.commitment) for c in plan.coverage.claims),
            "excused": [
                {"text": c.text, "start": c.span.start, "end": c.span.end, "reason": c.excuse}
                for c in plan.coverage.claims
                if c.excuse
            ],
            "open": [{"text": c.text, "start": c.span.start, "end": c.span.end} for c in plan.coverage.open],
        },
        "compiler": plan.compiler,
    }


def commitment_to_json(c: Commitment, text: str) -> dict[str, Any]:
    """One commitment; fields that say nothing beyond their default are left out, except those every row has."""
    row: dict[str, Any] = {
        "id": c.id,
        "kind": c.kind.value,
        "quote": c.quote,
        "start": c.span.start,
        "end": c.span.end,
        "sector": c.sector,
    }
    if c.kind is Kind.TARGET:
        row |= {
            "indicator": c.indicator,
            "measure": c.measure.value if c.measure else None,
            "comparator": c.comparator.value if c.comparator else None,
            "value": number(c.value),
            "value_max": number(c.value_max),
            "unit": c.unit or None,
        }
    row |= {"period": _period(c.period), "strength": c.strength.value, "scope": c.scope}
    extras = {
        "direction": c.direction.value if c.direction is Direction.DOWN else None,
        "base_year": c.base_year,
        "month": c.period.month,
        "day": c.period.day,
        "nature": c.nature,
        "relative_to": c.relative_to,
        "cumulative": c.cumulative,
        "lead": c.lead,
        "supporting": list(c.supporting),
        "deadline_quote": c.deadline.span.of(text) if c.deadline else None,
        "deadline_start": c.deadline.span.start if c.deadline else None,
        "also": [{"start": span.start, "end": span.end, "quote": span.of(text)} for span in c.also],
        "evidence": [_evidence(e) for e in c.evidence],
    }
    return row | {name: value for name, value in extras.items() if value not in (None, "", [], False)}


def result_to_json(r: Result) -> dict[str, Any]:
    """One figure of the past; `certain` is false where a person must look, and `doubts` say why."""
    row: dict[str, Any] = {
        "id": r.id, "quote": r.quote, "start": r.span.start, "end": r.span.end,
        "sector": r.sector, "indicator": r.indicator, "measure": r.measure.value if r.measure else None,
        "comparator": r.comparator or None, "value": number(r.value),
        "value_max": number(r.value_max), "unit": r.unit,
        "period": _period(r.period) if r.period else None, "certain": r.certain,
        "figure": {"start": r.figure.start, "end": r.figure.end},
    }  # fmt: skip
    extras = {
        "direction": r.direction.value if r.direction is Direction.DOWN else None,
        "base_year": r.base_year,
        "month": r.period.month if r.period else None,
        "day": r.period.day if r.period else None,
        "doubts": list(r.doubts),
        "evidence": [_evidence(e) for e in r.evidence],
    }
    return row | {name: value for name, value in extras.items() if value not in (None, [])}


def number(value: Decimal | None) -> int | float | None:
    """A Decimal as a JSON number; a float only when that prints the same digits.

    >>> number(Decimal("13.6")), number(Decimal("344"))
    (13.6, 344)
    """
    if value is None:
        return None
    if value == value.to_integral_value():
        return int(value)
    return float(value)


def _period(period: Period) -> dict[str, Any]:
    return {"kind": period.kind.value, "from": period.since, "to": period.until}


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {"start": evidence.span.start, "end": evidence.span.end, "rule": evidence.rule}


def _question(q: Question, text: str) -> dict[str, Any]:
    return {
        "id": q.id, "start": q.span.start, "end": q.span.end, "quote": q.span.of(text), "asks": q.asks,
        "readings": list(q.readings), "rule": q.rule, "commitment": q.commitment or None,
    }  # fmt: skip
