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
    (4, re.compile(r"（\d{1,2}）\s*|[①-⑳]\s*")),
)
_STOP = re.compile(r"[。：；]")
_LONGEST = 46
_RUN_IN_LONGEST = 40


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
NOT_HEADINGS = ["到2027年，物流企业达到3家。", "3.5万人参加", "一是推进改革", "2025年工作"]


def read_opening(text: str, start: int, end: int) -> Opening | None:
    """The heading that opens a line, or None. A numbered sentence that promises a figure has an empty heading."""
    for level, pattern in _LEVELS:  # noqa: B007 - used below
        if found := pattern.match(text, start, end):
            break
    else:
        return None
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


def _promises(head: str) -> bool:
    dates = find_dates(head)
    return any(q.kind not in ("name", "bare") for q in find_quantities(blank(head, dates))) or (
        any(w.kind == "by" for w in dates) and "，" in head
    )
