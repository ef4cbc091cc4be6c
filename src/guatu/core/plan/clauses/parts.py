"""One clause cut into its figures: which words belong to which figure, and which figures 分别 ties together."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from guatu.core.plan.clauses.lexicon import HARMONY, MEASURE, VERB
from guatu.core.plan.clauses.subjects import cut
from guatu.core.text.comparators import Bound, read_bound
from guatu.core.text.date_rules import MOVED
from guatu.core.text.quantities import Quantity

_JOIN = re.compile(rf"^[、，；\s]|^(?:和(?!{HARMONY})|与(?![会时众])|以及|及|并|或)")
_JOINED = re.compile(r"(?:[、，；\s]|和|与|以及|及|并)$")
_LINK = re.compile(
    r"(?<=[^和及与饱缓温总平柔附参赋给授普涉惠遍触波危])(?:以及|[和及与])$"
)  # what only links to the next
_SPLIT = re.compile(rf"[、，；]|以及|并|和(?!{HARMONY})|及|与")
_PER_WHOM = re.compile(r"(?:每人|每户|每亩|每吨|每名|人均)?每(?:人|月|年|天|户|亩)$")


# 从5.5%降到5.3%: the first figure is where it comes from
FROM = re.compile(
    r"(?:在[^，。；、\d]{0,10})?\d[\d.,]{0,12}[^，。；、\d]{0,14}?的?基础上|"
    rf"(?:从|由|自)[^，。；、\d]{{0,10}}\d[\d.,]{{0,12}}[^，。；、\d]{{0,6}}?(?:[、和]\d[\d.,]{{0,10}}[^，。；、\d]{{0,5}}?){{0,3}}(?=(?:分别)?{MOVED})"
)


_GAP = re.compile(
    r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])|^[、\s]*\*"
)  # 达 到: a blank inside a word; *: a mark of a list
_GRADE = re.compile(r"(?:\d[\d.]*[万亿]?|[十百千]?[万亿])级")
_SO_LARGE = re.compile(r"[\u4e00-\u9fff]{0,8}(?:达到?|超过?|突破|过)[\d.十百千万亿]+元?(?:以上)?")
_SUCH_THINGS = re.compile(rf"{_SO_LARGE.pattern}(?P<noun>的[^，。；、\d]{{2,20}})")
_TIMES_OF = re.compile(
    r"(?P<bound>不低于|不高于|不少于|不超过|高于|超过|达到|相当于)[^，。；、\d]{2,24}的$"
)  # 不低于低保标准的1.6倍
_BY_CLASSES = re.compile(r"(?<=[\u4e00-\u9fff])\d{1,3}[大小中]?类$")  # 服务项目达到11大类37项
_OF_YEAR = re.compile(r"(?<=\x00)的$")  # 增长到2027年的300亿元
_PLACE = re.compile(r"[、，]?在[^，。；、\d]{0,8}\d")
_AND_DOES = re.compile(r"^(?:并|且|同时)(?![购网联轨列行举]).*$")


@dataclass(slots=True)
class FigureWords:
    """One figure and the words that belong to it, as offsets into the clause. Made here; no other module changes it."""

    q: Quantity
    start: int
    pre: str
    bound: Bound
    post: str
    end: int


def parts_of(text: str, live: list[Quantity]) -> list[FigureWords]:
    """The figures of a clause with the words before and behind each; `text` has its dates blanked."""
    parts: list[FigureWords] = []
    begin = 0
    for _number, q in enumerate(live):
        between = text[begin : q.start]
        if parts:
            cut_at = _boundary(between, parts[-1])
            parts[-1].post = _LINK.sub("", between[:cut_at])
            parts[-1].end = begin + len(between[:cut_at].rstrip("、，和及与以 "))
            begin += cut_at
        pre = _words_before(text[begin : q.start], q)
        parts.append(FigureWords(q, begin, pre, read_bound(pre), "", q.end))
        begin = q.end
    _lend_nouns(parts, text, begin)
    return parts


def _words_before(words: str, q: Quantity) -> str:
    """The words before a figure without for whom it is, what it starts from, and its place."""
    pre = without_per_whom((_OF_YEAR.sub("", words) if "的" in words else words).replace("\x00", ""))
    if "的" in pre and (q.unit.endswith("倍") or q.kind == "percent"):
        pre = _TIMES_OF.sub(r"\g<bound>", pre)
    if "类" in pre:
        pre = _BY_CLASSES.sub("", pre)
    pre = FROM.sub("", pre)
    if " " in pre or "*" in pre:
        pre = _GAP.sub("", pre)
    pre = _without_place(pre)
    return pre[:-1] if q.glyph and pre.endswith(q.glyph) else pre


def without_per_whom(words: str) -> str:
    """Words without 每人, 每月 at their end: for whom, or how often, the figure behind them is."""
    return _PER_WHOM.sub("", words) if "每" in words else words


def _lend_nouns(parts: list[FigureWords], text: str, begin: int) -> None:
    """The words behind the last figure; of 建成3个、建成5个园区 both count the same."""
    if parts:
        parts[-1].post = _AND_DOES.sub("", text[begin:])
        parts[-1].end = len(text)
    for second, first in pairwise(reversed(parts)):
        if graded := _GRADE.fullmatch(first.post.strip("、，和及与 ")):  # 1个2000亿级、2个500亿级产业集群
            noun = _GRADE.sub("", second.post, count=1)
            first.post = graded[0] + noun if noun != second.post else first.post
        elif _SO_LARGE.fullmatch(first.post.strip("、，和及与 ")) and (kind := _SUCH_THINGS.fullmatch(second.post)):
            first.post = first.post.strip("、，和及与 ") + kind["noun"]  # 2个产值超千亿元、3个超百亿元的集群
    for first, second in pairwise(parts):
        same = first.q.unit == second.q.unit and first.q.kind == "count" and not cut(first.post) and cut(second.post)
        if (
            same
            and VERB.fullmatch(verb := cut(first.pre))
            and (cut(second.pre).endswith(verb) or VERB.fullmatch(cut(second.pre)))
            and first.pre != second.pre
        ):
            first.post = second.post
        elif (
            same
            and VERB.fullmatch(cut(first.pre[: first.bound.start]))
            and second.bound.start < len(second.pre)
            and not cut(second.pre[: second.bound.start])
        ):
            first.post = second.post  # 建成不少于50个、力争60个便民点


def _without_place(pre: str) -> str:
    """在6个乡镇增设线路: the words before the verb only say where."""
    place = _PLACE.match(pre)
    verb = place and next((m for m in VERB.finditer(pre, place.end()) if m.end() - m.start() > 1), None)
    return pre[verb.start() :] if verb else pre


def _boundary(between: str, before: FigureWords) -> int:
    """Where the words between two figures part: what is behind it belongs to the second one."""
    if _JOIN.match(between):
        return 0
    if (bracket := between.find("（")) > 0 and "）" not in between:
        return bracket  # 整治125个村庄（包括63个…）
    if _JOINED.search(between):
        return len(between)
    for mark in reversed(list(_SPLIT.finditer(between))):
        rest = cut(between[mark.end() :])
        if VERB.match(rest) or read_bound(rest).words or MEASURE.end(rest):
            return mark.start()
    marks = list(_SPLIT.finditer(between))
    if marks:
        return marks[-1].start()
    return 0 if before.bound.words or (cut(before.pre) and not VERB.fullmatch(cut(before.pre))) else len(between)


def group_of(parts: list[FigureWords], at: int) -> list[FigureWords]:
    """The figures that 分别 ties to one list of subjects."""
    first = parts[at]
    group = [first]
    if "分别" not in first.pre and "分别" not in first.bound.words:
        return group
    for part in parts[at + 1 :]:
        if cut(part.pre[: part.bound.start]) or "分别" in part.pre:
            break
        group.append(part)
    return group
