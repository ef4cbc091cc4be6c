"""A task's state as an office says it, and the light that it wears: the same eight shapes, no second system."""

from __future__ import annotations

from guatu.core.judging.model import Status
from guatu.core.reports.words import NOT_YET
from guatu.core.tasks.model import Move, TaskState

STATE_WORDS = {
    TaskState.OVERDUE: "逾期",
    TaskState.UNREPORTED: "到期未报",
    TaskState.REPORTED: "已完成待核",
    TaskState.CLOSED: "已销号",
    TaskState.NOT_DUE: "未到期",
    TaskState.UNDATED: "未定期限",
}
STATE_SHAPES: dict[TaskState, str] = {
    TaskState.OVERDUE: Status.BAD.value,
    TaskState.UNREPORTED: Status.SLOW.value,
    TaskState.REPORTED: Status.REACHED.value,
    TaskState.CLOSED: Status.MET.value,
    TaskState.NOT_DUE: NOT_YET,
    TaskState.UNDATED: Status.UNKNOWN.value,
}
STATE_SAYS = {
    TaskState.OVERDUE: "过了期限和宽限的日子，仍没有办结报告，或报告被退回",
    TaskState.UNREPORTED: "过了期限，还没有人报告办结",
    TaskState.REPORTED: "报告了办结，等另一个人核查",
    TaskState.CLOSED: "核查属实，销了号",
    TaskState.NOT_DUE: "期限还没有到，本来就不必有报告",
    TaskState.UNDATED: "方案没有写明期限，也没有人报告办结",
}
MOVE_WORDS = {Move.REPORTED: "报告办结", Move.CLOSED: "核查销号", Move.RETURNED: "核查退回"}
