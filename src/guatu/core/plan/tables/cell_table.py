# ruff: noqa: E501 - rules and their corpus stand one to a line
"""A table with several cells to a line: its head of one to three rows, the column that says what a row is about, its rows.

Indicator × year, indicator × quarter, county × indicator, year × indicator, project × plan: what a figure is of, where and
when, is told by its row and by its column together. A row that has not as many cells as the head hands the whole table
back unread (`refused`): a missing row is noticed, a shifted one is not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from guatu.core.plan.tables import grid, task_table
from guatu.core.plan.tables.cell_dates import is_standing, read_deadline
from guatu.core.plan.tables.columns import Column, Role, YearPart, judged_years, read_header
from guatu.core.plan.tables.heads import column_of, is_place, is_whole, no_aim, squared_heads
from guatu.core.plan.tables.shapes import IndicatorLine, IndicatorTable, TableLines
from guatu.core.text.quantities import find_quantities
from guatu.core.text.spans import Span
from guatu.core.text.when import Years

_VALUES = (Role.TARGET, Role.PAST, Role.YEARLY, Role.CHANGE, Role.UNKNOWN)
_AIMS = (Role.TARGET, Role.YEARLY, Role.CHANGE)
_MOST_CATEGORIES = 3  # lines without values between two rows
_LOOKED_AT = 40  # lines that tell which columns hold figures
_MOST_HEADS, _LONGEST_HEAD = 4, 40
_NO_YEARS = Years()
_TIMES = re.compile(r"(?:19|20)\d\d年?度?(?:-(?:20)?\d\d年?)?|\d{1,2}(?:月份?)?(?:-\d{1,2})?月份?|[1-4]季度")
_DAY = re.compile(r"20\d\d[-/.]\d{1,2}(?:[-/.]\d{1,2})?")
_START = re.compile(r"序号|开工|开始|启动")
_OTHERS = {
    Role.DEADLINE: task_table.Role.DEADLINE, Role.LEAD: task_table.Role.LEAD, Role.SUPPORT: task_table.Role.SUPPORT,
    Role.DONE: task_table.Role.DONE,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _TableLayout:
    """The columns of a table, and where in a row stands what it is about, where and when."""

    columns: tuple[Column, ...]
    key: int
    framed: bool
    region: int | None = None
    time: int | None = None

    @property
    def behind(self) -> tuple[Column, ...]:
        return self.columns[self.key :]


def read_cell_table(seen: TableLines, at: int) -> IndicatorTable | None:
    """The table whose head begins at line `at`; None where none does."""
    heads = seen.cells(at)
    if len(heads) < 2:
        return None
    framed = seen.framed(at)
    first = [seen.words(cell) for cell in heads]
    if not (_may_head(first) if framed else any(c and c.role in _OPENS for c in seen.columns(heads)[:3])):
        return None
    rows, body = [first], at + 1
    while body < len(seen.lines) and len(rows) < _MOST_HEADS:
        more = [seen.words(cell) for cell in seen.cells(body)]
        if more and not _goes_on(rows[-1], more, framed=framed):
            break
        if more:
            rows.append(more)
        body += 1
    width = _width(seen, body, framed, len(first)) if len(rows) > 1 else len(first)
    over = squared_heads(rows, width)
    if over is None and not _adds(rows[0], rows[1:]):
        over = squared_heads(rows[:1], width)
    if framed and len(rows) == 1 and not any(_is_head(word) or column_of((word,), _NO_YEARS).unit for word in first):
        return None
    if over is None:
        end = _end(seen, body, framed)
        unread = end > body and any(read_header(word) for word in first if word)
        return IndicatorTable(at, end, None, (), (), refused=True) if unread else None
    plan, unsaid, told = _plan(seen, over, body, framed, single=len(rows) == 1)
    if plan is None:
        return None
    return _rows(seen, plan, at, body, first, unsaid=unsaid, told=told)


_OPENS = (Role.NAME, Role.ORDER, Role.NOTE)


def _may_head(words: Sequence[str]) -> bool:
    filled = [word for word in words if word]
    return (
        len(filled) >= 2
        and len(set(filled)) > 1
        and all(len(word) <= _LONGEST_HEAD and not re.search(r"[。；]", word) for word in filled)
        and not any(_is_value(word) or _tells_figure(word) for word in filled)
        and any("\u4e00" <= sign <= "\u9fff" for word in filled for sign in word)
    )


def _tells_figure(words: str) -> bool:
    """Whether words hold a figure, as a task does (新建冷库8座); of a head only its time is one (2026年目标, 5G基站)."""
    rest = _TIMES.sub("", words)
    return bool(re.search(r"\d", rest)) and any(q.kind != "name" for q in find_quantities(rest))


def _is_value(words: str) -> bool:
    """Whether a cell holds a figure that is no year and no quarter."""
    return grid.value_of(words) is not None and not re.fullmatch(r"(?:19|20)\d\d年?|\d{1,2}月|[1-4]季度", words)


def _goes_on(above: Sequence[str], below: Sequence[str], *, framed: bool) -> bool:
    """Whether a row below a head is part of it: it parts what stands above, and heads figures itself."""
    filled = [word for word in below if word and not grid.is_empty(word)]
    if not filled or any(_is_value(word) or len(word) > _LONGEST_HEAD for word in filled):
        return False
    if len(above) == len(below):
        fresh = [(a, b) for a, b in zip(above, below, strict=True) if b and b != a]
        parts = [k for k, (a, b) in enumerate(zip(above, below, strict=True)) if b and not a and k]
        if not fresh:
            return False
        if not framed:
            return all(_is_head(b) for _, b in fresh) and all(a or _is_head(b) for a, b in fresh)
        if parts and all(_is_head(below[k]) or _is_head(_left_of(above, k)) for k in parts):
            return True
        return all(_is_head(b) for _, b in fresh) and any(a == b or not b for a, b in zip(above, below, strict=True))
    return framed and all(_is_head(word) or word in above for word in filled) and any(_is_head(w) for w in filled)


def _adds(first: Sequence[str], more: Sequence[Sequence[str]]) -> bool:
    """Whether further rows of a head say more than the years of the first: 2030年 below “十五五”目标 does not."""
    known = {column_of((word,), _NO_YEARS).year for word in first if word}
    below = [column_of((word,), _NO_YEARS) for row in more for word in row if word]
    return any(column.year is None or column.year not in known or column.name for column in below)


def _left_of(words: Sequence[str], at: int) -> str:
    return next((words[k] for k in range(at - 1, -1, -1) if words[k]), "")


def _is_head(words: str) -> bool:
    """Whether words head a column all by themselves: a time, an aim, a growth, a unit that answers."""
    return bool(words) and (column := column_of((words,), _NO_YEARS)) is not None and (
        column.role is not Role.UNKNOWN or column.year is not None or not (column.name or column.scope)
    ) and not re.search(r"\d", column.name)  # fmt: skip


def _width(seen: TableLines, body: int, framed: bool, least: int) -> int:
    """How many cells most rows have."""
    counted: Counter[int] = Counter()
    for k in range(body, min(len(seen.lines), body + 8)):
        cells = seen.cells(k)
        if len(cells) > 1 and seen.framed(k) == framed:
            counted[len(cells)] += 1
    return counted.most_common(1)[0][0] if counted else least


def _end(seen: TableLines, body: int, framed: bool) -> int:
    """The line behind the last row of a table that nobody can read."""
    end = k = body
    while k < len(seen.lines) and k - end <= 1:
        cells = seen.cells(k)
        if not cells or (len(cells) > 1 and seen.framed(k) == framed):
            end = k + 1
        k += 1
    return end


def _plan(
    seen: TableLines, over: list[tuple[str, ...]], body: int, framed: bool, *, single: bool
) -> tuple[_TableLayout | None, bool, bool]:
    """The columns and the key of a table, whether nobody says that they are aims, and whether its baseline was told."""
    width = len(over)
    if not framed:
        columns = [read_header("".join(w), seen.years) or Column(Role.UNKNOWN, "".join(w)) for w in map(_said, over)]
        sample, figures = [], [1.0] * width
    else:
        columns = [column_of(words, seen.years) for words in over]
        sample = [
            k
            for k in range(body, min(len(seen.lines), body + _LOOKED_AT))
            if len(seen.cells(k)) == width and seen.framed(k)
        ]
        figures = [_share([seen.figures(k)[at] for k in sample]) for at in range(width)]
        columns = [
            _settled(column, share, [seen.words(seen.cells(k)[at]) for k in sample[:8]])
            for at, (column, share) in enumerate(zip(columns, figures, strict=True))
        ]
    columns, told = judged_years(columns)
    said = [any(seen.figures(k)[at] is not None for k in sample) for at in range(width)]
    key = _key(columns, figures, said, framed)
    if key is None:
        return None, False, told
    listed = single and framed and task_table.read_heads(["".join(w) for w in over]) is not None
    for at in range(width):
        column = columns[at]
        named = column.role is Role.UNKNOWN and bool(column.name or column.scope) and framed and at != key
        if named and figures[at] > 0.5:
            columns[at] = replace(column, role=Role.SIZE if listed else Role.TARGET)
        elif framed and at != key and figures[at] <= 0.5 and column.role in (Role.UNKNOWN, Role.NOTE, Role.NAME):
            is_task = task_table.role_of(column.header) is task_table.Role.TASK
            columns[at] = replace(column, role=Role.TASK if is_task else Role.NOTE)
    columns = _with_growth(columns)
    aims = [at for at in range(width) if at != key and columns[at].role in _AIMS and figures[at] > 0.5]
    stages = [at for at in range(width) if at != key and _is_stage(columns[at]) and said[at]]
    past = [at for at in range(width) if at != key and columns[at].role is Role.PAST and figures[at] > 0.5]
    told_only = framed and bool(past) and not aims and not listed
    if len(stages) < 2 and not told_only and (not aims or (listed and not any(_explicit(columns[at]) for at in aims))):
        return None, False, told
    region = next((k for k, c in enumerate(columns) if c.role is Role.REGION), None)
    time = next((k for k, c in enumerate(columns) if c.role is Role.TIME and figures[k] <= 0.5), None)
    unsaid = framed and not any(c.year is not None and c.role in _AIMS for c in columns)
    unsaid = unsaid and not any(re.search("目标|任务|计划|规划|预期", c.header) for c in columns)
    return _TableLayout(tuple(columns), key, framed, region, time), unsaid, told


def _said(words: tuple[str, ...]) -> tuple[str, ...]:
    """Two rows of heads of a table that blanks part: together where that is a head, else the lower one."""
    return words if len(words) < 2 or read_header("".join(words)) else words[-1:]


def _explicit(column: Column) -> bool:
    return column.year is not None or column.month is not None or column.role is not Role.TARGET or not column.name


def _share(cells: Sequence[bool | None]) -> float:
    """How many of a column's filled cells hold a figure and nothing else."""
    filled = [cell for cell in cells if cell is not None]
    return sum(filled) / len(filled) if filled else 0.0


