"""Reads: the draft of a plan, its history, and the ledger that is in force."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Subquery

from guatu.core.plan.model import Commitment
from guatu.core.plan.model import Plan as CorePlan
from guatu.core.review.draft import Draft, fold
from guatu.core.review.edits import Edit, Entry, from_json
from guatu.core.review.record import commitments_of
from guatu.web.plans.ledger.models import Plan
from guatu.web.plans.ledger.selectors import plan_value
from guatu.web.plans.review import models


@dataclass(frozen=True, slots=True)
class Step:
    """One edit as people see it: what, who, when."""

    number: int
    edit: Edit
    by: str
    by_id: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Desk:
    """A draft with its history. Six queries at any size."""

    plan: Plan
    draft: Draft
    steps: tuple[Step, ...]
    version: models.Version | None  # the newest

    @property
    def saved(self) -> Step | None:
        """The last edit: a draft always saves, so this is when it was saved."""
        return self.steps[-1] if self.steps else None

    def step(self, number: int) -> Step | None:
        return self.steps[number - 1] if 0 < number <= len(self.steps) else None


def desk(plan: Plan) -> Desk:
    found = tuple(_steps(plan))
    draft = fold(plan_value(plan), [Entry(s.number, s.edit) for s in found])
    return Desk(plan, draft, found, latest_version(plan))


def draft_of(plan: Plan) -> Draft:
    """The compiled plan with every edit made so far. Five queries."""
    return fold(plan_value(plan), entries(plan))


def entries(plan: Plan, *, until: int | None = None) -> tuple[Entry, ...]:
    rows = plan.edits.order_by("number").values_list("number", "said")
    if until is not None:
        rows = rows.filter(number__lte=until)
    return tuple(Entry(number, from_json(json.loads(said))) for number, said in rows)


def latest_version(plan: Plan) -> models.Version | None:
    """The version in force, without its content."""
    rows = models.Version.objects.filter(plan=plan).select_related("published_by").defer("content")
    return rows.order_by("-number").first()


def reviewed(plan: Plan) -> tuple[Commitment, ...] | None:
    """The ledger as published, else the draft; None while nobody has touched what was compiled. One query then."""
    newest = models.Version.objects.filter(plan=OuterRef("pk")).order_by("-number").values("content")[:1]
    content, edited = (
        Plan.objects.filter(pk=plan.pk)
        .annotate(newest=Subquery(newest), edited=Exists(models.Edit.objects.filter(plan=OuterRef("pk"))))
        .values_list("newest", "edited")
        .get()
    )
    if content is not None:
        return commitments_of(json.loads(content))
    return draft_of(plan).commitments if edited else None


def reviewed_plan(plan: Plan) -> CorePlan | None:
    """The plan with questions and numbers as published, else as drafted; None while nobody has touched it."""
    newest = models.Version.objects.filter(plan=plan).order_by("-number").values_list("until", flat=True).first()
    log = entries(plan, until=newest)
    return fold(plan_value(plan), log).value if log else None


def _steps(plan: Plan) -> Iterator[Step]:
    for row in models.Edit.objects.filter(plan=plan).select_related("made_by").order_by("number"):
        by = str(row.made_by) if row.made_by else ""
        yield Step(row.number, from_json(json.loads(row.said)), by, row.made_by_id, row.made_at)
