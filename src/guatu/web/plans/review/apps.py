from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from guatu.web.audit.registry import verified_by


class ReviewConfig(AppConfig):
    name = "guatu.web.plans.review"
    verbose_name = _("审阅")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        verified_by(f"{self.name}.verify")
