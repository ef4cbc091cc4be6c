from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from guatu.web.audit.registry import verified_by


class FiguresConfig(AppConfig):
    name = "guatu.web.figures"
    label = "indicators"  # the name of its tables since the first store
    verbose_name = _("指标")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        verified_by(f"{self.name}.verify")
