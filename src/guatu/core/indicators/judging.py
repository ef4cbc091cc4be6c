"""The rules of judgement, one function each. `status.judge` chooses among them by the shape of the target.

Every rule answers with the arithmetic it did, the numbers put in (`steps`), so that a statistician can recompute the
light by hand, and with what would change it. A level and a constant-price growth never meet in one expression.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from guatu.core.indicators import compare, growth, pace
from guatu.core.indicators.desk import Desk, average_companion, reference_growth
from guatu.core.indicators.model import Figure, Form, Judgement, Nature, ReportPeriod, Stage, Status, Why
from guatu.core.indicators.units import is_percent, read_unit
from guatu.core.indicators.wording import day, figure_text, plain, points, promised, with_unit
from guatu.core.plan.model import Comparator, Direction, Measure, PeriodKind

HUNDRED = Decimal(100)
# Base units in which single things are counted: a small number of them has no pace.
THINGS = {"家", "个", "户", "所", "项", "款", "座", "处", "次", "场", "条", "名", "支", "批", "件", "套", "张"}
WHY_WORDS = {
    Why.NOT_PUBLISHED: "未见公布",
    Why.DEFINITION_OPEN: "口径待定",
    Why.DEFINITION_DIFFERS: "口径不同",
    Why.PART_MISSING: "缺分子（分母、对照数）",
    Why.NO_DEADLINE: "未定期限",
    Why.MERGED_PERIOD: "合并报告期",
    Why.NOT_DUE: "未到节点",
    Why.NOT_LINKED: "未对应指标",
}


# ---- answers


def settled(desk: Desk, status: Status, rule: str, reason: str, **facts: object) -> Judgement:
    desk.rules.rule(rule)  # a light without a rule must not be possible
    return Judgement(
        target=desk.target.id,
        as_of=desk.as_of,
        status=status,
        reason=reason,
        rule=rule,
        rule_version=desk.rules.version,
        **facts,  # type: ignore[arg-type]
    )


def unknown(desk: Desk, why: Why, reason: str, *, rule: str = "no-figure", **facts: object) -> Judgement:
    return settled(desk, Status.UNKNOWN, rule, reason, why=why, **facts)


def no_figure(desk: Desk, when: str, *, form: Form | None = None) -> Judgement:
    """Why there is no figure for `when` (2025年, 2025年以来): a part missing, another definition, or not published."""
    indicator, form = desk.indicator, form or desk.form
    upto = f"到{day(desk.as_of)}"
    if indicator.formula and form is Form.VALUE:
        return _part_missing(desk, when, upto)
    for name, why in indicator.not_same_as:
        twin = next((i for i in desk.indicators.values() if name in (i.name, *i.aliases)), None)
        if twin and desk.rows(twin.code):
            reason = f"{upto}未见公布{when}{indicator.name}；已公布的“{twin.name}”是另一口径，不能代替：{why}。"
            return unknown(desk, Why.DEFINITION_DIFFERS, reason, changes_when=f"公布{indicator.name}本身的数字后。")
    what = "增速" if form is Form.GROWTH else ""
    reason = f"{upto}未见公布{when}{indicator.name}{what}。"
    return unknown(desk, Why.NOT_PUBLISHED, reason, changes_when=f"公布或报送{when}{indicator.name}{what}后。")


def _part_missing(desk: Desk, when: str, upto: str) -> Judgement:
    formula = desk.indicator.formula
    assert formula is not None
    lacking, at_hand, steps = [], [], []
    for code, place in ((formula.numerator, "分子"), (formula.denominator, "分母")):
        name = desk.indicators[code].name
        rows = [r for r in desk.rows(code) if r.value is not None and r.period.year >= desk.first_year]
        if rows:
            row = max(rows, key=lambda r: (r.period.ends, -r.source.rank))
            at_hand.append(f"{place}{name}已有（{row.period}{plain(row.value)}{row.unit}）")  # type: ignore[arg-type]
            steps.append(f"{place}：{name} {row.period} {plain(row.value)}{row.unit}（{row.source.title}）")  # type: ignore[arg-type]
        else:
            lacking.append(f"{place}“{name}”")
            steps.append(f"{place}：{name} 未见公布")
    if not lacking:
        lacking = [f"{when}同一报告期的两个部分"]
    reason = f"{upto}缺{'和'.join(lacking)}，算不出{desk.indicator.name}" + "".join(f"；{x}" for x in at_hand) + "。"
    changes = f"补齐{'、'.join(lacking)}后。"
    return unknown(desk, Why.PART_MISSING, reason, steps=tuple(steps), changes_when=changes)


# ---- past the deadline, or over the line already


def past_deadline(desk: Desk, figure: Figure) -> Judgement:
    """到期比对: the figure of the deadline's year is known, and the word of the plan decides."""
    target, rules = desk.target, desk.rules
    value = observed(desk, figure)
    kept = compare.holds(value, target, rules)
    over = compare.ahead(value, target)
    unit = "个百分点" if in_points(desk) else target.unit
    done = value / target.value * HUNDRED if target.value and not in_points(desk) else None  # type: ignore[operator]
    said = figure_text(value, "%" if desk.form is Form.GROWTH else target.unit)
    what = "未完成" if not kept else "已完成"
    margin = "正好达到" if not over else f"{'超出' if over > 0 else '差'}{plain(abs(over), _places(over, unit))}{unit}"
    reason = f"{figure.period}{what}：{subject(desk)}{said}，目标{promised(target)}，{margin}。"
    sign = "符合" if kept else "不符合"
    steps = [*where_from(desk, figure), f"{said} 与目标 {promised(target)} 比：{over_text(over, unit)}，{sign}"]
    if target.comparator is Comparator.RANGE:
        steps.append("区间目标：达到下限即为完成")
    if target.comparator is Comparator.ABOUT:
        steps.append(f"“左右”允许{plain(compare.tolerance(target, rules))}{unit}（{rules.named}）")
    return settled(
        desk, Status.MET if kept else Status.MISSED, "past-deadline", reason,
        actual=figure, done=done, gap=over, gap_unit=unit, steps=tuple(steps),
        changes_when="公布的数字修订时重新比对；旧灯保留在历史里。",
    )  # fmt: skip


