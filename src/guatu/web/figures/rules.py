"""Who may add figures and change what they mean. Reading them is public."""

from django.utils.translation import gettext_lazy as _

from guatu.web.base.permits import holds, permit

permit("indicators.load_figures", holds("statistician", "dispatcher"), says=_("导入数据"), who=_("统计员或调度员"))
permit(
    "indicators.load_catalogue", holds("statistician", "dispatcher"), says=_("修改指标目录"), who=_("统计员或调度员")
)
