"""What older stores kept in tables of their own becomes dated decisions, once, while the store is upgraded.

They count from the beginning, as first loads do; the audit log says that they were carried over.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from guatu.core.decisions import ALWAYS, Basis
from guatu.web.audit.chain import seal
from guatu.web.base.digests import SHANGHAI, batch_digest, canonical, row_digest
from guatu.web.decisions.services import NOT_SEALED


def carry_over(
    apps: Any, kind: str, values: Mapping[str, tuple[Any, date | None]], *, replaces: str, batch: str = ""
) -> None:
    """Write each value, by key, from its day on (None: from the beginning). Runs inside a migration.

    Args:
        apps: the models as they are in that migration.
        values: key → (what JSON can say, day).
        replaces: the table that said it before.
    """
    if not values:
        return
    decisions, entries, heads = (
        apps.get_model(*name) for name in (("decisions", "Decision"), ("audit", "Entry"), ("audit", "Head"))
    )  # fmt: skip
    now, batch = timezone.now(), f"upgrade-{kind}{batch}"
    first = entries.objects.order_by("seq").values_list("time", flat=True).first() or now
    rows = []
    for key, (value, known_on) in values.items():
        row = decisions(
            kind=kind, key=key, value=canonical(value), known_on=known_on or ALWAYS, recorded_at=now,
            recorded_on=first.astimezone(SHANGHAI).date(), basis=Basis.FIRST.value, batch=batch,
        )  # fmt: skip
        row.digest = row_digest(row, without=NOT_SEALED)
        rows.append(row)
    decisions.objects.bulk_create(rows, batch_size=500)
    head = heads.objects.select_for_update().get(id=1)
    after = {"decisions": batch, "kind": kind, "file": "", "keys": sorted(values)[:50], "count": len(rows),
             "replaces": replaces, "digest": batch_digest(row.digest for row in rows)}  # fmt: skip
    entry = entries(seq=head.seq + 1, time=now, actor="system", action="decisions.upgrade", after=canonical(after),
                  reason="升级：原来可以改写的表转为只增不改的决定", prev_hash=head.hash)  # fmt: skip
    entry.hash = seal(head.hash, entry.__dict__)
    entry.save(force_insert=True)
    head.seq, head.hash = entry.seq, entry.hash
    head.save()
