"""Tables that a file replaces row by row: what is new is added, what differs is corrected, what is equal is left."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Model

from guatu.web.base.digests import facts


class Changed(NamedTuple):
    """The rows that a load added or corrected, by primary key."""

    before: dict[str, dict[str, Any]]
    after: dict[str, dict[str, Any]]


def save_changed(rows: Iterable[Model]) -> Changed:
    """Save those of `rows` (of one table, with their primary keys) that the table does not have exactly so."""
    new = {row.pk: row for row in rows}
    if not new:
        return Changed({}, {})
    table = type(next(iter(new.values())))
    known = {pk: facts(row) for pk, row in table._default_manager.in_bulk(list(new)).items()}
    changed = {pk: row for pk, row in new.items() if known.get(pk) != facts(row)}
    table._default_manager.bulk_create(
        changed.values(),
        update_conflicts=True,
        unique_fields=[table._meta.pk.name],
        update_fields=[f.name for f in table._meta.concrete_fields if not f.primary_key],
    )
    return Changed(
        {str(pk): known[pk] for pk in changed if pk in known}, {str(pk): facts(row) for pk, row in changed.items()}
    )
