"""Indicators and the documents that figures come from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext

from guatu.core.lists.listing import list_rows
from guatu.core.lists.model import Facet, Listing, ListKind, ListOrder, Query
from guatu.core.reports.target_tables import Sources
from guatu.core.reports.target_tables import row as table_row
from guatu.core.reports.words import STAGE_MARKS
from guatu.core.series.model import Definition, Indicator, Observation, Source
from guatu.core.series.units import in_unit
from guatu.core.series.vintages import known, prefer
from guatu.core.text.figures import Amount, amount
from guatu.core.text.said import NOTHING, Listed, Said, listed
from guatu.store.sheet_writing import SheetCell
from guatu.store.source_kinds import source_kinds
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
    old: bool = False  # from before the plan's base year


USES = {"used": "目标用到的", "part": "算比率用的分子和分母", "other": "其他"}


@dataclass(frozen=True, slots=True)
class IndicatorEntry:
    """An indicator with what its list asks of it."""

    indicator: Indicator
    use: str  # used, part, other
    newest: Observation | None  # of the plan's own place
    count: int
    targets: tuple[tuple[str, str], ...]

    @property
    def told(self) -> bool:
        """Whether its own place has a level or a growth of it."""
        return self.newest is not None and (self.newest.value is not None or self.newest.growth is not None)


def indicator_listing(reading: Reading, observations: Iterable[Observation], query: Query) -> Listing[IndicatorEntry]:
    """The catalogue: what targets use, then the parts of ratios, then what has figures only."""
    rows = _indicators(reading, observations)
    order = list(USES)
    rows.sort(key=lambda row: (order.index(row.use), not row.count, not row.told))
    units = {u: u for u in sorted({row.indicator.unit for row in rows if row.indicator.unit})}
    facets: tuple[Facet[IndicatorEntry], ...] = (
        Facet("use", gettext("用途"), lambda r: (r.use,), {use: gettext(word) for use, word in USES.items()}),
        Facet("told", gettext("本市的数"), lambda r: ("1" if r.told else "0",),
              {"1": gettext("有"), "0": gettext("还没有")}),
        Facet("year", gettext("最近公布的年份"), lambda r: (str(r.newest.period.year),) if r.newest else (),
              _years(row.newest.period.year for row in rows if row.newest)),
        Facet("unit", gettext("计量单位"), lambda r: (r.indicator.unit,), units, names=True),
    )  # fmt: skip
    orders: tuple[ListOrder[IndicatorEntry], ...] = (
        ListOrder("name", gettext("指标"), lambda r: r.indicator.name, gettext("按名称"), gettext("按名称，倒着排")),
        ListOrder("period", gettext("报告期"), lambda r: -r.newest.period.ends.toordinal() if r.newest else None,
              gettext("最近公布的在前"), gettext("最久没有公布的在前"), falling=True),
        ListOrder("count", gettext("观测"), lambda r: -r.count,
              gettext("观测多的在前"), gettext("观测少的在前"), falling=True),
    )  # fmt: skip
    kind = ListKind(
        says=gettext("目标用到的在前，再是算比率用的分子和分母，再是其他；同一类里有数的在前"),
        facets=facets, orders=orders, text=_words,
    )  # fmt: skip
    return list_rows(rows, kind, query, word_label=gettext("词"))


def _words(row: IndicatorEntry) -> str:
    return " ".join(
        (row.indicator.code, row.indicator.name, *row.indicator.aliases, *(name for _, name in row.targets))
    )


def _years(found: Iterable[int]) -> dict[str, str]:
    return {str(year): str(year) for year in sorted(set(found), reverse=True)}


def _indicators(reading: Reading, observations: Iterable[Observation]) -> list[IndicatorEntry]:
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
    found = []
    for code, indicator in s.indicators.items():
        rows = by_code.get(code, [])
        use = "used" if code in used else "part" if code in parts else "other"
        newest = newest_of([o for o in rows if o.region == home])
        found.append(IndicatorEntry(indicator, use, newest, len(rows), tuple(used.get(code, ()))))
    return found


def indicator_rows(entries: Iterable[IndicatorEntry], *, since: int = 0) -> list[IndicatorRow]:
    """`since`: figures of earlier years are marked as old."""
    return [
        IndicatorRow(
            row.indicator.code,
            row.indicator.name,
            level(row.newest, row.indicator),
            growth_said(row.newest),
            STAGE_MARKS[row.newest.stage] if row.newest else "",
            row.newest.period if row.newest else None,
            row.count,
            list(row.targets),
            old=row.newest is not None and row.newest.period.year < since,
        )
        for row in entries
    ]


INDICATOR_SHEET = (("指标", 30, "text"), ("最近公布", 16, "number"), ("计量单位", 10, "text"), ("报告期", 16, "text"),
                   ("观测", 8, "integer"), ("用它的目标", 50, "text"))  # fmt: skip


def indicator_cells(row: IndicatorEntry) -> list[SheetCell]:
    made, newest = indicator_rows([row])[0], row.newest
    value: SheetCell = str(made.growth)
    if newest is not None and newest.value is not None:
        value, _ = in_unit(newest.value, newest.unit, row.indicator.unit)
    return [
        made.name,
        value,
        row.indicator.unit,
        str(made.period or ""),
        made.count,
        "、".join(n for _, n in made.targets),
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


SERIES_SHEET = (
    ("地区", 14, "text"), ("报告期", 16, "text"), ("数", 14, "number"), ("单位", 10, "text"),
    ("增速（%）", 12, "number"), ("增速口径", 12, "text"), ("版次", 10, "text"), ("公布日", 14, "date"),
    ("来源", 50, "text"), ("采用", 8, "text"), ("说明", 50, "text"),
)  # fmt: skip


def series_cells(reading: Reading, observations: Iterable[Observation]) -> list[list[SheetCell]]:
    """Every figure of an indicator that was known on the day, as it was published, with which one stands."""
    regions = reading.standing.regions
    rows = sorted(prefer(known(observations, as_of=reading.as_of)), key=lambda o: (o.region, o.period.ends, o.known_on))
    return [
        [
            regions[o.region].name if o.region in regions else o.region, str(o.period), o.value, o.unit, o.growth,
            o.growth_basis.value, o.stage.value, o.known_on, o.source.title, "采用" if o.preferred else "", o.note,
        ]
        for o in rows
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class SourceRow:
    code: str
    title: str
    publisher: str
    published: date | None
    rank: int
    figures: int
    later: bool
    ours: bool


OURS = {"1": "本市的数", "0": "用来比较的别处的数"}


def ranks() -> list[tuple[int, Listed]]:
    """Which kinds of documents have which rank, the most reliable first."""
    found: dict[int, list[str]] = {}
    for kind in source_kinds():
        found.setdefault(kind.rank, []).append(kind.word)
    return [(rank, listed(words, "；")) for rank, words in sorted(found.items())]


def source_listing(
    reading: Reading, sources: Iterable[Source], given: Mapping[str, tuple[int, int]], query: Query
) -> Listing[SourceRow]:
    """The city's own documents first, the most reliable and newest before. `given`: figures by source, ours and all."""
    rows = []
    for s in sources:
        ours, every = given.get(s.code, (0, 0))
        later = s.published is not None and s.published > reading.as_of
        rows.append(
            SourceRow(s.code, s.title, s.publisher, s.published, s.rank, 0 if later else every, later, ours > 0)
        )
    rows.sort(key=lambda r: (not r.ours, r.rank, -r.published.toordinal() if r.published else 0))
    publishers = Counter(r.publisher for r in rows if r.publisher)
    facets: tuple[Facet[SourceRow], ...] = (
        Facet("ours", gettext("谁的数"), lambda r: ("1" if r.ours else "0",), {v: gettext(w) for v, w in OURS.items()}),
        Facet("publisher", gettext("发布单位"), lambda r: (r.publisher,) if r.publisher else (),
              {p: p for p, _ in publishers.most_common()}, names=True),
        Facet("year", gettext("公布年"), lambda r: (str(r.published.year),) if r.published else ("none",),
              {**_years(r.published.year for r in rows if r.published), "none": gettext("无日期")}),
        Facet("rank", gettext("可靠次序"), lambda r: (str(r.rank),),
              {str(n): str(n) for n in sorted({r.rank for r in rows})}),
    )  # fmt: skip
    kind = ListKind(
        says=gettext("本市的数在前；再按可靠次序，小的在前；次序相同的，新公布的在前"),
        facets=facets, orders=_source_orders(), text=lambda r: f"{r.code} {r.title} {r.publisher}",
    )  # fmt: skip
    return list_rows(rows, kind, query, word_label=gettext("词"))


