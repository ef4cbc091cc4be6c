"""A target's status on a day, with its reasons. The shape of the target chooses the rule; the rules are in `judging.py`.

The same inputs always give the same judgement: no clock, no store, nothing remembered. What was not known on `as_of`
is not seen, so that the same question asked of an earlier day is answered as it would have been then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date

from guatu.core.indicators import compare, judging
from guatu.core.indicators.desk import Desk, Shelf, shelve
from guatu.core.indicators.judging import not_due, unknown
from guatu.core.indicators.model import Indicator, Judgement, Link, Nature, Observation, Status, Why
from guatu.core.indicators.rules import RuleSet
from guatu.core.indicators.wording import day, figure_text, promised
from guatu.core.plan.model import Commitment, Kind, Measure, PeriodKind

UNLINKED_WORDS = {
    Why.NOT_PUBLISHED: "未见公布",
    Why.DEFINITION_OPEN: "口径待定",
    Why.DEFINITION_DIFFERS: "已公布的近似指标口径不同",
    Why.PART_MISSING: "缺分子、分母或对照数",
    Why.NOT_LINKED: "还没有确认用哪个指标衡量",
}


def judge(
    target: Commitment,
    link: Link | None,
    *,
    indicators: Mapping[str, Indicator],
    observations: Iterable[Observation],
    rules: RuleSet,
    as_of: date,
    plan_years: tuple[int, int] = (2025, 2027),
    companions: Iterable[Commitment] = (),
) -> Judgement:
    """The status of one target as it could be judged on `as_of`.

    Args:
        link: which indicator measures it; None or unconfirmed is answered with its reason.
        observations: of any indicators and regions; those published after `as_of` are not seen.
        plan_years: first and last year of the plan; the base is the year before the first.
        companions: other targets of the same indicator and region: an average-growth target among them implies a
            base where none was published.
    """
    shelf = shelve(observations, as_of=as_of)
    return _judge(target, link, indicators, shelf, rules, as_of, plan_years, tuple(companions))


def judge_all(
    targets: Iterable[Commitment],
    links: Iterable[Link] | Mapping[str, Link],
    *,
    indicators: Mapping[str, Indicator],
    observations: Iterable[Observation],
    rules: RuleSet,
    as_of: date,
    plan_years: tuple[int, int] = (2025, 2027),
) -> dict[str, Judgement]:
    """Every target of a plan by its id, in the order given. Milestones and actions are passed over."""
    by_target = dict(links) if isinstance(links, Mapping) else {link.target: link for link in links}
    targets = tuple(t for t in targets if t.kind is Kind.TARGET)
    shelf = shelve(observations, as_of=as_of)
    groups: dict[tuple[str, str], list[Commitment]] = {}
    for target in targets:
        link = by_target.get(target.id)
        if link and link.confirmed and link.indicator:
            groups.setdefault((link.indicator, link.region), []).append(target)
    found = {}
    for target in targets:
        link = by_target.get(target.id)
        companions = tuple(groups.get((link.indicator, link.region), ())) if link else ()
        found[target.id] = _judge(target, link, indicators, shelf, rules, as_of, plan_years, companions)
    return found


def _judge(
    target: Commitment,
    link: Link | None,
    indicators: Mapping[str, Indicator],
    shelf: Shelf,
    rules: RuleSet,
    as_of: date,
    plan_years: tuple[int, int],
    companions: tuple[Commitment, ...],
) -> Judgement:
    link = link or Link(target.id, why=Why.NOT_LINKED, reason="指标目录里没有对应的指标")
    return _decide(Desk(target, link, indicators, shelf, rules, as_of, plan_years, companions))


def _decide(desk: Desk) -> Judgement:
    kind = desk.target.period.kind
    if kind is PeriodKind.EACH_YEAR:
        return each_year(desk)
    if kind is PeriodKind.OPEN:
        return open_period(desk)
    if not _usable(desk):
        return unlinked(desk)
    return _rule_for(desk)(desk)


def _rule_for(desk: Desk) -> Callable[[Desk], Judgement]:
    """The rule that fits the shape of the target."""
    target = desk.target
    average = target.period.kind is PeriodKind.AVERAGE
    if target.relative_to and target.measure is Measure.GROWTH:
        return judging.relative_growth
    if target.value is None:
        return no_number
    if target.measure is Measure.GROWTH:
        if average:
            return judging.average_growth
        if target.base_year and target.base_year < desk.last_year - 1:
            return judging.growth_since_base
        return judging.year_growth
    if desk.indicator.nature is not Nature.RATIO:
        if average or (target.measure is Measure.INCREMENT and desk.indicator.nature is Nature.STOCK):
            return judging.stock_increase if desk.indicator.nature is Nature.STOCK else judging.average_flow
        if target.cumulative or (target.measure is Measure.INCREMENT and desk.first_year < desk.last_year):
            return judging.cumulative
    return judging.level


def _usable(desk: Desk) -> bool:
    link = desk.link
    return link.confirmed and link.indicator in desk.indicators


def unlinked(desk: Desk) -> Judgement:
    """No confirmed indicator: the link says why."""
    why = desk.link.why or Why.NOT_LINKED
    words = UNLINKED_WORDS.get(why, judging.WHY_WORDS[why])
    reason = f"{words}：{desk.link.reason}。" if desk.link.reason else f"{words}。"
    return unknown(desk, why, reason.replace("。。", "。"), changes_when="确认用哪个指标、什么口径之后。")


def no_number(desk: Desk) -> Judgement:
    return unknown(desk, Why.DEFINITION_OPEN, "条目没有写数值，也没有写与谁比，无法判定。", changes_when="确认目标值之后。")


def open_period(desk: Desk) -> Judgement:
    """No date stated: only a figure that keeps the promise says anything."""
    target = desk.target
    if _usable(desk) and target.value is not None:
        figure = desk.newest(whole_years=False)
        if figure and compare.holds(judging.observed(desk, figure), target, desk.rules):
            return judging.reached_early(desk, figure)
        if figure:
            said = figure_text(figure.value, figure.unit)
            reason = f"方案没有写期限，{figure.period}{said}，目标{promised(target)}，无从判断快慢。"
            return unknown(
                desk, Why.NO_DEADLINE, reason, rule="open-period", actual=figure,
                steps=judging.where_from(desk, figure), changes_when="补定期限之后，或数字达到目标时。",
            )  # fmt: skip
    reason = f"方案没有写期限，到{day(desk.as_of)}也未见公布数字，目标{promised(target)}无从判断快慢。"
    return unknown(desk, Why.NO_DEADLINE, reason, rule="open-period", changes_when="补定期限之后，或公布数字达到目标时。")


def each_year(desk: Desk) -> Judgement:
    """逐年: each year stands alone; the whole shows the latest ended year that has a status."""
    period = desk.target.period
    first = period.since or desk.plan_years[0]
    last = period.until or desk.plan_years[1]
    years = tuple(_one_year(desk, year) for year in range(first, last + 1))
    ended = [j for j in years if j.why is not Why.NOT_DUE]
    judged = [j for j in ended if j.status is not Status.UNKNOWN]
    shown = (judged or ended or list(years))[-1]
    return replace(shown, years=years)


def _one_year(desk: Desk, year: int) -> Judgement:
    period = replace(desk.target.period, kind=PeriodKind.IN, since=year, until=year)
    alone = replace(desk, target=replace(desk.target, period=period), companions=())
    if desk.as_of.year < year:
        return not_due(alone, year)
    result = _decide(alone)
    if result.status is Status.UNKNOWN and not alone.past:
        return not_due(alone, year)
    return result
