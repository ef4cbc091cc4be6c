"""A target in one sentence, as one tells it to a mayor: what was promised, where it stands, what it now takes.

The statistician's sentence is the judgement's own reason; this one is made from the same values and claims nothing
else. Differences on a way still to go are told with two digits; what is settled is told as published.

>>> from decimal import Decimal
>>> str(roughly(Decimal("55.171"), "亿元")), str(roughly(Decimal("4.03"), "亿元")), str(roughly(Decimal("-3"), "家"))
('55亿元', '4亿元', '3家')
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from guatu.core.judging import keeping
from guatu.core.judging.model import Judgement, Status, Why
from guatu.core.judging.phrases import growth_word, higher_or_lower
from guatu.core.judging.promise_words import promise
from guatu.core.plan.model import Commitment, PeriodKind
from guatu.core.plan.own_words import own_words
from guatu.core.reports.best_year import BestYear, comparable
from guatu.core.reports.words import due_words, is_share, needed_words
from guatu.core.series.model import Figure, Form
from guatu.core.series.printed import as_printed
from guatu.core.text.figures import POINTS, Amount, SmallCount, amount, in_points, rounded, vanishes
from guatu.core.text.said import NOTHING, Said, Sentence, Strong, SubSentence, listed
from guatu.core.text.units import is_counted


def in_short(target: Commitment, judgement: Judgement, best: BestYear | None = None) -> Sentence:
    """The whole sentence, for the head of a page. `best`: the best year of the series, if it has one."""
    if judgement.status is Status.UNKNOWN:
        return silent(target, judgement)
    told = _told(target, judgement)
    return _joined(told, _takes(target, judgement, best)) if told else judgement.reason


def on_the_way(target: Commitment, judgement: Judgement, best: BestYear | None = None) -> Sentence:
    """The same beside the figures, in a row of a table: only what is left and what it takes; nothing when settled."""
    if judgement.actual is None or judgement.status not in (Status.BAD, Status.SLOW):
        return NOTHING
    way = Said("{way}。", way=_way(target, judgement)) if judgement.start else NOTHING
    return _joined(way, _takes(target, judgement, best))


def _joined(told: Sentence, takes: Sentence) -> Sentence:
    if not (told and takes):
        return told or takes
    return Said("{told}；{takes}", told=SubSentence(told), takes=takes)


# -- what was promised ------------------------------------------------------------------------------------------------


def asked(target: Commitment) -> Said:
    """2027年底要达到344亿元以上, 2025—2027年要年均增长6%以上, 2027年底力争突破500万吨: in the plan's own words."""
    period = target.period
    if period.kind is PeriodKind.OPEN:
        return _vowed(target, NOTHING)
    if period.kind is PeriodKind.AVERAGE and period.since is not None and period.until is not None:
        return _vowed(target, Said("{since}—{until}年", since=period.since, until=period.until))
    return _vowed(target, due_words(target))


def _vowed(target: Commitment, due: Said) -> Said:
    """With the word that makes it a sentence: 要, 要做到 before a bare figure, none before 力争."""
    if not due:
        return Said("要做到{promise}", promise=stated(target))
    facts, found = {"due": due, "promise": stated(target)}, own_words(target)
    if target.value is not None and (found is None or not found.said or found.said[0].isdecimal()):
        return Said("{due}要做到{promise}", **facts)
    if found and found.strives:
        return Said("{due}{promise}", **facts)
    return Said("{due}要{promise}", **facts)


def stated(target: Commitment) -> object:
    """The promise as the plan words it, else with its sign."""
    found = own_words(target)
    return promise(target).worded(found.said, strives=bool(found.strives)) if found and found.said else promise(target)


# -- where it stands --------------------------------------------------------------------------------------------------


def _told(target: Commitment, judgement: Judgement) -> Said | None:
    """What was promised and where it stands; None where the judgement holds no figure that can be told so."""
    figure = judgement.actual
    if figure is None:
        return None
    if judgement.versus is not None:
        return _beside_other(target, judgement, figure, judgement.versus)
    if judgement.status in (Status.MET, Status.MISSED):
        return _settled(target, judgement, figure)
    if judgement.status is Status.REACHED:
        return _reached(target, judgement, figure)
    if judgement.rule == "cumulative":
        return _summed(target, judgement, figure)
    if judgement.start is not None:
        return Said("{way}。", way=_way(target, judgement))
    return _running(target, judgement, figure)


