from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from guatu.web.audit.registry import verified_by


class LedgerConfig(AppConfig):
    name = "guatu.web.plans.ledger"
    verbose_name = _("清单")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        verified_by(f"{self.name}.verify")
