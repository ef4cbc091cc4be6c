"""What every table that goes out and comes back has: its shape, and how its cells are read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Protocol

from django.http import QueryDict

from guatu.core.errors import AskedError
from guatu.core.plan.owners import APART, KnownUnits
from guatu.core.round_trip import CellKind, Cells, RoundTable
from guatu.web.base.asof import read_day
from guatu.web.people.models import User
from guatu.web.plans.owners.services import UnitNotListed

TEXT, WORDS, DAY, NUMBER = CellKind.TEXT, CellKind.WORDS, CellKind.DAY, CellKind.NUMBER


class CellEmpty(AskedError):
    code = "A649"
    reason = "“{head}”不能空着。"
    remedy = "请填上，或者不改这一行。"


class NotAWhole(AskedError):
    code = "A650"
    reason = "“{text}”不是整数。"
    remedy = "请改成整数，例如 30。"


class RoundTrip(Protocol):
    """One table, on one day, for one reader."""

    table: RoundTable
    of: str  # the plan's code; "" for the city's own
    title: str  # of the plan

    def rows(self, keys: Iterable[str] | None = None) -> list[dict[str, str]]:
        """What stands, as text by column; of these keys at least, when they are named."""

    def listed(self, asked: QueryDict) -> list[dict[str, str]]:
        """The rows as a list on the screen shows them: filtered and sorted by what its address asks for."""

    def spelled(self, cells: Cells) -> Cells:
        """A row of a file with every name as the table itself spells it."""

    def meant(self, cells: Cells) -> Any:
        """What a row says. Raises GuatuError when it cannot be taken."""

    def take(self, values: Mapping[str, Any], *, name: str, by: User | None) -> int:
        """Write what rows say, by key; how many were written."""


def with_units(cells: Cells, units: KnownUnits, day: date) -> Cells:
    """A row whose units are called as the list calls them, by whatever of their words they were written."""

    def called(text: str) -> str:
        return "、".join(unit.called if (unit := units.meant(word, day)) else word for word in words(text))

    return {name: called(text) if name in ("lead", "supporting") else text for name, text in cells.items()}


def unit_code(word: str, units: KnownUnits, day: date) -> str:
    """The code of the unit that a cell names; "" of an empty one. Raises UnitNotListed."""
    if not word:
        return ""
    unit = units.meant(word, day)
    if unit is None:
        raise UnitNotListed(unit=word[:40])
    return unit.code


def words(text: str) -> list[str]:
    return [word for word in APART.split(text) if word]


def day_in(cells: Cells, name: str, head: str) -> date | None:
    """Raises NoSuchAsOf."""
    return read_day(cells[name], said_in=head) if cells[name] else None
