"""A record of how one stretch of a plan was read: its tokens, the rules that were tried there, and what each gave.

A compilation writes none unless it is handed a `Trace`. The decision functions never read it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from guatu.core.text.spans import Span


class Step(StrEnum):
    """What was to be decided."""

    TENSE = "tense"  # promised, or an account of what is done
    CONDITION = "condition"  # a figure that promises nothing
    PROMISE = "promise"
    UNIT = "unit"
    DATE = "date"
    LABEL = "label"
    MEASURE = "measure"
    COMPARATOR = "comparator"
    DEED = "deed"  # a milestone, an action, or nothing to do
    COVERAGE = "coverage"  # the certificate: what a number is that no clause claimed


class RuleOutcome(StrEnum):
    NO_MATCH = "no match"  # the rule was tried and had nothing to say
    TAKEN = "taken"
    REFUSED = "refused"


T = TypeVar("T")


def first_of(rules: Iterable[tuple[str, T | None]]) -> T:
    """The answer of the first rule that has one; the last rule always has.

    >>> first_of([("range", None), ("sign", ">")])
    '>'
    """
    for _, answer in rules:
        if answer is not None:
            return answer
    raise ValueError("no rule answers")


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch that the grammar sees as one thing: a date, a figure, words of comparison."""

    span: Span
    kind: str
    says: str


@dataclass(frozen=True, slots=True)
class Try:
    """One rule tried on a stretch, the reading it stands for, and why that was taken or refused."""

    span: Span
    step: Step
    rule: str
    outcome: RuleOutcome
    reading: str = ""
    because: str = ""


@dataclass(slots=True)
class Trace:
    """The recorder; only sentences that touch `within` write into it."""

    within: Span
    tokens: list[Token] = field(default_factory=list)
    tries: list[Try] = field(default_factory=list)
    settled: set[Span] = field(default_factory=set)  # figures that are no target: what follows is not tried on them

    def of(self, sentence: Span) -> Trace | None:
        """This recorder when the sentence is watched, else none."""
        return self if self.within.overlaps(sentence) else None

    def see(self, span: Span, kind: str, says: str = "") -> None:
        token = Token(span, kind, says)
        if token not in self.tokens:
            self.tokens.append(token)

    def tell(
        self, span: Span, step: Step, rule: str, outcome: RuleOutcome, reading: str = "", because: str = ""
    ) -> None:
        if span not in self.settled:
            self.tries.append(Try(span, step, rule, outcome, reading, because))

    def settle(self, span: Span) -> None:
        """No rule after this one looks at the figure."""
        self.settled.add(span)
