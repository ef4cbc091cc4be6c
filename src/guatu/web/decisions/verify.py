"""Whether every decision still says what was written: `guatu verify` asks here."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator

from guatu.core.errors import Place, StoreError
from guatu.web.audit.models import Entry
from guatu.web.base.digests import batch_digest, row_digest
from guatu.web.decisions.models import Decision
from guatu.web.decisions.services import NOT_SEALED


class DecisionChanged(StoreError):
    code = "S490"
    reason = "决定第{id}号（{kind} {key}）与它写下时的摘要不符。"
    remedy = "请用备份恢复，并查明是谁改的。"


class DecisionsDiffer(StoreError):
    code = "S491"
    reason = "审计记录第{seq}条写下的一批决定（{kind}，{count}项）与库里的不符：有决定被改动、增加或删除。"
    remedy = "请用备份恢复。"


class DecisionsUnrecorded(StoreError):
    code = "S492"
    reason = "有{count}项决定（{kind}）没有审计记录：不是通过挂图写下的。"
    remedy = "请查明来历，并用备份恢复。"


def findings() -> Iterator[StoreError]:
    """Each decision against its own digest, each batch against the audit log."""
    digests: dict[str, list[str]] = defaultdict(list)
    kinds: dict[str, str] = {}
    for row in Decision.objects.order_by("id").iterator():
        now = row_digest(row, without=NOT_SEALED)
        digests[row.batch].append(now)
        kinds[row.batch] = row.kind
        if now != row.digest:
            yield DecisionChanged(Place(f"决定{row.pk}"), id=row.pk, kind=row.kind, key=row.key)
    for entry in Entry.objects.filter(after__contains='"decisions":').order_by("seq"):
        said = json.loads(entry.after)
        if "decisions" not in said:
            continue
        found = digests.pop(said["decisions"], [])
        if (len(found), batch_digest(found)) != (said["count"], said["digest"]):
            place = Place(f"审计记录{entry.seq}")
            yield DecisionsDiffer(place, seq=entry.seq, kind=said["kind"], count=said["count"])
    for batch, rows in digests.items():
        yield DecisionsUnrecorded(kind=kinds[batch], count=len(rows))


GUARDED = (Decision,)
FINDINGS = (findings,)
COUNTED = (("决定", Decision),)
