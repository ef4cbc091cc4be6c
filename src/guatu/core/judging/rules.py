"""The rule set in force: thresholds, words and colours. A value that a city can replace; data/rules/ holds ours.

Every light names the rule and the version by which it was set. A rule is a code and one Chinese sentence that a page
prints beside the light; the arithmetic is in `levels.py`, `sums.py` and `growths.py`, the thresholds are here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from guatu.core.errors import FiguresError
from guatu.core.judging.model import Status
from guatu.core.text.said import Said


class RuleUnknown(FiguresError):
    code = "D341"
    reason = "规则集{ruleset}里没有规则“{rule}”。"
    remedy = "请在规则文件里补上这一条，或改回默认规则集。"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of judgement: its code, and what it says in one sentence."""

    code: str
    says: str
    source: str = ""  # where it comes from: 缺省 for our own design default


@dataclass(frozen=True, slots=True)
class Light:
    """How a city calls and colours a status. Shapes are the same everywhere."""

    status: Status
    word: str
    colour: str = ""


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Thresholds are in points and inclusive: a gap of exactly `ok_from` is still ok."""

    code: str
    version: str
    title: str = ""
    since: date | None = None
    source: str = ""
    ok_from: Decimal = Decimal(-5)  # 完成率 − 序时进度
    slow_from: Decimal = Decimal(-15)
    growth_ok_from: Decimal = Decimal(-1)  # last growth − needed growth, points a year
    growth_slow_from: Decimal = Decimal(-5)
    small_count: int = 3  # a count up to this has no light by gap before its last year
    base_rank: int = 40  # a base must come from a source of at least this rank
    actual_rank: int = 40  # and so must a figure that sets a light
    about_percent: Decimal = Decimal(5)  # 左右 allows this much of a level …
    about_points: Decimal = Decimal("0.5")  # … and this much of a rate or share
    task_grace_days: int = 15  # days past its deadline after which a task that nobody reported is 逾期
    rules: dict[str, Rule] = field(default_factory=dict)
    lights: dict[Status, Light] = field(default_factory=dict)

    @property
    def named(self) -> Said:
        """As it stands under a light: 研判规则 v1."""
        return Said("{title} {version}", title=self.title or self.code, version=self.version)

    def rule(self, code: str) -> Rule:
        """Raises RuleUnknown."""
        if code not in self.rules:
            raise RuleUnknown(ruleset=self.code, rule=code)
        return self.rules[code]

    def word(self, status: Status) -> str:
        return self.lights[status].word if status in self.lights else status.value

    def by_gap(self, gap: Decimal) -> Status:
        """The light of 完成率 − 序时进度."""
        return _light(gap, self.ok_from, self.slow_from)

    def by_growth_gap(self, gap: Decimal) -> Status:
        """The light of growth had − growth needed, in points a year."""
        return _light(gap, self.growth_ok_from, self.growth_slow_from)


def _light(gap: Decimal, ok_from: Decimal, slow_from: Decimal) -> Status:
    if gap >= ok_from:
        return Status.OK
    return Status.SLOW if gap >= slow_from else Status.BAD
