# ruff: noqa: E501 - rules and their corpus stand one to a line
"""Indicator tables (指标表): grids, tables with a cell to a line, tables that lie on their side.

A table is known by its header: a column of names and at least one of values. Every row is realigned on its name: as many
cells as there are columns behind it, each of its column's kind, or it is no row. Where the count does not come out the
whole table is handed back unread (`refused`): a missing row is noticed, a shifted one is not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from guatu.core.plan.tables import grid
from guatu.core.plan.tables.columns import Column, Role, read_header
from guatu.core.text.dates import Years
from guatu.core.text.spans import Span

_TITLE = re.compile(r"(?:专栏|表)\s*\d*|主要指标|指标表|目标表|指标体系")
_UNIT_LINE = re.compile(r"[（]?单位：(?P<unit>[^，。；：（）\d]{1,8})[）]?")
_NUMBER = re.compile(r"\d{1,3}[.、]?")
_DIGITS = re.compile(r"\d")
_VALUES = (Role.TARGET, Role.PAST, Role.YEARLY, Role.CHANGE, Role.UNKNOWN)
_AT_A_TIME = 400  # cells
_MOST_CATEGORIES = 3  # lines without values between two rows


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """One row: the indicator's cell, its values with their columns, and 约束性 or 预期性."""

    name: Span
    unit: str
    values: tuple[tuple[Span, Column], ...]
    nature: str = ""
    sideways: bool = False


@dataclass(frozen=True, slots=True)
class IndicatorTable:
    first: int  # index of its first line, title or header
    last: int  # one past its last line
    title: Span | None
    rows: tuple[IndicatorLine, ...] = ()
    leftovers: tuple[Span, ...] = ()  # cells that hold numbers and are no value: 序号, headers, categories
    refused: bool = False
    baseline_told: bool = True  # whether the text says which of its years is the baseline


@dataclass(slots=True)
class _Lines:
    """The lines of a text, and their cells, parted when asked for."""

    even: str
    text: str
    lines: list[Span]
    years: Years

    def cells(self, k: int) -> list[Span]:
        found = grid.parts_of_line(self.text, self.lines[k])
        return grid.parts_by_blanks(self.text, found[0]) if len(found) == 1 else found

    def words(self, cell: Span) -> str:
        return re.sub(r"\s", "", cell.of(self.even).replace("\x00", ""))

    def columns(self, cells: list[Span]) -> list[Column | None]:
        return [read_header(self.words(cell), self.years) for cell in cells]


def find_tables(even: str, text: str, lines: list[Span], years: Years) -> list[IndicatorTable]:
    """Every indicator table among the lines of a text; `even` is the text evened, `text` as it came."""
    seen = _Lines(even, text, lines, years)
    tables: list[IndicatorTable] = []
    at = 0
    while at < len(lines):
        table = None
        if lines[at].end - lines[at].start <= 400 and _may_head(even, lines[at]):
            table = _lying(seen, at) or _grid(seen, at) or _stream(seen, at)
        if table is None and lines[at].end - lines[at].start <= 90:
            table = _without_header(seen, at)
        if table is None:
            at += 1
            continue
        tables.append(_titled(seen, table, tables[-1].last if tables else 0))
        at = table.last
    return tables


_HEADS = re.compile(r"指\s*标|名\s*称|项\s*目|内\s*容|序\s*号|编\s*号|类\s*[别型]|领\s*域|单\s*位|方\s*面|分\s*类")


def _may_head(even: str, line: Span) -> bool:
    """A cheap look at a line's first words before its cells are parted."""
    return bool(_HEADS.search(even, line.start, min(line.end, line.start + 40)))


_ROW_OF_ITS_OWN = re.compile(
    r"(?P<number>\d{1,2}[.、． ] ?)?(?P<name>[^ ，。；：\d][^ ，。；：]{1,40}) {1,8}(?P<value>[<>≤≥〔]?-?\d[\d.,]{0,9}[%〕]?(?:左右|以上|以内)?) {1,8}(?P<nature>约束性|预期性)"
)


