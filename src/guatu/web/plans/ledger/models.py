"""The ledger: plans as compiled, with the words they rest on, and how each target is measured."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from guatu.core.plan.model import Comparator, Direction, Kind, Measure, PeriodKind, Strength
from guatu.web.base.fields import ExactDecimalField
from guatu.web.figures.models import Region, choices


class Plan(models.Model):
    """A plan (方案). Its text is kept exactly as it came; every span below points into it."""

    code = models.CharField(_("代码"), max_length=40, unique=True)
    title = models.CharField(_("标题"), max_length=300, blank=True)  # "" until somebody says it
    text = models.TextField(_("正文"))
    digest = models.CharField(max_length=64)
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="plans")
    issued = models.DateField(_("印发日"), null=True, blank=True)
    place = models.CharField(_("地方"), max_length=60, blank=True)
    year = models.SmallIntegerField(_("印发年"), null=True, blank=True)
    plan_from = models.SmallIntegerField(_("起始年"), null=True, blank=True)
    plan_to = models.SmallIntegerField(_("结束年"), null=True, blank=True)
    compiler = models.CharField(_("编译版本"), max_length=40)

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = _("方案")
        constraints = [
            models.UniqueConstraint(fields=["title"], condition=~Q(title=""), name="ledger_plan_title"),
        ]

    def __str__(self) -> str:
        return self.title


class PlanFile(models.Model):
    """The file that a plan came in (原件), to the byte, and where each line of the text stands on its pages."""

    plan = models.OneToOneField(Plan, models.CASCADE, related_name="file")
    name = models.CharField(_("文件名"), max_length=300)
    format = models.CharField(_("格式"), max_length=10)
    media = models.CharField(_("类型"), max_length=100)
    size = models.PositiveIntegerField(_("字节"))
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField(_("内容"))
    page_count = models.PositiveIntegerField(_("页数"), default=0)  # 0: the format has no pages
    places = models.JSONField(_("位置"), default=dict)  # store.documents.places

    class Meta:
        verbose_name = verbose_name_plural = _("原件")

    def __str__(self) -> str:
        return self.name


class Passage(models.Model):
    """A stretch of a plan's text, in code points: from `starts_at` up to, not including, `ends_at`."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="%(class)ss")
    position = models.PositiveIntegerField(_("次序"))
    starts_at = models.PositiveIntegerField(_("起"))
    ends_at = models.PositiveIntegerField(_("止"))

    class Meta:
        abstract = True
        ordering = ["plan", "position"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "position"], name="%(app_label)s_%(class)s_position"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="%(app_label)s_%(class)s_span"),
        ]


class Heading(Passage):
    depth = models.PositiveSmallIntegerField(_("层级"))
    text = models.CharField(_("标题"), max_length=200)
    sector = models.CharField(_("领域"), max_length=60, blank=True)

    def __str__(self) -> str:
        return self.text


class Commitment(Passage):
    """One thing that the plan promises (条目)."""

    code = models.CharField(_("编号"), max_length=20)
    kind = models.CharField(_("类别"), max_length=10, choices=choices(Kind))
    quote = models.TextField(_("原文"))
    sector = models.CharField(_("领域"), max_length=60, blank=True)
    period_kind = models.CharField(_("期限"), max_length=10, choices=choices(PeriodKind))
    since = models.SmallIntegerField(_("起始年"), null=True, blank=True)
    until = models.SmallIntegerField(_("截止年"), null=True, blank=True)
    month = models.SmallIntegerField(_("截止月"), null=True, blank=True)
    day = models.SmallIntegerField(_("截止日"), null=True, blank=True)
    strength = models.CharField(_("力度"), max_length=10, choices=choices(Strength))
    scope = models.CharField(_("范围"), max_length=60, blank=True)
    indicator = models.CharField(_("指标"), max_length=200, blank=True)
    measure = models.CharField(_("度量"), max_length=10, choices=choices(Measure), blank=True)
    comparator = models.CharField(_("比较"), max_length=10, choices=choices(Comparator), blank=True)
    value = ExactDecimalField(_("数值"), null=True, blank=True)
    value_max = ExactDecimalField(_("上限"), null=True, blank=True)
    unit = models.CharField(_("单位"), max_length=40, blank=True)
    direction = models.CharField(_("方向"), max_length=10, choices=choices(Direction))
    base_year = models.SmallIntegerField(_("基年"), null=True, blank=True)
    relative_to = models.CharField(_("相对于"), max_length=60, blank=True)
    cumulative = models.BooleanField(_("累计"), default=False)
    nature = models.CharField(_("属性"), max_length=10, blank=True)
    lead = models.CharField(_("牵头单位"), max_length=120, blank=True)
    supporting = models.JSONField(_("配合单位"), default=list, blank=True)
    deadline_starts_at = models.PositiveIntegerField(null=True, blank=True)
    deadline_ends_at = models.PositiveIntegerField(null=True, blank=True)
    deadline_rule = models.CharField(max_length=120, blank=True)
    also = models.JSONField(default=list, blank=True)  # [[start, end], …]
    evidence = models.JSONField(default=list, blank=True)  # [[start, end, rule], …]

    class Meta(Passage.Meta):
        verbose_name = verbose_name_plural = _("条目")
        constraints = [
            *Passage.Meta.constraints,
            models.UniqueConstraint(fields=["plan", "code"], name="ledger_commitment_code"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.quote[:30]}"


class CommitmentKey(models.Model):
    """The name under which papers, letters and links know a commitment: 物流-03. Given at publishing, once."""

    line = models.ForeignKey(Plan, models.PROTECT, related_name="keys_given")  # the text the plan was issued with
    version = models.ForeignKey(Plan, models.PROTECT, related_name="keys")  # the text that has it under this number
    code = models.CharField(_("编号"), max_length=20)
    key = models.CharField(_("条目号"), max_length=40)
    sector = models.CharField(_("领域"), max_length=60, blank=True)  # whose short name the key begins with

    class Meta:
        ordering = ["version", "id"]
        verbose_name = verbose_name_plural = _("条目号")
        constraints = [
            models.UniqueConstraint(fields=["version", "code"], name="ledger_commitmentkey_code"),
            models.UniqueConstraint(fields=["version", "key"], name="ledger_commitmentkey_key"),
        ]

    def __str__(self) -> str:
        return self.key


class Question(Passage):
    """Two readings, or one that a person must confirm."""

    code = models.CharField(_("编号"), max_length=20)
    asks = models.TextField(_("疑问"))
    readings = models.JSONField(_("读法"), default=list, blank=True)
    said = models.JSONField(_("句式"), null=True, editable=False)  # both as values, for other languages than Chinese
    rule = models.CharField(_("规则"), max_length=120)
    commitment = models.ForeignKey(Commitment, models.CASCADE, null=True, blank=True, related_name="questions")

    class Meta(Passage.Meta):
        verbose_name = verbose_name_plural = _("疑问")

    def __str__(self) -> str:
        return self.asks


class Claim(Passage):
    """One number or date of the text, and what became of it (一字不漏)."""

    text = models.CharField(_("文字"), max_length=120)
    commitment = models.ForeignKey(Commitment, models.CASCADE, null=True, blank=True, related_name="claims")
    excuse = models.CharField(_("缘由"), max_length=120, blank=True)

    class Meta(Passage.Meta):
        verbose_name = verbose_name_plural = _("数字去向")

    def __str__(self) -> str:
        return self.text
