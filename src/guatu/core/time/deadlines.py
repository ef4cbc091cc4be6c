"""Deadlines (期限): the last day on which a promise may still be kept, and how finely the plan names it.

One value for plans, lights, letters and cases. A day that the calendar does not have is no deadline: it cannot be
made, so that nobody later on has to guess what was meant. `certain` says what is left of such a date.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from guatu.core.errors import PlanTextError
from guatu.core.time.days import MONTHS, exists, month_end


class Named(StrEnum):
    """What of a deadline the plan names."""

    YEAR = "year"  # 2027年底
    MONTH = "month"  # 2027年6月底
    DAY = "day"  # 2027年6月15日
    OPEN = "open"  # nothing


class NoSuchDay(PlanTextError):
    code = "P110"
    reason = "期限写成{written}，日历上没有这一天。"
    remedy = "请核对月份和日期；只管到月底的，日不填。"


@dataclass(frozen=True, slots=True)
class Deadline:
    """The end of a year, of a month, or a day; without a year it is open.

    >>> [str(d) for d in (Deadline(2027), Deadline(2027, 6), Deadline(2027, 6, 15), Deadline())]
    ['2027年底', '2027年6月底', '2027年6月15日', '未定期限']
    >>> Deadline(2027, 2).last_day.isoformat()
    '2027-02-28'

    Raises:
        NoSuchDay: the calendar does not have it: 2027年2月30日, 13月.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        left_out = (self.year is None and self.month is not None) or (self.month is None and self.day is not None)
        if left_out or (self.year is not None and not _exists(self.year, self.month, self.day)):
            raise NoSuchDay(written=written(self.year, self.month, self.day))

    @property
    def names(self) -> Named:
        if self.year is None:
            return Named.OPEN
        return Named.YEAR if self.month is None else Named.MONTH if self.day is None else Named.DAY

    @property
    def last_day(self) -> date | None:
        """None when it is open."""
        return None if self.year is None else last_day(self.year, self.month, self.day)

    def __str__(self) -> str:
        if self.year is None:
            return "未定期限"
        if self.day is not None:
            return written(self.year, self.month, self.day)
        return f"{self.year}年底" if self.month in (None, MONTHS) else f"{self.year}年{self.month}月底"


def last_day(year: int, month: int | None = None, day: int | None = None) -> date:
    """The end of a year, of one of its months, or the day itself. Raises NoSuchDay."""
    if not _exists(year, month, day):
        raise NoSuchDay(written=written(year, month, day))
    end = month_end(year, MONTHS if month is None else month)
    return end if day is None else end.replace(day=day)


def _exists(year: int, month: int | None, day: int | None) -> bool:
    return exists(year, MONTHS if month is None else month, 1 if day is None else day)


def certain(year: int | None, month: int | None, day: int | None) -> tuple[int | None, int | None]:
    """Month and day of a date as far as the calendar has them: the day is left out, or both.

    >>> certain(2027, 2, 30), certain(2027, 13, 1), certain(2027, 6, 15)
    ((2, None), (None, None), (6, 15))
    """
    if year is None or month is None or not 1 <= month <= MONTHS:
        return None, None
    return (month, day) if day is not None and exists(year, month, day) else (month, None)


def written(year: int | None, month: int | None, day: int | None) -> str:
    """A date as a plan writes it, whether the calendar has it or not: 2027年2月30日."""
    parts = ((year, "年"), (month, "月"), (day, "日"))
    return "".join(f"{number}{sign}" for number, sign in parts if number is not None)


def readings(year: int, month: int, day: int | None) -> tuple[Deadline, ...]:
    """What a date that the calendar does not have may have meant: deadlines that it has.

    >>> [str(deadline) for deadline in readings(2027, 2, 30)]
    ['2027年2月28日', '2027年3月1日', '2027年2月底']
    >>> [str(deadline) for deadline in readings(2027, 13, None)]
    ['2027年底', '2028年1月底']
    """
    if not 1 <= month <= MONTHS:
        near = Deadline(year + 1, 1) if month > MONTHS else Deadline(year, 1)
        return Deadline(year), near
    last = month_end(year, month)
    after = date.fromordinal(last.toordinal() + 1)
    days = (last, after) if day else (last.replace(day=1),)
    return (*(Deadline(d.year, d.month, d.day) for d in days), Deadline(year, month))
