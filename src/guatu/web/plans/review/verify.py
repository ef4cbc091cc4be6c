"""Whether edits and versions still say what was written: against their digests, the audit log, and the plan itself."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import Model

from guatu.core.errors import Place, StoreError
from guatu.core.review.draft import fold
from guatu.core.review.record import record_of
from guatu.web.audit.models import Entry
from guatu.web.base.digests import canonical, sm3
from guatu.web.plans.ledger.selectors import plan_value
from guatu.web.plans.review import models
from guatu.web.plans.review.selectors import entries
from guatu.web.plans.review.services import fixed_by, said_by

GUARDED = (models.Edit, models.Version)


class EditChanged(StoreError):
    code = "S450"
    reason = "审阅第{number}步与审计记录不符：被改动、增加或删除过。"
    remedy = "请用备份恢复。"


class VersionChanged(StoreError):
    code = "S451"
    reason = "清单第{number}版与它发布时的摘要或审计记录不符。"
    remedy = "请用备份恢复。"


class VersionUnfounded(StoreError):
    code = "S452"
    reason = "清单第{number}版不是由方案原文和审阅记录得出的。"
    remedy = "请用备份恢复，并查明是谁改的。"


def findings() -> Iterator[StoreError]:
    yield from _rows(models.Edit, "review.edit", said_by, EditChanged)
    yield from _rows(models.Version, "review.publish", fixed_by, VersionChanged)
    for row in models.Version.objects.select_related("plan"):
        if sm3(row.content) != row.digest:
            yield VersionChanged(Place(f"版本{row.pk}"), number=row.number)
            continue
        draft = fold(plan_value(row.plan), entries(row.plan, until=row.until))
        if canonical(record_of(draft)) != row.content:
            yield VersionUnfounded(Place(f"版本{row.pk}"), number=row.number)


def _rows(
    table: type[Model], action: str, said: Callable[[Any], dict[str, object]], error: type[StoreError]
) -> Iterator[StoreError]:
    """Each row against the entry that was written with it, and no entry without its row."""
    recorded = {e.object_id: json.loads(e.after) for e in Entry.objects.filter(action=action)}
    for row in table._default_manager.all():
        if recorded.pop(str(row.pk), None) != said(row):
            yield error(Place(f"{table._meta.verbose_name}{row.pk}"), number=said(row)["number"])
    for id, after in recorded.items():
        yield error(Place(f"{table._meta.verbose_name}{id}"), number=after["number"])


FINDINGS = (findings,)
