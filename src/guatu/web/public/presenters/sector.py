"""One sector: its targets, milestones and actions."""

from __future__ import annotations

from typing import Any

from guatu.core.plan.model import Kind
from guatu.web.public.presenters.lists import SHAPES, TargetLine, counted_sentence, line
from guatu.web.public.presenters.plan_text import ledger_line
from guatu.web.standing.reading import Reading


def sector_page(reading: Reading, name: str) -> dict[str, Any]:
    inside = [c for c in reading.standing.commitments if c.sector == name]
    rows = [line(c, reading.judgements[c.id]) for c in inside if c.kind is Kind.TARGET]
    order = {s: n for n, s in enumerate(SHAPES)}
    rows.sort(key=lambda r: order[r.row.shape])
    groups: dict[str, list[TargetLine]] = {}
    for row in rows:
        groups.setdefault(row.row.shape, []).append(row)
    return {
        "name": name,
        "summary": counted_sentence(rows),
        "rows": rows,
        "tally": [{"shape": s, "rows": groups[s]} for s in SHAPES if s in groups],
        "milestones": [ledger_line(reading, c) for c in inside if c.kind is Kind.MILESTONE],
        "actions": [ledger_line(reading, c) for c in inside if c.kind is Kind.ACTION],
        "anchor": inside[0].id if inside else "main",
    }
