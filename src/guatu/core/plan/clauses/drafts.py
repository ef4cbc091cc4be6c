# ruff: noqa: E501 - rules and their corpus stand one to a line
"""What the clause readers hand to the compiler: commitments before they get their ids, and the state between clauses."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum, auto

from guatu.core.plan.model import Comparator, Direction, Evidence, Kind, Measure
from guatu.core.plan.trace import Trace
from guatu.core.text.spans import Span
from guatu.core.text.when import When, WhenForm


class TwoWays(Enum):
    """What was read in one of two ways, for a person to confirm."""

    DEALT_OUT = auto()  # 分别, and the counts differ
    ABOUT = auto()  # 左右 behind the last of several values
    GONE = auto()  # a deadline before the year of issue
    TWO_DEADLINES = auto()  # one in the sentence, another beside the task


@dataclass(slots=True)
class Making:
    """A commitment in the making; offsets are those of the whole text."""

    kind: Kind
    start: int
    end: int
    when: When | None = None  # what dates it, before the plan's years are applied
    under: When | None = None  # the date that governs its sentence: 到2027年 over 年均
    strive: str = ""
    scope: str = ""
    indicator: str = ""
    measure: Measure | None = None
    comparator: Comparator | None = None
    value: Decimal | None = None
    value_max: Decimal | None = None
    unit: str = ""
    direction: Direction = Direction.UP
    base_year: int | None = None
    relative_to: str = ""
    cumulative: bool = False
    nature: str = ""
    sector: str = ""
    lead: str = ""
    supporting: tuple[str, ...] = ()
    deadline: Evidence | None = None
    named: str | None = None  # the heading that it is made of, where a 完成时限 line dates its block
    figure: Span | None = None  # the figure itself, for the coverage certificate
    evidence: list[Evidence] = field(default_factory=list)
    mentions: list[tuple[Span, WhenForm]] = field(default_factory=list)  # the words that date it
    notes: list[TwoWays] = field(default_factory=list)  # where two readings were seen

    def date_from(self, place: Span, when: When) -> None:
        """Keep the words that date it, as evidence and by their form."""
        self.evidence.append(Evidence(place, when.rule))
        self.mentions.append((place, when.form))


@dataclass(frozen=True, slots=True)
class Before:
    """The date that 每年 stands under, and comes back when its list is over."""

    when: When | None
    stated: bool
    dated_by: Span | None
    closed: bool  # a semicolon has ended the list


@dataclass(slots=True)
class Carry:
    """What a clause hands to the next one of its sentence."""

    when: When | None = None
    stated: bool = False  # the date stands in this sentence, not in its section
    dated_by: Span | None = None  # where that date stands
    label: str = ""  # the last row label of this sentence
    amount: str = ""  # the last one that is no rate
    earlier: str = ""  # the last amount of the sentence before
    thing: str = ""  # the last object that was named
    thing_is_last: bool = False  # named after the last label
    verb: str = ""  # the verb that a list goes on under
    units: tuple[str, ...] = ()  # of the rows of the clause before
    whole: tuple[str, ...] = ()  # the rows read so far, which 其中 takes apart
    said: str = ""  # what the clause before said, when it has no figure
    inside: bool = False  # behind 其中
    part: str = ""  # the part of the whole that was named last
    rows: tuple[str, ...] = ()  # the labels of the clause before
    scope: str = ""  # whom the last row is for
    spread: str = ""  # the name that goes on from place to place
    placed: Making | None = None  # the last row, while it may be the first of several places
    leads: bool = False  # the label stands before a colon and heads the list behind it
    grows: bool = False  # the last figure was a growth
    strive: str = ""
    past: bool = False
    once: Before | None = None  # what governed before 每年, which does not reach far
    listed: tuple[When, ...] = ()  # 到2025年和2027年: dates that 分别 deals out
    trace: Trace | None = None  # who wants to know how the sentence was read
