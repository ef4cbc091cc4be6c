"""The sentences and lines of arithmetic that the rules share: what a figure is, where it came from, how far behind.

A statistician must be able to recompute a light from its lines alone, so each line has its numbers put in.
"""

from __future__ import annotations

from decimal import Decimal

from guatu.core.judging import keeping
from guatu.core.judging.desk import Desk, Season
from guatu.core.judging.model import Status
from guatu.core.series.model import Figure, Form, Observation, Stage
from guatu.core.series.printed import as_printed
from guatu.core.text.figures import POINTS, Amount, Month, Number, amount, bare, decimals, number, points, vanishes
from guatu.core.text.said import NOTHING, Listed, Said, Sentence, listed
from guatu.core.text.units import is_percent
from guatu.core.time.periods import ReportPeriod

MOST_PLACES = 6  # of a difference that is smaller than that nobody can say anything


def observed(desk: Desk, figure: Figure) -> Decimal:
    """The figure as the plan speaks of it."""
    return keeping.size(figure.value, desk.target) if figure.form is Form.GROWTH else figure.value


def in_points(desk: Desk) -> bool:
    return desk.form is Form.GROWTH or is_percent(desk.target.unit)


def as_said(figure: Figure) -> object:
    """The figure in a sentence: 100.64亿元, 增长8.7%, 下降5.4%."""
    return growth_word(figure.value) if figure.form is Form.GROWTH else as_printed(figure)


def titles(figure: Figure) -> Listed:
    return listed(dict.fromkeys(row.source.title for row in figure.observations))


def where_from(desk: Desk, figure: Figure, *, place: str = "") -> tuple[Said, ...]:
    """One line for each observation behind a figure, and the formula that joined them."""
    lines: list[Said] = []
    grown = figure.form is Form.GROWTH
    for row in figure.observations:
        lines.append(_source_line(desk, row, place=place, grown=grown))
        if row.preference_reason:
            lines.append(Said("取数：{why}", why=row.preference_reason))
    if figure.formula:
        again = len(figure.observations) > 1
        lines.append(Said("重算：{sum}", sum=figure.formula) if again else figure.formula)
    stages = {row.stage for row in figure.observations if row.stage}
    if desk.indicator.formula and not grown and len(stages) > 1:
        listed_stages = listed(stage_of(row.stage) for row in figure.observations)
        lines.append(Said("两部分的版次不同（{stages}），同一版次的数公布后重算", stages=listed_stages))
    check = desk.crosscheck(figure.period) if len(figure.observations) == 2 and not grown else None
    if check and check.value is not None:
        published = amount(check.value, check.unit)
        agrees = number(figure.value, 1) == number(check.value, 1)
        lines.append(
            Said("公布的比值{published}，与重算相符", published=published)
            if agrees
            else Said("公布的比值{published}，与重算不符，请核对口径", published=published)
        )
    return tuple(lines)


def stage_of(stage: Stage) -> object:
    return stage or Said("未注明版次")


def _source_line(desk: Desk, row: Observation, *, place: str, grown: bool) -> Said:
    """2025年旅游收入 100.64亿元（《公报》，2026-04-30，初步数）."""
    value = row.growth if grown else row.value
    assert value is not None
    details: list[object] = [row.source.title, row.known_on.isoformat()]
    if row.stage:
        details.append(Said("{stage}数", stage=row.stage))
    if grown and row.growth_basis:
        details.append(row.growth_basis)
    facts = {
        "place": place,
        "period": row.period,
        "name": desk.indicators[row.indicator].name,
        "figure": amount(value, "%" if grown else row.unit),
        "details": listed(details, "，"),
    }
    if grown:
        return Said("{place}{period}{name}增速 {figure}（{details}）", **facts)
    return Said("{place}{period}{name} {figure}（{details}）", **facts)


def progress(done: Decimal, due: Decimal, gap: Decimal) -> Said:
    facts = {"done": amount(done, "%", 1), "due": amount(due, "%", 1), "by": points(abs(gap))}
    if vanishes(gap, 1):
        return Said("完成率{done}，序时进度{due}，达到序时进度", done=facts["done"], due=facts["due"])
    if gap > 0:
        return Said("完成率{done}，序时进度{due}，超序时进度{by}", **facts)
    return Said("完成率{done}，序时进度{due}，滞后序时进度{by}", **facts)


