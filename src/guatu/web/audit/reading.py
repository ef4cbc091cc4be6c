"""Reading the log, which is itself logged: who read what of it, and what its verification found."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Max, QuerySet

from guatu.core.errors import AskedError
from guatu.web.audit.models import Entry, Head
from guatu.web.audit.services import in_turn, record
from guatu.web.audit.verify import chain, guards
from guatu.web.base.asof import SHANGHAI
from guatu.web.base.permits import require
from guatu.web.base.person import Person

PAGE = 50  # entries
TAKEN = 20_000  # of one export: what a spreadsheet opens without trouble
AUDITOR = "auditor"


class NoSuchEntry(AskedError):
    code = "A528"
    reason = "“{text}”不是审计记录的序号。"
    remedy = "请从审计页的“更早”进入。"


@dataclass(frozen=True, slots=True)
class LogAsked:
    """What somebody looks for in the log."""

    action: str = ""
    actor: str = ""
    day: date | None = None
    before: int = 0  # the page ends before this entry; 0 begins with the newest


@dataclass(frozen=True, slots=True)
class LogPage:
    entries: tuple[Entry, ...]
    older: int  # where the next page begins; 0 when nothing is left
    whole: bool  # False: only what audit administrators did


@dataclass(frozen=True, slots=True)
class Verified:
    """What the last verification found."""

    at: datetime
    by: str
    entries: int
    head: str
    findings: tuple[str, ...]


@in_turn
def read_log(wanted: LogAsked, *, by: Person) -> LogPage:
    """One page of the log, newest first: all of it for an audit administrator, for a security administrator what audit
    administrators did. That it was read is an entry, too.

    Raises NotAllowed.
    """
    found = tuple(_wanted(entries_for(by), wanted)[: PAGE + 1])
    record("audit.read", actor=by, after={"action": wanted.action, "actor": wanted.actor, "day": wanted.day,
           "before": wanted.before})  # fmt: skip
    shown = found[:PAGE]
    return LogPage(shown, shown[-1].seq if len(found) > PAGE else 0, may_read_all(by))


@in_turn
def take_log(wanted: LogAsked, *, by: Person) -> tuple[Entry, ...]:
    """What `read_log` pages through, as one: the newest `TAKEN` entries at most, newest first. It is an entry, too.

    Raises NotAllowed.
    """
    found = tuple(_wanted(entries_for(by), wanted)[:TAKEN])
    record("audit.take", actor=by, after={"action": wanted.action, "actor": wanted.actor, "day": wanted.day,
           "before": wanted.before, "entries": len(found)})  # fmt: skip
    return found


def _wanted(rows: QuerySet[Entry], wanted: LogAsked) -> QuerySet[Entry]:
    if wanted.action:
        rows = rows.filter(action=wanted.action)
    if wanted.actor:
        rows = rows.filter(actor__iexact=wanted.actor)
    if wanted.day:
        begin, end = _hours(wanted.day)
        rows = rows.filter(time__gte=begin, time__lt=end)
    return rows.filter(seq__lt=wanted.before) if wanted.before else rows


def _hours(day: date) -> tuple[datetime, datetime]:
    begin = datetime.combine(day, time(), SHANGHAI)
    return begin, begin + timedelta(days=1)


def entries_for(by: Person) -> QuerySet[Entry]:
    """The entries that a person may read. Raises NotAllowed."""
    rows = Entry.objects.order_by("-seq")
    if may_read_all(by):
        return rows
    require(by, "audit.read_auditors" if by.has_perm("audit.read_auditors") else "audit.read")
    return rows.filter(role=AUDITOR)


def may_read_all(by: Person) -> bool:
    return by.has_perm("audit.read")


def actions(by: Person) -> list[str]:
    """Every action that is found in what a person may read, for the filter."""
    return sorted(entries_for(by).order_by().values_list("action", flat=True).distinct())


@in_turn
def check_log(*, by: Person | None) -> Verified:
    """Compute the whole chain again and look at the guards; the result is kept in the log. Raises NotAllowed."""
    require(by, "audit.read")
    findings = tuple(error.said() for error in (*guards(), *chain()))
    head = Head.objects.get(id=1)
    entry = record("audit.verify", actor=by, after={"entries": head.seq, "head": head.hash, "findings": findings})
    return _verified(entry)


def last_check() -> Verified | None:
    entry = Entry.objects.filter(action="audit.verify").order_by("-seq").first()
    return _verified(entry) if entry else None


@dataclass(frozen=True, slots=True)
class AccountDay:
    """What one account did on a day: each action and how often, the most frequent first."""

    actor: str
    name: str
    role: str
    actions: tuple[tuple[str, int], ...]
    last: datetime


def who_did(day: date) -> tuple[AccountDay, ...]:
    """Every account that did anything on a day, the most active first; reading the log is left out. One query."""
    begin, end = _hours(day)
    rows = Entry.objects.filter(time__gte=begin, time__lt=end).exclude(actor="").exclude(action="audit.read").order_by()
    counted = rows.values("actor", "action").annotate(
        n=Count("seq"), last=Max("time"), name=Max("actor_name"), held=Max("role")
    )
    by_actor: dict[str, list[Mapping[str, Any]]] = {}
    for row in counted:
        by_actor.setdefault(row["actor"], []).append(row)
    found = [
        AccountDay(
            actor,
            max(row["name"] for row in did) or actor,
            max(row["held"] for row in did),
            tuple(sorted(((row["action"], row["n"]) for row in did), key=lambda pair: (-pair[1], pair[0]))),
            max(row["last"] for row in did),
        )
        for actor, did in by_actor.items()
    ]
    return tuple(sorted(found, key=lambda one: (-sum(n for _action, n in one.actions), one.actor)))


def refusals(since: datetime) -> int:
    """How often somebody was refused what he may not do."""
    return Entry.objects.filter(action="refused", time__gte=since).count()


def _verified(entry: Entry) -> Verified:
    said = json.loads(entry.after)
    return Verified(entry.time, entry.actor_name or entry.actor, said["entries"], said["head"], tuple(said["findings"]))
