"""Writes: one edit at a time, and a version. A draft always saves; only publishing is strict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus

from django.utils import timezone

from guatu.core.decisions import Basis, basis_of
from guatu.core.plan.model import Kind
from guatu.core.review.draft import Draft, tried
from guatu.core.review.edits import Confirm, DraftEntry, Edit, Recheck, to_json
from guatu.core.review.errors import NoReason, NothingToDo, ReviewError
from guatu.core.review.ready import ready
from guatu.core.review.record import record_of
from guatu.web.audit.services import in_turn, record
from guatu.web.base.digests import canonical, sm3
from guatu.web.base.permits import require
from guatu.web.people.models import User
from guatu.web.plans.ledger.keys import give_keys
from guatu.web.plans.ledger.models import Plan
from guatu.web.plans.ledger.selectors import links, own_day
from guatu.web.plans.ledger.services import propose
from guatu.web.plans.ledger.stated import wanting
from guatu.web.plans.review import models, selectors
from guatu.web.plans.review.kept import keep


class ChangedMeanwhile(ReviewError):
    """Somebody else's edits of the same thing, which the person has not seen: both are shown, the person chooses."""

    code = "L530"
    reason = "您看过以后，同一条目又有人改了（第{steps}步）。"
    remedy = "请对照两边，选一个：用您的，或用对方的。"
    http = HTTPStatus.CONFLICT

    def __init__(self, draft: Draft, numbers: tuple[int, ...]) -> None:
        self.draft, self.numbers = draft, numbers
        super().__init__(steps="、".join(map(str, numbers)))


class NotReady(ReviewError):
    code = "L531"
    reason = "还有{count}处没有办妥，不能发布。"
    remedy = "请照发布页上的单子逐处办理；草稿已经存好，随时可以接着做。"


class PlanWanting(ReviewError):
    code = "L532"
    reason = "方案还没有写明{missing}，不能研判，也就不能发布。"
    remedy = "请在“方案信息”页补上。"


@dataclass(frozen=True, slots=True)
class Saved:
    draft: Draft
    number: int  # of the edit; 0 when there was nothing to do


@in_turn
def make_edit(plan: Plan, edit: Edit, *, base: int, by: User | None) -> Saved:
    """Save an edit made by somebody who had seen the draft as of edit `base`.

    Raises ReviewError when it cannot be done, ChangedMeanwhile when somebody else got there first.
    """
    require(by, "review.edit", plan)
    draft = selectors.draft_of(plan)
    numbers = draft.seen_since(edit, base)
    try:
        after = tried(draft, edit)
    except NothingToDo:
        if numbers or isinstance(edit, Confirm):
            return Saved(draft, 0)  # two people did the same: both are right
        raise
    except ReviewError:
        if numbers:
            raise ChangedMeanwhile(draft, numbers) from None
        raise
    if numbers:
        raise ChangedMeanwhile(draft, numbers)
    said = to_json(edit)
    row = models.Edit.objects.create(
        plan=plan, number=after.until, made_at=timezone.now(), made_by=by, base=base, said=canonical(said)
    )
    record("review.edit", actor=by, obj=row, after=said_by(row), reason=str(said.get("reason", "")))
    return Saved(keep(plan, row, after), row.number)


@in_turn
def carry_over(
    old: Plan, new: Plan, log: Iterable[DraftEntry], origins: Mapping[int, int], *, by: User | None
) -> list[models.Edit]:
    """Start a plan's draft with edits of another version's: each as its maker made it, what is to be checked by `by`.

    Args:
        origins: number in `log` → number in the old draft.
    """
    require(by, "ledger.load_plan")
    made = {row.number: row for row in models.Edit.objects.filter(plan=old)}
    rows = []
    for entry in log:
        said, was = to_json(entry.edit), made[origins[entry.number]]
        asks = isinstance(entry.edit, Recheck)
        row = models.Edit.objects.create(
            plan=new,
            number=entry.number,
            made_at=timezone.now() if asks else was.made_at,
            made_by=by if asks else was.made_by,
            base=entry.number - 1,
            said=canonical(said),
        )
        record("review.edit", actor=by, obj=row, after=said_by(row), reason=f"沿用原方案审阅第{was.number}步")
        rows.append(row)
    return rows


@in_turn
def publish(
    plan: Plan, *, base: int, reason: str, on: date, known_on: date | None = None, by: User | None
) -> models.Version:
    """Fix the draft as the next version of the ledger. Strict: nothing may stand open, and nobody edited meanwhile.

    The first version counts from the plan's own day, a later one from today, unless `known_on` says otherwise; an
    earlier day is 追认, for which the reason stands.
    """
    require(by, "review.publish", plan)
    draft = selectors.draft_of(plan)
    if draft.until > base:
        raise ChangedMeanwhile(draft, tuple(range(base + 1, draft.until + 1)))
    if refusals := ready(draft):
        raise NotReady(count=len(refusals))
    return _fix(plan, draft, reason=reason, on=on, known_on=known_on, by=by)


@in_turn
def publish_as_read(
    plan: Plan, *, until: int | None = None, reason: str, on: date, known_on: date | None = None, by: User | None
) -> models.Version:
    """Fix what the compiler and the edits up to `until` made, looked at or not: for the example city, and for the text
    of an amendment whose differences were answered. The reason says so."""
    require(by, "review.publish", plan)
    draft = selectors.draft_of(plan, until=until)
    return _fix(plan, draft, reason=reason, on=on, known_on=known_on, by=by)


def _fix(plan: Plan, draft: Draft, *, reason: str, on: date, known_on: date | None, by: User | None) -> models.Version:
    if missing := wanting(plan):
        raise PlanWanting(missing="、".join(missing))
    if not reason.strip():
        raise NoReason
    newest = selectors.latest_version(plan)
    if newest is not None and newest.until == draft.until:
        raise NothingToDo
    first = newest is None and known_on is None  # what was never published counts from the plan's own day
    stands_from = min(own_day(plan) or on, on) if first else known_on or on
    content = canonical(record_of(draft))
    row = models.Version.objects.create(
        plan=plan,
        number=newest.number + 1 if newest else 1,
        published_on=on,
        published_at=timezone.now(),
        published_by=by,
        stands_from=stands_from,
        ground=Basis.FIRST if first else basis_of(stands_from, on=on, reason=reason),
        reason=reason.strip(),
        until=draft.until,
        content=content,
        digest=sm3(content),
    )
    measured = links(plan, as_of=max(on, stands_from))
    propose(plan, [c for c in draft.commitments if c.kind is Kind.TARGET and c.id not in measured], on=on, by=by)
    record("review.publish", actor=by, obj=row, after=fixed_by(row), reason=row.reason)
    give_keys(plan, draft.commitments, by=by)
    return row


def said_by(row: models.Edit) -> dict[str, object]:
    """An edit as the audit log keeps it."""
    return {"plan": str(row.plan_id), "number": row.number, "base": row.base, "digest": sm3(row.said)}


def fixed_by(row: models.Version) -> dict[str, object]:
    """A version as the audit log keeps it."""
    return {
        "plan": str(row.plan_id),
        "number": row.number,
        "on": row.published_on.isoformat(),
        "until": row.until,
        "digest": row.digest,
    } | ({"stands_from": row.stands_from.isoformat(), "ground": row.ground} if row.stands_from else {})
