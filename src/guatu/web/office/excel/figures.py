"""数据 in Excel: a row a published figure. A number is never overwritten: one that is changed becomes a new vintage.

The vintage, the paper and the reason of the new figure are filled beside it; what stands stays as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal, InvalidOperation

from django.http import QueryDict

from guatu.core.errors import AskedError, Place
from guatu.core.round_trip import CUT, Cells, RoundColumn, RoundTable
from guatu.core.series.model import Observation, PriceBasis, Source, Stage
from guatu.core.time.periods import ReportPeriod
from guatu.store.figures import GROWTH_FROM, GROWTH_TO, GrowthOutOfRange, NumberUnreadable, UnknownSource, key_of
from guatu.web.figures import selectors
from guatu.web.figures.services import load_figures
from guatu.web.figures.staging import FigureDiffers, Statement
from guatu.web.office.excel.cells import DAY, NUMBER, CellEmpty
from guatu.web.people.models import User
from guatu.web.standing.reading import Reading

MOST = 4_000  # rows of one file; a sheet that comes back may have 5 000
STAGES = [stage.value for stage in Stage]
APART = "|"  # between the parts of a key


class TooManyFigures(AskedError):
    code = "A655"
    reason = "没有说要哪些数，或超过{most}条。"
    remedy = "请选一个指标或一份来源；还太多的，再选年份。"


class NothingRestated(AskedError):
    code = "A656"
    reason = "这一行没有改数值或增速。"
    remedy = "要改的是数：请改数值或增速；版次、来源和为什么改随新的数一起收。"


class SameVintage(AskedError):
    code = "A657"
    reason = "公布过的数不能改写，“{stage}”版次、同一来源的已有{old}。"
    remedy = "请把版次改成“修订”或“最终”，或把来源改成更正它的文件；改的数作为新的一版收入，原来的还在。"


class NoSuchStage(AskedError):
    code = "A658"
    reason = "“{text}”不是版次。"
    remedy = "可以写：{choices}。"


class AlreadyRestated(AskedError):
    code = "A659"
    reason = "这一版已经在库里：{old}。"
    remedy = "不用再传。"


@dataclass
class FiguresTable:
    """Figures of one indicator or one paper."""

    reading: Reading
    of = title = ""
    right = "indicators.load_figures"
    filters = ("indicator", "source", "year")
    table = RoundTable(
        "figures",
        "数据",
        "key",
        (
            RoundColumn("key", "编号", 14),
            RoundColumn("indicator", "指标", 26),
            RoundColumn("region", "地区", 12),
            RoundColumn("period", "报告期", 14),
            RoundColumn("value", "数值", 14, NUMBER, editable=True),
            RoundColumn("unit", "单位", 8),
            RoundColumn("growth", "增速，%", 10, NUMBER, editable=True),
            RoundColumn("basis", "增速口径", 10),
            RoundColumn("stage", "版次", 8, editable=True),
            RoundColumn("source", "来源", 36, editable=True),
            RoundColumn("known_on", "公布日", 12, DAY),
            RoundColumn("note", "备注", 30),
            RoundColumn("others", "同一个数的别的版次和来源", 36),
            RoundColumn("why", "为什么改", 30, editable=True),
        ),
        naming=("indicator", "region", "period"),
        watched=("others",),
    )
    _by_key: dict[str, Observation] = field(default_factory=dict)
    _beside: dict[tuple[object, ...], list[Observation]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        on = self.reading.today
        self.indicators, self.regions = selectors.indicators(on), selectors.regions(on)
        self.sources: dict[str, Source] = {s.code: s for s in selectors.sources(on)}
        self._titles = [s.title for s in self.sources.values()]

    def choices(self) -> dict[str, list[tuple[str, str]]]:
        """What the page offers to choose from, by filter."""
        years = range(self.reading.today.year, self.reading.today.year - 12, -1)
        return {
            "indicator": [(i.code, i.name) for i in self.indicators.values()],
            "source": [(s.code, s.title) for s in self.sources.values()],
            "year": [(str(year), str(year)) for year in years],
        }

    # -- out ----------------------------------------------------------------------------------------------------------

    def listed(self, asked: QueryDict) -> list[dict[str, str]]:
        """Raises TooManyFigures."""
        given = {name: asked.get(name, "").strip()[:80] for name in ("indicator", "source", "region")}
        year = asked.get("year", "")
        if not (given["indicator"] or given["source"]):
            raise TooManyFigures(most=MOST)
        found = selectors.listed_observations(
            **given, year=int(year) if year.isdecimal() and len(year) == 4 else None, as_of=self.reading.as_of,
            most=MOST + 1, sources=self.sources,
        )  # fmt: skip
        if len(found) > MOST:
            raise TooManyFigures(most=MOST)
        return self._rows(found)

    def rows(self, keys: Iterable[str] | None = None) -> list[dict[str, str]]:
        """Those of the keys; of nobody's, nothing: the store may hold millions."""
        named = [said for key in keys or () if (said := _read_key(key))]
        found = selectors.beside(named, sources=self.sources)
        wanted = set(keys or ())
        return self._rows([o for rows in found.values() for o in rows if statement_key(o) in wanted])

    def _rows(self, found: Iterable[Observation]) -> list[dict[str, str]]:
        found = list(found)
        self._by_key |= {statement_key(o): o for o in found}
        self._beside |= selectors.beside(found, sources=self.sources)
        return [self._row(o) for o in found]

    def _row(self, o: Observation) -> dict[str, str]:
        indicator, region = self.indicators.get(o.indicator), self.regions.get(o.region)
        others = [other for other in self._beside[selectors.number_of(o)] if other.key != o.key]
        return {
            "key": statement_key(o),
            "indicator": indicator.name if indicator else o.indicator,
            "region": region.name if region else o.region,
            "period": str(o.period),
            "value": _printed(o.value),
            "unit": o.unit,
            "growth": _printed(o.growth),
            "basis": o.growth_basis.value,
            "stage": o.stage.value,
            "source": self._title(o.source),
            "known_on": o.known_on.isoformat(),
            "note": o.note,
            "others": "；".join(self._said(other) for other in others),
            "why": "",
        }

    def _said(self, o: Observation) -> str:
        growth = f"（{_printed(o.growth)}%）" if o.growth is not None else ""
        return f"{o.stage.value or '未注明'} {_printed(o.value)}{growth} {self._title(o.source)}"

    def _title(self, source: Source) -> str:
        """A paper by its title, or by its code when the title is not its own."""
        return source.title if source.title and self._titles.count(source.title) == 1 else source.code

    # -- in -----------------------------------------------------------------------------------------------------------

    def spelled(self, cells: Cells) -> Cells:
        said = cells.get("source", "").strip()
        return {**cells, "source": self._title(self.sources[said])} if said in self.sources else cells

    def meant(self, cells: Cells) -> Observation:
        """The new figure that a changed row says.

        Raises:
            NumberUnreadable, GrowthOutOfRange, NoSuchStage, UnknownSource, NothingRestated, SameVintage,
            AlreadyRestated, FigureDiffers, CellEmpty.
        """
        old = self._by_key[cells["key"]]
        stands = self.table.normal(self._row(old))
        value = old.value if cells["value"] == stands["value"] else _number(cells["value"])
        growth = old.growth if cells["growth"] == stands["growth"] else _number(cells["growth"])
        if cells == stands:
            return old
        if (value, growth) == (old.value, old.growth):
            raise NothingRestated
        if growth is not None and not GROWTH_FROM <= growth <= GROWTH_TO:
            raise GrowthOutOfRange(text=growth, low=GROWTH_FROM, high=GROWTH_TO)
        if value is None and growth is None:
            raise CellEmpty(Place(cells["key"]), head="数值")
        if cells["stage"] not in STAGES:
            raise NoSuchStage(text=cells["stage"][:20], choices="、".join(filter(None, STAGES)))
        source = old.source if cells["source"] == stands["source"] else self._source(cells["source"])
        made = self._restated(old, value, growth, Stage(cells["stage"]), source, cells["why"])
        self._refuse_what_stands(made, old)
        if not cells["why"] or cells["why"].endswith(CUT):
            raise CellEmpty(Place(cells["key"]), head="为什么改")
        return made

    def _restated(
        self, old: Observation, value: Decimal | None, growth: Decimal | None, stage: Stage, source: Source, why: str
    ) -> Observation:
        """Known from the day of the paper that says it; of the same paper, which was out before, from today."""
        on = self.reading.today
        since = on if source.code == old.source.code else (source.published or on)
        key = key_of(indicator=old.indicator, region=old.region, period=old.period, unit=old.unit, value=value,
                     growth=growth, stage=stage, source=source.code)  # fmt: skip
        return replace(old, key=key, value=value, growth=growth, stage=stage, source=source, known_on=since,
                       recorded_on=on, row=None, note=why)  # fmt: skip

    def _refuse_what_stands(self, made: Observation, old: Observation) -> None:
        for other in self._beside[selectors.number_of(old)]:
            if (other.stage, other.source.code) != (made.stage, made.source.code):
                continue
            here, coming = (Statement(o.unit, o.value, o.growth) for o in (other, made))
            if here == coming:
                raise AlreadyRestated(old=here)
            if other.key == old.key:
                raise SameVintage(stage=old.stage.value or "未注明", old=here)
            raise FigureDiffers(old=here, new=coming)

    def _source(self, said: str) -> Source:
        found = self.sources.get(said) or next((s for s in self.sources.values() if s.title == said), None)
        if found is None:
            raise UnknownSource(text=said[:60])
        return found

    def take(self, values: Mapping[str, Observation], *, name: str, by: User | None) -> int:
        new = [made for key, made in values.items() if made != self._by_key[key]]
        return load_figures(new, name=name, recorded_on=self.reading.today, by=by).added if new else 0


def statement_key(o: Observation) -> str:
    """What a figure is named by in a sheet: indicator, place, months, vintage, paper, unit."""
    months = f"{o.period.year}-{o.period.first:02}-{o.period.last:02}"
    return APART.join((o.indicator, o.region, months, o.stage.value, o.source.code, o.unit))


def _read_key(key: str) -> Observation | None:
    """Where to look for the figure of a key; None of a key that is none."""
    indicator, region, months, stage, source, unit = [*key.split(APART, 5), *[""] * 5][:6]
    try:
        year, first, last = map(int, months.split("-"))
        period = ReportPeriod(year, first, last)
        paper = Source(source, "")
        return Observation("", indicator, region, period, unit, None, None, PriceBasis.NONE, Stage(stage), paper,
                           date.min, date.min)  # fmt: skip
    except ValueError:
        return None


def _printed(number: Decimal | None) -> str:
    return "" if number is None else f"{number:f}"


def _number(text: str) -> Decimal | None:
    if not text:
        return None
    try:
        found = Decimal(text)
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite() or len(text) > 24:
        raise NumberUnreadable(text=text[:24], hint="请只写数字。")
    return found
