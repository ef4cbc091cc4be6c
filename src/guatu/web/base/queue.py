"""The queue of jobs (django-q2) as an app of ours, whose models are loaded when somebody first asks for a job.

Loading them makes queues and locks for processes and costs every command 40 of its 600 milliseconds; most never
ask. No model of ours refers to one of theirs, so their coming later is no harm.
"""

from __future__ import annotations

from django.apps import AppConfig


class QueueConfig(AppConfig):
    name = "django_q"
    verbose_name = "作业"
    default_auto_field = "django.db.models.AutoField"

    def import_models(self) -> None:
        self.models = self.apps.all_models[self.label]  # type: ignore[union-attr]
