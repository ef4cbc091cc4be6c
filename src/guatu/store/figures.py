"""Figures from a table: every row becomes an observation, or the whole file is refused with all that is wrong in it.

Nothing half loaded: a bulletin must never be printed from the good half of a bad file.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import partial
from operator import itemgetter
from pathlib import Path
from typing import Any, TypeVar

from guatu.core.errors import FiguresError, GuatuError, Place
from guatu.core.series.model import Indicator, Nature, Observation, PriceBasis, Region, Source, Stage
from guatu.core.series.units import LEADING, UnknownUnit, read_unit, same_kind
from guatu.core.time.days import month_end
from guatu.core.time.periods import ReportPeriod, read_period
from guatu.store.tables import COLUMN_LIMIT, TableEmpty, open_sheet

REQUIRED = ("指标", "地区", "报告期", "数值", "单位", "增速", "来源")
ALIASES = {
    "indicator": "指标", "region": "地区", "region_code": "地区", "地区代码": "地区", "period": "报告期",
    "value": "数值",
    "unit": "单位", "growth": "增速", "growth_pct": "增速", "增速（%）": "增速", "同比增长": "增速",
    "同比增长（%）": "增速", "basis": "增速口径", "growth_basis": "增速口径", "stage": "版次", "status": "版次",
    "source": "来源", "note": "备注", "公布日期": "公布日", "发布日": "公布日", "发布日期": "公布日",
    "published": "公布日", "known_on": "公布日",
}  # fmt: skip
# As the reader takes them: in this order.
COLUMNS = ("指标", "地区", "报告期", "数值", "单位", "增速", "来源", "版次", "增速口径", "备注", "公布日")
PASSED_OVER = frozenset({"", "序号"})  # columns that say nothing of a figure
BLANKS = ("",) * COLUMN_LIMIT
NAMED = 10_000  # errors of one file that are held; then rows are counted
HINTS = 200  # names for which a like one is looked for
SPELLINGS = 50_000  # of one column that are remembered
ADD_IT = "请先在指标目录里添加。"
PLAIN = re.compile(r"-?(?!0[0-9])[0-9]{1,16}+(?:\.[0-9]{1,6}+)?+")  # as a Decimal prints it
NUMBER = re.compile(r"[-−+]?\d+(?:\.\d+)?")
GROUPED = re.compile(r"[-−+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
WITH_UNIT = re.compile(r"(?P<number>[-−+]?[\d,]+(?:\.\d+)?)\s*(?P<unit>[^\d\s,.]+.*)")
BLANK = ("", "-", "—", "——", "...", "......", "/")  # as they stand once they are normalised
DIGITS_LIMIT = 24
# Growth beyond these is a slip of the pen (a level in the wrong column) more often than a fact.
GROWTH_FROM, GROWTH_TO = Decimal(-100), Decimal(10000)
KEY_LENGTH = 16
EXPECTED = Stage.EXPECTED.value
# How bulletins and yearbooks call the stages that we know (版次).
SPELLED = {
    "快报": "初步", "初步统计": "初步", "初步核算": "初步", "统计快报": "初步", "核实": "最终", "最终核实": "最终",
    "最终核算": "最终", "修正": "修订", "普查修订": "修订", "预计完成": "预计", "年末预计": "预计",
}  # fmt: skip


T = TypeVar("T")
Digits = tuple[str | None, str]  # a number as published, and as a key says it

# A figure as the store keeps it: the names are its columns, in their order.
WRITTEN = (
    "first_month", "growth", "growth_basis", "indicator_id", "key", "known_on", "last_month", "note", "recorded_on",
    "region_id", "row_number", "source_id", "stage", "unit", "value", "year",
)  # fmt: skip
Written = tuple[
    int, str | None, str, str, str, str, int, str, str, str, int | None, str, str, str, str | None, int
]  # fmt: skip


class UnknownIndicator(FiguresError):
    code = "D301"
    reason = "指标目录里没有“{text}”。"
    remedy = "{hint}"


class UnknownRegion(FiguresError):
    code = "D302"
    reason = "没有代码或名称为“{text}”的地区。"
    remedy = "请写地区表里的代码，如6位行政区划代码。"


class DuplicateRow(FiguresError):
    code = "D305"
    reason = "与第{other}行重复：同一指标、地区、报告期、版次和来源只能有一行。"
    remedy = "请删去其中一行；数字修订的，请写明“修订”版次或新的来源。"


class NumberUnreadable(FiguresError):
    code = "D306"
    reason = "“{text}”不能读作数字。"
    remedy = "{hint}"


class GrowthOutOfRange(FiguresError):
    code = "D307"
    reason = "增速{text}%超出{low}%到{high}%的范围。"
    remedy = "请核对是否把总量写进了增速列。"


class UnknownSource(FiguresError):
    code = "D308"
    reason = "来源表里没有“{text}”。"
    remedy = "请写来源的代码或全称；没有登记过的，填数时可以当场登记，或先导入来源表。"
    command = "请先在来源表里登记这份文件，再引用它的代码。"


class UnknownWord(FiguresError):
    code = "D309"
    reason = "“{text}”不是{what}。"
    remedy = "可以写：{choices}。"


class ColumnsUnknown(FiguresError):
    code = "D317"
    reason = "不认得这些列：{columns}，一行也没有收。"
    remedy = "请改成认得的列名（{known}），或删去这些列；列里的话要留下的，写进备注。"


class PublishedTooEarly(FiguresError):
    code = "D318"
    reason = "{known_on}公布的，却是{ends}才结束的报告期的数；没有结束的报告期不会有统计出来的数。"
    remedy = "请核对报告期和公布日；是预计数的，版次写“预计”。"


class PublicationImpossible(FiguresError):
    code = "D319"
    reason = "公布日“{text}”{why}。"
    remedy = "请写这个数公布的那一天，如2026-10-12；与来源文件同一天公布的，留空。"


class NoNumber(FiguresError):
    code = "D315"
    reason = "数值和增速都空着。"
    remedy = "至少写一个；没有公布的不要留行。"


class ShareOutOfRange(FiguresError):
    code = "D316"
    reason = "比值{text}%不合情理。"
    remedy = "请核对单位和小数点。"


class FiguresRefused(FiguresError):
    """Everything that is wrong in one file; `errors` holds one error for each, with its row and column.

    Of a file that is wrong throughout, the first `NAMED` are held; then rows are counted.
    """

    code = "D310"
    reason = "共{count}处不对，一行也没有收。{first}"
    remedy = "请改好后重新导入整个文件。"

    def __init__(
        self, place: Place | None = None, *, errors: tuple[FiguresError, ...] = (), count: int | None = None
    ) -> None:
        self.errors = errors
        self.count = len(errors) if count is None else count
        lines = "".join(f"\n{error.said()}" for error in errors[:20])
        more = f"\n……另有{self.count - 20}处" if self.count > 20 else ""
        super().__init__(place, count=self.count, first=f"{lines}{more}\n")


class Known(dict[str, T]):
    """What a cell says → what it means, read once for each spelling. A spelling without meaning raises each time."""

    def __init__(self, read: Callable[[str], T]) -> None:
        self._read = read

    def __missing__(self, text: str) -> T:
        meant = self._read(text)
        if len(self) < SPELLINGS:
            self[text] = meant
        return meant


@dataclass(frozen=True, slots=True)
class FigureColumn:
    """How the cells beside an indicator are read."""

    of: Indicator
    code: str
    basis: str  # of its growth, where the row does not say
    ratio: bool
    periods: Known[tuple[int, int, int, str, str]]  # year, first and last month, the words of a key, the last day
    units: Known[str]


class FigureFile:
    """The observations of a CSV or Excel table, in its order, while the file is read: it may be of any length.

    Columns: 指标 (name, alias or code), 地区 (code or name), 报告期, 数值, 单位, 增速 (percent), 来源 (code or title),
    and if wanted 增速口径 (名义, 可比价, 可比口径), 版次, 备注.

    Iterating gives observations; `written` gives the same as the store keeps them, without making a value of each.

    Both raise FiguresRefused at the end of the file when any of its rows cannot stand, so what came before must
    not be kept; or FileError, MissingColumn … when it is no table. That two rows say the same is seen when they are
    loaded.
    """

    def __init__(
        self,
        path: str | Path,
        *,
        indicators: Mapping[str, Indicator],
        regions: Mapping[str, Region],
        sources: Mapping[str, Source],
        recorded_on: date,
    ) -> None:
        """`recorded_on`: a source without a date is known from this day on, never earlier."""
        self.path = Path(path)
        self.recorded_on = recorded_on
        self.header = 0  # rows above the first with a figure; known when that has come
        self.sources: dict[str, Source] = {}  # those that figures named, by code; known when they have come
        names = {name: i for i in indicators.values() for name in (*i.aliases, i.name)}
        by_region = {r.name: r for r in regions.values()}
        by_title = {s.title: s for s in sources.values()}
        nearest = Known(lambda text: _nearest(text, names) if len(nearest) < HINTS else ADD_IT)

        periods = {nature: Known(partial(_period, nature=nature)) for nature in Nature}
        columns = {
            code: FigureColumn(
                one, one.code, one.growth_basis.value, one.nature is Nature.RATIO, periods[one.nature],
                Known(partial(_unit, indicator=one)),
            )
            for code, one in indicators.items()
        }  # fmt: skip

        def column(text: str) -> FigureColumn:
            found = indicators.get(text.strip()) or names.get(text.strip())
            if found is None:
                raise UnknownIndicator(text=text.strip(), hint=nearest[text.strip()])
            return columns[found.code]

        def region(text: str) -> str:
            found = regions.get(text) or by_region.get(text)
            if found is None:
                raise UnknownRegion(text=text)
            return found.code

        def published(text: str) -> str:
            """The day of the figure's own publication; "" for that of its source."""
            return _publication(text, recorded_on) if text.strip() else ""

        def source(text: str) -> tuple[str, str]:
            """Its code, and the day it is known from."""
            found = sources.get(text) or by_title.get(text)
            if found is None:
                raise UnknownSource(text=text)
            self.sources.setdefault(found.code, found)
            return found.code, (found.published or self.recorded_on).isoformat()

        self._columns, self._regions, self._sources = Known(column), Known(region), Known(source)
        self._stages, self._bases, self._rates = Known(_stage), Known(_basis), Known(_rate)
        self._published = Known(published)
        self._unnamed = periods[Nature.RATIO]

    def __iter__(self) -> Iterator[Observation]:
        return map(self._observation, self.written())

    def written(self) -> Iterator[Written]:
        """The figures as the store keeps them: text, whole numbers, None; in the order of `WRITTEN`."""
        errors: list[FiguresError] = []
        count = 0
        recorded_on = self.recorded_on.isoformat()
        with open_sheet(self.path, required=REQUIRED, aliases=ALIASES) as sheet:
            width = len(sheet.columns)
            if strange := [c for c in sheet.columns if c not in COLUMNS and c not in PASSED_OVER]:
                known = "、".join(COLUMNS)
                raise ColumnsUnknown(Place(self.path.name), columns="、".join(strange), known=known)
            take = itemgetter(*(sheet.columns.index(c) if c in sheet.columns else width for c in COLUMNS))
            number = 0
            for number, cells in sheet.rows:
                self.header = self.header or number - 1
                if len(cells) != width:
                    cells = [*cells[:width], *BLANKS[: width - len(cells)]]
                cells.append("")
                said = take(cells)
                try:
                    found = self._written(number - self.header, recorded_on, said)
                except GuatuError:
                    found = None
                if found is not None:
                    yield found
                    continue
                wrong = self._wrong(number, *said) if len(errors) < NAMED else []
                errors += wrong
                count += len(wrong) or 1
        if not number:
            raise TableEmpty(Place(self.path.name))
        if errors:
            raise FiguresRefused(Place(self.path.name), errors=tuple(errors), count=count)

    def _written(self, row: int, recorded_on: str, said: tuple[str, ...]) -> Written | None:
        """The row's figure; None or an error when anything is wrong with it."""
        indicator, region, period, value, unit, growth, source, stage, basis, note, published = said
        of = self._columns[indicator]
        year, first, last, printed, ends = of.periods[period]
        amount, of_key = _digits(value, unit)
        rate, rate_of_key = self._rates[growth]
        from_, known_on = self._sources[source]
        if own_day := self._published[published]:
            if own_day < known_on:
                return None
            known_on = own_day
        vintage, stated, written, place = self._stages[stage], self._bases[basis], of.units[unit], self._regions[region]
        if amount is None and rate is None:
            return None
        if known_on < ends and vintage != EXPECTED:
            return None
        if amount is not None and of.ratio and _share_out_of_range(of.of, Decimal(amount), unit):
            return None
        key = _key(of.code, place, printed, written, of_key, rate_of_key, vintage, from_)
        return (
            first, rate, stated or ("" if rate is None else of.basis), of.code, key, known_on, last, note,
            recorded_on, place, row, from_, vintage, written, amount, year,
        )  # fmt: skip

    def _observation(self, written: Written) -> Observation:
        (first, growth, basis, indicator, key, known_on, last, note, recorded_on, region, row, source, stage, unit,
         value, year) = written  # fmt: skip
        return Observation(
            key=key,
            indicator=indicator,
            region=region,
            period=ReportPeriod(year, first, last),
            unit=unit,
            value=None if value is None else Decimal(value),
            growth=None if growth is None else Decimal(growth),
            growth_basis=PriceBasis(basis),
            stage=Stage(stage),
            source=self.sources[source],
            known_on=date.fromisoformat(known_on),
            recorded_on=date.fromisoformat(recorded_on),
            row=row,
            note=note,
        )

    def _wrong(
        self, number: int, indicator: str, region: str, period: str, value: str, unit: str, growth: str, source: str,
        stage: str, basis: str, note: str, published: str,
    ) -> list[FiguresError]:  # fmt: skip
        """Everything that is wrong with a row."""
        wrong: list[FiguresError] = []

        def at(column: str) -> Place:
            return Place(self.path.name, row=number, column=column)

        def take(column: str, read: Callable[..., Any], *args: object) -> Any:
            try:
                return read(*args)
            except GuatuError as error:
                wrong.append(type(error)(at(column), **error.facts))  # type: ignore[arg-type]
                return None

        of = take("指标", self._columns.__getitem__, indicator)
        take("地区", self._regions.__getitem__, region)
        meant = take("报告期", (of.periods if of else self._unnamed).__getitem__, period)
        amount = take("数值", _number, value, unit)
        rate = take("增速", _number, growth, "%")
        from_ = take("来源", self._sources.__getitem__, source)
        vintage = take("版次", self._stages.__getitem__, stage)
        own_day = take("公布日", self._published.__getitem__, published)
        take("增速口径", self._bases.__getitem__, basis)
        if of:
            take("单位", of.units.__getitem__, unit)
            if _share_out_of_range(of.of, amount, unit):
                wrong.append(ShareOutOfRange(at("数值"), text=amount))
        if _growth_out_of_range(rate):
            wrong.append(GrowthOutOfRange(at("增速"), text=rate, low=GROWTH_FROM, high=GROWTH_TO))
        if from_ and own_day and own_day < from_[1]:
            why = f"早于来源文件的公布日{from_[1]}"
            wrong.append(PublicationImpossible(at("公布日"), text=published, why=why))
        elif from_ and meant and vintage != EXPECTED and max(own_day or "", from_[1]) < meant[4]:
            known_on = max(own_day or "", from_[1])
            wrong.append(PublishedTooEarly(at("报告期"), known_on=known_on, ends=meant[4]))
        if not wrong:
            wrong.append(NoNumber(at("数值")))
        return wrong


