"""Who may change the ledger. Reading it is public; the file it came in is for staff."""

from django.utils.translation import gettext_lazy as _

from guatu.web.base.permits import holds, permit
from guatu.web.people.models import Role

permit("ledger.read_original", holds(*Role.values), says=_("下载方案的来源文件"), who=_("登录的工作人员"))
permit("ledger.load_plan", holds("dispatcher"), says=_("导入方案"), who=_("调度员"))
permit("ledger.decide_link", holds("dispatcher", "statistician"), says=_("确认指标对应"), who=_("调度员或统计员"))
permit("ledger.load_calendar", holds("dispatcher", "statistician"), says=_("导入节假日安排"), who=_("调度员或统计员"))
