from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from guatu.web.base.jobs import due_by


class SearchConfig(AppConfig):
    name = "guatu.web.search"
    verbose_name = _("检索")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from guatu.web.audit.services import sealed
        from guatu.web.search.services import after_entries

        due_by(f"{self.name}.jobs")
        sealed.connect(after_entries, dispatch_uid=self.name)
