"""What the pages of rights, accounts and the log show."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from io import StringIO
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

import rules
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guatu.store.csv_cells import cell
from guatu.web.audit.models import Entry
from guatu.web.audit.reading import who_did
from guatu.web.base.permits import PERMITS, Permit
from guatu.web.base.scopes import KINDS, SOMEWHERE, WHOLE, Scope
from guatu.web.people.models import Grant, Role, User
from guatu.web.people.rules import THREE
from guatu.web.people.scopes import ALLOWED, said

AREAS = {  # of rights, by the first part of their names, in the order of the page
    "people": _("账号"),
    "audit": _("审计记录"),
    "ledger": _("方案和清单"),
    "review": _("审阅"),
    "tasks": _("任务"),
    "standing": _("研判"),
    "check": _("自检"),
    "indicators": _("指标和数据"),
    "store": _("库"),
}
ACTIONS = {  # what the log names and no right does
    "people.sign_in": _("登录"),
    "people.hash_password_anew": _("口令重新加密"),
    "audit.put_guards_back": _("补上防改触发器"),
    "ledger.give_keys": _("给条目编号"),
    "ledger.state_plan": _("补全方案信息"),
    "people.sign_out": _("退出"),
    "people.sign_in_failed": _("登录失败"),
    "people.lock": _("账号锁定"),
    "people.change_password": _("修改口令"),
    "people.end_grant": _("收回角色"),
    "people.grant_role": _("授予角色"),
    "people.second_factor_failed": _("动态码输错"),
    "people.second_factor_on": _("开启动态码"),
    "people.second_factor_off": _("关闭动态码"),
    "people.second_factor_renewed": _("更换恢复码"),
    "people.drop_view": _("删除清单的视图"),
    "audit.read": _("查看审计记录"),
    "audit.take": _("导出审计记录"),
    "audit.verify": _("核对审计链"),
    "refused": _("越权被拒"),
    "export": _("导出"),
    "ledger.keep_original": _("留存原件"),
    "ledger.propose_links": _("提出指标对应"),
    "ledger.carry_links": _("沿用指标对应"),
    "amend.amend_plan": _("登记修订"),
    "indicators.load_regions": _("导入地区"),
    "indicators.load_sources": _("导入来源"),
    "indicators.load_definitions": _("导入口径"),
    "indicators.confirm_definition": _("确认口径"),
    "indicators.load_rules": _("导入研判规则"),
    "standing.snapshot": _("留存当日快照"),
    "decisions.upgrade": _("升级时改存"),
    "store.backup": _("备份"),
    "store.restore": _("恢复"),
    "review.edit": _("审阅修改"),
    "tasks.close": _("核查销号"),
    "tasks.send_back": _("退回任务"),
    "tasks.keep_file": _("留存佐证文件"),
    "check.keep_draft": _("留下草稿检查"),
    "check.drop_draft": _("删去草稿检查"),
}


# -- the matrix -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class StandIn:
    """Nobody, but with one role in one place: whatever the rules say of him, they say of the role."""

    role: str
    scope: Scope
    is_authenticated = is_active = True
    pk = None

    def held(self) -> frozenset[tuple[str, Scope]]:
        return frozenset({(self.role, self.scope)})


@dataclass(frozen=True, slots=True)
class Reach:
    role: Role
    reach: str  # 全市, 本单位 …; empty: not at all


@dataclass(frozen=True, slots=True)
class RightLine:
    permit: Permit
    cells: list[Reach]


def matrix() -> list[tuple[str, list[RightLine]]]:
    """Every right by area, and how far each role reaches with it: what the rules themselves answer."""
    order = list(AREAS)
    found = sorted(PERMITS.values(), key=lambda p: order.index(_area(p)) if _area(p) in order else len(order))
    return [
        (str(AREAS.get(area, area)), [RightLine(p, [Reach(role, reach(p, role)) for role in Role]) for p in permits])
        for area, permits in groupby(found, key=_area)
    ]


def reach(permit: Permit, role: Role) -> str:
    """How far a role reaches with a right, in words."""
    words = []
    for kind in sorted(ALLOWED[role]):
        mine, foreign = Scope(kind, "mine") if kind else WHOLE, Scope(kind, "another") if kind else WHOLE
        holder = StandIn(role, mine)
        if not rules.has_perm(permit.name, holder, SOMEWHERE):
            continue
        if mine == WHOLE:
            words.append(gettext("可以") if role in THREE else gettext("全市"))
        elif rules.has_perm(permit.name, holder, foreign):
            words.append(gettext("可以") if len(ALLOWED[role]) == 1 else "")
        elif kind in permit.of and kind in KINDS and rules.has_perm(permit.name, holder, mine):
            words.append(str(KINDS[kind].says))
    return gettext("或").join(dict.fromkeys(word for word in words if word))


def _area(permit: Permit) -> str:
    return permit.name.partition(".")[0]


# -- accounts ---------------------------------------------------------------------------------------------------------


def grant_words(grant: Grant) -> str:
    """联络员（单位 市商务局）; the whole city goes without saying."""
    role = str(Role(grant.role).label)
    if grant.scope == WHOLE:
        return role
    name = format_html('<span lang="zh-Hans">{}</span>', said(grant.scope))
    return format_html("{}{}{}{}", role, gettext("（"), name, gettext("）"))


def state_word(user: User) -> str:
    if user.is_active:
        return gettext("启用")
    return gettext("待批准") if user.waiting else gettext("停用")


def scope_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """What a role may be limited to, by kind: value and name."""
    return [(str(kind.says), [(f"{kind.name}:{key}", name) for key, name in kind.named().items()])
            for kind in KINDS.values()]  # fmt: skip


# -- the log ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ToldEntry:
    """One entry of the log as a person reads it."""

    entry: Entry
    word: str
    roles: str
    details: list[tuple[str, str]]


def told(entries: Iterable[Entry]) -> list[ToldEntry]:
    return [ToldEntry(e, action_word(e.action), role_words(e.role), list(_details(e))) for e in entries]


def action_word(action: str) -> str:
    word = ACTIONS.get(action) or (PERMITS[action].says if action in PERMITS else action)
    return str(word)


def role_words(roles: str) -> str:
    known = {str(role.value): str(role.label) for role in Role}
    return gettext("、").join(known.get(role, role) for role in roles.split(",") if role)


def _details(entry: Entry) -> Iterable[tuple[str, str]]:
    for name, text in ((gettext("之前"), entry.before), (gettext("之后"), entry.after)):
        if text and text != "{}":
            yield name, shortened(text)


def shortened(text: str, limit: int = 300) -> str:
    """JSON as it was sealed, without the quotation marks of its names; long ones are cut."""
    value: Any = json.loads(text)
    if isinstance(value, dict):
        plain = {k: v if isinstance(v, str) else json.dumps(v, ensure_ascii=False) for k, v in value.items()}
        text = "；".join(f"{name}={words}" for name, words in plain.items())
    return text if len(text) <= limit else text[: limit - 1] + "…"


COLUMNS = (
    "seq", "time", "actor", "actor_name", "role", "unit", "action", "object_kind", "object_id", "before", "after",
    "reason", "request_id", "address", "prev_hash", "hash",
)  # fmt: skip


def log_csv(entries: Iterable[Entry]) -> str:
    """Every column of the log as it was sealed, under the names of the table; a spreadsheet takes it for Unicode."""
    out = StringIO()
    table = csv.writer(out)
    table.writerow([*COLUMNS, "action_said"])
    for entry in entries:
        table.writerow([*(cell(getattr(entry, name)) for name in COLUMNS), cell(action_word(entry.action))])
    return "\ufeff" + out.getvalue()


# -- the auditor's own page -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DidToday:
    """One account today: in words, and where its entries stand."""

    name: str
    account: str
    roles: str
    actions: list[tuple[str, int, str]]  # word, how often, where
    last: datetime


def did_today(day: date) -> list[DidToday]:
    def where(actor: str, action: str = "") -> str:
        return f"{reverse('rights:log')}?{urlencode({'actor': actor, 'action': action, 'day': day.isoformat()})}"

    return [
        DidToday(
            one.name,
            one.actor,
            role_words(one.role),
            [(action_word(action), n, where(one.actor, action)) for action, n in one.actions],
            one.last,
        )
        for one in who_did(day)
    ]
