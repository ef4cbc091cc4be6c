"""A published ledger as a record and back: the commitments exactly, with what settled them.

Its canonical text is digested and never changes: a field more of a commitment would be a new `FORMAT`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from guatu.core.codec import plain, read
from guatu.core.plan.model import Claim, Commitment, Period, PeriodKind
from guatu.core.review.draft import Draft, ItemState
from guatu.core.review.edits import to_json

FORMAT = 1


def record_of(draft: Draft) -> dict[str, Any]:
    """Everything that a version fixes. Decimals are left to the writer: as text, digit for digit."""
    return {
        "format": FORMAT,
        "compiler": draft.plan.compiler,
        "until": draft.until,
        "commitments": plain(draft.commitments),
        "claims": plain(draft.claims),
        "answers": [to_json(draft.answers[id]) for id in sorted(draft.answers)],
        "excuses": [to_json(draft.excuses[place]) for place in sorted(draft.excuses)],
        "rejected": [
            {"id": i.id, "quote": i.commitment.quote, "span": i.commitment.span, "reason": i.reason}
            for i in draft.items
            if i.state is ItemState.REJECTED
        ],
        "merged": dict(draft.merged),
    }


def commitments_of(record: Mapping[str, Any]) -> tuple[Commitment, ...]:
    """The ledger that a version fixed. Raises NotOurs."""
    return read([_dated(row) for row in record["commitments"]], tuple[Commitment, ...])


def claims_of(record: Mapping[str, Any]) -> tuple[Claim, ...]:
    """Raises NotOurs."""
    return read(record["claims"], tuple[Claim, ...])


def _dated(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """Of a day that the calendar does not have, in an older record, its month."""
    period = row["period"]
    if period["day"] is None and period["month"] is None:
        return row
    certain = Period.certain(**{**period, "kind": PeriodKind(period["kind"])})
    return {**row, "period": plain(certain)}
