"""Calendars of working days from CSV: one file a year, each day with the decree that moves it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from guatu.core.errors import FiguresError, Place
from guatu.core.time.workdays import Calendar, YearTable
from guatu.store.tables import read_table

COLUMNS = ("日期", "类别")
OFF, MAKEUP = "休", "班"


class DayUnreadable(FiguresError):
    code = "D331"
    reason = "“{text}”不能读作日期。"
    remedy = "请写成2026-02-14。"


class DayKind(FiguresError):
    code = "D332"
    reason = "“{text}”不是日历的类别。"
    remedy = "放假写“休”，补班写“班”。"


class DayTwice(FiguresError):
    code = "D333"
    reason = "{text}出现了不止一次，或与本表年份不同。"
    remedy = "一个文件只写一年，每天一行。"


def load_calendars(paths: Iterable[str | Path]) -> Calendar:
    """The calendar of all the years in `paths`."""
    return Calendar.of(load_year(path) for path in paths)


def load_year(path: str | Path) -> YearTable:
    """One year's decree: columns 日期, 类别 (休 or 班), 说明, 来源.

    Raises:
        FileError, MissingColumn, DayUnreadable, DayKind, DayTwice.
    """
    table = read_table(path, required=COLUMNS)
    off: set[date] = set()
    makeup: set[date] = set()
    year: int | None = None
    for row in table.rows:
        try:
            day = date.fromisoformat(row["日期"])
        except ValueError as error:
            raise DayUnreadable(Place(table.source, row=row.number, column="日期"), text=row["日期"]) from error
        year = year or day.year
        if day in off | makeup or day.year != year:
            raise DayTwice(Place(table.source, row=row.number, column="日期"), text=row["日期"])
        if row["类别"] not in (OFF, MAKEUP):
            raise DayKind(Place(table.source, row=row.number, column="类别"), text=row["类别"])
        (off if row["类别"] == OFF else makeup).add(day)
    sources = dict.fromkeys(row["来源"] for row in table.rows if row["来源"])
    assert year is not None  # an empty table is refused by read_table
    return YearTable(year, frozenset(off), frozenset(makeup), "、".join(sources))