def _settled(target: Commitment, judgement: Judgement, figure: Figure) -> Said | None:
    """2025年要突破900万人，实际858.74万人，差41.26万人，没有完成。"""
    if not _compared_as_it_stands(target, judgement, figure):
        return None
    asks = _asked_of(target, figure)
    facts = {"asked": asks, "figure": _figure(figure)}
    gap = judgement.gap
    assert gap is not None
    by = _exactly(abs(gap), target, judgement)
    if judgement.status is Status.MISSED:
        if keeping.wants_less(target):
            return Said("{asked}，实际{figure}，超{by}，没有完成。", **facts, by=by)
        if not gap:
            return Said("{asked}，实际{figure}，正好相等，没有完成。", **facts)
        return Said("{asked}，实际{figure}，差{by}，没有完成。", **facts, by=by)
    if gap > 0 and target.value_max is None:
        if keeping.wants_less(target):
            return Said("{asked}，实际{figure}，没有超，完成了。", **facts)
        return Said("{asked}，实际{figure}，多{by}，完成了。", **facts, by=by)
    return Said("{asked}，实际{figure}，完成了。", **facts)


def _compared_as_it_stands(target: Commitment, judgement: Judgement, figure: Figure) -> bool:
    """Whether the gap is that between the figure shown and the target; a change since a base is told by its reason."""
    if judgement.gap is None or target.value is None:
        return False
    value = keeping.size(figure.value, target) if figure.form is Form.GROWTH else figure.value
    return judgement.gap == keeping.ahead(value, target)


def _asked_of(target: Commitment, figure: Figure) -> Said:
    """Of a yearly promise what was asked in the year that is told: 2025年要不少于10场."""
    if target.period.kind is not PeriodKind.EACH_YEAR:
        return asked(target)
    return _vowed(target, Said("{year}年", year=figure.period.year))


def _reached(target: Commitment, judgement: Judgement, figure: Figure) -> Said | None:
    """2027年底要突破13.6亿元，2025年已有19.84亿元，提前达到；到期仍须守住。"""
    if not _compared_as_it_stands(target, judgement, figure):
        return None
    facts = {"asked": asked(target), "period": figure.period, "figure": _figure(figure)}
    if target.period.until is None or target.cumulative:
        return Said("{asked}，{period}{figure}，已经达到。", **facts)
    return Said("{asked}，{period}{figure}，提前达到；到期仍须守住。", **facts)


def _beside_other(target: Commitment, judgement: Judgement, ours: Figure, theirs: Figure) -> Said | None:
    """2027年底要与自治区持平，2025年下降1.4%，自治区增长4.3%，低5.7个百分点。"""
    if judgement.gap is None or target.value is not None:
        return None
    return Said(
        "{asked}，到{period}{ours}，{place}{theirs}，{margin}。",
        asked=asked(target), period=ours.period, ours=_figure(ours), place=target.relative_to or "对照数",
        theirs=_figure(theirs), margin=Said("持平") if vanishes(judgement.gap, 1) else higher_or_lower(judgement.gap),
    )  # fmt: skip


def _summed(target: Commitment, judgement: Judgement, figure: Figure) -> Said | None:
    """2027年底要做到50亿元，到2025年末做了15.62亿元，还差34.38亿元。"""
    if target.value is None or target.period.kind is PeriodKind.AVERAGE or keeping.wants_less(target):
        return _running(target, judgement, figure)
    return Said(
        "{asked}，到{period}末做了{figure}，还差{left}。",
        asked=asked(target), period=figure.period, figure=_figure(figure),
        left=amount(target.value - figure.value, target.unit, trim=True),
    )  # fmt: skip