def _without_header(seen: _Lines, at: int) -> IndicatorTable | None:
    """Rows that say themselves what they are: 1. 城镇化率（%） 65 预期性, one to a line and at least two."""
    rows: list[IndicatorLine] = []
    leftovers: list[Span] = []
    k = at
    while k < len(seen.lines) and (found := _ROW_OF_ITS_OWN.fullmatch(seen.even, *seen.lines[k])):
        rows.append(
            IndicatorLine(
                Span(*found.span("name")), "", ((Span(*found.span("value")), Column(Role.TARGET, "")),), found["nature"]
            )
        )
        if found["number"]:
            leftovers.append(Span(*found.span("number")))
        k += 1
    return IndicatorTable(at, k, None, tuple(rows), tuple(leftovers)) if len(rows) > 1 else None


def _titled(seen: _Lines, table: IndicatorTable, floor: int) -> IndicatorTable:
    """The table with the line above it, when that names it; a line 单位：亿元 between them gives every row its unit."""
    at, rows = table.first, table.rows
    if at > floor and (found := _UNIT_LINE.fullmatch(seen.words(seen.lines[at - 1]))):
        at, rows = at - 1, tuple(row if row.unit else replace(row, unit=found["unit"]) for row in rows)
    if at > floor:
        above = seen.lines[at - 1]
        words = above.of(seen.even)
        if len(words) < 60 and (_TITLE.search(words) or len(words) < 30) and not re.search(r"[。；，：]$", words):
            return replace(table, first=at - 1, title=above, rows=rows)
    return replace(table, first=at, rows=rows)


def _layout(columns: list[Column]) -> int | None:
    """Where the names stand, when there are names and values."""
    names = [k for k, column in enumerate(columns) if column.role is Role.NAME]
    if not names or not any(c.role in _VALUES for c in columns):
        return None
    return names[-1] if all(c.role is not Role.NAME for c in columns[names[-1] + 1 :]) else None


def _judged(columns: list[Column]) -> tuple[list[Column], bool]:
    """Years of which nobody knows whether they are past: the first is the baseline when there are several. Says whether
    that was told."""
    open_years = [k for k, c in enumerate(columns) if c.role is Role.UNKNOWN and c.year is not None]
    told = not open_years
    known = any(c.role is Role.PAST for c in columns)
    result = list(columns)
    for number, k in enumerate(open_years):
        past = number == 0 and len(open_years) > 1 and not known
        result[k] = replace(columns[k], role=Role.PAST if past else Role.TARGET)
    return result, told or known


def _fits(seen: _Lines, columns: list[Column], cells: list[Span], at: int, *, loose: bool) -> bool:
    """Whether the cell at `at` names a row and the cells behind it are what `columns` (the name's and on) ask for.
    `loose`: the row stands on a line of its own, so that a value may be words."""
    if at + len(columns) > len(cells) or not grid.names_something(seen.words(cells[at])):
        return False
    for column, cell in zip(columns[1:], cells[at + 1 :], strict=False):
        words = seen.words(cell)
        if column.role in _VALUES:
            if not (
                grid.is_empty(words)
                or grid.value_of(words)
                or grid.is_wording(words)
                or (loose and grid.is_mixed(words))
                or (loose and column.role is Role.UNKNOWN)
            ):
                return False
        elif column.role is Role.NATURE:
            if not (grid.is_empty(words) or grid.nature_of(words)):
                return False
        elif column.role is Role.UNIT and (len(words) > 10 or re.search(r"\d{2}", words) or grid.nature_of(words)):
            return False
    return True


def _row(seen: _Lines, columns: list[Column], cells: list[Span]) -> IndicatorLine:
    unit = nature = ""
    values = []
    for column, cell in zip(columns[1:], cells[1:], strict=False):
        words = seen.words(cell)
        if column.role is Role.UNIT:
            unit = "" if grid.is_empty(words) else words
        elif column.role is Role.NATURE:
            nature = grid.nature_of(words)
        elif column.role in _VALUES and grid.value_of(words):
            values.append((cell, column))
    return IndicatorLine(cells[0], unit, tuple(values), nature)


