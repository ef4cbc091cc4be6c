"""Verdicts that every rule may come to: kept or not at the deadline, over the line early, or unknown and why.

A light without a rule is not possible, and neither is an unknown without a reason.
"""

from __future__ import annotations

from decimal import Decimal

from guatu.core.judging import keeping
from guatu.core.judging.desk import Desk, of
from guatu.core.judging.model import Judgement, RatioPart, Status, Why
from guatu.core.judging.phrases import as_said, finely, in_points, observed, over_text, telling_places, where_from
from guatu.core.judging.promise_words import promise
from guatu.core.plan.model import Comparator, PeriodKind
from guatu.core.series.model import Figure, Form, Nature, Observation, PriceBasis
from guatu.core.series.printed import as_printed
from guatu.core.series.units import read_unit
from guatu.core.series.vintages import order
from guatu.core.text.figures import POINTS, amount
from guatu.core.text.said import NOTHING, Said, Sentence, listed, sentences

HUNDRED = Decimal(100)
UNCONFIRMED = Said("口径待统计部门确认。")  # what a light says that rests on a definition of ours
# Base units in which single things are counted: a small number of them has no pace.
THINGS = {"家", "个", "户", "所", "项", "款", "座", "处", "次", "场", "条", "名", "支", "批", "件", "套", "张"}


def settled(desk: Desk, status: Status, rule: str, reason: Sentence, **facts: object) -> Judgement:
    desk.rules.rule(rule)  # a light without a rule must not be possible
    if status is not Status.UNKNOWN and desk.link.indicator in desk.unconfirmed:
        reason = sentences(reason, UNCONFIRMED)
    return Judgement(
        target=desk.target.id,
        as_of=desk.as_of,
        status=status,
        reason=reason,
        rule=rule,
        rule_version=desk.rules.version,
        **facts,  # type: ignore[arg-type]
    )


def unknown(desk: Desk, why: Why, reason: Sentence, *, rule: str = "no-figure", **facts: object) -> Judgement:
    return settled(desk, Status.UNKNOWN, rule, reason, why=why, **facts)


def no_figure(desk: Desk, year: int, *, since: bool = False, form: Form | None = None) -> Judgement:
    """Why there is no figure for `year`, or for all years since: a part missing, another definition, unpublished."""
    indicator, form = desk.indicator, form or desk.form
    merged = indicator.nature is Nature.FLOW and indicator.growth_basis is not PriceBasis.NONE
    if merged and desk.as_of.month <= 2 and year == desk.as_of.year:
        reason = Said("1月、2月合并公布，到{as_of}还没有{year}年的数字。", as_of=desk.as_of, year=year)
        return unknown(
            desk, Why.MERGED_PERIOD, reason, changes_when=Said("{year}年1—2月数字公布后。", year=year)
        )  # fmt: skip
    when = Said("{year}年以来的", year=year) if since else Said("{year}年", year=year)
    if indicator.formula and form is Form.VALUE:
        return _part_missing(desk, when)
    facts = {"as_of": desk.as_of, "when": when, "name": indicator.name}
    if (row := _compiled_only(desk, year, form)) is not None:
        reason = Said(
            "到{as_of}未见官方公布{when}{name}；《{source}》的{figure}是别处整理的（{rank}级），不据此判灯。",
            **facts, source=row.source.title, rank=row.source.rank,
            figure=as_printed(of(row, form)),
        )  # fmt: skip
        changes = Said("官方公布{when}{name}后。", when=when, name=indicator.name)
        return unknown(desk, Why.NOT_PUBLISHED, reason, changes_when=changes)
    for name, why in indicator.not_same_as:
        twin = next((i for i in desk.indicators.values() if name in (i.name, *i.aliases)), None)
        if twin and any(row.period.year == year for row in desk.rows(twin.code)):
            reason = Said(
                "到{as_of}未见公布{when}{name}；已公布的“{twin}”是另一口径，不能代替：{why}。",
                **facts, twin=twin.name, why=why,
            )  # fmt: skip
            changes = Said("公布{name}本身的数字后。", name=indicator.name)
            return unknown(desk, Why.DEFINITION_DIFFERS, reason, changes_when=changes)
    if form is Form.GROWTH:
        reason = Said("到{as_of}未见公布{when}{name}增速。", **facts)
        changes = Said("公布或报送{when}{name}增速后。", when=when, name=indicator.name)
    else:
        reason = Said("到{as_of}未见公布{when}{name}。", **facts)
        changes = Said("公布或报送{when}{name}后。", when=when, name=indicator.name)
    return unknown(desk, Why.NOT_PUBLISHED, reason, changes_when=changes)


