"""Rules for what adds up over the plan: sums of flows (累计), and changes of a stock or share since its base."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from guatu.core.judging import compare, pace
from guatu.core.judging.desk import Desk
from guatu.core.judging.model import Judgement, Status, Why
from guatu.core.judging.phrases import gap_line, progress, threshold_line, titles, where_from
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
from guatu.core.judging.wording import promised
from guatu.core.plan.model import Direction, PeriodKind
from guatu.core.series.model import Figure, Form, Nature, Stage
from guatu.core.text.figures import day, figure_text, plain, with_unit
from guatu.core.text.units import is_percent
from guatu.core.time.days import months_over
from guatu.core.time.periods import ReportPeriod

HUNDRED = Decimal(100)


def cumulative(desk: Desk) -> Judgement:
    """累计进度: the sum of the flows since the first year, against the share of the period that they cover."""
    target = desk.target
    assert target.value is not None
    total_months = (desk.last_year - desk.first_year) * 12 + (target.period.month or 12)
    flows = _flows(desk)
    covered = sum(f.period.last - f.period.first + 1 for f in flows)
    done_sum = sum((f.value for f in flows), Decimal(0))
    if not flows:
        return (
            no_figure(desk, f"{desk.first_year}年以来的") if not desk.past else no_figure(desk, f"{desk.last_year}年")
        )
    actual = _summed(desk, flows, done_sum)
    less = compare.wants_less(target)
    complete = covered >= total_months
    holds = compare.holds(done_sum, target, desk.rules)
    if complete or (desk.past and holds and not less):
        return past_deadline(desk, actual)
    if desk.past:
        return no_figure(desk, f"{flows[-1].period.year + 1}年")
    if holds and not less:
        return reached_early(desk, actual)
    if is_small_count(desk) and desk.as_of.year < desk.last_year:
        return small_count(desk, actual)
    done = done_sum / target.value * HUNDRED
    due = HUNDRED * covered / total_months
    gap = due - done if less else done - due
    passed = min(total_months, max(0, (desk.as_of.year - desk.first_year) * 12 + months_over(desk.as_of)))
    today = HUNDRED * passed / total_months
    steps = (
        *(line for f in flows for line in where_from(desk, f)),
        *(
            [f"累计 = {' + '.join(plain(f.value) for f in flows)} = {plain(done_sum)}{target.unit}"]
            if len(flows) > 1
            else []
        ),
        f"完成率 = {plain(done_sum)} ÷ {plain(target.value)} = {plain(done, 2)}%",
        f"序时进度 = {covered}个月 ÷ {total_months}个月 = {plain(due, 2)}%（进度只算到数字所及的{flows[-1].period}末）",
        gap_line(gap, due if less else done, done if less else due),
        threshold_line(desk),
        f"到{day(desk.as_of)}时间已过{passed}个月，占{plain(today, 1)}%；其后的数字未公布，不据此判灯",
    )
    reason = (
        f"{desk.first_year}—{desk.last_year}年累计{promised(target)}，到{flows[-1].period}末完成"
        f"{figure_text(done_sum, target.unit)}，{progress(done, due, gap)}（进度按数字所及；"
        f"到{day(desk.as_of)}时间已过{plain(today, 1)}%）。"
    )
    left = Decimal(total_months - covered) / 12
    needed = (target.value - done_sum) / left
    year = flows[-1].period.year + 1
    least = (HUNDRED * min(total_months, covered + 12) / total_months + desk.rules.ok_from) / HUNDRED * target.value
    return settled(
        desk, desk.rules.by_gap(gap), "cumulative", reason,
        actual=actual, done=done, pace=due, gap=gap, gap_unit="个百分点", needed=needed,
        needed_unit=target.unit, steps=steps,
        changes_when=f"{year}年数字公布后重判：累计达到{with_unit(least, target.unit, 2)}以上为正常。",
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


def _summed(desk: Desk, flows: list[Figure], total: Decimal) -> Figure:
    words = f"{' + '.join(plain(f.value) for f in flows)} = {plain(total)}{desk.target.unit}" if len(flows) > 1 else ""
    return replace(
        flows[-1],
        value=total,
        observations=tuple(row for f in flows for row in f.observations),
        formula=words or flows[-1].formula,
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
        return no_figure(desk, f"{desk.last_year}年") if desk.past else nothing_yet(desk)
    unit = "个百分点" if is_percent(target.unit) else target.unit
    if base is None:
        reason = (
            f"缺{desk.base_year}年{desk.indicator.name}，算不出增减；{now.period}为{figure_text(now.value, now.unit)}。"
        )
        return unknown(
            desk, Why.PART_MISSING, reason, actual=now, steps=where_from(desk, now),
            changes_when=f"补齐{desk.base_year}年基数后。",
        )  # fmt: skip
    falls = target.direction is Direction.DOWN
    change = base.value - now.value if falls else now.value - base.value
    months = (now.period.year - desk.base_year) * 12 - (12 - now.period.last)
    done, due = change / whole * HUNDRED, pace.period_pace(months, years=years)
    gap = done - due
    word = "减少" if falls else "增加"
    left_side, right_side = (base, now) if falls else (now, base)
    steps = [
        *where_from(desk, now),
        f"基数：{desk.base_year}年{figure_text(base.value, base.unit)}（{titles(base)}）",
        f"{word} = {plain(left_side.value)} − {plain(right_side.value)} = {plain(change)}{unit}",
        f"应{word} = {plain(whole)}{unit}（{desk.base_year + 1}—{desk.last_year}年）",
        f"完成率 = {plain(change)} ÷ {plain(whole)} = {plain(done, 2)}%",
        f"序时进度 = {months} ÷ {years * 12} = {plain(due, 2)}%",
        gap_line(gap, done, due),
    ]
    words = f"到{now.period}末比{desk.base_year}年{word}{plain(change)}{unit}，应{word}{plain(whole)}{unit}"
    facts: dict[str, object] = {"actual": now, "done": done, "pace": due, "gap": gap, "gap_unit": "个百分点"}
    kept = compare.holds(change, replace(target, value=whole), desk.rules)
    if desk.past:
        facts |= {"gap": change - whole, "gap_unit": unit}
        status = Status.MET if kept else Status.MISSED
        return settled(desk, status, "past-deadline", f"{words}。", steps=tuple(steps), **facts)
    if kept:
        return settled(desk, Status.REACHED, "reached-early", f"{words}，期末仍须保持。", steps=tuple(steps), **facts)
    left = Decimal(years * 12 - months) / 12
    return settled(
        desk, desk.rules.by_gap(gap), "change-since-base", f"{words}，{progress(done, due, gap)}。",
        needed=(whole - change) / left if left else None, needed_unit=unit,
        steps=(*steps, threshold_line(desk)), changes_when=f"{now.period.year + 1}年数字公布后重判。", **facts,
    )  # fmt: skip