def _grid(seen: _Lines, at: int) -> IndicatorTable | None:
    """A table with several cells to a line."""
    heads = seen.cells(at)
    if len(heads) < 2:
        return None
    read = seen.columns(heads)
    if not any(c and c.role in (Role.NAME, Role.ORDER, Role.NOTE) for c in read[:3]):
        return None
    body = at + 1
    words = [seen.words(cell) for cell in heads]
    while body < len(seen.lines) and body - at < 5:  # a rule, or the second line of the header
        more = seen.cells(body)
        told = seen.columns(more)
        if more and not (
            len(more) == len(heads)
            and any(told)
            and not any(grid.value_of(seen.words(c)) for c in more)
            and all(c or grid.is_empty(seen.words(cell)) for c, cell in zip(told, more, strict=True))
        ):
            break
        if more:
            words = [_under(a, seen.words(cell), seen.years) for a, cell in zip(words, more, strict=True)]
        body += 1
    known = [read_header(word, seen.years) for word in words]
    found = [c or Column(Role.UNKNOWN, word) for c, word in zip(known, words, strict=True)]
    if not any(c.role is Role.NAME for c in found):
        first = next((k for k, c in enumerate(known) if c is None), None)
        if first is None or first > 2 or sum(c.year is not None for c in found) < 2:
            return None
        found[first] = Column(Role.NAME, words[first])
    columns, told_baseline = _judged(found)
    name_at = _layout(columns)
    if name_at is None or not any(c.role in (Role.TARGET, Role.YEARLY, Role.CHANGE) for c in columns):
        return None
    rows: list[IndicatorLine] = []
    leftovers = [Span(seen.lines[at].start, seen.lines[body - 1].end)]
    k, end, bad, idle = body, body, 0, 0
    while k < len(seen.lines) and idle <= _MOST_CATEGORIES:
        cells = seen.cells(k)
        row = _row_of_line(seen, columns, name_at, cells)
        if row is not None:
            rows.append(row)
            leftovers += [cell for cell in cells if cell.end <= row.name.start]
            end, idle = k + 1, 0
        elif len(cells) > 1 and any(grid.value_of(seen.words(cell)) for cell in cells[1:]):
            bad, end, idle = bad + 1, k + 1, 0
        elif len(cells) == 1 and not _category(seen, cells[0]):
            break
        else:
            idle += 1
            leftovers += cells
        k += 1
    if not rows and not bad:
        return None
    leftovers = [cell for cell in leftovers if cell.end <= seen.lines[end - 1].end]
    return IndicatorTable(at, end, None, () if bad else tuple(rows), tuple(leftovers), bool(bad), told_baseline)


def _under(above: str, below: str, years: Years) -> str:
    """The header of a column that has two lines of them."""
    if below in ("", above):
        return above
    return above + below if read_header(above + below, years) or not read_header(below, years) else below


def _row_of_line(seen: _Lines, columns: list[Column], name_at: int, cells: list[Span]) -> IndicatorLine | None:
    """The row of a line; the cells before its name (类别, 序号) may be missing, and so may the notes behind it."""
    behind = columns[name_at:]
    while True:
        for at in range(min(name_at, len(cells) - 1), -1, -1):
            if at + len(behind) == len(cells) and _fits(seen, behind, cells, at, loose=True):
                return _row(seen, behind, cells[at:])
        if len(behind) > 2 and behind[-1].role in (Role.NOTE, Role.NATURE):
            behind = behind[:-1]
            continue
        return None


def _category(seen: _Lines, cell: Span) -> bool:
    words = seen.words(cell)
    return (
        len(words) <= 24
        and not re.search(r"[。；，：]", re.sub(r"\d。", "", words))
        and (not _DIGITS.search(words) or bool(re.match(r"\d{1,2}[.、。]\D", words)))
    )


def _stream(seen: _Lines, at: int) -> IndicatorTable | None:
    """A table with a cell to a line."""
    heads: list[Column] = []
    body = at
    while body < len(seen.lines) and len(heads) < 12:
        cells = seen.cells(body)
        column = read_header(seen.words(cells[0]), seen.years) if len(cells) == 1 else None
        if column is None:
            break
        heads.append(column)
        body += 1
    columns, told = _judged(heads)
    if len(columns) < 2 or (name_at := _layout(columns)) is None:
        return None
    behind = columns[name_at:]
    numbered = any(column.role is Role.ORDER for column in columns[:name_at])
    cells, owner = _cells_from(seen, body, 4 * (len(behind) + _MOST_CATEGORIES))
    rows: list[IndicatorLine] = []
    leftovers = [Span(seen.lines[at].start, seen.lines[body - 1].end)]
    k = end = 0
    while k < len(cells):
        if len(cells) - k < 2 * (len(behind) + _MOST_CATEGORIES) and owner[-1] + 1 < len(seen.lines):
            more, owners = _cells_from(seen, owner[-1] + 1, _AT_A_TIME)
            cells, owner = cells + more, owner + owners
        ahead = next(
            (step for step in range(_MOST_CATEGORIES + 1) if _fits(seen, behind, cells, k + step, loose=False)), None
        )
        skipped = cells[k : k + (ahead or 0)]
        if ahead is None or not all(
            (numbered and _NUMBER.fullmatch(seen.words(cell))) or _category(seen, cell) for cell in skipped
        ):
            break
        if numbered and not (skipped and _NUMBER.fullmatch(seen.words(skipped[-1]))):
            break  # the number was taken for a value: a cell is missing
        leftovers += skipped
        k += ahead
        rows.append(_row(seen, behind, cells[k : k + len(behind)]))
        k = end = k + len(behind)
    if not rows and not _values_ahead(seen, cells, 0, 3 * len(columns)):
        return None
    lost = _values_ahead(seen, cells, end, 2 * len(columns))
    while lost and (step := _values_ahead(seen, cells, end, 2 * len(columns))):
        end += step
    if end == 0:
        return None
    return IndicatorTable(at, owner[end - 1] + 1, None, () if lost else tuple(rows), tuple(leftovers), bool(lost), told)


