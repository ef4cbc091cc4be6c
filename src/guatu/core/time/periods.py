"""Report periods (报告期), and reading them as they are printed."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from guatu.core.errors import FiguresError
from guatu.core.time.days import exists, month_end


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

    @property
    def at_end(self) -> ReportPeriod:
        """The same for a stock, which stands at the end: 12月末 and 年末 are one, 6月末 and 上半年末 are one."""
        return ReportPeriod(self.year) if self.last == 12 else ReportPeriod(self.year, self.last, self.last)

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
    "": (1, 12), "全年": (1, 12), "上半年": (1, 6), "前半年": (1, 6), "下半年": (7, 12),
    "前2季度": (1, 6), "前3季度": (1, 9), "1-2季度": (1, 6), "1-3季度": (1, 9), "1-4季度": (1, 12),
    "1季度": (1, 3), "2季度": (4, 6), "3季度": (7, 9), "4季度": (10, 12),
    "Q1": (1, 3), "Q2": (4, 6), "Q3": (7, 9), "Q4": (10, 12),
    "H1": (1, 6), "H2": (7, 12), "S1": (1, 6), "S2": (7, 12),
}  # fmt: skip

WHEN = re.compile(
    r"(?P<until>截[至止](?:到|至)?|到|至)?(?P<year>[12]\d{3})(?:年度?)?-?(?P<rest>.*?)"
    r"(?P<end>[末底终])?\(?(?P<span>累计|当月|单月|当季)?数?\)?"
)
MONTH = re.compile(r"M?(?P<month>\d{1,2})月?份?")
MONTHS = re.compile(r"(?P<first>\d{1,2})月?份?-(?P<last>\d{1,2})月?份?")
DAY = re.compile(r"(?P<month>\d{1,2})[-月](?P<day>\d{1,2})日?")
RANGE = re.compile(r"(?P<y1>[12]\d{3})-(?P<first>\d{1,2})\.\.(?P<y2>[12]\d{3})-(?P<last>\d{1,2})")
DIGITS = str.maketrans("一二两三四", "12234")


@dataclass(frozen=True, slots=True)
class Printed:
    """A period as it is printed: its months, and whether the print names the end of them (6月末, 截至6月, 6月30日).

    At the end of a month a stock stands, and a flow has run since January: the indicator decides, not the print.
    """

    period: ReportPeriod
    at_end: bool = False

    @property
    def of_stock(self) -> ReportPeriod:
        return self.period.at_end

    @property
    def of_flow(self) -> ReportPeriod:
        """年初至今 where the print names an end, else the months as printed."""
        return ReportPeriod(self.period.year, 1, self.period.last) if self.at_end else self.period


def parse_period(text: str) -> ReportPeriod:
    """The months that `text` prints.

    >>> str(parse_period("2023-01..2023-06")), str(parse_period("2026年1—2月")), str(parse_period("2025"))
    ('2023年1—6月', '2026年1—2月', '2025年')

    Raises:
        PeriodUnreadable: no period is printed there, or one that crosses the new year.
    """
    return read_period(text).period


def read_period(text: str) -> Printed:
    """The report period that `text` prints, in any spelling of bulletins and exports.

    >>> read_period("截至2026年6月末").of_flow == read_period("2026-06-30").of_flow == parse_period("2026年1—6月")
    True

    Raises:
        PeriodUnreadable: as `parse_period`.
    """
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    plain = re.sub(r"(?<![截止])[—–－~至]+(?=[\d一二三四])", "-", plain)
    if (found := RANGE.fullmatch(plain)) and found["y1"] == found["y2"]:
        return Printed(_period(text, int(found["y1"]), int(found["first"]), int(found["last"])))
    found = WHEN.fullmatch(re.sub(r"(?<=\d)[/.](?=\d)", "-", plain))
    if not found:
        raise PeriodUnreadable(text=text)
    year, rest = int(found["year"]), _in_digits(found["rest"])
    at_end = bool(found["until"] or found["end"]) and found["span"] in (None, "累计")
    if day := DAY.fullmatch(rest):
        month, on = int(day["month"]), int(day["day"])
        if not exists(year, month, on) or month_end(year, month).day != on or found["span"]:
            raise PeriodUnreadable(text=text)
        return Printed(ReportPeriod(year, month, month), at_end=True)
    return Printed(_spanned(text, _months(text, year, rest), found["span"]), at_end)


def _in_digits(rest: str) -> str:
    """第一季度 → 1季度, 十二月 → 12月, and the year said twice (2025年年末) once."""
    rest = re.sub(r"十(?P<one>[一二]?)月", lambda m: f"1{m['one'] or '0'}月", rest)
    return rest.translate(DIGITS).removeprefix("第").upper().removesuffix("年" if rest == "年" else "")


def _months(text: str, year: int, rest: str) -> ReportPeriod:
    if rest in NAMED:
        return ReportPeriod(year, *NAMED[rest])
    if found := MONTHS.fullmatch(rest):
        return _period(text, year, int(found["first"]), int(found["last"]))
    if found := MONTH.fullmatch(rest):
        return _period(text, year, int(found["month"]), int(found["month"]))
    raise PeriodUnreadable(text=text)


def _spanned(text: str, period: ReportPeriod, span: str | None) -> ReportPeriod:
    """With 累计, 当月 or 当季 beside it: a month 累计 runs from January; a span that says otherwise is unreadable."""
    months = period.last - period.first + 1
    if span == "累计":
        if period.first == 1 or months == 1:
            return ReportPeriod(period.year, 1, period.last)
    elif not span or months == (3 if span == "当季" else 1):
        return period
    raise PeriodUnreadable(text=text)


def _period(text: str, year: int, first: int, last: int) -> ReportPeriod:
    if not (1 <= first <= last <= 12):
        raise PeriodUnreadable(text=text)
    return ReportPeriod(year, first, last)


def is_year_to_date(period: ReportPeriod) -> bool:
    """Whether a flow of this period counts from January on (累计)."""
    return period.first == 1
