"""Reads: the draft of a plan, its history, and the ledger that is in force."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from django.db.models import Exists, OuterRef, Subquery

from guatu.core.plan.gc_pause import collector_at_rest
from guatu.core.plan.model import Commitment
from guatu.core.plan.model import Plan as CorePlan
from guatu.core.review.draft import Draft, fold
from guatu.core.review.edits import DraftEntry, Edit, from_json
from guatu.core.review.part import part_of
from guatu.core.review.record import commitments_of
from guatu.web.people.models import User
from guatu.web.plans.ledger.models import Plan
from guatu.web.plans.ledger.scopes import seen_lines
from guatu.web.plans.ledger.selectors import compiled_commitments, plan_value
from guatu.web.plans.review import models
from guatu.web.plans.review.kept import keep, kept


@dataclass(frozen=True, slots=True)
class ReviewStep:
    """One edit as people see it: what, who, when."""

    number: int
    edit: Edit
    by: str
    by_id: int | None
    at: datetime


@dataclass(frozen=True)
class ReviewDesk:
    """A draft with its history: who did what is asked for where it is shown."""

    plan: Plan
    draft: Draft
    version: models.Version | None  # the newest
    saved: ReviewStep | None  # the last edit: a draft always saves, so this is when it was saved

    @cached_property
    def steps(self) -> tuple[ReviewStep, ...]:
        """Every edit. One query."""
        rows = models.Edit.objects.filter(plan=self.plan, number__lte=self.draft.until).select_related("made_by")
        return tuple(map(_step, rows.order_by("number")))

    def step(self, number: int) -> ReviewStep | None:
        """One query."""
        row = models.Edit.objects.filter(plan=self.plan, number=number).select_related("made_by").first()
        return _step(row) if row else None


def desk(plan: Plan) -> ReviewDesk:
    """Two queries where this process has folded the draft already, seven where it has not, at any size."""
    last = _last_edit(plan)
    return ReviewDesk(plan, _draft_up_to(plan, last), latest_version(plan), _step(last) if last else None)


def desk_for(plan: Plan, *, by: User | None) -> ReviewDesk:
    """The desk as one person may see it: the lines within that person's scope, and what hangs on them."""
    found = desk(plan)
    seen = seen_lines(by, "review.read", plan, [item.commitment for item in found.draft.items])
    return found if seen is None else replace(found, draft=part_of(found.draft, seen))


def draft_of(plan: Plan, *, until: int | None = None) -> Draft:
    """The compiled plan with every edit made so far, or with those up to one.

    One query where this draft is at hand already, six where it is not.
    """
    return _draft_up_to(plan, _last_edit(plan, until=until))


def _last_edit(plan: Plan, *, until: int | None = None) -> models.Edit | None:
    rows = models.Edit.objects.filter(plan=plan).select_related("made_by").order_by("-number")
    return (rows if until is None else rows.filter(number__lte=until)).first()


def _draft_up_to(plan: Plan, last: models.Edit | None) -> Draft:
    if last is None:
        return fold(plan_value(plan), ())
    if (draft := kept(plan, last)) is not None:
        return draft
    with collector_at_rest():
        return keep(plan, last, fold(plan_value(plan), entries(plan, until=last.number)))


def entries(plan: Plan, *, until: int | None = None) -> tuple[DraftEntry, ...]:
    rows = plan.edits.order_by("number").values_list("number", "said")
    if until is not None:
        rows = rows.filter(number__lte=until)
    return tuple(DraftEntry(number, from_json(json.loads(said))) for number, said in rows)


def latest_version(plan: Plan) -> models.Version | None:
    """The version in force, without its content."""
    rows = models.Version.objects.filter(plan=plan).select_related("published_by").defer("content")
    return rows.order_by("-number").first()


def commitments(plan: Plan) -> tuple[Commitment, ...]:
    """The ledger of a plan as its desk has it: as last published, else as drafted, else as compiled. Not for a day:
    what stands on a day is asked of `plans.in_force`. Two queries."""
    newest = models.Version.objects.filter(plan=OuterRef("pk")).order_by("-number").values("content")[:1]
    content, edited = (
        Plan.objects.filter(pk=plan.pk)
        .annotate(newest=Subquery(newest), edited=Exists(models.Edit.objects.filter(plan=OuterRef("pk"))))
        .values_list("newest", "edited")
        .get()
    )
    if content is not None:
        return commitments_of(json.loads(content))
    return draft_of(plan).commitments if edited else compiled_commitments(plan)


def plan_as_edited(plan: Plan, *, until: int | None) -> CorePlan | None:
    """The plan with questions and numbers as of a published version or of the draft; None when nobody edited it.

    One query where this draft is at hand already.
    """
    last = _last_edit(plan, until=until)
    return _draft_up_to(plan, last).value if last else None


def _step(row: models.Edit) -> ReviewStep:
    by = str(row.made_by) if row.made_by else ""
    return ReviewStep(row.number, from_json(json.loads(row.said)), by, row.made_by_id, row.made_at)
