"""Rules for growth: an average over years (年均), one year's growth, growth since a base, growth against a region.

Averages are geometric. Only published growths are used; none is derived from amounts.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from guatu.core.judging import keeping, pace
from guatu.core.judging.desk import Desk, one_plus
from guatu.core.judging.model import Judgement, Status, Why
from guatu.core.judging.phrases import (
    bracketed,
    gap_line,
    growth_word,
    higher_or_lower,
    needed_words,
    observed,
    progress,
    threshold_in_points,
    threshold_line,
    where_from,
    years_word,
)
from guatu.core.judging.promise_words import promise
from guatu.core.judging.verdicts import no_figure, not_due, past_deadline, settled, unknown
from guatu.core.plan.model import Direction, PeriodKind
from guatu.core.series import growth
from guatu.core.series.model import Figure, Form
from guatu.core.text.figures import POINTS, Number, amount, points, vanishes
from guatu.core.text.said import Said, listed

HUNDRED = Decimal(100)


def average_growth(desk: Desk) -> Judgement:
    """年均增长: the product of the yearly growths against what the promised rate would have brought by then."""
    target = desk.target
    assert target.value is not None
    first = desk.target.period.since or desk.plan_years[0]
    n = desk.last_year - first + 1
    found = desk.growths(since=first, until=desk.last_year)
    if not found:
        return no_figure(desk, first) if desk.as_of.year >= first else not_due(desk, first)
    rate = -target.value if target.direction is Direction.DOWN else target.value
    rates = [f.value for f in found]
    k, product = len(rates), growth.compound(rates)
    average = growth.average_growth(rates)
    actual = averaged(found, average)
    product_line = listed((one_plus(r) for r in rates), " × ")
    whole_line = Said("({factors})", factors=product_line) if k > 1 else product_line
    origin = [line for f in found for line in where_from(desk, f)]
    if k == n:
        result = past_deadline(desk, actual)
        line = Said(
            "{years}年年均 = {product}^(1/{years}) − 1 = {average}",
            years=n, product=whole_line, average=amount(average, "%", 2),
        )  # fmt: skip
        return replace(result, steps=(*origin, line, *result.steps[-1:]))
    if desk.past:
        return no_figure(desk, first + k)
    if rate == 0:
        return _against_zero(desk, actual, origin)
    done = pace.growth_done(product, rate, years=n)
    due = pace.growth_pace(rate, at=k, years=n)
    gap = done - due
    if keeping.wants_less(target):
        gap = -gap
    needed = growth.needed_average(rate, n, rates)
    power = {"rate": one_plus(rate, brackets=False), "years": n}
    steps = (
        *origin,
        Said(
            "完成率 = ({product} − 1) ÷ (({rate})^{years} − 1) = {done}",
            **power, product=product_line, done=amount(done, "%", 2),
        ),
        Said(
            "序时进度 = (({rate})^{at} − 1) ÷ (({rate})^{years} − 1) = {due}（数字到{upto}）",
            **power, at=k, due=amount(due, "%", 2), upto=found[-1].period,
        ),
        gap_line(gap, done, due),
        threshold_line(desk),
        Said(
            "余下{left}年须年均 (({rate})^{years} ÷ {product})^(1/{left}) − 1 = {needed}",
            **power, product=whole_line, left=n - k, needed=amount(needed, "%", 2),
        ),
    )  # fmt: skip
    reason = Said(
        "{when}{growth}，目标{since}—{until}年年均{promise}，{progress}；余下{left}年须{needed}。",
        when=years_word(first, k), growth=growth_word(average), since=first, until=desk.last_year,
        promise=promise(target), progress=progress(done, due, gap), left=n - k, needed=needed_words(needed, "%"),
    )  # fmt: skip
    return settled(
        desk, desk.rules.by_gap(gap), "average-growth", reason,
        actual=actual, done=done, pace=due, gap=gap, gap_unit=POINTS, needed=needed, needed_unit="%", steps=steps,
        changes_when=_next_growth(desk, first, n, rate, rates),
    )  # fmt: skip


def _next_growth(desk: Desk, first: int, n: int, rate: Decimal, rates: list[Decimal]) -> Said:
    """The growth of the next year from which the light would be normal."""
    k = len(rates) + 1
    whole = (1 + rate / HUNDRED) ** n - 1
    share = pace.growth_pace(rate, at=k, years=n) + desk.rules.ok_from
    least = ((1 + whole * share / HUNDRED) / growth.compound(rates) - 1) * HUNDRED
    year, line = first + k - 1, amount(least, "%", 1)
    if k == n:
        return Said("{year}年增速公布后按到期比对。", year=year)
    if rate < 0 or keeping.wants_less(desk.target):
        return Said("{year}年增速公布后重判：{line}以下为正常。", year=year, line=line)
    return Said("{year}年增速公布后重判：{line}以上为正常。", year=year, line=line)


def _against_zero(desk: Desk, actual: Figure, origin: list[Said]) -> Judgement:
    """An average of 0 (不下降): nothing to share out, so the average itself is compared, in points."""
    gap = keeping.ahead(keeping.size(actual.value, desk.target), desk.target)
    steps = (*origin, Said("差距 = {now} − 0 = {gap}", now=Number(actual.value, 2), gap=points(gap, 2)))
    reason = Said(
        "到{period}{growth}，目标{promise}，相差{gap}。",
        period=actual.period, growth=growth_word(actual.value), promise=promise(desk.target), gap=points(gap),
    )  # fmt: skip
    return settled(
        desk, desk.rules.by_growth_gap(gap), "average-growth", reason,
        actual=actual, gap=gap, gap_unit=POINTS, steps=steps, changes_when=Said("下一年增速公布后重判。"),
    )  # fmt: skip


def year_growth(desk: Desk) -> Judgement:
    """当年增速: growth of one year. Before the year is over its year-to-date growth is compared directly."""
    target, year = desk.target, desk.last_year
    due = desk.at(year, target.period.month)
    if due:
        return past_deadline(desk, due)
    if desk.past:
        return no_figure(desk, year)
    running = [f for f in desk.figures(whole_years=False) if f.period.year == year and not f.period.whole_year]
    if not running:
        return not_due(desk, year) if year > desk.as_of.year else no_figure(desk, year)
    figure = running[0]
    gap = keeping.ahead(observed(desk, figure), target)
    status = Status.OK if keeping.holds(observed(desk, figure), target, desk.rules) else desk.rules.by_growth_gap(gap)
    steps = (
        *where_from(desk, figure),
        Said(
            "差距 = {now} − {target} = {gap}",
            now=Number(observed(desk, figure), 2), target=target.value, gap=points(gap, 2),
        ),
        Said("增速目标不按月分摊，累计增速直接与目标比"),
    )  # fmt: skip
    reason = Said(
        "{period}{growth}，全年目标{promise}，差距{gap}。",
        period=figure.period, growth=growth_word(figure.value), promise=promise(target), gap=points(gap),
    )  # fmt: skip
    return settled(
        desk, status, "growth-to-date", reason,
        actual=figure, gap=gap, gap_unit=POINTS, steps=steps, changes_when=Said("公布下一期累计增速后重判。"),
    )  # fmt: skip


def growth_since_base(desk: Desk) -> Judgement:
    """比基年增长（下降）N%: the growth of all years since the base taken together."""
    target = desk.target
    assert target.value is not None
    first, n = desk.base_year + 1, desk.last_year - desk.base_year
    found = desk.growths(since=first, until=desk.last_year)
    if not found:
        return no_figure(desk, first)
    product = growth.compound(f.value for f in found)
    total = (product - 1) * HUNDRED
    actual = replace(averaged(found, total), value=total, formula=Said("{years}年增速连乘", years=len(found)))
    if len(found) == n:
        return past_deadline(desk, actual)
    if desk.past:
        return no_figure(desk, first + len(found))
    whole = -target.value if target.direction is Direction.DOWN else target.value
    if not whole:
        return _against_zero(desk, actual, [line for f in found for line in where_from(desk, f)])
    rate = growth.root(1 + whole / HUNDRED, n)
    done, due = total / whole * HUNDRED, pace.growth_pace(rate, at=len(found), years=n)
    gap = due - done if keeping.wants_less(target) else done - due
    needed = growth.needed_average(rate, n, [f.value for f in found])
    steps = (
        *(line for f in found for line in where_from(desk, f)),
        Said(
            "完成率 = {now} ÷ {target} = {done}",
            now=amount(total, "%", 2), target=amount(whole, "%"), done=amount(done, "%", 2),
        ),
        Said("序时进度（年均{rate}的路径）= {due}", rate=amount(rate, "%", 2), due=amount(due, "%", 2)),
        gap_line(gap, done, due),
        threshold_line(desk),
    )  # fmt: skip
    reason = Said(
        "比{year}年累计{growth}，目标{promise}，{progress}。",
        year=desk.base_year, growth=growth_word(total), promise=promise(target), progress=progress(done, due, gap),
    )  # fmt: skip
    return settled(
        desk, desk.rules.by_gap(gap), "average-growth", reason,
        actual=actual, done=done, pace=due, gap=gap, gap_unit=POINTS, needed=needed, needed_unit="%", steps=steps,
        changes_when=Said("{year}年增速公布后重判。", year=first + len(found)),
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
        return no_figure(desk, first, form=Form.GROWTH)
    theirs = desk.growths(since=first, until=desk.last_year, region=desk.link.versus) if desk.link.versus else []
    k = min(len(ours), len(theirs))
    place = target.relative_to or "对照地区"
    if not k:
        reason = Said(
            "缺对照数：{place}{year}年{name}增速未见公布；本地{growth}。",
            place=target.relative_to, year=first, name=desk.indicator.name,
            growth=growth_word(growth.average_growth(f.value for f in ours)),
        )  # fmt: skip
        return unknown(
            desk, Why.PART_MISSING, reason, actual=ours[-1],
            steps=tuple(line for f in ours for line in where_from(desk, f)),
            changes_when=Said("补齐{place}增速后。", place=target.relative_to),
        )  # fmt: skip
    ours, theirs = ours[:k], theirs[:k]
    mine = growth.average_growth(f.value for f in ours)
    other = growth.average_growth(f.value for f in theirs)
    offset = target.value or Decimal(0)
    gap = mine - other - offset
    level_with = target.value is None and vanishes(gap, 1)
    actual, versus = averaged(ours, mine), averaged(theirs, other)
    margin = Said("持平") if level_with else higher_or_lower(gap)
    difference = {"ours": Number(mine, 2), "theirs": bracketed(other, 2), "gap": points(gap, 2)}
    steps = [
        *(line for f in ours for line in where_from(desk, f)),
        *(line for f in theirs for line in where_from(desk, f, place=place)),
        Said("差距 = {ours} − {theirs} − {offset} = {gap}", **difference, offset=offset)
        if offset
        else Said("差距 = {ours} − {theirs} = {gap}", **difference),
    ]
    said = {
        "when": years_word(first, k),
        "ours": growth_word(mine),
        "place": place,
        "theirs": growth_word(other),
        "margin": margin,
    }
    facts: dict[str, object] = {"actual": actual, "versus": versus, "gap": gap, "gap_unit": POINTS}
    if k == n:
        kept = gap >= 0 or level_with
        status = Status.MET if kept else Status.MISSED
        reason = Said("{when}{ours}，{place}{theirs}，{margin}。", **said)
        return settled(desk, status, "past-deadline", reason, steps=tuple(steps), **facts)
    if desk.past:
        return no_figure(desk, first + k, form=Form.GROWTH)
    status = Status.OK if gap >= 0 or level_with else desk.rules.by_gap(gap)
    last = theirs[-1].value
    region = growth.compound(f.value for f in theirs) * (1 + last / HUNDRED) ** (n - k)
    needed = growth.root(region / growth.compound(f.value for f in ours), n - k) + offset
    outlook = {"last": amount(last, "%"), "left": n - k}
    steps += [
        threshold_in_points(desk),
        Said(
            "如{place}以后每年仍为{last}，余下{left}年须年均增长{needed}",
            **outlook, place=place, needed=amount(needed, "%", 2),
        ),
    ]  # fmt: skip
    reason = Said(
        "{when}{ours}，{place}{theirs}，{margin}；如{place}保持{last}，余下{left}年须{needed}。",
        **said, **outlook, needed=needed_words(needed, "%"),
    )  # fmt: skip
    return settled(
        desk, status, "relative-growth", reason,
        needed=needed, needed_unit="%", steps=tuple(steps),
        changes_when=Said("两地{year}年增速都公布后重判。", year=first + k), **facts,
    )  # fmt: skip


def averaged(found: list[Figure], average: Decimal) -> Figure:
    if len(found) == 1:
        return found[0]
    return replace(
        found[-1],
        value=average,
        observations=tuple(row for f in found for row in f.observations),
        formula=Said("{years}年几何平均", years=len(found)),
        known_on=max(f.known_on for f in found),
    )
