"""Figures and what they mean. Observations are written once; the database refuses to change them."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from guatu.core.series.model import PriceBasis, Stage
from guatu.web.base.fields import ExactDecimalField

ENDLESS = 2**63 - 1


def choices(words: type) -> list[tuple[str, str]]:
    return [(word.value, word.value) for word in words]  # type: ignore[attr-defined]


class Region(models.Model):
    """A place that figures are about, by its six-digit code (GB/T 2260). What is known of it is a dated decision."""

    code = models.CharField(_("代码"), max_length=12, primary_key=True)

    class Meta:
        ordering = ["code"]
        verbose_name = verbose_name_plural = _("地区")

    def __str__(self) -> str:
        return self.code


class Source(models.Model):
    """A document that publishes figures, by its code. Its title, its day and its rank are a dated decision."""

    code = models.CharField(_("代码"), max_length=80, primary_key=True)

    class Meta:
        ordering = ["code"]
        verbose_name = verbose_name_plural = _("来源")

    def __str__(self) -> str:
        return self.code


class Indicator(models.Model):
    """An indicator of the catalogue (指标), by its code. What it is and how it is computed is a dated decision."""

    code = models.CharField(_("代码"), max_length=80, primary_key=True)

    class Meta:
        ordering = ["code"]
        verbose_name = verbose_name_plural = _("指标")

    def __str__(self) -> str:
        return self.code


class Incoming(models.Model):
    """The mark of a load that comes in slices: what lies above it is not in the store yet. At most one row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    figures_after = models.BigIntegerField(_("此前最后一条数据"))
    batches_after = models.BigIntegerField(_("此前最后一批"))

    class Meta:
        verbose_name = verbose_name_plural = _("正在入库")
        constraints = [models.CheckConstraint(condition=Q(id=1), name="indicators_incoming_one")]

    def __str__(self) -> str:
        return str(self.figures_after)


class InTheStore(models.Manager):
    """Rows that are in the store; those above the mark of a load under way are not. `+ 0`: no plan begins here."""

    def __init__(self, mark: str = "") -> None:
        self._mark = mark
        super().__init__()

    def get_queryset(self) -> models.QuerySet[Any]:
        mark = models.Subquery(Incoming.objects.values(self._mark)[:1])
        return super().get_queryset().alias(place=F("id") + 0).filter(place__lte=Coalesce(mark, models.Value(ENDLESS)))


class Batch(models.Model):
    """One loading of figures. The audit log holds its digest: a figure changed together with its own is still found."""

    objects = InTheStore("batches_after")
    with_incoming = models.Manager()

    name = models.CharField(_("文件"), max_length=200)
    recorded_on = models.DateField(_("录入日"))
    count = models.PositiveIntegerField(_("条数"))
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = _("批次")

    def __str__(self) -> str:
        return self.name


class Observation(models.Model):
    """One published figure, exactly as published (观测).

    Which of several sources is preferred is asked of the core on a day; it is not a fact of the row.
    """

    objects = InTheStore("figures_after")
    with_incoming = models.Manager()

    key = models.CharField(max_length=64)
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="observations", db_index=False)
    region = models.ForeignKey(Region, models.PROTECT, related_name="observations", db_index=False)
    year = models.SmallIntegerField(_("年"))
    first_month = models.SmallIntegerField(_("起月"), default=1)
    last_month = models.SmallIntegerField(_("止月"), default=12)
    unit = models.CharField(_("单位"), max_length=40, blank=True)
    value = ExactDecimalField(_("数值"), null=True, blank=True)
    growth = ExactDecimalField(_("增速"), null=True, blank=True)
    growth_basis = models.CharField(_("增速口径"), max_length=10, choices=choices(PriceBasis), blank=True)
    stage = models.CharField(_("版次"), max_length=10, choices=choices(Stage), blank=True)
    source = models.ForeignKey(Source, models.PROTECT, related_name="observations", db_index=False)
    known_on = models.DateField(_("可知日"))
    recorded_on = models.DateField(_("录入日"))
    row_number = models.PositiveIntegerField(_("行"), null=True, blank=True)
    note = models.TextField(_("说明"), blank=True)
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="observations", db_index=False)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = _("观测")
        # A series is asked by indicator and region, a document by its code; each further index is paid for by each row.
        indexes = [models.Index(fields=["source", "region", "id"], name="indicators_obs_document")]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "region", "year", "first_month", "last_month", "stage", "source", "unit"],
                name="indicators_obs_statement",
            ),
            models.CheckConstraint(
                condition=Q(first_month__gte=1, last_month__lte=12, last_month__gte=F("first_month")),
                name="indicators_obs_months",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False) | Q(growth__isnull=False), name="indicators_obs_has_figure"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.region_id} {self.year}"
