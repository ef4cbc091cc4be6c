"""Reads: the catalogue and the figures, as the core understands them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from guatu.core.decisions import all_in_force
from guatu.core.errors import StoreError
from guatu.core.judging.rules import RuleSet
from guatu.core.series import model as core
from guatu.core.time.periods import ReportPeriod
from guatu.web.decisions.selectors import Histories, histories
from guatu.web.figures import models


class RulesMissing(StoreError):
    code = "S460"
    reason = "库里没有研判规则，不能判定状态。"
    remedy = "请统计员或调度员在“目录”的“研判规则”一页导入本市的规则文件。"
    command = "请先运行 guatu load example，或导入本市的规则文件。"


# What a value is made of, column by column.
OF_A_VALUE = (
    "key", "indicator_id", "region_id", "year", "first_month", "last_month", "unit", "value", "growth", "growth_basis",
    "stage", "source_id", "known_on", "recorded_on", "row_number", "note",
)  # fmt: skip
SOURCE = OF_A_VALUE.index("source_id")
BASES = {basis.value: basis for basis in core.PriceBasis}
STAGES = {stage.value: stage for stage in core.Stage}

KINDS = ("indicator", "definition", "region", "source", "rules")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What figures mean on a day: every dated decision that a judgement rests on, as it counted then."""

    indicators: Mapping[str, core.Indicator]
    regions: Mapping[str, core.Region]
    sources: Mapping[str, core.Source]
    definitions: tuple[core.Definition, ...]
    rules: RuleSet | None


@dataclass(frozen=True, slots=True)
class Catalogues:
    """Every decision of the catalogue, so that any day can be asked for. One query."""

    rows: Histories

    def on(self, as_of: date, *, recorded_by: date | None = None) -> Catalogue:
        def stood(kind: str, *, or_first: bool = False) -> dict[str, Any]:
            found = all_in_force(self.rows[kind], as_of=as_of, recorded_by=recorded_by, or_first=or_first)
            return dict(sorted(found.items()))

        definitions = sorted(stood("definition").values(), key=lambda d: (d.indicator, d.since or date.min, d.code))
        # for days before the first rules the first stand; a source has no day before somebody names it
        return Catalogue(
            indicators=stood("indicator"),
            regions=stood("region", or_first=True),
            sources=stood("source", or_first=True),
            definitions=tuple(definitions),
            rules=next(iter(stood("rules", or_first=True).values()), None),
        )


def catalogues() -> Catalogues:
    """The catalogue on any day. One query."""
    return Catalogues(histories(*KINDS))


def catalogue(as_of: date, *, recorded_by: date | None = None) -> Catalogue:
    """The catalogue on one day. One query."""
    return catalogues().on(as_of, recorded_by=recorded_by)


def indicators(as_of: date) -> Mapping[str, core.Indicator]:
    """The catalogue's indicators by code, as they stood on a day. One query."""
    return all_in_force(histories("indicator")["indicator"], as_of=as_of)


def regions(as_of: date) -> Mapping[str, core.Region]:
    """Places by code. One query."""
    return all_in_force(histories("region")["region"], as_of=as_of, or_first=True)


def sources(as_of: date) -> tuple[core.Source, ...]:
    """Every document that figures come from, the most authoritative first."""
    found = all_in_force(histories("source")["source"], as_of=as_of, or_first=True)
    return tuple(sorted(found.values(), key=lambda s: (s.rank, s.code)))


def observations(
    *,
    indicators: Iterable[str] | None = None,
    regions: Iterable[str] | None = None,
    sources: Mapping[str, core.Source],
    recorded_by: date | None = None,
) -> tuple[core.Observation, ...]:
    """All vintages of all sources, in the order of loading; of these indicators and regions when named. One query.

    Args:
        sources: as they stand on the day in question: their rank decides between figures.
        recorded_by: only what this office had written down by that day.
    """
    rows = _rows_of(indicators, regions)
    if recorded_by is not None:
        rows = rows.filter(recorded_on__lte=recorded_by)
    return observation_values(rows.values_list(*OF_A_VALUE), sources)


def observation_rows(*, indicators: Iterable[str], regions: Iterable[str]) -> tuple[tuple[Any, ...], ...]:
    """The same without a source's rank, which is another on other days: `OF_A_VALUE` of each. One query."""
    return tuple(_rows_of(indicators, regions).values_list(*OF_A_VALUE))


def _rows_of(indicators: Iterable[str] | None, regions: Iterable[str] | None) -> QuerySet[models.Observation]:
    rows = models.Observation.objects.order_by("id")
    if indicators is not None:
        rows = rows.filter(indicator__in=list(indicators))
    if regions is not None:
        rows = rows.filter(region__in=list(regions))
    return rows


