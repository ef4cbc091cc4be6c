"""Reads: what was assigned, one after the other, and what each line's owners were through time."""

from __future__ import annotations

from guatu.web.decisions.models import Decision
from guatu.web.plans.in_force import PlanLine
from guatu.web.plans.ledger.owners import KIND, owner_key


def assigned_count(line: PlanLine) -> int:
    """How many assignments were ever written for a plan: a page carries it, so that two people do not overwrite each
    other. One query."""
    return Decision.objects.filter(kind=KIND, key__startswith=owner_key(line.code, "")).count()


def assigned_since(line: PlanLine, seen: int) -> set[str]:
    """Keys of the lines assigned after the first `seen` assignments. One query."""
    prefix = owner_key(line.code, "")
    rows = Decision.objects.filter(kind=KIND, key__startswith=prefix).order_by("id").values_list("key", flat=True)
    return {key.removeprefix(prefix) for key in rows[seen:]}
