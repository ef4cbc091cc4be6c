"""The state of a task on a day, from its deadline and what was reported, closed or sent back. Decides; stores nothing.

nothing reported   未到期 → (deadline) → 到期未报 → (days of grace) → 逾期;  未定期限 without a deadline
reported           已完成待核, until another person closes it (已销号) or sends it back, which counts as unreported
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from guatu.core.decisions import Dated
from guatu.core.plan.model import Commitment
from guatu.core.tasks.course import course
from guatu.core.tasks.model import Move, TaskJudgement, TaskState, TaskStep, terms
from guatu.core.text.said import NOTHING, Said

Earlier = Sequence[tuple[Commitment, date]]  # how a task was worded before, each until the day of another wording


def judge_task(
    item: Commitment,
    rows: Iterable[Dated[TaskStep]] = (),
    *,
    as_of: date,
    grace: int,
    recorded_by: date | None = None,
    earlier: Earlier = (),
) -> TaskJudgement:
    """Where a task stands on a day.

    A yearly task is judged by its years, and stands where the first of them stands that is not closed out.

    Args:
        rows: its steps, in the order of writing.
        grace: days past the deadline after which silence is 逾期.
        earlier: its wordings before this one, the oldest first: a deadline that had passed under one of them stays.
    """
    rows = tuple(rows)
    found = tuple(
        _term(
            item.id, due, course(rows, as_of=as_of, recorded_by=recorded_by, year=year), as_of=as_of, grace=grace,
            year=year, moved=moved,
        )
        for year, due, moved in _dues(item, earlier)
    )  # fmt: skip
    if len(found) == 1:
        return found[0]
    open_ = next((term for term in found if term.state is not TaskState.CLOSED), found[-1])
    return replace(open_, years=found)


def _dues(item: Commitment, earlier: Earlier) -> list[tuple[int | None, date | None, date | None]]:
    """Year, last day, and the day to which it was moved when the last day had passed."""
    now = terms(item)
    if len(now) > 1:
        return [(year, due, None) for year, due in now]
    ((year, due),) = now
    for wording, until in earlier:
        was = wording.period.deadline.last_day
        if len(terms(wording)) == 1 and was is not None and was < until and was != due:
            return [(year, was, due)]
    return [(year, due, None)]


def _term(
    task: str,
    due: date | None,
    steps: Sequence[Dated[TaskStep]],
    *,
    as_of: date,
    grace: int,
    year: int | None,
    moved: date | None,
) -> TaskJudgement:
    last = steps[-1] if steps else None
    state = _state(due, last, as_of, grace)
    done_on = _done_on(steps)
    late = (done_on - due).days if done_on and due and state in (TaskState.REPORTED, TaskState.CLOSED) else None
    reason = _reason(state, due, last, as_of, done_on, late)
    if moved is not None:
        reason = Said("{reason}期限是到期以后才改为{moved}的，仍按原期限算。", reason=reason, moved=moved)
    changes = _changes_when(state, due, grace)
    return TaskJudgement(task, as_of, state, reason, changes, due, year, last, late, moved)


def _state(due: date | None, last: Dated[TaskStep] | None, as_of: date, grace: int) -> TaskState:
    move = last.value.move if last else None
    if move is Move.CLOSED:
        return TaskState.CLOSED
    if move is Move.REPORTED:
        return TaskState.REPORTED
    if due is None:
        return TaskState.UNDATED
    if as_of <= due:
        return TaskState.NOT_DUE
    return TaskState.UNREPORTED if (as_of - due).days <= grace else TaskState.OVERDUE


def _done_on(steps: Sequence[Dated[TaskStep]]) -> date | None:
    return next((s.value.done_on for s in reversed(steps) if s.value.move is Move.REPORTED), None)


def _reason(
    state: TaskState,
    due: date | None,
    last: Dated[TaskStep] | None,
    as_of: date,
    done_on: date | None,
    late: int | None,
) -> Said:
    returned = last is not None and last.value.move is Move.RETURNED
    match state:
        case TaskState.CLOSED if last is not None:
            return Said("{on}核查销号。{done}", on=last.known_on, done=_kept(done_on, due, late))
        case TaskState.REPORTED if last is not None:
            return Said("{on}报告办结，等待核查。{done}", on=last.known_on, done=_kept(done_on, due, late))
        case TaskState.UNDATED:
            return Said("报告过办结，核查退回。方案没有写明期限。") if returned else Said("方案没有写明期限。")
        case TaskState.NOT_DUE:
            assert due is not None
            left = (due - as_of).days
            if not left:
                return Said("今天到期。")
            if returned:
                return Said("报告过办结，核查退回；{due}到期，还有{count}天。", due=due, count=left)
            return Said("{due}到期，还有{count}天。", due=due, count=left)
        case _:
            assert due is not None
            past = (as_of - due).days
            if returned:
                return Said("{due}到期，已过{count}天；报告过办结，核查退回。", due=due, count=past)
            return Said("{due}到期，已过{count}天，没有办结报告。", due=due, count=past)


def _kept(done_on: date | None, due: date | None, late: int | None) -> Said:
    """办结日2025年12月20日，在期限内。"""
    if done_on is None:
        return NOTHING
    if due is None or late is None:
        return Said("办结日{done_on}；方案没有写明期限。", done_on=done_on)
    if late > 0:
        return Said("办结日{done_on}，比期限晚{count}天。", done_on=done_on, count=late)
    return Said("办结日{done_on}，在期限内。", done_on=done_on)


def _changes_when(state: TaskState, due: date | None, grace: int) -> Said:
    match state:
        case TaskState.CLOSED:
            return Said("核查发现不实的，退回重办。")
        case TaskState.REPORTED:
            return Said("由报告人以外的人核查：属实的销号，不属实的退回。")
        case TaskState.UNDATED:
            return Said("报告办结，转为已完成待核；方案或修订写明期限后，按期限算。")
        case TaskState.NOT_DUE:
            return Said("报告办结，转为已完成待核；过了{due}仍没有报告，转为到期未报。", due=due)
        case TaskState.UNREPORTED:
            assert due is not None
            last = due + timedelta(days=grace)
            return Said("报告办结，转为已完成待核；过了{last}仍没有报告，转为逾期。", last=last)
        case _:
            return Said("报告办结，转为已完成待核；销号后仍写明比期限晚了多少天。")
