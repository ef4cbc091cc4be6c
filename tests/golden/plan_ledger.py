"""A compiled plan as a ledger that a person reads: one line per commitment, by sector, in the order of the text."""

from __future__ import annotations

from pathlib import Path

import yaml
from tests.core.plan.corpus import described

from guatu.core.plan.compiler import compile_plan
from guatu.core.plan.model import Kind, Plan

HERE = Path(__file__).parent
PLAN = HERE.parents[1] / "data" / "wuhai" / "plan.txt"
GOLDEN = HERE / "wuhai_services_2025_2027.yaml"


def ledger(plan: Plan) -> dict:
    """Title, years, each sector's commitments with their quotes, the questions, and the certificate in figures."""
    sectors: dict[str, list[dict[str, str]]] = {}
    for c in plan.commitments:
        row = {"quote": c.quote}
        if c.kind is Kind.TARGET:
            row = {"target": described(c), **row}
        else:
            years = (
                ""
                if c.period.until is None
                else f"{c.period.kind} {c.period.until}" + (f", {c.strength}" if c.strength == "strive" else "")
            )
            row = {str(c.kind): years or str(c.strength), **row}
        sectors.setdefault(c.sector, []).append(row)
    excused: dict[str, list[str]] = {}
    for claim in plan.coverage.claims:
        if claim.excuse:
            excused.setdefault(str(claim.excuse), []).append(claim.text)
    return {
        "title": plan.title,
        "context": {
            "place": plan.context.place,
            "year": plan.context.year,
            "from": plan.context.plan_from,
            "to": plan.context.plan_to,
        },
        "counts": {str(kind): sum(c.kind is kind for c in plan.commitments) for kind in Kind},
        "commitments": sectors,
        "questions": [{"asks": str(q.asks), "readings": list(map(str, q.readings))} for q in plan.questions],
        "excused": {reason: " ".join(words) for reason, words in sorted(excused.items())},
        "open": [claim.text for claim in plan.coverage.open],
    }


def as_yaml() -> str:
    """The golden file's text, from the plan as the grammar reads it now."""
    data = ledger(compile_plan(PLAN.read_text(encoding="utf-8")))
    return "# make golden writes this file; a person reads the diff.\n" + yaml.safe_dump(
        data, allow_unicode=True, sort_keys=False, width=160
    )
