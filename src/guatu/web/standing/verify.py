"""Whether every standing that was kept still says what was written: against its digest and the audit log."""

from __future__ import annotations

import json
from collections.abc import Iterator

from guatu.core.errors import Place, StoreError
from guatu.web.audit.models import Entry
from guatu.web.base.digests import sm3
from guatu.web.standing.models import Snapshot
from guatu.web.standing.services import said_by


class SnapshotChanged(StoreError):
    code = "S481"
    reason = "快照{id}与审计记录不符：被改动、增加或删除过。"
    remedy = "请用备份恢复，并查明是谁改的。"


def snapshots() -> Iterator[StoreError]:
    actions = ("standing.snapshot", "standing.freeze")
    said = {e.object_id: json.loads(e.after) for e in Entry.objects.filter(action__in=actions)}
    for row in Snapshot.objects.order_by("id").iterator():
        if said.pop(str(row.pk), None) != said_by(row) or sm3(row.content) != row.digest:
            yield SnapshotChanged(Place(f"快照{row.pk}"), id=row.pk)
    for gone in said:
        yield SnapshotChanged(Place(f"快照{gone}"), id=gone)


GUARDED = (Snapshot,)
FINDINGS = (snapshots,)
COUNTED = (("快照", Snapshot),)
