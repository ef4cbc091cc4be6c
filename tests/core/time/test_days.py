"""Days of the calendar, held to what the library says of every one of them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guatu.core.time.days import exists, month_before, month_end, months_over

A_DAY = timedelta(days=1)


@given(st.integers(-1, 10001), st.integers(-1, 14), st.integers(-1, 33))
def test_a_day_exists_when_it_can_be_made(year, month, day):
    try:
        date(year, month, day)
    except ValueError:
        assert not exists(year, month, day)
    else:
        assert exists(year, month, day)


@given(st.dates(max_value=date(9999, 11, 30)))
def test_after_the_end_of_a_month_another_begins(day):
    end = month_end(day.year, day.month)
    assert day <= end
    assert (end + A_DAY).day == 1
    assert (end.year, end.month) == (day.year, day.month)


def test_the_last_month_of_all_has_an_end():
    assert month_end(9999, 12) == date.max


@pytest.mark.parametrize(
    ("day", "before"),
    [
        (date(2026, 3, 31), date(2026, 2, 28)),
        (date(2024, 3, 31), date(2024, 2, 29)),
        (date(2026, 1, 15), date(2025, 12, 15)),
        (date(1, 1, 1), date(1, 1, 1)),
        (date(1, 1, 31), date(1, 1, 1)),
        (date(1, 2, 28), date(1, 1, 28)),
    ],
)
def test_a_month_before_is_a_day_that_exists(day, before):
    assert month_before(day) == before


@given(st.dates())
def test_a_month_before_is_earlier_and_never_fails(day):
    before = month_before(day)
    assert before < day or before == date.min
    assert (day - before).days <= 31


@given(st.dates(max_value=date(9999, 12, 30)))
def test_a_month_is_over_on_its_last_evening(day):
    tomorrow = day + A_DAY
    assert months_over(day) == (tomorrow.year - day.year) * 12 + tomorrow.month - 1
