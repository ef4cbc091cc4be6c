"""Who may have a draft checked that is not in the store, and who puts away what was kept. The findings of the plan in
force are public."""

from django.utils.translation import gettext_lazy as _

from guatu.web.base.permits import holds, permit

permit("check.draft", holds("dispatcher", "statistician", anywhere=True), says=_("自检草稿"), who=_("调度员或统计员"))
permit(
    "check.drop_others", holds("dispatcher"), says=_("删去别人留下的草稿检查"), who=_("检查的人自己，或全市的调度员")
)