def history(indicator: str, region: str, *, sources: Mapping[str, core.Source]) -> tuple[core.Observation, ...]:
    """One series with every vintage, by period and then by the day it was known."""
    rows = observations(indicators=[indicator], regions=[region], sources=sources)
    return tuple(sorted(rows, key=lambda o: (o.period.ends, o.period.first, o.known_on)))


def observation_values(
    rows: Iterable[tuple[Any, ...]], sources: Mapping[str, core.Source]
) -> tuple[core.Observation, ...]:
    """Rows of the store's columns `OF_A_VALUE`, as values."""
    return tuple(
        core.Observation(
            key, indicator, region, _period(year, first, last), unit, value, growth, BASES[basis], STAGES[stage],
            sources[source], known_on, recorded_on, row, note,
        )
        for (key, indicator, region, year, first, last, unit, value, growth, basis, stage, source, known_on,
             recorded_on, row, note) in rows
    )  # fmt: skip


@lru_cache(maxsize=4_096)
def _period(year: int, first: int, last: int) -> ReportPeriod:
    return ReportPeriod(year, first, last)


def figures_by_source(region: str | None) -> dict[str, tuple[int, int]]:
    """How many figures each document gave: of the plan's own region, and of all. One query."""
    rows = models.Observation.objects.values("source").annotate(
        ours=Count("pk", filter=Q(region=region)), every=Count("pk")
    )
    return {r["source"]: (r["ours"], r["every"]) for r in rows.order_by()}


def count_by_source() -> dict[str, int]:
    """How many figures each document gave. One query."""
    return {code: every for code, (_ours, every) in figures_by_source(None).items()}


def observations_from(
    source: core.Source, *, as_of: date, start: int = 0, end: int | None = None
) -> tuple[core.Observation, ...]:
    """The figures taken from one document and known on a day, place by place, in the order of loading. One query."""
    rows = _from(source, as_of).order_by("region_id", "id")[start:end]
    return observation_values(rows.values_list(*OF_A_VALUE), {source.code: source})


def count_from(source: core.Source, *, as_of: date) -> int:
    """How many figures of a document were known on a day. One query."""
    return _from(source, as_of).count()


def _from(source: core.Source, as_of: date) -> QuerySet[models.Observation]:
    return models.Observation.objects.filter(source=source.code, known_on__lte=as_of)


def listed_observations(
    *,
    indicator: str = "",
    source: str = "",
    region: str = "",
    year: int | None = None,
    as_of: date,
    most: int,
    sources: Mapping[str, core.Source],
) -> tuple[core.Observation, ...]:
    """Some figures that were known on a day, place by place, the newest period first; at most `most`. One query."""
    asked = {"indicator": indicator, "source": source, "region": region, "year": year}
    rows = models.Observation.objects.filter(known_on__lte=as_of, **{k: v for k, v in asked.items() if v})
    ordered = rows.order_by("indicator_id", "region_id", "-year", "-last_month", "first_month", "known_on", "id")
    return observation_values(ordered.values_list(*OF_A_VALUE)[:most], sources)


def beside(
    these: Iterable[core.Observation], *, sources: Mapping[str, core.Source]
) -> dict[tuple[object, ...], list[core.Observation]]:
    """Everything that the store says of the same numbers, by `number_of`, in the order of loading. One query."""
    wanted = {number_of(o) for o in these}
    rows = models.Observation.objects.filter(
        indicator__in={o[0] for o in wanted}, region__in={o[1] for o in wanted}, year__in={o[2] for o in wanted}
    ).order_by("id")
    found: dict[tuple[object, ...], list[core.Observation]] = {}
    for o in observation_values(rows.values_list(*OF_A_VALUE), sources) if wanted else ():
        if number_of(o) in wanted:
            found.setdefault(number_of(o), []).append(o)
    return found


def number_of(o: core.Observation) -> tuple[object, ...]:
    """Which number a figure is, whoever says it and in which vintage: indicator, place, months, unit."""
    return (o.indicator, o.region, o.period.year, o.period.first, o.period.last, o.unit)


def places_of(indicator: str, *, most: int) -> list[str]:
    """Some of the places that an indicator has figures of. One query."""
    rows = models.Observation.objects.filter(indicator=indicator).order_by("region_id")
    return list(rows.values_list("region_id", flat=True).distinct()[:most])


def among_places(
    indicator: str, *, region: str, as_of: date, sources: Mapping[str, core.Source]
) -> tuple[core.Observation, ...]:
    """The figures of every place for the latest whole year of which `region` has one, by amount and by growth.

    Two queries.
    """
    whole = models.Observation.objects.filter(indicator=indicator, first_month=1, last_month=12, known_on__lte=as_of)
    years = whole.filter(region=region).aggregate(
        value=Max("year", filter=Q(value__isnull=False)), growth=Max("year", filter=Q(growth__isnull=False))
    )
    rows = whole.filter(year__in={year for year in years.values() if year is not None}).order_by("id")
    return observation_values(rows.values_list(*OF_A_VALUE), sources)
