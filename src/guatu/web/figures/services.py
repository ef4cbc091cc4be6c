"""Writes: places, sources, the catalogue, the rules, and figures, which are only ever added."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal

from guatu.core.errors import FiguresError, Place
from guatu.core.judging.rules import RuleSet
from guatu.core.series import model as core
from guatu.web.audit.services import in_turn, record, record_changes
from guatu.web.base.digests import batch_digest, row_digest
from guatu.web.base.permits import require
from guatu.web.base.upsert import save_changed
from guatu.web.figures import models
from guatu.web.people.models import User

NOT_SEALED = ("id", "batch_id", "digest")  # columns of an observation that say nothing about the figure
THRESHOLDS = tuple(f.name for f in fields(RuleSet) if isinstance(f.default, int | Decimal))


class HomeMissing(FiguresError):
    code = "D351"
    reason = "{kind}“{code}”不在库里，这份数据不能收。"
    remedy = "请先导入{kind}，再导入数据。"


class FigureDiffers(FiguresError):
    code = "D352"
    reason = "库里已有同一来源、同一版次的这个数：{old}，与这次的{new}不同，一行也没有收。"
    remedy = "数字有修订的，请写明“修订”版次或新的来源；录入有误的，请改正文件。"


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load of figures did."""

    added: int
    known: int


@in_turn
def load_regions(regions: Iterable[core.Region], *, name: str = "", by: User | None) -> int:
    """Add or correct places; how many changed."""
    require(by, "indicators.load_catalogue")
    regions = tuple(regions)
    codes = {r.code for r in regions} | set(models.Region.objects.values_list("pk", flat=True))
    for region in regions:
        if region.parent and region.parent not in codes:
            raise HomeMissing(Place(name), kind="地区", code=region.parent)
    rows = [
        models.Region(code=r.code, name=r.name, level=r.level, parent_id=r.parent or None, aliases=list(r.aliases))
        for r in regions
    ]
    return record_changes("indicators.load_regions", save_changed(rows), table=models.Region, name=name, by=by)


@in_turn
def load_sources(sources: Iterable[core.Source], *, name: str = "", by: User | None) -> int:
    """Add or correct the documents that figures come from; how many changed."""
    require(by, "indicators.load_catalogue")
    changed = save_changed(_source(s) for s in sources)
    return record_changes("indicators.load_sources", changed, table=models.Source, name=name, by=by)


@in_turn
def load_catalogue(
    indicators: Iterable[core.Indicator],
    definitions: Iterable[core.Definition] = (),
    *,
    name: str = "",
    by: User | None,
) -> int:
    """Add or correct indicators and what they count; how many rows changed."""
    require(by, "indicators.load_catalogue")
    changed = save_changed(_indicator(i) for i in indicators)
    count = record_changes("indicators.load_catalogue", changed, table=models.Indicator, name=name, by=by)
    changed = save_changed(
        models.Definition(
            code=d.code, indicator_id=d.indicator, text=d.text, since=d.since, confirmed=d.confirmed, source=d.source
        )
        for d in definitions
    )
    return count + record_changes("indicators.load_definitions", changed, table=models.Definition, name=name, by=by)


@in_turn
def load_rules(rules: RuleSet, *, name: str = "", by: User | None) -> int:
    """Add a version of the rules by which lights are set."""
    require(by, "indicators.load_catalogue")
    thresholds = {n: str(v) if isinstance(v := getattr(rules, n), Decimal) else v for n in THRESHOLDS}
    row = models.RuleSet(
        id=f"{rules.code} {rules.version}",
        code=rules.code,
        version=rules.version,
        title=rules.title,
        since=rules.since,
        source=rules.source,
        thresholds=thresholds,
        rules=[[r.code, r.says, r.source] for r in rules.rules.values()],
        lights=[[light.status.value, light.word, light.colour] for light in rules.lights.values()],
    )
    return record_changes("indicators.load_rules", save_changed([row]), table=models.RuleSet, name=name, by=by)


