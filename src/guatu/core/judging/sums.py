"""Rules for what adds up over the plan: sums of flows (累计), and changes of a stock or share since its base."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from guatu.core.judging import keeping, pace
from guatu.core.judging.desk import Desk, Season
from guatu.core.judging.model import Judgement, Status, Why
from guatu.core.judging.phrases import gap_line, progress, season_line, threshold_line, titles, where_from
from guatu.core.judging.promise_words import promise
from guatu.core.judging.verdicts import (
    is_small_count,
    no_figure,
    nothing_yet,
    past_deadline,
    reached_early,
    settled,
    small_count,
    unknown,
)
from guatu.core.plan.model import Direction, PeriodKind
from guatu.core.series.model import Figure, Form, Nature, Stage
from guatu.core.series.printed import as_printed
from guatu.core.text.figures import POINTS, amount, bare
from guatu.core.text.said import Said, listed
from guatu.core.text.units import is_percent
from guatu.core.time.days import MONTHS, months_over
from guatu.core.time.periods import ReportPeriod

HUNDRED = Decimal(100)
HALF_YEAR = 6  # months from which an even pace is taken at its word
ORDER = (Status.BAD, Status.SLOW, Status.OK)  # of lights by gap, the better ones later


def cumulative(desk: Desk) -> Judgement:
    """累计进度: the sum of the flows since the first year, against the share of the period that they cover."""
    target = desk.target
    assert target.value is not None
    total_months = (desk.last_year - desk.first_year) * 12 + (target.period.month or 12)
    flows, begun = _counted(desk, _flows(desk), total_months)
    covered = sum(f.period.last - f.period.first + 1 for f in flows)
    done_sum = sum((f.value for f in flows), Decimal(0))
    if not flows:
        return no_figure(desk, desk.last_year) if desk.past else no_figure(desk, desk.first_year, since=True)
    actual = _summed(desk, flows, done_sum)
    less = keeping.wants_less(target)
    complete = covered >= total_months
    holds = keeping.holds(done_sum, target, desk.rules)
    if complete or (desk.past and holds and not less):
        return past_deadline(desk, actual)
    if desk.past:
        return no_figure(desk, flows[-1].period.year + 1)
    if holds and not less:
        return reached_early(desk, actual)
    if is_small_count(desk) and desk.as_of.year < desk.last_year:
        return small_count(desk, actual)
    done = done_sum / target.value * HUNDRED
    season = desk.usual_share(flows[-1].period) if _partial(flows) else None
    due = _due(flows, total_months, season)
    gap = due - done if less else done - due
    passed = min(total_months, max(0, (desk.as_of.year - desk.first_year) * 12 + months_over(desk.as_of)))
    today = HUNDRED * passed / total_months
    steps = (
        *(line for f in flows for line in where_from(desk, f)),
        *([Said("累计 = {sum}", sum=_sum_line(desk, flows, done_sum))] if len(flows) > 1 else []),
        Said(
            "完成率 = {now} ÷ {target} = {done}",
            now=bare(done_sum, target.unit), target=bare(target.value, target.unit), done=amount(done, "%", 2),
        ),
        Said(
            "序时进度 = {covered}个月 ÷ {months}个月 = {due}（进度只算到数字所及的{period}末）",
            covered=covered, months=total_months, due=amount(due, "%", 2), period=flows[-1].period.at_end,
        )
        if season is None
        else Said(
            "序时进度 = ({covered}个月 + 12个月 × {share}) ÷ {months}个月 = {due}（进度只算到数字所及的{period}末）",
            covered=covered - flows[-1].period.last, share=amount(season.share, "%", 2), months=total_months,
            due=amount(due, "%", 2), period=flows[-1].period.at_end,
        ),
        *([season_line(season, flows[-1].period, target.unit)] if season else []),
        gap_line(gap, due if less else done, done if less else due),
        threshold_line(desk),
        Said(
            "到{as_of}时间已过{months}个月，占{share}；其后的数字未公布，不据此判灯",
            as_of=desk.as_of, months=passed, share=amount(today, "%", 1),
        ),
        *([_begun_line(begun)] if begun else []),
    )  # fmt: skip
    reason = Said(
        "{since}—{until}年累计{promise}，到{period}末完成{figure}，{progress}"
        "（进度按数字所及；到{as_of}时间已过{share}）。",
        since=desk.first_year, until=desk.last_year, promise=promise(target), period=flows[-1].period.at_end,
        figure=as_printed(actual), progress=progress(done, due, gap), as_of=desk.as_of, share=amount(today, "%", 1),
    )  # fmt: skip
    left = Decimal(total_months - covered) / 12
    needed = (target.value - done_sum) / left
    year = flows[-1].period.year + 1
    least = (HUNDRED * min(total_months, covered + 12) / total_months + desk.rules.ok_from) / HUNDRED * target.value
    return settled(
        desk, desk.rules.by_gap(gap), "cumulative", reason,
        actual=actual, done=done, pace=due, gap=gap, gap_unit=POINTS, needed=needed,
        needed_unit=target.unit, steps=steps,
        changes_when=Said(
            "{year}年数字公布后重判：累计达到{line}以上为正常。", year=year, line=amount(least, target.unit, 2)
        ),
    )  # fmt: skip


def _counted(desk: Desk, flows: list[Figure], months: int) -> tuple[list[Figure], Figure | None]:
    """The flows that the light rests on, and the months of a year that has only begun, where they are left out.

    Spread evenly over the year, a winter's months look late. Without three years that say how the year usually goes
    they take nothing back from the years that are over; half a year does.
    """
    early = _partial(flows) and flows[-1].period.last < HALF_YEAR
    if not (early and len(flows) > 1) or desk.past or desk.usual_share(flows[-1].period):
        return flows, None
    total = sum((f.value for f in flows), Decimal(0))
    if keeping.holds(total, desk.target, desk.rules):
        return flows, None
    with_it, without = (_light(desk, part, months) for part in (flows, flows[:-1]))
    return (flows[:-1], flows[-1]) if ORDER.index(without) > ORDER.index(with_it) else (flows, None)


def _light(desk: Desk, flows: list[Figure], months: int) -> Status:
    assert desk.target.value is not None
    done = sum((f.value for f in flows), Decimal(0)) / desk.target.value * HUNDRED
    due = _due(flows, months, None)
    return desk.rules.by_gap(due - done if keeping.wants_less(desk.target) else done - due)


def _due(flows: list[Figure], months: int, season: Season | None) -> Decimal:
    """序时进度 as far as the figures reach, in percent of all the months."""
    covered = Decimal(sum(f.period.last - f.period.first + 1 for f in flows))
    if season:
        covered += MONTHS * season.share / HUNDRED - flows[-1].period.last
    return HUNDRED * covered / months


def _partial(flows: list[Figure]) -> bool:
    return bool(flows) and not flows[-1].period.whole_year


def _begun_line(begun: Figure) -> Said:
    return Said(
        "{period}{figure}已公布；往年同期没有三年的数，按月平均会把淡季算成落后，不据此降灯",
        period=begun.period, figure=as_printed(begun),
    )  # fmt: skip


def average_flow(desk: Desk) -> Judgement:
    """年均新增N: gross flows of all years together against N a year."""
    years = desk.last_year - desk.first_year + 1
    assert desk.target.value is not None
    whole = replace(desk.target, value=desk.target.value * years, cumulative=True)
    return cumulative(replace(desk, target=whole))


def _flows(desk: Desk) -> list[Figure]:
    """Whole years one after another from the first, then the newest year-to-date figure of the year after them."""
    found: list[Figure] = []
    for year in range(desk.first_year, desk.last_year + 1):
        figure = desk.figure(ReportPeriod(year), Form.VALUE)
        if figure is None:
            parts = [
                f
                for f in desk.figures(whole_years=False, form=Form.VALUE)
                if f.period.year == year and f.period.first == 1
            ]
            return found + parts[:1]
        found.append(figure)
    return found


def _sum_line(desk: Desk, flows: list[Figure], total: Decimal) -> Said:
    """15.62 + 18.40 = 34.02亿元."""
    unit = desk.target.unit
    parts = listed((bare(f.value, unit) for f in flows), " + ")
    return Said("{parts} = {total}", parts=parts, total=amount(total, unit))


def _summed(desk: Desk, flows: list[Figure], total: Decimal) -> Figure:
    return replace(
        flows[-1],
        value=total,
        observations=tuple(row for f in flows for row in f.observations),
        formula=_sum_line(desk, flows, total) if len(flows) > 1 else flows[-1].formula,
        stage=max((f.stage for f in flows), key=list(Stage).index),
        known_on=max(f.known_on for f in flows),
    )


def change_since_base(desk: Desk) -> Judgement:
    """比基期增减: the change of a stock, share or amount since the base, against the share of the years passed.

    年均增加10家 is ten a year net of exits; 下降2个百分点, 减少5万吨 is the whole fall by the deadline.
    """
    target = desk.target
    assert target.value is not None
    base = desk.figure(ReportPeriod(desk.base_year), Form.VALUE)
    years = desk.last_year - desk.base_year
    whole = target.value * years if target.period.kind is PeriodKind.AVERAGE else target.value
    now = desk.newest(whole_years=desk.indicator.nature is Nature.FLOW)
    if now is None or (desk.past and now.period.year < desk.last_year):
        return no_figure(desk, desk.last_year) if desk.past else nothing_yet(desk)
    unit = POINTS if is_percent(target.unit) else target.unit
    if base is None:
        reason = Said(
            "缺{year}年{name}，算不出增减；{period}为{figure}。",
            year=desk.base_year, name=desk.indicator.name, period=now.period, figure=as_printed(now),
        )  # fmt: skip
        return unknown(
            desk, Why.PART_MISSING, reason, actual=now, steps=where_from(desk, now),
            changes_when=Said("补齐{year}年基数后。", year=desk.base_year),
        )  # fmt: skip
    falls = target.direction is Direction.DOWN
    change = base.value - now.value if falls else now.value - base.value
    months = (now.period.year - desk.base_year) * 12 - (12 - now.period.last)
    done, due = change / whole * HUNDRED, pace.period_pace(months, years=years)
    gap = done - due
    left_side, right_side = (base.value, now.value) if falls else (now.value, base.value)
    moved = {"left": bare(left_side, now.unit), "right": bare(right_side, now.unit)}
    moved |= {"change": amount(change, unit)}
    due_by = {"whole": amount(whole, unit), "since": desk.base_year + 1, "until": desk.last_year}
    steps = [
        *where_from(desk, now),
        Said("基数：{year}年{figure}（{titles}）", year=desk.base_year, figure=as_printed(base), titles=titles(base)),
        Said("减少 = {left} − {right} = {change}", **moved) if falls
        else Said("增加 = {left} − {right} = {change}", **moved),
        Said("应减少 = {whole}（{since}—{until}年）", **due_by) if falls
        else Said("应增加 = {whole}（{since}—{until}年）", **due_by),
        Said(
            "完成率 = {now} ÷ {target} = {done}",
            now=bare(change, unit), target=bare(whole, unit), done=amount(done, "%", 2),
        ),
        Said("序时进度 = {months} ÷ {whole} = {due}", months=months, whole=years * 12, due=amount(due, "%", 2)),
        gap_line(gap, done, due),
    ]  # fmt: skip
    so_far = {
        "period": now.period.at_end,
        "year": desk.base_year,
        "change": amount(change, unit),
        "whole": amount(whole, unit),
    }
    words = (
        Said("到{period}末比{year}年减少{change}，应减少{whole}", **so_far)
        if falls
        else Said("到{period}末比{year}年增加{change}，应增加{whole}", **so_far)
    )
    facts: dict[str, object] = {"actual": now, "done": done, "pace": due, "gap": gap, "gap_unit": POINTS}
    kept = keeping.holds(change, replace(target, value=whole), desk.rules)
    if desk.past:
        facts |= {"gap": change - whole, "gap_unit": unit}
        status = Status.MET if kept else Status.MISSED
        return settled(desk, status, "past-deadline", Said("{so_far}。", so_far=words), steps=tuple(steps), **facts)
    if kept:
        still = Said("{so_far}，期末仍须保持。", so_far=words)
        return settled(desk, Status.REACHED, "reached-early", still, steps=tuple(steps), **facts)
    left = Decimal(years * 12 - months) / 12
    reason = Said("{so_far}，{progress}。", so_far=words, progress=progress(done, due, gap))
    return settled(
        desk, desk.rules.by_gap(gap), "change-since-base", reason,
        needed=(whole - change) / left if left else None, needed_unit=unit,
        steps=(*steps, threshold_line(desk)),
        changes_when=Said("{year}年数字公布后重判。", year=now.period.year + 1), **facts,
    )  # fmt: skip