def reached_early(desk: Desk, figure: Figure) -> Judgement:
    """提前达到: over the line before the deadline; it must still hold at the deadline."""
    target = desk.target
    over = compare.ahead(observed(desk, figure), target)
    unit = "个百分点" if in_points(desk) else target.unit
    said = figure_text(observed(desk, figure), target.unit)
    until = f"{desk.last_year}年" if target.period.until else ""
    still = f"，到{until}期末仍须保持" if until and desk.indicator.nature is not Nature.FLOW else ""
    still = still or (f"，{until}的数字仍须达到" if until and not target.cumulative else "")
    reason = f"{figure.period}{subject(desk)}{said}，已达到{until}目标{promised(target)}{still}。"
    return settled(
        desk, Status.REACHED, "reached-early", reason,
        actual=figure, gap=over, gap_unit=unit,
        done=None if in_points(desk) or not target.value else observed(desk, figure) / target.value * HUNDRED,
        steps=(*where_from(desk, figure), f"{said} 与目标 {promised(target)} 比：{over_text(over, unit)}"),
        changes_when=f"{until or '以后'}的数字公布后：仍达到为已完成，回落则重新判定。",
    )  # fmt: skip


# ---- amounts and shares


def level(desk: Desk) -> Judgement:
    """Amounts, counts and shares: at the deadline, early, or on a path to it."""
    target = desk.target
    due = desk.at(desk.last_year, target.period.month)
    if desk.past:
        return past_deadline(desk, due) if due else no_figure(desk, f"{desk.last_year}年")
    newest = desk.newest(whole_years=False)
    if newest is None:
        return _nothing_yet(desk)
    exact_year = target.period.kind is PeriodKind.IN
    complete = newest.period.whole_year or desk.indicator.nature is not Nature.FLOW
    usable = complete or not compare.wants_less(target)
    if usable and compare.holds(newest.value, target, desk.rules):
        if not exact_year or newest.period.year == desk.last_year:
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
            return _nothing_yet(desk)
        newest = yearly
    return path(desk, newest) or required_growth(desk, newest)