def gap_line(gap: Decimal, left: Decimal, right: Decimal) -> Said:
    return Said(
        "差距 = {left} − {right} = {gap}（按未舍入的数）",
        left=Number(left, 2), right=bracketed(right, 2), gap=points(gap, 2),
    )  # fmt: skip


def season_line(season: Season, period: ReportPeriod, unit: str) -> Said:
    """序时进度 by what the same months were of the whole in the years before."""
    since, until = season.years
    return Said(
        "序时进度：{since}—{until}年1—{month}月占全年 {parts} ÷ {wholes} = {due}（按往年季节）",
        since=since, until=until, month=Month(period.last), parts=bare(season.parts, unit),
        wholes=bare(season.wholes, unit), due=amount(season.share, "%", 2),
    )  # fmt: skip


def threshold_line(desk: Desk) -> Said:
    """From which gap on a light is what, and by which rule set."""
    return Said("门槛：差距 ≥ {ok_from} 为{ok}，≥ {slow_from} 为{slow}，以下为{bad}（{rules}）", **_thresholds(desk))


def threshold_in_points(desk: Desk) -> Said:
    """The same for a difference of growths."""
    return Said(
        "门槛：差距（百分点） ≥ {ok_from} 为{ok}，≥ {slow_from} 为{slow}，以下为{bad}（{rules}）", **_thresholds(desk)
    )


def _thresholds(desk: Desk) -> dict[str, object]:
    rules = desk.rules
    return {
        "ok_from": rules.ok_from,
        "slow_from": rules.slow_from,
        "ok": rules.word(Status.OK),
        "slow": rules.word(Status.SLOW),
        "bad": rules.word(Status.BAD),
        "rules": rules.named,
    }


def over_text(over: Decimal, unit: str) -> Amount:
    return amount(over, unit, telling_places(over, unit), plus=True)


def finely(figure: Figure, value: Decimal, over: Decimal, unit: str) -> Amount:
    """The figure with so many digits that one sees on which side of the line it is: 4.499个/千人 against 4.5."""
    usual = as_printed(figure, value)
    shown, enough = usual.number.places, telling_places(over, unit)
    if shown is None or enough is None or enough <= shown or not figure.formula:
        return usual
    return amount(value, figure.unit, enough)


def telling_places(value: Decimal, unit: str) -> int | None:
    """As `places`, or as many more as a difference needs that would vanish in them.

    >>> telling_places(Decimal("-0.00091"), "个/千人"), telling_places(Decimal("-8.714"), "%")
    (3, 2)
    """
    usual = places(value, unit)
    if usual is None or not value or not vanishes(value, usual):
        return usual
    return next((n for n in range(usual + 1, MOST_PLACES) if not vanishes(value, n)), MOST_PLACES)


def places(value: Decimal, unit: str) -> int | None:
    if decimals(value) <= 2:
        return None
    return 1 if unit == POINTS else 2


def bracketed(value: Decimal, places: int) -> Number:
    """A number after a minus sign: negative ones stand in brackets."""
    return Number(value, places, brackets=True)


def growth_word(rate: Decimal) -> Said:
    if vanishes(rate, 1):
        return Said("持平")
    size = amount(abs(rate), "%", 1)
    return Said("增长{rate}", rate=size) if rate > 0 else Said("下降{rate}", rate=size)


def years_word(first: int, count: int) -> Said:
    if count == 1:
        return Said("{year}年", year=first)
    return Said("{since}—{until}年年均", since=first, until=first + count - 1)


def needed_words(needed: Decimal | None, unit: str) -> Said:
    """年均增长9.9%, 每年提高1.8个百分点, 每年增加12家."""
    if needed is None:
        return Said("按期末数比对")
    size = amount(abs(needed), unit, 1)
    if unit == "%":
        return Said("年均增长{size}", size=size) if needed >= 0 else Said("年均下降{size}", size=size)
    if unit == POINTS:
        return Said("每年提高{size}", size=size) if needed >= 0 else Said("每年降低{size}", size=size)
    return Said("每年增加{size}", size=size) if needed >= 0 else Said("每年减少{size}", size=size)


def higher_or_lower(gap: Decimal) -> Said:
    """低17.4个百分点."""
    by = points(abs(gap))
    return Said("低{by}", by=by) if gap < 0 else Said("高{by}", by=by)


def in_brackets(said: Sentence | None) -> Said:
    return Said("（{aside}）", aside=said) if said else NOTHING
