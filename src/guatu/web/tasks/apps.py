from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from guatu.web.audit.registry import verified_by
from guatu.web.decisions.values import decided_as


class TasksConfig(AppConfig):
    name = "guatu.web.tasks"
    verbose_name = _("任务")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from guatu.core.tasks.model import TaskStep
        from guatu.web.tasks.selectors import KIND

        decided_as(KIND, TaskStep)
        verified_by(f"{self.name}.verify")
