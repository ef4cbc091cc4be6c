"""What the chart of one target shows, as plain values, and how they come from a judgement and its observations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from guatu.core.judging.model import Judgement, Status
from guatu.core.judging.promise_words import promise
from guatu.core.plan.model import Commitment, Measure, PeriodKind
from guatu.core.reports.labels import PAGE, short_label
from guatu.core.reports.words import needed_words
from guatu.core.series.model import Form, Observation
from guatu.core.series.units import read_unit
from guatu.core.text.figures import SmallCount, amount, decimals, number
from guatu.core.text.said import NOTHING, Listed, Said, listed

FEWEST_YEARS, MOST_YEARS = 4, 12  # on one axis; earlier figures stay in the table
FORECAST_FROM = 8  # published years; with fewer the fan is a reference and bears no probability
BEFORE_REVISION = "修订前"  # a publisher's own words for figures that a census has replaced since


class Look(StrEnum):
    """How a target is drawn."""

    LEVEL = "level"
    GROWTH = "growth"  # bars of growth against the rate that the plan asks
    SHARE = "share"  # a ratio, with its two parts beneath
    CUMULATIVE = "cumulative"  # yearly bars that pile up towards the total
    RELATIVE = "relative"  # two series, ours and the one it is set against
    EACH_YEAR = "each_year"  # bars against a quota


@dataclass(frozen=True, slots=True)
class Point:
    year: int
    value: Decimal
    text: str  # as printed
    open: bool = False  # superseded since: drawn as an open dot
    note: str = ""


@dataclass(frozen=True, slots=True)
class Goal:
    since: int  # first year for which it is asked
    year: int
    value: Decimal
    text: str  # ≥344


@dataclass(frozen=True, slots=True)
class Fan:
    """Lowest and highest published yearly growth, each carried on to the deadline."""

    low: Decimal  # percent
    high: Decimal
    periods: int


@dataclass(frozen=True, slots=True)
class Chart:
    look: Look
    name: str
    unit: str
    years: tuple[int, ...]
    ended: int  # the last year that is over: a year up to it without a figure is 缺, later ones are not due
    points: tuple[Point, ...] = ()
    goal: Goal | None = None
    base: tuple[int, Decimal] | None = None  # where the plan's path begins
    base_implied: bool = False  # the plan does not state the base: it follows from its own figures
    needed: Decimal | None = None  # a year, in percent (level, growth), points (share) or units (cumulative)
    needed_says: Said = NOTHING
    plan_rate: Decimal | None = None  # growth a year that the plan asks, for the continuation
    fan: Fan | None = None
    growth: tuple[Point, ...] = ()  # the strip beneath a level
    growth_basis: str = ""
    basis: str = ""  # 现价
    other: tuple[Point, ...] = ()  # the series of a relative target
    other_name: str = ""
    numerator: tuple[Point, ...] = ()
    denominator: tuple[Point, ...] = ()
    parts_unit: str = ""
    caption: Said = NOTHING
    label: Said = NOTHING  # one sentence with the figures, for those who do not see the drawing
    empty: Said = NOTHING  # instead of a drawing


def look_of(target: Commitment) -> Look:
    if target.relative_to or (target.value is None and target.measure is not None):
        return Look.RELATIVE
    if target.measure is Measure.GROWTH:
        return Look.GROWTH
    if target.cumulative:
        return Look.CUMULATIVE
    if target.period.kind is PeriodKind.EACH_YEAR:
        return Look.EACH_YEAR
    return Look.SHARE if target.measure is Measure.SHARE else Look.LEVEL


def chart_for(
    target: Commitment,
    judgement: Judgement,
    observations: Iterable[Observation],
    *,
    name: str = "",
    first_year: int | None = None,
    growth_target: Commitment | None = None,
    base: tuple[int, Decimal] | None = None,
    versus: Iterable[Observation] = (),
    numerator: Iterable[Observation] = (),
    denominator: Iterable[Observation] = (),
) -> Chart:
    """The chart of one target from its judgement and every observation of its indicator known on that day.

    Args:
        first_year: the plan's first year, where the target itself names none.
        growth_target: the target that asks a yearly growth of the same indicator; it gives the path its base.
        base: year and value where the path begins, when it is published or confirmed.
        versus: the other series of a relative target; `numerator`, `denominator`: the parts of a share.
    """
    look, seen = look_of(target), tuple(observations)
    numerator, denominator = tuple(numerator), tuple(denominator)
    name = name or short_label(target, limit=PAGE)
    form = Form.GROWTH if look in (Look.GROWTH, Look.RELATIVE) else Form.VALUE
    points, growth = series(seen, form, target.unit), series(seen, Form.GROWTH) if look is Look.LEVEL else ()
    parts_unit = next((o.unit for o in (*numerator, *denominator)), "")
    over, under = series(numerator, Form.VALUE, parts_unit), series(denominator, Form.VALUE, parts_unit)
    if look is Look.SHARE and not points:
        points = _ratios(over, under, judgement)
    ended = judgement.as_of.year - 1
    if not points and not growth:
        return Chart(look, name, target.unit, (), ended, empty=silent(target, judgement, name))
    goal = _goal(target, first_year)
    asked = growth_target.value if growth_target else None
    implied = base is None and look is Look.LEVEL and goal is not None and asked is not None
    if implied and goal and asked is not None and growth_target and growth_target.period.since:
        start = growth_target.period.since - 1
        base = (start, goal.value / (1 + asked / 100) ** (goal.year - start))
    if base is None and goal and look in (Look.LEVEL, Look.SHARE):
        base = next(((p.year, p.value) for p in points if p.year == goal.since - 1 and not p.open), None)
    other = series(versus, Form.GROWTH)
    years = _years([*points, *growth, *other], goal, base)
    kept = tuple(p for p in points if p.year in years)
    grown = tuple(p for p in growth if p.year in years)
    if not kept and not grown:
        old = Said("{name}最近{years}年没有可以画的公布数，更早的见观测表。", name=name, years=MOST_YEARS)
        return Chart(look, name, target.unit, (), ended, empty=old)
    fan = _fan(grown) if look is Look.LEVEL and goal and kept and kept[-1].year < goal.year else None
    behind = judgement.status in (Status.BAD, Status.SLOW)
    ahead = needed_words(judgement, target.period.until, target) if behind else NOTHING
    chart = Chart(
        look=look,
        name=name,
        unit=target.unit or "%",
        years=years,
        ended=ended,
        points=kept,
        goal=goal,
        base=base,
        base_implied=implied,
        needed=_needed(look, judgement, goal, kept) if ahead else None,
        needed_says=ahead,
        plan_rate=asked,
        fan=fan,
        growth=grown,
        growth_basis=next((o.growth_basis.value for o in reversed(seen) if o.growth is not None), ""),
        basis="现价" if look is Look.LEVEL and target.unit.endswith("元") else "",
        other=tuple(p for p in other if p.year in years),
        other_name=target.relative_to,
        numerator=tuple(p for p in over if p.year in years),
        denominator=tuple(p for p in under if p.year in years),
        parts_unit=parts_unit,
        caption=_caption(fan, kept, goal, target.unit),
    )
    return replace(chart, label=spoken(chart))


def series(observations: Iterable[Observation], form: Form, unit: str = "") -> tuple[Point, ...]:
    """One point for each whole year, and an open one for each figure that was superseded by another of that year.

    Amounts are put into `unit` (1346343万元 → 134.63亿元); what was printed in it keeps its decimals.
    """
    by_year: dict[int, list[Observation]] = {}
    for seen in observations:
        value = seen.value if form is Form.VALUE else seen.growth
        if seen.period.whole_year and value is not None:
            by_year.setdefault(seen.period.year, []).append(seen)
    points: list[Point] = []
    for year in sorted(by_year):
        ranked = sorted(by_year[year], key=lambda o: (o.preferred, o.known_on, -o.source.rank))
        current = ranked[-1]
        value, text = _printed(current, form, unit)
        shown = {value}
        for old in ranked[:-1]:
            before, words = _printed(old, form, unit)
            if old.preferred and before not in shown:
                shown.add(before)
                points.append(Point(year, before, words, open=True))
        replaced = BEFORE_REVISION in current.note and form is Form.VALUE
        points.append(Point(year, value, text, open=replaced, note=BEFORE_REVISION if replaced else ""))
    return tuple(points)


def _printed(seen: Observation, form: Form, unit: str) -> tuple[Decimal, str]:
    value = seen.value if form is Form.VALUE else seen.growth
    assert value is not None
    if form is Form.GROWTH or not unit or unit == seen.unit:
        return value, number(value)
    ratio = read_unit(seen.unit).scale / read_unit(unit).scale
    return value * ratio, number(value) if ratio == 1 else number(value * ratio, 2)


def _ratios(over: Sequence[Point], under: Sequence[Point], judgement: Judgement) -> tuple[Point, ...]:
    """A share from its two parts, for the years in which both are published."""
    parts = {p.year: p.value for p in under if p.value}
    ratios = {p.year: p.value / parts[p.year] * 100 for p in over if p.year in parts}
    figure = judgement.actual
    if figure and figure.form is Form.VALUE and figure.period.whole_year:
        ratios[figure.period.year] = figure.value
    return tuple(Point(year, ratios[year], number(ratios[year], 1)) for year in sorted(ratios))


def _goal(target: Commitment, first_year: int | None) -> Goal | None:
    period = target.period
    if target.value is None or period.until is None:
        return None
    since = period.since or first_year or period.until
    return Goal(since, period.until, target.value, promise(target).text)


def _years(points: Sequence[Point], goal: Goal | None, base: tuple[int, Decimal] | None) -> tuple[int, ...]:
    named = [p.year for p in points] + ([base[0]] if base else []) + ([goal.year, goal.since] if goal else [])
    last = max(named)
    first = min(*named, last - FEWEST_YEARS + 1)
    return tuple(range(max(first, last - MOST_YEARS + 1), last + 1))


def _needed(look: Look, judgement: Judgement, goal: Goal | None, points: Sequence[Point]) -> Decimal | None:
    """A year: percent for a level, points for a share."""
    if look is Look.SHARE and goal and points and goal.year > points[-1].year:
        return (goal.value - points[-1].value) / (goal.year - points[-1].year)
    return judgement.needed


def _fan(growth: Sequence[Point]) -> Fan | None:
    rates = [p.value for p in growth if not p.open]
    return Fan(min(rates), max(rates), len(rates)) if len(rates) >= 2 else None


def _caption(fan: Fan | None, points: Sequence[Point], goal: Goal | None, unit: str) -> Said:
    """Names the rule of the fan, the years behind it, and that it is no forecast."""
    if fan is None or goal is None or not points:
        return NOTHING
    last = points[-1]
    facts = {
        "start": amount(last.value, unit, 2 if decimals(last.value) > 2 else None),
        "periods": fan.periods,
        "low": amount(fan.low, "%"),
        "high": amount(fan.high, "%"),
        "years": SmallCount(goal.year - last.year),
    }
    if fan.periods < FORECAST_FROM:
        return Said(
            "灰扇：以{start}为起点，按公布过的{periods}个年度增速的最低（{low}）与最高（{high}）各走{years}年，价格不变。"
            "只有{periods}个年份，是参照，不是预测，不给概率。",
            **facts,
        )
    return Said(
        "灰扇：以{start}为起点，按公布过的{periods}个年度增速的最低（{low}）与最高（{high}）各走{years}年，价格不变。"
        "是参照，不是预测，不给概率。",
        **facts,
    )


def silent(target: Commitment, judgement: Judgement, name: str) -> Said:
    """The quiet sentence that stands where there is nothing to draw."""
    facts = {"name": name, "promise": promise(target)}
    if not judgement.reason:
        return Said("{name}（{promise}）还没有可以画的公布数。", **facts)
    return Said("{name}（{promise}）还没有可以画的公布数：{reason}", **facts, reason=judgement.reason)


def spoken(chart: Chart) -> Said:
    """The sentence for those who do not see the drawing."""
    shown = [p for p in chart.points if not (p.open and any(q.year == p.year and not q.open for q in chart.points))]
    parts = [Said("{name}", name=chart.name)]
    if shown:
        parts = [Said("{name}：{figures}{unit}", name=chart.name, figures=_years_said(shown), unit=chart.unit)]
    if chart.goal:
        goal = {"year": chart.goal.year, "figure": chart.goal.text, "unit": chart.unit}
        parts.append(Said("目标{year}年{figure}{unit}", **goal))
    elif chart.other:
        other = {"name": chart.other_name, "figures": _years_said(chart.other), "unit": chart.unit}
        parts.append(Said("{name}{figures}{unit}", **other))
    return Said("{parts}。", parts=listed((*parts, chart.needed_says), "；"))


def _years_said(points: Sequence[Point]) -> Listed:
    return listed(Said("{year}年{figure}", year=p.year, figure=p.text) for p in points[-6:])
