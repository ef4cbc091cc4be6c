"""Writes: one entry for every write, inside the same transaction, at the end of one chain.

The chain has one end, which every writer needs, so it is held for milliseconds: a service does its work first, its
entries wait, and they are sealed together as the last thing before the transaction ends.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar
from zlib import crc32

from django.db import connection, models, transaction
from django.dispatch import Signal
from django.utils import timezone

from guatu.web.audit.chain import seal
from guatu.web.audit.heads import End, note
from guatu.web.audit.models import Entry, Head
from guatu.web.base import append_only
from guatu.web.base.digests import canonical
from guatu.web.base.origin import origin
from guatu.web.base.person import Person
from guatu.web.base.upsert import Changed

P = ParamSpec("P")
R = TypeVar("R")

sealed = Signal()  # entries: what was just put into the log, in the transaction that wrote it

# The entries of the service that runs, not sealed yet. None outside of services.
_waiting: ContextVar[list[Entry] | None] = ContextVar("waiting", default=None)


def in_turn(service: Callable[P, R]) -> Callable[P, R]:
    """Runs a service in one transaction, after every other writer of the same part of the office.

    What a service reads before it writes thus stays true. Parts that have nothing to do with each other do not wait
    for each other (on SQLite they do: it has one writer at a time). Read, parse and compile before you call it.
    """
    part = service.__module__.removeprefix("guatu.web.").split(".")[0]

    @wraps(service)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        waiting = _waiting.get()
        if waiting is not None:
            return _within(waiting, part, lambda: service(*args, **kwargs))
        token = _waiting.set(waiting := [])
        try:
            with transaction.atomic():
                _after_others(part)
                found = service(*args, **kwargs)
                _seal(waiting)
            return found
        finally:
            _waiting.reset(token)

    return run


def _within(waiting: list[Entry], part: str, service: Callable[[], R]) -> R:
    """A service that is part of a larger one: when it fails, its entries go with what it wrote."""
    had = len(waiting)
    try:
        with transaction.atomic():
            _after_others(part)
            return service()
    except BaseException:
        del waiting[had:]
        raise


def _after_others(part: str) -> None:
    """Wait for whoever writes in this part, until their transaction ends. SQLite holds its file from BEGIN IMMEDIATE.

    A part asks those on lower floors, never the other way round, so no two wait for each other.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [crc32(b"guatu") >> 1, crc32(part.encode()) >> 1])


def record(
    action: str,
    *,
    actor: Person | None,
    obj: models.Model | None = None,
    before: Any = None,
    after: Any = None,
    reason: str = "",
    tried: str = "",
) -> Entry:
    """Add what was done to the log. `actor` None is the machine's operator; `tried` names who failed to sign in.

    Within a service the entry is sealed, and gets its number, when the service is done.
    """
    here = origin()
    entry = Entry(
        actor=actor.get_username() if actor else tried or "system",
        actor_name=actor.display_name if actor else here.operator,
        role=",".join(sorted(actor.roles())) if actor else "",
        unit=(actor.unit_id or "") if actor else "",
        action=action,
        object_kind=obj._meta.label_lower if obj is not None else "",
        object_id=str(obj.pk) if obj is not None else "",
        before="" if before is None else canonical(before),
        after="" if after is None else canonical(after),
        reason=reason,
        request_id=here.request_id,
        address=here.address,
    )
    waiting = _waiting.get()
    if waiting is not None:
        waiting.append(entry)
    else:
        with transaction.atomic():
            _seal([entry])
    return entry


def _seal(entries: Sequence[Entry]) -> None:
    """Put the entries at the end of the chain, which is held from here until the transaction ends."""
    if not entries:
        return
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:  # what waits to be checked at the end is checked before the end is held
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
    head, now = Head.objects.select_for_update().get(id=1), timezone.now()
    for entry in entries:
        entry.seq, entry.time, entry.prev_hash = head.seq + 1, now, head.hash
        entry.hash = seal(head.hash, entry.__dict__)
        head.seq, head.hash = entry.seq, entry.hash
    Entry.objects.bulk_create(entries)
    head.save()
    end = End(head.seq, head.hash)
    transaction.on_commit(lambda: note(end))
    sealed.send(Entry, entries=entries)


@in_turn
def put_guards_back() -> list[str]:
    """Put up again the guards that were lifted or hollowed out, and log it; the names of their tables."""
    tables = append_only.put_guards_back()
    if tables:
        record("audit.put_guards_back", actor=None, after={"tables": tables})
    return tables


def record_changes(action: str, changed: Changed, *, table: type[models.Model], name: str, by: Person | None) -> int:
    """Log the rows of a table that a file added or corrected, with all they say now; how many rows."""
    if changed.after:
        after = {"file": name, "table": table._meta.label_lower, "rows": changed.after}
        record(action, actor=by, before=changed.before, after=after)
    return len(changed.after)
