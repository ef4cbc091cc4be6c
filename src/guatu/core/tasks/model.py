"""What becomes of a task: its steps from report to close-out, its state on a day, and why. Values only.

A task is a commitment without a quantity: a milestone or an action. It is done by one person and closed by another.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from guatu.core.decisions import Dated
from guatu.core.plan.model import Commitment, Kind, PeriodKind
from guatu.core.text.said import NOTHING, Said


class TaskState(StrEnum):
    """State of a task, in the order in which pages list them: what is late first."""

    OVERDUE = "overdue"  # 逾期
    UNREPORTED = "unreported"  # 到期未报
    REPORTED = "reported"  # 已完成待核
    CLOSED = "closed"  # 已销号
    NOT_DUE = "not_due"  # 未到期
    UNDATED = "undated"  # 未定期限


LATE = (TaskState.OVERDUE, TaskState.UNREPORTED)


class Move(StrEnum):
    """One step on the way of a task."""

    REPORTED = "reported"  # 报告办结
    CLOSED = "closed"  # 核查销号
    RETURNED = "returned"  # 核查退回


@dataclass(frozen=True, slots=True)
class Proof:
    """What shows that a task was done, beside the paper: a link, or a file that is kept."""

    link: str = ""
    file: str = ""  # SHA-256 of the kept file
    name: str = ""  # of that file


@dataclass(frozen=True, slots=True)
class TaskStep:
    """What somebody said of a task. Its paper, its day and the reason stand in the decision that carries it."""

    move: Move
    by: str  # the account that acts: whoever reported may not close
    year: int | None = None  # which year's task, of a yearly one
    done_on: date | None = None  # of a report: the day on which it was done
    note: str = ""  # of a report: what was done
    proof: Proof = Proof()


@dataclass(frozen=True, slots=True)
class TaskJudgement:
    """Where a task stands on a day, and why."""

    task: str  # commitment id
    as_of: date
    state: TaskState
    reason: Said  # one sentence; it names nobody
    changes_when: Said = NOTHING
    due: date | None = None
    year: int | None = None  # which year's task this is about
    last: Dated[TaskStep] | None = None  # the step that decides
    late: int | None = None  # days that it was done after its deadline; negative: before it
    moved: date | None = None  # 到期后修订: the deadline that it was given after this one had passed
    years: tuple[TaskJudgement, ...] = ()  # of a yearly task: one for each year


def is_task(item: Commitment) -> bool:
    return item.kind is not Kind.TARGET


def terms(item: Commitment) -> tuple[tuple[int | None, date | None], ...]:
    """Each year in which a task falls due, with its last day; one without a year when it falls due once or never."""
    period = item.period
    if period.kind is not PeriodKind.EACH_YEAR or period.until is None:
        return ((None, period.deadline.last_day),)
    first = period.since if period.since is not None else period.until
    return tuple((year, period.due_in(year)) for year in range(first, period.until + 1))
