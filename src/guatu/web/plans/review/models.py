"""The desk's two tables: every edit of a draft, and every published version. Rows of both are written once."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guatu.core.decisions import Basis
from guatu.web.base.digests import HASH_LENGTH
from guatu.web.plans.ledger.models import Plan


class Edit(models.Model):
    """One thing that a person did to a draft. An undo is an edit too; nothing is ever taken back from this table."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="edits")
    number = models.PositiveIntegerField(_("步"))
    made_at = models.DateTimeField(_("时间"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="plan_edits"
    )
    base = models.PositiveIntegerField(_("据第几步"))  # the last edit that its maker had seen
    said = models.TextField(_("内容"))  # canonical JSON of the edit

    class Meta:
        ordering = ["plan", "number"]
        verbose_name = verbose_name_plural = _("修改")
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="review_edit_number")]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.number}"


class Version(models.Model):
    """The ledger as published: version 1 and those after it (清单第1版)."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("版"))
    published_on = models.DateField(_("发布日"))
    stands_from = models.DateField(_("起算日"), null=True, blank=True)  # None in versions of before this was kept
    ground = models.CharField(_("性质"), max_length=4, null=True, blank=True)
    published_at = models.DateTimeField(_("时间"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="versions_published"
    )
    reason = models.TextField(_("依据"))
    until = models.PositiveIntegerField(_("至第几步"))  # the last edit that it holds
    content = models.TextField(_("内容"))  # canonical JSON, exactly as digested
    digest = models.CharField(_("摘要"), max_length=HASH_LENGTH)

    class Meta:
        ordering = ["plan", "number"]
        verbose_name = verbose_name_plural = _("清单版本")
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="review_version_number")]

    def __str__(self) -> str:
        return f"{self.plan_id} 第{self.number}版"

    @property
    def known_on(self) -> date:
        """From which day the plan is read so."""
        return self.stands_from or self.published_on

    @property
    def basis(self) -> Basis:
        return Basis(self.ground) if self.ground else Basis.DECIDED
