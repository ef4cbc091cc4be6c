"""Which section of the guide speaks of a page: one line for each page of those who work here.

A page that several roles work on has several sections; the reader is shown that of a role that she holds.
"""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from guatu.web.people.models import Role

VISITOR, ADMINISTRATORS = "visitor", "administrators"
TITLES = {  # in the order of the page of help; each is the first line of its file
    VISITOR: _("谁都可以看：总览、目标、方案、作战图"),
    Role.DISPATCHER: _("调度员：从方案到销号"),
    Role.LIAISON: _("联络员：看自己这一条，报告办结"),
    Role.STATISTICIAN: _("统计员：填数、确认口径，每盏灯都可以复算"),
    Role.MAYOR: _("市领导：一页看完"),
    Role.DISTRICT: _("区级专员：看本区的方案、数和期限"),
    Role.AUDITOR: _("审计管理员：谁做了什么，记录动过没有"),
    ADMINISTRATORS: _("三员：系统管理员、安全管理员、审计管理员"),
}
OF_ROLE = {Role.ADMINISTRATOR: ADMINISTRATORS, Role.SECURITY: ADMINISTRATORS}  # the others have one of their own name

SECTIONS: dict[str, tuple[str, ...]] = {
    "office:home": (
        "dispatcher#home",
        "liaison#home",
        "statistician#home",
        "mayor#home",
        "district#home",
        "auditor#home",
        "administrators#accounts",
    ),
    "entry:grid": ("statistician#grid",),
    "waiting:queue": ("statistician#waiting",),
    "catalogue:home": ("statistician#catalogue",),
    "catalogue:indicators": ("statistician#catalogue",),
    "catalogue:new": ("statistician#catalogue",),
    "catalogue:indicator": ("statistician#catalogue",),
    "catalogue:sources": ("statistician#catalogue",),
    "catalogue:source": ("statistician#catalogue",),
    "catalogue:rules": ("statistician#catalogue",),
    "catalogue:calendar": ("statistician#catalogue",),
    "catalogue:regions": ("statistician#catalogue",),
    "catalogue:units": ("statistician#catalogue",),
    "loads:list": ("statistician#loads",),
    "loads:new": ("statistician#loads",),
    "loads:load": ("statistician#loads",),
    "excel:ledger": ("dispatcher#excel",),
    "excel:table": ("dispatcher#excel", "statistician#excel"),
    "excel:plan_table": ("dispatcher#excel", "liaison#report", "district#report"),
    "owners:assign": ("dispatcher#owners", "liaison#handover"),
    "owners:line": ("dispatcher#owners", "liaison#handover"),
    "owners:handover": ("dispatcher#owners", "liaison#handover"),
    "owners:units": ("dispatcher#owners",),
    "owners:unit": ("dispatcher#owners",),
    "check:draft": ("dispatcher#draft",),
    "check:checked": ("dispatcher#draft",),
    "check:findings": ("dispatcher#draft",),
    "review:desk": ("dispatcher#review",),
    "review:about": ("dispatcher#add",),
    "review:queue": ("dispatcher#review",),
    "review:history": ("dispatcher#review",),
    "review:add": ("dispatcher#review",),
    "review:publish": ("dispatcher#review",),
    "mayor:one_page": ("mayor#one-page",),
    "planning:add": ("dispatcher#add",),
    "planning:amend": ("dispatcher#amend",),
    "planning:proposal": ("dispatcher#amend",),
    "rights:matrix": ("administrators#rights",),
    "rights:log": ("auditor#log",),
    "rights:accounts": ("administrators#accounts",),
    "rights:account": ("administrators#accounts",),
    "health:health": ("administrators#health",),
    "mfa_index": ("administrators#second",),
    "mfa_activate_totp": ("administrators#second",),
    "account_change_password": ("visitor#account",),
    "account_login": ("visitor#account",),
    # what everybody reads
    "pages:home": ("visitor#overview",),
    "pages:plans": ("visitor#overview",),
    "pages:overview": ("visitor#overview",),
    "pages:plan": ("visitor#plan",),
    "pages:original": ("visitor#plan",),
    "pages:search": ("visitor#search",),
    "pages:targets": ("visitor#targets",),
    "pages:target": ("visitor#target", "statistician#recount"),
    "pages:tasks": ("visitor#targets",),
    "pages:task": ("visitor#targets", "dispatcher#close", "liaison#report", "district#report"),
    "pages:sectors": ("visitor#targets",),
    "pages:sector": ("visitor#targets",),
    "pages:wall": ("visitor#wall", "dispatcher#wall"),
    "pages:indicators": ("visitor#data",),
    "pages:indicator": ("visitor#data",),
    "pages:sources": ("visitor#data",),
    "pages:source": ("visitor#data",),
    "pages:rules": ("visitor#lights",),
    "amend:changes": ("visitor#plan", "dispatcher#amend"),
    "amend:compare": ("visitor#plan", "dispatcher#amend"),
}


def section_for(page: str, roles: Collection[str]) -> tuple[str, str]:
    """The guide and the anchor of the section on a page, for somebody who holds these roles; empty where none is."""
    offered = [section.split("#") for section in SECTIONS.get(page, ())]
    if not offered:
        return "", ""
    own = {guide_of(role) for role in roles}
    guide, anchor = next((one for one in offered if one[0] in own), offered[0])
    return guide, anchor


def guide_of(role: str) -> str:
    return OF_ROLE.get(role, str(role))  # type: ignore[call-overload]
