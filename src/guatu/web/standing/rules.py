"""Who may fix what was said of a plan in a paper. The snapshots of days are kept by the machine."""

from django.utils.translation import gettext_lazy as _

from guatu.web.base.permits import holds, permit

permit("standing.freeze", holds("dispatcher"), says=_("为文件留存研判"), who=_("调度员"), of=("plan",))