def _nothing_yet(desk: Desk) -> Judgement:
    if desk.first_year > desk.as_of.year or (
        desk.target.period.kind is PeriodKind.IN and desk.last_year > desk.as_of.year
    ):
        return not_due(desk, max(desk.first_year, desk.last_year))
    return no_figure(desk, f"{desk.first_year}年以来的" if desk.first_year < desk.last_year else f"{desk.first_year}年")


def not_due(desk: Desk, year: int) -> Judgement:
    reason = f"{year}年还没有结束，未到节点，不缺数字。"
    return unknown(desk, Why.NOT_DUE, reason, changes_when=f"{year}年的数字公布后。")


def is_small_count(desk: Desk) -> bool:
    target = desk.target
    return bool(
        target.value is not None
        and target.value <= desk.rules.small_count
        and read_unit(target.unit).base in THINGS
        and read_unit(target.unit).scale == 1
    )


def small_count(desk: Desk, figure: Figure) -> Judgement:
    """小数目: one to three things to do have no pace; before the last year only dated nodes are judged."""
    said = figure_text(figure.value, desk.target.unit)
    reason = f"{figure.period}{said}，目标{promised(desk.target)}；数目不超过{desk.rules.small_count}，最后一年以前不按差距判灯。"
    return unknown(
        desk, Why.NOT_DUE, reason, rule="small-count", actual=figure, steps=where_from(desk, figure),
        changes_when=f"进入{desk.last_year}年后，或数字达到目标时。",
    )  # fmt: skip


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


