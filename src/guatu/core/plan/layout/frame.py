# ruff: noqa: E501 - rules and their corpus stand one to a line
"""Lines before they are read: how they open, which only introduce the document, which are its review, which are cells."""

from __future__ import annotations

import re
from collections.abc import Collection

from guatu.core.plan.layout import sections
from guatu.core.plan.layout.headings import Opening, number_of, read_opening
from guatu.core.plan.tables import grid
from guatu.core.text.dates import blank, find_dates
from guatu.core.text.quantities import find_quantities
from guatu.core.text.spans import Span


def openings_of(even: str, lines: list[Span], in_table: Collection[int]) -> list[Opening | None]:
    """How each line opens; a number that goes on from the last one is a heading's, even when a figure follows."""
    found: list[Opening | None] = []
    last: int | None = None
    for k, line in enumerate(lines):
        opening = None if k in in_table else read_opening(even, *line, after=last)
        if opening is not None:
            last = number_of(even, *line) if opening.level == 3 else last if opening.level > 3 else None
        found.append(opening)
    return found


def review_of(even: str, lines: list[Span], openings: list[Opening | None]) -> range:
    """The lines before 在肯定成绩的同时, back to the heading of their part."""
    turn = next((k for k, line in enumerate(lines) if sections.turns_from_review(line.of(even))), 0)
    for k in range(turn - 1, -1, -1):
        if (opening := openings[k]) is not None and opening.level <= 1 and opening.start < opening.end:
            return range(k + 1, turn)
    return range(turn)


def pieces_of(text: str, line: Span) -> list[Span]:
    """A line as its cells, when it is a row of a list set in columns: no clause runs from one cell into the next."""
    if line.start >= line.end:
        return []
    if "\t" not in (words := text[line.start : line.end]) and "|" not in words:
        return [line]
    return [cell for cell in grid.parts_of_line(text, line) if cell.start < cell.end]


_LONGEST_LETTER = 500  # a longer line that speaks like a covering letter holds the plan as well


_ABOUT_THE_FILE = re.compile(
    r"(?:索 {0,2}引 {0,2}号|发布(?:机构|单位|日期)|公开(?:方式|范围|时限)|信息(?:来源|名称)|主题分类|成文日期|发文(?:日期|机关|字号)|有效性|生效日期)"
)


_GLOSSARY = re.compile(
    r"(?:附[件注录]?\d{0,2}：?\s*|[一二三四五六七八九十]{1,3}、|\d[.、]\s*|[【〔（])?(?:《[^《》]{2,40}》)?(?:有关|相关|部分|主要|重要|报告中?|文中|规划)*(?:名词|术语|概念|用语|专有名词|缩略语|新名词|指标)(?:及[^，。]{0,6})?(?:解释|注释|释义|注解)(?:表|说明)?[】〕）：]*|(?:名词|术语|用语)说明：?|注释：?"
)
_NEXT_PART = re.compile(r"附件\s*\d|附表|附录")
_DEFINES = re.compile(
    r"[“《]?[^，。；：]{1,30}[”》]?[：，]?(?:主要|通常|一般|就|这里)?是指(?![导挥])|本(?:方案|规划|意见|办法|计划)所称[^，。；]{1,24}(?:是|，)?指"
)


def opens_glossary(words: str) -> bool:
    """Whether a line heads the explanation of terms: what stands below promises nothing.

    >>> opens_glossary("名词解释"), opens_glossary("附件2：有关名词解释"), opens_glossary("做好名词解释工作")
    (True, True, False)
    """
    return bool(_GLOSSARY.fullmatch(words.strip("# *\x00")))


def ends_glossary(words: str) -> bool:
    """Whether another part of the document begins behind the explanation of terms."""
    return bool(_NEXT_PART.match(words)) and not opens_glossary(words)


def defines(sentence: str) -> bool:
    """Whether a sentence says what a word means: 高产田：是指两季产量之和达到1200公斤的田块."""
    return ("是指" in sentence[:48] and bool(_DEFINES.match(sentence))) or (
        "所称" in sentence[:16] and bool(_DEFINES.match(sentence))
    )


_FIELD = re.compile(r"[^：，。]{2,24}（[^（）]{1,6}）：\s?[\d,.]{1,16}")  # 2026年计划投资（万元）：8000


def is_frame(words: str, *, last: bool) -> bool:
    """Whether a line before the body only introduces it: 各区人民政府：, a subtitle, the covering letter."""
    if _ABOUT_THE_FILE.match(words):
        return True
    if (sections.is_letter(words) and len(words) < _LONGEST_LETTER) or (
        words.endswith("：") and not sections.is_aim(words) and not sections.is_list_of_deeds(words[:-1])
    ):
        return True
    if sections.is_list_of_aims(words) or sections.heads_aims(words):
        return False
    if "|" in words or _FIELD.fullmatch(words) or grid.value_of(words.strip()) is not None:
        return False  # a cell of a table that could not be read
    short = len(words) < 60 and "。" not in words and not last
    figures = [q.kind for q in find_quantities(blank(words, find_dates(words))) if q.kind != "name"]
    return short and len(figures) < 2 and all(kind == "bare" for kind in figures)