def _compiled_only(desk: Desk, year: int, form: Form) -> Observation | None:
    """A figure of the year that only a source below the floor of the rules prints."""
    rows = [
        row
        for row in desk.rows(desk.link.indicator)
        if row.period.year == year
        and row.source.rank > desk.rules.actual_rank
        and (row.growth if form is Form.GROWTH else row.value) is not None
    ]
    return min(rows, key=lambda row: (not row.period.whole_year, order(row)), default=None)


def _part_missing(desk: Desk, when: Said) -> Judgement:
    formula = desk.indicator.formula
    assert formula is not None
    lacking: list[object] = []
    missing, at_hand, steps = [], [], []
    for code, place in ((formula.numerator, RatioPart.NUMERATOR), (formula.denominator, RatioPart.DENOMINATOR)):
        name = desk.indicators[code].name
        rows = [r for r in desk.rows(code) if r.value is not None and r.period.year >= desk.first_year]
        if rows:
            row = max(rows, key=lambda r: (r.period.ends, -r.source.rank))
            assert row.value is not None
            facts = {"part": place, "name": name, "period": row.period, "figure": amount(row.value, row.unit)}
            at_hand.append(Said("；{part}{name}已有（{period}{figure}）", **facts))
            steps.append(Said("{part}：{name} {period} {figure}（{source}）", **facts, source=row.source.title))
        else:
            missing.append(place)
            lacking.append(Said("{part}“{name}”", part=place, name=name))
            steps.append(Said("{part}：{name} 未见公布", part=place, name=name))
    if not lacking:
        lacking = [Said("{when}同一报告期的两个部分", when=when)]
    reason = Said(
        "到{as_of}缺{lacking}，算不出{name}{at_hand}。",
        as_of=desk.as_of, lacking=listed(lacking, "和"), name=desk.indicator.name, at_hand=listed(at_hand, ""),
    )  # fmt: skip
    changes = Said("补齐{lacking}后。", lacking=listed(lacking))
    return unknown(
        desk, Why.PART_MISSING, reason, steps=tuple(steps), changes_when=changes, missing=tuple(missing)
    )  # fmt: skip


def nothing_yet(desk: Desk) -> Judgement:
    if desk.first_year > desk.as_of.year or (
        desk.target.period.kind is PeriodKind.IN and desk.last_year > desk.as_of.year
    ):
        return not_due(desk, max(desk.first_year, desk.last_year))
    return no_figure(desk, desk.first_year, since=desk.first_year < desk.last_year)


def not_due(desk: Desk, year: int) -> Judgement:
    reason = Said("{year}年还没有结束，未到节点，不缺数字。", year=year)
    return unknown(desk, Why.NOT_DUE, reason, changes_when=Said("{year}年的数字公布后。", year=year))


