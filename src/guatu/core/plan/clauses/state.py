"""What a clause hands to the next one of its sentence: values only, so that a sentence is a fold over them."""

from __future__ import annotations

from typing import NamedTuple

from guatu.core.plan.clauses.drafts import Making
from guatu.core.text.segments import Clause
from guatu.core.text.spans import Span
from guatu.core.text.when import When


class Before(NamedTuple):
    """The date that 每年 stands under, and comes back when its list is over."""

    when: When | None
    stated: bool
    dated_by: Span | None
    closed: bool  # a semicolon has ended the list


class Governing(NamedTuple):
    """The date that governs what is read now, and how it came to."""

    when: When | None = None
    stated: bool = False  # the date stands in this sentence, not in its section
    dated_by: Span | None = None  # where that date stands
    once: Before | None = None  # what governed before 每年, which does not reach far
    listed: tuple[When, ...] = ()  # 到2025年和2027年: dates that 分别 deals out


class Subject(NamedTuple):
    """What has been spoken of, for a clause or a figure that leaves it out."""

    label: str = ""  # the last row label of this sentence
    amount: str = ""  # the last one that is no rate
    earlier: str = ""  # the last amount of the sentence before
    thing: str = ""  # the last object that was named
    thing_is_last: bool = False  # named after the last label
    verb: str = ""  # the verb that a list goes on under
    said: str = ""  # what the clause before said, when it has no figure
    leads: bool = False  # the label stands before a colon and heads the list behind it
    grows: bool = False  # the last figure was a growth
    scope: str = ""  # whom the last row is for
    rows: tuple[str, ...] = ()  # the labels of the clause before
    units: tuple[str, ...] = ()  # of these rows
    whole: tuple[str, ...] = ()  # the rows read so far, which 其中 takes apart
    inside: bool = False  # behind 其中
    part: str = ""  # the part of the whole that was named last
    spread: str = ""  # the name that goes on from place to place
    placed: Making | None = None  # the last row, while it may be the first of several places


class LeadIn(NamedTuple):
    """What stands before a clause and belongs to it: 围绕…领域, 到2027年，力争."""

    clause: Clause | None = None
    dated: bool = False  # a date stood there, parted by a comma
    strive: str = ""  # 到2027年力争，…
    still: str = ""  # the word that the targets before stand under, while the list goes on

    def over(self) -> LeadIn:
        return self._replace(clause=None) if self.clause is not None else self


class Tense(NamedTuple):
    """Whether a sentence promises or tells of the past."""

    past: bool = False  # it tells of the past now
    section: bool = False  # so does its line or its section
    settled: bool = False  # whatever its dates say, until a word looks ahead


class Carry(NamedTuple):
    """Where a sentence stands between two of its clauses."""

    governing: Governing = Governing()
    subject: Subject = Subject()
    tense: Tense = Tense()
    required: bool = False  # what follows is asked of those who apply
    lead: LeadIn = LeadIn()
    unheard: tuple[tuple[str, str], ...] = ()  # clauses without figures, whose subject nobody has asked for yet
