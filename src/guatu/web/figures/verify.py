"""Whether every figure still says what was loaded: `guatu verify` asks here."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator

from guatu.core.errors import Place, StoreError
from guatu.web.audit.models import Entry
from guatu.web.base.digests import batch_digest, row_digest
from guatu.web.figures.models import Batch, Observation
from guatu.web.figures.staging import NOT_SEALED


class FigureChanged(StoreError):
    code = "S410"
    reason = "数据第{id}号（{what}）与它入库时的摘要不符。"
    remedy = "请与来源文件核对，并用备份恢复。"


class BatchChanged(StoreError):
    code = "S411"
    reason = "第{id}批数据（{name}）与审计记录第{seq}条的摘要不符：有数据被改动、增加或删除。"
    remedy = "请与来源文件核对，并用备份恢复。"


class BatchUnrecorded(StoreError):
    code = "S412"
    reason = "第{id}批数据（{name}）没有审计记录：不是通过挂图导入的。"
    remedy = "请查明来历，并用备份恢复。"


class BatchGone(StoreError):
    code = "S413"
    reason = "审计记录第{seq}条导入的一批数据（{name}）不在库里了。"
    remedy = "请用备份恢复。"


def figures() -> Iterator[StoreError]:
    """Each figure against its own digest, each batch against what the audit log says of it."""
    digests: dict[int, list[str]] = defaultdict(list)
    for row in Observation.objects.order_by("id").iterator():
        now = row_digest(row, without=NOT_SEALED)
        digests[row.batch_id].append(now)
        if now != row.digest:
            what = (
                f"{row.indicator_id} {row.region_id} {row.year}年 {row.value if row.value is not None else row.growth}"
            )
            yield FigureChanged(Place(f"数据{row.pk}"), id=row.pk, what=what)
    recorded = {e.object_id: e for e in Entry.objects.filter(action="indicators.load_figures")}
    for batch in Batch.objects.all():
        entry = recorded.pop(str(batch.pk), None)
        rows = digests.pop(batch.pk, [])
        if entry is None:
            yield BatchUnrecorded(Place(f"批次{batch.pk}"), id=batch.pk, name=batch.name)
            continue
        said = json.loads(entry.after)
        found: dict[str, object] = {"file": batch.name, "count": len(rows), "digest": batch_digest(rows)}
        if said != found or (batch.count, batch.digest) != (said["count"], said["digest"]):
            yield BatchChanged(Place(f"批次{batch.pk}"), id=batch.pk, name=batch.name, seq=entry.seq)
    for entry in recorded.values():
        yield BatchGone(Place(f"批次{entry.object_id}"), seq=entry.seq, name=json.loads(entry.after)["file"])


GUARDED = (Observation, Batch)
FINDINGS = (figures,)
COUNTED = (("数据", Observation),)
