"""What the clause readers hand to the compiler: commitments before they get their ids."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum, auto

from guatu.core.plan.model import Comparator, Direction, Evidence, Kind, Measure
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
