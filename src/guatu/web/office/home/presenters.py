"""What slips over all plans: the targets that are missed or behind, by lead unit, the worst first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from guatu.core.judging.model import Status
from guatu.core.reports.labels import short_labels
from guatu.core.reports.target_tables import Sources, TargetRow
from guatu.core.reports.target_tables import row as table_row
from guatu.core.reports.words import shape
from guatu.web.base.addresses import address
from guatu.web.public.presenters.addresses import query
from guatu.web.public.presenters.plan_list import SLIPPING, plan_name, short_name
from guatu.web.public.templatetags.guatu import word_of
from guatu.web.standing.archive import Standing, archives
from guatu.web.standing.reading import Reading


@dataclass(frozen=True, slots=True)
class Slipping:
    """One target that slips, with the plan that it stands in."""

    row: TargetRow
    href: str
    plan: str
    plan_href: str


@dataclass(frozen=True, slots=True)
class UnitLines:
    name: str  # "" where the plan names nobody
    lines: list[Slipping]

    @property
    def counted(self) -> list[tuple[str, int]]:
        found = Counter(line.row.shape for line in self.lines)
        return [(s.value, found[s.value]) for s in SLIPPING if found[s.value]]


@dataclass(frozen=True, slots=True)
class PlanLights:
    """One plan in a line: how many targets, how many of each light."""

    name: str
    href: str
    targets: int
    lights: list[tuple[str, str, int]]  # shape, word, how many
    silent: int


@dataclass(frozen=True, slots=True)
class Home:
    plans: list[PlanLights]
    units: list[UnitLines]
    slipping: int
    targets: int


def home(reading: Reading) -> Home:
    """Every plan in force on the day, and what slips in any of them."""
    plans: list[PlanLights] = []
    lines: list[tuple[str, Slipping]] = []
    standing_on = [line for line in reading.published if line.edition_on(reading.as_of)]
    for plan in archives(standing_on):
        found = plan.on(reading.as_of)
        plans.append(lights(reading, plan.line.code, found))
        lines += slipping(reading, plan.line.code, found)
    return Home(plans, by_unit(lines), len(lines), sum(p.targets for p in plans))


def lights(reading: Reading, code: str, found: Standing) -> PlanLights:
    tally = Counter(shape(found.judgements[t.id]) for t in found.targets)
    silent = tally[Status.UNKNOWN.value]
    shown = [s.value for s in Status if s is not Status.UNKNOWN and tally[s.value]]
    return PlanLights(
        plan_name(found.plan),
        address("pages:overview", plan=code) + query(reading),
        len(found.targets),
        [(s, word_of(s), tally[s]) for s in shown],
        silent,
    )


def slipping(reading: Reading, code: str, found: Standing) -> Iterable[tuple[str, Slipping]]:
    names = short_labels(found.targets)
    for target in found.targets:
        judgement = found.judgements[target.id]
        if judgement.status in SLIPPING:
            row = table_row(target, judgement, label=names[target.id], sources=Sources())
            href = address("pages:target", target.id, plan=code) + query(reading)
            plan_href = address("pages:overview", plan=code) + query(reading)
            yield target.lead, Slipping(row, href, short_name(found.plan), plan_href)


def by_unit(lines: Iterable[tuple[str, Slipping]]) -> list[UnitLines]:
    """Units with the most and worst first; what nobody leads comes last, and says so."""
    order = {s.value: n for n, s in enumerate(SLIPPING)}
    found: dict[str, list[Slipping]] = {}
    for lead, line in lines:
        found.setdefault(lead, []).append(line)
    units = [UnitLines(lead, sorted(of, key=lambda line: order[line.row.shape])) for lead, of in found.items()]
    return sorted(units, key=lambda u: (not u.name, [-sum(x.row.shape == s for x in u.lines) for s in order], u.name))