def _settled(column: Column, share: float, cells: Sequence[str]) -> Column:
    """A column whose cells contradict its head: 单位 over names, 任务 or 目标 over sentences, 年度 over figures."""
    if column.role is Role.UNIT and sum(map(_is_office, cells)) * 2 > sum(map(bool, cells)):
        return replace(column, role=Role.LEAD)
    if column.role is Role.TIME and share > 0.5 and not any(re.search(r"(?:19|20)\d\d", cell) for cell in cells):
        return replace(column, role=Role.TARGET)
    if column.role is Role.NOTE and share > 0.5 and not no_aim(column.header):
        return replace(column, role=Role.UNKNOWN)
    return column


def _is_office(words: str) -> bool:
    return len(words) > 2 and bool(re.search(r"局|委|办|区|县|公司|中心|院|部|会|旗|镇|街道", words))


def _key(columns: Sequence[Column], figures: Sequence[float], said: Sequence[bool], framed: bool) -> int | None:
    """The column that says what a row is about: a name, else a place, a time, else the last words before the figures."""
    values = [at for at, c in enumerate(columns) if c.role in _VALUES and (figures[at] > 0.5 or _is_stage(c))]
    if not framed:
        names = [at for at, c in enumerate(columns) if c.role is Role.NAME]
        if names:
            return names[-1] if any(at != names[-1] for at in values) else None
        first = next((at for at, c in enumerate(columns) if c.role is Role.UNKNOWN and c.year is None), None)
        years = sum(c.year is not None for c in columns)
        return first if first is not None and first <= 2 and years > 1 else None
    if not values:
        return None
    for role in (Role.NAME, Role.PROJECT, Role.REGION, Role.TIME):
        found = [at for at, c in enumerate(columns) if c.role is role and figures[at] <= 0.5]
        if role is Role.NAME and any(c.role is Role.PROJECT for c in columns):
            found = [at for at in found if columns[at].header != "内容"]
        if role is Role.NAME and len(found) > 1:
            before = [at for at in found if at < values[-1]]
            return (before or found)[-1]
        if found:
            return found[0]
    before = [
        at
        for at in range(values[0])
        if figures[at] <= 0.5 and columns[at].role in (Role.UNKNOWN, Role.TARGET, Role.NOTE, Role.LEAD) and said[at]
    ]
    named = [at for at in before if columns[at].role is Role.UNKNOWN]
    tasks = [at for at in before if columns[at].role is Role.TARGET]
    return named[-1] if named else tasks[0] if tasks else before[-1] if before else None


