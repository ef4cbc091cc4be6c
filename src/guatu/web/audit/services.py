"""Writes: one entry for every write, inside the same transaction, at the end of one chain."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import models, transaction
from django.utils import timezone

from guatu.web.audit.chain import seal
from guatu.web.audit.models import Entry, Head
from guatu.web.base.digests import canonical, state_digest
from guatu.web.base.origin import origin
from guatu.web.base.person import Person
from guatu.web.base.upsert import Changed

P = ParamSpec("P")
R = TypeVar("R")


def in_turn(service: Callable[P, R]) -> Callable[P, R]:
    """Runs a service in one transaction, after every other writer: it holds the end of the audit chain throughout."""

    @wraps(service)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        with transaction.atomic():
            lock_head()
            return service(*args, **kwargs)

    return run


def lock_head() -> Head:
    """The end of the chain, held until the transaction ends. SQLite holds its whole file from BEGIN IMMEDIATE."""
    return Head.objects.select_for_update().get(id=1)


@transaction.atomic
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
    """Add what was done to the log. `actor` None is the machine's operator; `tried` names who failed to sign in."""
    head, here = lock_head(), origin()
    entry = Entry(
        seq=head.seq + 1,
        time=timezone.now(),
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
        prev_hash=head.hash,
    )
    entry.hash = seal(head.hash, entry.__dict__)
    entry.save(force_insert=True)
    head.seq, head.hash = entry.seq, entry.hash
    head.save()
    return entry


def record_changes(action: str, changed: Changed, *, table: type[models.Model], name: str, by: Person | None) -> int:
    """Log a table that a file added to or corrected, with the digest of what the table says now; how many rows."""
    if changed.after:
        after = {"file": name, "table": table._meta.label_lower, "rows": changed.after, "digest": state_digest(table)}
        record(action, actor=by, before=changed.before, after=after)
    return len(changed.after)
