"""What `guatu verify` looks at: each app names the module that says which of its tables are guarded and how its rows
are recomputed.

The log knows no app; an app calls `verified_by` once, when it is ready. The module is loaded when somebody asks. It may
set `GUARDED` (tables whose rows are written once), `FINDINGS` (what was tampered with), `NOTES` (what is left open
without anybody's fault) and `COUNTED` (words and tables for the first lines of the report).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module

from django.db.models import Model

from guatu.core.errors import StoreError

Findings = Callable[[], Iterable[StoreError]]
_modules: list[str] = []


@dataclass(frozen=True, slots=True)
class Verifying:
    """One app's part of `guatu verify`."""

    guarded: tuple[type[Model], ...]
    findings: tuple[Findings, ...]
    notes: tuple[Findings, ...]
    counted: tuple[tuple[str, type[Model]], ...]


def verified_by(module: str) -> None:
    """Register the module that verifies an app's rows; registering it again changes nothing."""
    if module not in _modules:
        _modules.append(module)


def parts() -> tuple[Verifying, ...]:
    loaded = [import_module(name) for name in _modules]
    return tuple(
        Verifying(*(tuple(getattr(module, name, ())) for name in ("GUARDED", "FINDINGS", "NOTES", "COUNTED")))
        for module in loaded
    )


def guarded() -> tuple[type[Model], ...]:
    """Every table whose rows the database refuses to change."""
    return tuple(table for part in parts() for table in part.guarded)
