# ruff: noqa: E501 - rules and their corpus stand one to a line
"""Headings: 一、 （一） 1. 第一章; on a line of their own or run into the text (（一）物流业。以…)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from guatu.core.text.dates import blank, find_dates
from guatu.core.text.quantities import find_quantities

_LEVELS = (
    (0, re.compile(r"第[一二三四五六七八九十]{1,3}[章篇部]分?\s*")),
    (1, re.compile(r"[一二三四五六七八九十]{1,3}、\s*|第[一二三四五六七八九十]{1,3}节\s*")),
    (2, re.compile(r"（[一二三四五六七八九十]{1,3}）\s*")),
    (3, re.compile(r"\d{1,2}(?:\.(?!\d)|、)\s*")),
    (3, re.compile(r"\d{1,2}\.\d{1,2}(?:\.\d{1,2})? +(?=[^\d，。；：\n]{2,20}(?:。|\n|$))")),
    (4, re.compile(r"（\d{1,2}）\s*|[①-⑳]\s*")),
)
_ORDINAL = re.compile(r"(?P<number>\d{1,2})[.、]\s*")
_STOP = re.compile(r"[。：；]")
# Headings without a number: a year and what is done in it, or nothing but a date (2027年), which dates the lines below.
_YEARLY = re.compile(
    r"(?:关于|做好|过去|今后)?(?:(?:19|20)\d\d年(?:-(?:19|20)\d\d年)?|今年|明年|下一年|下一步|“?十[一二三四五六]五”?(?:时期|期间)|(?:过去|近|这)?(?:一|五|三)年(?:来)?)(?:的|度|全年)?"
    r"[^，。；：！？\d]{0,16}(?:工作|目标|任务|安排|计划|打算|重点|举措|要求|思路|建议|指标|回顾|总结|情况|成效|成就|部署|设想|实事)(?:和|与|及)?(?:任务|建议|回顾|工作|措施|安排)?"
)
_REVIEW = re.compile(r"(?:主要)?工作回顾|工作总结|发展回顾|回顾与总结")
_PART = re.compile(
    r"(?:总体|工作|发展|主要|预期|年度|具体)(?:发展|工作)?目标(?:任务)?|总体要求|总体思路|指导思想|基本原则|(?:重点|主要|工作|具体|年度)(?:工作)?任务|(?:主要|重点|工作|保障|具体|推进)措施|"
    r"组织(?:保障|实施|领导)|保障(?:机制|条件)|实施步骤|(?:工作|有关|几点)要求|工作安排|进度安排"
)
_DATE = re.compile(
    r"-{0,2}\s?(?:到|至|在)?(?:(?:19|20)\d\d年|“十[一二三四五六]五”(?:时期|期间|末))(?:(?:底|末)?前?|上半年|下半年|\d{1,2}月(?:底|末)?前?)：?"
)
_LONGEST = 46
_RUN_IN_LONGEST = 40
_LONGEST_UNNUMBERED = 30


@dataclass(frozen=True, slots=True)
class Opening:
    """How a line opens: its level, the heading's own words, and where the body begins."""

    level: int
    number_end: int
    start: int
    end: int
    body: int  # the offset where the text after the heading begins; the line's end when there is none


CORPUS = {
    (2, "物流业"): ["（一）物流业。以园区为契机，加强对接。", "（一）物流业", "(一)物流业"],
    (1, "总体要求及目标"): ["一、总体要求及目标", "一、总体要求及目标。坚持稳中求进。"],
    (3, "推进统一身份认证"): ["1．推进统一身份认证。升级系统，提高准确度。", "1.推进统一身份认证"],
    (3, ""): [
        "1.到2027年，物流企业达到3家。",
        "2．新建高中3所，改造小学5所，扩建幼儿园12所，补齐短板，办好人民满意的教育，推进均衡发展，促进公平。",
    ],
}
CORPUS |= {
    (0, "2026年重点工作"): ["2026年重点工作"],
    (0, "2025年工作回顾"): ["2025年工作回顾"],
    (0, "“十五五”时期主要目标任务"): ["“十五五”时期主要目标任务"],
    (0, "过去五年工作回顾"): ["过去五年工作回顾"],
    (0, "工作回顾"): ["工作回顾"],
    (1, "主要目标"): ["主要目标"],
    (1, "保障措施"): ["保障措施"],
    (3, "2027年"): ["2027年", "2027年："],
    (3, "到2027年底"): ["到2027年底"],
}
NOT_HEADINGS = [
    "到2027年，物流企业达到3家。", "3.5万人参加", "一是推进改革", "2025年建成3个园区", "2026年重点工作。", "2025年1月3日", "2026年，做好重点工作",
]  # fmt: skip


def number_of(text: str, start: int, end: int) -> int | None:
    """The number that a line begins with, as 3 of 3.建设…; 3.5万人 begins with one too."""
    found = _ORDINAL.match(text, start, end)
    return int(found["number"]) if found else None


def read_opening(text: str, start: int, end: int, *, after: int | None = None) -> Opening | None:
    """The heading that opens a line, or None. A numbered sentence that promises a figure has an empty heading.
    `after`: the line before is numbered so, and the next number is one, whatever stands behind it (4.120人计划)."""
    for level, pattern in _LEVELS:
        if found := pattern.match(text, start, end):
            break
        if level == 3 and after is not None and number_of(text, start, end) == after + 1:
            found = _ORDINAL.match(text, start, end)
            break
    else:
        return _unnumbered(text, start, end)
    assert found is not None
    at = found.end()
    stop = _STOP.search(text, at, end)
    head_end = stop.start() if stop else end
    whole_line = stop is None or stop.end() >= end
    head = text[at:head_end]
    if stop is not None and not whole_line and stop[0] == "；":
        return Opening(level, at, at, at, at)
    longest = _LONGEST if whole_line else _RUN_IN_LONGEST
    if whole_line and stop is not None and "，" in head and level >= 3:
        longest = 0  # a numbered sentence, not a heading
    if len(head) > longest or _promises(head):
        return Opening(level, at, at, at, at)
    return Opening(level, at, at, head_end, stop.end() if stop else end)


def _unnumbered(text: str, start: int, end: int) -> Opening | None:
    """2026年重点工作, 工作回顾 (a part of the document), 2027年 (a block within it)."""
    if end - start > _LONGEST_UNNUMBERED:
        return None
    if _DATE.fullmatch(text, start, end):
        return Opening(3, start, start, end - (text[end - 1] == "："), end)
    if _YEARLY.fullmatch(text, start, end) or _REVIEW.fullmatch(text, start, end):
        return Opening(0, start, start, end, end)
    return Opening(1, start, start, end, end) if _PART.fullmatch(text, start, end) else None


def _promises(head: str) -> bool:
    dates = find_dates(head)
    return any(q.kind not in ("name", "bare") for q in find_quantities(blank(head, dates))) or (
        any(w.kind == "by" for w in dates) and "，" in head
    )
