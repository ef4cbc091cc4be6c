"""Who may say that a task is done, and who closes it. That the two are different people, the core holds."""

from django.utils.translation import gettext_lazy as _

from guatu.web.base.permits import holds, permit
from guatu.web.people.models import Role
from guatu.web.people.rules import BUSINESS

permit(
    "tasks.read",
    holds(*BUSINESS),
    says=_("查看任务由谁报告、凭什么销号"),
    who=_("有业务角色的工作人员"),
    where=_("联络员只看本单位牵头或配合的任务"),
    of=("plan", "region", "unit"),
)
permit(
    "tasks.report",
    holds(Role.DISPATCHER, Role.LIAISON, Role.DISTRICT),
    says=_("报告任务办结"),
    who=_("牵头单位的联络员、区级专员或调度员"),
    where=_("联络员只报本单位牵头的，区级专员只报本区的"),
    of=("plan", "region", "unit"),
)
permit(
    "tasks.close",
    holds(Role.DISPATCHER),
    says=_("核查任务：销号或退回"),
    who=_("报告人以外的调度员"),
    where=_("不能是报告办结的人"),
    of=("plan",),
)
