"""Lists of parts behind 其中: 区级…；镇级… item by item against what stands before them, and the quarters of a year.

A list that comes out in one unit holds all its parts: then its other units must come out as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from guatu.core.check import parts
from guatu.core.check.model import Finding, Severity
from guatu.core.check.parts import in_unit_of, sum_line
from guatu.core.check.reading import CheckReading, sized
from guatu.core.series.units import read_unit
from guatu.core.text.quantities import Quantity, find_quantities
from guatu.core.text.said import Said
from guatu.core.text.spans import Span
from guatu.core.text.units import is_percent

BAD = {
    "K127": [
        "2026年项目65个，年度计划投资87亿元。其中：区级项目27个，年度计划投资27亿元；镇级项目38个，年度计划投资50亿元。",
        "2026年新增企业30家，其中：甲区10家；乙县15家。",
        "2026年新增企业30家，其中一季度5家、二季度8家、三季度9家、四季度9家。",
    ],
    "K125": ["2026年建成项目20个，其中：市级25个；区级5个。"],
    "K126": ["2026年新增企业30家，其中：科技企业20家；商贸企业15家。"],
}
GOOD = [
    "2026年项目65个，年度计划投资87亿元。其中：区级项目27个，年度计划投资27亿元；镇级项目38个，年度计划投资60亿元。",
    "2026年新增企业30家。其中，一季度5家、二季度8家、三季度9家、四季度8家。",
    "2026年完成投资30亿元，其中一季度5亿元、二季度13亿元、三季度22亿元、四季度30亿元。",
    "2026年新增企业30家，其中一季度5家、二季度8家。",
    "2026年新增企业30家，其中科技企业10家；引进人才15人。",
    "2026年项目65个。其中：市级项目占比达到30%；区级项目27个。",
]

_LIST = re.compile(r"其中[：，]?")
_STOP = re.compile(r"[。\n]")
_QUARTER = re.compile(r"第?[一二三四1-4]季度")
_BOUND = ("以上", "及以上", "左右", "多", "余")
_LONGEST_BEFORE = 120


def lists_behind_among(reading: CheckReading) -> Iterator[Finding]:
    """Every 其中 with its items against the figures before it, each unit on its own."""
    for found in _LIST.finditer(reading.even):
        stop = _STOP.search(reading.even, found.end())
        end = stop.start() if stop else len(reading.even)
        items = _items(reading.even, found.end(), end)
        if len(items) >= 2:
            yield from _compared(reading, _before(reading.even, found.start()), items)


@dataclass(frozen=True, slots=True)
class PartedFigure:
    """A figure of the text with its place."""

    figure: Quantity
    span: Span

    @property
    def base(self) -> str:
        return read_unit(self.figure.unit).base


def _items(even: str, start: int, end: int) -> list[list[PartedFigure]]:
    """The items behind 其中, each with its figures: parted by semicolons, or the four quarters of a year."""
    words = even[start:end]
    if "；" in words:
        bounds = [m.end() for m in re.finditer("；", words)]
        cuts = [0, *bounds, len(words)]
        named = even[start - 1] == "："
        items = [_figures(even, start + a, start + b) for a, b in pairwise(cuts) if words[a:b].strip()]
        return items if named else []
    quarters = list(_QUARTER.finditer(words))
    if len(quarters) != 4:
        return []
    cuts = [*(m.end() for m in quarters), len(words)]
    return [_figures(even, start + a, start + b)[:1] for a, b in pairwise(cuts)]


def _figures(even: str, start: int, end: int) -> list[PartedFigure]:
    return [
        PartedFigure(q, Span(start + q.start, start + q.end))
        for q in find_quantities(even[start:end])
        if q.kind not in ("name", "bare") and q.value is not None and q.value_max is None and not is_percent(q.unit)
    ]


def _before(even: str, at: int) -> list[PartedFigure]:
    """The figures that 其中 parts: of its own sentence, or of the one before where it opens its own."""
    begin = max(even.rfind("。", 0, at), even.rfind("\n", 0, at)) + 1
    if not even[begin:at].strip(" ，；\x00") and even[begin - 1 : begin] == "。":
        begin = max(even.rfind("。", 0, begin - 1), even.rfind("\n", 0, begin - 1)) + 1
    begin = max(begin, at - _LONGEST_BEFORE, even.rfind("；", begin, at) + 1)
    return _figures(even, begin, at)


def _compared(
    reading: CheckReading, wholes: Sequence[PartedFigure], items: Sequence[Sequence[PartedFigure]]
) -> Iterator[Finding]:
    sums: list[tuple[PartedFigure, list[Decimal], Span]] = []
    for base in dict.fromkeys(whole.base for whole in wholes):
        named = [whole for whole in wholes if whole.base == base]
        members = [[p for p in item if p.base == base] for item in items]
        if len(named) != 1 or any(len(same) != 1 for same in members):
            continue
        values = [in_unit_of(same[0].figure, named[0].figure.unit) for same in members]
        sums.append((named[0], values, Span(named[0].span.start, members[-1][0].span.end)))
    complete = any(sum(values) == in_unit_of(whole.figure, whole.figure.unit) for whole, values, _ in sums)
    for whole, values, span in sums:
        yield from _told(
            reading, whole.figure, values, span, complete=complete, quarters="季度" in span.of(reading.even)
        )


def _told(
    reading: CheckReading, whole: Quantity, values: list[Decimal], span: Span, *, complete: bool, quarters: bool
) -> Iterator[Finding]:
    unit, total, reached = whole.unit, in_unit_of(whole, whole.unit), sum(values, Decimal())
    loose = whole.after in _BOUND
    if reached == total or (quarters and values == sorted(values) and values[-1] == total):
        return
    facts = {"count": len(values), "total": sized(reached, unit), "whole": sized(total, unit)}
    line = [sum_line(values, total, unit)]
    if max(values) > total and not loose:
        yield parts.PART_ABOVE_TOTAL.finding(
            reading.plan.text,
            Said("总数{whole}，其中一项就有{largest}。", whole=facts["whole"], largest=sized(max(values), unit)),
            at=[span],
            computation=line,
        )
    elif reached > total and not complete and not quarters:
        if not loose:
            says = Said("总数{whole}，其中各项之和{total}。", whole=facts["whole"], total=facts["total"])
            yield parts.PARTS_ABOVE_TOTAL.finding(reading.plan.text, says, at=[span], computation=line)
    elif reached < total or not loose:
        yield parts.PARTS_UNEQUAL.finding(
            reading.plan.text,
            Said("“其中”列出的{count}项合计{total}，前面写的是{whole}。", **facts),
            at=[span],
            severity=None if complete and not loose else Severity.DOUBT,
            computation=line,
        )
