from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CheckConfig(AppConfig):
    name = "guatu.web.check"
    verbose_name = _("自检")
