"""A small city for the tests: its indicators, its rule set, and short ways to write targets and observations."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import count

from guatu.core.judging.model import Judgement, Link
from guatu.core.judging.rules import Rule, RuleSet
from guatu.core.judging.status import judge
from guatu.core.plan.model import Commitment, Comparator, Direction, Kind, Measure, Period, PeriodKind
from guatu.core.series.model import Form, Formula, Indicator, Nature, Observation, PriceBasis, Source, Stage
from guatu.core.text.spans import Span
from guatu.core.time.periods import parse_period

CITY, REGION = "150300", "150000"
TODAY = date(2026, 11, 22)
BULLETIN_DAY = date(2026, 4, 30)
BULLETIN = Source("gb", "本市2025年统计公报", "统计局", BULLETIN_DAY, rank=10)
PANEL = Source("panel", "整理面板", rank=60)
REPORT = Source("bg", "自治区政府工作报告", "自治区", date(2026, 2, 4), rank=20)
RULE_CODES = (
    "past-deadline", "reached-early", "year-to-date", "cumulative", "change-since-base", "path", "required-growth",
    "average-growth", "growth-to-date", "relative-growth", "small-count", "open-period", "no-figure",
)  # fmt: skip
RULES = RuleSet("default", "v1", "研判规则", rules={code: Rule(code, code) for code in RULE_CODES})

FLOW, STOCK, RATIO = Nature.FLOW, Nature.STOCK, Nature.RATIO
NOMINAL, CONSTANT, NONE = PriceBasis.NOMINAL, PriceBasis.CONSTANT, PriceBasis.NONE
_serial = count()


def _indicator(code: str, name: str, unit: str, nature: Nature = FLOW, basis: PriceBasis = NONE, **more) -> Indicator:
    return Indicator(code, name, unit, nature, growth_basis=basis, **more)


INDICATORS = {
    i.code: i
    for i in (
        _indicator("services", "第三产业增加值", "亿元", basis=CONSTANT, aliases=("服务业增加值",)),
        _indicator("gdp", "地区生产总值", "亿元", basis=CONSTANT),
        _indicator("transport", "交通运输业增加值", "亿元", basis=CONSTANT),
        _indicator("transport_share", "交通运输业增加值占GDP比重", "%", RATIO, formula=Formula("transport", "gdp")),
        _indicator("rail", "铁路货运量", "万吨"),
        _indicator("freight", "货物运输总量", "万吨", aliases=("货运总量",)),
        _indicator("rail_share", "铁路货运量占货运总量比重", "%", RATIO, formula=Formula("rail", "freight")),
        _indicator("retail", "社会消费品零售总额", "亿元", basis=NOMINAL),
        _indicator("property", "房地产开发投资", "亿元", basis=NOMINAL),
        _indicator("trade", "外贸进出口总额", "亿元", basis=NOMINAL),
        _indicator("tourism", "旅游收入", "亿元", basis=NOMINAL),
        _indicator("visits", "接待游客", "万人次", aliases=("游客数量",), read_as=(("万人", "按人次判"),)),
        _indicator(
            "loans", "金融机构人民币各项贷款余额", "亿元", STOCK, NOMINAL,
            aliases=("贷款余额",), not_same_as=(("制造业贷款", "只是一部分"),),
        ),
        _indicator("express", "快递业务量", "万件", not_same_as=(("快递服务电商业务量", "只是一部分"),)),
        _indicator("ecommerce", "网络零售件数", "万件", not_same_as=(("快递业务量", "口径更宽"),)),
        _indicator("firms", "规上服务业企业数量", "家", STOCK),
        _indicator("places", "托位数", "个", STOCK),
        _indicator("population", "年末常住人口", "万人", STOCK),
        _indicator(
            "places_per_1000", "每千人口托位数", "个/千人", RATIO,
            formula=Formula("places", "population", Decimal("0.1")),
        ),
        _indicator("factories", "智能工厂数量", "个", STOCK),
        _indicator("events", "文化活动场次", "场"),
        _indicator("satisfaction", "游客满意度", "%", RATIO),
        _indicator("unemployment", "城镇调查失业率", "%", RATIO),
        _indicator("energy", "单位GDP能耗", "吨标准煤/万元", RATIO),
        _indicator("circles", "生活圈达成率", "%", RATIO, open_question="按个数还是按人数"),
    )
}  # fmt: skip


def seen(
    indicator: str,
    period: str = "2025",
    value: str | None = None,
    growth: str | None = None,
    *,
    unit: str = "",
    basis: PriceBasis | None = None,
    source: Source = BULLETIN,
    known: date | None = None,
    region: str = CITY,
    stage: Stage = Stage.PRELIMINARY,
    key: str = "",
) -> Observation:
    """One published row."""
    kind = INDICATORS[indicator]
    day = known or source.published or TODAY
    return Observation(
        key=key or f"k{next(_serial)}",
        indicator=indicator,
        region=region,
        period=parse_period(period),
        unit=unit or kind.unit,
        value=None if value is None else Decimal(value),
        growth=None if growth is None else Decimal(growth),
        growth_basis=(kind.growth_basis if basis is None else basis) if growth is not None else NONE,
        stage=stage,
        source=source,
        known_on=day,
        recorded_on=TODAY,
    )


def target(
    indicator: str,
    value: str | None,
    unit: str = "亿元",
    *,
    by: int | None = None,
    within: int | None = None,
    average: tuple[int, int] | None = None,
    each: tuple[int, int] | None = None,
    comparator: Comparator = Comparator.AT_LEAST,
    measure: Measure = Measure.LEVEL,
    month: int | None = None,
    period: Period | None = None,
    **more,
) -> Commitment:
    """A target in one line; the period is the one keyword that is given, and none of them leaves it open."""
    if period:
        pass
    elif by:
        period = Period(PeriodKind.BY, None, by, month)
    elif within:
        period = Period(PeriodKind.IN, within, within, month)
    elif average:
        period = Period(PeriodKind.AVERAGE, *average)
    elif each:
        period = Period(PeriodKind.EACH_YEAR, *each)
    else:
        period = Period()
    number = None if value is None else Decimal(value)
    return Commitment(
        id=more.pop("id", "C001"), kind=Kind.TARGET, quote=indicator, span=Span(0, 1), sector="总体", period=period,
        indicator=indicator, measure=measure, comparator=comparator, value=number, unit=unit, **more,
    )  # fmt: skip


def judged(
    promise: Commitment,
    indicator: str,
    *observations: Observation,
    as_of: date = TODAY,
    versus: str = "",
    companions: tuple[Commitment, ...] = (),
    rules: RuleSet = RULES,
    plan_years: tuple[int, int] = (2025, 2027),
) -> Judgement:
    """The judgement of one target that is surely linked to `indicator`."""
    form = Form.GROWTH if promise.measure is Measure.GROWTH else Form.VALUE
    return judge(
        promise,
        Link(promise.id, indicator, form, CITY, versus, confirmed=True),
        indicators=INDICATORS,
        observations=observations,
        rules=rules,
        as_of=as_of,
        plan_years=plan_years,
        companions=companions,
    )


__all__ = [
    "BULLETIN",
    "BULLETIN_DAY",
    "CITY",
    "CONSTANT",
    "INDICATORS",
    "NOMINAL",
    "NONE",
    "PANEL",
    "REGION",
    "REPORT",
    "RULES",
    "TODAY",
    "Comparator",
    "Direction",
    "Measure",
    "judged",
    "seen",
    "target",
]
