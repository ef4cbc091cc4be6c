"""Writes: places, sources, the catalogue, the rules, and figures, which are only ever added."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal

from guatu.core.errors import Place
from guatu.core.judging.rules import RuleSet
from guatu.core.series import model as core
from guatu.web.audit.services import in_turn, record, record_changes
from guatu.web.base.permits import require
from guatu.web.base.upsert import save_changed
from guatu.web.figures import models
from guatu.web.figures.staging import HomeMissing, Staged, staged
from guatu.web.people.models import User

THRESHOLDS = tuple(f.name for f in fields(RuleSet) if isinstance(f.default, int | Decimal))


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load of figures did."""

    added: int
    known: int  # were there already


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


def load_figures(
    observations: Iterable[core.Observation], *, name: str = "", header: int = 0, recorded_on: date, by: User | None
) -> Loaded:
    """Add the figures that the store does not have yet. The same file again changes nothing.

    They are read, digested and checked before anything is locked, however many they are.

    Args:
        header: rows of the file above its first figure, for what is said about a row.
    Raises:
        FiguresRefused: with everything that is wrong; nothing was added.
    """
    require(by, "indicators.load_figures")
    with staged(observations, name=name, header=header) as figures:
        added = _move_in(figures, recorded_on, by) if figures.fresh else 0
        return Loaded(added, figures.count - added)


@in_turn
def _move_in(figures: Staged, recorded_on: date, by: User | None) -> int:
    figures.check_again()
    if figures.fresh:
        _add_sources(figures.sources.values(), figures.name, by)
        digest = figures.digest()
        batch = models.Batch.objects.create(
            name=figures.name, recorded_on=recorded_on, count=figures.fresh, digest=digest
        )
        figures.move(batch)
        after = {"file": figures.name, "count": figures.fresh, "digest": digest}
        record("indicators.load_figures", actor=by, obj=batch, after=after)
    return figures.fresh


def _add_sources(sources: Iterable[core.Source], name: str, by: User | None) -> None:
    """Documents first named by these figures. A source that is known keeps its rank and its date."""
    have = set(models.Source.objects.values_list("pk", flat=True))
    changed = save_changed(_source(s) for s in sources if s.code not in have)
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
