"""How a promise and an absence are said: comparators of the plan, reasons in two or three words."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from guatu.core.judging.model import Why
from guatu.core.plan.model import Commitment, Comparator, Direction
from guatu.core.text.figures import trimmed
from guatu.core.text.said import Said, text

SIGNS = {
    Comparator.AT_LEAST: "≥",
    Comparator.ABOVE: ">",
    Comparator.AT_MOST: "≤",
    Comparator.BELOW: "<",
    Comparator.ABOUT: "~",
    Comparator.EXACTLY: "",
    Comparator.RANGE: "",
}
WHY_WORDS = {
    Why.NOT_PUBLISHED: "未见公布",
    Why.DEFINITION_OPEN: "口径待定",
    Why.DEFINITION_DIFFERS: "口径不同",
    Why.PART_MISSING: "缺分子、分母或对照数",
    Why.NO_DEADLINE: "未定期限",
    Why.MERGED_PERIOD: "合并报告期",
    Why.NOT_DUE: "未到节点",
    Why.NOT_LINKED: "未定指标",
    Why.NOT_COMPUTED: "算不出",
}


class WantedSide(StrEnum):
    """On which side of another place's figure a relative target wants ours."""

    LEVEL = "level"
    ABOVE = "above"
    BELOW = "below"


@dataclass(frozen=True, slots=True)
class Promise:
    """What the plan promised, as a value: the sign with the number, and the unit; or a place to keep up with."""

    low: Decimal | None
    unit: str = ""
    high: Decimal | None = None
    sign: str = ""
    falls: bool = False
    other: str = ""
    side: WantedSide = WantedSide.LEVEL

    @property
    def text(self) -> str:
        """≥344, 下降3, 3—5, 与自治区持平: without the unit."""
        if self.low is None:
            return text(self.beside_other)
        number = self.sign + trimmed(self.low)
        if self.high is not None:
            number = f"{trimmed(self.low)}—{trimmed(self.high)}"
        return f"下降{number}" if self.falls else number

    @property
    def beside_other(self) -> Said:
        """A relative promise as a sentence."""
        other = self.other or "对照数"
        if self.side is WantedSide.LEVEL:
            return Said("与{other}持平", other=other)
        return Said("高于{other}", other=other) if self.side is WantedSide.ABOVE else Said("低于{other}", other=other)

    @property
    def asked(self) -> Promise:
        """The same without the sign of what is content with more: 目标344亿元."""
        return Promise(self.low, self.unit, self.high, self.sign.lstrip("≥"), self.falls, self.other, self.side)

    def worded(self, words: str, *, strives: bool = False) -> WordedPromise:
        return WordedPromise(self, words, strives)

    def __str__(self) -> str:
        return self.text + self.unit


@dataclass(frozen=True, slots=True)
class WordedPromise:
    """The same in the plan's own words (力争突破500万吨). A language that cannot quote them says the promise itself."""

    promise: Promise
    words: str
    strives: bool = False

    def __str__(self) -> str:
        return self.words


def promise(target: Commitment) -> Promise:
    """≥344亿元, >13.6亿元, 3—5家, 下降3%, 与自治区持平."""
    if target.value is None:
        side = WantedSide.LEVEL
        if target.comparator is Comparator.ABOVE:
            side = WantedSide.ABOVE
        elif target.comparator in (Comparator.AT_MOST, Comparator.BELOW):
            side = WantedSide.BELOW
        return Promise(None, other=target.relative_to, side=side)
    sign = SIGNS[target.comparator] if target.comparator and target.value_max is None else ""
    return Promise(target.value, target.unit, target.value_max, sign, target.direction is Direction.DOWN)
