"""Reads that only pages need: figures by the document they came from."""

from __future__ import annotations

from django.db.models import Count, Q

from guatu.core.indicators.model import Observation, Source
from guatu.web.indicators import models
from guatu.web.indicators.selectors import observation_value


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
