"""Rules for amounts, counts and shares: the year's pace, a path from a base, or the growth that is still required.

An amount at current price is never held against a growth at constant price. A base is published, or implied by the
plan's own figures, or it is not there and the rule says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from guatu.core.judging import keeping, pace
from guatu.core.judging.desk import Desk, average_companion, reference_growth
from guatu.core.judging.model import Judgement, Start
from guatu.core.judging.phrases import (
    bracketed,
    gap_line,
    higher_or_lower,
    needed_words,
    progress,
    season_line,
    threshold_line,
    titles,
    where_from,
)
from guatu.core.judging.promise_words import promise
from guatu.core.judging.verdicts import (
    is_small_count,
    no_figure,
    nothing_yet,
    past_deadline,
    reached_early,
    settled,
    small_count,
)
from guatu.core.plan.model import Commitment, PeriodKind
from guatu.core.series import growth
from guatu.core.series.model import Figure, Form, Nature
from guatu.core.series.printed import as_printed
from guatu.core.series.units import convert
from guatu.core.text.figures import POINTS, Month, Number, amount, bare, points
from guatu.core.text.said import NOTHING, Said
from guatu.core.text.units import is_counted, is_percent
from guatu.core.time.periods import ReportPeriod

HUNDRED = Decimal(100)


def level(desk: Desk) -> Judgement:
    """Amounts, counts and shares: at the deadline, early, or on a path to it."""
    target = desk.target
    due = desk.at(desk.last_year, target.period.month)
    if desk.past:
        return past_deadline(desk, due) if due else no_figure(desk, desk.last_year)
    newest = desk.newest(whole_years=False)
    if newest is None:
        return nothing_yet(desk)
    exact_year = target.period.kind is PeriodKind.IN
    complete = newest.period.whole_year or desk.indicator.nature is not Nature.FLOW
    usable = complete or not keeping.wants_less(target)
    in_time = not exact_year or newest.period.year == desk.last_year
    if usable and in_time and keeping.holds(newest.value, target, desk.rules):
        return reached_early(desk, newest)
    if due:
        return past_deadline(desk, due)
    if (kept := _kept_by_a_whole_year(desk)) is not None:
        return kept
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


def _kept_by_a_whole_year(desk: Desk) -> Judgement | None:
    """A year that reached the line stays so while the next one has only begun: its first months take nothing back."""
    if desk.indicator.nature is not Nature.FLOW or keeping.wants_less(desk.target):
        return None
    yearly = desk.newest(whole_years=True)
    if yearly is None or desk.target.period.kind is PeriodKind.IN:
        return None
    running = desk.newest(whole_years=False)
    if running is not None and running.period.year == desk.last_year:
        return None  # the last year is judged by its own months
    return reached_early(desk, yearly) if keeping.holds(yearly.value, desk.target, desk.rules) else None


def year_to_date(desk: Desk, figure: Figure) -> Judgement:
    """当年序时进度: 完成率 of the year's target against months passed; only as far as the figures reach."""
    target = desk.target
    assert target.value is not None
    done = figure.value / target.value * HUNDRED
    season = desk.usual_share(figure.period)
    due = season.share if season else pace.linear_pace(figure.period.last)
    less = keeping.wants_less(target)
    gap = due - done if less else done - due
    status = desk.rules.by_gap(gap)
    steps = (
        *where_from(desk, figure),
        Said(
            "完成率 = {now} ÷ {target} = {done}",
            now=bare(figure.value, target.unit),
            target=bare(target.value, target.unit),
            done=amount(done, "%", 2),
        ),
        season_line(season, figure.period, target.unit)
        if season
        else Said("序时进度 = {months} ÷ 12 = {due}", months=figure.period.last, due=amount(due, "%", 2)),
        gap_line(gap, due if less else done, done if less else due),
        threshold_line(desk),
    )
    reason = Said(
        "{period}完成{figure}，{progress}。",
        period=figure.period, figure=as_printed(figure), progress=progress(done, due, gap),
    )  # fmt: skip
    return settled(
        desk, status, "year-to-date", reason,
        actual=figure, done=done, pace=due, gap=gap, gap_unit=POINTS, steps=steps,
        changes_when=_next_month(desk, figure),
    )  # fmt: skip


def _next_month(desk: Desk, figure: Figure) -> Said:
    month, target = min(12, figure.period.last + 1), desk.target
    season = desk.usual_share(ReportPeriod(figure.period.year, 1, month))
    due = season.share if season else pace.linear_pace(month)
    assert target.value is not None
    if keeping.wants_less(target):
        most = (due - desk.rules.ok_from) / HUNDRED * target.value
        line = amount(most, target.unit, 2)
        return Said("公布{month}月累计数后重判：不超过{line}为正常。", month=Month(month), line=line)
    least = (due + desk.rules.ok_from) / HUNDRED * target.value
    return Said(
        "公布{month}月累计数后重判：达到{line}以上为正常。", month=Month(month), line=amount(least, target.unit, 2)
    )


