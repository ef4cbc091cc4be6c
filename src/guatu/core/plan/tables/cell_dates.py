# ruff: noqa: E501 - rules and their corpus stand one to a line
"""A cell that holds a deadline and little else: 2026-09-30, 2026.9, 12月底, 46022 as Excel keeps it, 2025年3月—2026年6月.

In a sentence 2026-09-30 may be when something was printed; in a column of deadlines it is due.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from guatu.core.text.dates import blank, find_dates
from guatu.core.text.numerals import chinese
from guatu.core.text.when import When, WhenForm, Years
from guatu.core.time.deadlines import certain, readings, written

RULE = "by: 时限栏"
_BEFORE = r"(?:之前|以前|前|止|为止|内|完成|办结|竣工|完工|建成)*"
_END = r"(?:份|底|末|上旬|中旬|下旬|初)*"
_CLOCK = r"(?:[ T]?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
_FORMS = tuple(
    re.compile(rf"(?:到|至|于|在|力争|确保|预计|计划|拟)*{form}{_CLOCK}{_BEFORE}")
    for form in (
        rf"(?P<y>20\d\d)(?P<sign>[-/.])(?P<m>\d{{1,2}})(?:(?P=sign)(?P<d>\d{{1,2}})[日号]?)?{_END}",
        r"(?P<y>20\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>[0-3]\d)?",
        rf"(?P<y>20\d\d)年度?(?P<m>\d{{1,2}})月?(?:(?P<d>\d{{1,2}})[日号]?)?{_END}",
        rf"(?:今年|本年度?|当年)?(?P<m>\d{{1,2}})月(?:份)?(?:(?P<d>\d{{1,2}})[日号]?)?{_END}",
        r"(?P<y>20\d\d)年?(?:年底|年末|年内|年终|底|末|度)?",
        r"(?:(?P<y>20\d\d)年?度?|今年|本年度?)?(?P<part>上半年|下半年|前[三两32]季度|第?[一二三四1-4]季度|[Qq][1-4])(?:末|底)?",
        r"(?P<this>(?:今年|本年度?|当年)?(?:年底|年末|年内|年终|全年|底)|今年|本年度?|当年)",
    )
)  # fmt: skip
_SERIAL = re.compile(r"(?P<days>[45]\d{4})(?:\.0+)?")
_EPOCH, _PLAUSIBLE = date(1899, 12, 30), range(2015, 2061)
_SPAN = re.compile(r"(?<=[\d年月日号度底末])(?:-{1,2}|至|到)(?=[\d今明本年月上下第前一二三四底]{1,2})")
_ISO = re.compile(r"(?<!\d)20\d\d-(?:1[0-2]|0?[1-9])(?:-\d{1,2})?(?![\d年月])")
_STANDING = re.compile(
    r"[-/\\一\s]*|.*(?:长期|持续|常态|经常|随时|适时|动态|永久|立行立改|即知即改|立即|按(?:照)?.{0,12}(?:要求|进度|部署|计划|时序|规定|节点|安排)|根据.{0,12}(?:要求|部署|进度|安排)|以.{2,16}为准|贯穿|全程|滚动|已完成|不限|待定).*"
)
_CHINESE_YEAR = re.compile(r"[二2][〇○零O0][〇○零一二三四五六七八九]{2}(?=年)")
_CHINESE_COUNT = re.compile(r"[一二三四五六七八九十]{1,3}(?=[月日号])")
_PARTS = {"上半年": 6, "下半年": 12, "前三季度": 9, "前3季度": 9, "前两季度": 6, "前2季度": 6}
_QUARTER = {"一": 3, "二": 6, "三": 9, "四": 12}

# Read in a plan of 2026: year, month, day.
CORPUS: dict[tuple[int, int | None, int | None], list[str]] = {
    (2026, 12, 31): [
        "2026年12月31日", "2026-12-31", "2026.12.31", "2026/12/31", "2026-12-31 00:00:00", "2026年12月31日前", "20261231", "12月31日", "12月31日前",
        "2026年12月31日之前完成", "46387", "46387.0", "2026年3月1日-2026年12月31日", "2026-03-01至2026-12-31", "3月1日至12月31日", "二〇二六年十二月三十一日", "2026年12月31号",
    ],
    (2026, 9, None): ["2026年9月", "2026年9月底", "2026年9月底前", "2026-09", "2026.9", "2026/9", "2026.09", "202609", "9月", "9月底前", "9月份", "三季度", "第三季度末", "2026年三季度", "前三季度", "2026年1-9月", "2026年1月-9月", "3月至9月", "2026.3-2026.9", "2026年3季度", "Q3", "2025年10月-2026年9月", "九月底"],
    (2026, 6, None): ["上半年", "2026年上半年", "6月底前完成", "二季度末", "2026年6月中旬"],
    (2026, 12, None): ["下半年", "2026年12月底前", "12月底", "12月", "四季度", "到2026年12月", "十二月底前"],
    (2026, None, None): ["2026年", "2026年底", "2026年底前", "年底", "年底前", "年内", "全年", "今年", "2024-2026年", "2024年-2026年", "2024年至2026年", "2026", "2026年度", "今年年底前", "当年", "力争2026年底"],
    (2026, 7, 1): ["建党节前", "七一前"],
    (2027, 6, 30): ["2027年6月30日", "2027/6/30", "2027-6-30前", "2026年7月1日—2027年6月30日"],
    (2028, None, None): ["2026-2028年", "2028年底前", "到2028年", "2028年末"],
}  # fmt: skip
STANDING = ["长期", "长期坚持", "持续推进", "常态化开展", "-", "/", "——", "立行立改", "按省级要求推进", "适时启动", "根据上级部署推进", "按时序进度推进", "已完成"]  # fmt: skip
UNREADABLE = ["春节前", "见附件2", "第二批启动后3个月", "2026年第5季度", "一期2期", "尽快", "99999"]


def read_deadline(cell: str, years: Years) -> When | None:
    """The last deadline that an evened cell names; None where it names none that can be read.

    >>> read_deadline("2026.9", Years()).month
    9
    """
    parts = _SPAN.split(_ISO.sub(lambda day: day[0].replace("-", "."), _squeezed(cell)))
    last = _one(parts[-1], years, _year_before(parts, years))
    if last is not None:
        return last
    mentions = find_dates(cell, years)
    if re.search(r"\d", blank(cell, mentions)):
        return None
    found = [
        when._replace(kind="by", since=None)
        for when in mentions
        if when.role == "due" and not when.local and when.until is not None and when.kind != "each_year"
    ]
    return found[-1] if found else None


def is_standing(cell: str) -> bool:
    """Whether a cell says in so many words that nothing ends: 长期坚持, a dash, 按进度推进."""
    return bool(_STANDING.fullmatch(_squeezed(cell)))


def _squeezed(cell: str) -> str:
    words = re.sub(r"\s(?=\d{1,2}:\d)", "T", cell.replace("\x00", "").strip())
    words = re.sub(r"\s", "", words).strip("（）。；，")
    if (year := _CHINESE_YEAR.match(words)) is not None:
        digits = "".join("0" if c in "〇○零O" else str("一二三四五六七八九".find(c) + 1 or c) for c in year[0])
        words = digits + words[year.end() :]
    return _CHINESE_COUNT.sub(lambda found: str(chinese(found[0]) or found[0]), words)


def _year_before(parts: list[str], years: Years) -> int | None:
    """The year that a bare month stands under: of the other end of its span, else of the plan."""
    found = re.search(r"20\d\d", parts[0]) if len(parts) > 1 else None
    return int(found[0]) if found else years.issue


def _one(words: str, years: Years, year: int | None) -> When | None:
    if serial := _SERIAL.fullmatch(words):
        day = _EPOCH + timedelta(days=int(serial["days"]))
        return (
            When(0, 0, RULE, WhenForm.PLAIN, "by", None, day.year, day.month, day.day)
            if day.year in _PLAUSIBLE
            else None
        )
    if words.isdigit() and len(words) == 2 and year is not None:
        return None
    for form in _FORMS:
        if (found := form.fullmatch(words)) is None:
            continue
        named = found.groupdict()
        if named.get("y"):
            year = int(named["y"])
        if year is None:
            return None
        if part := named.get("part"):
            return When(0, 0, RULE, WhenForm.PLAIN, "by", None, year, _PARTS.get(part) or _quarter(part))
        return _dated(year, named.get("m"), named.get("d"))
    return None


def _quarter(part: str) -> int:
    sign = part.strip("第季度Qq")
    return _QUARTER.get(sign) or int(sign) * 3


def _dated(year: int, month: str | None, day: str | None) -> When:
    """By the calendar; of a day that it does not have, what is certain and what may have been meant."""
    if month is None:
        return When(0, 0, RULE, WhenForm.PLAIN, "by", None, year)
    asked = (int(month), int(day) if day else None)
    known = certain(year, *asked)
    if known == asked:
        return When(0, 0, RULE, WhenForm.PLAIN, "by", None, year, *known)
    return When(
        0,
        0,
        RULE,
        WhenForm.PLAIN,
        "by",
        None,
        year,
        *known,
        impossible=written(year, *asked),
        meant=readings(year, *asked),
    )
