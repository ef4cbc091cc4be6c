"""The city's plans: each with its amendments is one line, one address, one row of the list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from guatu.web.plans.ledger.models import Plan


class State(StrEnum):
    DRAFT = "草稿"
    RUNNING = "执行中"
    ENDED = "已结束"


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan as it was issued, and every version that an amendment put in its place, oldest first."""

    versions: tuple[Plan, ...]
    published: bool  # False: a draft, which only staff see

    @property
    def code(self) -> str:
        """The plan's name in addresses: that of the text it was issued with, so an amendment changes no address."""
        return self.versions[0].code

    @property
    def newest(self) -> Plan:
        return self.versions[-1]

    def on(self, day: date) -> Plan:
        """The version that stood on a day; the first before any."""
        return next((v for v in reversed(self.versions) if v is self.versions[0] or _since(v) <= day), self.newest)

    def version(self, code: str, day: date) -> Plan:
        """The text with this code; for the line's own code the one that stands on the day."""
        return next((v for v in self.versions[1:] if v.code == code), self.on(day))

    def has(self, code: str) -> bool:
        return any(v.code == code for v in self.versions)

    def state(self, day: date) -> State:
        if not self.published:
            return State.DRAFT
        last = self.on(day).plan_to
        return State.ENDED if last is not None and day.year > last else State.RUNNING


def _since(version: Plan) -> date:
    return version.amendment.effective


def plan_lines() -> tuple[PlanLine, ...]:
    """Every plan of the store, the published ones first, each in the order of coming. One query, without texts."""
    rows = tuple(Plan.objects.select_related("region", "amendment").defer("text").order_by("id"))
    after = {amendment.old_id: row for row in rows if (amendment := getattr(row, "amendment", None))}
    amended = {row.pk for row in after.values()}
    found = [tuple(_versions(row, after)) for row in rows if row.pk not in amended]
    lines = [PlanLine(versions, published=any(v.active for v in versions)) for versions in found]
    return tuple(sorted(lines, key=lambda line: not line.published))


def _versions(row: Plan, after: dict[int, Plan]) -> Iterable[Plan]:
    at: Plan | None = row
    while at is not None:
        yield at
        at = after.get(at.pk)
