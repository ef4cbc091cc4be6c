"""The city's plans as a list: each with its name, its state and its versions."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from guatu.core.drawing.wall_values import bare_title
from guatu.core.judging.model import Status
from guatu.web.base.addresses import address
from guatu.web.plans.in_force import PlanLine, PlanState
from guatu.web.plans.ledger.models import Plan
from guatu.web.public.presenters.addresses import query
from guatu.web.standing.archive import Standing, archives
from guatu.web.standing.reading import Reading

STATE_SAYS = {
    PlanState.RUNNING: "起止年份之内",
    PlanState.ENDED: "最后一年已过",
    PlanState.DRAFT: "只有工作人员看得到，发布后才对外",
}


SLIPPING = (Status.MISSED, Status.BAD, Status.SLOW)


@dataclass(frozen=True, slots=True)
class Lights:
    """What slips in a plan, and how many targets there are beside."""

    slipping: list[tuple[str, int]]  # shape, how many
    rest: str


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One plan."""

    name: str
    href: str
    years: str
    issued: date | None
    versions: int
    since: date | None  # from when its newest version stands, for a plan that was amended
    ahead: bool  # that version is not in force yet
    desk: str  # where staff review it; "" for other readers
    lights: Lights | None  # None for a draft, and before its first day


@dataclass(frozen=True, slots=True)
class PlanGroup:
    state: str
    word: str
    says: str
    rows: list[PlanRow]

    @property
    def lit(self) -> bool:
        return any(row.lights for row in self.rows)


def groups(reading: Reading) -> list[PlanGroup]:
    """The plans that the reader may see, by state: in force, ended, drafts."""
    standing = [line for line in reading.published if line.edition_on(reading.as_of)]
    lit = {plan.line.code: lights(plan.on(reading.as_of)) for plan in archives(standing)} if standing else {}
    found: dict[PlanState, list[PlanRow]] = {
        state: [] for state in (PlanState.RUNNING, PlanState.ENDED, PlanState.DRAFT)
    }
    for line in reading.lines:
        found[line.state(reading.as_of)].append(row(reading, line, lit.get(line.code)))
    return [
        PlanGroup(state.name.lower(), gettext(state.value), gettext(STATE_SAYS[state]), rows)
        for state, rows in found.items()
        if rows
    ]


def row(reading: Reading, line: PlanLine, lit: Lights | None) -> PlanRow:
    plan, newest = line.text_on(reading.as_of), line.newest
    amendment = line.amendments[-1] if line.amendments else None
    return PlanRow(
        name=plan_name(plan),
        href=address("pages:overview", plan=line.code) + query(reading),
        years=plan_years(plan),
        issued=plan.issued or min((row.known_on for row in line.editions), default=None),
        versions=len(line.plans),
        since=amendment.effective if amendment else None,
        ahead=newest is not plan,
        desk=address("review:desk", plan=newest.code) if reading.at_the_desk else "",
        lights=lit,
    )


def lights(found: Standing) -> Lights:
    tally = Counter(found.judgements[t.id].status for t in found.targets)
    slipping = [(s.value, tally[s]) for s in SLIPPING if tally[s]]
    words = {"n": len(found.targets), "silent": tally[Status.UNKNOWN]}
    return Lights(slipping, gettext("共%(n)s个目标，%(silent)s个还没有数") % words)


def plan_name(plan: Plan) -> str:
    """乌海市促进服务业高质量发展三年攻坚行动; a draft without a title is called by its code."""
    city = plan.place
    if not plan.title.strip():
        return gettext("未命名的方案（%(code)s）") % {"code": plan.code}
    return f"{city}{bare_title(plan.title, city)}"


SHORT = 12  # signs of a plan's short name


def short_name(plan: Plan) -> str:
    """A few words that tell a plan from its neighbours in a narrow column: its title without the city, cut."""
    name = plan_name(plan).removeprefix(plan.place or "")
    return name if len(name) <= SHORT else f"{name[: SHORT - 1]}…"


def plan_years(plan: Plan) -> str:
    """2025—2027; one year is said once."""
    span = dict.fromkeys(str(year) for year in (plan.plan_from, plan.plan_to))
    return "—".join(span) if plan.plan_from and plan.plan_to else ""
