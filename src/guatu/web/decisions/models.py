"""One table for every dated decision. Rows are written once; the database refuses to change or remove one."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guatu.core.decisions import Basis
from guatu.web.base.digests import HASH_LENGTH


class Decision(models.Model):
    """One thing decided: what it is about, what it says, from which day it counts, who wrote it down and why."""

    kind = models.CharField(_("类别"), max_length=40)  # of what: indicator, source, rules, link …
    key = models.CharField(_("对象"), max_length=160)
    value = models.TextField(_("内容"))  # canonical JSON
    known_on = models.DateField(_("起算日"))
    recorded_on = models.DateField(_("录入日"))
    recorded_at = models.DateTimeField(_("录入时间"))
    basis = models.CharField(_("性质"), max_length=4, choices=[(b.value, b.value) for b in Basis])
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="decisions")
    paper = models.CharField(_("文件"), max_length=300, blank=True)
    reason = models.TextField(_("理由"), blank=True)
    batch = models.CharField(_("批次"), max_length=32)  # of those written together
    digest = models.CharField(max_length=HASH_LENGTH)

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = _("决定")
        indexes = [models.Index(fields=["kind", "key"], name="decisions_of_a_thing")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} {self.known_on}"
