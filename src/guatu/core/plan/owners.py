"""Who answers for a line: one lead unit (牵头), any supporting units (配合), and the liaison of the line (联络员).

What a person assigned last, up to the day, counts; where nobody assigned anything, what the plan itself names does. A
plan names units in words: a word is one unit when the list of units knows it as its name, short name or alias, and
otherwise stays a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from guatu.core.decisions import Dated, in_force
from guatu.core.plan.model import Commitment

APART = re.compile(r"[、，,；;\s]+")  # between the units of one field


class OwnedBy(StrEnum):
    """On what ground a unit leads a line."""

    ASSIGNED = "已指定"
    PLAN = "方案写明"
    NOBODY = "未指定"


@dataclass(frozen=True, slots=True)
class Assigned:
    """What a person decided about a line: codes of units, and a name. Without a lead: what the plan names counts."""

    lead: str = ""
    supporting: tuple[str, ...] = ()
    person: str = ""


@dataclass(frozen=True, slots=True)
class KnownUnit:
    """An organisation as the list of units has it."""

    code: str
    name: str
    short_name: str = ""
    aliases: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None  # 撤销: from this day on it is no more
    successor: str = ""  # code of the unit that took over its work

    @property
    def called(self) -> str:
        return self.short_name or self.name

    def exists(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class KnownUnits:
    """The list of units, by code and by every word that means one of them."""

    by_code: Mapping[str, KnownUnit]
    by_word: Mapping[str, Sequence[KnownUnit]]

    @classmethod
    def of(cls, units: Iterable[KnownUnit]) -> KnownUnits:
        by_code = {unit.code: unit for unit in units}
        by_word: dict[str, list[KnownUnit]] = {}
        for unit in by_code.values():
            for word in dict.fromkeys((unit.code, unit.name, unit.short_name, *unit.aliases)):
                if word:
                    by_word.setdefault(word, []).append(unit)
        return cls(by_code, by_word)

    def meant(self, word: str, day: date) -> KnownUnit | None:
        """The unit that a word means: the only one of that name, or the only one of them that exists on the day."""
        found = self.by_word.get(word.strip(), ())
        if len(found) > 1:
            found = [unit for unit in found if unit.exists(day)]
        return found[0] if len(found) == 1 else None

    def heir(self, code: str, day: date) -> KnownUnit | None:
        """The unit that does a unit's work on a day: itself while it exists, else its successor, or whose is that."""
        seen: set[str] = set()
        while (unit := self.by_code.get(code)) is not None and code not in seen:
            if unit.exists(day):
                return unit
            seen.add(code)
            code = unit.successor
        return None

    def on(self, day: date) -> list[KnownUnit]:
        """Those that exist on a day, in the order of the list."""
        return [unit for unit in self.by_code.values() if unit.exists(day)]


@dataclass(frozen=True, slots=True)
class UnitNamed:
    """A unit of a line: as the list calls it, or the plan's word where the list does not know it."""

    name: str
    code: str = ""
    gone: bool = False  # abolished by the day
    word: str = ""  # as the plan has it


@dataclass(frozen=True, slots=True)
class Owners:
    """Who answers for one line on a day."""

    lead: UnitNamed | None = None
    supporting: tuple[UnitNamed, ...] = ()
    person: str = ""
    ground: OwnedBy = OwnedBy.NOBODY
    decided: Dated[Assigned] | None = None

    @property
    def units(self) -> tuple[UnitNamed, ...]:
        return ((self.lead,) if self.lead else ()) + self.supporting

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(unit.code for unit in self.units if unit.code)

    @property
    def lead_name(self) -> str:
        return self.lead.name if self.lead else ""

    @property
    def supporting_names(self) -> tuple[str, ...]:
        return tuple(unit.name for unit in self.supporting)

    @property
    def assigned(self) -> Assigned:
        """As it would be decided anew: without what the list of units does not know."""
        supporting = tuple(unit.code for unit in self.supporting if unit.code)
        return Assigned(self.lead.code if self.lead else "", supporting, self.person)


@dataclass(frozen=True, slots=True)
class ClaimRate:
    """认领率: how many lines have a lead unit, of how many."""

    led: int
    count: int
    by_plan: int = 0  # of those: named by the plan itself
    gone: tuple[str, ...] = ()  # lines whose lead unit was abolished
    open: tuple[str, ...] = ()  # lines without one


def owners_of(
    items: Iterable[Commitment],
    assigned: Mapping[str, Sequence[Dated[Assigned]]],
    *,
    units: KnownUnits,
    as_of: date,
    recorded_by: date | None = None,
) -> dict[str, Owners]:
    """Who answers for each line on a day. Every list, right and paper asks here.

    Args:
        assigned: what was decided about each line, in the order of writing, by the id under which `items` know it.
    """
    return {
        item.id: owner(item, assigned.get(item.id, ()), units=units, as_of=as_of, recorded_by=recorded_by)
        for item in items
    }


def named_lead(item: Commitment) -> str:
    """The word by which the plan itself names the lead unit: of several in one field the first; "" without one.

    >>> from guatu.core.plan.model import Kind
    >>> from guatu.core.text.spans import Span
    >>> named_lead(Commitment("C1", Kind.ACTION, "", Span(0, 0), "", lead="省政府办公厅、省信息中心"))
    '省政府办公厅'
    """
    return next((word for word in APART.split(item.lead) if word), "")


def owner(
    item: Commitment,
    history: Sequence[Dated[Assigned]],
    *,
    units: KnownUnits,
    as_of: date,
    recorded_by: date | None = None,
) -> Owners:
    decided = in_force(history, as_of=as_of, recorded_by=recorded_by)
    if decided is not None and decided.value.lead:
        said = decided.value
        lead, *others = (_by_code(code, units, as_of) for code in (said.lead, *said.supporting))
        return Owners(lead, tuple(others), said.person, OwnedBy.ASSIGNED, decided)
    first, more = named_lead(item), APART.split(item.lead)
    words = dict.fromkeys(word for field in (*more, *item.supporting) for word in APART.split(field) if word)
    supporting = tuple(_by_word(word, units, as_of) for word in words if word != first)
    if not first:
        return Owners(None, supporting, decided=decided)
    return Owners(_by_word(first, units, as_of), supporting, ground=OwnedBy.PLAN, decided=decided)


def _by_code(code: str, units: KnownUnits, day: date) -> UnitNamed:
    unit = units.by_code.get(code)
    return UnitNamed(unit.called, code, _gone(unit, day)) if unit else UnitNamed(code, code)


def _by_word(word: str, units: KnownUnits, day: date) -> UnitNamed:
    unit = units.meant(word, day)
    return UnitNamed(unit.called, unit.code, _gone(unit, day), word) if unit else UnitNamed(word, word=word)


def _gone(unit: KnownUnit, day: date) -> bool:
    return unit.until is not None and unit.until <= day


def claim_rate(owners: Mapping[str, Owners]) -> ClaimRate:
    """指定了牵头单位的条目占比, with both its parts."""
    led = {id: found for id, found in owners.items() if found.lead}
    return ClaimRate(
        len(led),
        len(owners),
        sum(found.ground is OwnedBy.PLAN for found in led.values()),
        tuple(id for id, found in led.items() if found.lead and found.lead.gone),
        tuple(id for id, found in owners.items() if not found.lead),
    )
