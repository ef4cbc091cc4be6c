# ruff: noqa: E501 - rules and their corpus stand one to a line
"""Lines of a table as cells: parted by bars, by tabs, by wide blanks, or one cell to a line."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from guatu.core.text.comparators import read_bound
from guatu.core.text.quantities import Quantity, find_quantities
from guatu.core.text.spans import Span
from guatu.core.text.units import read_unit

# Reads the text as it came: evened text has lost its tabs.
_BARS = re.compile(r"[|｜│┃¦]")
_TABS = re.compile(r"\t")
_GAPS = re.compile(r"[ \u3000\u00a0]{2,400}")
_BLANK = " \u3000\u00a0\t\r\n\x00|｜│┃¦"
_CELL = re.compile(r"[^ \u3000]{1,60}")
_BLANK_PARTED = re.compile(
    r"(?:\d{1,3}[.、]? )?[^ \d，。；：、][^ ，。；：]{0,40}(?: [^ ，。；：]{1,16}){0,2}"
    r"(?: (?:20\d\d年?(?:目标值?|实际值?|基期值?|实绩)?|年均增[速长](?:（%）)?|属性|指标属性|指标性质|目标值?|基期值?|[<>≤≥〔]?-?\d[\d.,]{0,12}[%〕]?(?:左右|以上|以内)?|约束性|预期性|-|/)){2,8}"
)
_RULE = re.compile(r"[\s|｜:：+]*[=\-—─┼]{2}[\s|｜:：+=\-—─┼]*")  # | --- | :---: |
_EMPTY = re.compile(r"[-/\\一\s]{0,8}")
_NATURE = re.compile(r"(?P<word>约束|预期|引导|指导|控制)(?:性|型)?(?:指标)?")
_BRACKETS = str.maketrans("〔〕（）", "    ")
_POINT = re.compile(r"(?<=\d)。(?=\d)")  # 76。7, a point that a scanner misread
_IN_WORDS = re.compile(r"(?:完成|达到|按|待|高于|不低于|优于|保持|位居|居|进入)[^\d。，；]{2,16}|[^\d。，；]{0,10}(?:下达|要求|前列|先进水平|领先|持平|同步|以国家|核定)[^\d。，；]{0,6}")  # fmt: skip
_TO_ONE = re.compile(r"\s*(?P<figure>\d{1,3}(?:\.\d{1,3})?):1\s*")
_MIXED = re.compile(r"(?:每年|年均|累计|新增|达到|\d年(?:累计|新增)?)[^。]{0,40}\d[^。]{0,12}")
_SPREAD = re.compile(r"(?P<each>每年|逐年)|(?:[三五]年|\d年)?累计|(?:[三五]年|\d年)(?=\d)")
_LONGEST_VALUE = 24
_MEASURES = ("比", "率", "数", "值", "量", "度", "额", "面积", "水平", "能力")

CORPUS_VALUES = {
    "64": "64", ">6.5": "6.5", "〔18〕": "18", "15左右": "15", "76。7": "76.7", "下降15%": "15", "32亿人次": "32", "<1": "1", "-12.5": "12.5", "74%": "74",
    "2.09:1": "2.09", "每年1000": "1000", "5年累计25000": "25000", "12,000": "12000",
}  # fmt: skip
NOT_VALUES = [
    "220千伏容载比",
    "一、经济增长",
    "约束性",
    "-",
    "规上企业数量",
    "1。空气质量",
    "第1页",
    "城区95%、农村80%",
]


def parts_of_line(text: str, line: Span) -> list[Span]:
    """The cells of a line, blanks trimmed; one cell when nothing parts it, none when it only rules off a header.

    >>> [s.of("| 指标 | 2027年 |") for s in parts_of_line("| 指标 | 2027年 |", Span(0, 13))]
    ['指标', '2027年']
    """
    start, end = line
    words = text[start:end]
    bars = _BARS.search(words)
    if bars and _RULE.fullmatch(words):
        return []
    start, end, tabs = _with_outer_cells(text, start, end) if not bars else (start, end, False)
    cells, at = [], start
    for mark in (_BARS if bars else _TABS if tabs else _GAPS).finditer(text, start, end):
        cells.append(_trimmed(text, at, mark.start()))
        at = mark.end()
    cells.append(_trimmed(text, at, end))
    if not bars and not tabs and all(cell.end - cell.start < 2 for cell in cells):
        return [_trimmed(text, start, end)]  # 指　　标: a word set wide
    if bars and len(cells) > 1:  # the frame of a row is no cell
        outer = (words[0] in "|｜│┃¦", cells[-1].start == cells[-1].end)
        cells = cells[1 if outer[0] else 0 : -1 if outer[1] else None] or cells[:1]
    return cells


def _with_outer_cells(text: str, start: int, end: int) -> tuple[int, int, bool]:
    """A row parted by tabs with the empty cells at its ends, which a line loses with its blanks; and whether it is one."""
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    last = len(text) if last < 0 else last
    tabs = text.find("\t", first, last) >= 0
    return (first, last, True) if tabs else (start, end, False)


def is_framed(text: str, start: int, end: int) -> bool:
    """Whether a stretch of a line is set in cells by tabs or bars."""
    return text.find("\t", start, end) >= 0 or bool(_BARS.search(text, start, end))


def parts_by_blanks(text: str, line: Span) -> list[Span]:
    """The cells of a row set with one blank between them (1 森林覆盖率（%） 24.1 24.5 约束性); else the line as it is.

    >>> [s.of("指标 2020年 2027年") for s in parts_by_blanks("指标 2020年 2027年", Span(0, 14))]
    ['指标', '2020年', '2027年']
    """
    words = text[line.start : line.end]
    if len(words) > 120 or not _BLANK_PARTED.fullmatch(words):
        return [line]
    return [Span(line.start + m.start(), line.start + m.end()) for m in _CELL.finditer(words)]


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in _BLANK:
        start += 1
    while end > start and text[end - 1] in _BLANK:
        end -= 1
    return Span(start, end)


def is_empty(words: str) -> bool:
    """Whether a cell says that there is nothing: -, /, 一 for a dash."""
    return bool(_EMPTY.fullmatch(words))


def nature_of(words: str) -> str:
    """约束性 or 预期性, when that is all the cell says."""
    found = _NATURE.fullmatch(words.replace(" ", ""))
    return found["word"] + "性" if found else ""


@lru_cache(maxsize=8192)
def value_of(words: str) -> Quantity | None:
    """The one figure of a cell that holds a figure and nothing else, offsets as in the cell."""
    if not words or len(words) > _LONGEST_VALUE:
        return None
    plain = _POINT.sub(".", words).translate(_BRACKETS)
    if spread := _SPREAD.match(plain):
        plain = " " * spread.end() + plain[spread.end() :]
    minus = re.match(r"\s*-(?=\d)", plain)
    if minus:
        plain = " " * minus.end() + plain[minus.end() :]
    found = [q for q in find_quantities(plain) if q.kind != "name"]
    if len(found) != 1:
        return _ratio(plain)
    (q,) = found
    before, after = plain[: q.start - bool(q.glyph)], plain[q.end :].strip()
    if after and (read_unit(after, 0) != len(after) or after.endswith(_MEASURES)):
        return None  # 220千伏容载比 names a row
    return q if not before.strip() or not before[: read_bound(before).start].strip(" -") else None


def spread_of(words: str) -> tuple[str, int]:
    """How the figure of a cell is spread over the plan's years, `each` (每年1000) or `sum` (5年累计25000) or nothing, and
    where these words end.

    >>> spread_of("每年1000"), spread_of("5年累计25000"), spread_of("95")
    (('each', 2), ('sum', 4), ('', 0))
    """
    found = _SPREAD.match(words)
    return ("each" if found["each"] else "sum", found.end()) if found else ("", 0)


def _ratio(words: str) -> Quantity | None:
    """2.09:1 in a cell."""
    found = _TO_ONE.fullmatch(words)
    if found is None:
        return None
    start, end = found.span("figure")
    return Quantity(start, found.end(), end, Decimal(found["figure"]), None, ":1", rule="ratio")


def falls(words: str) -> bool:
    """Whether a cell prints a fall as a negative figure (-18)."""
    return bool(re.match(r"[〔（\s]*-\d", words))


def is_bracketed(words: str) -> bool:
    """〔18〕: the change over the whole period, not a yearly pace."""
    return words.startswith(("〔", "（")) or words.endswith(("〕", "）"))


def is_wording(words: str) -> bool:
    """A value in words: 完成国家下达任务."""
    return bool(_IN_WORDS.fullmatch(words))


def is_mixed(words: str) -> bool:
    """A value that is more than one figure: 每年1000, 5年累计25000. It is left for a person to read."""
    return bool(_MIXED.fullmatch(words)) and value_of(words) is None and not nature_of(words)


def names_something(words: str) -> bool:
    """Whether a cell can name a row: it has a Han letter and is no value, no nature and no sentence."""
    return (
        1 < len(words) <= 60
        and any("\u4e00" <= sign <= "\u9fff" for sign in words)
        and not re.search(r"[。；！？](?!\d)|，.{12}", words)
        and not nature_of(words)
        and not is_empty(words)
        and value_of(words) is None
    )
