from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IndicatorsConfig(AppConfig):
    name = "guatu.web.indicators"
    verbose_name = _("指标")
    default_auto_field = "django.db.models.BigAutoField"
