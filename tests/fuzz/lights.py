"""A compiled plan taken all the way: judged, put on the first page, drawn on the wall, each target with its chart.

The figures are made up to fit: each target gets an indicator of its own unit, and some of the periods around the day
get a number near, at or far from what it promises. Which ones, `chance` says: the fuzzer's bytes, or hypothesis.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from guatu.core.drawing.chart_values import chart_for
from guatu.core.drawing.target_chart import target_svg
from guatu.core.drawing.wall import wall_svg
from guatu.core.drawing.wall_values import wall
from guatu.core.judging.model import Judgement, Link, Status
from guatu.core.judging.rules import Rule, RuleSet
from guatu.core.judging.status import judge_all
from guatu.core.plan.model import Commitment, Measure, Plan
from guatu.core.reports.overview import overview, span_of
from guatu.core.series.model import Form, Indicator, Nature, Observation, PriceBasis, Source, Stage
from guatu.core.series.units import UnknownUnit, read_unit
from guatu.core.series.vintages import known, prefer
from guatu.core.time.days import month_before
from guatu.core.time.periods import ReportPeriod

Chance = Callable[[int], int]  # a number from 0 up to, and without, the one given
CITY, OTHER = "150300", "150000"
SOURCE = Source("gb", "公报", "统计局", date(2024, 1, 1), rank=10)
CODES = (
    "past-deadline", "reached-early", "year-to-date", "cumulative", "change-since-base", "path", "required-growth",
    "average-growth", "growth-to-date", "relative-growth", "small-count", "open-period", "no-figure",
)  # fmt: skip
RULES = RuleSet("fuzz", "v1", "规则", rules={code: Rule(code, code) for code in CODES})
FACTORS = tuple(map(Decimal, ("0", "1", "0.5", "0.99", "1.01", "2", "-1", "1e6", "1e-6", "0.333333")))
GROWTHS = (None, *map(Decimal, ("0", "6", "-1.4", "-100", "99999", "0.01")))
PERIODS = ((1, 12), (1, 6), (6, 6), (1, 3), (12, 12))


def look_at_lights(plan: Plan, chance: Chance) -> None:
    """Whatever is promised and published: an answer with a reason, a first page, a wall, a chart."""
    as_of = date(2024, 1, 1).replace(year=2023 + chance(7), month=1 + chance(12), day=1 + chance(28))
    indicators, links, observations = {}, {}, []
    for target in plan.targets:
        indicator = _indicator(target, chance)
        indicators[indicator.code] = indicator
        links[target.id] = Link(
            target.id, indicator.code, Form.GROWTH if target.measure is Measure.GROWTH else Form.VALUE, CITY,
            OTHER if target.relative_to else "", confirmed=chance(8) > 0,
        )  # fmt: skip
        observations += _figures(target, indicator, as_of, chance)
    years = span_of(plan.context, plan.commitments, as_of=as_of)

    def judged(day: date) -> dict[str, Judgement]:
        return judge_all(
            plan.targets, links, indicators=indicators, observations=observations, rules=RULES, as_of=day,
            plan_years=years, on_fault=_rising,
        )  # fmt: skip

    now = judged(as_of)
    for judgement in now.values():
        _answers(judgement)
    page = overview(plan, now.values(), as_of=as_of, previous=judged(month_before(as_of)).values(), today=as_of)
    assert sum(len(t.targets) for t in page.tally) == len(plan.targets), "a target without a light on the first page"
    wall_svg(wall(plan, now.values(), as_of=as_of, city="某市"))
    _charts(plan.targets, now, links, prefer(known(observations, as_of=as_of)), years)


def _rising(_target: Commitment, error: Exception) -> None:
    """Every fault is a finding but one: after a year of −100% no average can be made up for, and the light says so."""
    if not isinstance(error, ZeroDivisionError):
        raise error


def _answers(judgement: Judgement) -> None:
    said = "".join(map(str, (judgement.reason, *judgement.steps, judgement.changes_when)))
    assert str(judgement.reason).endswith("。"), "a light without a sentence"
    assert "None" not in said, "a sentence with a hole"
    assert (judgement.why is None) == (judgement.status is not Status.UNKNOWN), "unknown without a reason"


def _indicator(target: Commitment, chance: Chance) -> Indicator:
    try:
        read_unit(target.unit)
        unit = target.unit
    except UnknownUnit:
        unit = "个"
    nature = Nature.RATIO if "%" in unit or "/" in unit else (Nature.FLOW, Nature.STOCK)[chance(2)]
    basis = (PriceBasis.NONE, PriceBasis.NOMINAL, PriceBasis.CONSTANT)[chance(3)]
    return Indicator(target.id, target.indicator or target.id, unit, nature, growth_basis=basis)


def _figures(target: Commitment, indicator: Indicator, as_of: date, chance: Chance) -> list[Observation]:
    found = []
    for serial in range(chance(5)):
        year = as_of.year - chance(4)
        first, last = PERIODS[chance(len(PERIODS))]
        value = (target.value or Decimal(1)) * FACTORS[chance(len(FACTORS))]
        growth = GROWTHS[chance(len(GROWTHS))]
        found.append(Observation(
            key=f"{target.id}-{serial}", indicator=indicator.code, region=(CITY, CITY, OTHER)[chance(3)],
            period=ReportPeriod(year, first, last), unit=indicator.unit, value=value, growth=growth,
            growth_basis=PriceBasis.NONE if growth is None else indicator.growth_basis, stage=Stage.PRELIMINARY,
            source=SOURCE, known_on=date(year + 1, 4, 30), recorded_on=as_of,
        ))  # fmt: skip
    return found


def _charts(
    targets: tuple[Commitment, ...],
    judged: Mapping[str, Judgement],
    links: Mapping[str, Link],
    seen: tuple[Observation, ...],
    years: tuple[int, int],
) -> None:
    for target in targets:
        link = links[target.id]
        mine = [o for o in seen if o.indicator == link.indicator and o.region == link.region]
        theirs = [o for o in seen if o.indicator == link.indicator and o.region == link.versus]
        chart = chart_for(target, judged[target.id], mine, first_year=years[0], versus=theirs)
        if not chart.empty:
            target_svg(chart)
            target_svg(chart, narrow=True)
