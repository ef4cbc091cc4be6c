"""A small plan and its figures, in a few words each, for everything that a person reads."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from guatu.core.judging.model import Judgement, Status, Why
from guatu.core.plan.model import Commitment, Comparator, Context, Kind, Measure, Period, PeriodKind, Plan
from guatu.core.series.model import Figure, Form, Observation, PriceBasis, Source, Stage
from guatu.core.text.said import Said
from guatu.core.text.spans import Span
from guatu.core.time.periods import ReportPeriod

TODAY, BULLETIN_DAY = date(2026, 11, 22), date(2026, 4, 30)
BULLETIN = Source("gb2025", "某市2025年统计公报", "某市统计局", BULLETIN_DAY, rank=10)
BY, IN, EACH, AVERAGE = PeriodKind.BY, PeriodKind.IN, PeriodKind.EACH_YEAR, PeriodKind.AVERAGE
OPEN_PERIOD, END_2027 = Period(), Period(BY, None, 2027)


def by(year: int) -> Period:
    return Period(BY, None, year)


def each(since: int, until: int) -> Period:
    return Period(EACH, since, until)


def target(
    code: str = "C001",
    indicator: str = "服务业增加值",
    value: str | None = "344",
    unit: str = "亿元",
    period: Period = END_2027,
    **more: object,
) -> Commitment:
    facts: dict[str, object] = {"measure": Measure.LEVEL, "comparator": Comparator.AT_LEAST, "sector": "总体", **more}
    return Commitment(
        id=code,
        kind=Kind.TARGET,
        quote=indicator,
        span=Span(0, 1),
        indicator=indicator,
        value=None if value is None else Decimal(value),
        unit=unit,
        period=period,
        **facts,  # type: ignore[arg-type]
    )


def seen(
    value: str | None = "284.80",
    growth: str | None = None,
    *,
    year: int = 2025,
    unit: str = "亿元",
    known_on: date = BULLETIN_DAY,
    **more: object,
) -> Observation:
    facts: dict[str, object] = {"growth_basis": PriceBasis.NONE, "stage": Stage.PRELIMINARY, "source": BULLETIN, **more}
    return Observation(
        key=f"{value}/{growth}/{year}/{known_on}",
        indicator="x",
        region="000000",
        period=ReportPeriod(year),
        unit=unit,
        value=None if value is None else Decimal(value),
        growth=None if growth is None else Decimal(growth),
        known_on=known_on,
        recorded_on=known_on,
        **facts,  # type: ignore[arg-type]
    )


def figure(observation: Observation, form: Form = Form.VALUE, **more: object) -> Figure:
    value = observation.value if form is Form.VALUE else observation.growth
    assert value is not None
    facts: dict[str, object] = {"value": value, "unit": observation.unit if form is Form.VALUE else "%", **more}
    return Figure(
        period=observation.period,
        form=form,
        stage=observation.stage,
        known_on=observation.known_on,
        observations=(observation,),
        **facts,  # type: ignore[arg-type]
    )


def judged(
    item: Commitment, status: Status, actual: Figure | None = None, *, on: date = TODAY, **more: object
) -> Judgement:
    return Judgement(item.id, on, status, more.pop("reason", Said("因为规则。")), actual=actual, **more)  # type: ignore[arg-type]


def silent(item: Commitment, why: Why = Why.NOT_PUBLISHED, *, on: date = TODAY) -> Judgement:
    return Judgement(item.id, on, Status.UNKNOWN, Said("未见公布。"), why=why)


def plan_of(*items: Commitment, years: tuple[int, int] = (2025, 2027), **more: object) -> Plan:
    title = "某市促进服务业高质量发展三年攻坚行动实施方案"
    return Plan(title, "", Context("某市", years[0], *years), commitments=items, **more)  # type: ignore[arg-type]


def example() -> tuple[Plan, list[Judgement]]:
    """Eight targets, one for each light and one quota, as they stood on TODAY."""
    level = target()
    growth = target("C002", value="6", unit="%", measure=Measure.GROWTH, period=Period(AVERAGE, 2025, 2027))
    visitors = target("C003", "游客数量", "900", "万人", by(2025), comparator=Comparator.ABOVE, sector="文化旅游业")
    tourism = target("C004", "旅游收入", "100", "亿元", by(2025), comparator=Comparator.ABOVE, sector="文化旅游业")
    homes = target("C005", "房地产开发投资累计完成额", "50", cumulative=True, sector="房地产业")
    factory = target("C006", "智能工厂数量", "1", "个", by(2025), comparator=Comparator.EXACTLY, sector="工业")
    shows = target("C007", "群众性文化活动场次", "10", "场", each(2025, 2027), sector="文化旅游业")
    fund = target("C008", "科创产业发展基金总规模", "18", "亿元", OPEN_PERIOD, sector="工业")
    value_added = seen("284.80", "-1.4", growth_basis=PriceBasis.CONSTANT)
    need = {"needed": Decimal("9.9043"), "needed_unit": "%"}
    judgements = [
        judged(level, Status.BAD, figure(value_added), **need),
        judged(growth, Status.BAD, figure(value_added, Form.GROWTH), **need),
        judged(visitors, Status.MISSED, figure(seen("858.74", unit="万人"))),
        judged(tourism, Status.MET, figure(seen("100.64"))),
        judged(homes, Status.OK, figure(seen("15.62", "-9.4")), done=Decimal("31.24"), pace=Decimal("33.333")),
        silent(factory),
        silent(shows),
        silent(fund, Why.NO_DEADLINE),
    ]
    return plan_of(level, growth, visitors, tourism, homes, factory, shows, fund), judgements
