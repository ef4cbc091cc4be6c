"""Where a task lies for the rights: its plan, the districts that it names, and the unit that leads it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from guatu.core.plan.model import Commitment
from guatu.core.plan.owners import Owners
from guatu.core.series.model import Region
from guatu.web.base.scopes import Places
from guatu.web.figures.selectors import regions
from guatu.web.plans.ledger.models import Plan
from guatu.web.plans.ledger.owners import owner_reader
from guatu.web.plans.ledger.scopes import places_of_plan


@dataclass(frozen=True, slots=True)
class TaskPlace:
    """A task as the rights see it."""

    plan: Plan
    units: frozenset[str] = frozenset()
    districts: frozenset[str] = frozenset()

    def scopes(self) -> Places:
        places = places_of_plan(self.plan)
        return {**places, "region": {*places.get("region", ()), *self.districts}, "unit": self.units}


@dataclass(frozen=True)
class TaskPlaces:
    """The places of many tasks of one plan: units and districts are read once."""

    plan: Plan
    on: date

    @cached_property
    def _owners(self) -> Callable[[Commitment], Owners]:
        return owner_reader(self.plan, as_of=self.on)

    @cached_property
    def _regions(self) -> Mapping[str, Region]:
        return regions(self.on)

    def led(self, item: Commitment) -> TaskPlace:
        """For the rights of whoever answers for it."""
        lead = self._owners(item).lead
        return TaskPlace(self.plan, frozenset({lead.code} if lead and lead.code else ()), self._districts(item))

    def shared(self, item: Commitment) -> TaskPlace:
        """For the rights of all who have a part in it."""
        return TaskPlace(self.plan, self._owners(item).codes, self._districts(item))

    def _districts(self, item: Commitment) -> frozenset[str]:
        if item.scope in ("", CITY):
            return frozenset()
        return frozenset(code for code, r in self._regions.items() if item.scope in (r.name, *r.aliases))


CITY = "全市"
