"""Writes: the index, brought to what the store says now. Derived data: nobody's act, so nothing is logged.

A part is read whole and compared row by row with what is kept; only what differs is written, so doing it again changes
nothing. A small part is brought up to date right after the act that changed it, a large one by the cluster.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, overload

from django.db import DatabaseError, transaction

from guatu.core.errors import GuatuError
from guatu.web.audit.models import Entry, Head
from guatu.web.audit.services import in_turn
from guatu.web.base.asof import today
from guatu.web.base.digests import canonical, sm3
from guatu.web.base.findable import Findable, FindablePart, FoundKind, parts
from guatu.web.search.cutting import fold, sound_names, spelled, tokens
from guatu.web.search.models import IndexedPart, IndexedThing

SMALL, FEW = 3000, 600  # things that are read, and that are written, while somebody waits: half a second
MANY = 10**9  # more than an order goes to
BATCH = 400
CUT_AS = 1  # raised when tokens are cut otherwise: every row is then written anew
KINDS = list(FoundKind)


def after_entries(sender: object, *, entries: Sequence[Entry], **more: Any) -> None:
    """What was just sealed into the log may have changed some parts: they are read once it is kept."""
    acts = {entry.action for entry in entries}
    changed = tuple(name for name, part in parts().items() if part.after & acts)
    if changed:
        transaction.on_commit(partial(_soon, changed), robust=True)


def _soon(names: tuple[str, ...]) -> None:
    """What little there is now, the rest by the cluster. That a thing cannot be found yet hinders no one."""
    counts = dict(IndexedPart.objects.filter(name__in=names).values_list("name", "count"))
    done = [counts.get(name, 0) <= SMALL and _tried(name, today(), most=FEW) for name in names]
    if not all(done):
        from django_q.tasks import async_task

        async_task("guatu.web.search.jobs.bring_up_to_date", group="search.index")


def refresh(on: date) -> int:
    """Bring what is stale up to date, each part by itself; how many things were written or removed.

    Raises:
        GuatuError, DatabaseError: of the first part that failed, after all others were done.
    """
    from guatu.web.search.selectors import stale

    written, failed = 0, None
    for part in stale(on):
        try:
            written += refresh_part(part, on=on)
        except (GuatuError, DatabaseError) as error:
            failed = failed or error
    if failed:
        raise failed
    return written


def refresh_quietly(on: date) -> None:
    """Bring what is stale up to date as part of something else, which goes on whatever becomes of it."""
    from guatu.web.search.selectors import stale

    for part in stale(on):
        _tried(part.name, on)


def _tried(name: str, on: date, *, most: int | None = None) -> bool:
    """Whether the part was read, and written where that was not too much."""
    try:
        return refresh_part(parts()[name], on=on, most=most) is not None
    except Exception:  # `guatu tick` and the hourly job do it again, and say what is wrong
        logging.getLogger(__name__).exception("index of %s", name)
        return True


@overload
def refresh_part(part: FindablePart, *, on: date) -> int: ...


@overload
def refresh_part(part: FindablePart, *, on: date, most: int | None) -> int | None: ...


def refresh_part(part: FindablePart, *, on: date, most: int | None = None) -> int | None:
    """Read one part whole and write what differs; how many things were written or removed. What is read and cut is
    read and cut before anybody waits for it.

    Args:
        most: nothing is written, and None said, when more things than this differ.
    """
    seq = Head.objects.values_list("seq", flat=True).get(id=1)  # before reading: what comes meanwhile is read again
    rows = {row["key"]: row for row in (_row(part, thing) for thing in part.read(on))}
    have = _digests(part)
    differ = [key for key, row in rows.items() if have.get(key) != row["digest"]]
    if most is not None and len(differ) > most:
        return None
    new = {key: _with_tokens(rows[key]) for key in differ}
    return _write(part, rows, new, seq=seq, on=on)


@in_turn
def _write(
    part: FindablePart, rows: Mapping[str, dict[str, Any]], new: Mapping[str, IndexedThing], *, seq: int, on: date
) -> int:
    if IndexedPart.objects.filter(name=part.name, seq__gt=seq).exists():
        return 0  # somebody read it later and was quicker
    have = _digests(part)
    wanted = [key for key, row in rows.items() if have.get(key) != row["digest"]]
    gone = [key for key in have if key not in rows]
    for some in _batches([*gone, *(key for key in wanted if key in have)]):
        IndexedThing.objects.filter(part=part.name, key__in=some).delete()
    IndexedThing.objects.bulk_create((new.get(key) or _with_tokens(rows[key]) for key in wanted), batch_size=BATCH)
    IndexedPart.objects.update_or_create(name=part.name, defaults={"seq": seq, "on": on, "count": len(rows)})
    return len(wanted) + len(gone)


def _digests(part: FindablePart) -> dict[str, str]:
    return dict(IndexedThing.objects.filter(part=part.name).values_list("key", "digest"))


def _batches(keys: Sequence[str]) -> Iterable[Sequence[str]]:
    return (keys[n : n + BATCH] for n in range(0, len(keys), BATCH))


def _row(part: FindablePart, thing: Findable) -> dict[str, Any]:
    """The columns of a thing, but for those that are cut from its words: they follow from the others."""
    row: dict[str, Any] = {
        "part": part.name,
        "key": thing.key,
        "kind": thing.kind.value,
        "place": KINDS.index(thing.kind) * MANY + min(thing.order, MANY - 1),
        "title": thing.title,
        "other_names": [name for name in dict.fromkeys(thing.names) if name and name != thing.title],
        "body": thing.body,
        "page": thing.page,
        "args": list(thing.args),
        "tail": thing.tail,
        "plan": thing.plan,
        "code": thing.code,
        "right": thing.right,
        "places": f" {' '.join(sorted(thing.places))} " if thing.places else "",
        "since": thing.since,
        "until": thing.until,
        "recorded_from": thing.recorded_from,
        "recorded_until": thing.recorded_until,
    }
    return row | {"digest": sm3(canonical([CUT_AS, row]))}


def _with_tokens(row: dict[str, Any]) -> IndexedThing:
    called = [row["title"], *row["other_names"]]
    lines, found = [], set(tokens(row["code"])) | set(tokens(row["body"]))
    for name in called:
        found |= tokens(name) | spelled(name)
        lines += [fold(name), *sound_names(name)]
    lines.append(fold(row["code"]))
    names = "\n".join(["", *dict.fromkeys(line for line in lines if line), ""])
    return IndexedThing(**row, names=names, tokens=" ".join(sorted(found)))