def _running(target: Commitment, judgement: Judgement, figure: Figure) -> Said | None:
    """2027年底要突破123亿元，2025年118.77亿元，还差4.23亿元."""
    facts = {"asked": _asked_of(target, figure), "period": figure.period, "figure": _figure(figure)}
    if target.period.kind is PeriodKind.AVERAGE and target.period.since is not None:
        several = figure.period.year > target.period.since
        facts["so_far"] = _so_far(figure, target.period.since - 1)
        return (
            Said("{asked}，{so_far}年均{figure}。", **facts)
            if several
            else Said("{asked}，{so_far}{figure}。", **facts)
        )
    if target.value is None or target.period.kind is PeriodKind.OPEN:
        return Said("{asked}，{period}{figure}。", **facts)
    short = -keeping.ahead(keeping.size(figure.value, target) if figure.form is Form.GROWTH else figure.value, target)
    if short <= 0 or judgement.rule == "change-since-base" or target.base_year is not None:
        return Said("{asked}，{period}{figure}。", **facts)
    by = _exactly(short, target, judgement)
    if keeping.wants_less(target):
        return Said("{asked}，{period}{figure}，还高出{by}。", **facts, by=by)
    return Said("{asked}，{period}{figure}，还差{by}。", **facts, by=by)


def _way(target: Commitment, judgement: Judgement) -> Said:
    """三年要增加55亿元，第一年反而减少4亿元."""
    start, figure = judgement.start, judgement.actual
    assert start is not None
    assert figure is not None
    assert target.value is not None
    whole, moved = target.value - start.value, figure.value - start.value
    years = (target.period.until or figure.period.year) - start.year
    facts = {"years": SmallCount(years), "whole": _moved(whole, target.unit), "so_far": _so_far(figure, start.year)}
    if not rounded(moved, 2):
        return Said("{years}年要{whole}，{so_far}没有变化", **facts)
    if (moved > 0) != (whole > 0):
        return Said("{years}年要{whole}，{so_far}反而{moved}", **facts, moved=_moved(moved, target.unit))
    return Said("{years}年要{whole}，{so_far}{moved}", **facts, moved=_moved(moved, target.unit))


def _so_far(figure: Figure, base_year: int) -> Said:
    """第一年, 前两年, 到2026年9月."""
    gone = figure.period.year - base_year
    if not figure.period.whole_year:
        return Said("到{period}", period=figure.period)
    return Said("第一年") if gone == 1 else Said("前{years}年", years=SmallCount(gone))


def _moved(by: Decimal, unit: str) -> Said:
    if in_points(unit):
        size = amount(abs(by), POINTS, 1, trim=True)
        return Said("提高{by}", by=size) if by > 0 else Said("降低{by}", by=size)
    return Said("增加{by}", by=roughly(by, unit)) if by > 0 else Said("减少{by}", by=roughly(by, unit))


# -- what it takes ----------------------------------------------------------------------------------------------------


def _takes(target: Commitment, judgement: Judgement, best: BestYear | None) -> Sentence:
    """后两年须年均增长9.9%，公布过的最高一年是8.3%（2023年）。"""
    if judgement.status not in (Status.BAD, Status.SLOW) or judgement.actual is None:
        return NOTHING
    if judgement.rule == "cumulative":
        return _each_year_left(target, judgement, judgement.actual)
    needed = needed_words(judgement, target.period.until, target)
    if not needed:
        return NOTHING
    if judgement.versus is not None:
        other = target.relative_to or "对照数"
        return Said("{other}照此增长的话，{needed}。", other=other, needed=Strong(needed))
    if is_counted(target.unit) and judgement.start is None and "by" in needed.facts:
        return NOTHING  # 还差2家: it has just been said
    top = comparable(target, judgement, best)
    if top is None or is_share(judgement.actual):
        return Said("{needed}。", needed=Strong(needed))
    facts = {"needed": Strong(needed), "rate": amount(top.rate, "%", 1), "year": top.year}
    if judgement.needed is not None and judgement.needed > top.rate:
        return Said("{needed}，公布过的最高一年是{rate}（{year}年）。", **facts)
    return Said("{needed}，公布过的最高一年到过{rate}（{year}年）。", **facts)