def _cells_from(seen: _Lines, first: int, most: int) -> tuple[list[Span], list[int]]:
    """Cells that stand alone on their lines, from line `first` on, with the line of each; up to some `most`."""
    cells: list[Span] = []
    owner: list[int] = []
    for k in range(first, min(len(seen.lines), first + most)):
        line = seen.cells(k)
        if len(line) > 1 or seen.lines[k].end - seen.lines[k].start > 64:
            break
        cells += line
        owner += [k] * len(line)
    return cells, owner


def _values_ahead(seen: _Lines, cells: list[Span], at: int, reach: int) -> int:
    """How many cells until the next bare value, up to `reach` and to the first line that reads like prose; 0 for none."""
    for k in range(at, min(at + reach, len(cells))):
        words = seen.words(cells[k])
        if re.search(r"[。；](?!\d)|，", words) or read_header(words) is not None:
            return 0
        if grid.value_of(words) and not re.fullmatch(r"\d{1,3}[.、]", words):
            return k - at + 1
    return 0


def _lying(seen: _Lines, at: int) -> IndicatorTable | None:
    """A table on its side: 指标 | A | B over 2030年目标 | 1 | 2; the head of a line may stand on the line before."""
    names, k = _sided(seen, at)
    if len(names) < 2 or (read_header(seen.words(names[0]), seen.years) or Column(Role.NOTE, "")).role is not Role.NAME:
        return None
    if any(
        read_header(seen.words(cell), seen.years) or not grid.names_something(seen.words(cell)) for cell in names[1:]
    ):
        return None
    heads, lines = [names[0]], []
    natures: list[str] = []
    units: list[str] = []
    while k < len(seen.lines):
        cells, after = _sided(seen, k)
        column = read_header(seen.words(cells[0]), seen.years) if cells else None
        if column is None or column.role is Role.NAME or len(cells) != len(names):
            break
        words = [seen.words(cell) for cell in cells[1:]]
        if column.role in _VALUES and all(grid.value_of(w) or grid.is_empty(w) or grid.is_wording(w) for w in words):
            lines.append((column, cells[1:]))
        elif column.role is Role.NATURE:
            natures = [grid.nature_of(word) for word in words]
        elif column.role is Role.UNIT:
            units = ["" if grid.is_empty(word) else word for word in words]
        elif column.role is not Role.NOTE:
            break
        heads.append(cells[0])
        k = after
    if not lines:
        return None
    columns, told = _judged([column for column, _ in lines])
    rows = [
        IndicatorLine(
            name, units[n] if units else "",
            tuple((cells[n], column) for column, (_, cells) in zip(columns, lines, strict=True) if grid.value_of(seen.words(cells[n]))),
            natures[n] if natures else "", sideways=True,
        )
        for n, name in enumerate(names[1:])
    ]  # fmt: skip
    return IndicatorTable(at, k, None, tuple(rows), tuple(heads), False, told)


def _sided(seen: _Lines, k: int) -> tuple[list[Span], int]:
    """The cells of a line and the next line's index; a header alone on its line heads the cells of the next."""
    cells = seen.cells(k)
    if len(cells) == 1 and k + 1 < len(seen.lines) and read_header(seen.words(cells[0]), seen.years):
        more = seen.cells(k + 1)
        if len(more) > 1 and read_header(seen.words(more[0]), seen.years) is None:
            return cells + more, k + 2
    return cells, k + 1