def _is_stage(column: Column) -> bool:
    """第一季度, 上半年: what stands below may be a figure or words."""
    return column.role is Role.TARGET and column.month is not None


def _with_growth(columns: list[Column]) -> list[Column]:
    """增长 beside the column of a year is the growth in that year; across several years it stays a yearly average."""
    result = list(columns)
    for at, column in enumerate(columns):
        if column.role is not Role.YEARLY or not column.growth or column.mean or column.year is not None:
            continue
        near = next((c for c in reversed(columns[:at]) if c.role in (Role.TARGET, Role.PAST) and c.year), None)
        near = near or next((c for c in columns[at + 1 :] if c.role in (Role.TARGET, Role.PAST) and c.year), None)
        if near is None or near.year is None:
            continue
        before = [c.year for c in columns if c.year is not None and c.year < near.year]
        if not before or max(before) == near.year - 1:
            result[at] = replace(column, role=near.role, year=near.year, month=near.month, part=near.part)
    return result


def _rows(
    seen: TableLines, plan: _TableLayout, at: int, body: int, first: Sequence[str], *, unsaid: bool, told: bool
) -> IndicatorTable | None:
    rows: list[IndicatorLine] = []
    leftovers = [Span(seen.lines[at].start, seen.lines[body - 1].end)]
    k, end, bad, idle = body, body, 0, 0
    while k < len(seen.lines) and idle <= _MOST_CATEGORIES:
        cells = seen.cells(k)
        filled = [cell for cell in cells if cell.start < cell.end]
        words = [seen.words(cell) for cell in cells]
        if rows and len(filled) > 1 and words != list(first) and plan.framed and _begins_another(words):
            break
        if words == list(first):
            leftovers += cells
            k, end = k + 1, k + 1
            continue
        row = _row(seen, plan, cells) if len(filled) > 1 else None
        if row is not None:
            rows.append(row)
            leftovers += _numbers(seen, plan, cells, row)
            end, idle = k + 1, 0
        elif len(filled) > 1 and any(grid.value_of(word) for word in words[1:]):
            bad, end, idle = bad + 1, k + 1, 0
        elif len(filled) == 1 and not is_category(seen.words(filled[0])):
            break
        else:
            idle += bool(filled)
            leftovers += filled
        k += 1
    if not rows and not bad:
        return None
    leftovers = [cell for cell in leftovers if cell.end <= seen.lines[end - 1].end]
    projects = plan.columns[plan.key].role is Role.PROJECT
    parts = any(c.part is not YearPart.WHOLE and c.role is Role.TARGET for c in plan.columns)
    kept = () if bad else tuple(rows)
    alone = _alone(seen, plan, rows) if parts else None
    return IndicatorTable(at, end, None, kept, tuple(leftovers), bool(bad), told, projects, unsaid, alone, parts)


