"""Days of the calendar: which there are, how a month ends, and the day a month ago. Nothing else counts months."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

MONTHS = 12


def exists(year: int, month: int, day: int) -> bool:
    """Whether the calendar has this day.

    >>> exists(2028, 2, 29), exists(2027, 2, 29), exists(2027, 13, 1), exists(2027, 6, 0)
    (True, False, False, False)
    """
    return date.min.year <= year <= date.max.year and 1 <= month <= MONTHS and 1 <= day <= monthrange(year, month)[1]


def month_end(year: int, month: int) -> date:
    """The last day of a month. Raises ValueError for a month that is none."""
    return date(year, month, monthrange(year, month)[1])


def month_before(day: date) -> date:
    """The same day of the month before, or that month's last day where it is shorter; never before the first day.

    >>> month_before(date(2026, 3, 31)).isoformat(), month_before(date.min).isoformat()
    ('2026-02-28', '0001-01-01')
    """
    year, month = (day.year, day.month - 1) if day.month > 1 else (day.year - 1, MONTHS)
    if year < date.min.year:
        return date.min
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def months_over(day: date) -> int:
    """Months of its year that are over on the evening of a day: on the last day of a month, that month as well.

    >>> months_over(date(2026, 11, 29)), months_over(date(2026, 11, 30)), months_over(date(2026, 12, 31))
    (10, 11, 12)
    """
    return day.month if day == month_end(day.year, day.month) else day.month - 1


def quarter_ends(first: date, last: date) -> list[date]:
    """The last days of quarters from one day to another, oldest first.

    >>> [day.isoformat() for day in quarter_ends(date(2025, 12, 31), date(2026, 4, 1))]
    ['2025-12-31', '2026-03-31']
    """
    ends = (month_end(year, month) for year in range(first.year, last.year + 1) for month in (3, 6, 9, 12))
    return [day for day in ends if first <= day <= last]
