"""Words and numbers as an office prints them: statuses, reasons, signs, figures, gaps and days.

A number is printed as a statistical bulletin prints it: the published decimals stay (284.80), the minus is U+2212,
there is no thousands comma, and what is not known is a dash, never 0. What we computed ourselves is rounded here,
half up, and nowhere earlier.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from guatu.core.judging.model import Judgement, Status, Why
from guatu.core.judging.wording import SIGNS, WHY_WORDS
from guatu.core.plan.model import Commitment, Comparator, Direction, Measure, PeriodKind
from guatu.core.series.model import Figure, Form, Stage

MINUS, NONE = "−", "—"
POINTS = "个百分点"
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
MEASURE_WORDS = {Measure.LEVEL: "总量", Measure.GROWTH: "增速", Measure.SHARE: "比重", Measure.INCREMENT: "增量"}
SMALL_NUMBERS = "零一两三四五六七八九十"


# -- numbers ----------------------------------------------------------------------------------------------------------


def rounded(value: Decimal, places: int) -> Decimal:
    """Half up, as an office rounds: 0.25 → 0.3, −0.25 → −0.3."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def number(value: Decimal | None, places: int | None = None) -> str:
    """A number as printed: with its own decimals, or with `places` of them.

    >>> number(Decimal("284.80")), number(Decimal("-5.4")), number(None), number(Decimal("9.857"), 1)
    ('284.80', '−5.4', '—', '9.9')
    """
    if value is None:
        return NONE
    if places is not None:
        value = rounded(value, places)
    if value == 0:
        value = abs(value)
    return f"{value:f}".replace("-", MINUS)


def plain(value: Decimal) -> str:
    """A number without the zeros that only arithmetic left behind: 344.000 → 344, 9.90 → 9.9."""
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return number(Decimal(text))


def rate(value: Decimal | None) -> str:
    """A growth rate or share of our own computing: one decimal, half up, without a sign of the unit."""
    return number(value, 1)


def percent(value: Decimal | None) -> str:
    return NONE if value is None else f"{rate(value)}%"


def figure_text(figure: Figure | None) -> str:
    """The number of a figure. Published ones keep their decimals; computed ones get one decimal (%), else two."""
    if figure is None:
        return NONE
    if figure.formula and -figure.value.as_tuple().exponent > 1:  # type: ignore[operator]
        return number(figure.value, 1 if figure.unit == "%" else 2)
    return number(figure.value)


def small(count: int) -> str:
    """A count of years in words: 两年, 三年; from eleven on in digits."""
    return SMALL_NUMBERS[count] if 0 <= count <= 10 else str(count)


# -- promises and gaps ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Promise:
    """What the plan promised, in two parts: the sign with the number, and the unit."""

    text: str
    unit: str

    def __str__(self) -> str:
        return self.text + self.unit


def promise(target: Commitment) -> Promise:
    """≥344 亿元, >13.6 亿元, 3—5 家, 与自治区持平."""
    if target.value is None:
        other = target.relative_to or "对照数"
        if target.comparator is Comparator.ABOVE:
            return Promise(f"高于{other}", "")
        if target.comparator in (Comparator.AT_MOST, Comparator.BELOW):
            return Promise(f"低于{other}", "")
        return Promise(f"与{other}持平", "")
    text = (SIGNS[target.comparator] if target.comparator else "") + plain(target.value)
    if target.value_max is not None:
        text = f"{plain(target.value)}—{plain(target.value_max)}"
    return Promise(f"下降{text}" if target.direction is Direction.DOWN else text, target.unit)


def in_points(unit: str) -> bool:
    return unit in ("%", "％", POINTS, "百分点")


def apart(gap: Decimal, unit: str) -> str:
    """How far a figure lies from what it is held against: 低17.4个百分点, 少41.26万人, 多0.64亿元, 持平."""
    if in_points(unit):
        size = rounded(gap, 1)
        return "持平" if size == 0 else f"{'高' if size > 0 else '低'}{number(abs(size))}{POINTS}"
    size = rounded(gap, 2) if -gap.as_tuple().exponent > 2 else gap  # type: ignore[operator]
    return "持平" if size == 0 else f"{'多' if size > 0 else '少'}{plain(abs(size))}{unit}"


def needed_text(judgement: Judgement, until: int | None, target: Commitment | None = None) -> str:
    """What it now takes: 后两年须年均增长9.9%, 2027年须增长4.1%, 后两年须每年提高1.8个百分点; "" when unknown.

    A share rises by points, never by percent: when its need was computed as a rate, it is put into points from
    `target`, and without a target nothing is said.
    """
    figure = judgement.actual
    if judgement.needed is None or figure is None:
        return ""
    left = 0 if until is None else until - figure.period.year
    when = f"{until}年" if left == 1 else f"后{small(left)}年" if left > 1 else "此后"
    each = left != 1
    need, unit = judgement.needed, judgement.needed_unit or "%"
    if is_share(figure) and unit == "%":
        if target is None or target.value is None or left < 1:
            return ""
        need, unit = (target.value - figure.value) / left, POINTS
    if unit == "%":
        size = rounded(need, 1)
        return f"{when}须{'年均' if each else ''}{'下降' if size < 0 else '增长'}{number(abs(size))}%"
    if in_points(unit):
        size = rounded(need, 1)
        return f"{when}须{'每年' if each else ''}{'降低' if size < 0 else '提高'}{number(abs(size))}{POINTS}"
    amount = rounded(need, 2)
    verb = "减少" if amount < 0 else "增加"
    return f"{when}须{'每年' if each else ''}{verb}{plain(abs(amount))}{unit.removesuffix('/年')}"


def is_share(figure: Figure) -> bool:
    return figure.form is Form.VALUE and in_points(figure.unit)


def why_word(judgement: Judgement) -> str:
    return WHY_WORDS[judgement.why] if judgement.why else ""


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


def due_words(item: Commitment) -> str:
    """2027年底, 2026年6月底, 2025—2027年每年, 未定期限."""
    period = item.period
    if period.kind is PeriodKind.OPEN or period.until is None:
        return WHY_WORDS[Why.NO_DEADLINE]
    if period.kind is PeriodKind.EACH_YEAR and period.since is not None and period.since != period.until:
        return f"{period.since}—{period.until}年每年"
    return str(period.deadline)


def joined(parts: Iterable[str]) -> str:
    """The parts that say something, with the comma of a list."""
    return "、".join(p for p in parts if p)
