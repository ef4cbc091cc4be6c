"""Results (成绩) in words: the figure as the text puts it, and the years it speaks of."""

from __future__ import annotations

from collections.abc import Iterable

from guatu.core.plan.model import Direction, Measure, Period, PeriodKind, Result
from guatu.core.reports.words import plain

HEADS = ("编号", "指标", "数", "说的是哪一年", "读法", "原文")
NOT_SAID, CERTAIN, DOUBTFUL = "未写明", "确定", "存疑"


def figure_words(result: Result) -> str:
    """500亿元, 增长6.5%, 下降3.2%, 3—5家."""
    if result.value is None:
        return ""
    text = plain(result.value) + (f"—{plain(result.value_max)}" if result.value_max is not None else "")
    moved = "下降" if result.direction is Direction.DOWN else "增长" if result.measure is Measure.GROWTH else ""
    return moved + text + result.unit


def years_words(period: Period | None) -> str:
    """2025年, 2024年底, 2021—2025年, 2021年以来, 2021—2025年年均; 未写明 where the text does not say.

    >>> years_words(Period(PeriodKind.AVERAGE, 2021, 2025))
    '2021—2025年年均'
    """
    if period is None or (period.since is None and period.until is None):
        return NOT_SAID
    if period.until is None:
        return f"{period.since}年以来"
    if period.kind in (PeriodKind.EACH_YEAR, PeriodKind.AVERAGE):
        return f"{period.since}—{period.until}年" + ("每年" if period.kind is PeriodKind.EACH_YEAR else "年均")
    if period.since is not None:
        return f"{period.until}年" if period.since == period.until else f"{period.since}—{period.until}年"
    return str(period.deadline)


def reading_words(result: Result) -> str:
    """确定, or 存疑 with the reasons."""
    return CERTAIN if result.certain else f"{DOUBTFUL}：{''.join(result.doubts)}"


def rows(results: Iterable[Result]) -> list[tuple[str, ...]]:
    """One row of words per result, under `HEADS`."""
    return [(r.id, r.indicator, figure_words(r), years_words(r.period), reading_words(r), r.quote) for r in results]
