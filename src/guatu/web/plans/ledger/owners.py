"""Reads: who answers for each line of a plan on a day, and which unit the city's own table would suggest.

A line is assigned under its stable key in the plan that it was issued with, so amendments carry what was assigned.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from guatu.core.decisions import Dated, all_in_force
from guatu.core.plan.duties import Duty
from guatu.core.plan.model import Commitment
from guatu.core.plan.owners import Assigned, Owners, owner
from guatu.web.decisions.selectors import Histories, histories, histories_of
from guatu.web.people.selectors import known_units
from guatu.web.plans.ledger.keys import issued_as, keys_of
from guatu.web.plans.ledger.models import Plan

KIND = "owner"


def owner_key(line: str, key: str) -> str:
    """The name under which it is decided who answers for a line; `line` is the code of the plan as it was issued."""
    return f"{line}/{key}"


def assigned_in(rows: Histories, line: str) -> dict[str, Sequence[Dated[Assigned]]]:
    """What was decided about the lines of one plan, by their keys."""
    prefix = owner_key(line, "")
    return {key.removeprefix(prefix): found for key, found in rows[KIND].items() if key.startswith(prefix)}


def assigned(line: str) -> dict[str, Sequence[Dated[Assigned]]]:
    """As `assigned_in`. One query."""
    return assigned_in(histories_of([(KIND, owner_key(line, ""))]), line)


def owner_reader(plan: Plan, *, as_of: date) -> Callable[[Commitment], Owners]:
    """Who answers for a line of a text, whether it is known by the compiler's number or by its key. Three queries, and
    none for each line."""
    names = keys_of(plan)
    decided = assigned(issued_as(plan).code)
    by_id = decided | {code: decided[key] for code, key in names.items() if key in decided}
    units = known_units()
    return lambda item: owner(item, by_id.get(item.id, ()), units=units, as_of=as_of)


def owners(plan: Plan, items: Iterable[Commitment], *, as_of: date) -> dict[str, Owners]:
    """Who answers for each of these lines. Three queries."""
    of = owner_reader(plan, as_of=as_of)
    return {item.id: of(item) for item in items}


def duties(as_of: date) -> tuple[Duty, ...]:
    """The city's table of sectors and units, as it stood on a day. One query."""
    return tuple(all_in_force(histories("duty")["duty"], as_of=as_of).values())
