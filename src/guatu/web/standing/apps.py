from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from guatu.web.audit.registry import verified_by
from guatu.web.base.jobs import due_by


class StandingConfig(AppConfig):
    name = "guatu.web.standing"
    verbose_name = _("研判")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        verified_by(f"{self.name}.verify")
        due_by(f"{self.name}.jobs")
