"""What can be found by the one search. An app registers the module that names its parts; the index knows no app.

A part says what it holds, each thing with the days on which it stands and the right that it takes to see it, and after
which acts in the audit log that may have changed. The index is derived: it can be thrown away and filled anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from importlib import import_module
from typing import Any

from guatu.core.decisions import Stand

_modules: list[str] = []
ANYWHERE = "*"


class FoundKind(StrEnum):
    """Kinds of things, in the order in which results are shown."""

    PLAN = "plan"
    TARGET = "target"
    TASK = "task"
    INDICATOR = "indicator"
    SOURCE = "source"
    TEXT = "text"
    UNIT = "unit"
    ACCOUNT = "account"
    DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class Findable:
    """One thing that may be found, on the days on which it stands so."""

    kind: FoundKind
    key: str  # unique within its part, and the same each time the part is read
    title: str
    page: str  # pages:target
    args: tuple[str, ...] = ()  # beside the plan's code
    tail: str = ""  # "?at=C001" or "#s120"
    plan: str = ""  # code of the plan, for a thing of a plan
    code: str = ""  # 物流-03
    names: tuple[str, ...] = ()  # other names by which it is known
    body: str = ""  # text in which words are found, beside the names
    order: int = 0  # among things that answer alike: the place in its text
    right: str = ""  # that it takes to see it; "" for everybody
    places: frozenset[str] = (
        frozenset()
    )  # where it lies, as scopes are written: unit:swj; ANYWHERE, wherever the right is
    since: date = date.min  # the days on which it stands, both included
    until: date = date.max
    recorded_from: date = date.min  # and as far as the office had written down
    recorded_until: date = date.max


@dataclass(frozen=True, slots=True)
class FindablePart:
    """A part of the index: what one app holds of one sort."""

    name: str  # figures.sources
    after: frozenset[str]  # acts in the audit log after which it may have changed
    read: Callable[[date], Iterable[Findable]]  # everything that ever stood; what lies where, as of a day
    rights: tuple[str, ...] = ()  # that its things may take


def found_by(module: str) -> None:
    """Register the module whose `PARTS` can be found; registering it again changes nothing."""
    if module not in _modules:
        _modules.append(module)


def parts() -> dict[str, FindablePart]:
    """Every registered part by its name."""
    return {part.name: part for name in _modules for part in import_module(name).PARTS}


def standing_as(thing: Findable, stand: Stand[Any]) -> Findable:
    """A thing on the days of one answer of the archive."""
    return replace(
        thing,
        key=f"{thing.key}@{stand.since:%Y%m%d}.{stand.recorded_from:%Y%m%d}",
        since=stand.since,
        until=stand.until,
        recorded_from=stand.recorded_from,
        recorded_until=stand.recorded_until,
    )
