"""Indicators and the documents that figures come from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext

from guatu.core.reports.target_tables import Sources
from guatu.core.reports.target_tables import row as table_row
from guatu.core.reports.words import STAGE_MARKS
from guatu.core.series.model import Definition, Indicator, Observation, Source
from guatu.core.series.units import in_unit
from guatu.core.series.vintages import known, prefer
from guatu.core.text.figures import Amount, amount
from guatu.core.text.said import NOTHING, Said, listed
from guatu.web.public.presenters.addresses import address
from guatu.web.public.presenters.paging import pages
from guatu.web.public.presenters.series import observation_row, series
from guatu.web.standing.reading import Reading

NATURE_WORDS = {"flow": "流量：各月相加", "stock": "存量：期末时点数", "ratio": "比率：由分子分母重算，不求平均"}


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    code: str
    name: str
    value: Amount | None
    growth: Said  # where only that was published
    stage: str
    period: Any
    count: int
    targets: list[tuple[str, str]]


def indicator_groups(reading: Reading, observations: Iterable[Observation]) -> list[dict[str, Any]]:
    """The catalogue: what targets use, then the parts and comparisons, then what has figures only."""
    s = reading.standing
    home = s.plan.region_id or ""
    by_code: dict[str, list[Observation]] = {}
    for o in known(observations, as_of=reading.as_of):
        by_code.setdefault(o.indicator, []).append(o)
    used: dict[str, list[tuple[str, str]]] = {}
    for t in s.targets:
        if (link := s.links.get(t.id)) and link.indicator:
            used.setdefault(link.indicator, []).append((t.id, reading.names[t.id]))
    parts = {p for code in used if (f := s.indicators[code].formula) for p in (f.numerator, f.denominator)}
    groups: dict[str, list[IndicatorRow]] = {"used": [], "part": [], "other": []}
    for code, indicator in s.indicators.items():
        rows = by_code.get(code, [])
        newest = newest_of([o for o in rows if o.region == home])
        made = IndicatorRow(
            code,
            indicator.name,
            level(newest, indicator),
            growth_said(newest),
            STAGE_MARKS[newest.stage] if newest else "",
            newest.period if newest else None,
            len(rows),
            used.get(code, []),
        )
        groups["used" if code in used else "part" if code in parts else "other"].append(made)
    titles = {"used": gettext("目标用到的指标"), "part": gettext("算比率用的分子和分母"), "other": gettext("其他指标")}
    return [
        {"title": titles[key], "rows": sorted(rows, key=lambda r: (not r.count, not r.value and not r.growth))}
        for key, rows in groups.items()
        if rows
    ]


def level(newest: Observation | None, indicator: Indicator) -> Amount | None:
    """The level, in the unit of the catalogue."""
    if newest is None or newest.value is None:
        return None
    return amount(*in_unit(newest.value, newest.unit, indicator.unit))


def growth_said(newest: Observation | None) -> Said:
    """A growth is no level, and says of what it is the growth."""
    if newest is None or newest.value is not None or newest.growth is None:
        return NOTHING
    by = amount(abs(newest.growth), "%")
    return Said("比上年增长{by}", by=by) if newest.growth >= 0 else Said("比上年下降{by}", by=by)


def newest_of(rows: Iterable[Observation]) -> Observation | None:
    chosen = [o for o in prefer(tuple(rows)) if o.preferred]
    return max(chosen, key=lambda o: (o.period.ends, -o.period.first, o.value is not None), default=None)


def places_beside(reading: Reading, code: str) -> set[str]:
    """The plan's own place, and those with which a target compares it."""
    s = reading.standing
    compared = {link.versus for link in s.links.values() if link.indicator == code and link.versus}
    return {s.plan.region_id or ""} | compared


def indicator_page(
    reading: Reading,
    code: str,
    *,
    observations: Sequence[Observation],
    definitions: Sequence[Definition],
    peers: Any = None,
    asked: str = "",
) -> dict[str, Any]:
    """Of these places' figures, the page that is `asked` for of each series."""
    s = reading.standing
    indicator = s.indicators[code]
    home = s.plan.region_id or ""
    by_region: dict[str, list[Observation]] = {}
    for o in observations:
        by_region.setdefault(o.region, []).append(o)
    shown = sorted(by_region, key=lambda r: r != home)
    all_series = [
        series(
            by_region[r], indicator=indicator, region=s.regions[r].name if r in s.regions else "", as_of=reading.as_of
        )
        for r in shown
    ]
    longest = max((len(one.rows) for one in all_series), default=0)
    turn = pages(longest, asked=asked, address=lambda n: address(reading, "indicator", code, page=n))
    formula = indicator.formula
    return {
        "pages": turn,
        "code": code,
        "name": indicator.name,
        "unit": indicator.unit,
        "nature": gettext(NATURE_WORDS[indicator.nature.value]),
        "basis": indicator.growth_basis.value,
        "formula": {
            "numerator": s.indicators[formula.numerator],
            "denominator": s.indicators[formula.denominator],
            "factor": formula.factor,
        }
        if formula
        else None,
        "aliases": listed(indicator.aliases),
        "note": indicator.note,
        "not_same_as": indicator.not_same_as,
        "open_question": indicator.open_question,
        "definitions": definitions,
        "series": [replace(one, rows=rows) for one in all_series if (rows := one.rows[turn.start : turn.end])],
        "none": Said("截至{as_of}，“{name}”未见公布。", as_of=reading.as_of, name=indicator.name),
        "targets": [
            table_row(t, reading.judgements[t.id], label=reading.names[t.id], sources=Sources())
            for t in s.targets
            if (link := s.links.get(t.id)) and link.indicator == code
        ],
        "peers": peers or {},
    }


@dataclass(frozen=True, slots=True)
class SourceRow:
    code: str
    title: str
    publisher: str
    published: date | None
    rank: int
    figures: int
    later: bool


def source_rows(
    reading: Reading, sources: Iterable[Source], counts: Mapping[str, tuple[int, int]]
) -> list[dict[str, Any]]:
    """The city's own documents first, then those of other places. `counts`: figures by source, ours and all."""
    groups: dict[bool, list[SourceRow]] = {True: [], False: []}
    for s in sources:
        ours, every = counts.get(s.code, (0, 0))
        later = s.published is not None and s.published > reading.as_of
        groups[ours > 0].append(
            SourceRow(s.code, s.title, s.publisher, s.published, s.rank, 0 if later else every, later)
        )
    titles = {True: gettext("本市的数"), False: gettext("用来比较的别处的数")}
    return [{"title": titles[key], "rows": rows} for key, rows in groups.items() if rows]


def source_page(reading: Reading, source: Source, observations: Iterable[Observation]) -> dict[str, Any]:
    s = reading.standing
    rows = [
        observation_row(
            o,
            name=s.indicators[o.indicator].name if o.indicator in s.indicators else o.indicator,
            region=s.regions[o.region].name if o.region in s.regions else o.region,
            rivals=False,
        )
        for o in observations
    ]
    later = source.published is not None and source.published > reading.as_of
    return {"s": source, "later": later, "rows": rows}
