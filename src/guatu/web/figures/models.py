"""Figures and what they mean. Observations are written once; the database refuses to change them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from guatu.core.series.model import Nature, PriceBasis, Stage, Wanted
from guatu.web.base.fields import ExactDecimalField


def choices(words: type) -> list[tuple[str, str]]:
    return [(word.value, word.value) for word in words]  # type: ignore[attr-defined]


class Region(models.Model):
    """A place that figures are about, by its six-digit code (GB/T 2260)."""

    code = models.CharField(_("代码"), max_length=12, primary_key=True)
    name = models.CharField(_("名称"), max_length=60)
    level = models.CharField(_("级别"), max_length=20, blank=True, db_column="region_level")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    aliases = models.JSONField(_("别名"), default=list, blank=True)

    class Meta:
        ordering = ["code"]
        verbose_name = verbose_name_plural = _("地区")

    def __str__(self) -> str:
        return self.name


class Source(models.Model):
    """A document that publishes figures."""

    code = models.CharField(_("代码"), max_length=80, primary_key=True)
    title = models.CharField(_("标题"), max_length=300)
    publisher = models.CharField(_("发布单位"), max_length=120, blank=True)
    published = models.DateField(_("发布日"), null=True, blank=True)
    url = models.CharField(_("网址"), max_length=500, blank=True)
    rank = models.SmallIntegerField(_("可靠次序"), default=50)
    note = models.TextField(_("说明"), blank=True)

    class Meta:
        ordering = ["rank", "code"]
        verbose_name = verbose_name_plural = _("来源")

    def __str__(self) -> str:
        return self.title


class Indicator(models.Model):
    """An indicator of the catalogue (指标)."""

    code = models.CharField(_("代码"), max_length=80, primary_key=True)
    name = models.CharField(_("名称"), max_length=120)
    unit = models.CharField(_("单位"), max_length=40, blank=True)
    nature = models.CharField(_("性质"), max_length=10, choices=choices(Nature))
    aliases = models.JSONField(_("别名"), default=list, blank=True)
    wanted = models.CharField(_("方向"), max_length=10, choices=choices(Wanted))
    growth_basis = models.CharField(_("增速口径"), max_length=10, choices=choices(PriceBasis), blank=True)
    numerator = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    denominator = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    factor = ExactDecimalField(_("倍数"), null=True, blank=True)
    not_same_as = models.JSONField(_("不同于"), default=list, blank=True)
    note = models.TextField(_("说明"), blank=True)
    read_as = models.JSONField(_("可读作的单位"), default=list, blank=True)
    scopes = models.JSONField(_("覆盖范围"), default=list, blank=True)
    open_question = models.TextField(_("口径疑问"), blank=True)

    class Meta:
        ordering = ["code"]
        verbose_name = verbose_name_plural = _("指标")
        constraints = [
            models.CheckConstraint(
                condition=Q(numerator=None, denominator=None) | Q(numerator__isnull=False, denominator__isnull=False),
                name="indicators_formula_has_both_parts",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Definition(models.Model):
    """What an indicator counts (口径), from a day on."""

    code = models.CharField(_("代码"), max_length=80, primary_key=True)
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="definitions")
    text = models.TextField(_("口径"))
    since = models.DateField(_("起"), null=True, blank=True)
    confirmed = models.BooleanField(_("已确认"), default=True)
    source = models.CharField(_("依据"), max_length=300, blank=True)

    class Meta:
        ordering = ["indicator", "since", "code"]
        verbose_name = verbose_name_plural = _("口径")

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.since or ''}"


class Batch(models.Model):
    """One loading of figures. The audit log holds its digest: a figure changed together with its own is still found."""

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

    key = models.CharField(max_length=64, unique=True)
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


class RuleSet(models.Model):
    """The rules by which lights are set, as a city wrote them down, in force from a day on."""

    id = models.CharField(max_length=120, primary_key=True)  # code and version
    code = models.CharField(_("代码"), max_length=60)
    version = models.CharField(_("版本"), max_length=40)
    since = models.DateField(_("起"), null=True, blank=True)
    title = models.CharField(_("名称"), max_length=120, blank=True)
    source = models.CharField(_("依据"), max_length=300, blank=True)
    thresholds = models.JSONField(_("阈值"), default=dict)  # name → decimal as text
    rules = models.JSONField(_("规则"), default=list)  # [[code, sentence, source], …]
    lights = models.JSONField(_("灯"), default=list)  # [[status, word, colour], …]

    class Meta:
        ordering = ["since", "id"]
        verbose_name = verbose_name_plural = _("研判规则")
        constraints = [models.UniqueConstraint(fields=["code", "version"], name="indicators_ruleset_version")]

    def __str__(self) -> str:
        return f"{self.code} {self.version}"
