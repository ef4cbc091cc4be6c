"""The rows of a list of tasks or projects set in columns: each dates its task and names its unit."""

from __future__ import annotations

import re

from guatu.core.plan import grid, task_table, units
from guatu.core.plan.body import answer, read_body
from guatu.core.plan.drafts import Draft
from guatu.core.plan.model import Evidence, Kind
from guatu.core.plan.work import Section, Work
from guatu.core.text.dates import find_dates
from guatu.core.text.spans import Span


def task_row(work: Work, section: Section, line: Span) -> bool:
    """A line of a list of tasks set in columns: its head, or a row, whose cells date and answer for one another."""
    words = work.text[line.start : line.end]
    if "\t" not in words and "|" not in words:
        section.columns = ()
        return False
    cells = grid.parts_of_line(work.text, line)
    if not cells:
        return bool(section.columns)  # a rule below the head
    if heads := task_table.read_heads([cell.of(work.even) for cell in cells]):
        section.columns = heads
        work.regions.append((line, "表头或序号"))
        return True
    lacking = len(section.columns) - len(cells)  # the first cells of a row are often merged with those above
    if not section.columns or not 0 <= lacking <= 2 or task_table.Role.TASK in section.columns[:lacking]:
        return False
    _read_row(work, section, list(zip(section.columns[lacking:], cells, strict=True)))
    return True


def _read_row(work: Work, section: Section, row: list[tuple[task_table.Role, Span]]) -> None:
    """One row: its deadline first, then its project and tasks under it, then who answers for all of them."""
    role, first = task_table.Role, len(work.drafts)
    of = lambda wanted: [cell for r, cell in row if r is wanted and cell.start < cell.end]  # noqa: E731
    due = [
        (when._replace(kind="by", since=None), Evidence(cell, "完成时限 column"))
        for cell in of(role.DEADLINE)
        for when in find_dates(cell.of(work.even), work.doc.years)
        if when.role == "due" and not when.local and when.until is not None
    ]
    kept = section.deadline, section.deadline_by, section.unnamed
    section.deadline, section.deadline_by = due[-1] if due else (None, None)
    section.unnamed = bool(due)
    for cell in of(role.NAME):
        _name_row(work, section, cell)
    for cell in of(role.TASK):
        read_body(work, section, *cell, [])
    for cell in of(role.NAME)[:1]:
        _name_targets(work.drafts[first:], re.sub(r"\s", "", cell.of(work.text)))
    section.deadline, section.deadline_by, section.unnamed = kept
    lead = [name for cell in of(role.LEAD) for name in units.names_of(cell.of(work.even))]
    support = [name for cell in of(role.SUPPORT) for name in units.names_of(cell.of(work.even))]
    answer(work.drafts[first:], units.Answering(lead[0] if lead else "", (*lead[1:], *support)))
    reasons = {
        role.NUMBER: "表头或序号",
        role.DEADLINE: "完成时限",
        role.DONE: "已完成的情况",
        role.OTHER: "表头或序号",
    }
    work.regions += [(cell, reasons[r]) for r, cell in row if r in reasons]


def _name_row(work: Work, section: Section, cell: Span) -> None:
    """The project that a row is about: a milestone where the row is dated."""
    work.regions.append((cell, "名称"))
    if section.deadline is None:
        return
    draft = Draft(Kind.MILESTONE, *cell, when=section.deadline, sector=section.sector, deadline=section.deadline_by)
    draft.evidence.append(Evidence(cell, "project with a date of completion"))
    work.drafts.append(draft)
    section.unnamed = False


_LONGEST_PROJECT = 40


def _name_targets(drafts: list[Draft], name: str) -> None:
    """新增容量100MVA in a row of its own: the project's name tells the row from its neighbours."""
    for draft in drafts:
        if draft.kind is Kind.TARGET and name not in draft.indicator and len(name) <= _LONGEST_PROJECT:
            draft.indicator = name + draft.indicator
