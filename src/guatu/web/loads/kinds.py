"""What can be loaded on a page: how a file of each kind is read, what it is held against, and which service takes it.

Every kind goes the same way: sent, looked at, confirmed, loaded. A new kind is one line of `KINDS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from guatu.core.errors import GuatuError
from guatu.core.series.model import Form
from guatu.core.time.periods import ReportPeriod
from guatu.core.time.workdays import YearTable
from guatu.store import catalogue, region_table
from guatu.store.calendars import load_year
from guatu.store.figures import FigureFile
from guatu.store.link_table import read_links
from guatu.store.tables import CSV, EXCEL
from guatu.web.base.errors import NotInStore
from guatu.web.figures import selectors as figures
from guatu.web.figures import services as figure_services
from guatu.web.figures.looking import WhatCanBeRead, by_column, look_at
from guatu.web.loads.previews import SHOWN, Contradiction, Preview, compared, printed, refused, trouble
from guatu.web.people import selectors as people
from guatu.web.people.files import read_units
from guatu.web.people.models import Unit, User
from guatu.web.people.services import load_units
from guatu.web.plans.ledger import selectors as ledger
from guatu.web.plans.ledger.services import load_calendar
from guatu.web.plans.links import MeantLink, load_links, meant

TABLES = (*CSV, *EXCEL)
Told = Callable[[int], None]  # how many rows have been read
STEP = 5_000  # rows between two sayings of it


@dataclass(frozen=True, slots=True)
class LoadKind:
    """One kind of file."""

    code: str
    says: Any  # 数据
    permit: str
    suffixes: tuple[str, ...]
    columns: str  # what stands in its first row, for who makes one; "" for a file of another shape
    look: Callable[[Path, date, Told], Preview]
    load: Callable[..., int]  # (path, on, name, by, told, **dating) → how much changed
    dated: bool = False  # it counts from a day, by a paper

    @property
    def accepts(self) -> str:
        """What its file field takes."""
        return ",".join(self.suffixes)


def kind_of(code: str) -> LoadKind:
    """Raises NotInStore."""
    if code not in KINDS:
        raise NotInStore(kind="种类", name=code[:20])
    return KINDS[code]


# -- figures ----------------------------------------------------------------------------------------------------------


class Counted(FigureFile):
    """A file of figures that says how far it has been read."""

    told: Told

    def written(self) -> Any:
        for number, row in enumerate(super().written(), 1):
            if not number % STEP:
                self.told(number)
            yield row


class CountedWhatCanBeRead(Counted, WhatCanBeRead):
    pass


def known_on(on: date) -> dict[str, Any]:
    """What a file of figures is read by."""
    return {
        "indicators": figures.indicators(on),
        "regions": figures.regions(on),
        "sources": {source.code: source for source in figures.sources(on)},
        "recorded_on": on,
    }


def _look_at_figures(path: Path, on: date, told: Told) -> Preview:
    by = known_on(on)
    file = CountedWhatCanBeRead(path, **by)
    file.told = told
    found = look_at(file, name=path.name)
    names, regions, sources = by["indicators"], by["regions"], by["sources"]

    def line(row: Any) -> tuple[str, ...]:
        said: dict[str, Any] = by_column(row)
        period = ReportPeriod(said["year"], said["first_month"], said["last_month"])
        return (
            names[said["indicator_id"]].name, regions[said["region_id"]].name, str(period),
            printed(said["value"]), str(said["unit"]), printed(said["growth"]), sources[said["source_id"]].title,
        )  # fmt: skip

    return Preview(
        new=found.new,
        same=found.known,
        first=tuple(line(row) for row in found.first),
        heads=("指标", "地区", "报告期", "数值", "单位", "增速，%", "来源"),
        contradictions=tuple(
            Contradiction(
                e.place.row,
                "　".join(line(row)[:3]) if (row := found.odd_rows.get(e.place.row)) else "",
                str(e.facts["old"]),
                str(e.facts["new"]),
            )
            for e in found.contradicting[:SHOWN]
        ),
        contradicting=len(found.contradicting),
        troubles=tuple(trouble(e) for e in found.wrong[:SHOWN]),
        troubled=found.wrong_count,
    )


def _load_figures(path: Path, on: date, name: str, by: User | None, told: Told) -> int:
    file = Counted(path, **known_on(on))
    file.told = told
    return figure_services.load_figures(file, name=name, recorded_on=on, by=by).added


# -- tables of things -------------------------------------------------------------------------------------------------


def _looker(
    read: Callable[[Path, date], Mapping[str, Any]],
    stands: Callable[[date], Mapping[str, Any]],
    *,
    name: Callable[[Any], str],
    words: Mapping[str, str],
) -> Callable[[Path, date, Told], Preview]:
    def look(path: Path, on: date, told: Told) -> Preview:
        try:
            coming = read(path, on)
        except GuatuError as error:
            if path.suffix.lower() in (*TABLES, ".toml"):
                return refused([error], count=1)
            raise
        return compared(coming, stands(on), name=name, words=words)

    return look


def _sources(path: Path, on: date) -> Mapping[str, Any]:
    return catalogue.load_sources(path, recorded_on=on)


def _load_sources(path: Path, on: date, name: str, by: User | None, told: Told, **dating: Any) -> int:
    return figure_services.load_sources(_sources(path, on).values(), on=on, name=name, by=by, **dating)


def _regions(path: Path, on: date) -> Mapping[str, Any]:
    return region_table.load_regions(path)


def _load_regions(path: Path, on: date, name: str, by: User | None, told: Told, **dating: Any) -> int:
    return figure_services.load_regions(_regions(path, on).values(), on=on, name=name, by=by, **dating)


def _indicators(path: Path, on: date) -> Mapping[str, Any]:
    meant = {d.code: d for d in catalogue.load_definitions(path)}
    return {**catalogue.load_indicators(path), **{f"口径 {code}": d for code, d in meant.items()}}


def _indicators_here(on: date) -> Mapping[str, Any]:
    found = figures.catalogue(on)
    return {**found.indicators, **{f"口径 {d.code}": d for d in found.definitions}}


def _load_indicators(path: Path, on: date, name: str, by: User | None, told: Told, **dating: Any) -> int:
    found, meant = catalogue.load_indicators(path), catalogue.load_definitions(path)
    return figure_services.load_catalogue(found.values(), meant, on=on, name=name, by=by, **dating)


def _rules(path: Path, on: date) -> Mapping[str, Any]:
    rules = catalogue.load_rules(path)
    figure_services.refuse_rewritten(rules, name=path.name)
    return {figure_services.THE_CITY: rules}


def _rules_here(on: date) -> Mapping[str, Any]:
    rules = figures.catalogue(on).rules
    return {figure_services.THE_CITY: rules} if rules else {}


def _load_rules(path: Path, on: date, name: str, by: User | None, told: Told, **dating: Any) -> int:
    return figure_services.load_rules(catalogue.load_rules(path), on=on, name=name, by=by, **dating)


def _calendar(path: Path, on: date) -> Mapping[str, Any]:
    table = load_year(path)
    return {str(table.year): table}


def _calendar_here(on: date) -> Mapping[str, Any]:
    return {str(year): table for year, table in ledger.calendar(on).tables.items()}


def _load_calendar(path: Path, on: date, name: str, by: User | None, told: Told, **dating: Any) -> int:
    return load_calendar([load_year(path)], on=on, name=name, by=by, **dating)


@dataclass(frozen=True, slots=True)
class Organisation:
    """A unit as the table of units says it."""

    code: str
    name: str
    short_name: str
    parent: str
    kind: str
    since: date | None
    until: date | None

    @classmethod
    def by_code(cls, units: Iterable[Unit]) -> dict[str, Organisation]:
        return {u.code: cls(u.code, u.name, u.short_name, u.parent_id or "", u.kind, u.since, u.until) for u in units}


def _units(path: Path, on: date) -> Mapping[str, Any]:
    return Organisation.by_code(read_units(path))


def _units_here(on: date) -> Mapping[str, Any]:
    return Organisation.by_code(people.units())


def _load_units(path: Path, on: date, name: str, by: User | None, told: Told) -> int:
    return load_units(read_units(path), name=name, by=by)


@dataclass(frozen=True, slots=True)
class MeasuredBy:
    """How a target is measured, in the words of a page."""

    target: str
    indicator: str
    form: str
    region: str
    versus: str
    confirmed: bool


def _look_at_links(path: Path, on: date, told: Told) -> Preview:
    try:
        rows = list(meant(read_links(path), on=on, name=path.name))
    except GuatuError as error:
        return refused([error], count=1)
    names, places = figures.indicators(on), figures.regions(on)

    def measured(row: MeantLink, code: str, form: Form, region: str, versus: str, *, confirmed: bool) -> MeasuredBy:
        home, other = (places[c].name if c in places else c for c in (region, versus))
        name = names[code].name if code in names else code
        return MeasuredBy(row.said.target, name, "增速" if form is Form.GROWTH else "数值", home, other, confirmed)

    here, coming = {}, {}
    for row in rows:
        was = row.before
        here[row.key] = measured(row, was.indicator, was.form, was.region, was.versus, confirmed=was.confirmed)
        coming[row.key] = here[row.key] if not row.changes else measured(
            row, row.indicator.code, row.said.form or was.form, row.region or was.region, row.versus, confirmed=True
        )  # fmt: skip
    return compared(coming, here, name=lambda link: link.target, words=LINK_WORDS)


def _load_links(path: Path, on: date, name: str, by: User | None, told: Told, **dating: Any) -> int:
    return load_links(read_links(path), on=on, name=name, by=by, **dating)


def _name(value: Any) -> str:
    return str(getattr(value, "name", None) or getattr(value, "title", None) or getattr(value, "text", ""))


def _year_name(table: YearTable) -> str:
    return f"{table.year}年"


SOURCE_WORDS = {"title": "标题", "publisher": "发布机构", "published": "公布日期", "url": "网址", "rank": "级别",
                "note": "备注"}  # fmt: skip
REGION_WORDS = {"name": "名称", "level": "级别", "parent": "上级", "aliases": "别称"}
INDICATOR_WORDS = {
    "name": "名称", "unit": "单位", "nature": "性质", "aliases": "别名", "wanted": "方向", "growth_basis": "增速口径",
    "formula": "公式", "not_same_as": "不是", "note": "说明", "read_as": "可读作的单位", "scopes": "范围",
    "open_question": "口径疑问", "text": "口径", "since": "起", "confirmed": "已确认", "source": "出处",
    "indicator": "指标", "code": "代码",
}  # fmt: skip
RULE_WORDS = {
    "code": "代码", "version": "版次", "title": "标题", "since": "起用日", "source": "出处",
    "ok_from": "正常的差距下限", "slow_from": "滞后的差距下限", "growth_ok_from": "正常的增速差下限",
    "growth_slow_from": "滞后的增速差下限", "small_count": "小个数", "base_rank": "基数的来源级别",
    "actual_rank": "判灯的数的来源级别",
    "about_percent": "左右的容差，%", "about_points": "左右的容差，百分点", "task_grace_days": "任务到期后的宽限天数",
    "rules": "规则", "lights": "灯的叫法",
}  # fmt: skip
YEAR_WORDS = {"off": "放假", "makeup": "补班", "source": "依据", "year": "年"}
UNIT_WORDS = {"name": "名称", "short_name": "简称", "parent": "上级", "kind": "类别", "since": "设立",
              "until": "撤销"}  # fmt: skip
LINK_WORDS = {"indicator": "指标", "form": "取数", "region": "地区", "versus": "对照地区", "confirmed": "已确认"}

KINDS = {
    kind.code: kind
    for kind in (
        LoadKind(
            "figures", _("数据"), "indicators.load_figures", TABLES,
            "指标、地区、报告期、数值、单位、增速、来源；可加 增速口径、版次、备注、公布日", _look_at_figures,
            _load_figures,
        ),
        LoadKind(
            "sources", _("来源"), "indicators.load_catalogue", TABLES,
            "代码、标题；可加 发布机构、公布日期、网址、级别、备注",
            _looker(_sources, lambda on: {s.code: s for s in figures.sources(on)}, name=_name, words=SOURCE_WORDS),
            _load_sources, dated=True,
        ),
        LoadKind(
            "regions", _("地区"), "indicators.load_catalogue", TABLES, "代码、名称；可加 级别、上级、别称",
            _looker(_regions, figures.regions, name=_name, words=REGION_WORDS), _load_regions, dated=True,
        ),
        LoadKind(
            "units", _("单位"), "people.load_units", TABLES, "代码、名称；可加 简称、上级、类别、设立、撤销",
            _looker(_units, _units_here, name=_name, words=UNIT_WORDS), _load_units,
        ),
        LoadKind(
            "calendar", _("节假日安排"), "ledger.load_calendar", TABLES,
            "日期、类别（休或班）；可加 说明、来源。一个文件一年",
            _looker(_calendar, _calendar_here, name=_year_name, words=YEAR_WORDS), _load_calendar, dated=True,
        ),
        LoadKind(
            "links", _("指标对应"), "ledger.decide_link", TABLES,
            "目标、指标；可加 方案、取数（数值或增速）、地区、对照地区、理由", _look_at_links, _load_links, dated=True,
        ),
        LoadKind(
            "rules", _("研判规则"), "indicators.load_catalogue", (".toml",), "",
            _looker(_rules, _rules_here, name=_name, words=RULE_WORDS), _load_rules, dated=True,
        ),
        LoadKind(
            "indicators", _("指标目录"), "indicators.load_catalogue", (".toml",), "",
            _looker(_indicators, _indicators_here, name=_name, words=INDICATOR_WORDS), _load_indicators, dated=True,
        ),
    )
}  # fmt: skip
