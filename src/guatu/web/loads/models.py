"""What was sent to be loaded, how far it has come, and what was found or done. The records are made by the services."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from guatu.web.people.models import User


class LoadState(models.TextChoices):
    LOOKING = "looking", _("正在看")  # a long file is read before anybody is asked
    WAITING = "waiting", _("待确认")
    QUEUED = "queued", _("排队")
    RUNNING = "running", _("正在导入")
    DONE = "done", _("已导入")
    REFUSED = "refused", _("没有收")
    DROPPED = "dropped", _("已放弃")


class Load(models.Model):
    """One file, or what was typed into a page, on its way in (导入)."""

    kind = models.CharField(_("种类"), max_length=20)
    name = models.CharField(_("文件"), max_length=200)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("谁"))
    sent_at = models.DateTimeField(_("送来的时间"))
    changed_at = models.DateTimeField(_("最近一步"))
    state = models.CharField(_("状态"), max_length=10, choices=LoadState.choices)
    size = models.PositiveBigIntegerField(_("字节"), default=0)
    lines = models.PositiveIntegerField(_("行"), default=0)  # 0: not known, the file is packed
    read = models.PositiveIntegerField(_("读到的行"), default=0)
    looked = models.JSONField(_("看到的"), default=dict)  # previews.Preview
    did = models.JSONField(_("做了的"), default=dict)  # services.Did, or what kept it from being done
    known_on = models.DateField(_("起算日"), null=True, blank=True)
    paper = models.CharField(_("文件依据"), max_length=300, blank=True)
    reason = models.TextField(_("理由"), blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = verbose_name_plural = _("导入")

    def __str__(self) -> str:
        return self.name


class FilePiece(models.Model):
    """A part of a file that waits. It goes when the file is loaded or dropped."""

    load = models.ForeignKey(Load, models.CASCADE, related_name="pieces")
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["load", "number"], name="loads_filepiece_once")]

    def __str__(self) -> str:
        return f"{self.load_id}/{self.number}"
