"""Who may change the ledger. Reading it is public; the file it came in is for those who work with it."""

from django.utils.translation import gettext_lazy as _

from guatu.web.base.permits import holds, permit
from guatu.web.people.models import Role
from guatu.web.people.rules import BUSINESS

permit(
    "ledger.read_original",
    holds(*BUSINESS, anywhere=True),
    says=_("下载方案的来源文件"),
    who=_("有业务角色的工作人员"),
)
permit("ledger.load_plan", holds(Role.DISPATCHER), says=_("导入方案"), who=_("调度员"))
permit(
    "ledger.decide_link",
    holds(Role.DISPATCHER, Role.STATISTICIAN),
    says=_("确认指标对应"),
    who=_("调度员或统计员"),
    of=("plan",),
)
permit(
    "ledger.load_calendar",
    holds(Role.DISPATCHER, Role.STATISTICIAN),
    says=_("导入节假日安排"),
    who=_("调度员或统计员"),
)
permit(
    "ledger.assign_owner",
    holds(Role.DISPATCHER),
    says=_("指定牵头单位"),
    who=_("调度员"),
    of=("plan",),
)
permit(
    "ledger.name_target",
    holds(Role.DISPATCHER),
    says=_("定目标的简称"),
    who=_("调度员"),
    of=("plan",),
)
permit("ledger.load_duties", holds(Role.DISPATCHER), says=_("改领域和单位的对应"), who=_("调度员"))
