"""What rows say, as one hash: what the audit log keeps of data that is too long to be written into it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models

from guatu.web.audit.chain import canonical, sm3


def facts(row: models.Model, *, without: Iterable[str] = ()) -> dict[str, Any]:
    """Every column of a row by name."""
    left_out = set(without)
    return {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if f.attname not in left_out}


def row_digest(row: models.Model, *, without: Iterable[str] = ()) -> str:
    return sm3(canonical(facts(row, without=without)))


def state_digest(table: type[models.Model]) -> str:
    """Everything that a table says now, whatever the order of its rows."""
    rows = table._default_manager.order_by("pk").iterator()
    return sm3("\n".join(canonical(facts(row)) for row in rows))


def batch_digest(digests: Iterable[str]) -> str:
    """Of the rows loaded together, whatever their order."""
    return sm3("\n".join(sorted(digests)))