def _begins_another(words: Sequence[str]) -> bool:
    """Whether a row is the head of the next table."""
    filled = [word for word in words if word]
    return _may_head(words) and sum(_is_head(word) for word in filled) * 3 >= len(filled) * 2 and _is_head(filled[0])


def _numbers(seen: TableLines, plan: _TableLayout, cells: list[Span], row: IndicatorLine) -> list[Span]:
    """The cells of a row that number it, and those before its name."""
    return [cell for cell in cells if cell.end <= row.name.start] + [
        cell
        for cell, column in zip(cells, plan.columns, strict=False)
        if len(cells) == len(plan.columns)
        and column.role in (Role.ORDER, Role.NOTE)
        and _START.search(column.header + "序号" * (column.role is Role.ORDER))
    ]


def is_category(words: str) -> bool:
    """Whether a line of one cell only parts the rows of a table: 一、经济发展."""
    return (
        len(words) <= 24
        and not re.search(r"[。；，：]", re.sub(r"\d。", "", words))
        and (not re.search(r"\d", words) or bool(re.match(r"\d{1,2}[.、。]\D", words)))
    )


def _row(seen: TableLines, plan: _TableLayout, cells: list[Span]) -> IndicatorLine | None:
    """The row of a line; the cells before its name (类别, 序号) may be missing, and so may the notes behind it."""
    if plan.framed and len(cells) == len(plan.columns):
        region = seen.words(cells[plan.region]) if plan.region is not None else ""
        time = seen.words(cells[plan.time]) if plan.time is not None else ""
        placed = list(zip(plan.columns, cells, strict=True))
        return placed_row(seen, placed, placed[plan.key], region=region, time=time)
    behind = plan.behind
    if (
        plan.columns[plan.key].role in (Role.REGION, Role.TIME, Role.LEAD)
        or plan.region is not None
        or plan.time is not None
    ):
        return None
    while True:
        for at in range(min(plan.key, len(cells) - 1), -1, -1):
            if at + len(behind) == len(cells) and fits(seen, behind, cells, at, loose=True):
                return placed_row(seen, list(zip(behind, cells[at:], strict=True)), (behind[0], cells[at]))
        if len(behind) > 2 and behind[-1].role in (Role.NOTE, Role.NATURE, Role.LEAD):
            behind = behind[:-1]
            continue
        return None


