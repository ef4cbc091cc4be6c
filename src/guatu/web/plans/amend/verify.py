"""Whether the amendments still say what was written: `guatu verify` asks here."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from guatu.core.errors import Place, StoreError
from guatu.web.audit.models import Entry
from guatu.web.base.digests import batch_digest, row_digest
from guatu.web.plans.amend.models import Amendment, Change

GUARDED = (Amendment, Change)
NOT_SEALED = ("id", "amendment_id")


class AmendmentChanged(StoreError):
    code = "S424"
    reason = "修订“{paper}”与审计记录第{seq}条不符：有变化被改动、增加或删除。"
    remedy = "请用备份恢复。"


class AmendmentUnrecorded(StoreError):
    code = "S425"
    reason = "修订“{paper}”没有审计记录：不是通过挂图登记的。"
    remedy = "请查明来历，并用备份恢复。"


class AmendmentGone(StoreError):
    code = "S426"
    reason = "审计记录第{seq}条登记的修订“{paper}”不在库里了。"
    remedy = "请用备份恢复。"


def facts_of(amendment: Amendment, changes: Iterable[Change]) -> dict[str, Any]:
    """An amendment and its events as the audit log keeps them."""
    rows = [row_digest(row, without=NOT_SEALED) for row in changes]
    return {
        "old": amendment.old_id,
        "new": amendment.new_id,
        "effective": amendment.effective.isoformat(),
        "paper": amendment.paper,
        "reason": amendment.reason,
        "changes": len(rows),
        "digest": batch_digest(rows),
    }


def findings() -> Iterator[StoreError]:
    recorded = {e.object_id: e for e in Entry.objects.filter(action="amend.amend_plan")}
    for row in Amendment.objects.prefetch_related("changes"):
        entry = recorded.pop(str(row.pk), None)
        if entry is None:
            yield AmendmentUnrecorded(Place(row.paper), paper=row.paper)
            continue
        said, found = json.loads(entry.after), facts_of(row, row.changes.all())
        if any(said.get(name) != value for name, value in found.items()):
            yield AmendmentChanged(Place(row.paper), paper=row.paper, seq=entry.seq)
    for entry in recorded.values():
        paper = json.loads(entry.after)["paper"]
        yield AmendmentGone(Place(paper), paper=paper, seq=entry.seq)


FINDINGS = (findings,)
