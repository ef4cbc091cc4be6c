"""Writes: targets get the short name by which every list, matrix, wall and paper calls them, from a day on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from guatu.core.errors import AskedError, Place
from guatu.core.plan.model import Commitment, Kind
from guatu.core.plan.names import LONGEST, ShortName
from guatu.web.audit.services import in_turn
from guatu.web.base.errors import NotInStore
from guatu.web.base.permits import require
from guatu.web.decisions.selectors import histories_of_keys
from guatu.web.decisions.services import decide
from guatu.web.people.models import User
from guatu.web.plans.in_force import PlanLine
from guatu.web.plans.ledger.keys import keys_of
from guatu.web.plans.ledger.names import KIND, name_key


class NameTooLong(AskedError):
    code = "A670"
    reason = "简称“{name}”有{length}个字，最多{most}个字，并且不能换行。"
    remedy = "请再短些：它要放进表格和作战图的一行里。"


class NameTwice(AskedError):
    code = "A671"
    reason = "“{name}”写给了两个目标，它们又同一年到期，分不清谁是谁。"
    remedy = "请给其中一个换个说法。年份不同的可以同名，名字后面会自动写上年份。"


@in_turn
def name_targets(
    line: PlanLine,
    given: Mapping[str, ShortName],
    *,
    on: date,
    known_on: date | None = None,
    first: bool = False,
    paper: str = "",
    reason: str = "",
    name: str = "",
    by: User | None,
) -> dict[str, ShortName]:
    """Call targets of a plan by these names, by their keys; what was written. An empty name takes the last one back.

    Args:
        first: they came with the plan and count from its beginning, as long as nothing was ever called otherwise.
        name: the file they came in.
    Raises:
        NotInStore, NameTooLong, NameTwice, NoReasonForEarlier.
    """
    require(by, "ledger.name_target", line.newest)
    targets = targets_by_key(line, max(on, known_on or on))
    trimmed = {key: ShortName(short.name.strip()) for key, short in given.items()}
    check(trimmed, targets)
    ever = histories_of_keys(KIND, (name_key(line.code, key) for key in trimmed))
    values = {name_key(line.code, key): short for key, short in trimmed.items()}
    values = {key: short for key, short in values.items() if short.name or key in ever}  # there is nothing to take back
    written = decide(
        KIND, values, action="ledger.name_target", on=on, known_on=known_on,
        own_day=(lambda _: None) if first else None, paper=paper.strip(), reason=reason.strip(), name=name,
        about=line.newest, by=by,
    )  # fmt: skip
    prefix = name_key(line.code, "")
    return {key.removeprefix(prefix): short for key, short in written.items()}


def targets_by_key(line: PlanLine, on: date) -> dict[str, Commitment]:
    edition = line.required(on)
    keys = keys_of(edition.plan)
    return {keys.get(c.id, c.id): c for c in edition.commitments if c.kind is Kind.TARGET}


def check(given: Mapping[str, ShortName], targets: Mapping[str, Commitment]) -> None:
    """Raises NotInStore, NameTooLong, NameTwice."""
    taken: dict[tuple[str, object], str] = {}
    for key, short in given.items():
        if key not in targets:
            raise NotInStore(kind="目标", name=key[:40])
        if len(short.name) > LONGEST or not short.name.isprintable():
            raise NameTooLong(Place(key), name=short.name[:LONGEST], length=len(short.name), most=LONGEST)
        called = (short.name, targets[key].period)
        if short.name and taken.setdefault(called, key) != key:
            raise NameTwice(Place(key), name=short.name)
