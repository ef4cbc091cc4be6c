"""What a compiled plan is made of. Values only: `compiler.py` makes them.

The fields and their words are those of the labelled plans, so that a compiled plan can be scored as it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from guatu.core.text.said import Said
from guatu.core.text.spans import Span
from guatu.core.time.days import exists
from guatu.core.time.deadlines import Deadline, NoSuchDay, certain, last_day, written


class Kind(StrEnum):
    TARGET = "target"  # 目标: a quantity to reach, keep, add or do
    MILESTONE = "milestone"  # 里程碑: a dated deliverable without a quantity
    ACTION = "action"  # 举措: everything else that will be done


class Measure(StrEnum):
    LEVEL = "level"  # amount, stock, flow or cumulative total
    GROWTH = "growth"  # % change
    SHARE = "share"  # ratio, rate, coverage, satisfaction, in %
    INCREMENT = "increment"  # newly added in the period


class Comparator(StrEnum):
    AT_LEAST = ">="
    ABOVE = ">"
    AT_MOST = "<="
    BELOW = "<"
    EXACTLY = "="
    ABOUT = "~"  # 左右
    RANGE = "range"  # 3—5家


class PeriodKind(StrEnum):
    BY = "by"  # by the end of `until`
    IN = "in"  # within the one year `since` = `until`
    EACH_YEAR = "each_year"  # in each year `since`..`until`
    AVERAGE = "average"  # 年均, over `since`..`until`
    OPEN = "open"  # no date stated or inherited


class Strength(StrEnum):
    FIRM = "firm"
    STRIVE = "strive"  # 力争, 争取, 争创, 力求


class Direction(StrEnum):
    UP = "up"
    DOWN = "down"  # 下降, 降低, 减少: `value` stays as written


@dataclass(frozen=True, slots=True)
class Period:
    """When a commitment falls due, in whole years; `month` and `day` make a deadline finer.

    Raises:
        NoSuchDay: a month or day that the calendar does not have, in one of its years.
    """

    kind: PeriodKind = PeriodKind.OPEN
    since: int | None = None
    until: int | None = None
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.month is None and self.day is None:
            return
        if self.month is None or not all(
            exists(year, self.month, 1 if self.day is None else self.day) for year in self._years
        ):
            raise NoSuchDay(written=written(self.until, self.month, self.day))

    @classmethod
    def certain(
        cls, kind: PeriodKind, since: int | None, until: int | None, month: int | None, day: int | None
    ) -> Period:
        """The period as far as the calendar has it: of 2月30日 in an older record its month."""
        try:
            return cls(kind, since, until, month, day)
        except NoSuchDay:
            return cls(kind, since, until, certain(until, month, day)[0])

    @property
    def deadline(self) -> Deadline:
        """When it falls due once and for all, of a yearly promise in its last year; open without a date."""
        dated = self.kind is not PeriodKind.OPEN and self.until is not None
        return Deadline(self.until, self.month, self.day) if dated else Deadline()

    def due_in(self, year: int) -> date:
        """The last day of one of its years on which it may be kept; of an open one the year's end."""
        return last_day(year, self.month, self.day) if self.kind is not PeriodKind.OPEN else last_day(year)

    @property
    def _years(self) -> Iterable[int]:
        """Every year in which it falls due; where the plan names none, any, also one without 29 February."""
        if self.until is None:
            return (_ANY_YEAR,)
        if self.kind is not PeriodKind.EACH_YEAR:
            return (self.until,)
        return range(self.since if self.since is not None else self.until - 1, self.until + 1)


_ANY_YEAR = 2001
OPEN = Period()


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why something was read so: the stretch of text and the rule that read it."""

    span: Span
    rule: str


@dataclass(frozen=True, slots=True)
class Commitment:
    """One thing that the plan promises (条目)."""

    id: str  # C001 … in the order of the text
    kind: Kind
    quote: str
    span: Span
    sector: str
    period: Period = OPEN
    strength: Strength = Strength.FIRM
    scope: str = "全市"
    # targets only
    indicator: str = ""
    measure: Measure | None = None
    comparator: Comparator | None = None
    value: Decimal | None = None  # as written; None for a target set relative to another series
    value_max: Decimal | None = None
    unit: str = ""
    direction: Direction = Direction.UP
    base_year: int | None = None
    relative_to: str = ""  # 自治区: whose series the target is set against
    cumulative: bool = False  # 累计: the sum over the period counts
    nature: str = ""  # 约束性 or 预期性
    lead: str = ""  # 牵头单位, when the text names one
    supporting: tuple[str, ...] = ()
    deadline: Evidence | None = None  # the words that date it, when they stand outside the quote
    also: tuple[Span, ...] = ()  # other places that state the same figure
    evidence: tuple[Evidence, ...] = ()  # every rule that had a say, in the order of the text


@dataclass(frozen=True, slots=True)
class Result:
    """One figure of an account of the past (成绩): offered, never a target."""

    id: str  # R001 … in the order of the text
    quote: str
    span: Span
    figure: Span  # the figure with its unit
    sector: str
    indicator: str = ""  # empty when the words do not tell
    measure: Measure | None = None
    value: Decimal | None = None
    value_max: Decimal | None = None
    unit: str = ""
    comparator: str = ""  # the words of comparison as written: 突破, 左右
    period: Period | None = None  # the past years it speaks of; None when the text does not say
    direction: Direction = Direction.UP
    base_year: int | None = None
    doubts: tuple[str, ...] = ()  # why a person must look, in Chinese
    evidence: tuple[Evidence, ...] = ()

    @property
    def certain(self) -> bool:
        return not self.doubts


@dataclass(frozen=True, slots=True)
class Question:
    """Two readings, or one that a person must confirm. Never a guess."""

    id: str  # Q01 …
    span: Span
    asks: Said  # one sentence
    readings: tuple[Said, ...]
    rule: str
    commitment: str = ""  # id of the commitment that it hangs on


@dataclass(frozen=True, slots=True)
class Claim:
    """One number or date of the text, and what became of it (一字不漏)."""

    span: Span
    text: str
    commitment: str = ""  # id of the commitment that claims it
    excuse: str = ""  # or the reason why none does: 发文日期, 名称, 入库门槛, 标题 …


@dataclass(frozen=True, slots=True)
class Coverage:
    """The certificate: every digit group, Chinese number and date, claimed or excused."""

    claims: tuple[Claim, ...] = ()

    @property
    def open(self) -> tuple[Claim, ...]:
        """Numbers that are neither claimed nor excused: a person must look."""
        return tuple(c for c in self.claims if not c.commitment and not c.excuse)


@dataclass(frozen=True, slots=True)
class Heading:
    span: Span
    level: int  # 1 for 一、, 2 for （一）, 3 for 1. …
    text: str  # without number and end mark
    sector: str  # the sector it opens, or "" when it opens none


@dataclass(frozen=True, slots=True)
class Context:
    """What a user states when compiling a text that does not say so itself."""

    place: str = ""
    year: int | None = None  # year of issue
    plan_from: int | None = None
    plan_to: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A compiled plan. Spans point into `text`, which is kept exactly as it came."""

    title: str
    text: str
    context: Context
    headings: tuple[Heading, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    questions: tuple[Question, ...] = ()
    coverage: Coverage = field(default_factory=Coverage)
    compiler: str = ""  # version of the grammar that read it
    results: tuple[Result, ...] = ()  # figures of the past: never commitments

    @property
    def targets(self) -> tuple[Commitment, ...]:
        return tuple(c for c in self.commitments if c.kind is Kind.TARGET)
