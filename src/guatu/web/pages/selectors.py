"""Reads that only pages need: the plan around a standing, and figures by the document they came from."""

from __future__ import annotations

from dataclasses import replace

from django.db.models import Count, Q

from guatu.core.indicators.model import Observation, Source
from guatu.core.plan import model as core
from guatu.core.text.spans import Span
from guatu.web.indicators import models
from guatu.web.indicators.selectors import observation_value
from guatu.web.ledger.standing import Standing
from guatu.web.review.selectors import reviewed_plan


def plan_around(standing: Standing) -> core.Plan:
    """The plan of a standing, whose commitments are at hand already. Four queries.

    Of the claims only those that no commitment makes are read: the excused and the open ones, which pages list.
    """
    row = standing.plan
    if (reviewed := reviewed_plan(row)) is not None:
        return replace(reviewed, commitments=standing.commitments)
    headings = row.headings.values_list("starts_at", "ends_at", "depth", "text", "sector")
    questions = row.questions.values_list(
        "code", "starts_at", "ends_at", "asks", "readings", "rule", "commitment__code"
    )
    claims = row.claims.filter(commitment=None).values_list("starts_at", "ends_at", "text", "excuse")
    return core.Plan(
        title=row.title,
        text=row.text,
        context=core.Context(row.place, row.year, row.plan_from, row.plan_to),
        headings=tuple(core.Heading(Span(a, b), depth, text, sector) for a, b, depth, text, sector in headings),
        commitments=standing.commitments,
        questions=tuple(
            core.Question(code, Span(a, b), asks, tuple(readings), rule, commitment or "")
            for code, a, b, asks, readings, rule, commitment in questions
        ),
        coverage=core.Coverage(tuple(core.Claim(Span(a, b), text, "", excuse) for a, b, text, excuse in claims)),
        compiler=row.compiler,
    )


def count_claims(standing: Standing) -> int:
    """How many numbers and dates the plan's text has. One query."""
    return standing.plan.claims.count()


def figures_by_source(region: str | None) -> dict[str, tuple[int, int]]:
    """How many figures each document gave: of the plan's own region, and of all. One query."""
    rows = models.Observation.objects.values("source").annotate(
        ours=Count("pk", filter=Q(region=region)), every=Count("pk")
    )
    return {r["source"]: (r["ours"], r["every"]) for r in rows.order_by()}


def observations_from(source: str) -> tuple[Observation, ...]:
    """Every figure taken from one document, in its order. One query."""
    shared: dict[str, Source] = {}
    rows = models.Observation.objects.filter(source=source).select_related("source").order_by("row_number", "pk")
    return tuple(observation_value(row, shared) for row in rows)