def fits(seen: TableLines, columns: Sequence[Column], cells: list[Span], at: int, *, loose: bool) -> bool:
    """Whether the cell at `at` names a row and the cells behind it are what `columns` (the name's and on) ask for.
    `loose`: the row stands on a line of its own, so that a value may be words."""
    if at + len(columns) > len(cells) or not grid.names_something(seen.words(cells[at])):
        return False
    for column, cell in zip(columns[1:], cells[at + 1 :], strict=False):
        words = seen.words(cell)
        if column.role in _VALUES:
            if not (
                grid.is_empty(words)
                or (grid.value_of(words) and not _DAY.fullmatch(words))
                or grid.is_wording(words)
                or (loose and grid.is_mixed(words))
                or (loose and column.role is Role.UNKNOWN)
            ):
                return False
        elif column.role is Role.NATURE:
            if not (grid.is_empty(words) or grid.nature_of(words)):
                return False
        elif (
            (column.role is Role.UNIT and (len(words) > 10 or re.search(r"\d{2}", words) or grid.nature_of(words)))
            or (column.role is Role.DEADLINE and not (is_standing(words) or read_deadline(words, seen.years)))
            or (column.role in (Role.LEAD, Role.SUPPORT) and re.search(r"\d", words))
            or (column.role in (Role.TASK, Role.SIZE) and not words)
        ):
            return False
    return True


