"""Who may have a draft checked that is not in the store. The findings of the plan in force are public."""

from django.utils.translation import gettext_lazy as _

from guatu.web.base.permits import holds, permit

permit("check.draft", holds("dispatcher", "statistician", anywhere=True), says=_("自检草稿"), who=_("调度员或统计员"))
