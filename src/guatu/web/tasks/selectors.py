"""Reads: a task of a published plan, its steps, and the files that prove them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from guatu.core.decisions import Dated
from guatu.core.plan.keys import known_as
from guatu.core.plan.model import Commitment
from guatu.core.tasks.model import TaskStep, is_task
from guatu.web.base.errors import NotInStore
from guatu.web.decisions.selectors import histories_of_keys
from guatu.web.plans.in_force import PlanLine
from guatu.web.plans.ledger.keys import keys_of
from guatu.web.tasks.models import TaskFile

KIND = "task"  # of decision


def task_key(line: PlanLine, task: str) -> str:
    """The name under which the steps of a task are decided: amendments change neither part of it."""
    return f"{line.code}/{task}"


def task_of(line: PlanLine, task: str, *, on: date) -> Commitment:
    """The task that a published plan knows by this key on a day. Raises NothingPublished, NotYetInForce, NotInStore."""
    edition = line.required(on)
    names = keys_of(edition.plan)
    found = next((c for c in edition.commitments if names.get(c.id) == task and is_task(c)), None)
    if found is None:
        raise NotInStore(kind="任务", name=task[:40])
    return known_as(found, names)


def steps_of(line: PlanLine, task: str) -> Sequence[Dated[TaskStep]]:
    """Every step of one task, in the order of writing. One query."""
    key = task_key(line, task)
    return histories_of_keys(KIND, [key]).get(key, ())


def file_of(line: PlanLine, sha256: str) -> TaskFile | None:
    return TaskFile.objects.filter(plan=line.plans[0], sha256=sha256).first()
