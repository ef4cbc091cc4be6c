"""Whether the store still says what was written through Guatu: the audit chain, every figure, every plan.

A guard can be lifted by whoever owns the database, so nothing here trusts the guards: hashes are computed again and
held against the chain, and the chain against its head.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection

from guatu.core.errors import Place, StoreError
from guatu.web.audit import heads, registry
from guatu.web.audit.chain import GENESIS, seal
from guatu.web.audit.models import Entry, Head
from guatu.web.base import append_only
from guatu.web.base.digests import canonical, facts


class ChainBroken(StoreError):
    code = "S401"
    reason = "审计记录第{seq}条与链不符：这一条或它前面的记录被改动、插入或删除过。"
    remedy = "请停止写入，用最近的备份对照这一条前后的记录。"


class ChainCut(StoreError):
    code = "S402"
    reason = "审计链应到第{head}条，实际到第{last}条：末尾的记录被删除或增加过。"
    remedy = "请停止写入，用最近的备份对照末尾的记录。"


class GuardMissing(StoreError):
    code = "S403"
    reason = "表 {table} 的防改触发器不在了，或被换成了不起作用的。"
    remedy = "请查明是谁移除的，用备份核对数据；恢复的办法见 docs/operations.md。"


class TableChanged(StoreError):
    code = "S414"
    reason = "表 {table} 的“{row}”与审计记录里最后一次写下的不符：它被改动、增加或删除过。"
    remedy = "请重新导入这张表的文件，并查明是谁改的。"


class ReferenceDangling(StoreError):
    code = "S431"
    reason = "表 {table} 第{id}行指向 {other} 里不存在的行。"
    remedy = "请用备份恢复。"


@dataclass(frozen=True, slots=True)
class Report:
    checked: dict[str, int]  # what → how many
    findings: tuple[StoreError, ...]
    notes: tuple[StoreError, ...]  # left open by a plan's text for a person to look at: nothing was tampered with
    head: heads.End  # of the audit chain, to be written down elsewhere


def verify(noted: Iterable[heads.End] = (), *, kept_apart: bool = True) -> Report:
    """Everything that can be checked without the original files. Reads only.

    Args:
        noted: ends of the chain that somebody wrote down earlier; each must lie on it.
        kept_apart: whether those in the file beside the store must, too.
    """
    found = [*guards(), *chain(), *heads.off_the_chain(noted), *tables(), *references()]
    found += heads.astray() if kept_apart else ()
    found += [error for part in registry.parts() for findings in part.findings for error in findings()]
    checked = {"审计记录": Entry.objects.count()}
    checked |= {word: table._default_manager.count() for part in registry.parts() for word, table in part.counted}
    notes = [*heads.behind(), *(e for part in registry.parts() for notes in part.notes for e in notes())]
    return Report(checked, tuple(found), tuple(notes), heads.head())


def guards() -> Iterator[StoreError]:
    tables = {table._meta.db_table for table in registry.guarded()} | set(append_only.guards())
    for table in sorted(tables):
        if not append_only.guards_in_place(table):
            yield GuardMissing(table=table)


def verify_chain() -> int | None:
    """The first broken entry of the audit log, or None."""
    return next((int(str(error.facts["seq"])) for error in chain() if isinstance(error, ChainBroken)), None)


def chain() -> Iterator[StoreError]:
    seq, prev = 0, GENESIS
    for entry in Entry.objects.order_by("seq").iterator():
        seq += 1
        if entry.seq != seq or entry.prev_hash != prev or entry.hash != seal(prev, entry.__dict__):
            yield ChainBroken(Place(f"审计记录{entry.seq}"), seq=entry.seq)
            return
        prev = entry.hash
    head = Head.objects.filter(id=1).first()
    if head is None or (head.seq, head.hash) != (seq, prev):
        yield ChainCut(Place("审计记录"), head=head.seq if head else "—", last=seq)


def tables() -> Iterator[StoreError]:
    """Catalogue, places, sources, rules, units and calendars: each row against what the log said of it last."""
    said: dict[str, dict[str, dict[str, Any]]] = {}
    for entry in Entry.objects.filter(after__contains='"table":').order_by("seq").iterator():
        after = json.loads(entry.after)
        if "table" in after:
            said.setdefault(after["table"], {}).update(after["rows"])
    for entry in Entry.objects.filter(after__contains='"replaces":'):
        said.pop(json.loads(entry.after).get("replaces", ""), None)  # what it said stands in another table now
    for label, rows in said.items():
        for row in apps.get_model(label)._default_manager.order_by("pk").iterator():
            known, now = rows.pop(str(row.pk), None), json.loads(canonical(facts(row)))
            # a column that a later version of the software added says nothing of what was written before
            if known is None or any(now[name] != value for name, value in known.items() if name in now):
                yield TableChanged(Place(label), table=label, row=row.pk)
        for pk in rows:
            yield TableChanged(Place(label), table=label, row=pk)


def references() -> Iterator[StoreError]:
    """Rows that point to rows which are not there."""
    if connection.vendor != "sqlite":
        return  # PostgreSQL checks every foreign key itself
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_key_check")
        broken = Counter((table, row, other) for table, row, other, _ in cursor.fetchall())
    for table, row, other in broken:
        yield ReferenceDangling(Place(str(table)), table=table, id=row, other=other)
