from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from guatu.web.audit.registry import verified_by
from guatu.web.base.findable import found_by
from guatu.web.base.jobs import due_by


class PeopleConfig(AppConfig):
    name = "guatu.web.people"
    verbose_name = _("人员")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from guatu.web.people import scopes, signals  # noqa: F401

        scopes.register()
        verified_by(f"{self.name}.verify")
        found_by(f"{self.name}.found")
        due_by(f"{self.name}.jobs")
