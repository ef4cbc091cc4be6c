"""One's own page: what waits, what turned, what falls due, and what slips, over all plans and by lead unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from guatu.core.judging.model import Status
from guatu.core.reports.changes import LightChange, changes, next_days
from guatu.core.reports.target_tables import Sources, TargetRow
from guatu.core.reports.target_tables import row as table_row
from guatu.core.reports.words import shape
from guatu.core.text.said import Said, Sentence
from guatu.core.time.days import month_before
from guatu.web.audit.reading import Verified, last_check
from guatu.web.base.addresses import address
from guatu.web.base.asof import SHANGHAI
from guatu.web.base.scopes import SOMEWHERE
from guatu.web.office.home.district import District, district
from guatu.web.office.home.matters import CHECKED, Matter, Seen, matters
from guatu.web.office.rights.presenters import DidToday, did_today
from guatu.web.people.models import Role
from guatu.web.plans.ledger.scopes import seen_lines
from guatu.web.public.presenters.addresses import query
from guatu.web.public.presenters.plan_list import SLIPPING, plan_name, short_name
from guatu.web.public.templatetags.guatu import word_of
from guatu.web.standing.archive import Archive, Standing, archives
from guatu.web.standing.reading import Reading

DAYS = 6  # of those to come


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
    one_page: str  # the sheet for whoever reads the whole plan


@dataclass(frozen=True, slots=True)
class LightTurned:
    """A light that is another than a month ago."""

    change: LightChange
    href: str
    plan: str


@dataclass(frozen=True, slots=True)
class Coming:
    on: date
    text: Sentence
    left: Said
    plan: str


@dataclass(frozen=True, slots=True)
class OwnLog:
    """What an audit administrator looks at first."""

    last: Verified | None
    fresh: bool  # checked within a week, and nothing was found
    day: date
    did: list[DidToday]


@dataclass(frozen=True, slots=True)
class Home:
    matters: list[Matter]
    business: bool  # administrators see no plan here
    of_a_unit: bool  # a liaison: her unit's lines alone
    may_add: bool  # a plan
    plans: list[PlanLights]
    turned: list[LightTurned]
    since: date
    coming: list[Coming]
    units: list[UnitLines]
    targets: int
    district: District | None  # a district officer's own
    log: OwnLog | None  # an audit administrator's own

    @property
    def slipping(self) -> int:
        return sum(len(unit.lines) for unit in self.units)


def home(reading: Reading, user: Any) -> Home:
    """Of every plan in force on the day that the reader has to do with."""
    business = user.has_perm("review.read", SOMEWHERE)
    lines = [line for line in reading.published if line.edition_on(reading.as_of)] if business else []
    plans = [(plan, seen(reading, user, plan)) for plan in archives(lines)] if lines else []
    mine = [(plan, one) for plan, one in plans if one.mine is None or one.mine]
    standing = [one for _plan, one in mine]
    own = district(reading, user, [one.standing for _plan, one in plans]) if business else None
    theirs = {one.standing.line.code for one in standing}
    named = [one for one in own.named if one.standing.line.code not in theirs] if own else []
    return Home(
        matters=matters(reading, user, standing),
        business=business,
        of_a_unit=Role.LIAISON in user.roles() and all(one.mine is not None for one in standing),
        may_add=user.has_perm("ledger.load_plan"),
        plans=[lights(reading, one) for one in standing],
        turned=[t for plan, one in mine for t in turned(reading, plan, one)],
        since=month_before(reading.as_of),
        coming=coming(reading, [*standing, *named]),
        units=by_unit(pair for one in standing for pair in slipping(reading, one)),
        targets=sum(len(targets_of(one)) for one in standing),
        district=own,
        log=own_log() if user.has_perm("audit.read") else None,
    )


def own_log() -> OwnLog:
    """By the clock and not by the day that pages speak of: the log is of when things were done."""
    last, now = last_check(), timezone.now()
    fresh = last is not None and not last.findings and now - last.at <= CHECKED
    day = timezone.localdate(now, SHANGHAI)
    return OwnLog(last, fresh, day, did_today(day))


OWN = (  # pages that one works on: where, the rights that open it, what is done there
    ("entry:grid", ("indicators.load_figures",), _("填数"), _("公布数一格一格填，或整块粘贴")),
    ("waiting:queue", ("ledger.decide_link",), _("待确认"), _("哪个目标看哪个指标，口径定不定")),
    ("loads:list", ("indicators.load_figures",), _("导入"), _("数据、指标、来源、日历、单位的文件，先看再收")),
    ("catalogue:home", ("indicators.load_catalogue",), _("目录"), _("指标、来源、研判规则、日历、地区、单位")),
    ("planning:add", ("ledger.load_plan",), _("添加方案"), _("交上原文，读成清单")),
    ("owners:units", ("ledger.assign_owner",), _("单位"), _("单位和简称，领域归谁牵头")),
    ("check:draft", ("check.draft",), _("查草稿"), _("印发以前先算一遍方案自己的账")),
    ("rights:accounts", ("people.create_user",), _("账号"), _("开户、重置口令")),
    ("rights:accounts", ("people.grant_role",), _("账号"), _("批准账号、授予和收回角色、解锁")),
    ("rights:log", ("audit.read",), _("审计"), _("谁在什么时候做了什么；核对记录有没有被改动")),
    ("rights:log", ("audit.read_auditors",), _("审计"), _("审计管理员做了什么")),
    ("health:health", ("store.keep",), _("系统"), _("机器和库的状况，备份")),
    ("rights:matrix", (), _("谁能做什么"), _("每项权利归谁，管到哪里")),
)


def own_pages(user: Any) -> list[tuple[str, str, str]]:
    """Addresses, words and sentences of the pages that a person works on."""
    return [
        (reverse(name), str(word), str(says)) for name, rights, word, says in OWN if all(map(user.has_perm, rights))
    ]


def seen(reading: Reading, user: Any, plan: Archive) -> Seen:
    found = plan.on(reading.as_of)
    return Seen(found, seen_lines(user, "review.read", found.plan, found.items))


def targets_of(plan: Seen) -> list:
    return [t for t in plan.standing.targets if plan.is_mine(t.id)]


def lights(reading: Reading, plan: Seen) -> PlanLights:
    found, targets = plan.standing, targets_of(plan)
    tally = Counter(shape(found.judgements[t.id]) for t in targets)
    shown = [s.value for s in Status if s is not Status.UNKNOWN and tally[s.value]]
    return PlanLights(
        plan_name(found.plan),
        _overview(reading, found),
        len(targets),
        [(s, word_of(s), tally[s]) for s in shown],
        tally[Status.UNKNOWN.value],
        address("mayor:one_page", plan=found.line.code) + query(reading) if plan.mine is None else "",
    )


def turned(reading: Reading, plan: Archive, one: Seen) -> Iterable[LightTurned]:
    found, targets = one.standing, targets_of(one)
    names = found.names
    before = plan.judged(month_before(reading.as_of), found)
    was = [j for id, j in before.items() if id in names]
    for change in changes(targets, found.judgements, was, names=names, as_of=reading.as_of).lights:
        href = address("pages:target", change.target, plan=found.line.code) + query(reading)
        yield LightTurned(change, href, short_name(found.plan))


def coming(reading: Reading, plans: Sequence[Seen]) -> list[Coming]:
    between = reading.working_days()
    found = []
    for one in plans:
        items = [c for c in one.standing.commitments if one.is_mine(c.id)]
        for day in next_days(items, one.standing.judgements, as_of=reading.as_of, working_days=between):
            found.append(Coming(day.on, day.text, day.left, short_name(one.standing.plan)))
    return sorted(found, key=lambda c: (c.on, c.plan))[:DAYS]


def slipping(reading: Reading, one: Seen) -> Iterable[tuple[str, Slipping]]:
    found = one.standing
    names = found.names
    for target in targets_of(one):
        judgement = found.judgements[target.id]
        if judgement.status in SLIPPING:
            row = table_row(target, judgement, label=names[target.id], sources=Sources())
            href = address("pages:target", target.id, plan=found.line.code) + query(reading)
            lead = found.leads.get(target.id, "")
            yield lead, Slipping(row, href, short_name(found.plan), _overview(reading, found))


def by_unit(lines: Iterable[tuple[str, Slipping]]) -> list[UnitLines]:
    """Units with the most and worst first; what nobody leads comes last, and says so."""
    order = {s.value: n for n, s in enumerate(SLIPPING)}
    found: dict[str, list[Slipping]] = {}
    for lead, line in lines:
        found.setdefault(lead, []).append(line)
    units = [UnitLines(lead, sorted(of, key=lambda line: order[line.row.shape])) for lead, of in found.items()]
    return sorted(units, key=lambda u: (not u.name, [-sum(x.row.shape == s for x in u.lines) for s in order], u.name))


def _overview(reading: Reading, found: Standing) -> str:
    return address("pages:overview", plan=found.line.code) + query(reading)
