"""Rules for growth: an average over years (年均), one year's growth, growth since a base, growth against a region.

Averages are geometric. Only published growths are used; none is derived from amounts.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from guatu.core.judging import compare, pace
from guatu.core.judging.desk import Desk
from guatu.core.judging.model import Judgement, Status, Why
from guatu.core.judging.phrases import (
    bracketed,
    gap_line,
    growth_word,
    needed_words,
    observed,
    progress,
    promised_words,
    threshold_line,
    where_from,
    years_word,
)
from guatu.core.judging.verdicts import no_figure, not_due, past_deadline, settled, unknown
from guatu.core.judging.wording import promised
from guatu.core.plan.model import Direction, PeriodKind
from guatu.core.series import growth
from guatu.core.series.model import Figure, Form
from guatu.core.text.figures import plain, points

HUNDRED = Decimal(100)


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
    actual = averaged(found, average)
    product_line = " × ".join(f"(1 + {plain(r)}%)" if r >= 0 else f"(1 − {plain(-r)}%)" for r in rates)
    whole_line = f"({product_line})" if k > 1 else product_line
    origin = [line for f in found for line in where_from(desk, f)]
    if k == n:
        result = past_deadline(desk, actual)
        line = f"{n}年年均 = {whole_line}^(1/{n}) − 1 = {plain(average, 2)}%"
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
        f"余下{n - k}年须年均 (({r})^{n} ÷ {whole_line})^(1/{n - k}) − 1 = {plain(needed, 2)}%",
    )
    reason = (
        f"{years_word(first, k)}{growth_word(average)}，目标{first}—{desk.last_year}年年均{promised_words(desk)}，"
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
    reason = f"到{actual.period}{growth_word(actual.value)}，目标{promised_words(desk)}，相差{points(gap)}。"
    return settled(
        desk, desk.rules.by_growth_gap(gap), "average-growth", reason,
        actual=actual, gap=gap, gap_unit="个百分点", steps=steps, changes_when="下一年增速公布后重判。",
    )  # fmt: skip


def year_growth(desk: Desk) -> Judgement:
    """当年增速: growth of one year. Before the year is over its year-to-date growth is compared directly."""
    target, year = desk.target, desk.last_year
    due = desk.at(year, target.period.month)
    if due:
        return past_deadline(desk, due)
    if desk.past:
        return no_figure(desk, f"{year}年")
    running = [f for f in desk.figures(whole_years=False) if f.period.year == year and not f.period.whole_year]
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
    reason = f"{figure.period}{growth_word(figure.value)}，全年目标{promised(target)}，差距{points(gap)}。"
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
    actual = replace(averaged(found, total), value=total, formula=f"{len(found)}年增速连乘")
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
    reason = f"比{desk.base_year}年累计{growth_word(total)}，目标{promised(target)}，{progress(done, due, gap)}。"
    return settled(
        desk, desk.rules.by_gap(gap), "average-growth", reason,
        actual=actual, done=done, pace=due, gap=gap, gap_unit="个百分点", needed=needed, needed_unit="%", steps=steps,
        changes_when=f"{first + len(found)}年增速公布后重判。",
    )  # fmt: skip


def relative_growth(desk: Desk) -> Judgement:
    """相对增速: our average growth against another region's over the same years (与自治区持平)."""
    target = desk.target
    first = target.period.since or (desk.plan_years[0] if target.period.kind is PeriodKind.AVERAGE else desk.last_year)
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
            f"本地{growth_word(growth.average_growth(f.value for f in ours))}。"
        )
        origin = tuple(line for f in ours for line in where_from(desk, f))
        return unknown(
            desk,
            Why.PART_MISSING,
            reason,
            actual=ours[-1],
            steps=origin,
            changes_when=f"补齐{target.relative_to}增速后。",
        )
    ours, theirs = ours[:k], theirs[:k]
    mine = growth.average_growth(f.value for f in ours)
    other = growth.average_growth(f.value for f in theirs)
    offset = target.value or Decimal(0)
    gap = mine - other - offset
    level_with = target.value is None and plain(gap, 1) in ("0.0", "−0.0")
    actual, versus = averaged(ours, mine), averaged(theirs, other)
    place = target.relative_to or "对照地区"
    margin = "持平" if level_with else f"{'高' if gap > 0 else '低'}{plain(abs(gap), 1)}个百分点"
    steps = [
        *(line for f in ours for line in where_from(desk, f)),
        *(line for f in theirs for line in where_from(desk, f, place=place)),
        f"差距 = {plain(mine, 2)} − {bracketed(other, 2)}{f' − {plain(offset)}' if offset else ''}"
        f" = {plain(gap, 2)}个百分点",
    ]
    words = f"{years_word(first, k)}{growth_word(mine)}，{place}{growth_word(other)}，{margin}"
    facts: dict[str, object] = {"actual": actual, "versus": versus, "gap": gap, "gap_unit": "个百分点"}
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
    outlook = f"如{place}保持{plain(last)}%，余下{n - k}年须{needed_words(needed, '%')}"
    return settled(
        desk, status, "relative-growth", f"{words}；{outlook}。",
        needed=needed, needed_unit="%", steps=tuple(steps),
        changes_when=f"两地{first + k}年增速都公布后重判。", **facts,
    )  # fmt: skip


def averaged(found: list[Figure], average: Decimal) -> Figure:
    if len(found) == 1:
        return found[0]
    return replace(
        found[-1],
        value=average,
        observations=tuple(row for f in found for row in f.observations),
        formula=f"{len(found)}年几何平均",
        known_on=max(f.known_on for f in found),
    )
