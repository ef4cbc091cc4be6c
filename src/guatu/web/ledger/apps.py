from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LedgerConfig(AppConfig):
    name = "guatu.web.ledger"
    verbose_name = _("清单")
    default_auto_field = "django.db.models.BigAutoField"
