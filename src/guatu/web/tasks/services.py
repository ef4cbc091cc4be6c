"""Writes: a task is reported done, closed out, or sent back. Each is a dated decision; nothing is ever taken back."""

from __future__ import annotations

import hashlib
from datetime import date

from guatu.core.plan.model import Commitment
from guatu.core.tasks.errors import NoFinding
from guatu.core.tasks.model import Move, TaskStep
from guatu.web.audit.services import in_turn, record
from guatu.web.base.permits import require
from guatu.web.base.scopes import SOMEWHERE
from guatu.web.decisions.services import decide
from guatu.web.people.models import User
from guatu.web.plans.in_force import PlanLine
from guatu.web.tasks.models import TaskFile
from guatu.web.tasks.reports import LONGEST_NAME, Upload, fits, report_step
from guatu.web.tasks.scopes import TaskPlaces
from guatu.web.tasks.selectors import KIND, steps_of, task_key, task_of


@in_turn
def report_done(
    line: PlanLine,
    task: str,
    *,
    done_on: date,
    paper: str = "",
    link: str = "",
    file: Upload | None = None,
    note: str = "",
    year: int | None = None,
    known_on: date | None = None,
    reason: str = "",
    on: date,
    by: User | None,
) -> bool:
    """Say that a task is done, with what proves it: the number or title of a paper, an address, or a file.

    What waits to be checked may be reported again, with better proof. The same again changes nothing.

    Args:
        task: its key. year: which year's, of a yearly task.
        known_on: from which day the report counts; today when it is not said, an earlier day needs a reason (追认).
    Returns:
        Whether something was written.
    Raises:
        NotInStore, NoSuchTerm, NothingProves, NoAddress, ProofTooBig, ClosedAlready, DoneLater, StepTooEarly,
        NoReasonForEarlier.
    """
    item = _allowed(line, task, "tasks.report", on=on, by=by)
    step = report_step(item, done_on=done_on, paper=paper, link=link, file=file, note=note, year=year, name=_name(by))
    written = _take(
        line, item, step, action="tasks.report", paper=paper.strip(), reason=reason, known_on=known_on, on=on, by=by
    )
    if written and file is not None:
        _keep(line, file, step.proof.file, by=by)
    return written


@in_turn
def close_out(
    line: PlanLine,
    task: str,
    *,
    reason: str,
    paper: str = "",
    year: int | None = None,
    known_on: date | None = None,
    on: date,
    by: User | None,
) -> bool:
    """Close out (销号) what was reported done: it was checked by another person, whose finding is the reason.

    Raises:
        NotInStore, NoSuchTerm, NoFinding, NothingReported, SamePerson, StepTooEarly.
    """
    return _checked(line, task, Move.CLOSED, reason=reason, paper=paper, year=year, known_on=known_on, on=on, by=by)


@in_turn
def send_back(
    line: PlanLine,
    task: str,
    *,
    reason: str,
    paper: str = "",
    year: int | None = None,
    known_on: date | None = None,
    on: date,
    by: User | None,
) -> bool:
    """Send back what was reported done, or open again what was closed out and is not so. Its deadline stays.

    Raises:
        NotInStore, NoSuchTerm, NoFinding, NothingReported, StepTooEarly.
    """
    return _checked(line, task, Move.RETURNED, reason=reason, paper=paper, year=year, known_on=known_on, on=on, by=by)


def _checked(
    line: PlanLine, task: str, move: Move, *, reason: str, paper: str, year: int | None,
    known_on: date | None, on: date, by: User | None,
) -> bool:  # fmt: skip
    item = _allowed(line, task, "tasks.close", on=on, by=by)
    if not reason.strip():
        raise NoFinding(task=item.id)
    action = "tasks.close" if move is Move.CLOSED else "tasks.send_back"
    step = TaskStep(move, _name(by), year)
    return _take(line, item, step, action=action, paper=paper.strip(), reason=reason, known_on=known_on, on=on, by=by)


def _allowed(line: PlanLine, task: str, right: str, *, on: date, by: User | None) -> Commitment:
    """The task, for a person who has the right to it."""
    require(by, right, SOMEWHERE)
    item = task_of(line, task, on=on)
    require(by, right, TaskPlaces(line.text_on(on), on).led(item))
    return item


def _take(
    line: PlanLine, item: Commitment, step: TaskStep, *, action: str, paper: str, reason: str, known_on: date | None,
    on: date, by: User | None,
) -> bool:  # fmt: skip
    since = known_on or on
    line.required(since)
    fits(item, steps_of(line, item.id), step, since=since, on=on)
    written = decide(
        KIND, {task_key(line, item.id): step}, action=action, on=on, known_on=since, paper=paper,
        reason=reason.strip(), about=line.text_on(on), by=by,
    )  # fmt: skip
    return bool(written)


def _keep(line: PlanLine, file: Upload, sha256: str, *, by: User | None) -> None:
    """Keep a file beside its plan, once."""
    plan = line.plans[0]
    if TaskFile.objects.filter(plan=plan, sha256=sha256).exists():
        return
    row = TaskFile.objects.create(
        plan=plan, sha256=sha256, name=file.name[:LONGEST_NAME], size=len(file.content), content=file.content
    )
    record("tasks.keep_file", actor=by, obj=row, after=facts_of_proof(row))


def facts_of_proof(row: TaskFile) -> dict[str, object]:
    """What the log holds of a file: enough to see that it was not changed."""
    return {
        "plan": str(row.plan_id),
        "file": row.name,
        "size": row.size,
        "sha256": hashlib.sha256(bytes(row.content)).hexdigest(),
    }


def _name(by: User | None) -> str:
    return by.get_username() if by else "system"
