"""Results (成绩) in words: the figure as the text puts it, and the years it speaks of."""

from __future__ import annotations

from collections.abc import Iterable

from guatu.core.judging.promise_words import Promise
from guatu.core.plan.model import Direction, Measure, Period, PeriodKind, Result
from guatu.core.text.said import NOTHING, Said
from guatu.core.time.periods import ReportPeriod

HEADS = ("编号", "指标", "数", "说的是哪一年", "读法", "原文")
CERTAIN, DOUBTFUL = "确定", "存疑"


def figure_words(result: Result) -> Said:
    """500亿元, 增长6.5%, 下降3.2%, 3—5家."""
    if result.value is None:
        return NOTHING
    told = Promise(result.value, result.unit, result.value_max)
    if result.direction is Direction.DOWN:
        return Said("下降{by}", by=told)
    return Said("增长{by}", by=told) if result.measure is Measure.GROWTH else Said("{told}", told=told)


def years_words(period: Period | None) -> Said:
    """2025年, 2024年底, 2021—2025年, 2021年以来, 2021—2025年年均; 未写明 where the text does not say.

    >>> str(years_words(Period(PeriodKind.AVERAGE, 2021, 2025)))
    '2021—2025年年均'
    """
    if period is None or (period.since is None and period.until is None):
        return Said("未写明")
    if period.until is None:
        return Said("{year}年以来", year=period.since)
    both = {"since": period.since, "until": period.until}
    if period.kind is PeriodKind.EACH_YEAR:
        return Said("{since}—{until}年每年", **both)
    if period.kind is PeriodKind.AVERAGE:
        return Said("{since}—{until}年年均", **both)
    if period.since is not None:
        if period.since == period.until:
            return Said("{period}", period=ReportPeriod(period.until))
        return Said("{since}—{until}年", **both)
    return Said("{deadline}", deadline=period.deadline)


def reading_words(result: Result) -> str:
    """确定, or 存疑 with the reasons."""
    return CERTAIN if result.certain else f"{DOUBTFUL}：{''.join(result.doubts)}"


def rows(results: Iterable[Result]) -> list[tuple[str, ...]]:
    """One row of words per result, under `HEADS`."""
    return [_row(r) for r in results]


def _row(result: Result) -> tuple[str, ...]:
    figure, years = str(figure_words(result)), str(years_words(result.period))
    return result.id, result.indicator, figure, years, reading_words(result), result.quote
