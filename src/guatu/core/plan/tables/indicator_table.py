# ruff: noqa: E501 - rules and their corpus stand one to a line
"""Indicator tables (指标表): grids, tables with a cell to a line, tables that lie on their side.

A table is known by its header: a column of names and at least one of values. Every row is realigned on its name: as many
cells as there are columns behind it, each of its column's kind, or it is no row. Where the count does not come out the
whole table is handed back unread (`refused`): a missing row is noticed, a shifted one is not.
"""

from __future__ import annotations

import re
from dataclasses import replace

from guatu.core.plan.tables import grid
from guatu.core.plan.tables.blocks import read_blocks
from guatu.core.plan.tables.cell_table import fits, is_category, read_cell_table
from guatu.core.plan.tables.columns import Column, Role, judged_years, read_header
from guatu.core.plan.tables.shapes import IndicatorLine, IndicatorTable, TableLines
from guatu.core.text.spans import Span
from guatu.core.text.when import Years

_TITLE = re.compile(r"(?:专栏|表)\s*\d*|主要指标|指标表|目标表|指标体系")
_UNIT_LINE = re.compile(r"[（]?单位：(?P<unit>[^，。；：（）\d]{1,8})[）]?")
_NUMBER = re.compile(r"\d{1,3}[.、]?")
_DIGITS = re.compile(r"\d")
_VALUES = (Role.TARGET, Role.PAST, Role.YEARLY, Role.CHANGE, Role.UNKNOWN)
_AT_A_TIME = 400  # cells
_MOST_CATEGORIES = 3  # lines without values between two rows


def find_tables(even: str, text: str, lines: list[Span], years: Years) -> list[IndicatorTable]:
    """Every indicator table among the lines of a text; `even` is the text evened, `text` as it came."""
    seen = TableLines(even, text, lines, years)
    tables: list[IndicatorTable] = []
    at = 0
    while at < len(lines):
        table = None
        if lines[at].end - lines[at].start <= 400 and (_may_head(even, lines[at]) or _is_framed(text, lines[at])):
            table = _lying(seen, at) or read_cell_table(seen, at) or _stream(seen, at)
        if table is None and lines[at].end - lines[at].start <= 90:
            table = _without_header(seen, at) or (read_blocks(seen, at) if _may_open_block(even, lines[at]) else None)
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


_OPENS_BLOCK = re.compile(r"(?:序\s?号|编\s?号|[^：\n]{0,6}(?:项目|工程|任务|指标|事项|内容|措施)(?:名称)?)：")


def _may_open_block(even: str, line: Span) -> bool:
    return bool(_OPENS_BLOCK.match(even, *line))


def _is_framed(text: str, line: Span) -> bool:
    return grid.is_framed(text, text.rfind("\n", 0, line.start) + 1, line.end)


_ROW_OF_ITS_OWN = re.compile(
    r"(?P<number>\d{1,2}[.、． ] ?)?(?P<name>[^ ，。；：\d][^ ，。；：]{1,40}) {1,8}(?P<value>[<>≤≥〔]?-?\d[\d.,]{0,9}[%〕]?(?:左右|以上|以内)?) {1,8}(?P<nature>约束性|预期性)"
)


def _without_header(seen: TableLines, at: int) -> IndicatorTable | None:
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


def _titled(seen: TableLines, table: IndicatorTable, floor: int) -> IndicatorTable:
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


def _row(seen: TableLines, columns: list[Column], cells: list[Span]) -> IndicatorLine:
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


def _stream(seen: TableLines, at: int) -> IndicatorTable | None:
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
    columns, told = judged_years(heads)
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
            (step for step in range(_MOST_CATEGORIES + 1) if fits(seen, behind, cells, k + step, loose=False)), None
        )
        skipped = cells[k : k + (ahead or 0)]
        if ahead is None or not all(
            (numbered and _NUMBER.fullmatch(seen.words(cell))) or is_category(seen.words(cell)) for cell in skipped
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


def _cells_from(seen: TableLines, first: int, most: int) -> tuple[list[Span], list[int]]:
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


def _values_ahead(seen: TableLines, cells: list[Span], at: int, reach: int) -> int:
    """How many cells until the next bare value, up to `reach` and to the first line that reads like prose; 0 for none."""
    for k in range(at, min(at + reach, len(cells))):
        words = seen.words(cells[k])
        if re.search(r"[。；](?!\d)|，", words) or read_header(words) is not None:
            return 0
        if grid.value_of(words) and not re.fullmatch(r"\d{1,3}[.、]", words):
            return k - at + 1
    return 0


def _lying(seen: TableLines, at: int) -> IndicatorTable | None:
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
    columns, told = judged_years([column for column, _ in lines])
    rows = [
        IndicatorLine(
            name, units[n] if units else "",
            tuple((cells[n], column) for column, (_, cells) in zip(columns, lines, strict=True) if grid.value_of(seen.words(cells[n]))),
            natures[n] if natures else "", sideways=True,
        )
        for n, name in enumerate(names[1:])
    ]  # fmt: skip
    return IndicatorTable(at, k, None, tuple(rows), tuple(heads), False, told)


def _sided(seen: TableLines, k: int) -> tuple[list[Span], int]:
    """The cells of a line and the next line's index; a header alone on its line heads the cells of the next."""
    cells = seen.cells(k)
    if len(cells) == 1 and k + 1 < len(seen.lines) and read_header(seen.words(cells[0]), seen.years):
        more = seen.cells(k + 1)
        if len(more) > 1 and read_header(seen.words(more[0]), seen.years) is None:
            return cells + more, k + 2
    return cells, k + 1
