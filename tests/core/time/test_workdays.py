"""Working days with holidays and make-up days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guatu.core.time.workdays import Calendar, CalendarUnknown, YearTable


def days(year: int, *spans: str) -> frozenset[date]:
    found = set()
    for span in spans:
        first, _, last = span.partition("..")
        at = date.fromisoformat(f"{year}-{first}")
        while at <= date.fromisoformat(f"{year}-{last or first}"):
            found.add(at)
            at += timedelta(days=1)
    return frozenset(found)


CALENDAR = Calendar.of(
    [
        YearTable(
            2025,
            days(2025, "01-01", "01-28..02-04", "04-04..04-06", "05-01..05-05", "05-31..06-02", "10-01..10-08"),
            days(2025, "01-26", "02-08", "04-27", "09-28", "10-11"),
        ),
        YearTable(
            2026,
            days(2026, "01-01..01-03", "02-15..02-23", "04-04..04-06", "05-01..05-05", "06-19..06-21",
                "09-25..09-27", "10-01..10-07"),
            days(2026, "01-04", "02-14", "02-28", "05-09", "09-20", "10-10"),
        ),
    ]
)  # fmt: skip


@pytest.mark.parametrize(
    ("day", "works"),
    [("2026-02-14", True), ("2026-02-16", False), ("2026-01-04", True), ("2026-11-22", False), ("2026-11-23", True)],
)
def test_a_day_works_or_not(day, works):
    assert CALENDAR.is_workday(date.fromisoformat(day)) is works


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [("2026-02-12", 5, "2026-02-26"), ("2025-09-30", 3, "2025-10-11"), ("2026-11-22", 0, "2026-11-22")],
)
def test_adding_working_days(start, count, end):
    assert CALENDAR.add_workdays(date.fromisoformat(start), count) == date.fromisoformat(end)


def test_a_deadline_on_a_holiday_moves_to_the_next_working_day():
    assert CALENDAR.due_on(date(2026, 2, 16)) == date(2026, 2, 24)
    assert CALENDAR.due_on(date(2026, 2, 14)) == date(2026, 2, 14)


@pytest.mark.parametrize("year", [2025, 2026])
def test_a_year_has_248_working_days(year):
    assert CALENDAR.workdays_in(year) == 248


@pytest.mark.parametrize(
    "ask",
    [
        lambda: CALENDAR.is_workday(date(2027, 1, 4)),
        lambda: CALENDAR.add_workdays(date(2026, 12, 30), 5),
        lambda: CALENDAR.due_on(date(2027, 5, 1)),
    ],
)
def test_a_year_without_a_table_is_never_guessed(ask):
    with pytest.raises(CalendarUnknown, match="2027年"):
        ask()


@given(start=st.dates(date(2025, 1, 1), date(2026, 9, 30)), count=st.integers(1, 40))
def test_counting_back_finds_the_same_number(start, count):
    end = CALENDAR.add_workdays(start, count)
    assert CALENDAR.is_workday(end)
    assert CALENDAR.workdays_between(start, end) == count