# ---- a path from a base


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
    basis = f"（以{base_words}为起点）" if implied else ""
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
    for the same indicator, at unchanged prices. Nothing else: a base is never guessed.
    """
    year = desk.base_year
    published = desk.figure(ReportPeriod(year), Form.VALUE)
    if published and all(row.source.rank <= desk.rules.base_rank for row in published.observations):
        words = f"{year}年{figure_text(published.value, desk.target.unit)}（{titles(published)}）"
        return published.value, year, words, False
    companion = average_companion(desk)
    target = desk.target.value
    if companion is None or companion.value is None or target is None or desk.indicator.nature is Nature.RATIO:
        return None
    since = companion.period.since or desk.plan_years[0]
    years = desk.last_year - since + 1
    base = growth.implied_base(target, companion.value, years)
    words = (
        f"方案隐含的{since - 1}年基数（按价格不变）{plain(target)} ÷ (1 + {plain(companion.value)}%)^{years}"
        f" = {plain(base, 2)}{desk.target.unit}"
    )
    return base, since - 1, words, True


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


def needed_words(needed: Decimal | None, unit: str) -> str:
    if needed is None:
        return "按期末数比对"
    if unit == "%":
        return f"年均增长{plain(needed, 1)}%" if needed >= 0 else f"年均下降{plain(-needed, 1)}%"
    return f"每年{'增加' if needed >= 0 else '减少'}{plain(abs(needed), 1)}{unit}"


# ---- no base


def required_growth(desk: Desk, figure: Figure) -> Judgement:
    """所需增速: no base was published, so what is now needed a year is held against the last growth in the same price."""
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
        f"差距 = {plain(had, 2)} − {_signed(needed, 2)} = {plain(gap, 2)}个百分点（每年）"
        if not compare.wants_less(target)
        else f"差距 = {plain(needed, 2)} − {_signed(had, 2)} = {plain(gap, 2)}个百分点（每年）",
        f"门槛：差距 ≥ {plain(desk.rules.growth_ok_from)} 为正常，≥ {plain(desk.rules.growth_slow_from)} 为滞后，"
        f"以下为严重滞后（{desk.rules.named}“所需增速”）",
    )
    reference = "保持不变" if "保持不变" in had_words else f"最近增速{plain(had, 1)}%"
    margin = f"{'低' if gap < 0 else '高'}{plain(abs(gap), 1)}个百分点"
    reason = (
        f"{figure.period}{figure_text(figure.value, target.unit)}，到{desk.last_year}年{promised(target)}"
        f"须{needed_words(needed, '%')}，{reference}，{margin}；基期未公布，按“所需增速”规则判灯。"
    )
    return settled(
        desk, status, "required-growth", reason,
        actual=figure, gap=gap, gap_unit="个百分点", needed=needed, needed_unit="%", steps=steps,
        changes_when=f"公布{desk.base_year}年同口径基数后改按路径判；{figure.period.year + 1}年数字公布后重算所需增速。",
    )  # fmt: skip


# ---- sums over the period


def cumulative(desk: Desk) -> Judgement:
    """累计进度: the sum of the flows since the first year, against the share of the period that they cover."""
    target = desk.target
    assert target.value is not None
    total_months = (desk.last_year - desk.first_year) * 12 + (target.period.month or 12)
    flows = _flows(desk)
    covered = sum(f.period.last - f.period.first + 1 for f in flows)
    done_sum = sum((f.value for f in flows), Decimal(0))
    if not flows:
        return no_figure(desk, f"{desk.first_year}年以来的") if not desk.past else no_figure(desk, f"{desk.last_year}年")
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
    passed = min(total_months, max(0, (desk.as_of.year - desk.first_year) * 12 + desk.as_of.month - 1))
    today = HUNDRED * passed / total_months
    steps = (
        *(line for f in flows for line in where_from(desk, f)),
        f"累计 = {' + '.join(plain(f.value) for f in flows)} = {plain(done_sum)}{target.unit}",
        f"完成率 = {plain(done_sum)} ÷ {plain(target.value)} = {plain(done, 2)}%",
        f"序时进度 = {covered}个月 ÷ {total_months}个月 = {plain(due, 2)}%（数字到{flows[-1].period}末，进度只算到这里）",
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
        needed_unit=f"{target.unit}/年", steps=steps,
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


def stock_increase(desk: Desk) -> Judgement:
    """年均增加: the rise of a stock since the base against the share of the years passed."""
    target = desk.target
    assert target.value is not None
    base = desk.figure(ReportPeriod(desk.base_year), Form.VALUE)
    years = desk.last_year - desk.base_year
    whole = target.value * years if target.period.kind is PeriodKind.AVERAGE else target.value
    now = desk.newest(whole_years=False)
    if now is None:
        return _nothing_yet(desk) if not desk.past else no_figure(desk, f"{desk.last_year}年")
    if base is None:
        reason = f"缺{desk.base_year}年{desk.indicator.name}，算不出增加了多少；{now.period}{figure_text(now.value, target.unit)}。"
        return unknown(desk, Why.PART_MISSING, reason, changes_when=f"补齐{desk.base_year}年基数后。")
    rise = now.value - base.value
    rise = -rise if target.direction is Direction.DOWN else rise
    months = (now.period.year - desk.base_year) * 12 - (12 - now.period.last)
    done, due = rise / whole * HUNDRED, pace.period_pace(months, years=years)
    gap = done - due
    steps = [
        *where_from(desk, now),
        f"基数：{desk.base_year}年{plain(base.value)}{target.unit}（{titles(base)}）",
        f"增加 = {plain(now.value)} − {plain(base.value)} = {plain(rise)}{target.unit}",
        f"应增加 = {plain(whole)}{target.unit}（{years}年）",
        f"完成率 = {plain(rise)} ÷ {plain(whole)} = {plain(done, 2)}%",
        f"序时进度 = {months} ÷ {years * 12} = {plain(due, 2)}%",
        gap_line(gap, done, due),
    ]
    facts = dict(actual=now, done=done, pace=due, gap=gap, gap_unit="个百分点")
    if desk.past and now.period.year < desk.last_year:
        return no_figure(desk, f"{desk.last_year}年")
    words = f"到{now.period}末比{desk.base_year}年增加{figure_text(rise, target.unit)}，应增加{plain(whole)}{target.unit}"
    if desk.past:
        status = Status.MET if rise >= whole else Status.MISSED
        facts |= dict(gap=rise - whole, gap_unit=target.unit)
        return settled(desk, status, "past-deadline", f"{words}。", steps=tuple(steps), **facts)
    if rise >= whole:
        return settled(desk, Status.REACHED, "reached-early", f"{words}，期末仍须保持。", steps=tuple(steps), **facts)
    left = Decimal(years * 12 - months) / 12
    return settled(
        desk, desk.rules.by_gap(gap), "stock-increase", f"{words}，{progress(done, due, gap)}。",
        needed=(whole - rise) / left if left else None, needed_unit=f"{target.unit}/年",
        steps=(*steps, threshold_line(desk)), changes_when=f"{now.period.year + 1}年数字公布后重判。", **facts,
    )  # fmt: skip


# ---- growth


def average_growth(desk: Desk) -> Judgement:
    """年均增长: the product of the yearly growths against what the promised rate would have brought by then."""
    target = desk.target
    assert target.value is not None
    first = desk.target.period.since or desk.plan_years[0]
    n = desk.last_year - first + 1
    found = desk.growths(since=first, until=desk.last_year)
    if not found:
        return no_figure(desk, f"{first}年") if desk.as_of.year >= first else not_due(desk, first)
    rate = -target.value if target.direction is Direction.DOWN else target.value
    rates = [f.value for f in found]
    k, product = len(rates), growth.compound(rates)
    average = growth.average_growth(rates)
    actual = _averaged(found, average)
    product_line = " × ".join(f"(1 + {plain(r)}%)" if r >= 0 else f"(1 − {plain(-r)}%)" for r in rates)
    origin = [line for f in found for line in where_from(desk, f)]
    if k == n:
        result = past_deadline(desk, actual)
        line = f"{n}年年均 = ({product_line})^(1/{n}) − 1 = {plain(average, 2)}%"
        return replace(result, steps=(*origin, line, *result.steps[-1:]))
    if desk.past:
        return no_figure(desk, f"{first + k}年")
    if rate == 0:
        return _against_zero(desk, actual, origin)
    done = pace.growth_done(product, rate, years=n)
    due = pace.growth_pace(rate, at=k, years=n)
    gap = done - due
    if compare.wants_less(target):
        gap = -gap
    needed = growth.needed_average(rate, n, rates)
    r = f"1 + {plain(rate)}%" if rate >= 0 else f"1 − {plain(-rate)}%"
    steps = (
        *origin,
        f"完成率 = ({product_line} − 1) ÷ (({r})^{n} − 1) = {plain(done, 2)}%",
        f"序时进度 = (({r})^{k} − 1) ÷ (({r})^{n} − 1) = {plain(due, 2)}%（数字到{found[-1].period}）",
        gap_line(gap, done, due),
        threshold_line(desk),
        f"余下{n - k}年须年均 (({r})^{n} ÷ ({product_line}))^(1/{n - k}) − 1 = {plain(needed, 2)}%",
    )
    reason = (
        f"{_years(first, k)}年均{_growth_word(average)}，目标{first}—{desk.last_year}年年均{promised(target)}，"
        f"{progress(done, due, gap)}；余下{n - k}年须{needed_words(needed, '%')}。"
    )
    return settled(
        desk, desk.rules.by_gap(gap), "average-growth", reason,
        actual=actual, done=done, pace=due, gap=gap, gap_unit="个百分点", needed=needed, needed_unit="%", steps=steps,
        changes_when=_next_growth(desk, first, n, rate, rates),
    )  # fmt: skip


def _next_growth(desk: Desk, first: int, n: int, rate: Decimal, rates: list[Decimal]) -> str:
    """The growth of the next year from which the light would be normal."""
    k = len(rates) + 1
    whole = (1 + rate / HUNDRED) ** n - 1
    share = pace.growth_pace(rate, at=k, years=n) + desk.rules.ok_from
    least = ((1 + whole * share / HUNDRED) / growth.compound(rates) - 1) * HUNDRED
    if k == n:
        return f"{first + k - 1}年增速公布后按到期比对。"
    side = "以下" if rate < 0 or compare.wants_less(desk.target) else "以上"
    return f"{first + k - 1}年增速公布后重判：{plain(least, 1)}%{side}为正常。"


def _against_zero(desk: Desk, actual: Figure, origin: list[str]) -> Judgement:
    """An average of 0 (不下降): nothing to share out, so the average itself is compared, in points."""
    gap = compare.ahead(compare.size(actual.value, desk.target), desk.target)
    steps = (*origin, f"差距 = {plain(actual.value, 2)} − 0 = {plain(gap, 2)}个百分点")
    reason = f"{actual.period}年均{_growth_word(actual.value)}，目标年均{promised(desk.target)}，差{points(gap)}。"
    return settled(
        desk, desk.rules.by_growth_gap(gap), "average-growth", reason,
        actual=actual, gap=gap, gap_unit="个百分点", steps=steps, changes_when="下一年增速公布后重判。",
    )  # fmt: skip


def _averaged(found: list[Figure], average: Decimal) -> Figure:
    if len(found) == 1:
        return found[0]
    return replace(
        found[-1],
        value=average,
        observations=tuple(row for f in found for row in f.observations),
        formula=f"{len(found)}年几何平均",
        known_on=max(f.known_on for f in found),
    )


def year_growth(desk: Desk) -> Judgement:
    """当年增速: growth of one year. Before the year is over its year-to-date growth is compared directly."""
    target, year = desk.target, desk.last_year
    due = desk.at(year, target.period.month)
    if due:
        return past_deadline(desk, due)
    if desk.past:
        return no_figure(desk, f"{year}年")
    running = [
        f for f in desk.figures(whole_years=False) if f.period.year == year and not f.period.whole_year
    ]
    if not running:
        return not_due(desk, year) if year > desk.as_of.year else no_figure(desk, f"{year}年")
    figure = running[0]
    gap = compare.ahead(observed(desk, figure), target)
    status = Status.OK if compare.holds(observed(desk, figure), target, desk.rules) else desk.rules.by_growth_gap(gap)
    steps = (
        *where_from(desk, figure),
        f"差距 = {plain(observed(desk, figure), 2)} − {plain(target.value)} = {plain(gap, 2)}个百分点",  # type: ignore[arg-type]
        "增速目标不按月分摊，累计增速直接与目标比",
    )
    reason = f"{figure.period}{_growth_word(figure.value)}，全年目标{promised(target)}，差距{points(gap)}。"
    return settled(
        desk, status, "growth-to-date", reason,
        actual=figure, gap=gap, gap_unit="个百分点", steps=steps, changes_when="公布下一期累计增速后重判。",
    )  # fmt: skip


def growth_since_base(desk: Desk) -> Judgement:
    """比基年增长（下降）N%: the growth of all years since the base taken together."""
    target = desk.target
    assert target.value is not None
    first, n = desk.base_year + 1, desk.last_year - desk.base_year
    found = desk.growths(since=first, until=desk.last_year)
    if not found:
        return no_figure(desk, f"{first}年")
    product = growth.compound(f.value for f in found)
    total = (product - 1) * HUNDRED
    actual = replace(_averaged(found, total), value=total, formula=f"{len(found)}年增速连乘")
    if len(found) == n:
        return past_deadline(desk, actual)
    if desk.past:
        return no_figure(desk, f"{first + len(found)}年")
    whole = -target.value if target.direction is Direction.DOWN else target.value
    if not whole:
        return _against_zero(desk, actual, [line for f in found for line in where_from(desk, f)])
    rate = growth.root(1 + whole / HUNDRED, n)
    done, due = total / whole * HUNDRED, pace.growth_pace(rate, at=len(found), years=n)
    gap = due - done if compare.wants_less(target) else done - due
    needed = growth.needed_average(rate, n, [f.value for f in found])
    steps = (
        *(line for f in found for line in where_from(desk, f)),
        f"完成率 = {plain(total, 2)}% ÷ {plain(whole)}% = {plain(done, 2)}%",
        f"序时进度（年均{plain(rate, 2)}%的路径）= {plain(due, 2)}%",
        gap_line(gap, done, due),
        threshold_line(desk),
    )
    reason = f"比{desk.base_year}年累计{_growth_word(total)}，目标{promised(target)}，{progress(done, due, gap)}。"
    return settled(
        desk, desk.rules.by_gap(gap), "average-growth", reason,
        actual=actual, done=done, pace=due, gap=gap, gap_unit="个百分点", needed=needed, needed_unit="%", steps=steps,
        changes_when=f"{first + len(found)}年增速公布后重判。",
    )  # fmt: skip


def relative_growth(desk: Desk) -> Judgement:
    """相对增速: our average growth against another region's over the same years (与自治区持平)."""
    target = desk.target
    first = target.period.since or (
        desk.plan_years[0] if target.period.kind is PeriodKind.AVERAGE else desk.last_year
    )
    n = desk.last_year - first + 1
    ours = desk.growths(since=first, until=desk.last_year)
    if not ours:
        if desk.as_of.year < first:
            return not_due(desk, first)
        return no_figure(desk, f"{first}年", form=Form.GROWTH)
    theirs = desk.growths(since=first, until=desk.last_year, region=desk.link.versus) if desk.link.versus else []
    k = min(len(ours), len(theirs))
    if not k:
        reason = (
            f"缺对照数：{target.relative_to}{first}年{desk.indicator.name}增速未见公布；"
            f"本地{_growth_word(growth.average_growth(f.value for f in ours))}。"
        )
        steps = tuple(line for f in ours for line in where_from(desk, f))
        return unknown(
            desk, Why.PART_MISSING, reason, actual=ours[-1], steps=steps, changes_when=f"补齐{target.relative_to}增速后。"
        )
    ours, theirs = ours[:k], theirs[:k]
    mine = growth.average_growth(f.value for f in ours)
    other = growth.average_growth(f.value for f in theirs)
    offset = target.value or Decimal(0)
    gap = mine - other - offset
    level_with = target.value is None and plain(gap, 1) in ("0.0", "−0.0")
    actual, versus = _averaged(ours, mine), _averaged(theirs, other)
    place = target.relative_to or "对照地区"
    margin = "持平" if level_with else f"{'高' if gap > 0 else '低'}{plain(abs(gap), 1)}个百分点"
    steps = [
        *(line for f in ours for line in where_from(desk, f)),
        *(line for f in theirs for line in where_from(desk, f, place=place)),
        f"差距 = {plain(mine, 2)} − {_signed(other, 2)}{f' − {plain(offset)}' if offset else ''}"
        f" = {plain(gap, 2)}个百分点",
    ]
    words = f"{_years(first, k)}年均{_growth_word(mine)}，{place}{_growth_word(other)}，{margin}"
    facts = dict(actual=actual, versus=versus, gap=gap, gap_unit="个百分点")
    if k == n:
        kept = gap >= 0 or level_with
        status = Status.MET if kept else Status.MISSED
        return settled(desk, status, "past-deadline", f"{words}。", steps=tuple(steps), **facts)
    if desk.past:
        return no_figure(desk, f"{first + k}年", form=Form.GROWTH)
    status = Status.OK if gap >= 0 or level_with else desk.rules.by_gap(gap)
    last = theirs[-1].value
    region = growth.compound(f.value for f in theirs) * (1 + last / HUNDRED) ** (n - k)
    needed = growth.root(region / growth.compound(f.value for f in ours), n - k) + offset
    steps += [
        threshold_line(desk, what="差距（百分点）"),
        f"如{place}以后每年仍为{plain(last)}%，余下{n - k}年须年均增长{plain(needed, 2)}%",
    ]
    return settled(
        desk, status, "relative-growth", f"{words}；如{place}保持{plain(last)}%，余下{n - k}年须{needed_words(needed, '%')}。",
        needed=needed, needed_unit="%", steps=tuple(steps),
        changes_when=f"两地{first + k}年增速都公布后重判。", **facts,
    )  # fmt: skip


