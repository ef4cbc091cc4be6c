"""Rules for amounts, counts and shares: the year's pace, a path from a base, or the growth that is still required.

An amount at current price is never held against a growth at constant price. A base is published, or implied by the
plan's own figures, or it is not there and the rule says so.
"""

from __future__ import annotations

from decimal import Decimal

from guatu.core.judging import compare, pace
from guatu.core.judging.desk import Desk, average_companion, reference_growth
from guatu.core.judging.model import Judgement
from guatu.core.judging.phrases import bracketed, gap_line, needed_words, progress, threshold_line, titles, where_from
from guatu.core.judging.verdicts import (
    is_small_count,
    no_figure,
    nothing_yet,
    past_deadline,
    reached_early,
    settled,
    small_count,
)
from guatu.core.judging.wording import promised
from guatu.core.plan.model import Commitment, PeriodKind
from guatu.core.series import growth
from guatu.core.series.model import Figure, Form, Nature
from guatu.core.series.units import convert
from guatu.core.text.figures import figure_text, plain, with_unit
from guatu.core.text.units import is_percent
from guatu.core.time.periods import ReportPeriod

HUNDRED = Decimal(100)


def level(desk: Desk) -> Judgement:
    """Amounts, counts and shares: at the deadline, early, or on a path to it."""
    target = desk.target
    due = desk.at(desk.last_year, target.period.month)
    if desk.past:
        return past_deadline(desk, due) if due else no_figure(desk, f"{desk.last_year}年")
    newest = desk.newest(whole_years=False)
    if newest is None:
        return nothing_yet(desk)
    exact_year = target.period.kind is PeriodKind.IN
    complete = newest.period.whole_year or desk.indicator.nature is not Nature.FLOW
    usable = complete or not compare.wants_less(target)
    in_time = not exact_year or newest.period.year == desk.last_year
    if usable and in_time and compare.holds(newest.value, target, desk.rules):
        return reached_early(desk, newest)
    if due:
        return past_deadline(desk, due)
    if is_small_count(desk) and desk.as_of.year < desk.last_year:
        return small_count(desk, newest)
    if desk.indicator.nature is Nature.FLOW:
        if newest.period.year == desk.last_year and newest.period.first == 1:
            return year_to_date(desk, newest)
        yearly = desk.newest(whole_years=True)
        if yearly is None:
            return nothing_yet(desk)
        newest = yearly
    return path(desk, newest) or required_growth(desk, newest)


def year_to_date(desk: Desk, figure: Figure) -> Judgement:
    """当年序时进度: 完成率 of the year's target against months passed; only as far as the figures reach."""
    target = desk.target
    assert target.value is not None
    done = figure.value / target.value * HUNDRED
    due = pace.linear_pace(figure.period.last)
    less = compare.wants_less(target)
    gap = due - done if less else done - due
    status = desk.rules.by_gap(gap)
    steps = (
        *where_from(desk, figure),
        f"完成率 = {plain(figure.value)} ÷ {plain(target.value)} = {plain(done, 2)}%",
        f"序时进度 = {figure.period.last} ÷ 12 = {plain(due, 2)}%",
        gap_line(gap, due if less else done, done if less else due),
        threshold_line(desk),
    )
    reason = f"{figure.period}完成{figure_text(figure.value, target.unit)}，{progress(done, due, gap)}。"
    return settled(
        desk, status, "year-to-date", reason,
        actual=figure, done=done, pace=due, gap=gap, gap_unit="个百分点", steps=steps,
        changes_when=_next_month(desk, figure),
    )  # fmt: skip


def _next_month(desk: Desk, figure: Figure) -> str:
    month = min(12, figure.period.last + 1)
    least = (pace.linear_pace(month) + desk.rules.ok_from) / HUNDRED * desk.target.value  # type: ignore[operator]
    if compare.wants_less(desk.target):
        most = (pace.linear_pace(month) - desk.rules.ok_from) / HUNDRED * desk.target.value  # type: ignore[operator]
        return f"公布{month}月累计数后重判：不超过{with_unit(most, desk.target.unit, 2)}为正常。"
    return f"公布{month}月累计数后重判：达到{with_unit(least, desk.target.unit, 2)}以上为正常。"


