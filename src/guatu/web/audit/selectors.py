"""Reads: the log, newest first."""

from __future__ import annotations

from django.db.models import QuerySet

from guatu.web.audit.models import Entry


def entries(*, action: str = "", actor: str = "") -> QuerySet[Entry]:
    """The log, newest first; of one action or one account when named."""
    rows = Entry.objects.order_by("-seq")
    if action:
        rows = rows.filter(action=action)
    return rows.filter(actor=actor) if actor else rows


def actions() -> list[str]:
    """Every action that was ever logged, for the filter."""
    return sorted(Entry.objects.order_by().values_list("action", flat=True).distinct())
