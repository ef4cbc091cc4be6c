from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from guatu.web.audit.registry import verified_by


class DecisionsConfig(AppConfig):
    name = "guatu.web.decisions"
    verbose_name = _("决定")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        verified_by(f"{self.name}.verify")
