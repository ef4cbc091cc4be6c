from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from guatu.web.audit.registry import verified_by
from guatu.web.base.findable import found_by
from guatu.web.decisions.values import decided_as


class LedgerConfig(AppConfig):
    name = "guatu.web.plans.ledger"
    verbose_name = _("清单")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from guatu.core.judging.model import Link
        from guatu.core.plan.duties import Duty
        from guatu.core.plan.names import ShortName
        from guatu.core.plan.owners import Assigned
        from guatu.core.time.workdays import YearTable
        from guatu.web.plans.ledger import scopes

        scopes.register()
        decided_as("link", Link)
        decided_as("calendar", YearTable)
        decided_as("owner", Assigned)
        decided_as("duty", Duty)
        decided_as("name", ShortName)
        verified_by(f"{self.name}.verify")
        found_by("guatu.web.plans.found")