def path(desk: Desk, figure: Figure) -> Judgement | None:
    """路径进度: the way from the base of the plan to the target, as far as the figure reaches. None without a base."""
    found = base_of(desk)
    target = desk.target
    if found is None or target.value is None:
        return None
    base, base_year, base_words, implied = found
    if base == target.value or (base < target.value) == compare.wants_less(target):
        return None  # the base is over the line already: there is no way to go, only a level to keep
    years = desk.last_year - base_year
    at = Decimal((figure.period.year - base_year) * 12 - (12 - figure.period.last)) / 12
    curve = curve_of(desk)
    done = pace.way_done(base, figure.value, target.value)
    due = pace.path_pace(base, target.value, at=at, years=years, curve=curve)
    gap = done - due
    status = desk.rules.by_gap(gap)
    on_path = pace.path_level(base, target.value, at=at, years=years, curve=curve)
    left = Decimal(years) - at
    needed, needed_unit = needed_to(desk, figure.value, left)
    shape = "等比" if curve is pace.Curve.GEOMETRIC else "等差"
    steps = (
        *where_from(desk, figure),
        f"基数：{base_words}",
        f"完成率 = ({plain(figure.value, 2)} − {plain(base, 2)}) ÷ ({plain(target.value)} − {plain(base, 2)})"
        f" = {plain(done, 2)}%",
        f"序时进度：按{shape}路径{figure.period}末应为{plain(on_path, 2)}{target.unit}，"
        f"({plain(on_path, 2)} − {plain(base, 2)}) ÷ ({plain(target.value)} − {plain(base, 2)}) = {plain(due, 2)}%",
        gap_line(gap, done, due),
        threshold_line(desk),
        needed_line(desk, figure.value, left, needed, needed_unit),
    )
    basis = f"（起点为方案隐含的{base_year}年基数{plain(base, 2)}{target.unit}，按价格不变）" if implied else ""
    reason = (
        f"{figure.period}{figure_text(figure.value, target.unit)}，目标{desk.last_year}年{promised(target)}，"
        f"{progress(done, due, gap)}{basis}；余下须{needed_words(needed, needed_unit)}。"
    )
    return settled(
        desk, status, "path", reason,
        actual=figure, done=done, pace=due, gap=gap, gap_unit="个百分点", needed=needed, needed_unit=needed_unit,
        steps=steps, changes_when=_next_on_path(desk, base, base_year, figure, curve),
    )  # fmt: skip


def _next_on_path(desk: Desk, base: Decimal, base_year: int, figure: Figure, curve: pace.Curve) -> str:
    year = figure.period.year + 1
    if year > desk.last_year:
        return f"{desk.last_year}年期末数公布后按到期比对。"
    target = desk.target.value
    assert target is not None
    at, years = Decimal(year - base_year), desk.last_year - base_year
    due = pace.path_pace(base, target, at=at, years=years, curve=curve)
    line = base + (target - base) * (due + desk.rules.ok_from) / HUNDRED
    side = "以下" if compare.wants_less(desk.target) else "以上"
    return f"{year}年数字公布后重判：{with_unit(line, desk.target.unit, 2)}{side}为正常。"


def base_of(desk: Desk) -> tuple[Decimal, int, str, bool] | None:
    """The level from which the target starts: (value, year, words, implied by the plan).

    Published for the year before the plan by an official source; or implied by the plan's own average-growth target
    for the same indicator, at unchanged prices; of an amended plan, by what was first issued: an amendment moves the
    target, never the base. Nothing else: a base is never guessed.
    """
    year = desk.base_year
    published = desk.figure(ReportPeriod(year), Form.VALUE)
    if published and all(row.source.rank <= desk.rules.base_rank for row in published.observations):
        words = f"{year}年{figure_text(published.value, desk.target.unit)}（{titles(published)}）"
        return published.value, year, words, False
    if desk.indicator.nature is Nature.RATIO:
        return None
    if desk.origin is not None:
        return _implied(desk, desk.origin.level, desk.origin.growth, first="原方案")
    return _implied(desk, desk.target, average_companion(desk))


def _implied(
    desk: Desk, level: Commitment, companion: Commitment | None, *, first: str = "方案"
) -> tuple[Decimal, int, str, bool] | None:
    if companion is None or companion.value is None or level.value is None:
        return None
    base, year, years = implied_start(level, companion, plan_years=desk.plan_years)
    base = convert(base, level.unit, desk.target.unit)
    words = (
        f"{first}隐含的{year}年基数（按价格不变）{plain(level.value)} ÷ (1 + {plain(companion.value)}%)^{years}"
        f" = {plain(base, 2)}{desk.target.unit}"
    )
    return base, year, words, True


