"""Who answers for a line, and who did before: for its own page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from guatu.core.decisions import ALWAYS, Basis
from guatu.core.plan.owners import Assigned, OwnedBy, Owners, owner
from guatu.web.base.addresses import address
from guatu.web.public.presenters.decided import BASIS_WORDS
from guatu.web.public.presenters.first_page import assign_address
from guatu.web.public.templatetags.guatu import day
from guatu.web.standing.reading import Reading


@dataclass(frozen=True, slots=True)
class Owned:
    """One step: from which day on who answered, and on what ground."""

    since: str
    lead: str
    supporting: str
    person: str
    basis: str
    recorded_on: date
    by: str
    paper: str
    reason: str


@dataclass(frozen=True, slots=True)
class OwnersOfLine:
    now: Owners
    ground: str
    supporting: str
    since: str  # from which day on; empty where the plan names them
    words: str  # how the plan itself has it
    history: list[Owned]
    href: str  # where it is changed; empty for whoever may not


def owners_of_line(reading: Reading, id: str) -> OwnersOfLine:
    standing, item = reading.standing, reading.commitments[id]
    now = standing.owners[id]
    assigned = now.ground is OwnedBy.ASSIGNED and now.decided is not None
    words = "、".join(word for word in (item.lead, *item.supporting) if word)
    return OwnersOfLine(
        now,
        gettext(now.ground.value),
        "、".join(now.supporting_names),
        _since(now.decided.known_on) if assigned and now.decided else "",
        words if assigned or words != "、".join(unit.name for unit in now.units) else "",
        history(reading, id),
        address("owners:line", id, plan=reading.plan_code) if assign_address(reading) else "",
    )


def history(reading: Reading, id: str) -> list[Owned]:
    """What was decided about a line up to the day, newest first."""
    item, units = reading.commitments[id], reading.standing.units()
    rows = reading.standing.assigned.get(id, ())
    seen = [row for row in rows if row.seen(as_of=reading.as_of, recorded_by=reading.recorded_by)]
    found = []
    for row in sorted(seen, key=lambda row: row.known_on, reverse=True):
        who = owner(item, (row,), units=units, as_of=row.known_on) if row.value != Assigned() else Owners()
        found.append(
            Owned(
                _since(row.known_on),
                who.lead_name or gettext("撤回指定"),
                "、".join(who.supporting_names),
                who.person,
                str(BASIS_WORDS[Basis(row.basis)]),
                row.recorded_on,
                row.by,
                row.paper,
                row.reason,
            )
        )
    return found


def _since(known_on: date) -> str:
    return gettext("自始") if known_on == ALWAYS else day(known_on)
