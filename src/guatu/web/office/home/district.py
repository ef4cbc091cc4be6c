"""A district's own part of one's page: its figures, and the lines of the city's plans that name it.

A line names a district when its words or its scope do, when they say 各区, or when its figures are the district's. She
reads here what everybody may read; what she may report is asked elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from guatu.core.reports.tasks import task_row
from guatu.core.reports.words import STAGE_MARKS, due_words, shape
from guatu.core.series.model import Indicator, Observation, Region
from guatu.core.series.vintages import known
from guatu.core.text.figures import Amount
from guatu.core.text.said import Said
from guatu.core.time.periods import ReportPeriod
from guatu.web.base.addresses import address
from guatu.web.base.scopes import scopes_for
from guatu.web.figures import selectors as figures
from guatu.web.office.home.matters import Seen
from guatu.web.public.presenters.addresses import query
from guatu.web.public.presenters.catalogue import growth_said, level, newest_of
from guatu.web.public.presenters.plan_list import short_name
from guatu.web.standing.archive import Standing
from guatu.web.standing.reading import Reading

EVERY_DISTRICT = ("各区", "三区", "全市各区")


@dataclass(frozen=True, slots=True)
class DistrictFigure:
    """The newest figure of one indicator."""

    name: str
    href: str
    period: ReportPeriod
    value: Amount | None
    growth: Said  # where only that was published
    stage: str
    source: str
    source_href: str


@dataclass(frozen=True, slots=True)
class NamedLine:
    """A line of a plan that names the district."""

    label: str
    href: str
    shape: str
    word: str  # empty for a target: the light's own
    due: Said
    due_on: date | None
    lead: str
    plan: str


@dataclass(frozen=True, slots=True)
class District:
    names: list[str]
    figures: list[DistrictFigure]
    lines: list[NamedLine]
    named: list[Seen]  # each plan with the lines that name the district, for what falls due


def district(reading: Reading, user: Any, plans: Sequence[Standing]) -> District | None:
    """Of these plans on the day; None for whoever holds no district. Two queries, whatever there is."""
    codes = {scope.key for scope in scopes_for(user, "review.read") if scope.kind == "region"}
    if not codes:
        return None
    catalogue = figures.catalogue(reading.as_of)
    mine = [catalogue.regions[code] for code in sorted(codes) if code in catalogue.regions]
    observed = figures.observations(regions=codes, sources={s.code: s for s in figures.sources(reading.as_of)})
    named = [Seen(found, frozenset(named_ids(found, mine))) for found in plans]
    lines = [line for one in named for line in named_lines(reading, one)]
    return District(
        [region.name for region in mine],
        list(newest(reading, catalogue.indicators, observed)),
        sorted(lines, key=lambda line: (line.due_on or date.max, line.plan, line.href)),
        named,
    )


def newest(
    reading: Reading, indicators: Mapping[str, Indicator], observed: Iterable[Observation]
) -> Iterable[DistrictFigure]:
    """Of each indicator the figure of its latest period that stands on the day, in the order of the catalogue."""
    by_code: dict[str, list[Observation]] = {}
    for o in known(observed, as_of=reading.as_of):
        by_code.setdefault(o.indicator, []).append(o)
    day = query(reading)
    for code, indicator in indicators.items():
        if (last := newest_of(by_code.get(code, ()))) is not None:
            yield DistrictFigure(
                indicator.name,
                address("pages:indicator", code, plan="") + day,
                last.period,
                level(last, indicator),
                growth_said(last),
                STAGE_MARKS[last.stage],
                last.source.title,
                address("pages:source", last.source.code, plan="") + day,
            )


def named_ids(found: Standing, regions: Sequence[Region]) -> Iterable[str]:
    """The lines of one plan that name one of the districts."""
    words = {w for region in regions for w in (region.name, *region.aliases)} | set(EVERY_DISTRICT)
    codes = {region.code for region in regions}
    for item in found.commitments:
        link = found.links.get(item.id)
        if (link and link.region in codes) or any(w in item.quote or w in item.scope for w in words):
            yield item.id


def named_lines(reading: Reading, one: Seen) -> Iterable[NamedLine]:
    found = one.standing
    day, code, plan = query(reading), found.line.code, short_name(found.plan)
    names = found.names
    for item in found.commitments:
        if not one.is_mine(item.id):
            continue
        due, lead = item.period.deadline.last_day, found.leads.get(item.id, "")
        if judged := found.judgements.get(item.id):
            href = address("pages:target", item.id, plan=code) + day
            yield NamedLine(names[item.id], href, shape(judged), "", due_words(item), due, lead, plan)
        elif (task := found.tasks.get(item.id)) is not None:
            row, href = task_row(item, task, found.leads), address("pages:task", item.id, plan=code) + day
            yield NamedLine(row.label, href, row.shape, row.word, row.due, row.due_on, lead, plan)
