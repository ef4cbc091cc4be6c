"""The rows of a list of tasks or projects set in columns: each dates its task and names its unit."""

from __future__ import annotations

import re
from collections.abc import Sequence

from guatu.core.plan.clauses import answering as units
from guatu.core.plan.clauses.drafts import Making
from guatu.core.plan.clauses.lexicon import MEASURE
from guatu.core.plan.clauses.work import Standpoint, Work
from guatu.core.plan.layout.body import answer, read_body
from guatu.core.plan.model import Evidence, Kind
from guatu.core.plan.tables import grid, task_table
from guatu.core.plan.tables.cell_dates import is_standing, read_deadline
from guatu.core.plan.tables.shapes import IndicatorLine, IndicatorTable
from guatu.core.text.excused import Excused
from guatu.core.text.said import Said, verbatim
from guatu.core.text.spans import Span
from guatu.core.text.when import When, WhenForm

_HEADS_STREAM = re.compile(r"序\s?号|编\s?号|项\s?次")
_STAYS = re.compile(r"长期.{0,4}|持续.{0,4}|常态.{0,4}|[年季月]底前?|立行立改|即知即改")
_NUMBER = re.compile(r"\d{1,3}[.、]?")
_LONGEST_CELL_HEAD, _MOST_COLUMNS = 6, 12


def task_row(work: Work, section: Standpoint, line: Span) -> bool:
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
        work.regions.append((line, Excused.TABLE_HEAD))
        return True
    cells = _aligned(work.even, section.columns, cells)
    lacking = len(section.columns) - len(cells)  # the first cells of a row are often merged with those above
    if not section.columns or not 0 <= lacking <= 2 or task_table.Role.TASK in section.columns[:lacking]:
        return False
    row = list(zip(section.columns[lacking:], cells, strict=True))
    if lacking and not all(_may_hold(work, role, cell) for role, cell in row):
        asks = Said("这一行的格数比表头少，分不清哪一格是什么，期限和责任单位没有读，请对照原表核对。")
        work.asks.append((line, asks, (Said("补齐这一行的格"), Said("照文字另行登记"))))
        return False
    _read_row(work, section, row)
    return True


def _may_hold(work: Work, role: task_table.Role, cell: Span) -> bool:
    """Whether a cell can be what its column asks for, where a row has lost some of its cells."""
    words = cell.of(work.even)
    if role is task_table.Role.DEADLINE:
        return is_standing(words) or read_deadline(words, work.doc.years) is not None
    if role in (task_table.Role.LEAD, task_table.Role.SUPPORT):
        return not any(sign.isdigit() for sign in words) and not _STAYS.fullmatch(words)
    return role is not task_table.Role.TASK or read_deadline(words, work.doc.years) is None


def _aligned(even: str, columns: tuple[task_table.Role, ...], cells: list[Span]) -> list[Span]:
    """A row whose number was merged with the row above: its first cell is a task, and empty cells fill its end."""
    numbered = columns[:1] == (task_table.Role.NUMBER,) and len(cells) >= len(columns) > 2
    if not numbered or _NUMBER.fullmatch(cells[0].of(even)) or cells[0].start == cells[0].end:
        return cells
    while len(cells) >= len(columns) and cells[-1].start == cells[-1].end:
        cells = cells[:-1]
    return cells


def listed_lines(text: str, even: str, lines: Sequence[Span]) -> set[int]:
    """The lines that are rows of a list of tasks, which are due; of one that tells how far they are its head alone."""
    found: set[int] = set()
    heads: tuple[task_table.Role, ...] | None = None
    for k, line in enumerate(lines):
        if not grid.is_framed(text, text.rfind("\n", 0, line.start) + 1, line.end):
            heads = None
            continue
        named = task_table.read_heads([cell.of(even) for cell in grid.parts_of_line(text, line)])
        heads = named or heads
        if heads is not None and (named or task_table.Role.DONE not in heads):
            found.add(k)
    return found


def stream_rows(work: Work, section: Standpoint, lines: list[Span], first: int) -> int:
    """Read a list of tasks with one cell to a line, as a page leaves it when its table is lost.

    The line behind its last row; `first` itself when no such list begins there. The text may end within the last row.
    """
    if len(lines[first].of(work.even)) > _LONGEST_CELL_HEAD or not _HEADS_STREAM.match(work.even, *lines[first]):
        return first
    roles = task_table.read_stream([line.of(work.even) for line in lines[first : first + _MOST_COLUMNS]])
    if roles is None:
        return first
    rows, at = [], first + len(roles)
    number = roles.index(task_table.Role.NUMBER)
    while at + number < len(lines) and _NUMBER.fullmatch(lines[at + number].of(work.even)):
        cells = lines[at : at + len(roles)]
        rows.append(list(zip(roles, cells, strict=False)))
        at += len(cells)
    if len(rows) < 2:
        return first
    work.regions.append((Span(lines[first].start, lines[first + len(roles) - 1].end), Excused.TABLE_HEAD))
    for row in rows:
        _read_row(work, section, row)
    return at


