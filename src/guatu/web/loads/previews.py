"""What a file would do, as values that are kept until somebody confirms it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from itertools import islice
from typing import Any

from guatu.core.errors import GuatuError
from guatu.core.text.figures import NONE, number

SHOWN = 200  # lines of a kind that a page lists


@dataclass(frozen=True, slots=True)
class LoadTrouble:
    """Something in the file that cannot be taken: where it stands, why, and the way out."""

    code: str
    reason: str
    remedy: str
    row: int | None = None
    column: str = ""


@dataclass(frozen=True, slots=True)
class Altered:
    """A thing that is known otherwise: its name, and per field what stands and what the file says."""

    key: str
    name: str
    fields: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A figure that the store has otherwise, side by side."""

    row: int | None
    what: str  # indicator, place and period
    here: str
    coming: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file would do. Refused or contradicting: nothing of it can be loaded."""

    new: int = 0
    same: int = 0
    changed: int = 0
    first: tuple[tuple[str, ...], ...] = ()  # some of the new, in the columns of `heads`
    heads: tuple[str, ...] = ()
    altered: tuple[Altered, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    contradicting: int = 0
    troubles: tuple[LoadTrouble, ...] = ()
    troubled: int = 0

    @property
    def stands(self) -> bool:
        return not (self.troubled or self.contradicting)

    @property
    def does(self) -> bool:
        """Whether loading it would change anything."""
        return bool(self.new or self.changed)


def trouble(error: GuatuError) -> LoadTrouble:
    facts = error.facts
    said = (error.reason.format(**facts), error.remedy.format(**facts) if error.remedy else "")
    return LoadTrouble(error.code, *said, row=error.place.row, column=error.place.column)


def refused(errors: Iterable[GuatuError], *, count: int) -> Preview:
    return Preview(troubles=tuple(trouble(e) for e in islice(errors, SHOWN)), troubled=count)


def compared(
    coming: Mapping[str, Any],
    here: Mapping[str, Any],
    *,
    name: Callable[[Any], str],
    words: Mapping[str, str],
) -> Preview:
    """The things of a file against those that stand, by key: new, equal, or otherwise in some fields."""
    new = {key: value for key, value in coming.items() if key not in here}
    other = {key: value for key, value in coming.items() if key in here and here[key] != value}
    return Preview(
        new=len(new),
        same=len(coming) - len(new) - len(other),
        changed=len(other),
        first=tuple((key, name(value)) for key, value in islice(new.items(), SHOWN)),
        heads=("代码", "名称"),
        altered=tuple(
            Altered(key, name(value), differences(here[key], value, words))
            for key, value in islice(other.items(), SHOWN)
        ),
    )


def differences(here: Any, coming: Any, words: Mapping[str, str]) -> tuple[tuple[str, str, str], ...]:
    """Field by field what stands and what comes, in words."""
    found = []
    for part in fields(here):
        was, now = getattr(here, part.name), getattr(coming, part.name)
        if was != now:
            found.append((words.get(part.name, part.name), printed(was), printed(now)))
    return tuple(found)


def printed(value: Any) -> str:
    """A value of the catalogue as a cell says it."""
    if value is None or value in ("", (), {}):
        return NONE
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        return "；".join(printed(getattr(value, part.name)) for part in fields(value))
    if isinstance(value, Mapping):
        return "；".join(printed(each) for each in value.values())
    if isinstance(value, tuple | list | set | frozenset):
        return "、".join(printed(each) for each in sorted(value, key=str)) if len(value) < 40 else f"{len(value)}项"
    return str(value)
