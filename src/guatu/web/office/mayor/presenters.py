"""What stands on the sheet. It is cut, never shrunk: so many decisions, so many lines, then a count of the rest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from guatu.core.reports.changes import NextDay
from guatu.core.reports.target_tables import TargetRow
from guatu.web.public.presenters.first_page import Do, decisions
from guatu.web.standing.reading import Reading
from guatu.web.standing.selectors import as_kept, papers_of

DECISIONS, CORE, BEHIND = 4, 5, 4
DIGITS = 16  # of a digest, as they stand on paper: enough to compare by eye


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
    part, core = overall(reading)
    told = {row.target for row in core}
    slipping = [row for row in found.behind.rows if row.target not in told]  # nothing is said twice on one sheet
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


@dataclass(frozen=True, slots=True)
class IssuedPaper:
    """A paper that was handed out, with the standing that was kept for it."""

    name: str
    as_of: str  # as an address says it
    taken: datetime
    digest: str  # the first digits
    here: bool  # the sheet that is shown is this paper
    as_kept: bool = True  # what is said of its day now is what it said


def issued_papers(reading: Reading) -> list[IssuedPaper]:
    if reading.line is None:
        return []
    standing = reading.standing
    found = []
    for row in papers_of(reading.line):
        here = row.as_of == standing.as_of and row.plan_id == standing.plan.pk
        same = as_kept(row, standing) if here else True
        found.append(IssuedPaper(row.paper, row.as_of.isoformat(), row.taken_at, row.digest[:DIGITS], here, same))
    return found