def _read_row(work: Work, section: Standpoint, row: list[tuple[task_table.Role, Span]]) -> None:
    """One row: its deadline first, then its project and tasks under it, then who answers for all of them."""
    role, first = task_table.Role, len(work.drafts)
    of = lambda wanted: [cell for r, cell in row if r is wanted and cell.start < cell.end]  # noqa: E731
    due = _due(work, of(role.DEADLINE))
    kept = section.deadline, section.deadline_by, section.unnamed
    section.deadline, section.deadline_by = due[-1] if due else (None, None)
    section.unnamed = bool(due)
    called = of(role.PROJECT) or of(role.NAME)
    name = re.sub(r"\s", "", called[0].of(work.text)) if called else ""
    section.row_name = name if MEASURE.end(name) else ""  # 地区生产总值 | 增长5.5%
    for cell in called:
        _name_row(work, section, cell)
    for cell in of(role.TASK):
        read_body(work, section, *cell, [])
    section.row_name = ""
    if of(role.PROJECT):
        _name_targets(work.drafts[first:], name)
    section.deadline, section.deadline_by, section.unnamed = kept
    _answered(work, first, of(role.LEAD), of(role.SUPPORT))
    reasons = {
        role.NUMBER: Excused.TABLE_HEAD,
        role.DEADLINE: Excused.DEADLINE,
        role.DONE: Excused.PAST,
        role.OTHER: Excused.TABLE_HEAD,
    }
    work.regions += [(cell, reasons[r]) for r, cell in row if r in reasons]


def complete_row(
    work: Work, section: Standpoint, table: IndicatorTable, row: IndicatorLine, drafts: list[Making]
) -> None:
    """What a row of figures says besides: by when, who answers, what is done in which quarter, which project it is."""
    first = len(work.drafts)
    kept = section.deadline, section.deadline_by, section.unnamed, section.row_name
    cells = {role: [cell for r, cell in row.others if r is role] for role in task_table.Role}
    due = _due(work, cells[task_table.Role.DEADLINE])
    section.deadline, section.deadline_by = due[-1] if due else (None, None)
    section.unnamed = False
    if table.projects:
        _name_row(work, section, row.name)
    for draft in drafts:
        if due and draft.when is not draft.under is not None:
            continue  # 年均, 每年
        if due and (
            draft.when is None or draft.when.form is not WhenForm.TABLE or _is_finer(table, due[-1][0], draft.when)
        ):
            draft.when = draft.under = due[-1][0]
            draft.deadline = due[-1][1]
    work.drafts += drafts
    name = re.sub(r"\s", "", row.name.of(work.text))
    for cell, column in row.words:
        told = len(work.drafts)
        section.deadline, section.deadline_by = due[-1] if due else (None, None)
        if column.year is not None or column.month is not None:
            year = column.year or (section.when.until if section.when is not None else work.doc.years.issue)
            when = (
                When(0, 0, "table: column", WhenForm.TABLE, "by", None, year, column.month)
                if year is not None
                else None
            )
            section.deadline, section.deadline_by, section.unnamed = when, None, when is not None
        read_body(work, section, *cell, [])
        if row.names:
            _name_targets(work.drafts[told:], name)
    section.deadline, section.deadline_by, section.unnamed, section.row_name = kept
    _answered(work, first, cells[task_table.Role.LEAD], cells[task_table.Role.SUPPORT])
    work.regions += [(cell, Excused.DEADLINE) for cell in cells[task_table.Role.DEADLINE]]
    work.regions += [(cell, Excused.PAST) for cell in cells[task_table.Role.DONE]]


def _is_finer(table: IndicatorTable, due: When, than: When) -> bool:
    """Whether the deadline of a row says of its year more than the column; a project's says nothing of its money."""
    return not table.projects and due.until == than.until and than.kind == "by" and than.month is None


def _answered(work: Work, first: int, leads: list[Span], supports: list[Span]) -> None:
    lead = _units_in(work, leads)
    answer(work.drafts[first:], units.Answering(lead[0] if lead else "", (*lead[1:], *_units_in(work, supports))))


def _units_in(work: Work, cells: list[Span]) -> list[str]:
    """The units that cells name; a deadline that slid there where a row has lost a cell names nobody."""
    words = [cell.of(work.even).strip() for cell in cells]
    told = [w for w in words if _UNIT_ENDS.search(w) or not (is_standing(w) or read_deadline(w, work.doc.years))]
    return [name for cell in told for name in units.names_of(cell)]


_UNIT_ENDS = re.compile(r"(?:[局委办部厅室院站所队社会区县市旗镇乡校]|中心|公司|集团|街道|政府|专班)$")


def _due(work: Work, cells: list[Span]) -> list[tuple[When, Evidence]]:
    """The deadlines that a row's cells name; one that nobody can read is asked about."""
    found = []
    for cell in cells:
        words = cell.of(work.even)
        if (when := read_deadline(words, work.doc.years)) is not None:
            found.append((when, Evidence(cell, "完成时限 column")))
        elif not is_standing(words):
            asks = Said(
                "完成时限写的是“{words}”，读不出是哪一天，这一行没有期限，请定下日期。",
                words=verbatim(cell.of(work.text).strip()),
            )
            work.asks.append((cell, asks, (Said("写明年月"), Said("没有期限"))))
    return found


def _name_row(work: Work, section: Standpoint, cell: Span) -> None:
    """What a row is about: a milestone where the row is dated, unless it is a measure that its figure speaks of."""
    work.regions.append((cell, Excused.NAME))
    if section.deadline is None or section.row_name:
        return
    draft = Making(Kind.MILESTONE, *cell, when=section.deadline, sector=section.sector, deadline=section.deadline_by)
    draft.evidence.append(Evidence(cell, "project with a date of completion"))
    work.drafts.append(draft)
    section.unnamed = False


_LONGEST_PROJECT = 40


def _name_targets(drafts: list[Making], name: str) -> None:
    """新增容量100MVA in a row of its own: the project's name tells the row from its neighbours."""
    for draft in drafts:
        if draft.kind is Kind.TARGET and name not in draft.indicator and len(name) <= _LONGEST_PROJECT:
            draft.indicator = name + draft.indicator
