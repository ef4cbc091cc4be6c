from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from guatu.web.audit.registry import verified_by
from guatu.web.base.findable import found_by
from guatu.web.decisions.values import decided_as


class FiguresConfig(AppConfig):
    name = "guatu.web.figures"
    label = "indicators"  # the name of its tables since the first store
    verbose_name = _("指标")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from guatu.core.judging.rules import RuleSet
        from guatu.core.series.model import Definition, Indicator, Region, Source
        from guatu.web.figures import scopes

        scopes.register()
        for kind, value in (
            ("indicator", Indicator), ("definition", Definition), ("region", Region), ("source", Source),
            ("rules", RuleSet),
        ):  # fmt: skip
            decided_as(kind, value)
        verified_by(f"{self.name}.verify")
        found_by(f"{self.name}.found")
