"""Who may see the desk, work at it and publish from it. The public sees what was published, on the plan's own page."""

from django.utils.translation import gettext_lazy as _

from guatu.web.base.permits import holds, permit
from guatu.web.people.models import Role

permit("review.read", holds(*Role.values), says=_("查看审阅台"), who=_("登录的工作人员"))
permit("review.edit", holds("dispatcher"), says=_("审阅方案"), who=_("调度员"))
permit("review.publish", holds("dispatcher"), says=_("发布清单"), who=_("调度员"))
