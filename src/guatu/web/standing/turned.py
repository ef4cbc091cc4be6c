"""What something did to the lights of today: every plan in force is asked before and after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from guatu.core.judging.model import Judgement
from guatu.core.reports.changes import figure_words
from guatu.core.reports.words import shape
from guatu.core.text.figures import NONE
from guatu.web.figures.selectors import RulesMissing
from guatu.web.plans.in_force import lines
from guatu.web.standing.archive import archives


@dataclass(frozen=True, slots=True)
class Lit:
    """One target as it stands: its light and its figure."""

    label: str
    shape: str
    figure: str


@dataclass(frozen=True, slots=True)
class Turned:
    """A target that stands otherwise than before, by its light or by its figure alone."""

    plan: str  # code
    target: str  # key
    label: str
    before: str  # shapes
    after: str
    was: str  # figures
    now: str

    @property
    def by_light(self) -> bool:
        return self.before != self.after


Lights = Mapping[tuple[str, str], Lit]


def lights_on(day: date) -> Lights:
    """Every target of every plan in force on a day; none while no rules are known."""
    standing = [line for line in lines() if line.edition_on(day)]
    found = {}
    for plan in archives(standing):
        try:
            now = plan.on(day)
        except RulesMissing:
            return {}
        names = now.names
        for target in now.targets:
            judgement = now.judgements[target.id]
            found[plan.line.code, target.id] = Lit(names[target.id], shape(judgement), _figure(judgement))
    return found


def turned(before: Lights, after: Lights) -> tuple[Turned, ...]:
    """What differs, those first whose light is another."""
    nothing = Lit("", "unknown", NONE)
    found = [
        Turned(*key, now.label, was.shape, now.shape, was.figure, now.figure)
        for key, now in after.items()
        if (was := before.get(key, nothing)) != now
    ]
    return tuple(sorted(found, key=lambda t: not t.by_light))


def _figure(judgement: Judgement) -> str:
    return str(figure_words(judgement)) if judgement.actual else NONE
