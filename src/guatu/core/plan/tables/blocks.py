"""Rows set as blocks of lines, 列名：值 on each (序号：1, 项目名称：…), as sheets are pasted into texts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from guatu.core.plan.tables import task_table
from guatu.core.plan.tables.cell_table import placed_row
from guatu.core.plan.tables.columns import Column, Role
from guatu.core.plan.tables.heads import column_of
from guatu.core.plan.tables.shapes import IndicatorLine, IndicatorTable, TableLines
from guatu.core.text.spans import Span

_FIELD = re.compile(r"(?P<name>[^，。；：、\n\t|]{2,24})：\s?(?P<value>[^\n\t|]{0,400})")
_OPENS = (Role.ORDER, Role.PROJECT, Role.NAME, Role.TASK)
_KEYS = (Role.PROJECT, Role.NAME, Role.TASK)
_FEWEST, _MOST = 3, 40  # fields of a block


def read_blocks(seen: TableLines, at: int) -> IndicatorTable | None:
    """The blocks that begin at line `at`: each opens with the same name; every field of it is known, or follows one."""
    opener = _field(seen, at)
    if opener is None or opener[0].role not in _OPENS:
        return None
    rows: list[IndicatorLine] = []
    leftovers: list[Span] = []
    k = at
    while (first := _field(seen, k)) is not None and first[0].header == opener[0].header:
        fields = [first]
        k += 1
        while (more := _field(seen, k)) is not None and more[0].header != opener[0].header and len(fields) < _MOST:
            fields.append(more)
            k += 1
        known = sum(column.role not in (Role.UNKNOWN, Role.NOTE) for column, _, _ in fields)
        row = _row(seen, fields) if len(fields) >= _FEWEST and known * 2 >= len(fields) else None
        if row is None:
            return None
        rows.append(row)
        leftovers += [name for _, name, _ in fields]
        leftovers += [value for column, _, value in fields if column.role in (Role.ORDER, Role.NOTE)]
    projects = any(column.role is Role.PROJECT for column, _, _ in fields)
    return IndicatorTable(at, k, None, tuple(rows), tuple(leftovers), projects=projects)


def _field(seen: TableLines, k: int) -> tuple[Column, Span, Span] | None:
    """The column that a line names, its name and its value."""
    if k >= len(seen.lines) or (found := _FIELD.fullmatch(seen.even, *seen.lines[k])) is None:
        return None
    name = re.sub(r"\s", "", found["name"])
    column = column_of((name,), seen.years)
    if column.role in (Role.UNKNOWN, Role.NOTE, Role.TARGET) and not column.unit and column.year is None:
        role = task_table.role_of(name)
        column = Column(Role.TASK if role is task_table.Role.TASK else column.role, name, name=column.name)
    return column, Span(*found.span("name")), Span(*found.span("value"))


def _row(seen: TableLines, fields: Sequence[tuple[Column, Span, Span]]) -> IndicatorLine | None:
    for role in _KEYS:
        for column, _, value in fields:
            if column.role is role and value.start < value.end:
                placed = [(_valued(seen, c, v), v) for c, _, v in fields if c.role is not Role.ORDER]
                return placed_row(seen, placed, (column, value))
    return None


def _valued(seen: TableLines, column: Column, value: Span) -> Column:
    """目标：, 2026年计划投资（万元）：: what names figures is an aim of its own here; a size stays one."""
    named = column.role is Role.UNKNOWN and bool(column.name) and bool(column.unit)
    return column_of((f"{column.header}目标",), seen.years) if named else column
