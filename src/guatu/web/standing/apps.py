from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StandingConfig(AppConfig):
    name = "guatu.web.standing"
    verbose_name = _("研判")