def known_day(text: str, *, recorded_on: date | None) -> date | None:
    """The first day on which a document of this date was surely known.

    A year alone is its last day, a month its last day, nothing the day it was recorded: an as-of question must
    never know too early.

    Raises:
        ValueError: no date.
    """
    text = text.strip()
    if not text:
        return recorded_on
    if re.fullmatch(r"\d{4}", text):
        return date(int(text), 12, 31)
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})", text):
        year, month = int(found[1]), int(found[2])
        return month_end(year, month)
    return date.fromisoformat(text)


def key_of(
    *,
    indicator: str,
    region: str,
    period: ReportPeriod,
    unit: str,
    value: Decimal | None,
    growth: Decimal | None,
    stage: Stage,
    source: str,
) -> str:
    """Digest of what was published where: the same figure loads only once, whatever file it comes in."""
    return _key(indicator, region, str(period), unit, _exact(value), _exact(growth), stage.value, source)


def _key(*said: str) -> str:
    return hashlib.sha256("\x1f".join(said).encode()).hexdigest()[:KEY_LENGTH]


def _exact(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"


def _share_out_of_range(indicator: Indicator, value: Decimal | None, unit: str) -> bool:
    return value is not None and indicator.nature is Nature.RATIO and "%" in unit and not -1000 < value < 1000


def _growth_out_of_range(growth: Decimal | None) -> bool:
    return growth is not None and not GROWTH_FROM <= growth <= GROWTH_TO


def _nearest(text: str, names: Mapping[str, Indicator]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(text, list(names), n=3, cutoff=0.5)
    return f"是不是：{'、'.join(close)}？不是的话请先在目录里添加。" if close else ADD_IT


def _unit(text: str, indicator: Indicator) -> str:
    unit = _tidy(text) or indicator.unit
    if not same_kind(unit, indicator.unit, indicator.read_as):
        raise UnknownUnit(unit=text, indicator=indicator.name, expected=read_unit(indicator.unit).base)
    return unit


def _period(text: str, nature: Nature) -> tuple[int, int, int, str, str]:
    """The months that are printed, as the indicator means them: a stock stands at their end, a flow at a month's end
    has run since January. With the words in which a key says them, and the day on which they are over."""
    printed = read_period(text)
    of = {Nature.RATIO: printed.period, Nature.STOCK: printed.of_stock, Nature.FLOW: printed.of_flow}[nature]
    return of.year, of.first, of.last, str(of), of.ends.isoformat()


def _publication(text: str, recorded_on: date) -> str:
    try:
        day = known_day(unicodedata.normalize("NFKC", text).replace("/", "-"), recorded_on=None)
    except ValueError as error:
        raise PublicationImpossible(text=text, why="不是日期") from error
    if day is None or day > recorded_on:
        raise PublicationImpossible(text=text, why=f"晚于录入日{recorded_on.isoformat()}")
    return day.isoformat()


def _stage(text: str) -> str:
    plain = text.removesuffix("数")
    plain = SPELLED.get(plain, plain.removesuffix("核算"))
    try:
        return Stage(plain).value
    except ValueError as error:
        raise UnknownWord(text=text, what="版次", choices="、".join(s.value for s in Stage if s.value)) from error


def _basis(text: str) -> str:
    try:
        return PriceBasis(text).value
    except ValueError as error:
        choices = "、".join(b.value for b in PriceBasis if b.value)
        raise UnknownWord(text=text, what="增速口径", choices=choices) from error


def _rate(text: str) -> Digits:
    rate = _number(text, "%")
    if _growth_out_of_range(rate):
        raise GrowthOutOfRange(text=rate, low=GROWTH_FROM, high=GROWTH_TO)
    return _digits(text, "%")


def _digits(text: str, unit: str) -> Digits:
    """As `_number`, in digits; most numbers are typed as they are kept."""
    if PLAIN.fullmatch(text):
        return text, text.rstrip("0").rstrip(".") if "." in text else text
    number = _number(text, unit)
    return (None, "") if number is None else (f"{number:f}", _exact(number))


def _number(text: str, unit: str) -> Decimal | None:
    """A number as an office types it: full-width digits, thousands commas and a true minus sign are fine."""
    if PLAIN.fullmatch(text):
        return Decimal(text)
    plain = unicodedata.normalize("NFKC", text).replace(" ", "")
    if plain in BLANK:
        return None
    if len(plain) > DIGITS_LIMIT:
        raise NumberUnreadable(text=text[:DIGITS_LIMIT] + "…", hint="数字太长，请核对。")
    if unit == "%" and plain.endswith("%"):
        plain = plain.removesuffix("%")
    if NUMBER.fullmatch(plain) or GROUPED.fullmatch(plain):
        try:
            return Decimal(plain.replace(",", "").replace("−", "-"))
        except InvalidOperation as error:
            raise NumberUnreadable(text=text, hint="请只写数字。") from error
    if (found := WITH_UNIT.fullmatch(plain)) and (found["unit"][0] not in "年月日" or LEADING.match(found["unit"])):
        number = found["number"].replace(",", "")
        raise NumberUnreadable(text=text, hint=f"数值与单位要分列：请写{number}，单位列写{found['unit']}。")
    raise NumberUnreadable(text=text, hint="请只写数字，没有公布的留空。")


def _tidy(unit: str) -> str:
    return unicodedata.normalize("NFKC", unit).replace(" ", "").replace("/ ", "/")
