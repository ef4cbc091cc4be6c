"""A deadline is a day that the calendar has, or it is not made."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guatu.core.plan.model import Period, PeriodKind
from guatu.core.text.dates import find_dates
from guatu.core.time.deadlines import Deadline, Named, NoSuchDay, certain, readings

years, odd = st.integers(1949, 2149), st.integers(-1, 40)
BY, EACH = PeriodKind.BY, PeriodKind.EACH_YEAR


@pytest.mark.parametrize(
    ("deadline", "names", "said", "last"),
    [
        (Deadline(2027), Named.YEAR, "2027年底", date(2027, 12, 31)),
        (Deadline(2027, 12), Named.MONTH, "2027年底", date(2027, 12, 31)),
        (Deadline(2027, 6), Named.MONTH, "2027年6月底", date(2027, 6, 30)),
        (Deadline(2028, 2), Named.MONTH, "2028年2月底", date(2028, 2, 29)),
        (Deadline(2027, 6, 15), Named.DAY, "2027年6月15日", date(2027, 6, 15)),
        (Deadline(), Named.OPEN, "未定期限", None),
    ],
)
def test_each_kind_has_a_name_words_and_a_last_day(deadline, names, said, last):
    assert (deadline.names, str(deadline), deadline.last_day) == (names, said, last)


@pytest.mark.parametrize(
    "parts", [(2027, 2, 30), (2027, 2, 29), (2027, 13), (2027, 0), (2027, 6, 0), (2027, None, 5), (None, 6), (0,)]
)
def test_what_the_calendar_does_not_have_cannot_be_made(parts):
    with pytest.raises(NoSuchDay):
        Deadline(*parts)


@given(years, st.none() | odd, st.none() | odd)
def test_a_deadline_has_a_last_day_or_is_not_made(year, month, day):
    try:
        deadline = Deadline(year, month, day)
    except NoSuchDay:
        kept = certain(year, month, day)
        assert kept != (month, day)
        deadline = Deadline(year, *kept)  # what is certain can always be made
    last = deadline.last_day
    assert last.year == year
    assert deadline.day is not None or (last + timedelta(days=1)).day == 1


@given(years, odd.filter(lambda n: n >= 0), st.none() | odd.filter(lambda n: n >= 0))
def test_every_reading_of_an_impossible_date_is_a_date(year, month, day):
    if certain(year, month, day) != (month, day):
        meant = readings(year, month, day)
        assert len(set(meant)) == len(meant) >= 2
        assert all(find_dates(str(one))[0].until in (year, year + 1) for one in meant if year in range(1950, 2049))


@pytest.mark.parametrize(
    "parts",
    [
        (BY, None, 2027, 2, 30),
        (BY, None, 2027, None, 5),
        (BY, None, None, 2, 29),
        (BY, None, None, 13, None),
        (EACH, 2025, 2028, 2, 29),  # 2028 has it, the years before do not
        (EACH, None, 2028, 2, 29),
    ],
)
def test_a_period_falls_due_on_days_that_there_are(parts):
    with pytest.raises(NoSuchDay):
        Period(*parts)
    kept = Period.certain(*parts)
    assert (kept.kind, kept.since, kept.until, kept.day) == (*parts[:3], None)


def test_a_yearly_period_falls_due_in_each_of_its_years():
    period = Period(EACH, 2025, 2027, 6)
    assert [period.due_in(year) for year in (2025, 2026, 2027)] == [date(y, 6, 30) for y in (2025, 2026, 2027)]
    assert period.deadline == Deadline(2027, 6)


def test_an_open_period_has_no_deadline():
    assert Period().deadline == Deadline()
    assert Period(BY).deadline == Deadline()