def placed_row(
    seen: TableLines,
    placed: Sequence[tuple[Column, Span]],
    key: tuple[Column, Span],
    *,
    region: str = "",
    time: str = "",
) -> IndicatorLine | None:
    """A row whose cells have their columns; `key` says what it is about, `region` and `time` where and when."""
    about, name = key
    called = seen.words(name)
    if not called or (about.role is not Role.TIME and grid.value_of(called) is not None):
        return None
    unit = nature = ""
    values, words, others, sizes = [], [], [], []
    for column, cell in placed:
        said = seen.words(cell)
        if not said or (cell == name and column.role is not Role.TASK):
            continue
        if column.role is Role.UNIT:
            unit = "" if grid.is_empty(said) else said
        elif column.role is Role.NATURE:
            nature = grid.nature_of(said)
        elif column.role in _VALUES and grid.value_of(said):
            values.append((cell, column))
        elif column.role in (Role.TARGET, Role.TASK) and _is_sentence(said, column):
            words.append((cell, column))
        elif column.role is Role.SIZE:
            sizes.append(cell)
        elif column.role in _OTHERS:
            others.append((_OTHERS[column.role], cell))
    if about.role is Role.LEAD:
        others.append((task_table.Role.LEAD, name))
    scope = region or (called if about.role is Role.REGION else "")
    names = about.role not in (Role.REGION, Role.TIME, Role.LEAD, Role.TASK)
    if about.role is Role.UNKNOWN and (is_place(called) or is_whole(called)):
        names, scope = False, scope or called
    return IndicatorLine(
        name, unit, tuple(values), nature, names=names, scope="" if is_whole(scope) else scope,
        when=column_of((time,), seen.years) if time else None, words=tuple(words), others=tuple(others), sizes=tuple(sizes),
    )  # fmt: skip


def _is_sentence(words: str, column: Column) -> bool:
    """Whether a cell is read as a sentence; among figures, 新增3家、挂牌5家 is left for a person."""
    told = column.role is Role.TASK or _is_stage(column) or not (grid.is_wording(words) or grid.is_mixed(words))
    return len(words) > 1 and not grid.is_empty(words) and told


def _alone(seen: TableLines, plan: _TableLayout, rows: Sequence[IndicatorLine]) -> YearPart | None:
    """How the quarters of a table are meant: each alone, or each with those before it; None where nobody can tell."""
    kinds = {c.part for c in plan.columns if c.role is Role.TARGET and c.part is not YearPart.WHOLE}
    begins = {c.month for c in plan.columns if c.role is Role.TARGET and c.part is YearPart.ALONE}
    if kinds == {YearPart.SO_FAR} or begins <= {_first_end(plan.columns)}:
        return YearPart.SO_FAR  # 一季度 and 上半年
    votes: Counter[YearPart] = Counter()
    for row in rows:
        parts = [v for cell, c in row.values if c.part is YearPart.ALONE and (v := _figure(seen, cell)) is not None]
        whole = [
            v
            for cell, c in row.values
            if c.part is YearPart.WHOLE and c.role is Role.TARGET and (v := _figure(seen, cell)) is not None
        ]
        if len(parts) < 2:
            continue
        if (whole and sum(parts, Decimal()) == whole[-1] != parts[-1]) or parts != sorted(parts):
            votes[YearPart.ALONE] += 1
        elif whole and parts[-1] == whole[-1]:
            votes[YearPart.SO_FAR] += 1
    return next(iter(votes)) if len(votes) == 1 else None


def _first_end(columns: Sequence[Column]) -> int | None:
    """The month in which the first part of the year ends, where a head names it: 一季度, 1月."""
    return next(
        (
            c.month
            for c in columns
            if c.part is YearPart.ALONE and (c.month == 1 or (c.month == 3 and "季" in c.header))
        ),
        None,
    )


def _figure(seen: TableLines, cell: Span) -> Decimal | None:
    found = grid.value_of(seen.words(cell))
    return found.value if found is not None else None
