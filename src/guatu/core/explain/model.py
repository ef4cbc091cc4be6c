"""What an explanation is made of. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from guatu.core.plan.model import Claim, Commitment, Question
from guatu.core.plan.trace import Token, Try
from guatu.core.text.spans import Span


class PlaceRole(StrEnum):
    """How a place belongs to a commitment."""

    QUOTE = "quote"  # it stands in the words that state it
    ALSO = "also"  # it stands in another place that states the same figure
    DEADLINE = "deadline"  # it dates it
    EVIDENCE = "evidence"  # a rule read it there for this commitment
    SENTENCE = "sentence"  # it only stands in the same sentence


class NumberFate(StrEnum):
    """What became of a number."""

    CLAIMED = "claimed"
    EXCUSED = "excused"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class RuleTold:
    """One rule that had a say, and the words it read."""

    span: Span
    words: str
    rule: str
    here: bool  # whether it read the place that was asked for


@dataclass(frozen=True, slots=True)
class ReadingTold:
    """One commitment that the place has to do with."""

    commitment: Commitment
    role: PlaceRole
    rules: tuple[RuleTold, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """A reading that was possible and was not taken, with the compiler's own reason."""

    span: Span
    words: str
    reading: str
    because: str
    rule: str
    step: str  # a `Step`, or question


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything the compiler says of one place. Spans point into the plan's text."""

    at: int
    line: Span
    headings: tuple[str, ...]  # from the outermost in
    sentence: Span
    clause: Span
    readings: tuple[ReadingTold, ...]
    claims: tuple[Claim, ...]  # the numbers of the clause, in the order of the text
    questions: tuple[Question, ...]
    refused: tuple[Refused, ...]
    tokens: tuple[Token, ...]
    tried: tuple[Try, ...]  # every rule that was tried in the clause, in order


def verdict_of(claim: Claim) -> NumberFate:
    if claim.commitment:
        return NumberFate.CLAIMED
    return NumberFate.EXCUSED if claim.excuse else NumberFate.OPEN
