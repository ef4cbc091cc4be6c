"""One sector: its targets, milestones and actions."""

from __future__ import annotations

from typing import Any

from guatu.core.plan.model import Kind
from guatu.core.reports.tasks import counted_tasks, counts, in_order, tally_tasks, task_row
from guatu.web.public.presenters.lists import SHAPES, TargetLine, counted_sentence, line
from guatu.web.standing.reading import Reading


def sector_page(reading: Reading, name: str) -> dict[str, Any]:
    inside = [c for c in reading.standing.commitments if c.sector == name]
    rows = [line(reading, c) for c in inside if c.kind is Kind.TARGET]
    order = {s: n for n, s in enumerate(SHAPES)}
    rows.sort(key=lambda r: order[r.row.shape])
    groups: dict[str, list[TargetLine]] = {}
    for row in rows:
        groups.setdefault(row.row.shape, []).append(row)
    judged, leads = reading.standing.tasks, reading.standing.leads
    tasks = [c for c in inside if c.id in judged]
    counted = in_order(task_row(c, judged[c.id], leads) for c in tasks if counts(c, judged[c.id]))
    return {
        "name": name,
        "summary": counted_sentence([row.row.shape for row in rows])
        if rows or not counted
        else counted_tasks(tally_tasks(counted)),
        "rows": rows,
        "tally": [{"shape": s, "rows": groups[s]} for s in SHAPES if s in groups],
        "tasks": counted,
        "tasks_summary": counted_tasks(tally_tasks(counted)),
        "undated": [task_row(c, judged[c.id], leads) for c in tasks if not counts(c, judged[c.id])],
        "anchor": inside[0].id if inside else "main",
    }
