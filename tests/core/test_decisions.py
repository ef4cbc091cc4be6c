"""Answers that may be kept: a table of them says of every day what asking the decisions would say."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis.strategies import integers, lists, none, tuples

from guatu.core.decisions import Dated, Stand, in_force, stands

FIRST = date(2026, 1, 1)


def on(n: int) -> date:
    return FIRST + timedelta(days=n)


days = integers(0, 9)
histories = lists(tuples(days, days), max_size=7).map(
    lambda found: [Dated(n, on(known), on(recorded)) for n, (known, recorded) in enumerate(found)]
)


@given(history=histories, as_of=integers(-1, 11), recorded_by=integers(-1, 11) | none())
def test_the_stands_say_what_in_force_says(history, as_of, recorded_by):
    written = date.max if recorded_by is None else on(recorded_by)
    found = [
        stand.value
        for stand in stands(history)
        if stand.since <= on(as_of) <= stand.until and stand.recorded_from <= written <= stand.recorded_until
    ]
    wanted = in_force(history, as_of=on(as_of), recorded_by=None if recorded_by is None else on(recorded_by))
    assert found == ([wanted.value] if wanted else [])


def test_a_correction_written_later_takes_over_from_its_day_and_leaves_what_was_written_before():
    history = [Dated("a", on(0), on(0)), Dated("b", on(5), on(2))]
    assert set(stands(history)) == {
        Stand("a", on(0), date.max, on(0), on(1)),
        Stand("a", on(0), on(4), on(2), date.max),
        Stand("b", on(5), date.max, on(2), date.max),
    }


@given(history=histories)
def test_no_two_stands_begin_alike(history):
    found = stands(history)
    assert len({(s.since, s.recorded_from) for s in found}) == len(found)


def test_what_was_always_so_stands_from_the_first_day_on():
    assert stands([Dated("a", date.min, date.min)]) == (Stand("a", date.min, date.max, date.min, date.max),)
    assert stands([]) == ()


@given(one=histories, other=histories, as_of=integers(-1, 11), recorded_by=integers(-1, 11))
def test_two_answers_together_stand_where_both_do(one, other, as_of, recorded_by):
    both = [b for a in stands(one) for c in stands(other) if (b := a.within(c)) is not None]
    found = [
        b.value for b in both
        if b.since <= on(as_of) <= b.until and b.recorded_from <= on(recorded_by) <= b.recorded_until
    ]  # fmt: skip
    seen = {"as_of": on(as_of), "recorded_by": on(recorded_by)}
    first, second = in_force(one, **seen), in_force(other, **seen)
    assert found == ([first.value] if first and second else [])