# ---- words shared by the rules


def observed(desk: Desk, figure: Figure) -> Decimal:
    """The figure as the plan speaks of it."""
    return compare.size(figure.value, desk.target) if figure.form is Form.GROWTH else figure.value


def in_points(desk: Desk) -> bool:
    return desk.form is Form.GROWTH or is_percent(desk.target.unit)


def subject(desk: Desk) -> str:
    if desk.form is not Form.GROWTH:
        return ""
    return "下降" if desk.target.direction is Direction.DOWN else "增长"


def titles(figure: Figure) -> str:
    return "、".join(dict.fromkeys(row.source.title for row in figure.observations))


def where_from(desk: Desk, figure: Figure, *, place: str = "") -> tuple[str, ...]:
    """One line for each observation behind a figure, and the formula that joined them."""
    lines = []
    for row in figure.observations:
        name = desk.indicators[row.indicator].name
        number = row.growth if figure.form is Form.GROWTH else row.value
        unit = "%" if figure.form is Form.GROWTH else row.unit
        basis = f"，{row.growth_basis.value}" if figure.form is Form.GROWTH and row.growth_basis else ""
        stage = f"，{row.stage.value}数" if row.stage else ""
        what = "增速" if figure.form is Form.GROWTH else ""
        lines.append(
            f"{place}{row.period}{name}{what} {plain(number)}{unit}"  # type: ignore[arg-type]
            f"（{row.source.title}，{row.known_on.isoformat()}{stage}{basis}）"
        )
        if row.preference_reason:
            lines.append(f"取数：{row.preference_reason}")
    if figure.formula:
        lines.append(f"重算：{figure.formula}" if len(figure.observations) > 1 else figure.formula)
    if len(figure.observations) == 2 and figure.form is Form.VALUE and (row := desk.crosscheck(figure.period)):
        agrees = plain(figure.value, 1) == plain(row.value, 1)  # type: ignore[arg-type]
        lines.append(f"公布的比值{plain(row.value)}{row.unit}，{'与重算相符' if agrees else '与重算不符，请核对口径'}")  # type: ignore[arg-type]
    return tuple(lines)


