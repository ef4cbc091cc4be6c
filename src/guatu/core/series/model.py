"""What the figures are made of. Values only; nothing here computes.

A figure is never overwritten. An `Observation` is one published (or reported) number: of an indicator, for a
region and a period, in a vintage. `known_on` is the first day on which a reader could have known it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from guatu.core.text.said import NOTHING, Said, Sentence
from guatu.core.time.periods import ReportPeriod


class Nature(StrEnum):
    """How a quantity adds up over time."""

    FLOW = "flow"  # summed over the months of a period: 亿元, 万吨, 万人次
    STOCK = "stock"  # stands at an instant: 家, 个, 余额
    RATIO = "ratio"  # share, rate, coverage: recomputed from numerator and denominator, never averaged


class Form(StrEnum):
    """Which of the two published numbers of a series is meant."""

    VALUE = "value"  # the amount, in the indicator's unit
    GROWTH = "growth"  # % change on the same period of the year before


class PriceBasis(StrEnum):
    NOMINAL = "名义"  # current prices
    CONSTANT = "可比价"  # price change removed
    SAME_SET = "可比口径"  # the same firms in both years
    NONE = ""  # not money, or not stated


class Stage(StrEnum):
    """What the publisher calls the figure (版次)."""

    EXPECTED = "预计"
    PRELIMINARY = "初步"
    REVISED = "修订"
    FINAL = "最终"
    UNSTATED = ""


class Wanted(StrEnum):
    """Which way is better."""

    MORE = "more"
    LESS = "less"


@dataclass(frozen=True, slots=True)
class Source:
    """A document that publishes figures."""

    code: str
    title: str
    publisher: str = ""
    published: date | None = None  # None when the document bears no date
    url: str = ""
    rank: int = 50  # 10 official bulletin … 90 third-party compilation; data/sources.csv says why
    note: str = ""


@dataclass(frozen=True, slots=True)
class Definition:
    """What an indicator counts (口径), from a day on."""

    code: str
    indicator: str  # code
    text: str
    since: date | None = None
    confirmed: bool = True  # False: a person at the statistics bureau has still to confirm it
    source: str = ""


@dataclass(frozen=True, slots=True)
class Region:
    """A place that figures are published for."""

    code: str  # 6 digits for a county or above, 9 for a street or town
    name: str
    level: str = ""  # 自治区, 市, 区, 街道 …
    parent: str = ""  # code
    aliases: tuple[str, ...] = ()  # 全市, 我市 … : how the plan of the place itself says it


@dataclass(frozen=True, slots=True)
class Formula:
    """A ratio from two stored series: numerator / denominator × `factor`, in the ratio's own unit."""

    numerator: str  # indicator code
    denominator: str
    factor: Decimal = Decimal(100)


@dataclass(frozen=True, slots=True)
class Indicator:
    code: str  # lower snake case
    name: str  # as a statistical bulletin prints it
    unit: str
    nature: Nature
    aliases: tuple[str, ...] = ()
    wanted: Wanted = Wanted.MORE
    growth_basis: PriceBasis = PriceBasis.NONE
    formula: Formula | None = None
    not_same_as: tuple[tuple[str, str], ...] = ()  # (a name often confused with it, why it is another thing)
    note: str = ""
    read_as: tuple[tuple[str, str], ...] = ()  # (unit that plans write for the same count, why it may be read so)
    scopes: tuple[str, ...] = ()  # who or where it covers, when it is not the region as a whole
    open_question: str = ""  # the question that keeps its definition open (口径待定); "" when it is settled


@dataclass(frozen=True, slots=True)
class Observation:
    """One published figure. `value` and `growth` are Decimals as printed, in `unit` and in percent."""

    key: str  # stable digest of what was published where; the same figure loads only once
    indicator: str  # code
    region: str  # 6-digit code
    period: ReportPeriod
    unit: str
    value: Decimal | None
    growth: Decimal | None
    growth_basis: PriceBasis
    stage: Stage
    source: Source
    known_on: date  # day published; when the document has none, the day it was recorded
    recorded_on: date
    row: int | None = None  # row of the file it came from, from 1, header excluded
    note: str = ""
    preferred: bool = True  # False: another source is preferred for the same figure
    preference_reason: Sentence = NOTHING


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with everything that stands behind it: what pages print as a figure."""

    value: Decimal
    unit: str
    period: ReportPeriod
    form: Form
    stage: Stage
    known_on: date
    observations: tuple[Observation, ...]  # one, or numerator and denominator
    formula: Said = NOTHING  # with the numbers put in, when it was computed
