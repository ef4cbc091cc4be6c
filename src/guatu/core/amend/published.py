"""A comparison as it is published: what `guatu compare --format json` prints."""

from __future__ import annotations

from typing import Any

from guatu.core.amend.beside import Beside
from guatu.core.amend.model import VERDICT_WORDS, Change, Comparison
from guatu.core.plan.model import Commitment, Plan
from guatu.core.plan.published import published_commitment


def published_comparison(comparison: Comparison) -> dict[str, Any]:
    return {
        "old": comparison.old.title,
        "new": comparison.new.title,
        "counts": dict(comparison.counts),
        "changes": [_change(c, comparison) for c in comparison.changes],
        "questions": [
            {"old": d.old, "new": d.new, "asks": str(d.asks), "likeness": d.likeness} for d in comparison.doubts
        ],
    }  # fmt: skip


def _change(change: Change, comparison: Comparison) -> dict[str, Any]:
    return {
        "verdict": change.verdict,
        "word": VERDICT_WORDS[change.verdict],
        "sentence": str(change.sentence),
        "differences": [{"effect": d.effect, "says": str(d.says)} for d in change.differences],
        "old": published_commitment(change.old, comparison.old.text) if change.old else None,
        "new": published_commitment(change.new, comparison.new.text) if change.new else None,
    }


def published_beside(rows: tuple[Beside, ...], ours: Plan, theirs: Plan) -> dict[str, Any]:
    return {
        "ours": ours.title,
        "theirs": theirs.title,
        "rows": [
            {
                "ours": _brief(row.ours),
                "theirs": _brief(row.theirs),
                "says": str(row.says),
                "comparable": row.comparable,
                "sure": row.sure,
            }
            for row in rows
        ],
    }


def _brief(c: Commitment) -> dict[str, Any]:
    return {
        "id": c.id,
        "indicator": c.indicator,
        "measure": c.measure,
        "comparator": c.comparator,
        "value": c.value,
        "unit": c.unit,
        "until": c.period.until,
        "quote": c.quote,
    }
