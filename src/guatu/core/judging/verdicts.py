"""Verdicts that every rule may come to: kept or not at the deadline, over the line early, or unknown and why.

A light without a rule is not possible, and neither is an unknown without a reason.
"""

from __future__ import annotations

from decimal import Decimal

from guatu.core.judging import compare
from guatu.core.judging.desk import Desk
from guatu.core.judging.model import Judgement, Status, Why
from guatu.core.judging.phrases import as_said, in_points, observed, over_text, places, promised_words, where_from
from guatu.core.judging.wording import promised
from guatu.core.plan.model import Comparator, PeriodKind
from guatu.core.series.model import Figure, Form, Nature, PriceBasis
from guatu.core.series.units import read_unit
from guatu.core.text.figures import day, figure_text, plain

HUNDRED = Decimal(100)
# Base units in which single things are counted: a small number of them has no pace.
THINGS = {"家", "个", "户", "所", "项", "款", "座", "处", "次", "场", "条", "名", "支", "批", "件", "套", "张"}


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
    merged = indicator.nature is Nature.FLOW and indicator.growth_basis is not PriceBasis.NONE
    if merged and desk.as_of.month <= 2 and when.startswith(f"{desk.as_of.year}年"):
        reason = f"1月、2月合并公布，到{day(desk.as_of)}还没有{desk.as_of.year}年的数字。"
        return unknown(desk, Why.MERGED_PERIOD, reason, changes_when=f"{desk.as_of.year}年1—2月数字公布后。")
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


def nothing_yet(desk: Desk) -> Judgement:
    if desk.first_year > desk.as_of.year or (
        desk.target.period.kind is PeriodKind.IN and desk.last_year > desk.as_of.year
    ):
        return not_due(desk, max(desk.first_year, desk.last_year))
    return no_figure(desk, f"{desk.first_year}年以来的" if desk.first_year < desk.last_year else f"{desk.first_year}年")


def not_due(desk: Desk, year: int) -> Judgement:
    reason = f"{year}年还没有结束，未到节点，不缺数字。"
    return unknown(desk, Why.NOT_DUE, reason, changes_when=f"{year}年的数字公布后。")


def past_deadline(desk: Desk, figure: Figure) -> Judgement:
    """到期比对: the figure of the deadline's year is known, and the word of the plan decides."""
    target, rules = desk.target, desk.rules
    value = observed(desk, figure)
    kept = compare.holds(value, target, rules)
    over = compare.ahead(value, target)
    unit = "个百分点" if in_points(desk) else target.unit
    done = value / target.value * HUNDRED if target.value and not in_points(desk) else None
    said = figure_text(value, figure.unit)
    what = "未完成" if not kept else "已完成"
    margin = "正好相等" if not over else f"{'超出' if over > 0 else '差'}{plain(abs(over), places(over, unit))}{unit}"
    when = f"{desk.first_year}—{desk.last_year}年累计" if target.cumulative else str(figure.period)
    reason = f"{when}{what}：{as_said(desk, figure)}，目标{promised_words(desk)}，{margin}。"
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
    reason = f"{figure.period}{as_said(desk, figure)}，已达到{until}目标{promised(target)}{still}。"
    return settled(
        desk, Status.REACHED, "reached-early", reason,
        actual=figure, gap=over, gap_unit=unit,
        done=None if in_points(desk) or not target.value else observed(desk, figure) / target.value * HUNDRED,
        steps=(*where_from(desk, figure), f"{said} 与目标 {promised(target)} 比：{over_text(over, unit)}"),
        changes_when=f"{until or '以后'}的数字公布后：仍达到为已完成，回落则重新判定。",
    )  # fmt: skip


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
    few = f"数目不超过{desk.rules.small_count}，最后一年以前不按差距判灯"
    reason = f"{figure.period}{said}，目标{promised(desk.target)}；{few}。"
    return unknown(
        desk, Why.NOT_DUE, reason, rule="small-count", actual=figure, steps=where_from(desk, figure),
        changes_when=f"进入{desk.last_year}年后，或数字达到目标时。",
    )  # fmt: skip
