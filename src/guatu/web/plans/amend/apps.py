from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from guatu.web.audit.registry import verified_by


class AmendConfig(AppConfig):
    name = "guatu.web.plans.amend"
    verbose_name = _("修订")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        verified_by(f"{self.name}.verify")