def path(desk: Desk, figure: Figure) -> Judgement | None:
    """路径进度: the way from the base of the plan to the target, as far as the figure reaches. None without a base."""
    start = base_of(desk)
    target = desk.target
    if start is None or target.value is None:
        return None
    base, base_year = start.value, start.year
    if base == target.value or (base < target.value) == keeping.wants_less(target):
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
    way = {"base": bare(base, target.unit, 2), "target": bare(target.value, target.unit)}
    passed = {
        "period": figure.period.at_end,
        "level": amount(on_path, target.unit, 2),
        "at": bare(on_path, target.unit, 2),
        "due": amount(due, "%", 2),
    }
    if curve is pace.Curve.GEOMETRIC:
        due_line = Said(
            "序时进度：按等比路径{period}末应为{level}，({at} − {base}) ÷ ({target} − {base}) = {due}", **way, **passed
        )
    else:
        due_line = Said(
            "序时进度：按等差路径{period}末应为{level}，({at} − {base}) ÷ ({target} − {base}) = {due}", **way, **passed
        )
    steps = (
        *where_from(desk, figure),
        Said("基数：{base}", base=start.says),
        Said(
            "完成率 = ({now} − {base}) ÷ ({target} − {base}) = {done}",
            **way,
            now=bare(figure.value, target.unit, 2),
            done=amount(done, "%", 2),
        ),
        due_line,
        gap_line(gap, done, due),
        threshold_line(desk),
        needed_line(desk, figure.value, left, needed, needed_unit),
    )
    basis = NOTHING
    if start.implied:
        level = amount(base, target.unit, 2)
        basis = Said("（起点为方案隐含的{year}年基数{level}，按价格不变）", year=base_year, level=level)
    reason = Said(
        "{period}{figure}，目标{year}年{promise}，{progress}{basis}；余下须{needed}。",
        period=figure.period, figure=as_printed(figure), year=desk.last_year, promise=promise(target),
        progress=progress(done, due, gap), basis=basis, needed=needed_words(needed, needed_unit),
    )  # fmt: skip
    return settled(
        desk, status, "path", reason,
        actual=figure, done=done, pace=due, gap=gap, gap_unit=POINTS, needed=needed, needed_unit=needed_unit,
        steps=steps, changes_when=_next_on_path(desk, start, figure, curve),
        start=Start(start.value, start.year, start.implied),
    )  # fmt: skip


def _next_on_path(desk: Desk, start: Base, figure: Figure, curve: pace.Curve) -> Said:
    year = figure.period.year + 1
    if year > desk.last_year:
        return Said("{year}年期末数公布后按到期比对。", year=desk.last_year)
    target = desk.target.value
    assert target is not None
    at, years = Decimal(year - start.year), desk.last_year - start.year
    due = pace.path_pace(start.value, target, at=at, years=years, curve=curve)
    line = start.value + (target - start.value) * (due + desk.rules.ok_from) / HUNDRED
    facts = {"year": year, "line": amount(line, desk.target.unit, 2)}
    if keeping.wants_less(desk.target):
        return Said("{year}年数字公布后重判：{line}以下为正常。", **facts)
    return Said("{year}年数字公布后重判：{line}以上为正常。", **facts)


@dataclass(frozen=True, slots=True)
class Base:
    """The level from which a target starts. `implied`: nobody published it, it follows from the plan's own figures."""

    value: Decimal  # in the target's unit
    year: int
    says: Said
    implied: bool


def base_of(desk: Desk) -> Base | None:
    """The level from which the target starts.

    Published for the year before the plan by an official source; or implied by the plan's own average-growth target
    for the same indicator, at unchanged prices; of an amended plan, by what was first issued: an amendment moves the
    target, never the base. Nothing else: a base is never guessed.
    """
    year = desk.base_year
    published = desk.figure(ReportPeriod(year), Form.VALUE)
    if published and all(row.source.rank <= desk.rules.base_rank for row in published.observations):
        words = Said(
            "{year}年{figure}（{titles}）", year=year, figure=as_printed(published), titles=titles(published)
        )  # fmt: skip
        return Base(published.value, year, words, implied=False)
    if desk.indicator.nature is Nature.RATIO:
        return None
    if desk.origin is not None:
        return _implied(desk, desk.origin.level, desk.origin.growth, first=True)
    return _implied(desk, desk.target, average_companion(desk))