def past_deadline(desk: Desk, figure: Figure) -> Judgement:
    """到期比对: the figure of the deadline's year is known, and the word of the plan decides."""
    target, rules = desk.target, desk.rules
    value = observed(desk, figure)
    kept = keeping.holds(value, target, rules)
    over = keeping.ahead(value, target)
    unit = POINTS if in_points(desk) else target.unit
    done = value / target.value * HUNDRED if target.value and not in_points(desk) else None
    by = amount(abs(over), unit, telling_places(over, unit))
    if not over:
        margin = Said("正好相等")
    else:
        margin = Said("超出{by}", by=by) if over > 0 else Said("差{by}", by=by)
    when: object = figure.period
    if target.cumulative:
        when = Said("{since}—{until}年累计", since=desk.first_year, until=desk.last_year)
    facts = {"when": when, "figure": as_said(figure), "promise": promise(target), "margin": margin}
    said = finely(figure, value, over, unit)
    facts |= {} if figure.form is Form.GROWTH else {"figure": said}
    compared = {"figure": said, "promise": promise(target), "over": over_text(over, unit)}
    if kept:
        reason = Said("{when}已完成：{figure}，目标{promise}，{margin}。", **facts)
        line = Said("{figure} 与目标 {promise} 比：{over}，符合", **compared)
    else:
        reason = Said("{when}未完成：{figure}，目标{promise}，{margin}。", **facts)
        line = Said("{figure} 与目标 {promise} 比：{over}，不符合", **compared)
    steps = [*where_from(desk, figure), line]
    if target.comparator is Comparator.RANGE:
        steps.append(Said("区间目标：达到下限即为完成"))
    if target.comparator is Comparator.ABOUT:
        allowed = amount(keeping.tolerance(target, rules), unit)
        steps.append(Said("“左右”允许{allowed}（{rules}）", allowed=allowed, rules=rules.named))
    return settled(
        desk, Status.MET if kept else Status.MISSED, "past-deadline", reason,
        actual=figure, done=done, gap=over, gap_unit=unit, steps=tuple(steps),
        changes_when=Said("公布的数字修订时重新比对；旧灯保留在历史里。"),
    )  # fmt: skip


def reached_early(desk: Desk, figure: Figure) -> Judgement:
    """提前达到: over the line before the deadline; it must still hold at the deadline."""
    target = desk.target
    over = keeping.ahead(observed(desk, figure), target)
    unit = POINTS if in_points(desk) else target.unit
    dated = bool(target.period.until)
    year, facts = desk.last_year, {"period": figure.period, "figure": as_said(figure), "promise": promise(target)}
    still = NOTHING
    if dated and desk.indicator.nature is not Nature.FLOW:
        still = Said("，到{year}年期末仍须保持", year=year)
    elif dated and not target.cumulative:
        still = Said("，{year}年的数字仍须达到", year=year)
    changes = Said("以后的数字公布后：仍达到为已完成，回落则重新判定。")
    reason = Said("{period}{figure}，已达到目标{promise}{still}。", **facts, still=still)
    if dated:
        changes = Said("{year}年的数字公布后：仍达到为已完成，回落则重新判定。", year=year)
        reason = Said("{period}{figure}，已达到{year}年目标{promise}{still}。", **facts, year=year, still=still)
    compared = Said(
        "{figure} 与目标 {promise} 比：{over}",
        figure=as_printed(figure, observed(desk, figure)), promise=promise(target), over=over_text(over, unit),
    )  # fmt: skip
    return settled(
        desk, Status.REACHED, "reached-early", reason,
        actual=figure, gap=over, gap_unit=unit,
        done=None if in_points(desk) or not target.value else observed(desk, figure) / target.value * HUNDRED,
        steps=(*where_from(desk, figure), compared), changes_when=changes,
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
    reason = Said(
        "{period}{figure}，目标{promise}；数目不超过{count}，最后一年以前不按差距判灯。",
        period=figure.period, figure=as_printed(figure), promise=promise(desk.target), count=desk.rules.small_count,
    )  # fmt: skip
    return unknown(
        desk, Why.NOT_DUE, reason, rule="small-count", actual=figure, steps=where_from(desk, figure),
        changes_when=Said("进入{year}年后，或数字达到目标时。", year=desk.last_year),
    )  # fmt: skip
