"""Who may see the desk, work at it and publish from it. The public sees what was published, on the plan's own page.

Seen by those who do business, never by the three administrators: the whole desk by whoever holds the city or the
plan, the lines of her unit alone by a liaison.
"""

from django.utils.translation import gettext_lazy as _

from guatu.web.base.permits import holds, permit
from guatu.web.people.models import Role
from guatu.web.people.rules import BUSINESS

permit(
    "review.read",
    holds(*BUSINESS),
    says=_("查看审阅台"),
    who=_("有业务角色的工作人员"),
    where=_("联络员只看本单位牵头或配合的条目"),
    of=("plan", "region", "unit"),
)
permit("review.edit", holds(Role.DISPATCHER), says=_("审阅方案"), who=_("调度员"), of=("plan",))
permit("review.publish", holds(Role.DISPATCHER), says=_("发布清单"), who=_("调度员"), of=("plan",))
