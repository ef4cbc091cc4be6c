"""The keys of a plan's commitments: read by everybody who names one, given when a plan is published or amended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from guatu.core.plan import keys
from guatu.core.plan.model import Commitment
from guatu.web.audit.services import record
from guatu.web.people.models import User
from guatu.web.plans.ledger.models import CommitmentKey, Plan


def keys_of(plan: Plan) -> dict[str, str]:
    """The key of each commitment by its code in this text; empty for a draft. One query."""
    return dict(CommitmentKey.objects.filter(version=plan).values_list("code", "key"))


def code_in(plan: Plan, name: str) -> str:
    """The compiler's number of the commitment that this text knows by a key, or by that number. One query."""
    return CommitmentKey.objects.filter(version=plan, key=name).values_list("code", flat=True).first() or name


def keys_in(plans: Iterable[Plan]) -> dict[int, dict[str, str]]:
    """The keys of several texts: plan → code → key. One query."""
    found: dict[int, dict[str, str]] = {}
    for plan, code, key in CommitmentKey.objects.filter(version__in=list(plans)).values_list("version", "code", "key"):
        found.setdefault(plan, {})[code] = key
    return found


def give_keys(
    plan: Plan, items: Iterable[Commitment], *, carried: Mapping[str, str] | None = None, by: User | None
) -> dict[str, str]:
    """Give every commitment of this text its key, if it has none; the keys by code. Part of publishing and amending.

    Args:
        carried: keys that commitments bring along from the text that this one amends, by code in this text.
    """
    line = issued_as(plan)
    rows = list(CommitmentKey.objects.filter(line=line).order_by("id"))
    names = {row.sector: keys.split_key(row.key)[0] for row in rows}
    has = dict(carried or {}) | {row.code: row.key for row in rows if row.version_id == plan.pk}
    sectors = {c.id: c.sector for c in items}
    names = keys.sector_names(sectors.values(), given=names)
    found = keys.give_keys(sectors.items(), names=names, has=has, used=[row.key for row in rows])
    origin = {row.key: row.sector for row in rows}
    there = {row.code for row in rows if row.version_id == plan.pk}
    new = {code: key for code, key in found.items() if code not in there}
    CommitmentKey.objects.bulk_create(
        CommitmentKey(line=line, version=plan, code=code, key=key, sector=origin.get(key, sectors[code]))
        for code, key in new.items()
    )
    if new:
        record("ledger.give_keys", actor=by, obj=plan, after={"line": str(line.pk), "keys": new})
    return found


def issued_as(plan: Plan) -> Plan:
    """The text that the plan was issued with."""
    amendment = getattr(plan, "amendment", None)
    while amendment is not None:
        plan = amendment.old
        amendment = getattr(plan, "amendment", None)
    return plan
