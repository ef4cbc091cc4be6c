"""What a judgement is made of: how a target is measured, its status on a day, and why. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from guatu.core.plan.model import Commitment
from guatu.core.series.model import Figure, Form
from guatu.core.text.said import NOTHING, Said, Sentence


class Status(StrEnum):
    """Status of a target, in the order in which pages list them."""

    MISSED = "missed"
    BAD = "bad"
    SLOW = "slow"
    OK = "ok"
    REACHED = "reached"
    MET = "met"
    UNKNOWN = "unknown"


class Why(StrEnum):
    """Why a status is unknown."""

    NOT_PUBLISHED = "not_published"  # 未见公布
    DEFINITION_OPEN = "definition_open"  # 口径待定
    DEFINITION_DIFFERS = "definition_differs"  # 口径不同
    PART_MISSING = "part_missing"  # 缺分子（分母、对照数）
    NO_DEADLINE = "no_deadline"  # 未定期限
    MERGED_PERIOD = "merged_period"  # 合并报告期
    NOT_DUE = "not_due"  # 未到节点: a yearly quota of a year that has not ended
    NOT_LINKED = "not_linked"  # no indicator has been confirmed for it
    NOT_COMPUTED = "not_computed"  # 算不出: the rule failed on it; `Judgement.fault` says how


class RatioPart(StrEnum):
    """One of the two parts of a ratio, in the office's word."""

    NUMERATOR = "分子"
    DENOMINATOR = "分母"


@dataclass(frozen=True, slots=True)
class Link:
    """How a target is measured: which indicator, which of its numbers, whose region. Confirmed, or a question."""

    target: str  # commitment id
    indicator: str = ""  # code; "" when none fits
    form: Form = Form.VALUE
    region: str = ""
    versus: str = ""  # region code of the series that a relative target is set against
    confirmed: bool = False
    why: Why | None = None  # when there is no usable indicator: which reason to print
    reason: Said = NOTHING  # why this link was proposed, or why not; of a stored link, the words that were stored


@dataclass(frozen=True, slots=True)
class Start:
    """Where the way to a target began. `implied`: nobody published it, it follows from the plan at unchanged prices."""

    value: Decimal  # in the target's unit
    year: int
    implied: bool = False


@dataclass(frozen=True, slots=True)
class Judgement:
    """A target's status on a day, with its reasons. Nothing in it is rounded but the texts."""

    target: str  # commitment id
    as_of: date
    status: Status
    reason: Sentence  # one sentence
    why: Why | None = None  # set when status is unknown
    missing: tuple[RatioPart, ...] = ()  # which parts of a ratio have no figure
    actual: Figure | None = None
    versus: Figure | None = None  # the other series of a relative target
    done: Decimal | None = None  # 完成率, percent
    pace: Decimal | None = None  # 序时进度, percent
    gap: Decimal | None = None  # in `gap_unit`; negative is behind
    gap_unit: str = ""  # 个百分点, or the target's unit for a figure past its deadline
    needed: Decimal | None = None  # % a year (or points a year) now needed to reach it
    needed_unit: str = ""  # %, 个百分点 or the unit a year
    rule: str = ""  # code of the rule that decided
    rule_version: str = ""
    steps: tuple[Said, ...] = ()  # the arithmetic, line by line, with the numbers put in
    changes_when: Said = NOTHING  # when this light would change
    start: Start | None = None  # of a target that is judged along a way: where it began
    fault: str = ""  # code of the error, where it could not be computed
    years: tuple[Judgement, ...] = ()  # for a yearly target: one judgement for each year
    stood: Commitment | None = None  # 到期后修订: the wording that stood on the deadline and was judged …
    later: Commitment | None = None  # … and what it was changed to afterwards, which does not count
