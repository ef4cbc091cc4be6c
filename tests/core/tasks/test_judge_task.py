"""A task's state on a day reads like the rule: deadline, grace, report, close-out, sent back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guatu.core.decisions import Dated
from guatu.core.plan.model import OPEN, Commitment, Kind, Period, PeriodKind
from guatu.core.tasks.course import course, may_follow, proved_by, reporters
from guatu.core.tasks.errors import ClosedAlready, DoneLater, NothingReported, SamePerson, StepTooEarly
from guatu.core.tasks.judge import judge_task
from guatu.core.tasks.model import LATE, Move, TaskState, TaskStep, terms
from guatu.core.tasks.words import STATE_SAYS, STATE_SHAPES, STATE_WORDS
from guatu.core.text.spans import Span

DUE = date(2025, 12, 31)
BY = Period(PeriodKind.BY, None, 2025)
GRACE = 15


def task(period: Period = BY) -> Commitment:
    return Commitment("文化-01", Kind.MILESTONE, "建成市公共文化中心", Span(0, 9), "文化旅游业", period)


def step(move: Move, on: date, *, by: str = "wang", done: date | None = None, year: int | None = None) -> Dated:
    done = done or (on if move is Move.REPORTED else None)
    return Dated(TaskStep(move, by, year, done), on, on)


def state(on: date, *steps: Dated, period: Period = BY) -> TaskState:
    return judge_task(task(period), steps, as_of=on, grace=GRACE).state


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2025, 6, 1), TaskState.NOT_DUE),
        (DUE, TaskState.NOT_DUE),  # the last day is still in time
        (DUE + timedelta(days=1), TaskState.UNREPORTED),
        (DUE + timedelta(days=GRACE), TaskState.UNREPORTED),
        (DUE + timedelta(days=GRACE + 1), TaskState.OVERDUE),
    ],
)
def test_silence_is_read_from_the_deadline(on, expected):
    assert state(on) is expected


def test_a_task_without_a_deadline_has_a_state_and_can_be_closed():
    day = date(2026, 3, 1)
    assert state(day, period=OPEN) is TaskState.UNDATED
    assert state(day, step(Move.REPORTED, day), period=OPEN) is TaskState.REPORTED
    closed = (step(Move.REPORTED, day), step(Move.CLOSED, day, by="li"))
    assert state(day, *closed, period=OPEN) is TaskState.CLOSED


def test_what_was_reported_waits_and_what_was_closed_stays():
    reported, closed = step(Move.REPORTED, date(2025, 11, 3)), step(Move.CLOSED, date(2025, 11, 20), by="li")
    assert [state(day, reported, closed) for day in (date(2025, 11, 2), date(2025, 11, 3), date(2025, 11, 20))] == [
        TaskState.NOT_DUE, TaskState.REPORTED, TaskState.CLOSED,
    ]  # fmt: skip
    assert state(date(2027, 1, 1), reported, closed) is TaskState.CLOSED


def test_what_was_sent_back_counts_by_its_deadline_again():
    back = (step(Move.REPORTED, date(2025, 11, 3)), step(Move.RETURNED, date(2025, 11, 9), by="li"))
    assert state(date(2025, 11, 10), *back) is TaskState.NOT_DUE
    assert state(date(2026, 1, 5), *back) is TaskState.UNREPORTED
    assert state(date(2026, 3, 5), *back) is TaskState.OVERDUE
    said = judge_task(task(), back, as_of=date(2026, 3, 5), grace=GRACE)
    assert "退回" in str(said.reason)


def test_a_late_task_says_by_how_many_days():
    steps = (
        step(Move.REPORTED, date(2026, 2, 1), done=date(2026, 1, 20)),
        step(Move.CLOSED, date(2026, 2, 9), by="li"),
    )
    said = judge_task(task(), steps, as_of=date(2026, 3, 1), grace=GRACE)
    assert (said.late, str(said.reason)) == (20, "2026年2月9日核查销号。办结日2026年1月20日，比期限晚20天。")
    early = (step(Move.REPORTED, date(2025, 12, 1)),)
    said = judge_task(task(), early, as_of=date(2026, 3, 1), grace=GRACE)
    assert str(said.reason) == "2025年12月1日报告办结，等待核查。办结日2025年12月1日，在期限内。"


def test_a_yearly_task_stands_where_its_first_open_year_stands():
    yearly = Period(PeriodKind.EACH_YEAR, 2025, 2027)
    assert [year for year, _ in terms(task(yearly))] == [2025, 2026, 2027]
    done = (step(Move.REPORTED, date(2025, 12, 1), year=2025), step(Move.CLOSED, date(2025, 12, 9), by="li", year=2025))
    said = judge_task(task(yearly), done, as_of=date(2026, 6, 1), grace=GRACE)
    assert (said.state, said.year) == (TaskState.NOT_DUE, 2026)
    assert [term.state for term in said.years] == [TaskState.CLOSED, TaskState.NOT_DUE, TaskState.NOT_DUE]
    assert judge_task(task(yearly), as_of=date(2026, 6, 1), grace=GRACE).state is TaskState.OVERDUE


def test_a_deadline_that_had_passed_is_not_moved_by_a_later_wording():
    now = replace(task(), period=Period(PeriodKind.BY, None, 2027))
    late = judge_task(now, as_of=date(2026, 6, 1), grace=GRACE, earlier=[(task(), date(2026, 5, 1))])
    assert (late.state, late.due, late.moved) == (TaskState.OVERDUE, DUE, date(2027, 12, 31))
    assert "仍按原期限算" in str(late.reason)
    in_time = judge_task(now, as_of=date(2026, 6, 1), grace=GRACE, earlier=[(task(), date(2025, 5, 1))])
    assert (in_time.state, in_time.due, in_time.moved) == (TaskState.NOT_DUE, date(2027, 12, 31), None)


def test_two_people_are_needed():
    on = date(2025, 11, 20)
    mine = course([step(Move.REPORTED, date(2025, 11, 3), by="wang")], as_of=on)
    with pytest.raises(SamePerson, match="A620"):
        may_follow(mine, TaskStep(Move.CLOSED, "wang"), known_on=on, on=on, task="x")
    may_follow(mine, TaskStep(Move.CLOSED, "li"), known_on=on, on=on, task="x")


def test_whoever_reported_before_somebody_else_did_may_not_close_either():
    on = date(2025, 11, 20)
    both = [step(Move.REPORTED, date(2025, 11, 3), by="wang"), step(Move.REPORTED, date(2025, 11, 4), by="li")]
    assert reporters(course(both, as_of=on)) == {"wang", "li"}
    back = [*both, step(Move.RETURNED, date(2025, 11, 5), by="zhao"), step(Move.REPORTED, date(2025, 11, 6), by="li")]
    assert reporters(course(back, as_of=on)) == {"li"}


def test_a_closed_task_rests_on_what_came_after_it_was_last_sent_back():
    on = date(2025, 12, 1)
    first, back = step(Move.REPORTED, date(2025, 11, 3)), step(Move.RETURNED, date(2025, 11, 5), by="li")
    again, closed = step(Move.REPORTED, date(2025, 11, 9)), step(Move.CLOSED, date(2025, 11, 12), by="li")
    assert proved_by(course([first, back, again, closed], as_of=on)) == (again, closed)
    assert proved_by(course([first, closed], as_of=on)) == (first, closed)
    for rows in ([], [first], [first, back], [first, closed, step(Move.RETURNED, date(2025, 11, 20), by="li")]):
        assert proved_by(course(rows, as_of=on)) == ()


def test_each_step_has_its_place():
    on, done = date(2025, 11, 20), date(2025, 11, 3)
    nothing, reported = (), course([step(Move.REPORTED, done)], as_of=on)
    closed = course([step(Move.REPORTED, done), step(Move.CLOSED, done, by="li")], as_of=on)
    for steps, move, error in (
        (nothing, Move.CLOSED, NothingReported),
        (nothing, Move.RETURNED, NothingReported),
        (closed, Move.REPORTED, ClosedAlready),
        (closed, Move.CLOSED, NothingReported),
    ):
        with pytest.raises(error):
            may_follow(steps, TaskStep(move, "li"), known_on=on, on=on, task="x")
    may_follow(reported, TaskStep(Move.RETURNED, "li"), known_on=on, on=on, task="x")
    may_follow(closed, TaskStep(Move.RETURNED, "li"), known_on=on, on=on, task="x")


def test_a_step_counts_neither_before_the_one_before_nor_from_a_day_to_come():
    on, reported = date(2025, 11, 20), course([step(Move.REPORTED, date(2025, 11, 3))], as_of=date(2025, 11, 20))
    for known_on in (date(2025, 11, 2), date(2025, 11, 21)):
        with pytest.raises(StepTooEarly, match="A624"):
            may_follow(reported, TaskStep(Move.CLOSED, "li"), known_on=known_on, on=on, task="x")
    later = TaskStep(Move.REPORTED, "wang", None, date(2025, 12, 1))
    with pytest.raises(DoneLater, match="A623"):
        may_follow((), later, known_on=on, on=on, task="x")


moves = st.lists(st.tuples(st.sampled_from(Move), st.integers(0, 60), st.sampled_from(["wang", "li"])), max_size=6)


@given(done=moves, on=st.integers(0, 60), later=moves)
def test_what_comes_later_never_changes_an_earlier_day(done, on, later):
    first = date(2025, 12, 1)
    rows = [step(move, first + timedelta(days=n), by=by) for move, n, by in done]
    day = first + timedelta(days=on)
    more = [step(move, day + timedelta(days=n + 1), by=by) for move, n, by in later]
    assert judge_task(task(), rows + more, as_of=day, grace=GRACE) == judge_task(task(), rows, as_of=day, grace=GRACE)


def test_each_state_has_its_word_its_shape_and_its_meaning():
    assert set(STATE_WORDS) == set(STATE_SHAPES) == set(STATE_SAYS) == set(TaskState)
    assert len(set(STATE_SHAPES.values())) == len(TaskState)  # shape first: no two share one
    assert list(TaskState)[:2] == list(LATE)
