"""Dates: one reading for each spelling, resolved against the years of the plan."""

import itertools
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.plan import corpus

from guatu.core.text import date_rules, dates
from guatu.core.text.dates import find_dates
from guatu.core.text.evened import even_out
from guatu.core.text.when import Years

YEARS = Years(issue=2025, since=2025, until=2027)


@pytest.mark.parametrize(("row", "written"), [(r, w) for r, ws in dates.CORPUS.items() for w in ws])
def test_each_phrase_has_one_reading_and_uses_every_character(row, written):
    (found,) = find_dates(even_out(written), YEARS)
    assert (found.kind, found.since, found.until, found.month) == row
    assert (found.start, found.end, found.role) == (0, len(written), "due")


@pytest.mark.parametrize(("certain", "written"), [(c, w) for c, ws in dates.IMPOSSIBLE.items() for w in ws])
def test_of_an_impossible_date_the_certain_part_is_kept(certain, written):
    (found,) = find_dates(even_out(written), YEARS)
    assert (found.kind, found.until, found.month, found.day) == ("by", *certain, None)
    assert (found.start, found.end, found.role) == (0, len(written), "due")
    assert found.impossible


def test_what_an_impossible_date_may_have_meant_is_written_as_dates_that_there_are():
    for written in (text for texts in dates.IMPOSSIBLE.values() for text in texts):
        (found,) = find_dates(even_out(written), YEARS)
        for meant in found.meant:
            (day,) = find_dates(str(meant), YEARS)
            assert (day.kind, day.impossible, day.until is None) == ("by", "", False)


@given(st.integers(2000, 2049), st.integers(0, 99), st.integers(0, 99))
def test_a_day_is_read_whole_or_called_impossible(year, month, day):
    (found,) = find_dates(f"{year}年{month}月{day}日前", YEARS)
    try:
        date(year, month, day)
    except ValueError:
        assert (found.until, found.day) == (year, None)
        assert found.impossible == f"{year}年{month}月{day}日"
    else:
        assert (found.until, found.month, found.day, found.impossible) == (year, month, day, "")


@pytest.mark.parametrize("written", dates.NOT_DUE)
def test_a_base_or_a_past_date_is_no_deadline(written):
    found = find_dates(even_out(written), YEARS)
    assert found
    assert not [when for when in found if when.role == "due"]


@pytest.mark.parametrize("written", dates.NOT_DATES)
def test_what_is_no_date_is_not_read(written):
    assert find_dates(even_out(written), YEARS) == []


def test_this_year_without_a_year_is_left_open():
    (found,) = find_dates("今年", Years())
    assert (found.kind, found.until) == ("open", None)


@given(st.integers(2000, 2049), st.integers(1, 12))
def test_year_and_month_read_back(year, month):
    (found,) = find_dates(f"{year}年{month}月底前", YEARS)
    assert (found.kind, found.until, found.month) == ("by", year, month)


@given(st.text(alphabet="0123456789年月日底前末内到至今每均十四五“”期间-比上", max_size=40))
def test_mentions_never_overlap(text):
    found = find_dates(even_out(text), YEARS)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


def test_the_signs_that_begin_a_date_leave_no_mention_out():
    rules = re.compile("|".join(rule.pattern for rule in date_rules.RULES))
    mentions = [text for texts in dates.CORPUS.values() for text in texts]
    for text in map(even_out, [*mentions, *dates.NOT_DUE, *corpus.TARGETS, *corpus.MILESTONES]):
        assert [m.span() for m in dates._ANY.finditer(text)] == [m.span() for m in rules.finditer(text)]


def test_what_hints_at_a_date_leaves_no_mention_out():
    mentions = [text for texts in dates.CORPUS.values() for text in texts]
    for text in map(even_out, [*mentions, *dates.NOT_DUE, *corpus.TARGETS, *corpus.MILESTONES]):
        assert dates._HINT.search(text) or not dates._ANY.search(text)
