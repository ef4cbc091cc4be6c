"""Report periods (报告期), and reading them as they are printed."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from guatu.core.errors import FiguresError
from guatu.core.time.days import month_end


@dataclass(frozen=True, slots=True)
class ReportPeriod:
    """A report period (报告期), by its first and last month; a year is months 1 to 12.

    `stock` figures belong to the last month. Year-to-date (累计) runs from month 1.
    """

    year: int
    first: int = 1
    last: int = 12

    def __post_init__(self) -> None:
        if not (1 <= self.first <= self.last <= 12):
            raise ValueError(f"months {self.first}..{self.last} make no period")

    @property
    def whole_year(self) -> bool:
        return (self.first, self.last) == (1, 12)

    @property
    def ends(self) -> date:
        """The last day of the period."""
        return month_end(self.year, self.last)

    def __str__(self) -> str:
        if self.whole_year:
            return f"{self.year}年"
        if self.first == self.last:
            return f"{self.year}年{self.last}月"
        return f"{self.year}年{self.first}—{self.last}月"


class PeriodUnreadable(FiguresError):
    code = "D304"
    reason = "“{text}”不是能识别的报告期。"
    remedy = "请写成2025、2025-03、2025-01..2025-06、2025年1—6月、2025年上半年之类。"


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
