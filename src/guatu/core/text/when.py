"""A mention of time as a value: what the words say, in which role, and of which form they are."""

from __future__ import annotations

from enum import Enum, auto
from typing import NamedTuple

from guatu.core.time.deadlines import Deadline


class WhenForm(Enum):
    """What the readers ask of the words themselves; a rule's name is for people and decides nothing."""

    PLAIN = auto()  # nothing but the date that they say
    BASE = auto()  # 比2020年
    PAST = auto()  # 截至2024年底
    STAMP = auto()  # 2024-05-07
    SPAN = auto()  # 2025-2027年
    YEAR = auto()  # 2027年, 明年, the one year that the title names
    THIS_YEAR = auto()  # 今年
    THIS_YEAR_PART = auto()  # 年底前, 9月底前: of the year of issue
    UP_TO_YEAR = auto()  # 到2027年
    FROM_YEAR = auto()  # 2025年起
    FIVE_YEARS = auto()  # “十四五”期间
    PLAN_END = auto()  # 规划期末
    WITHIN_YEARS = auto()  # 三年内
    SUMMED_YEARS = auto()  # 三年累计
    NO_DAY = auto()  # 春节前, 下季度: names no day
    EACH_YEAR = auto()  # 每年
    MEAN = auto()  # 年均
    TABLE = auto()  # by the column or the row of a table


# Forms that say nothing where nobody knows the years of the plan.
COUNTED_FROM_THE_PLAN = frozenset({
    WhenForm.THIS_YEAR, WhenForm.THIS_YEAR_PART, WhenForm.PLAN_END, WhenForm.WITHIN_YEARS, WhenForm.SUMMED_YEARS,
    WhenForm.EACH_YEAR, WhenForm.MEAN,
})  # fmt: skip


class Years(NamedTuple):
    """The years that 今年, 年内, 期末 and 每年 are counted from; None when nobody knows."""

    issue: int | None = None
    since: int | None = None
    until: int | None = None


class When(NamedTuple):
    """One mention of time. `kind` has the values of `plan.model.PeriodKind`."""

    start: int
    end: int
    rule: str  # its name, for people
    form: WhenForm
    kind: str = "open"
    since: int | None = None
    until: int | None = None
    month: int | None = None
    day: int | None = None
    role: str = "due"  # due, base, past, era (2000年前建成的…), stamp (2024-05-07: when something was printed)
    spread: bool = False  # a span of years without 每年: 2025-2027年
    local: bool = False  # 年均: governs its own figure only
    impossible: str = (
        ""  # the date as written where the calendar has no such: 2027年2月30日. Month and day are left out
    )
    meant: tuple[Deadline, ...] = ()  # and what may have been meant by it
