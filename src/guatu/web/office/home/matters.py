"""What waits for the reader: each matter belongs to a right, and is said only to whoever holds it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from guatu.core.tasks.model import LATE, TaskState
from guatu.core.text.said import Listed
from guatu.store.machine import Health
from guatu.web.audit.reading import last_check, refusals
from guatu.web.base.addresses import address
from guatu.web.base.scopes import SOMEWHERE
from guatu.web.base.tongue import html
from guatu.web.people import selectors as people
from guatu.web.public.presenters.addresses import query
from guatu.web.public.presenters.plan_list import plan_name
from guatu.web.standing.archive import Standing
from guatu.web.standing.reading import Reading
from guatu.web.upkeep.doctor import backups, calendars, jobs

CHECKED = timedelta(days=7)  # for which a verification of the log is fresh
LOOKED_BACK = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing to do: what, why, and where it is done."""

    title: str
    says: str
    href: str
    action: str


@dataclass(frozen=True, slots=True)
class Seen:
    """A plan on the day, with the lines that the reader has to do with; None: all of them."""

    standing: Standing
    mine: frozenset[str] | None

    def is_mine(self, id: str) -> bool:
        return self.mine is None or id in self.mine


Finds = Callable[[Reading, Any, Sequence[Seen]], Iterator[Matter]]


def matters(reading: Reading, user: Any, plans: Sequence[Seen]) -> list[Matter]:
    """Everything that waits for a person, in the order of the table below."""
    return [m for right, find in MATTERS if user.has_perm(right, SOMEWHERE) for m in find(reading, user, plans)]


def drafts(reading: Reading, user: Any, plans: Sequence[Seen]) -> Iterator[Matter]:
    for line in reading.lines:
        if not line.published and user.has_perm("review.publish", line.newest):
            yield Matter(
                gettext("《%(name)s》还没有发布") % {"name": plan_name(line.newest)},
                gettext("读出来的清单只有工作人员看得到；审阅、发布以后才对外。"),
                address("review:desk", plan=line.newest.code),
                gettext("去审阅"),
            )


def done(reading: Reading, user: Any, plans: Sequence[Seen]) -> Iterator[Matter]:
    """Tasks that somebody reported, for whoever closes them."""
    for plan in plans:
        found = [id for id, j in plan.standing.tasks.items() if j.state is TaskState.REPORTED]
        if found and user.has_perm("tasks.close", plan.standing.plan):
            yield Matter(
                ngettext("%(n)s项任务报了办结，等您核查", "%(n)s项任务报了办结，等您核查", len(found))
                % {"n": len(found)},
                gettext("核查佐证，销号或者退回；报告的人不能自己销号。"),
                tasks_address(reading, plan, TaskState.REPORTED),
                gettext("去核查"),
            )


def late(reading: Reading, user: Any, plans: Sequence[Seen]) -> Iterator[Matter]:
    """Tasks whose day has passed, for whoever reports them."""
    for plan in plans:
        found = [i for i, j in plan.standing.tasks.items() if j.state in LATE and plan.is_mine(i)]
        if found:
            yield Matter(
                ngettext("%(n)s项任务到期还没有报办结", "%(n)s项任务到期还没有报办结", len(found)) % {"n": len(found)},
                gettext("办完了的，写上哪天办完、凭什么；没办完的，写一句原因。"),
                tasks_address(reading, plan, *LATE),
                gettext("去看"),
            )


def unled(reading: Reading, user: Any, plans: Sequence[Seen]) -> Iterator[Matter]:
    """Targets that nobody leads, for whoever names the unit."""
    for plan in plans:
        found = [t for t in plan.standing.targets if t.id not in plan.standing.leads]
        if found and user.has_perm("ledger.assign_owner", plan.standing.plan):
            yield Matter(
                ngettext("%(n)s个目标没有牵头单位", "%(n)s个目标没有牵头单位", len(found)) % {"n": len(found)},
                gettext("没有牵头单位，就没有人可以问。"),
                address("owners:assign", plan=plan.standing.line.code),
                gettext("去指定"),
            )


def open_definitions(reading: Reading, user: Any, plans: Sequence[Seen]) -> Iterator[Matter]:
    """Targets whose definition or link nobody has confirmed."""
    for plan in plans:
        links = plan.standing.links
        found = [t for t in plan.standing.targets if not ((link := links.get(t.id)) and link.confirmed)]
        if found:
            yield Matter(
                ngettext("%(n)s个目标的指标没有确认", "%(n)s个目标的指标没有确认", len(found)) % {"n": len(found)},
                gettext("指标、口径不定，公布了数也不能判灯。"),
                reverse("waiting:queue"),
                gettext("去确认"),
            )


def waiting_accounts(reading: Reading, user: Any, plans: Sequence[Seen]) -> Iterator[Matter]:
    found = [p for p in people.people() if p.waiting]
    if found:
        yield Matter(
            ngettext("%(n)s个账号等您批准", "%(n)s个账号等您批准", len(found)) % {"n": len(found)},
            gettext("新开的和重置过口令的账号，批准以后才能登录。"),
            reverse("rights:accounts"),
            gettext("去批准"),
        )


def unchecked(reading: Reading, user: Any, plans: Sequence[Seen]) -> Iterator[Matter]:
    last, now = last_check(), timezone.now()
    if last is None or now - last.at > CHECKED:
        yield Matter(
            gettext("审计记录该核对了"),
            gettext("还没有核对过。") if last is None else gettext("上次核对已过一周。"),
            reverse("rights:log"),
            gettext("去核对"),
        )
    elif last.findings:
        yield Matter(
            ngettext("上次核对有%(n)s处不符", "上次核对有%(n)s处不符", len(last.findings)) % {"n": len(last.findings)},
            gettext("请查明是谁、何时、改了什么。"),
            reverse("rights:log"),
            gettext("去看"),
        )
    if count := refusals(now - LOOKED_BACK):
        yield Matter(
            ngettext("30天里有%(n)s次越权被拒", "30天里有%(n)s次越权被拒", count) % {"n": count},
            gettext("多半是点错；同一个人反复出现，要问一问。"),
            f"{reverse('rights:log')}?action=refused",
            gettext("去看"),
        )


def ailing(reading: Reading, user: Any, plans: Sequence[Seen]) -> Iterator[Matter]:
    found = [line for look in (backups, jobs, calendars) for line in look() if line.state is not Health.GOOD]
    if found:
        yield Matter(
            ngettext("系统有%(n)s处要看一看", "系统有%(n)s处要看一看", len(found)) % {"n": len(found)},
            html(Listed(tuple(dict.fromkeys(line.what for line in found)))),
            reverse("health:health"),
            gettext("去看"),
        )


def tasks_address(reading: Reading, plan: Seen, *states: TaskState) -> str:
    listed = urlencode({"state": ",".join(state.value for state in states)})
    day = query(reading)
    return f"{address('pages:tasks', plan=plan.standing.line.code)}{day}{'&' if day else '?'}{listed}"


MATTERS: tuple[tuple[str, Finds], ...] = (
    ("review.publish", drafts),
    ("tasks.close", done),
    ("tasks.report", late),
    ("review.edit", unled),
    ("ledger.decide_link", open_definitions),
    ("people.approve", waiting_accounts),
    ("audit.read", unchecked),
    ("store.keep", ailing),
)
