"""Dated decisions: whatever takes part in a judgement and is decided by people or loaded as data.

Rule sets, the catalogue, definitions, source ranks, links, the reading of a plan: a row is only ever added. Each has
two days. `known_on` is the day from which it counts, `recorded_on` the day on which this office wrote it down. So two
questions can be asked of every day, and neither answer ever changes: what was published by then, and what this office
had recorded.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Any, Generic, TypeVar

from guatu.core.errors import FiguresError
from guatu.core.text.figures import day

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)
ALWAYS = date(1, 1, 1)  # counts from the beginning: what a store was first loaded with bears no day of its own
ONE_DAY = timedelta(days=1)


class Basis(StrEnum):
    """On what ground a decision counts from its day."""

    FIRST = "首次"  # came with a plan or a first load: it counts from the paper's own day
    DECIDED = "决定"  # counts from the day on which it was made, or from a later one
    RATIFIED = "追认"  # counts from a day before it was made: it bears a reason


class NoReasonForEarlier(FiguresError):
    code = "D370"
    reason = "这项决定从{known_on}起算，早于今天（{on}），却没有写理由。"
    remedy = "请写明追认的理由和依据的文件，或改为从今天起算。"


@dataclass(frozen=True, slots=True)
class Dated(Generic[T]):
    """A value, from which day on it counts, and when it was written down by whom."""

    value: T
    known_on: date
    recorded_on: date
    basis: Basis = Basis.DECIDED
    by: str = ""
    paper: str = ""
    reason: str = ""

    def seen(self, *, as_of: date, recorded_by: date | None = None) -> bool:
        """Whether it counts on `as_of`, as far as this office had written down by `recorded_by`."""
        return self.known_on <= as_of and (recorded_by is None or self.recorded_on <= recorded_by)


def basis_of(known_on: date, *, on: date, reason: str) -> Basis:
    """The ground of a decision made on `on`. Raises NoReasonForEarlier."""
    if known_on >= on:
        return Basis.DECIDED
    if not reason.strip():
        raise NoReasonForEarlier(known_on=day(known_on), on=day(on))
    return Basis.RATIFIED


def in_force(rows: Iterable[Dated[T]], *, as_of: date, recorded_by: date | None = None) -> Dated[T] | None:
    """The row that counts on a day: the one that counts from the latest day, and of one day the last written.

    Args:
        rows: of one thing, in the order in which they were written.
    """
    found: Dated[T] | None = None
    for row in rows:
        if row.seen(as_of=as_of, recorded_by=recorded_by) and (found is None or row.known_on >= found.known_on):
            found = row
    return found


def all_in_force(
    rows: Mapping[K, Sequence[Dated[T]]], *, as_of: date, recorded_by: date | None = None, or_first: bool = False
) -> dict[K, T]:
    """What counts on a day, of many things.

    Args:
        or_first: what did not count yet stands with its first row. For what has no meaning of its own before somebody
            refers to it: a source is asked only for a figure that names it.
    """
    found: dict[K, T] = {}
    for key, history in rows.items():
        row = in_force(history, as_of=as_of, recorded_by=recorded_by) or (history[0] if or_first and history else None)
        if row is not None:
            found[key] = row.value
    return found


@dataclass(frozen=True, slots=True)
class Stand(Generic[T]):
    """A value and the days on which it counts, all of them included: of which day one asks, and how far the office had
    written down. An answer that may be kept in a table, because no later row changes it for a day that was."""

    value: T
    since: date
    until: date
    recorded_from: date
    recorded_until: date

    def within(self, other: Stand[Any]) -> Stand[T] | None:
        """This value on those of its days on which another counts, too; None when there are none."""
        since, until = max(self.since, other.since), min(self.until, other.until)
        start, end = max(self.recorded_from, other.recorded_from), min(self.recorded_until, other.recorded_until)
        return Stand(self.value, since, until, start, end) if since <= until and start <= end else None


def stands(rows: Sequence[Dated[T]]) -> tuple[Stand[T], ...]:
    """Every answer that `in_force` can give about one thing, each with its days; nothing where it gives none.

    Args:
        rows: of one thing, in the order in which they were written.
    """
    recorded = sorted({row.recorded_on for row in rows})
    open_slab: dict[tuple[int, date, date], date] = {}  # row, since, until → from which recording on
    found: list[Stand[T]] = []
    for known_by, ends in pairwise([*recorded, None]):
        assert known_by is not None
        slab = {key: open_slab.get(key, known_by) for key in _line_of(rows, known_by)}
        if ended := {key: start for key, start in open_slab.items() if key not in slab}:
            found += _closed(rows, ended, until=known_by - ONE_DAY)
        open_slab = slab
        if ends is None:
            found += _closed(rows, slab, until=date.max)
    return tuple(found)


def _line_of(rows: Sequence[Dated[T]], known_by: date) -> list[tuple[int, date, date]]:
    """What counts one after another, as far as was written down by a day: row, first and last day."""
    by_day = {row.known_on: n for n, row in enumerate(rows) if row.recorded_on <= known_by}  # of one day the last
    days = sorted(by_day)
    ends = [*(following - ONE_DAY for following in days[1:]), date.max]
    return [(by_day[first], first, end) for first, end in zip(days, ends, strict=True)]


def _closed(rows: Sequence[Dated[T]], slab: Mapping[tuple[int, date, date], date], *, until: date) -> list[Stand[T]]:
    return [Stand(rows[n].value, since, end, start, until) for (n, since, end), start in slab.items()]