def implied_start(level: Commitment, companion: Commitment, *, plan_years: tuple[int, int]) -> tuple[Decimal, int, int]:
    """Where a level and its average growth start from: (value in the level's unit, year, years between the two)."""
    assert level.value is not None
    assert companion.value is not None
    since = companion.period.since or plan_years[0]
    years = (level.period.until or plan_years[1]) - since + 1
    return growth.implied_base(level.value, companion.value, years), since - 1, years


def curve_of(desk: Desk) -> pace.Curve:
    flows = desk.indicator.nature is Nature.FLOW or desk.covers_money
    return pace.Curve.GEOMETRIC if flows else pace.Curve.LINEAR


def needed_to(desk: Desk, now: Decimal, years: Decimal) -> tuple[Decimal | None, str]:
    """What is now needed a year: a rate for money and flows, an increase for counts, points for shares."""
    target = desk.target.value
    assert target is not None
    if years <= 0:
        return None, ""
    if curve_of(desk) is pace.Curve.GEOMETRIC and now > 0 and target > 0:
        return growth.needed_growth(now, target, years), "%"
    return (target - now) / years, "个百分点" if is_percent(desk.target.unit) else desk.target.unit


def needed_line(desk: Desk, now: Decimal, left: Decimal, needed: Decimal | None, unit: str) -> str:
    if needed is None:
        return "期限已到，没有余下的年份"
    target, years = plain(desk.target.value, None), plain(left, 2 if left % 1 else 0)  # type: ignore[arg-type]
    if unit == "%":
        return f"余下{years}年须年均增长 ({target} ÷ {plain(now, 2)})^(1/{years}) − 1 = {plain(needed, 2)}%"
    return f"余下{years}年每年须增加 ({target} − {plain(now, 2)}) ÷ {years} = {plain(needed, 2)}{unit}"


def required_growth(desk: Desk, figure: Figure) -> Judgement:
    """所需增速: without a base, the growth now needed a year is held against the last growth in the same price."""
    target = desk.target
    assert target.value is not None
    left = Decimal((desk.last_year - figure.period.year) * 12 + ((target.period.month or 12) - figure.period.last)) / 12
    if left <= 0 or figure.value <= 0 or target.value <= 0:
        return no_figure(desk, f"{desk.last_year}年")
    needed = growth.needed_growth(figure.value, target.value, left)
    had, had_words = reference_growth(desk, figure)
    gap = needed - had if compare.wants_less(target) else had - needed
    status = desk.rules.by_growth_gap(gap)
    steps = (
        *where_from(desk, figure),
        f"基期未公布：{desk.base_year}年{desk.indicator.name}没有同口径的公布数，方案也没有给出隐含基数",
        needed_line(desk, figure.value, left, needed, "%"),
        f"参照：{had_words}，{plain(had, 2)}%",
        f"差距 = {plain(had, 2)} − {bracketed(needed, 2)} = {plain(gap, 2)}个百分点（每年）"
        if not compare.wants_less(target)
        else f"差距 = {plain(needed, 2)} − {bracketed(had, 2)} = {plain(gap, 2)}个百分点（每年）",
        f"门槛：差距 ≥ {plain(desk.rules.growth_ok_from)} 为正常，≥ {plain(desk.rules.growth_slow_from)} 为滞后，"
        f"以下为严重滞后（{desk.rules.named}“所需增速”）",
    )
    reference = "以保持不变为参照" if "保持不变" in had_words else f"最近增速{plain(had, 1)}%"
    margin = f"{'低' if gap < 0 else '高'}{plain(abs(gap), 1)}个百分点"
    reason = (
        f"{figure.period}{figure_text(figure.value, target.unit)}，到{desk.last_year}年{promised(target)}"
        f"须{_asked_a_year(desk, figure, left, needed)}，{reference}，{margin}；基期未公布，按“所需增速”规则判灯。"
    )
    return settled(
        desk, status, "required-growth", reason,
        actual=figure, gap=gap, gap_unit="个百分点", needed=needed, needed_unit="%", steps=steps,
        changes_when=f"公布{desk.base_year}年同口径基数后改按路径判；{figure.period.year + 1}年数字公布后重算。",
    )  # fmt: skip


def _asked_a_year(desk: Desk, figure: Figure, left: Decimal, needed: Decimal) -> str:
    """A share rises by points; the rate that its growth is held against stands beside them."""
    if not is_percent(desk.target.unit):
        return needed_words(needed, "%")
    points = (desk.target.value - figure.value) / left  # type: ignore[operator]
    return f"{needed_words(points, '个百分点')}（折合{needed_words(needed, '%')}）"