def _implied(desk: Desk, level: Commitment, companion: Commitment | None, *, first: bool = False) -> Base | None:
    if companion is None or companion.value is None or level.value is None:
        return None
    base, year, years = implied_start(level, companion, plan_years=desk.plan_years)
    base = convert(base, level.unit, desk.target.unit)
    facts = {
        "year": year,
        "level": bare(level.value, level.unit),
        "rate": amount(companion.value, "%"),
        "years": years,
        "base": amount(base, desk.target.unit, 2),
    }
    if first:
        words = Said(
            "原方案隐含的{year}年基数（按价格不变）{level} ÷ (1 + {rate})^{years} = {base}", **facts
        )  # fmt: skip
    else:
        words = Said("方案隐含的{year}年基数（按价格不变）{level} ÷ (1 + {rate})^{years} = {base}", **facts)
    return Base(base, year, words, implied=True)


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
    return (target - now) / years, POINTS if is_percent(desk.target.unit) else desk.target.unit


def needed_line(desk: Desk, now: Decimal, left: Decimal, needed: Decimal | None, unit: str) -> Said:
    if needed is None:
        return Said("期限已到，没有余下的年份")
    years = Number(left, 2 if left % 1 else 0)
    assert desk.target.value is not None
    facts = {
        "years": years,
        "target": bare(desk.target.value, desk.target.unit),
        "now": bare(now, desk.target.unit, 2),
        "needed": amount(needed, unit, 2),
    }
    if unit == "%":
        return Said("余下{years}年须年均增长 ({target} ÷ {now})^(1/{years}) − 1 = {needed}", **facts)
    return Said("余下{years}年每年须增加 ({target} − {now}) ÷ {years} = {needed}", **facts)


def required_growth(desk: Desk, figure: Figure) -> Judgement:
    """所需增速: without a base, the growth now needed a year is held against the last growth in the same price."""
    target = desk.target
    assert target.value is not None
    left = Decimal((desk.last_year - figure.period.year) * 12 + ((target.period.month or 12) - figure.period.last)) / 12
    if left <= 0 or figure.value <= 0 or target.value <= 0:
        return no_figure(desk, desk.last_year)
    needed = growth.needed_growth(figure.value, target.value, left)
    reference = reference_growth(desk, figure)
    had, less = reference.rate, keeping.wants_less(target)
    gap = needed - had if less else had - needed
    status = desk.rules.by_growth_gap(gap)
    upper, lower = (needed, had) if less else (had, needed)
    steps = (
        *where_from(desk, figure),
        Said(
            "基期未公布：{year}年{name}没有同口径的公布数，方案也没有给出隐含基数",
            year=desk.base_year, name=desk.indicator.name,
        ),
        needed_line(desk, figure.value, left, needed, "%"),
        Said("参照：{reference}，{had}", reference=reference.says, had=amount(had, "%", 2)),
        Said(
            "差距 = {upper} − {lower} = {gap}（每年）",
            upper=Number(upper, 2), lower=bracketed(lower, 2), gap=points(gap, 2),
        ),
        Said(
            "门槛：差距 ≥ {ok_from} 为正常，≥ {slow_from} 为滞后，以下为严重滞后（{rules}“所需增速”）",
            ok_from=desk.rules.growth_ok_from, slow_from=desk.rules.growth_slow_from, rules=desk.rules.named,
        ),
    )  # fmt: skip
    held = Said("以保持不变为参照") if reference.unchanged else Said("最近增速{had}", had=amount(had, "%", 1))
    reason = Said(
        "{period}{figure}，到{year}年{promise}须{needed}，{reference}，{margin}；基期未公布，按“所需增速”规则判灯。",
        period=figure.period, figure=as_printed(figure), year=desk.last_year, promise=promise(target),
        needed=_asked_a_year(desk, figure, left, needed), reference=held, margin=higher_or_lower(gap),
    )  # fmt: skip
    return settled(
        desk, status, "required-growth", reason,
        actual=figure, gap=gap, gap_unit=POINTS, needed=needed, needed_unit="%", steps=steps,
        changes_when=Said(
            "公布{base_year}年同口径基数后改按路径判；{year}年数字公布后重算。",
            base_year=desk.base_year, year=figure.period.year + 1,
        ),
    )  # fmt: skip


def _asked_a_year(desk: Desk, figure: Figure, left: Decimal, needed: Decimal) -> Said:
    """Things are counted, a share rises by points; the rate that its growth is held against stands beside them."""
    assert desk.target.value is not None
    if is_counted(desk.target.unit):
        more = amount(abs(desk.target.value - figure.value), desk.target.unit, trim=True)
        return Said("再增加{more}", more=more) if needed >= 0 else Said("再减少{more}", more=more)
    if not is_percent(desk.target.unit):
        return needed_words(needed, "%")
    each = (desk.target.value - figure.value) / left
    return Said(
        "{points}（折合{rate}）", points=needed_words(each, POINTS), rate=needed_words(needed, "%")
    )  # fmt: skip