def _each_year_left(target: Commitment, judgement: Judgement, figure: Figure) -> Sentence:
    """后两年每年须做17.19亿元。"""
    left = (target.period.until or 0) - figure.period.year
    if judgement.needed is None or left < 1 or not figure.period.whole_year:
        return NOTHING
    each = amount(judgement.needed, target.unit, 2, trim=True)
    if left == 1:
        return Said("{needed}。", needed=Strong(Said("{year}年须做{by}", year=target.period.until, by=each)))
    return Said("{needed}。", needed=Strong(Said("后{years}年每年须做{by}", years=SmallCount(left), by=each)))


# -- no figure --------------------------------------------------------------------------------------------------------


def silent(target: Commitment, judgement: Judgement) -> Said:
    """2025年底要达到3家，已到期，至今没有公布数。"""
    asks = asked(target)
    if judgement.actual is not None and judgement.why in (Why.NOT_DUE, Why.NO_DEADLINE):
        figure = {"asked": asks, "period": judgement.actual.period, "figure": _figure(judgement.actual)}
        if judgement.why is Why.NOT_DUE:
            return Said("{asked}，{period}{figure}；还没有到期。", **figure)
        return Said("{asked}，{period}{figure}；方案没有写期限，说不上快慢。", **figure)
    if judgement.missing:
        return Said("{asked}；还缺{parts}，算不出来。", asked=asks, parts=listed(judgement.missing))
    if judgement.why is Why.NOT_PUBLISHED:
        due = target.period.deadline.last_day
        past = due is not None and due < judgement.as_of and target.period.kind is not PeriodKind.EACH_YEAR
        late = Said("{asked}，已经到期，至今没有公布数，还不能说完成没有完成。", asked=asks)
        return late if past else Said("{asked}；到{as_of}还没有公布数。", asked=asks, as_of=judgement.as_of)
    return WHY_SAID[judgement.why or Why.NOT_PUBLISHED](asks)


WHY_SAID: dict[Why, Callable[[Said], Said]] = {
    Why.NOT_PUBLISHED: lambda asks: Said("{asked}；还没有公布数。", asked=asks),
    Why.DEFINITION_OPEN: lambda asks: Said("{asked}；怎样算还没有定，不亮灯。", asked=asks),
    Why.DEFINITION_DIFFERS: lambda asks: Said("{asked}；公布的是另一种口径，不能代替。", asked=asks),
    Why.PART_MISSING: lambda asks: Said("{asked}；还缺一个数，算不出来。", asked=asks),
    Why.NO_DEADLINE: lambda asks: Said("{asked}；方案没有写期限，说不上快慢。", asked=asks),
    Why.MERGED_PERIOD: lambda asks: Said("{asked}；1月、2月合并公布，还没有数。", asked=asks),
    Why.NOT_DUE: lambda asks: Said("{asked}；还没有到期，不缺数。", asked=asks),
    Why.NOT_LINKED: lambda asks: Said("{asked}；用哪个数来衡量还没有定。", asked=asks),
    Why.NOT_COMPUTED: lambda asks: Said("{asked}；有数，没有算出来。", asked=asks),
}


# -- figures ----------------------------------------------------------------------------------------------------------


def _figure(figure: Figure) -> object:
    return growth_word(figure.value) if figure.form is Form.GROWTH else as_printed(figure)


def _exactly(size: Decimal, target: Commitment, judgement: Judgement) -> Amount:
    """A settled difference, as published; of percentages in points with one decimal."""
    unit = judgement.gap_unit if judgement.status in (Status.MET, Status.MISSED) else target.unit
    if in_points(unit) or in_points(target.unit):
        return amount(size, POINTS, 1)
    return amount(rounded(size, 2), target.unit, trim=True)


def roughly(size: Decimal, unit: str) -> Amount:
    """A difference as one tells it: two digits, whole numbers whole; things are counted exactly."""
    size = abs(size)
    if is_counted(unit) and size == size.to_integral_value():
        return amount(size, unit, 0)
    places = 0 if not size else max(0, 1 - rounded(size, 6).adjusted()) if size < 1 else max(0, 1 - size.adjusted())
    return amount(size, unit, min(places, 6), trim=True)
