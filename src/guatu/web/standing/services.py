"""Writes: a standing is kept, for a day or for a paper. Computed first, locked last."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from guatu.core.errors import Place, StoreError
from guatu.web.audit.services import in_turn, record
from guatu.web.base.digests import canonical, sm3
from guatu.web.base.permits import require
from guatu.web.base.person import Person
from guatu.web.plans.in_force import PlanLine
from guatu.web.plans.ledger.models import Plan
from guatu.web.standing.archive import Standing
from guatu.web.standing.content import content_of, lights
from guatu.web.standing.models import Snapshot
from guatu.web.standing.selectors import standing as standing_on


class PaperFrozen(StoreError):
    code = "S480"
    reason = "文件“{paper}”已经留存过，截至{as_of}，与这次的研判不同。"
    remedy = "已发出的文件不改；要更正，请另发一份文件。"


def take_snapshot(line: PlanLine, *, on: date) -> Snapshot | None:
    """Keep what is said of a plan on a day, if a light or a figure differs from the snapshot before; else None.

    A day has one snapshot: what was kept is never changed, and what comes to be known later that day shows in the next.
    """
    of_days = Snapshot.objects.filter(plan__in=line.plans, paper="")
    if of_days.filter(as_of=on).exists():
        return None
    found = standing_on(on, line=line)
    content = content_of(found)
    last = of_days.filter(as_of__lt=on).order_by("-as_of").first()
    if last is not None and lights(json.loads(last.content)) == lights(content):
        return None
    row, new = _keep_once(of_days.filter(as_of=on), found.plan, content, action="standing.snapshot", by=None)
    return row if new else None  # another worker was first


def freeze(standing: Standing, *, paper: str, by: Person | None) -> Snapshot:
    """Keep the standing that a paper says, under the paper's own name (乌发改〔2026〕12号); the same again is the same.

    Raises:
        PaperFrozen: the paper was frozen before, and said something else.
    """
    require(by, "standing.freeze", standing.plan)
    content = content_of(standing)
    there = Snapshot.objects.filter(plan=standing.plan, paper=paper)
    row, _ = _keep_once(there, standing.plan, content, action="standing.freeze", by=by, paper=paper)
    if row.content != canonical(content):
        raise PaperFrozen(Place(paper), paper=paper, as_of=row.as_of)
    return row


@in_turn
def _keep_once(
    there: QuerySet[Snapshot],
    plan: Plan,
    content: dict[str, Any],
    *,
    action: str,
    by: Person | None,
    paper: str = "",
) -> tuple[Snapshot, bool]:
    """The snapshot that is there already, or a new one; and whether it is new."""
    if (known := there.first()) is not None:
        return known, False
    text = canonical(content)
    row = Snapshot.objects.create(
        plan=plan,
        as_of=date.fromisoformat(content["as_of"]),
        paper=paper,
        taken_at=timezone.now(),
        content=text,
        digest=sm3(text),
    )
    record(action, actor=by, obj=row, after=said_by(row))
    return row, True


def said_by(row: Snapshot) -> dict[str, Any]:
    """What the log says of a snapshot."""
    return {"plan": row.plan_id, "as_of": row.as_of.isoformat(), "paper": row.paper, "digest": row.digest}
