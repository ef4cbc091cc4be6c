"""Standings that were kept: what was said of a plan on a day, so that it can be shown word for word ever after."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guatu.web.base.digests import HASH_LENGTH
from guatu.web.plans.ledger.models import Plan


class Snapshot(models.Model):
    """Every light of a plan as it was said (快照): of a day, or of a paper that was issued. Written once.

    `content` is canonical JSON (standing/content.py); its SM3 stands in the audit log.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="snapshots")
    as_of = models.DateField(_("截至"))
    paper = models.CharField(_("文件"), max_length=200, blank=True)  # which paper says so; empty: the day's own
    taken_at = models.DateTimeField(_("留存时间"))
    content = models.TextField(_("内容"))
    digest = models.CharField(max_length=HASH_LENGTH)

    class Meta:
        ordering = ["plan", "as_of", "id"]
        verbose_name = verbose_name_plural = _("快照")
        constraints = [
            models.UniqueConstraint(fields=["plan", "as_of"], condition=Q(paper=""), name="standing_one_for_a_day"),
            models.UniqueConstraint(fields=["plan", "paper"], condition=~Q(paper=""), name="standing_one_for_a_paper"),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.paper or self.as_of}"
