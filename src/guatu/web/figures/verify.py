"""Whether every figure still says what was loaded: `guatu verify` asks here."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import connection
from django.db.models import Count
from django.db.models.functions import Collate

from guatu.core.errors import Place, StoreError
from guatu.web.audit.models import Entry
from guatu.web.base.digests import batch_digest, sorted_digest, spelled
from guatu.web.figures.models import Batch, Observation
from guatu.web.figures.staging import CHUNK, DIGEST


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


class LoadUnfinished(StoreError):
    code = "S415"
    reason = "有一批数据（{name}，{count}条）没有入完：正在导入，或导入到一半被中止。它不算在库里，谁也看不到。"
    remedy = "正在导入的，等它完成；已经中止的，重新导入这个文件，没有入完的部分会先清掉。"


def figures() -> Iterator[StoreError]:
    """Each figure against its own digest, each batch against what the audit log says of it. Holds no figures."""
    changed: set[int] = set()
    rows = Observation.objects.order_by("id").values_list("id", "batch_id", "digest", *DIGEST.names)
    for id, batch, digest, *values in rows.iterator(chunk_size=CHUNK):
        if DIGEST([spelled(value) for value in values]) != digest:
            changed.add(batch)
            yield FigureChanged(Place(f"数据{id}"), id=id, what=_said(dict(zip(DIGEST.names, values, strict=True))))
    recorded = {e.object_id: e for e in Entry.objects.filter(action="indicators.load_figures")}
    loaded = dict(_batches())
    for batch in Batch.objects.all():
        entry = recorded.pop(str(batch.pk), None)
        if entry is None:
            yield BatchUnrecorded(Place(f"批次{batch.pk}"), id=batch.pk, name=batch.name)
            continue
        said = json.loads(entry.after)
        count, digest = loaded.get(batch.pk, (0, batch_digest(())))
        found: dict[str, object] = {"file": batch.name, "count": count, "digest": digest}
        as_loaded = batch.pk not in changed and said == found
        if not as_loaded or (batch.count, batch.digest) != (said["count"], said["digest"]):
            yield BatchChanged(Place(f"批次{batch.pk}"), id=batch.pk, name=batch.name, seq=entry.seq)
    for entry in recorded.values():
        yield BatchGone(Place(f"批次{entry.object_id}"), seq=entry.seq, name=json.loads(entry.after)["file"])


def unfinished() -> Iterator[StoreError]:
    for batch in Batch.with_incoming.exclude(pk__in=Batch.objects.values("pk")):
        yield LoadUnfinished(Place(f"批次{batch.pk}"), name=batch.name, count=batch.count)


def _batches() -> Iterator[tuple[int, tuple[int, str]]]:
    """How many figures each batch has, and their digest. The database sorts them."""
    by_bytes = Collate("digest", "C" if connection.vendor == "postgresql" else "BINARY")
    rows = Observation.objects.order_by("batch_id", by_bytes).values_list("batch_id", "digest")
    counts = dict(Observation.objects.order_by().values_list("batch_id").annotate(Count("id")))
    for batch, of_batch in groupby(rows.iterator(chunk_size=CHUNK), key=itemgetter(0)):
        yield batch, (counts[batch], sorted_digest(digest for _, digest in of_batch))


def _said(row: dict[str, Any]) -> str:
    number = row["growth"] if row["value"] is None else row["value"]
    return f"{row['indicator_id']} {row['region_id']} {row['year']}年 {number}"


GUARDED = (Observation, Batch)
FINDINGS = (figures,)
NOTES = (unfinished,)
COUNTED = (("数据", Observation),)
