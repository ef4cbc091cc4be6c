"""Checks of drafts. One that nobody keeps is gone after a day; one that is kept is opened again.

Nothing of it is a record: a draft is no plan, and what it says counts nowhere.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from guatu.web.people.models import User


class CheckState(models.TextChoices):
    RUNNING = "running", _("正在查")
    DONE = "done", _("查完了")
    REFUSED = "refused", _("读不了")


class DraftCheck(models.Model):
    """A draft that somebody had checked: the file, what was read, what was found."""

    name = models.CharField(_("文件"), max_length=200)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("谁"))
    asked_at = models.DateTimeField(_("检查的时间"))
    changed_at = models.DateTimeField(_("最近一步"))
    state = models.CharField(_("状态"), max_length=10, choices=CheckState.choices)
    kept = models.BooleanField(_("留下"), default=False)
    place = models.CharField(_("哪里的方案"), max_length=40, blank=True)
    year = models.PositiveSmallIntegerField(_("印发年份"), null=True, blank=True)
    title = models.CharField(_("标题"), max_length=300, blank=True)
    size = models.PositiveIntegerField(_("字节"))
    content = models.BinaryField(_("内容"))
    found = models.JSONField(_("查到的"), default=dict)  # results.DraftFound, or results.CheckTrouble

    class Meta:
        ordering = ["-id"]
        verbose_name = verbose_name_plural = _("草稿检查")

    def __str__(self) -> str:
        return self.name
