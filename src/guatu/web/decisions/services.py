"""Writes: decisions are only added. What is equal to what counts already is left as it is."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.db.models import Model
from django.utils import timezone

from guatu.core.decisions import ALWAYS, Basis, basis_of, in_force
from guatu.web.audit.services import in_turn, record
from guatu.web.base.digests import batch_digest, row_digest
from guatu.web.decisions import selectors
from guatu.web.decisions.models import Decision
from guatu.web.decisions.values import written

NOT_SEALED = ("id", "batch", "digest")


@in_turn
def decide(
    kind: str,
    values: Mapping[str, Any],
    *,
    action: str,
    on: date,
    known_on: date | None = None,
    own_day: Callable[[Any], date | None] | None = None,
    begins: bool | None = None,
    paper: str = "",
    reason: str = "",
    name: str = "",
    about: Model | None = None,
    by: Any,
) -> dict[str, Any]:
    """Write down those of `values` that differ from what counts; which ones were written.

    Args:
        values: what is decided, by key.
        action: as the audit log names it.
        on: the day of the decision, today.
        known_on: from which day it counts; today when it is not said. An earlier day needs a reason (追认).
        own_day: for what comes with a first load, the paper's own day, or None for "from the beginning". Only while
            nothing of this kind was ever decided: later additions count from today, so that no past day changes.
        begins: said for what cannot change a past day: it came with a plan that was not there before.
        name: the file it came in.
    Raises:
        NoReasonForEarlier.
    """
    since = known_on or on
    known = selectors.histories_of_keys(kind, values)
    if begins is None:
        begins = own_day is not None and not selectors.any_of(kind)
    rows = []
    batch = uuid.uuid4().hex
    for key, value in values.items():
        history = known.get(key, [])
        counts_from = (own_day(value) or ALWAYS) if own_day is not None and begins else since
        basis = Basis.FIRST if begins else basis_of(counts_from, on=on, reason=reason)
        now = in_force(history, as_of=counts_from)
        text = written(value)
        if now is not None and written(now.value) == text:
            continue
        row = Decision(
            kind=kind, key=key, value=text, known_on=counts_from, recorded_on=on, recorded_at=timezone.now(),
            basis=basis.value, by=by, paper=paper, reason=reason, batch=batch,
        )  # fmt: skip
        row.digest = row_digest(row, without=NOT_SEALED)
        rows.append(row)
    if rows:
        Decision.objects.bulk_create(rows, batch_size=500)
        record(action, actor=by, obj=about, after=facts_of_batch(kind, name, rows), reason=reason)
    return {row.key: values[row.key] for row in rows}


def facts_of_batch(kind: str, name: str, rows: list[Decision]) -> dict[str, Any]:
    """What the audit log keeps of decisions written together."""
    return {
        "decisions": rows[0].batch,
        "kind": kind,
        "file": name,
        "keys": sorted(row.key for row in rows)[:50],
        "count": len(rows),
        "digest": batch_digest(row.digest for row in rows),
    }
