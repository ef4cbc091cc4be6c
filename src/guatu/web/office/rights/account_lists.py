"""The accounts as a list: those that wait for approval first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from guatu.core.lists.listing import list_rows
from guatu.core.lists.model import Facet, Listing, ListKind, ListOrder, Query
from guatu.store.sheet_writing import SheetCell
from guatu.web.office.rights.presenters import grant_words, state_word
from guatu.web.people.models import Grant, Role, User
from guatu.web.people.selectors import held_on

NEVER, NO_ROLE = "never", "none"  # signed in; held


@dataclass(frozen=True, slots=True)
class AccountRow:
    user: User
    grants: tuple[Grant, ...]  # in force on the day

    @property
    def state(self) -> str:
        return state_word(self.user)

    @property
    def kind(self) -> str:
        return "open" if self.user.is_active else "waiting" if self.user.waiting else "disabled"

    @property
    def unit(self) -> str:
        return str(self.user.unit or "")

    @property
    def roles(self) -> list[str]:
        return [grant_words(grant) for grant in self.grants]


def account_listing(users: Iterable[User], asked: Query, *, on: date) -> Listing[AccountRow]:
    rows = [AccountRow(user, tuple(held_on(user, on))) for user in users]
    rows.sort(key=lambda row: (not row.user.waiting, row.user.username))
    units = {row.user.unit_id: str(row.user.unit) for row in rows if row.user.unit_id}
    states = {"waiting": gettext("待批准"), "open": gettext("启用"), "disabled": gettext("停用")}
    facets: tuple[Facet[AccountRow], ...] = (
        Facet("state", gettext("状态"), lambda r: (r.kind,), states),
        Facet("role", gettext("角色"), lambda r: tuple({g.role for g in r.grants}) or (NO_ROLE,),
              {**{str(role.value): str(role.label) for role in Role}, NO_ROLE: gettext("没有角色")}),
        Facet("unit", gettext("单位"), lambda r: (r.user.unit_id or "",), units, names=True),
        Facet("seen", gettext("登录"), lambda r: ("1" if r.user.last_login else NEVER,),
              {"1": gettext("登录过"), NEVER: gettext("从未登录")}),
    )  # fmt: skip
    orders: tuple[ListOrder[AccountRow], ...] = (
        ListOrder("name", gettext("姓名"), lambda r: str(r.user), gettext("按姓名"), gettext("按姓名，倒着排")),
        ListOrder("username", gettext("账号"), lambda r: r.user.username, gettext("按账号"), gettext("按账号，倒着排")),
        ListOrder("unit", gettext("单位"), lambda r: r.unit or None, gettext("按单位"),
                  gettext("按单位，倒着排")),
        ListOrder("login", gettext("上次登录"), lambda r: -r.user.last_login.timestamp() if r.user.last_login else None,
                  gettext("最近登录的在前"), gettext("最久没有登录的在前"), falling=True),
    )  # fmt: skip
    says = gettext("待批准的在前，再按账号")
    kind = ListKind(says=says, facets=facets, orders=orders, text=lambda r: f"{r.user.username} {r.user} {r.unit}")
    return list_rows(rows, kind, asked, word_label=gettext("词"))


SHEET = (("姓名", 14, "text"), ("账号", 16, "text"), ("单位", 24, "text"), ("角色", 40, "text"), ("状态", 10, "text"),
         ("上次登录", 12, "date"))  # fmt: skip


def cells(row: AccountRow) -> Sequence[SheetCell]:
    user = row.user
    last = user.last_login.date() if user.last_login else None
    return (str(user), user.username, row.unit, "、".join(map(str, row.roles)), row.state, last)
