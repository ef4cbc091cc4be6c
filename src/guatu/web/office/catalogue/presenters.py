"""What the pages of the catalogue show."""

from __future__ import annotations

import calendar as months_of
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guatu.core.decisions import Dated
from guatu.core.judging.rules import RuleSet
from guatu.core.series.model import PriceBasis, Wanted
from guatu.core.time.workdays import SATURDAY, Calendar, YearTable
from guatu.web.loads.kinds import RULE_WORDS
from guatu.web.loads.previews import printed
from guatu.web.public.presenters.catalogue import NATURE_WORDS

WANTED = {Wanted.MORE: _("越多越好"), Wanted.LESS: _("越少越好")}
THRESHOLDS = (
    "ok_from", "slow_from", "growth_ok_from", "growth_slow_from", "small_count", "base_rank", "actual_rank",
    "about_percent", "about_points", "task_grace_days",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shelf:
    """A part of the catalogue: how much of it there is, and where it stands."""

    address: str  # name of the page
    load: str  # kind of file
    word: str
    count: int
    says: Any


def choices() -> dict[str, list[tuple[str, str]]]:
    """The words of an indicator's form that can be chosen."""
    return {
        "natures": [(nature, gettext(word)) for nature, word in NATURE_WORDS.items()],
        "wants": [(wanted.value, str(word)) for wanted, word in WANTED.items()],
        "bases": [(basis.value, basis.value) for basis in PriceBasis if basis.value],
    }


# -- rules ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RuleVersion:
    """A version of the rules: from when it counts, when it was written down, and why."""

    rules: RuleSet
    known_on: date | None  # None: from the beginning
    recorded_on: date
    basis: str
    by: str
    because: str
    in_force: bool


def rule_versions(history: Iterable[Dated[RuleSet]], *, stands: RuleSet | None) -> list[RuleVersion]:
    """The newest first."""
    return [
        RuleVersion(row.value, day_of(row), row.recorded_on, row.basis.value, row.by, because(row), row.value == stands)
        for row in reversed(list(history))
    ]


def thresholds(rules: RuleSet) -> list[tuple[str, str]]:
    return [(RULE_WORDS[name], printed(getattr(rules, name))) for name in THRESHOLDS]


def day_of(row: Dated[Any]) -> date | None:
    """From when it counts; None for what was there from the beginning."""
    return row.known_on if row.known_on.year > 1 else None


def because(row: Dated[Any]) -> str:
    return "；".join(words for words in (row.paper, row.reason) if words)


def changes(history: Iterable[Dated[Any]]) -> list[tuple[date | None, Dated[Any], str]]:
    """What was decided of one thing, the newest first."""
    return [(day_of(row), row, because(row)) for row in reversed(list(history))]


# -- working days -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DayCell:
    day: int  # 0: not of this month
    kind: str  # off, makeup, weekend, or "" for a working day
    mark: str  # 休, 班


@dataclass(frozen=True, slots=True)
class YearView:
    year: int
    months: list[tuple[int, list[list[DayCell]]]]
    workdays: int
    source: str


def year_view(known: Calendar, year: int) -> YearView:
    """The months of a year, week by week from Monday."""
    table = known.tables[year]
    sheet = months_of.Calendar()
    return YearView(
        year,
        [
            (month, [[_cell(table, year, month, day) for day in week] for week in sheet.monthdayscalendar(year, month)])
            for month in range(1, 13)
        ],
        known.workdays_in(year),
        table.source,
    )


def _cell(table: YearTable, year: int, month: int, day: int) -> DayCell:
    if not day:
        return DayCell(0, "", "")
    on = date(year, month, day)
    if on in table.makeup:
        return DayCell(day, "makeup", "班")
    if on in table.off:
        return DayCell(day, "off", "休")
    return DayCell(day, "weekend" if on.weekday() >= SATURDAY else "", "")


def missing_years(known: Calendar, plans: Iterable[tuple[int | None, int | None]], *, on: date) -> list[int]:
    """Years of the plans, and this one, whose working days nobody has loaded."""
    wanted = {on.year}
    for first, last in plans:
        if first and last:
            wanted |= set(range(first, last + 1))
    return sorted(wanted - known.tables.keys())
