"""A published ledger as a record and back: the commitments exactly, with what settled them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from guatu.core.plan.model import (
    Claim,
    Commitment,
    Comparator,
    Direction,
    Evidence,
    Kind,
    Measure,
    Period,
    PeriodKind,
    Strength,
)
from guatu.core.review.draft import Draft, State
from guatu.core.review.edits import to_json
from guatu.core.text.spans import Span

FORMAT = 1


def record_of(draft: Draft) -> dict[str, Any]:
    """Everything that a version fixes. Decimals are left to the writer: as text, digit for digit."""
    return {
        "format": FORMAT,
        "compiler": draft.plan.compiler,
        "until": draft.until,
        "commitments": [asdict(c) for c in draft.commitments],
        "claims": [asdict(c) for c in draft.claims],
        "answers": [to_json(draft.answers[id]) for id in sorted(draft.answers)],
        "excuses": [to_json(draft.excuses[place]) for place in sorted(draft.excuses)],
        "rejected": [
            {"id": i.id, "quote": i.commitment.quote, "span": list(i.commitment.span), "reason": i.reason}
            for i in draft.items
            if i.state is State.REJECTED
        ],
        "merged": dict(draft.merged),
    }


def commitments_of(record: Mapping[str, Any]) -> tuple[Commitment, ...]:
    """The ledger that a version fixed."""
    return tuple(_commitment(row) for row in record["commitments"])


def claims_of(record: Mapping[str, Any]) -> tuple[Claim, ...]:
    return tuple(Claim(Span(*r["span"]), r["text"], r["commitment"], r["excuse"]) for r in record["claims"])


def _commitment(row: Mapping[str, Any]) -> Commitment:
    period = row["period"]
    return Commitment(
        **{name: row[name] for name in (
            "id", "quote", "sector", "scope", "indicator", "unit", "base_year", "relative_to", "cumulative", "nature",
            "lead",
        )},
        kind=Kind(row["kind"]),
        span=Span(*row["span"]),
        period=Period.certain(**{**period, "kind": PeriodKind(period["kind"])}),
        strength=Strength(row["strength"]),
        measure=Measure(row["measure"]) if row["measure"] else None,
        comparator=Comparator(row["comparator"]) if row["comparator"] else None,
        value=_decimal(row["value"]),
        value_max=_decimal(row["value_max"]),
        direction=Direction(row["direction"]),
        supporting=tuple(row["supporting"]),
        deadline=_evidence(row["deadline"]) if row["deadline"] else None,
        also=tuple(Span(*span) for span in row["also"]),
        evidence=tuple(_evidence(e) for e in row["evidence"]),
    )  # fmt: skip


def _evidence(row: Mapping[str, Any]) -> Evidence:
    return Evidence(Span(*row["span"]), row["rule"])


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
