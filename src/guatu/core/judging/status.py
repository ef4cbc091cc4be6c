"""A target's status on a day, with its reasons. The shape of the target chooses the rule.

The rules themselves are in `levels.py`, `sums.py` and `growths.py`, the thresholds in the rule set.

The same inputs always give the same judgement: no clock, no store, nothing remembered. What was not known on `as_of`
is not seen, so that the same question asked of an earlier day is answered as it would have been then.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from guatu.core.judging import growths, keeping, levels, sums
from guatu.core.judging.desk import Desk, FirstIssue, Wording, shelve
from guatu.core.judging.faults import CAUGHT, OnFault, not_computed
from guatu.core.judging.model import Judgement, Link, Status, Why
from guatu.core.judging.phrases import observed, where_from
from guatu.core.judging.promise_words import WHY_WORDS, promise
from guatu.core.judging.rules import RuleSet
from guatu.core.judging.verdicts import not_due, reached_early, unknown
from guatu.core.plan.model import Commitment, Direction, Kind, Measure, PeriodKind
from guatu.core.series.model import Figure, Indicator, Nature, Observation
from guatu.core.series.printed import as_printed
from guatu.core.series.units import MixedUnits
from guatu.core.text.said import Said, SubSentence

PROMISE = (
    "measure", "comparator", "value", "value_max", "unit", "direction", "period", "relative_to", "base_year",
)  # fmt: skip
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
    plan_years: tuple[int, int],
    companions: Iterable[Commitment] = (),
    origin: FirstIssue | None = None,
    earlier: Iterable[Wording] = (),
    unconfirmed: Collection[str] = (),
    on_fault: OnFault | None = None,
) -> Judgement:
    """The status of one target as it could be judged on `as_of`.

    Args:
        link: which indicator measures it; None or unconfirmed is answered with its reason.
        observations: of any indicators and regions; those published after `as_of` are not seen.
        plan_years: first and last year of the plan; the base is the year before the first.
        companions: other targets of the same indicator and region: an average-growth target among them implies a
            base where none was published.
        origin: of an amended target, what it was when the plan was first issued: the base follows from that.
        earlier: how the target was worded before, the oldest first: a deadline that passed is judged by the wording
            that stood on it.
        unconfirmed: indicators whose definition is still to be confirmed: their lights say so.
        on_fault: is told of what kept the target from being computed, which is then the answer; without it, that rises.
    """
    shelf = shelve(observations, indicators, as_of=as_of)
    link = link or _no_link(target)
    near, before = tuple(companions), tuple(earlier)
    desk = Desk(target, link, indicators, shelf, rules, as_of, plan_years, near, origin, before, unconfirmed)
    return _decide(desk) if on_fault is None else _answer(desk, on_fault)


def judge_all(
    targets: Iterable[Commitment],
    links: Iterable[Link] | Mapping[str, Link],
    *,
    indicators: Mapping[str, Indicator],
    observations: Iterable[Observation],
    rules: RuleSet,
    as_of: date,
    plan_years: tuple[int, int],
    on_fault: OnFault,
    origins: Mapping[str, FirstIssue] | None = None,
    earlier: Mapping[str, Sequence[Wording]] | None = None,
    unconfirmed: Collection[str] = (),
    only: str = "",
) -> dict[str, Judgement]:
    """Every target of a plan by its id, in the order given. Milestones and actions are passed over.

    A target whose rule fails is unknown, with the reason; the others are judged as ever.

    Args:
        on_fault: is told of each failure with its exception, to be logged.
        origins: of an amended plan, what each target was when it was first issued, by id.
        earlier: how targets were worded before, by id.
        unconfirmed: as `judge`.
        only: judge this target alone, among all the others.
    """
    by_target = dict(links) if isinstance(links, Mapping) else {link.target: link for link in links}
    targets = tuple(t for t in targets if t.kind is Kind.TARGET)
    shelf = shelve(observations, indicators, as_of=as_of)
    groups: dict[tuple[str, str], list[Commitment]] = {}
    for target in targets:
        link = by_target.get(target.id)
        if link and link.confirmed and link.indicator:
            groups.setdefault((link.indicator, link.region), []).append(target)
    found = {}
    for target in targets:
        if only and target.id != only:
            continue
        link = by_target.get(target.id)
        companions = tuple(groups.get((link.indicator, link.region), ())) if link else ()
        origin, before = (origins or {}).get(target.id), tuple((earlier or {}).get(target.id, ()))
        link = link or _no_link(target)
        desk = Desk(target, link, indicators, shelf, rules, as_of, plan_years, companions, origin, before, unconfirmed)
        found[target.id] = _answer(desk, on_fault)
    return found


def _no_link(target: Commitment) -> Link:
    return Link(target.id, why=Why.NOT_LINKED, reason=Said("指标目录里没有对应的指标"))


def _answer(desk: Desk, on_fault: OnFault) -> Judgement:
    try:
        return _decide(desk)
    except CAUGHT as error:
        on_fault(desk.target, error)
        return not_computed(desk.target, error, rules=desk.rules, as_of=desk.as_of)


def _decide(desk: Desk) -> Judgement:
    kind = desk.target.period.kind
    if (kept := wording_at_deadline(desk)) is not None:
        return as_it_stood(desk, kept)
    if kind is PeriodKind.EACH_YEAR:
        return each_year(desk)
    if kind is PeriodKind.OPEN:
        return open_period(desk)
    if not _usable(desk):
        return unlinked(desk)
    try:
        return _rule_for(desk)(desk)
    except MixedUnits as clash:
        reason = Said(
            "条目与数字的单位不是同一种：{left}、{right}。", left=clash.facts["left"], right=clash.facts["right"]
        )  # fmt: skip
        return unknown(desk, Why.DEFINITION_OPEN, reason, changes_when=Said("核对单位和口径之后。"))


def wording_at_deadline(desk: Desk) -> Wording | None:
    """The earlier wording whose deadline passed while it stood: no later change can keep or miss it."""
    for wording in desk.earlier:
        once = wording.target.period.kind not in (PeriodKind.OPEN, PeriodKind.EACH_YEAR)
        if once and replace(desk, target=wording.target, link=wording.link).deadline < wording.until:
            return wording
    return None


def as_it_stood(desk: Desk, wording: Wording) -> Judgement:
    """到期后修订: judged as the target stood on its deadline; the later wording stands beside it and does not count."""
    target = replace(wording.target, id=desk.target.id)
    judged = _decide(replace(desk, target=target, link=wording.link, companions=(), origin=None, earlier=()))
    return judged if _same_promise(target, desk.target) else replace(judged, stood=target, later=desk.target)


def _same_promise(one: Commitment, other: Commitment) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in PROMISE)


def as_promised(target: Commitment, judgement: Judgement) -> Commitment:
    """A target with the promise that it was judged by: its own words and place, and what stood on its deadline."""
    stood = judgement.stood
    return target if stood is None else replace(target, **{name: getattr(stood, name) for name in PROMISE})


def _rule_for(desk: Desk) -> Callable[[Desk], Judgement]:
    """The rule that fits the shape of the target."""
    target = desk.target
    average = target.period.kind is PeriodKind.AVERAGE
    if target.relative_to and target.measure is Measure.GROWTH:
        return growths.relative_growth
    if target.value is None:
        return no_number
    if target.measure is Measure.GROWTH:
        if average:
            return growths.average_growth
        if target.base_year and target.base_year < desk.last_year - 1:
            return growths.growth_since_base
        if target.period.kind is PeriodKind.BY and not target.base_year and desk.plan_years[0] < desk.last_year:
            return growth_of_what
        return growths.year_growth
    if _is_change(desk):
        return sums.change_since_base
    if average and desk.indicator.nature is not Nature.FLOW:
        return average_of_what
    if average:
        return sums.average_flow
    several_years = desk.first_year < desk.last_year
    summed = target.cumulative or (target.measure is Measure.INCREMENT and several_years)
    return sums.cumulative if summed and desk.indicator.nature is Nature.FLOW else levels.level


def _is_change(desk: Desk) -> bool:
    """Whether the target speaks of a change since a base: 提高5个百分点, 减少3万吨, 年均增加10家 of a stock."""
    target = desk.target
    if "百分点" in target.unit:
        return True
    if target.direction is Direction.DOWN and not keeping.wants_less(target):
        return True
    return target.measure is Measure.INCREMENT and desk.indicator.nature is Nature.STOCK


def growth_of_what(desk: Desk) -> Judgement:
    """Growth by the end of a plan of several years without a base year: two readings are a question."""
    until, before = desk.last_year, desk.plan_years[0] - 1
    reason = Said(
        "方案没有写{until}年的增速与哪一年比：比上年，还是比{before}年，两种读法结果不同，待确认。",
        until=until, before=before,
    )  # fmt: skip
    return unknown(desk, Why.DEFINITION_OPEN, reason, changes_when=Said("确认与哪一年比之后。"))


def average_of_what(desk: Desk) -> Judgement:
    """An average over years of a stock or a ratio: years are never averaged as they stand."""
    name = desk.indicator.name
    if desk.indicator.nature is Nature.RATIO:
        reason = Said("“{name}”是比值，各年不能直接平均；年均怎样算待确认。", name=name)
    else:
        reason = Said("“{name}”是时点数，各年不能直接平均；年均怎样算待确认。", name=name)
    return unknown(desk, Why.DEFINITION_OPEN, reason, changes_when=Said("确认年均的算法之后。"))


def _usable(desk: Desk) -> bool:
    link = desk.link
    return link.confirmed and link.indicator in desk.indicators


def unlinked(desk: Desk) -> Judgement:
    """No confirmed indicator: the link says why."""
    why = desk.link.why or Why.NOT_LINKED
    words = UNLINKED_WORDS.get(why, WHY_WORDS[why])
    reason = Said("{why}。", why=words)
    if desk.link.reason:
        reason = Said("{why}：{reason}。", why=words, reason=SubSentence(desk.link.reason))
    return unknown(desk, why, reason, changes_when=Said("确认用哪个指标、什么口径之后。"))


def no_number(desk: Desk) -> Judgement:
    reason = Said("条目没有写数值，也没有写与谁比，无法判定。")
    return unknown(desk, Why.DEFINITION_OPEN, reason, changes_when=Said("确认目标值之后。"))


def open_period(desk: Desk) -> Judgement:
    """No date stated: only a figure that keeps the promise says anything."""
    target = desk.target
    if _usable(desk) and target.value is not None:
        figure = _newest_or_none(desk)
        if figure and keeping.holds(observed(desk, figure), target, desk.rules):
            return reached_early(desk, figure)
        if figure:
            reason = Said(
                "方案没有写期限，{period}{figure}，目标{promise}，无从判断快慢。",
                period=figure.period, figure=as_printed(figure), promise=promise(target),
            )  # fmt: skip
            return unknown(
                desk, Why.NO_DEADLINE, reason, rule="open-period", actual=figure, steps=where_from(desk, figure),
                changes_when=Said("补定期限之后，或数字达到目标时。"),
            )  # fmt: skip
    reason = Said(
        "方案没有写期限，到{as_of}也未见公布数字，目标{promise}无从判断快慢。",
        as_of=desk.as_of, promise=promise(target),
    )  # fmt: skip
    changes = Said("补定期限之后，或公布数字达到目标时。")
    return unknown(desk, Why.NO_DEADLINE, reason, rule="open-period", changes_when=changes)


def _newest_or_none(desk: Desk) -> Figure | None:
    """A figure that may be compared as it stands; a change or a growth without a base is no such figure."""
    if _is_change(desk) or desk.target.measure is Measure.GROWTH:
        return None
    try:
        return desk.newest(whole_years=desk.indicator.nature is Nature.FLOW)
    except MixedUnits:
        return None


def each_year(desk: Desk) -> Judgement:
    """逐年: each year stands alone; the whole shows the latest ended year that has a status, and a running one only
    while none has ended: what a year missed does not vanish when the next begins well."""
    period = desk.target.period
    first = period.since or desk.plan_years[0]
    last = period.until or desk.plan_years[1]
    years = tuple(_one_year(desk, year) for year in range(first, last + 1))
    asked = [(year, j) for year, j in enumerate(years, first) if j.why is not Why.NOT_DUE]
    judged = [(year, j) for year, j in asked if j.status is not Status.UNKNOWN]
    over = [j for year, j in judged if desk.as_of > date(year, 12, 31)]
    shown = over[-1] if over else judged[-1][1] if judged else asked[-1][1] if asked else years[0]
    return replace(shown, years=years)


def _one_year(desk: Desk, year: int) -> Judgement:
    ends = date(year, 12, 31)
    for wording in desk.earlier:
        if ends < wording.until and wording.target.period.kind is PeriodKind.EACH_YEAR:
            stood = replace(desk, target=replace(wording.target, id=desk.target.id), link=wording.link, earlier=())
            judged = _one_year(stood, year)
            same = _same_promise(replace(stood.target, period=desk.target.period), desk.target)
            return judged if same else replace(judged, later=desk.target)
    period = replace(desk.target.period, kind=PeriodKind.IN, since=year, until=year)
    alone = replace(desk, target=replace(desk.target, period=period), companions=(), origin=None, earlier=())
    if desk.as_of.year < year:
        return not_due(alone, year)
    result = _decide(alone)
    if result.status is Status.UNKNOWN and not alone.past:
        return not_due(alone, year)
    return result
