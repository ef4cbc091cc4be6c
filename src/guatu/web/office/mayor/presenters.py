"""What stands on the sheet. It is cut, never shrunk: so many decisions, so many lines, then a count of the rest."""

from __future__ import annotations

from dataclasses import dataclass

from guatu.core.reports.changes import NextDay
from guatu.core.reports.target_tables import TargetRow
from guatu.web.public.presenters.first_page import Do, decisions
from guatu.web.standing.reading import Reading

DECISIONS, CORE, BEHIND = 4, 5, 4


@dataclass(frozen=True, slots=True)
class OnePage:
    """One A4 of a plan."""

    decisions: list[Do]
    more_decisions: int
    core: list[TargetRow]
    core_of: str  # the part of the plan that they come from
    missing: list[TargetRow]
    more_missing: int
    due: NextDay | None
    before: str  # a month ago, for the link


def one_page(reading: Reading) -> OnePage:
    found = reading.overview
    asked = decisions(reading)
    slipping = [*found.behind.rows]
    part, core = overall(reading)
    return OnePage(
        decisions=asked[:DECISIONS],
        more_decisions=max(0, len(asked) - DECISIONS),
        core=core,
        core_of=part,
        missing=slipping[:BEHIND],
        more_missing=max(0, len(slipping) - BEHIND),
        due=next(iter(found.next_days), None),
        before=found.changes.since.isoformat() if found.changes.since else "",
    )


def overall(reading: Reading) -> tuple[str, list[TargetRow]]:
    """The targets that the plan names first, before it goes into sectors; of several years the last."""
    targets = reading.standing.targets
    if not targets:
        return "", []
    part = targets[0].sector
    of_it = [t for t in targets if t.sector == part]
    last = {(t.indicator, t.measure): t.id for t in sorted(of_it, key=lambda t: t.period.until or 0)}
    return part, [reading.overview.rows[t.id] for t in of_it if t.id == last[t.indicator, t.measure]][:CORE]
