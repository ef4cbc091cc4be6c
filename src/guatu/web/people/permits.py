"""The check with which every service begins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from guatu.web.common.errors import NotAllowed

if TYPE_CHECKING:
    from guatu.web.people.models import User

WORDS = {
    "people.manage": (_("管理账号"), _("系统管理员")),
    "people.grant_role": (_("授予或收回角色"), _("另一位系统管理员")),
    "people.load_units": (_("导入单位"), _("系统管理员或调度员")),
    "audit.read": (_("查看审计记录"), _("审计员")),
    "ledger.load_plan": (_("导入方案"), _("调度员")),
    "ledger.read_original": (_("下载方案的来源文件"), _("登录的工作人员")),
    "ledger.decide_link": (_("确认指标对应"), _("调度员或统计员")),
    "review.read": (_("查看审阅台"), _("登录的工作人员")),
    "review.edit": (_("审阅方案"), _("调度员")),
    "review.publish": (_("发布清单"), _("调度员")),
    "ledger.load_calendar": (_("导入节假日安排"), _("调度员或统计员")),
    "indicators.load_figures": (_("导入数据"), _("统计员或调度员")),
    "indicators.load_catalogue": (_("修改指标目录"), _("统计员或调度员")),
}


def require(by: User | None, permission: str, obj: Any = None) -> None:
    """Raises NotAllowed. None is the operator at the machine's command line, who holds the store itself."""
    if by is not None and not by.has_perm(permission, obj):
        action, who = WORDS[permission]
        raise NotAllowed(action=action, who=who)
