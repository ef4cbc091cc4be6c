"""A deadline that passed is judged by the wording that stood on it; a year of a yearly promise by that year's."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from tests.core.judging.builders import CITY, INDICATORS, RULES, TODAY, seen, target

from guatu.core.judging.desk import Wording
from guatu.core.judging.model import Link, Status
from guatu.core.judging.status import judge
from guatu.core.series.model import Form

FIGURES = [seen("visits", "2025", "858.74"), seen("events", "2025", "40")]


def judged(now, before, *, until, as_of=TODAY):
    link = Link(now.id, now.indicator, Form.VALUE, CITY, confirmed=True)
    return judge(
        now, link, indicators=INDICATORS, observations=FIGURES, rules=RULES, as_of=as_of,
        plan_years=(2025, 2027), earlier=[Wording(before, link, until)],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("until", "status", "kept"),
    [
        (date(2026, 11, 15), Status.MISSED, True),  # changed after the deadline: it changes nothing
        (date(2026, 1, 1), Status.MISSED, True),  # the first day after it
        (date(2025, 12, 31), Status.MET, False),  # on the very day: it still counts
    ],
)
def test_a_deadline_that_passed_is_judged_by_what_stood_on_it(until, status, kept):
    was = target("visits", "900", "万人次", within=2025)
    found = judged(replace(was, value=Decimal(850)), was, until=until)
    assert found.status is status
    assert (found.later.value if found.later else None) == (850 if kept else None)


def test_a_change_of_words_alone_is_no_later_promise():
    was = target("visits", "900", "万人次", within=2025)
    assert judged(replace(was, quote="另一种说法"), was, until=date(2026, 11, 15)).later is None


def test_a_deadline_moved_after_it_had_passed_does_not_open_again():
    was = target("visits", "900", "万人次", within=2025)
    moved = replace(was, period=replace(was.period, since=2027, until=2027))
    found = judged(moved, was, until=date(2026, 3, 1))
    assert (found.status, found.later) == (Status.MISSED, moved)


def test_each_year_of_a_yearly_promise_keeps_its_own_wording():
    was = target("events", "50", "场", each=(2025, 2027))
    found = judged(replace(was, value=Decimal(30)), was, until=date(2026, 6, 1))
    first, *rest = found.years
    assert (first.status, first.later.value) == (Status.MISSED, 30)
    assert [year.later for year in rest] == [None, None]
