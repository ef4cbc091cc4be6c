"""What changed between two days: lights that turned, and figures that became known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from guatu.core.judging.model import Judgement, Status
from guatu.core.series.model import Observation


@dataclass(frozen=True, slots=True)
class Change:
    """One target that is judged otherwise than before. `turned` is False when only the figures behind it are new."""

    target: str
    before: Judgement | None  # None: the target is new
    after: Judgement
    new: tuple[Observation, ...] = ()  # observations behind `after` that were not behind `before`

    @property
    def turned(self) -> bool:
        return self.before is None or self.before.status is not self.after.status

    @property
    def better(self) -> bool | None:
        """Whether the light improved; None when one of the two is unknown or nothing turned."""
        if self.before is None or not self.turned:
            return None
        if Status.UNKNOWN in (self.before.status, self.after.status):
            return None
        order = list(Status)
        return order.index(self.after.status) > order.index(self.before.status)


def changes(before: Mapping[str, Judgement], after: Mapping[str, Judgement]) -> tuple[Change, ...]:
    """Targets whose light turned or whose figures are new, in the order of `after`. Equal days give nothing."""
    found = []
    for target, now in after.items():
        was = before.get(target)
        old = {row.key for row in behind(was)} if was else set()
        new = tuple(row for row in behind(now) if row.key not in old)
        change = Change(target, was, now, new)
        if change.turned or new or (was and was.why is not now.why):
            found.append(change)
    return tuple(found)


def behind(judgement: Judgement) -> tuple[Observation, ...]:
    """Every observation that a judgement rests on, its single years included, each once."""
    rows: dict[str, Observation] = {}
    for figure in (judgement.actual, judgement.versus):
        for row in figure.observations if figure else ():
            rows[row.key] = row
    for year in judgement.years:
        for row in behind(year):
            rows[row.key] = row
    return tuple(rows.values())
