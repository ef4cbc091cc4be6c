"""A comparison as JSON: what `guatu compare --format json` prints and the amendment's events keep."""

from __future__ import annotations

from typing import Any

from guatu.core.amend.beside import Beside
from guatu.core.amend.model import VERDICT_WORDS, Change, Comparison
from guatu.core.plan.jsonform import commitment_to_json
from guatu.core.plan.model import Commitment, Plan


def to_json(comparison: Comparison) -> dict[str, Any]:
    return {
        "old": comparison.old.title,
        "new": comparison.new.title,
        "counts": {verdict.value: count for verdict, count in comparison.counts.items()},
        "changes": [change_to_json(c, comparison) for c in comparison.changes],
        "questions": [
            {"old": d.old, "new": d.new, "asks": d.asks, "likeness": d.likeness} for d in comparison.doubts
        ],
    }  # fmt: skip


def change_to_json(change: Change, comparison: Comparison) -> dict[str, Any]:
    return {
        "verdict": change.verdict.value,
        "word": VERDICT_WORDS[change.verdict],
        "sentence": change.sentence,
        "differences": [{"effect": d.effect.value, "says": d.says} for d in change.differences],
        "old": commitment_to_json(change.old, comparison.old.text) if change.old else None,
        "new": commitment_to_json(change.new, comparison.new.text) if change.new else None,
    }


def beside_to_json(rows: tuple[Beside, ...], ours: Plan, theirs: Plan) -> dict[str, Any]:
    return {
        "ours": ours.title,
        "theirs": theirs.title,
        "rows": [
            {
                "ours": _brief(row.ours),
                "theirs": _brief(row.theirs),
                "says": row.says,
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
        "measure": c.measure.value if c.measure else None,
        "comparator": c.comparator.value if c.comparator else None,
        "value": c.value,
        "unit": c.unit,
        "until": c.period.until,
        "quote": c.quote,
    }
