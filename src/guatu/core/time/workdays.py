"""Working days (工作日): Monday to Friday without the decreed holidays, plus the decreed days of make-up work.

The holidays of a year are decreed in the November before, so they are data, loaded year by year. A year without a
table raises: an answer “by weekends alone” would be wrong without saying so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from guatu.core.errors import FiguresError

SATURDAY = 5
A_DAY = timedelta(days=1)


class CalendarUnknown(FiguresError):
    code = "D330"
    reason = "没有{year}年的节假日安排，算不出工作日。"
    remedy = "国务院办公厅一般在上一年11月公布；请在“目录”的“节假日安排”一页导入{year}年的。"
    command = "国务院办公厅一般在上一年11月公布；请先导入{year}年的日历表。"


@dataclass(frozen=True, slots=True)
class YearTable:
    """The decree of one year: days off that fall on any weekday, and weekends that are worked."""

    year: int
    off: frozenset[date] = frozenset()
    makeup: frozenset[date] = frozenset()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The years that are known. Answers only for days inside them."""

    tables: Mapping[int, YearTable] = field(default_factory=dict)

    @classmethod
    def of(cls, tables: Iterable[YearTable]) -> Calendar:
        return cls({t.year: t for t in tables})

    def is_workday(self, day: date) -> bool:
        """Raises CalendarUnknown for a year without a table."""
        table = self.tables.get(day.year)
        if table is None:
            raise CalendarUnknown(year=day.year)
        return day in table.makeup or (day.weekday() < SATURDAY and day not in table.off)

    def add_workdays(self, day: date, count: int) -> date:
        """The `count`-th working day after `day` (count ≥ 0); 0 is `day` itself, working or not."""
        if count < 0:
            raise ValueError("count must not be negative")
        while count:
            day += A_DAY
            count -= self.is_workday(day)
        return day

    def due_on(self, day: date) -> date:
        """The day a deadline really falls on: itself, or the next working day."""
        while not self.is_workday(day):
            day += A_DAY
        return day

    def workdays_between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; 0 when `end` is not later."""
        return sum(self.is_workday(start + A_DAY * n) for n in range(1, (end - start).days + 1))

    def workdays_in(self, year: int) -> int:
        """Working days of a year: the check figure of a loaded table."""
        return self.workdays_between(date(year, 1, 1) - A_DAY, date(year, 12, 31)) if year in self.tables else 0
