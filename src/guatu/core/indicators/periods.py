"""Report periods (报告期): reading them as they are printed, and the one month between two year-to-date figures.

January and February are published merged, because the Spring Festival moves between them: neither has a figure of
its own, and a missing one is not an overdue report.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal

from guatu.core.errors import FiguresError
from guatu.core.indicators.model import Observation, ReportPeriod, Stage


class PeriodUnreadable(FiguresError):
    code = "D304"
    reason = "“{text}”不是能识别的报告期。"
    remedy = "请写成2025、2025-03、2025-01..2025-06、2025年1—6月、2025年上半年之类。"


class MergedPeriod(FiguresError):
    code = "D321"
    reason = "{year}年{month}月没有单月数：1月、2月合并公布（春节在两月间移动）。"
    remedy = "请改用{year}年1—2月累计数；能算出的第一个单月是3月。"


class MonthNotDerivable(FiguresError):
    code = "D322"
    reason = "不能由累计数算出{period}的单月数：{why}。"
    remedy = "请录入公布的单月数，或补齐同一版次的累计数。"


# A named stretch of the year → its first and last month. 一季度, 上半年 and 前三季度 are year-to-date as well.
NAMED = {
    "全年": (1, 12), "上半年": (1, 6), "下半年": (7, 12), "前三季度": (1, 9),
    "一季度": (1, 3), "第一季度": (1, 3), "二季度": (4, 6), "第二季度": (4, 6),
    "三季度": (7, 9), "第三季度": (7, 9), "四季度": (10, 12), "第四季度": (10, 12),
    "Q1": (1, 3), "Q2": (4, 6), "Q3": (7, 9), "Q4": (10, 12), "H1": (1, 6), "H2": (7, 12),
}  # fmt: skip

YEAR = re.compile(r"(?P<year>[12]\d{3})年?(?P<rest>.*)")
MONTH = re.compile(r"-?(?P<month>\d{1,2})月?份?末?")
SPAN = re.compile(r"-?(?P<first>\d{1,2})月?-(?P<last>\d{1,2})月?份?(?:累计)?")
RANGE = re.compile(r"(?P<y1>[12]\d{3})-(?P<first>\d{1,2})\.\.(?P<y2>[12]\d{3})-(?P<last>\d{1,2})")


def parse_period(text: str) -> ReportPeriod:
    """The report period that `text` prints.

    >>> str(parse_period("2023-01..2023-06")), str(parse_period("2026年1—2月")), str(parse_period("2025"))
    ('2023年1—6月', '2026年1—2月', '2025年')

    Raises:
        PeriodUnreadable: no period is printed there, or one that crosses the new year.
    """
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    plain = re.sub(r"[—–－~至]+", "-", plain)
    found = RANGE.fullmatch(plain)
    if found and found["y1"] == found["y2"]:
        return _period(text, int(found["y1"]), int(found["first"]), int(found["last"]))
    found = YEAR.fullmatch(plain)
    if not found:
        raise PeriodUnreadable(text=text)
    year, rest = int(found["year"]), found["rest"]
    if rest in ("", "末", "底", "度"):
        return ReportPeriod(year)
    if rest.upper() in NAMED:
        return ReportPeriod(year, *NAMED[rest.upper()])
    if span := SPAN.fullmatch(rest):
        return _period(text, year, int(span["first"]), int(span["last"]))
    if month := MONTH.fullmatch(rest):
        return _period(text, year, int(month["month"]), int(month["month"]))
    raise PeriodUnreadable(text=text)


def _period(text: str, year: int, first: int, last: int) -> ReportPeriod:
    if not (1 <= first <= last <= 12):
        raise PeriodUnreadable(text=text)
    return ReportPeriod(year, first, last)


def is_year_to_date(period: ReportPeriod) -> bool:
    """Whether a flow of this period counts from January on (累计)."""
    return period.first == 1


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
