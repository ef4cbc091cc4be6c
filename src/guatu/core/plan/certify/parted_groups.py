"""12，500人次: a full-width comma between digits is a mark of thousands or parts two figures; a person says which."""

from __future__ import annotations

import re
from collections.abc import Iterable

from guatu.core.plan.model import Claim
from guatu.core.text.said import Said, verbatim
from guatu.core.text.spans import Span

_PARTED = re.compile(r"\d(?<![\d.,，]\d)\d{0,2}(?:，\d{3})+(?![\d.,，])")

CORPUS = ["培训12，500人次", "全年新增就业3，200人。", "完成投资1，234，567元。"]
NOT_PARTED = ["培训12,500人次", "新增3家，500人参加。", "2025，2026年建成3家。", "培训1250人次，500人参加。"]


def parted_groups(even: str, left_open: Iterable[Claim]) -> list[tuple[Span, Said, tuple[Said, ...]]]:
    """A question for each group of digits whose parts nothing claims."""
    starts = {claim.span.start for claim in left_open}
    if not starts:
        return []
    asked: list[tuple[Span, Said, tuple[Said, ...]]] = []
    for found in _PARTED.finditer(even):
        if starts.isdisjoint(range(*found.span())):
            continue
        asks = Said("“{words}”是一个数，还是两个数？", words=verbatim(found[0]))
        joined = Said("一个数：{figure}", figure=verbatim(found[0].replace("，", "")))
        asked.append((Span(*found.span()), asks, (joined, Said("两个数，请分开写"))))
    return asked
