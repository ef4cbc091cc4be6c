"""What may not be done to a task, and what to do instead."""

from __future__ import annotations

from guatu.core.errors import AskedError


class SamePerson(AskedError):
    code = "A620"
    reason = "“{task}”是您报告办结的，不能由您自己销号。"
    remedy = "办结和核查须是两个人：请另一位调度员核查。"


class NothingReported(AskedError):
    code = "A621"
    reason = "“{task}”眼下没有等待核查的办结报告。"
    remedy = "先由牵头单位报告办结；已经销号的，发现不实可以退回。"


class ClosedAlready(AskedError):
    code = "A622"
    reason = "“{task}”已于{on}销号。"
    remedy = "不必再报；发现不实的，由调度员退回重办。"


class DoneLater(AskedError):
    code = "A623"
    reason = "办结日{done_on}晚于{by}，那时还没有办结。"
    remedy = "请核对日期；办结以后再报。"


class StepTooEarly(AskedError):
    code = "A624"
    reason = "起算日{known_on}不对：不能晚于今天（{on}），也不能早于它的前一步（{before}）。"
    remedy = "请改起算日，或不填，从今天起算。"


class NoSuchTerm(AskedError):
    code = "A625"
    reason = "“{task}”没有{year}年度的任务。"
    remedy = "每年都要办的，请选方案写明的年份；一次办结的，不选年份。"


class NothingProves(AskedError):
    code = "A626"
    reason = "没有写明凭什么算“{task}”办结了。"
    remedy = "文号或标题、网址、文件，至少给一样；已填的内容都还在。"


class NoFinding(AskedError):
    code = "A629"
    reason = "没有写核查“{task}”的意见。"
    remedy = "销号的写查了什么、属实在哪里，退回的写理由。"
