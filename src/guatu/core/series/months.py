"""The one month between two year-to-date figures.

January and February are published merged, because the Spring Festival moves between them: neither has a figure of
its own, and a missing one is not an overdue report.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from guatu.core.errors import FiguresError
from guatu.core.series.model import Observation, Stage
from guatu.core.time.periods import ReportPeriod


class MergedPeriod(FiguresError):
    code = "D321"
    reason = "{year}年{month}月没有单月数：1月、2月合并公布（春节在两月间移动）。"
    remedy = "请改用{year}年1—2月累计数；能算出的第一个单月是3月。"


class MonthNotDerivable(FiguresError):
    code = "D322"
    reason = "不能由累计数算出{period}的单月数：{why}。"
    remedy = "请录入公布的单月数，或补齐同一版次的累计数。"


def month_value(observations: Iterable[Observation], *, year: int, month: int, merged: bool = True) -> Decimal:
    """The flow of one month of one series, in the unit of its figures.

    A published month wins. Otherwise the year-to-date figure less the one before, and only if neither was revised
    between the two publications: a difference across vintages would put the revision into one month.

    Args:
        observations: one indicator, one region; known on the day in question.
        merged: January and February have no figures of their own (零售, 工业, 投资, 规上服务业).
    Raises:
        MergedPeriod: January or February is asked for and was not published alone.
        MonthNotDerivable: a year-to-date figure is missing, or was revised, or the units differ.
    """
    rows = [o for o in observations if o.period.year == year and o.value is not None]
    single = ReportPeriod(year, month, month)
    for row in sorted(rows, key=lambda o: (o.source.rank, -o.known_on.toordinal())):
        # "2026-01" alone is both the month and the year to date; under the merged rule it is not published at all.
        if row.period == single and not (merged and month <= 2):
            return row.value  # type: ignore[return-value]
    if merged and month <= 2:
        raise MergedPeriod(year=year, month=month)
    if month == 1:
        raise MonthNotDerivable(period=single, why="没有1月的数字")
    upto = _one_vintage(rows, ReportPeriod(year, 1, month), single)
    before = _one_vintage(rows, ReportPeriod(year, 1, month - 1), single)
    if upto.unit != before.unit:
        raise MonthNotDerivable(period=single, why=f"两个累计数单位不同（{upto.unit}、{before.unit}）")
    if upto.stage is not before.stage:
        raise MonthNotDerivable(period=single, why="两个累计数版次不同")
    return upto.value - before.value  # type: ignore[operator]


def _one_vintage(rows: list[Observation], period: ReportPeriod, asked: ReportPeriod) -> Observation:
    found = [o for o in rows if o.period == period]
    if not found:
        raise MonthNotDerivable(period=asked, why=f"缺{period}累计数")
    if len({o.value for o in found}) > 1 or any(o.stage is Stage.REVISED for o in found):
        raise MonthNotDerivable(period=asked, why=f"{period}累计数有过修订")
    return found[0]
