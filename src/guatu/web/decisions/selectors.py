"""Reads: every row of some kinds, as dated values; who asks picks what counts on which day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from guatu.core.decisions import Basis, Dated
from guatu.web.decisions.models import Decision
from guatu.web.decisions.values import read

FEW = 500  # keys that fit into one question
Histories = dict[str, dict[str, list[Dated[Any]]]]  # kind → key → rows in the order of writing


def histories(*kinds: str) -> Histories:
    """Every decision of these kinds. One query at any size."""
    return _by_key(Decision.objects.filter(kind__in=kinds).order_by("id"), kinds)


def histories_of_keys(kind: str, keys: Iterable[str]) -> dict[str, list[Dated[Any]]]:
    """Every decision about these things of one kind."""
    keys, rows = list(keys), Decision.objects.filter(kind=kind).order_by("id")
    return _by_key(rows.filter(key__in=keys) if len(keys) <= FEW else rows, [kind])[kind]


def histories_of(wanted: Iterable[tuple[str, str]]) -> Histories:
    """Every decision of these kinds, each with a prefix of its keys, such as ("link", "plan/"). One query."""
    wanted = tuple(wanted)
    asked = Q(pk__in=())
    for kind, prefix in wanted:
        asked |= Q(kind=kind, key__startswith=prefix) if prefix else Q(kind=kind)
    return _by_key(Decision.objects.filter(asked).order_by("id"), [kind for kind, _ in wanted])


def _by_key(rows: Iterable[Decision], kinds: Iterable[str]) -> Histories:
    found: Histories = {kind: defaultdict(list) for kind in kinds}
    fields = ("kind", "key", "value", "known_on", "recorded_on", "basis", "by__display_name", "paper", "reason")
    shared: dict[tuple[str, str], Any] = {}
    for kind, key, value, known_on, recorded_on, basis, by, paper, reason in rows.values_list(*fields):  # type: ignore[attr-defined]
        if (kind, value) not in shared:
            shared[kind, value] = read(kind, value)
        dated = Dated(shared[kind, value], known_on, recorded_on, Basis(basis), by or "", paper, reason)
        found[kind][key].append(dated)
    return found


def any_of(kind: str) -> bool:
    return Decision.objects.filter(kind=kind).exists()
