"""Reads: the catalogue and the figures, as the core understands them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q

from guatu.core.errors import StoreError
from guatu.core.judging.model import Status
from guatu.core.judging.rules import Light, Rule, RuleSet
from guatu.core.series import model as core
from guatu.core.series.model import Observation, Source
from guatu.core.time.periods import ReportPeriod
from guatu.web.figures import models


class RulesMissing(StoreError):
    code = "S460"
    reason = "库里没有研判规则，不能判定状态。"
    remedy = "请系统管理员导入本市的规则文件。"
    command = "请先运行 guatu load example，或导入本市的规则文件。"


def indicators() -> dict[str, core.Indicator]:
    """The catalogue by code. One query."""
    return {row.code: indicator_value(row) for row in models.Indicator.objects.all()}


def definitions(indicator: str | None = None) -> tuple[core.Definition, ...]:
    """What indicators count, oldest first; of one indicator when it is named."""
    rows = models.Definition.objects.all()
    if indicator is not None:
        rows = rows.filter(indicator=indicator)
    return tuple(core.Definition(r.code, r.indicator_id, r.text, r.since, r.confirmed, r.source) for r in rows)


def regions() -> dict[str, core.Region]:
    """Places by code. One query."""
    return {
        r.code: core.Region(r.code, r.name, r.level, r.parent_id or "", tuple(r.aliases))
        for r in models.Region.objects.all()
    }


def sources() -> tuple[core.Source, ...]:
    """Every document that figures come from, the most authoritative first."""
    return tuple(source_value(row) for row in models.Source.objects.all())


def observations(
    *, indicators: Iterable[str] | None = None, regions: Iterable[str] | None = None
) -> tuple[core.Observation, ...]:
    """All vintages of all sources, in the order of loading; of these indicators and regions when named. One query."""
    rows = models.Observation.objects.select_related("source")
    if indicators is not None:
        rows = rows.filter(indicator__in=list(indicators))
    if regions is not None:
        rows = rows.filter(region__in=list(regions))
    shared: dict[str, core.Source] = {}
    return tuple(observation_value(row, shared) for row in rows)


def history(indicator: str, region: str) -> tuple[core.Observation, ...]:
    """One series with every vintage, by period and then by the day it was known."""
    rows = observations(indicators=[indicator], regions=[region])
    return tuple(sorted(rows, key=lambda o: (o.period.ends, o.period.first, o.known_on)))


def rules(as_of: date) -> RuleSet:
    """The rules in force on a day; for days before the first of them, the first. Raises RulesMissing."""
    rows = sorted(models.RuleSet.objects.all(), key=lambda r: r.since or date.min)
    if not rows:
        raise RulesMissing
    in_force = [r for r in rows if r.since is None or r.since <= as_of]
    return rules_value((in_force or rows[:1])[-1])


def indicator_value(row: models.Indicator) -> core.Indicator:
    formula = None
    if row.numerator_id and row.denominator_id and row.factor is not None:
        formula = core.Formula(row.numerator_id, row.denominator_id, row.factor)
    return core.Indicator(
        code=row.code,
        name=row.name,
        unit=row.unit,
        nature=core.Nature(row.nature),
        aliases=tuple(row.aliases),
        wanted=core.Wanted(row.wanted),
        growth_basis=core.PriceBasis(row.growth_basis),
        formula=formula,
        not_same_as=tuple((name, why) for name, why in row.not_same_as),
        note=row.note,
        read_as=tuple((unit, why) for unit, why in row.read_as),
        scopes=tuple(row.scopes),
        open_question=row.open_question,
    )


def source_value(row: models.Source) -> core.Source:
    return core.Source(row.code, row.title, row.publisher, row.published, row.url, row.rank, row.note)


def observation_value(row: models.Observation, shared: dict[str, core.Source]) -> core.Observation:
    """`shared` keeps one Source value for all the rows that came from it."""
    if row.source_id not in shared:
        shared[row.source_id] = source_value(row.source)
    return core.Observation(
        key=row.key,
        indicator=row.indicator_id,
        region=row.region_id,
        period=ReportPeriod(row.year, row.first_month, row.last_month),
        unit=row.unit,
        value=row.value,
        growth=row.growth,
        growth_basis=core.PriceBasis(row.growth_basis),
        stage=core.Stage(row.stage),
        source=shared[row.source_id],
        known_on=row.known_on,
        recorded_on=row.recorded_on,
        row=row.row_number,
        note=row.note,
    )


def rules_value(row: models.RuleSet) -> RuleSet:
    thresholds: dict[str, Any] = {
        name: value if isinstance(value, int) else Decimal(value) for name, value in row.thresholds.items()
    }
    return RuleSet(
        code=row.code,
        version=row.version,
        title=row.title,
        since=row.since,
        source=row.source,
        rules={code: Rule(code, says, source) for code, says, source in row.rules},
        lights={Status(status): Light(Status(status), word, colour) for status, word, colour in row.lights},
        **thresholds,
    )


def figures_by_source(region: str | None) -> dict[str, tuple[int, int]]:
    """How many figures each document gave: of the plan's own region, and of all. One query."""
    rows = models.Observation.objects.values("source").annotate(
        ours=Count("pk", filter=Q(region=region)), every=Count("pk")
    )
    return {r["source"]: (r["ours"], r["every"]) for r in rows.order_by()}


def observations_from(source: str) -> tuple[Observation, ...]:
    """Every figure taken from one document, in its order. One query."""
    shared: dict[str, Source] = {}
    rows = models.Observation.objects.filter(source=source).select_related("source").order_by("row_number", "pk")
    return tuple(observation_value(row, shared) for row in rows)