def _source_orders() -> tuple[ListOrder[SourceRow], ...]:
    return (
        ListOrder("title", gettext("文件"), lambda r: r.title, gettext("按标题"), gettext("按标题，倒着排")),
        ListOrder("publisher", gettext("发布单位"), lambda r: r.publisher or None,
              gettext("按发布单位"), gettext("按发布单位，倒着排")),
        ListOrder("published", gettext("公布日"), lambda r: -r.published.toordinal() if r.published else None,
              gettext("新公布的在前"), gettext("早公布的在前"), falling=True),
        ListOrder("rank", gettext("可靠次序"), lambda r: r.rank, gettext("最可靠的在前"), gettext("最不可靠的在前")),
        ListOrder("figures", gettext("取数"), lambda r: -r.figures,
              gettext("取数多的在前"), gettext("取数少的在前"), falling=True),
    )  # fmt: skip


SOURCE_SHEET = (("文件", 50, "text"), ("发布单位", 24, "text"), ("公布日", 12, "date"), ("可靠次序", 10, "integer"),
                ("取数", 8, "integer"), ("代码", 16, "text"))  # fmt: skip


def source_cells(row: SourceRow) -> list[SheetCell]:
    return [row.title, row.publisher, row.published, row.rank, row.figures, row.code]


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
