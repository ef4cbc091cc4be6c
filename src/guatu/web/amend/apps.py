from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AmendConfig(AppConfig):
    name = "guatu.web.amend"
    verbose_name = _("修订")
    default_auto_field = "django.db.models.BigAutoField"
