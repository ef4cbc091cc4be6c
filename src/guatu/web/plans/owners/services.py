"""Writes: lines get their lead unit, supporting units and liaison, from a day on; and the city's table of duties."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from http import HTTPStatus

from guatu.core.errors import AskedError, FiguresError, Place
from guatu.core.plan.duties import Duty
from guatu.core.plan.owners import Assigned, KnownUnits
from guatu.core.text.figures import day
from guatu.web.audit.services import in_turn
from guatu.web.base.errors import NotInStore
from guatu.web.base.permits import require
from guatu.web.decisions.services import decide
from guatu.web.people.models import User
from guatu.web.people.selectors import known_units
from guatu.web.plans.in_force import PlanLine
from guatu.web.plans.ledger.keys import keys_of
from guatu.web.plans.ledger.owners import KIND, owner_key
from guatu.web.plans.owners.selectors import assigned_since


class UnitAbolished(AskedError):
    code = "A641"
    reason = "“{unit}”已于{until}撤销，不能再指定。"
    remedy = "请改为承接它职责的单位；单位表里可以写明承接单位。"


class UnitHandedOver(AskedError):
    code = "A646"
    reason = "“{unit}”已于{until}撤销，不能再指定。"
    remedy = "请改为承接它职责的“{successor}”。"


class UnitNotListed(AskedError):
    code = "A642"
    reason = "单位表里没有“{unit}”。"
    remedy = "请从名单里选；名单里没有的，先在单位表里加上，或把这个叫法加作别名。"


class LeadTwice(AskedError):
    code = "A643"
    reason = "“{unit}”既是牵头单位又是配合单位，或写了两次。"
    remedy = "牵头单位只能有一个；请从配合单位里去掉它。"


class NoLead(AskedError):
    code = "A644"
    reason = "“{line}”写了配合单位或联络员，没有写牵头单位。"
    remedy = "请先指定一个牵头单位；要撤回指定的，请把三项都留空。"


class AssignedMeanwhile(AskedError):
    """Somebody else assigned the same lines after the person had looked at them."""

    code = "A645"
    reason = "您看过以后，{lines}又有人指定了。"
    remedy = "请看一看现在是谁，再选一次；其余的没有动。"
    http = HTTPStatus.CONFLICT

    def __init__(self, keys: Iterable[str]) -> None:
        self.keys = tuple(keys)
        super().__init__(lines="、".join(self.keys[:5]) + ("等" if len(self.keys) > 5 else ""))


class DutiesRefused(FiguresError):
    code = "D367"
    reason = "领域和单位的对应表第{row}行：{why}。"
    remedy = "请改好后重新导入整张表。"


@in_turn
def assign(
    line: PlanLine,
    given: Mapping[str, Assigned],
    *,
    seen: int | None = None,
    on: date,
    known_on: date | None = None,
    paper: str = "",
    reason: str = "",
    name: str = "",
    by: User | None,
) -> dict[str, Assigned]:
    """Say who answers for lines of a plan, by their keys; what was written. It counts from today or from `known_on`
    (追认 when that is earlier). An assignment without a lead takes the last one back.

    Args:
        seen: how many assignments of this plan the person had seen (`selectors.assigned_count`).
        name: the file it came in.
    Raises:
        NotInStore, UnitAbolished, UnitHandedOver, UnitNotListed, LeadTwice, NoLead, AssignedMeanwhile,
        NoReasonForEarlier.
    """
    require(by, "ledger.assign_owner", line.newest)
    keys = set(keys_of(line.required(max(on, known_on or on)).plan).values())
    units, since = known_units(), known_on or on
    for key, who in given.items():
        if key not in keys:
            raise NotInStore(kind="条目", name=key[:40])
        check(key, who, units=units, on=max(on, since))
    if seen is not None and (changed := assigned_since(line, seen) & given.keys()):
        raise AssignedMeanwhile(sorted(changed))
    values = {owner_key(line.code, key): who for key, who in given.items()}
    written = decide(
        KIND, values, action="ledger.assign_owner", on=on, known_on=known_on, paper=paper.strip(),
        reason=reason.strip(), name=name, about=line.newest, by=by,
    )  # fmt: skip
    prefix = owner_key(line.code, "")
    return {key.removeprefix(prefix): who for key, who in written.items()}


def check(key: str, who: Assigned, *, units: KnownUnits, on: date) -> None:
    """Raises UnitAbolished, UnitHandedOver, UnitNotListed, LeadTwice, NoLead."""
    if not who.lead and (who.supporting or who.person):
        raise NoLead(Place(key), line=key)
    named = [who.lead, *who.supporting] if who.lead else []
    for code in named:
        unit = units.by_code.get(code)
        if unit is None:
            raise UnitNotListed(Place(key), unit=code[:40])
        if named.count(code) > 1:
            raise LeadTwice(Place(key), unit=unit.called)
        if unit.until is not None and unit.until <= on:
            facts = {"unit": unit.called, "until": day(unit.until)}
            if (heir := units.heir(code, on)) is not None:
                raise UnitHandedOver(Place(key), successor=heir.called, **facts)
            raise UnitAbolished(Place(key), **facts)


@in_turn
def load_duties(duties: Iterable[Duty], *, on: date, name: str = "", by: User | None) -> int:
    """Set lines of the table of sectors and units; how many changed. Units may be named by any of their words.

    Raises DutiesRefused.
    """
    require(by, "ledger.load_duties")
    units = known_units()
    values = {}
    for number, duty in enumerate(duties, start=2):
        named = []
        for word in (duty.lead, *duty.supporting):
            unit = units.meant(word, on) if word else None
            if word and unit is None:
                raise DutiesRefused(Place(name, row=number), row=number, why=f"单位表里没有“{word}”")
            named.append(unit.code if unit else "")
        if not (duty.sector or duty.word):
            raise DutiesRefused(Place(name, row=number), row=number, why="领域和词至少写一个")
        values[duty.key] = Duty(duty.sector, duty.word, named[0], tuple(named[1:]), duty.basis)
    return len(decide("duty", values, action="ledger.load_duties", on=on, own_day=lambda _: None, name=name, by=by))
