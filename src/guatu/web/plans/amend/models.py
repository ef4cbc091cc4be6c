"""Amendments: from which day a plan stands in which version, by which paper, and what each change was.

Both tables are written once. The plans themselves stay as they were compiled.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from guatu.core.amend.model import VERDICT_WORDS
from guatu.web.plans.ledger.models import Plan

VERDICTS = [(verdict.value, word) for verdict, word in VERDICT_WORDS.items()]


class Amendment(models.Model):
    """A plan takes the place of another from a day on. Each plan has at most one successor: versions make a line."""

    old = models.OneToOneField(Plan, models.PROTECT, related_name="successor")
    new = models.OneToOneField(Plan, models.PROTECT, related_name="amendment")
    effective = models.DateField(_("起用日"))
    paper = models.CharField(_("文件"), max_length=300)
    reason = models.TextField(_("理由"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="amendments")

    class Meta:
        ordering = ["-effective", "-id"]
        verbose_name = verbose_name_plural = _("修订")
        constraints = [models.CheckConstraint(condition=~Q(old=F("new")), name="amend_amendment_two_plans")]

    def __str__(self) -> str:
        return f"{self.effective} {self.paper}"


class Proposal(models.Model):
    """An amendment that is being prepared: the file and what was said of it. It goes when it is recorded or dropped."""

    old = models.ForeignKey(Plan, models.CASCADE, related_name="proposals")
    name = models.CharField(_("文件名"), max_length=120)
    content = models.BinaryField(_("文件"))
    effective = models.DateField(_("起用日"))
    paper = models.CharField(_("依据"), max_length=300)
    reason = models.TextField(_("理由"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("谁"))
    sent_at = models.DateTimeField(_("送来的时间"))

    class Meta:
        ordering = ["-id"]
        verbose_name = verbose_name_plural = _("拟修订")

    def __str__(self) -> str:
        return self.name


class Change(models.Model):
    """What became of one commitment, as a dated event. `before` and `after` are canonical JSON."""

    amendment = models.ForeignKey(Amendment, models.PROTECT, related_name="changes")
    position = models.PositiveIntegerField(_("次序"))
    on = models.DateField(_("日期"))
    verdict = models.CharField(_("变化"), max_length=10, choices=VERDICTS)
    old_code = models.CharField(_("原编号"), max_length=20, blank=True)
    new_code = models.CharField(_("新编号"), max_length=20, blank=True)
    sentence = models.TextField(_("说明"))
    before = models.TextField(_("之前"), blank=True)
    after = models.TextField(_("之后"), blank=True)

    class Meta:
        ordering = ["amendment", "position"]
        verbose_name = verbose_name_plural = _("变化")
        constraints = [
            models.UniqueConstraint(fields=["amendment", "position"], name="amend_change_position"),
            models.CheckConstraint(condition=~Q(old_code="", new_code=""), name="amend_change_has_a_commitment"),
        ]

    def __str__(self) -> str:
        return f"{self.old_code or '—'} → {self.new_code or '—'} {self.sentence[:30]}"