@in_turn
def load_figures(
    observations: Iterable[core.Observation], *, name: str = "", recorded_on: date, by: User | None
) -> Loaded:
    """Add the figures that the store does not have yet. The same file again changes nothing."""
    require(by, "indicators.load_figures")
    observations = tuple(observations)
    have = set(models.Observation.objects.values_list("key", flat=True))
    new = list({o.key: o for o in observations if o.key not in have}.values())
    if new:
        _check_homes(new, name)
        _check_agreement(new, name)
        _add_sources(new, name, by)
        rows = [_observation(o) for o in new]
        digest = batch_digest(row.digest for row in rows)
        batch = models.Batch.objects.create(name=name, recorded_on=recorded_on, count=len(rows), digest=digest)
        for row in rows:
            row.batch = batch
        models.Observation.objects.bulk_create(rows, batch_size=500)
        record(
            "indicators.load_figures", actor=by, obj=batch, after={"file": name, "count": len(rows), "digest": digest}
        )
    return Loaded(added=len(new), known=len(observations) - len(new))


def _check_homes(observations: Iterable[core.Observation], name: str) -> None:
    indicators = set(models.Indicator.objects.values_list("pk", flat=True))
    regions = set(models.Region.objects.values_list("pk", flat=True))
    for o in observations:
        if o.indicator not in indicators:
            raise HomeMissing(Place(name, row=o.row), kind="指标", code=o.indicator)
        if o.region not in regions:
            raise HomeMissing(Place(name, row=o.row), kind="地区", code=o.region)


def _check_agreement(observations: Iterable[core.Observation], name: str) -> None:
    """One document, in one vintage, says one number."""
    said = {_statement(row): row for row in models.Observation.objects.all()}
    for o in observations:
        row = said.get(_statement(_observation(o)))
        if row is not None:
            old, new = (f"{value or '—'}{o.unit}（增速{growth or '—'}）" for value, growth in
                        ((row.value, row.growth), (o.value, o.growth)))  # fmt: skip
            raise FigureDiffers(Place(name, row=o.row), old=old, new=new)


def _statement(row: models.Observation) -> tuple[object, ...]:
    period = (row.year, row.first_month, row.last_month)
    return row.indicator_id, row.region_id, period, row.unit, row.stage, row.source_id


def _add_sources(observations: Iterable[core.Observation], name: str, by: User | None) -> None:
    """Documents first named by these figures. A source that is known keeps its rank and its date."""
    have = set(models.Source.objects.values_list("pk", flat=True))
    named = {o.source.code: o.source for o in observations if o.source.code not in have}
    changed = save_changed(_source(s) for s in named.values())
    record_changes("indicators.load_sources", changed, table=models.Source, name=name, by=by)


def _source(s: core.Source) -> models.Source:
    return models.Source(
        code=s.code, title=s.title, publisher=s.publisher, published=s.published, url=s.url, rank=s.rank, note=s.note
    )


def _indicator(i: core.Indicator) -> models.Indicator:
    return models.Indicator(
        code=i.code,
        name=i.name,
        unit=i.unit,
        nature=i.nature.value,
        aliases=list(i.aliases),
        wanted=i.wanted.value,
        growth_basis=i.growth_basis.value,
        numerator_id=i.formula.numerator if i.formula else None,
        denominator_id=i.formula.denominator if i.formula else None,
        factor=i.formula.factor if i.formula else None,
        not_same_as=[list(pair) for pair in i.not_same_as],
        note=i.note,
        read_as=[list(pair) for pair in i.read_as],
        scopes=list(i.scopes),
        open_question=i.open_question,
    )


def _observation(o: core.Observation) -> models.Observation:
    row = models.Observation(
        key=o.key,
        indicator_id=o.indicator,
        region_id=o.region,
        year=o.period.year,
        first_month=o.period.first,
        last_month=o.period.last,
        unit=o.unit,
        value=o.value,
        growth=o.growth,
        growth_basis=o.growth_basis.value,
        stage=o.stage.value,
        source_id=o.source.code,
        known_on=o.known_on,
        recorded_on=o.recorded_on,
        row_number=o.row,
        note=o.note,
    )
    row.digest = row_digest(row, without=NOT_SEALED)
    return row
