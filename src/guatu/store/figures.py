"""Figures from a table: every row becomes an observation, or the whole file is refused with all that is wrong in it.

Nothing half loaded: a bulletin must never be printed from the good half of a bad file.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from guatu.core.errors import FiguresError, GuatuError, Place
from guatu.core.series.model import Indicator, Nature, Observation, PriceBasis, Region, Source, Stage
from guatu.core.series.units import LEADING, UnknownUnit, read_unit, same_kind
from guatu.core.time.days import month_end
from guatu.core.time.periods import ReportPeriod, read_period
from guatu.store.tables import Row, Table, read_table

REQUIRED = ("指标", "地区", "报告期", "数值", "单位", "增速", "来源")
ALIASES = {
    "indicator": "指标", "region": "地区", "region_code": "地区", "地区代码": "地区", "period": "报告期",
    "value": "数值",
    "unit": "单位", "growth": "增速", "growth_pct": "增速", "增速（%）": "增速", "同比增长": "增速",
    "同比增长（%）": "增速", "basis": "增速口径", "growth_basis": "增速口径", "stage": "版次", "status": "版次",
    "source": "来源", "note": "备注",
}  # fmt: skip
NUMBER = re.compile(r"[-−+]?\d+(?:\.\d+)?")
GROUPED = re.compile(r"[-−+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
WITH_UNIT = re.compile(r"(?P<number>[-−+]?[\d,]+(?:\.\d+)?)\s*(?P<unit>[^\d\s,.]+.*)")
BLANK = ("", "-", "—", "——", "…", "/")
DIGITS_LIMIT = 24
# Growth beyond these is a slip of the pen (a level in the wrong column) more often than a fact.
GROWTH_FROM, GROWTH_TO = Decimal(-100), Decimal(10000)
KEY_LENGTH = 16


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
    remedy = "请先在来源表里登记这份文件，再引用它的代码。"


class UnknownWord(FiguresError):
    code = "D309"
    reason = "“{text}”不是{what}。"
    remedy = "可以写：{choices}。"


class NoNumber(FiguresError):
    code = "D315"
    reason = "数值和增速都空着。"
    remedy = "至少写一个；没有公布的不要留行。"


class ShareOutOfRange(FiguresError):
    code = "D316"
    reason = "比值{text}%不合情理。"
    remedy = "请核对单位和小数点。"


class FiguresRefused(FiguresError):
    """Everything that is wrong in one file; `errors` holds one error for each, with its row and column."""

    code = "D310"
    reason = "共{count}处不对，一行也没有收。{first}"
    remedy = "请改好后重新导入整个文件。"

    def __init__(self, place: Place | None = None, *, errors: tuple[FiguresError, ...] = ()) -> None:
        self.errors = errors
        lines = "".join(f"\n{error.said()}" for error in errors[:20])
        more = f"\n……另有{len(errors) - 20}处" if len(errors) > 20 else ""
        super().__init__(place, count=len(errors), first=f"{lines}{more}\n")


@dataclass(frozen=True, slots=True)
class _Names:
    """What a cell may say → what it means."""

    indicators: Mapping[str, Indicator]
    by_name: Mapping[str, Indicator]
    regions: Mapping[str, Region]
    region_by_name: Mapping[str, Region]
    sources: Mapping[str, Source]
    source_by_title: Mapping[str, Source]


def read_figures(
    path: str | Path,
    *,
    indicators: Mapping[str, Indicator],
    regions: Mapping[str, Region],
    sources: Mapping[str, Source],
    recorded_on: date,
) -> tuple[Observation, ...]:
    """All observations of a CSV or Excel table, in its order.

    Columns: 指标 (name, alias or code), 地区 (code or name), 报告期, 数值, 单位, 增速 (percent), 来源 (code or title),
    and if wanted 增速口径 (名义, 可比价, 可比口径), 版次, 备注.

    Args:
        recorded_on: day of loading; a source without a date is known from this day on, never earlier.
    Raises:
        FiguresRefused: one or more rows cannot stand; nothing is loaded.
        FileError, MissingColumn …: the file is no table.
    """
    return rows_to_observations(
        read_table(path, required=REQUIRED, aliases=ALIASES),
        indicators=indicators,
        regions=regions,
        sources=sources,
        recorded_on=recorded_on,
    )


def rows_to_observations(
    table: Table,
    *,
    indicators: Mapping[str, Indicator],
    regions: Mapping[str, Region],
    sources: Mapping[str, Source],
    recorded_on: date,
) -> tuple[Observation, ...]:
    """As `read_figures`, from a table already read."""
    names = _Names(
        indicators,
        {name: i for i in indicators.values() for name in (*i.aliases, i.name)},
        regions,
        {r.name: r for r in regions.values()},
        sources,
        {s.title: s for s in sources.values()},
    )
    errors: list[FiguresError] = []
    found: list[Observation] = []
    seen: dict[tuple[object, ...], int] = {}
    header = min((r.number for r in table.rows), default=1) - 1
    for row in table.rows:
        observation, wrong = _observation(row, names, table.source, recorded_on, header)
        errors += wrong
        if observation is None:
            continue
        same = (
            observation.indicator, observation.region, observation.period, observation.stage, observation.source.code,
            observation.unit,
        )  # fmt: skip
        if same in seen:
            errors.append(DuplicateRow(Place(table.source, row=row.number), other=seen[same]))
        seen.setdefault(same, row.number)
        found.append(observation)
    if errors:
        raise FiguresRefused(Place(table.source), errors=tuple(errors))
    return tuple(found)


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
    parts = (indicator, region, str(period), unit, _exact(value), _exact(growth), stage.value, source)
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:KEY_LENGTH]


def _exact(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"


def _observation(
    row: Row, names: _Names, file: str, recorded_on: date, header: int
) -> tuple[Observation | None, list[FiguresError]]:
    wrong: list[FiguresError] = []

    def at(column: str) -> Place:
        return Place(file, row=row.number, column=column)

    def take(column: str, read: Callable[..., Any], *args: object) -> Any:
        try:
            return read(row[column], *args)
        except GuatuError as error:
            wrong.append(type(error)(at(column), **error.facts))  # type: ignore[arg-type]
            return None

    indicator = take("指标", _indicator, names)
    region = take("地区", _region, names)
    period = take("报告期", _period, indicator)
    value = take("数值", _number, row["单位"])
    growth = take("增速", _number, "%")
    source = take("来源", _source, names)
    stage = take("版次", _stage)
    basis = take("增速口径", _basis)
    if indicator:
        take("单位", _unit, indicator)
        if value is not None and indicator.nature is Nature.RATIO and not -1000 < value < 1000 and "%" in row["单位"]:
            wrong.append(ShareOutOfRange(at("数值"), text=value))
    if growth is not None and not GROWTH_FROM <= growth <= GROWTH_TO:
        wrong.append(GrowthOutOfRange(at("增速"), text=growth, low=GROWTH_FROM, high=GROWTH_TO))
    if not wrong and value is None and growth is None:
        wrong.append(NoNumber(at("数值")))
    if wrong or not (indicator and region and period and source) or stage is None or basis is None:
        return None, wrong
    known_on = source.published or recorded_on
    unit = _tidy(row["单位"]) or indicator.unit
    return Observation(
        key=key_of(
            indicator=indicator.code, region=region.code, period=period, unit=unit, value=value, growth=growth,
            stage=stage, source=source.code,
        ),
        indicator=indicator.code,
        region=region.code,
        period=period,
        unit=unit,
        value=value,
        growth=growth,
        growth_basis=_growth_basis(basis, growth, indicator),
        stage=stage,
        source=source,
        known_on=known_on,
        recorded_on=recorded_on,
        row=row.number - header,
        note=row["备注"],
    ), []  # fmt: skip


def _growth_basis(stated: PriceBasis, growth: Decimal | None, indicator: Indicator) -> PriceBasis:
    """The basis stated in the row, or the one at which the catalogue says this growth is published."""
    return stated or (indicator.growth_basis if growth is not None else PriceBasis.NONE)


def _indicator(text: str, names: _Names) -> Indicator:
    text = text.strip()
    found = names.indicators.get(text) or names.by_name.get(text)
    if found is None:
        raise UnknownIndicator(text=text, hint=_nearest(text, names))
    return found


def _nearest(text: str, names: _Names) -> str:
    from difflib import get_close_matches

    close = get_close_matches(text, list(names.by_name), n=3, cutoff=0.5)
    return f"是不是：{'、'.join(close)}？不是的话请先在目录里添加。" if close else "请先在指标目录里添加。"


def _region(text: str, names: _Names) -> Region:
    found = names.regions.get(text) or names.region_by_name.get(text)
    if found is None:
        raise UnknownRegion(text=text)
    return found


def _source(text: str, names: _Names) -> Source:
    found = names.sources.get(text) or names.source_by_title.get(text)
    if found is None:
        raise UnknownSource(text=text)
    return found


def _unit(text: str, indicator: Indicator) -> str:
    unit = _tidy(text) or indicator.unit
    if not same_kind(unit, indicator.unit, indicator.read_as):
        raise UnknownUnit(unit=text, indicator=indicator.name, expected=read_unit(indicator.unit).base)
    return unit


def _period(text: str, indicator: Indicator | None) -> ReportPeriod:
    """The months that are printed, as the indicator means them: a stock stands at their end, a flow at a month's end
    has run since January."""
    printed = read_period(text)
    if indicator is None or indicator.nature is Nature.RATIO:
        return printed.period
    return printed.of_stock if indicator.nature is Nature.STOCK else printed.of_flow


def _stage(text: str) -> Stage:
    plain = text.removesuffix("数").removesuffix("核算")
    try:
        return Stage(plain)
    except ValueError as error:
        raise UnknownWord(text=text, what="版次", choices="、".join(s.value for s in Stage if s.value)) from error


def _basis(text: str) -> PriceBasis:
    try:
        return PriceBasis(text)
    except ValueError as error:
        choices = "、".join(b.value for b in PriceBasis if b.value)
        raise UnknownWord(text=text, what="增速口径", choices=choices) from error


def _number(text: str, unit: str) -> Decimal | None:
    """A number as an office types it: full-width digits, thousands commas and a true minus sign are fine."""
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
