# ruff: noqa: E501 - rules and their corpus stand one to a line
"""A text cut into lines that belong together, sentences and clauses, all as spans.

Reads evened text. A comma inside brackets, quotes or a title (《》) cuts nothing. A line that breaks off in the middle of
a sentence is joined to the next one.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from guatu.core.text.spans import Span

_CLOSES = {"（": "）", "“": "”", "《": "》", "〔": "〕"}
_LONGEST_BRACKET = 240  # a bracket that does not close within so many signs was never meant as one
_LONGEST_CLAUSE = (
    3000  # no prose goes on so long without a mark; a list that does is read in pieces, each at a fair speed
)
_MARK = re.compile("[，；：。！？（“《〔]")
_LINE = re.compile(r"[^\n]+")
_STARTS_NEW = re.compile(
    r"[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十\d]{1,3}）|\d{1,3}[.、]\s?(?!\d)|第[一二三四五六七八九十]{1,3}[章节篇]|-{1,2}|[●■◆▲★*·•①-⑳]|专栏|表\d|附件|附："
    r"|(?:牵头|责任|主责|参与|配合|协办|协同|支持|主办|承办)(?:单位|部门)|完成(?:时限|时间)|(?:实施)?期限|时间节点"
)
_ENDS = tuple("。；！？：”）》")


class Clause(NamedTuple):
    """A stretch between two marks; `mark` is the one behind it, empty at the end of a line."""

    start: int
    end: int
    text: str
    mark: str


CORPUS = {
    "到2027年，A达到1个。B达到2个。": ["到2027年，|A达到1个。", "B达到2个。"],
    "开展“一次认证，全网通行”改革（含县，区），建成平台。": ["开展“一次认证，全网通行”改革（含县，区），|建成平台。"],
    "建成3家；引进5家。": ["建成3家；|引进5家。"],
}


def lines(text: str, *, raw: str = "") -> list[Span]:
    """The lines of a text, without outer blanks; a line that breaks off is joined to its rest. `raw` is the text before
    it was evened: a row of cells (tabs, bars) is never joined.

    >>> [s.of("选育2-3\\n\\n个适宜的品种。\\n一、目标") for s in lines("选育2-3\\n\\n个适宜的品种。\\n一、目标")]
    ['选育2-3\\n\\n个适宜的品种。', '一、目标']
    """
    found: list[Span] = []
    for match in _LINE.finditer(text):
        start, end = match.span()
        while start < end and text[start] in " \x00":
            start += 1
        while end > start and text[end - 1] in " \x00":
            end -= 1
        if start == end:
            continue
        if found and _breaks_off(text, found[-1], start, end) and not is_row(raw, found[-1].start, end):
            found[-1] = Span(found[-1].start, end)
        else:
            found.append(Span(start, end))
    return found


def is_row(raw: str, start: int, end: int) -> bool:
    """Whether a stretch of the text as it came is set in cells, by tabs or bars."""
    return raw.find("\t", start, end) >= 0 or raw.find("|", start, end) >= 0


_LONGEST_ASIDE = 80


def in_brackets(text: str, at: int) -> bool:
    """Whether a place stands in brackets that are still open: 50万亩（含高效节水灌溉10万亩）.

    >>> in_brackets("企业50家（2026年40家）", 8), in_brackets("企业50家（2026年40家）", 3)
    (True, False)
    """
    near = max(0, at - _LONGEST_ASIDE)
    return text.rfind("（", near, at) > text.rfind("）", near, at)


def _breaks_off(text: str, before: Span, start: int, end: int) -> bool:
    if _STARTS_NEW.match(text, start):
        return False
    last = text[before.end - 1]
    length = before.end - before.start
    blank_between = text.count("\n", before.end, start) > 1
    if last.isdigit():  # 2-3 <break> 个适宜…: a figure parted from its unit, never two cells of a table
        return (
            length > 4
            and not text[start].isdigit()
            and end - start > 4
            and ("。" in text[start:end] or "，" in text[start:end])
        )
    if last in "，、":
        return length > 8
    if last in _ENDS or (blank_between and length < 60) or (_STARTS_NEW.match(text, before.start) and length < 30):
        return False
    indented = text[start - 1] == " "
    return not indented and length >= 24 and end - start >= 2 and "，" in text[before.start : before.end]


def sentences(text: str, start: int, end: int) -> list[list[Clause]]:
    """The sentences of a line, each as its clauses. `；` and `：` end a clause, `。` ends the sentence."""
    result: list[list[Clause]] = []
    current: list[Clause] = []
    at = begin = start
    while match := _MARK.search(text, at, end):
        sign, at = match[0], match.end()
        if sign in _CLOSES:
            close = text.find(_CLOSES[sign], at, min(end, at + _LONGEST_BRACKET))
            if close >= 0:
                at = close + 1
            continue
        _add(current, text, begin, match.start(), sign)
        begin = at
        if sign in "。！？":
            if current:
                result.append(current)
            current = []
    _add(current, text, begin, end, "")
    if current:
        result.append(current)
    return result


def _add(clauses: list[Clause], text: str, start: int, end: int, mark: str) -> None:
    while start < end and text[start] in " \n\x00-●■◆▲★*•":
        start += 1
    while end > start and text[end - 1] in " \n\x00":
        end -= 1
    while end - start > _LONGEST_CLAUSE:
        cut = _cut(text, start + _LONGEST_CLAUSE)
        clauses.append(Clause(start, cut, text[start:cut], ""))
        start = cut
    if start < end:
        clauses.append(Clause(start, end, text[start:end], mark))
    elif clauses and mark:
        last = clauses[-1]
        clauses[-1] = Clause(last.start, last.end, last.text, mark)


def _cut(text: str, at: int, back: int = 500) -> int:
    """Where an overlong clause is parted: behind the last 、 before `at`, else where it parts no number."""
    listed = text.rfind("、", at - back, at) + 1
    if listed:
        return listed
    return next((k for k in range(at, at - back, -1) if not (text[k].isdigit() or text[k] in ".%,")), at)
