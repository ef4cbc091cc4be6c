"""Files that prove a task, to the byte. The steps of a task are dated decisions, in the one table of all of them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from guatu.web.base.digests import HASH_LENGTH
from guatu.web.plans.ledger.models import Plan


class TaskFile(models.Model):
    """A file that was handed in as proof (佐证). Written once; the steps name it by its SHA-256."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="task_files")  # the text with which the plan began
    sha256 = models.CharField(max_length=HASH_LENGTH)
    name = models.CharField(_("文件名"), max_length=200)
    size = models.PositiveIntegerField(_("字节"))
    content = models.BinaryField(_("内容"))

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = _("佐证文件")
        constraints = [models.UniqueConstraint(fields=["plan", "sha256"], name="tasks_file_once")]

    def __str__(self) -> str:
        return self.name
