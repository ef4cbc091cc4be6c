from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from guatu.web.base.jobs import due_by


class CheckConfig(AppConfig):
    name = "guatu.web.check"
    verbose_name = _("自检")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        due_by(f"{self.name}.jobs")
