"""Words as an office prints them: statuses, reasons, gaps, what is needed, days. Numbers are `core/text/figures.py`."""

from __future__ import annotations

from decimal import Decimal

from guatu.core.judging.model import Judgement, Status, Why
from guatu.core.judging.promise_words import WHY_WORDS
from guatu.core.plan.model import Commitment, Measure, PeriodKind
from guatu.core.series.model import Figure, Form, Stage
from guatu.core.text.figures import POINTS, Amount, SmallCount, amount, decimals, in_points, points, rounded
from guatu.core.text.said import NOTHING, Said
from guatu.core.text.units import is_counted

NOT_YET = "notyet"  # the eighth shape: a yearly quota whose year has not ended
NOT_YET_WORD = WHY_WORDS[Why.NOT_DUE]

STATUS_WORDS = {
    Status.MISSED: "未完成",
    Status.BAD: "严重滞后",
    Status.SLOW: "滞后",
    Status.OK: "正常",
    Status.REACHED: "提前达到",
    Status.MET: "已完成",
    Status.UNKNOWN: "无数据",
}
SHAPE_WORDS = {
    "missed": "方块打叉",
    "bad": "实心倒三角",
    "slow": "空心倒三角",
    "ok": "半圆",
    "reached": "圆环内圆点",
    "met": "实心圆",
    "unknown": "虚线圆",
    NOT_YET: "小点",
}
STAGE_MARKS = {
    Stage.PRELIMINARY: "初",
    Stage.FINAL: "终",
    Stage.REVISED: "修",
    Stage.EXPECTED: "预",
    Stage.UNSTATED: "",
}
STAGE_WORDS = {
    Stage.PRELIMINARY: "初步统计数",
    Stage.FINAL: "最终核实数",
    Stage.REVISED: "修订数",
    Stage.EXPECTED: "预计数",
    Stage.UNSTATED: "版次未注明",
}
RULE_WORDS = {  # names of the rules; what each says in a sentence is data
    "past-deadline": "到期比对",
    "reached-early": "提前达到",
    "year-to-date": "当年累计",
    "cumulative": "多年累计",
    "change-since-base": "比基期增减",
    "path": "按路径",
    "required-growth": "所需增速",
    "average-growth": "年均增长",
    "growth-to-date": "当年增速",
    "relative-growth": "与别处比增速",
    "small-count": "小数目",
    "open-period": "未定期限",
    "no-figure": "没有数",
}
MEASURE_WORDS = {Measure.LEVEL: "总量", Measure.GROWTH: "增速", Measure.SHARE: "比重", Measure.INCREMENT: "增量"}


# -- gaps -------------------------------------------------------------------------------------------------------------


def apart(gap: Decimal, unit: str) -> Said:
    """How far a figure lies from what it is held against: 低17.4个百分点, 少41.26万人, 多0.64亿元, 持平."""
    if in_points(unit):
        size = rounded(gap, 1)
        if size == 0:
            return Said("持平")
        by = amount(abs(size), POINTS)
        return Said("高{by}", by=by) if size > 0 else Said("低{by}", by=by)
    size = rounded(gap, 2) if decimals(gap) > 2 else gap
    if size == 0:
        return Said("持平")
    by = amount(abs(size), unit, trim=True)
    return Said("多{by}", by=by) if size > 0 else Said("少{by}", by=by)


def gap_amount(judgement: Judgement) -> Amount | None:
    """The gap that the rule looked at: points with one decimal, other units with all."""
    if judgement.gap is None:
        return None
    return points(judgement.gap) if judgement.gap_unit == POINTS else amount(judgement.gap, judgement.gap_unit)


def needed_words(judgement: Judgement, until: int | None, target: Commitment | None = None) -> Said:
    """What it now takes: 后两年须年均增长9.9%, 2027年须增长4.1%, 后两年须每年提高1.8个百分点; nothing when unknown.

    A share rises by points, never by percent: when its need was computed as a rate, it is put into points from
    `target`, and without a target nothing is said. Of things that are counted it says how many are wanting: 还差2家.
    """
    figure = judgement.actual
    if judgement.needed is None or figure is None:
        return NOTHING
    left = 0 if until is None else until - figure.period.year
    if left == 1:
        when = Said("{year}年", year=until)
    else:
        when = Said("后{years}年", years=SmallCount(left)) if left > 1 else Said("此后")
    need, unit = judgement.needed, judgement.needed_unit or "%"
    if is_share(figure) and unit == "%":
        if target is None or target.value is None or left < 1:
            return NOTHING
        need, unit = (target.value - figure.value) / left, POINTS
    if unit == "%" and target is not None and target.value is not None and is_counted(target.unit):
        return Said("还差{by}", by=amount(abs(target.value - figure.value), target.unit, trim=True))
    if left == 1:
        return Said("{when}须{deed}", when=when, deed=_deed(need, unit))
    if unit == "%":
        return Said("{when}须年均{deed}", when=when, deed=_deed(need, unit))
    return Said("{when}须每年{deed}", when=when, deed=_deed(need, unit))


def _deed(need: Decimal, unit: str) -> Said:
    """增长9.9%, 降低1.8个百分点, 增加12家."""
    if in_points(unit):
        size = rounded(need, 1)
        by = amount(abs(size), "%" if unit == "%" else POINTS)
        if unit == "%":
            return Said("增长{by}", by=by) if size >= 0 else Said("下降{by}", by=by)
        return Said("提高{by}", by=by) if size >= 0 else Said("降低{by}", by=by)
    size = rounded(need, 2)
    by = amount(abs(size), unit.removesuffix("/年"), trim=True)
    return Said("增加{by}", by=by) if size >= 0 else Said("减少{by}", by=by)


def is_share(figure: Figure) -> bool:
    return figure.form is Form.VALUE and in_points(figure.unit)


def why_word(judgement: Judgement) -> str:
    return WHY_WORDS[judgement.why] if judgement.why else ""


def rule_word(code: str) -> str:
    """The name of a rule; of one that has none yet, its code."""
    return RULE_WORDS.get(code, code)


def status_word(judgement: Judgement) -> str:
    """The word beside the light; a quota that is not due says so instead of 无数据."""
    return NOT_YET_WORD if judgement.why is Why.NOT_DUE else STATUS_WORDS[judgement.status]


def shape(judgement: Judgement) -> str:
    """Which of the eight shapes a judgement wears: the status's own name, or `notyet`."""
    return NOT_YET if judgement.why is Why.NOT_DUE else judgement.status.value


def stage_mark(figure: Figure | None) -> str:
    return STAGE_MARKS[figure.stage] if figure else ""


def is_growth(target: Commitment, figure: Figure | None) -> bool:
    return figure.form is Form.GROWTH if figure else target.measure is Measure.GROWTH


# -- days -------------------------------------------------------------------------------------------------------------


def due_year(item: Commitment) -> int | None:
    """The year in which it falls due once and for all; None without a deadline."""
    return None if item.period.kind is PeriodKind.OPEN else item.period.until


def due_words(item: Commitment) -> Said:
    """2027年底, 2026年6月底, 2025—2027年每年, 未定期限."""
    period = item.period
    if period.kind is PeriodKind.OPEN or period.until is None:
        return Said("未定期限")
    if period.kind is PeriodKind.EACH_YEAR and period.since is not None and period.since != period.until:
        return Said("{since}—{until}年每年", since=period.since, until=period.until)
    return Said("{deadline}", deadline=period.deadline)
