"""Who may do what with accounts.

System administration, business and audit are three people (三员分立): whoever manages accounts holds no business role,
whoever reads the log holds no other role, and nobody grants a role to himself.
"""

from __future__ import annotations

from typing import Any

import rules
from django.utils.translation import gettext_lazy as _

from guatu.web.base.permits import holds, permit

ALONE = frozenset({"administrator", "auditor"})  # roles that are held with no other


@rules.predicate
def is_another_person(user: Any, other: Any) -> bool:
    return other is None or user.pk != other.pk


permit("people.manage", holds("administrator"), says=_("管理账号"), who=_("系统管理员"))
permit(
    "people.grant_role", holds("administrator") & is_another_person, says=_("授予或收回角色"), who=_("另一位系统管理员")
)
permit("people.load_units", holds("administrator", "dispatcher"), says=_("导入单位"), who=_("系统管理员或调度员"))
