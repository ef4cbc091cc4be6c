"""Who may do what with accounts.

Three administrators apart (三员分立): the system administrator makes accounts, the security administrator lets them in
and gives roles, the audit administrator reads the log. None can do another's act, none holds a business role, and
nobody does anything to his own account.
"""

from __future__ import annotations

from typing import Any

import rules
from django.utils.translation import gettext_lazy as _

from guatu.web.base.permits import holds, permit
from guatu.web.people.models import Role, User

BUSINESS = (Role.DISPATCHER, Role.LIAISON, Role.STATISTICIAN, Role.MAYOR, Role.DISTRICT)
THREE = (Role.ADMINISTRATOR, Role.SECURITY, Role.AUDITOR)  # each is held with no other role


@rules.predicate
def is_another_person(user: Any, other: Any) -> bool:
    return not isinstance(other, User) or user.pk != other.pk


system, security = holds(Role.ADMINISTRATOR, anywhere=True), holds(Role.SECURITY, anywhere=True)
another = _("不能对自己的账号")

permit("people.read", system | security, says=_("查看账号"), who=_("系统管理员或安全管理员"))
permit("people.create_user", system, says=_("新建账号"), who=_("系统管理员"))
permit(
    "people.reset_password",
    system & is_another_person,
    says=_("重置口令"),
    who=_("另一位系统管理员"),
    where=another,
)
permit(
    "people.approve",
    security & is_another_person,
    says=_("批准、启用账号"),
    who=_("另一位安全管理员"),
    where=another,
)
permit("people.disable", security & is_another_person, says=_("停用账号"), who=_("另一位安全管理员"), where=another)
permit("people.unlock", security & is_another_person, says=_("解锁账号"), who=_("另一位安全管理员"), where=another)
permit(
    "people.reset_second_factor",
    security & is_another_person,
    says=_("重置动态码"),
    who=_("另一位安全管理员"),
    where=another,
)
permit(
    "people.grant_role",
    security & is_another_person,
    says=_("授予或收回角色"),
    who=_("另一位安全管理员"),
    where=another,
)
permit("people.keep_view", holds(*Role.values, anywhere=True), says=_("保存清单的视图"), who=_("有角色的人，各存各的"))
permit("store.keep", system, says=_("备份和恢复"), who=_("系统管理员"))
permit("people.load_units", holds(Role.DISPATCHER), says=_("导入单位"), who=_("调度员"))
