"""Which unit would lead a line (职责分工): a table of sectors and words that a city edits; people assign."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from guatu.core.plan.model import Commitment
from guatu.core.text.said import NOTHING, Said, Sentence, quoted

EVERY_SECTOR = ""


@dataclass(frozen=True, slots=True)
class Duty:
    """A line of the table: in a sector, or in any; for lines that bear a word, or for all."""

    sector: str
    word: str
    lead: str  # code of a unit; "" takes the line out of the table
    supporting: tuple[str, ...] = ()
    basis: str = ""  # why: the paper or the unit's known work

    @property
    def key(self) -> str:
        return f"{self.sector}/{self.word}"


@dataclass(frozen=True, slots=True)
class Suggested:
    """A lead unit for a line, and why."""

    lead: str = ""
    supporting: tuple[str, ...] = ()
    why: Sentence = NOTHING


def suggest(item: Commitment, duties: Iterable[Duty]) -> Suggested:
    """The most particular line of the table that fits: its sector before none, a word before none, a longer before a
    shorter one; of two alike the first."""
    fits = [duty for duty in duties if duty.lead and duty.sector in item.sector and _bears(item, duty.word)]
    if not fits:
        return Suggested()
    best = max(fits, key=lambda duty: (bool(duty.word), bool(duty.sector), len(duty.word), len(duty.sector)))
    return Suggested(best.lead, best.supporting, _why(best))


def _bears(item: Commitment, word: str) -> bool:
    return word in f"{item.indicator}{item.quote}"


def _why(duty: Duty) -> Said:
    sector, word, basis = (quoted(text) for text in (duty.sector, duty.word, duty.basis))
    if duty.sector and duty.word:
        return Said("领域“{sector}”、写到“{word}”：{basis}", sector=sector, word=word, basis=basis)
    if duty.word:
        return Said("写到“{word}”：{basis}", word=word, basis=basis)
    return Said("领域“{sector}”：{basis}", sector=sector, basis=basis)