def progress(done: Decimal, due: Decimal, gap: Decimal) -> str:
    if plain(abs(gap), 1) == "0.0":
        margin = "达到序时进度"
    else:
        margin = f"{'超' if gap > 0 else '滞后'}序时进度{plain(abs(gap), 1)}个百分点"
    return f"完成率{plain(done, 1)}%，序时进度{plain(due, 1)}%，{margin}"


def gap_line(gap: Decimal, left: Decimal, right: Decimal) -> str:
    return f"差距 = {plain(left, 2)} − {_signed(right, 2)} = {plain(gap, 2)}个百分点（按未舍入的数）"


def threshold_line(desk: Desk, what: str = "差距") -> str:
    rules = desk.rules
    return (
        f"门槛：{what} ≥ {plain(rules.ok_from)} 为{rules.word(Status.OK)}，≥ {plain(rules.slow_from)} 为"
        f"{rules.word(Status.SLOW)}，以下为{rules.word(Status.BAD)}（{rules.named}）"
    )


def over_text(over: Decimal, unit: str) -> str:
    return f"{'+' if over > 0 else ''}{plain(over, _places(over, unit))}{unit}"


def _places(value: Decimal, unit: str) -> int | None:
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and exponent >= -2:
        return None
    return 1 if unit == "个百分点" else 2


def _signed(value: Decimal, places: int) -> str:
    """A number after a minus sign: negative ones stand in brackets."""
    return f"({plain(value, places)})" if value < 0 else plain(value, places)


def _growth_word(rate: Decimal) -> str:
    if plain(abs(rate), 1) == "0.0":
        return "持平"
    return f"{'增长' if rate > 0 else '下降'}{plain(abs(rate), 1)}%"


def _years(first: int, count: int) -> str:
    return f"{first}年" if count == 1 else f"{first}—{first + count - 1}年"
