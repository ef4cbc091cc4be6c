# ruff: noqa: E501 - rules and their corpus stand one to a line
"""A compiled plan as a flat table: one row per commitment, for CSV, Excel and the terminal."""

from __future__ import annotations

from guatu.core.plan.model import Commitment, Plan

COLUMNS = (
    "id", "kind", "sector", "indicator", "direction", "comparator", "value", "value_max", "unit", "measure", "period", "since", "until", "month", "day",
    "base_year", "relative_to", "strength", "scope", "nature", "lead", "supporting", "quote", "start", "end", "deadline_quote", "questions",
)  # fmt: skip


def rows(plan: Plan) -> list[dict[str, object]]:
    """One flat row per commitment, in the order of the text, with the keys of `COLUMNS`."""
    asked: dict[str, list[str]] = {}
    for question in plan.questions:
        asked.setdefault(question.commitment, []).append(str(question.asks))
    return [_row(c, plan.text, asked.get(c.id, [])) for c in plan.commitments]


def _row(c: Commitment, text: str, questions: list[str]) -> dict[str, object]:
    return {
        "id": c.id, "kind": c.kind.value, "sector": c.sector, "indicator": c.indicator,
        "direction": c.direction.value if c.measure else "", "comparator": c.comparator.value if c.comparator else "",
        "value": c.value, "value_max": c.value_max, "unit": c.unit, "measure": c.measure.value if c.measure else "",
        "period": c.period.kind.value, "since": c.period.since, "until": c.period.until, "month": c.period.month, "day": c.period.day,
        "base_year": c.base_year, "relative_to": c.relative_to, "strength": c.strength.value, "scope": c.scope, "nature": c.nature,
        "lead": c.lead, "supporting": "、".join(c.supporting), "quote": c.quote, "start": c.span.start, "end": c.span.end,
        "deadline_quote": c.deadline.span.of(text) if c.deadline else "", "questions": "；".join(questions),
    }  # fmt: skip
