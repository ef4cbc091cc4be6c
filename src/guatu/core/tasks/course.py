"""The course of a task: which of its steps count on a day, and which step may come next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from guatu.core.decisions import Dated
from guatu.core.tasks.errors import ClosedAlready, DoneLater, NothingReported, SamePerson, StepTooEarly
from guatu.core.tasks.model import Move, TaskStep
from guatu.core.text.figures import day

Steps = Sequence[Dated[TaskStep]]


def course(
    rows: Iterable[Dated[TaskStep]], *, as_of: date, recorded_by: date | None = None, year: int | None = None
) -> tuple[Dated[TaskStep], ...]:
    """The steps of one task (of one of its years) that count on a day, in the order in which they count.

    Args:
        rows: in the order in which they were written.
    """
    seen = (row for row in rows if row.value.year == year and row.seen(as_of=as_of, recorded_by=recorded_by))
    return tuple(sorted(seen, key=lambda row: row.known_on))  # a stable sort: of one day in the order of writing


def reporters(steps: Steps) -> frozenset[str]:
    """Who reported what waits to be checked."""
    found: set[str] = set()
    for step in steps:
        if step.value.move is Move.REPORTED:
            found.add(step.value.by)
        else:
            found.clear()
    return frozenset(found)


def proved_by(steps: Steps) -> Steps:
    """What a closed task rests on: the reports since it was last sent back, and the close-out. Nothing for others."""
    if not steps or steps[-1].value.move is not Move.CLOSED:
        return ()
    sent_back = [n for n, step in enumerate(steps) if step.value.move is Move.RETURNED]
    return steps[sent_back[-1] + 1 if sent_back else 0 :]


def may_follow(steps: Steps, step: TaskStep, *, known_on: date, on: date, task: str) -> None:
    """Whether `step` may be the next one of a task.

    Args:
        steps: every step of it so far, as `course` gives them.
        known_on: from which day it counts; on: today; task: its name, for the words of a refusal.
    Raises:
        ClosedAlready, NothingReported, SamePerson, DoneLater, StepTooEarly.
    """
    last = steps[-1] if steps else None
    move = last.value.move if last else None
    if step.move is Move.REPORTED and last is not None and move is Move.CLOSED:
        raise ClosedAlready(task=task, on=day(last.known_on))
    if step.move is Move.CLOSED and move is not Move.REPORTED:
        raise NothingReported(task=task)
    if step.move is Move.RETURNED and move not in (Move.REPORTED, Move.CLOSED):
        raise NothingReported(task=task)
    if step.move is Move.CLOSED and step.by in reporters(steps):
        raise SamePerson(task=task)
    if step.done_on is not None and step.done_on > known_on:
        raise DoneLater(done_on=day(step.done_on), by=day(known_on))
    before = last.known_on if last else None
    if known_on > on or (before is not None and known_on < before):
        raise StepTooEarly(known_on=day(known_on), on=day(on), before=day(before) if before else "—")
