"""Sums that stand inside one sentence: 其中…, figures in brackets behind their total, 合计, structures like 8∶47∶45.

Works on the text itself, so that it also holds for figures that no commitment claims.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from guatu.core.check.model import CheckRule, Finding, Severity
from guatu.core.check.reading import CheckReading, added, shown, sized, within
from guatu.core.series.units import convert, read_unit
from guatu.core.text.quantities import Quantity, find_quantities
from guatu.core.text.said import Listed, Said
from guatu.core.text.spans import Span
from guatu.core.text.units import is_percent

PART_ABOVE_TOTAL = CheckRule(
    "K125",
    "parts: above their total",
    Said("分项大于总数"),
    Severity.ERROR,
    Said("“其中”后面的数不可能大于前面的总数，必有一个写错。"),
    Said("请核对总数和分项，改正写错的那个。"),
)
PARTS_ABOVE_TOTAL = CheckRule(
    "K126",
    "parts: together above their total",
    Said("分项之和大于总数"),
    Severity.HINT,
    Said("各分项加起来超过总数：要么分项互有重叠，要么有数写错。"),
    Said("分项互有重叠的，请写明；没有重叠的，请核对各数。"),
)
PARTS_UNEQUAL = CheckRule(
    "K127",
    "parts: listed parts do not make the total",
    Said("列出的分项合计不等于总数"),
    Severity.ERROR,
    Said("逐项列出的数加起来应等于总数，差额会在分解任务时变成没人领的任务。"),
    Said("请核对各分项和总数；没有列全的，请写“其中”或“等”。"),
)
STRUCTURE = CheckRule(
    "K128",
    "parts: structure is not 100",
    Said("结构比例合计不是100"),
    Severity.ERROR,
    Said("各部分占比之和应为100%。"),
    Said("请核对各部分占比；属四舍五入造成的，请调整末位。"),
)

BAD = {
    "K125": ["新增企业100家，其中科技企业120家。", "总装机达到500万千瓦，其中风电600万千瓦。"],
    "K126": ["新增企业100家，其中科技企业60家、商贸企业50家。", "实施项目40个，其中：续建项目25个，新建项目16个。"],
    "K127": ["建成项目10个（城区5个、镇区3个、农区3个）。", "建成市级平台3个、区级平台4个，合计8个。"],
    "K128": ["到2027年，三次产业结构调整为2∶58∶45。"],
}
GOOD = [
    "新增企业100家，其中科技企业60家、商贸企业30家。",
    "建成项目11个（城区5个、镇区3个、农区3个）。",
    "建成市级平台3个、区级平台4个，合计7个。",
    "到2027年，三次产业结构调整为2∶58∶40。",
    "新增企业1万家，其中科技企业500家。",
    "实施项目41个，其中：续建项目25个，新建项目16个。",
    "新建改造公园10个，其中面积200亩以上的3个。",
    "建成项目10个（其中城区5个）。",
    "水泥、砂石、粉煤灰配比为1∶2∶3。",
]

_AMONG = re.compile("其中")
_OF_A_LIST = re.compile("其中：[^。\n]*；")
_QUARTER = re.compile(r"第?[一二三四1-4]季度")
_STOP = re.compile("[。；\n]")
_BRACKET = re.compile(r"（(?P<inside>[^（）]{4,120})）")
_TOGETHER = re.compile(r"(?:共计|合计|总计)(?:达到?|为)?")
_RATIO = re.compile(r"(?P<a>\d+(?:\.\d+)?)\s?[:：]\s?(?P<b>\d+(?:\.\d+)?)\s?[:：]\s?(?P<c>\d+(?:\.\d+)?)(?![\d:：])")
_OF_INDUSTRIES = re.compile(r"产业|结构|比重|构成")
_ROUNDING = Decimal("0.2")
_HINT = re.compile(r"其中|共计|合计|总计|（[^（）]*\d|\d\s?[:：]\s?\d")


def sums_within_a_sentence(reading: CheckReading) -> Iterator[Finding]:
    """Every 其中, listed bracket, 合计 and structure of the text, each sentence read once."""
    at = 0
    text = reading.even
    while at < len(text):
        stop = _STOP.search(text, at)
        end = stop.start() if stop else len(text)
        if _HINT.search(text, at, end):
            sentence = text[at:end]
            figures = [q for q in find_quantities(sentence) if q.kind not in ("name", "bare") and q.value is not None]
            yield from _among(reading, sentence, figures, at)
            yield from _in_brackets(reading, sentence, figures, at)
            yield from _together(reading, sentence, figures, at)
            yield from _structures(reading, sentence, at)
        at = end + 1


def _among(reading: CheckReading, sentence: str, figures: list[Quantity], at: int) -> Iterator[Finding]:
    found = _AMONG.search(sentence)
    if not found or _OF_A_LIST.match(reading.even, at + found.start()) or len(_QUARTER.findall(sentence)) == 4:
        return  # `lists` adds these up
    before = [q for q in figures if q.end <= found.start()]
    behind = [q for q in figures if q.start >= found.end()]
    if close := _closing(sentence, found.start()):
        behind = [q for q in behind if q.end <= close]
    if not before or not behind:
        return
    total = before[-1]
    if is_percent(total.unit):
        return
    parts: list[Quantity] = []
    for q in behind:
        if not _same(q, total) or q.value_max is not None:
            continue
        listed = sentence.startswith("：", found.end())  # 其中：…，…: all of it is parts
        if parts and not listed and _starts_over(sentence[parts[-1].end : q.start]):
            break
        parts.append(q)
    if not parts or total.value_max is not None:
        return
    whole = in_unit_of(total, total.unit)
    values = [in_unit_of(q, total.unit) for q in parts]
    unit = total.unit
    bound = total.after in ("以上", "及以上", "左右", "多", "余")
    span = Span(at + total.start, at + parts[-1].end)
    largest = max(values)
    if largest > whole and not bound:
        yield PART_ABOVE_TOTAL.finding(
            reading.plan.text,
            Said("总数{whole}，其中一项就有{largest}。", whole=sized(whole, unit), largest=sized(largest, unit)),
            at=[span],
            computation=[Said("{largest} > {whole}", largest=sized(largest, unit), whole=sized(whole, unit))],
        )
    elif len(values) > 1 and sum(values) > whole and not bound:
        yield PARTS_ABOVE_TOTAL.finding(
            reading.plan.text,
            Said(
                "总数{whole}，其中各项之和{total}。",
                whole=sized(whole, unit),
                total=sized(sum(values, Decimal()), unit),
            ),
            at=[span],
            computation=[sum_line(values, whole, unit)],
        )


def _in_brackets(reading: CheckReading, sentence: str, figures: list[Quantity], at: int) -> Iterator[Finding]:
    for bracket in _BRACKET.finditer(sentence):
        inside = bracket["inside"]
        parts = [q for q in figures if bracket.start() < q.start and q.end < bracket.end()]
        before = [q for q in figures if q.end <= bracket.start()]
        if len(parts) < 2 or not before or re.search(r"其中|等|约|含|包括|每|或|不足|左右|以上|另", inside):
            continue
        total = before[-1]
        if total.unit != parts[0].unit or any(q.unit != total.unit for q in parts) or is_percent(total.unit):
            continue
        if _between_counts(sentence[total.end : bracket.start()]) or len(re.split("[、，和]", inside)) != len(parts):
            continue
        yield from _compared(reading, total, parts, Span(at + total.start, at + bracket.end()))


def _together(reading: CheckReading, sentence: str, figures: list[Quantity], at: int) -> Iterator[Finding]:
    for word in _TOGETHER.finditer(sentence):
        total = next((q for q in figures if q.start == word.end()), None)
        if total is None or is_percent(total.unit) or total.after:
            continue
        parts: list[Quantity] = []
        edge = word.start()
        for q in reversed([q for q in figures if q.end <= word.start()]):
            between = sentence[q.end : edge]
            if q.unit != total.unit or q.after or not re.fullmatch(r"[、，和及]?[^，。；]{0,16}[，、]?", between):
                break
            parts.insert(0, q)
            edge = q.start
        if len(parts) >= 2:
            yield from _compared(reading, total, parts, Span(at + parts[0].start, at + total.end))


def _compared(reading: CheckReading, total: Quantity, parts: list[Quantity], span: Span) -> Iterator[Finding]:
    whole = in_unit_of(total, total.unit)
    values = [in_unit_of(q, total.unit) for q in parts]
    if sum(values) == whole or total.value_max is not None or any(q.value_max is not None for q in parts):
        return
    yield PARTS_UNEQUAL.finding(
        reading.plan.text,
        Said(
            "列出的{count}项合计{total}，总数写的是{whole}。",
            count=len(parts),
            total=sized(sum(values, Decimal()), total.unit),
            whole=sized(whole, total.unit),
        ),
        at=[span],
        severity=Severity.DOUBT if total.after else None,
        computation=[sum_line(values, whole, total.unit)],
    )


def _structures(reading: CheckReading, sentence: str, at: int) -> Iterator[Finding]:
    for found in _RATIO.finditer(sentence):
        parts = [Decimal(found[name]) for name in "abc"]
        total = sum(parts, Decimal())
        if not 80 <= total <= 120 or abs(total - 100) <= _ROUNDING:
            continue
        if not _OF_INDUSTRIES.search(sentence[max(0, found.start() - 20) : found.start()]):
            continue
        yield STRUCTURE.finding(
            reading.plan.text,
            Said("三个部分合计{total}，不是100。", total=shown(total)),
            at=[Span(at + found.start(), at + found.end())],
            computation=[
                Said("{parts} = {total} ≠ 100", parts=Listed(tuple(map(shown, parts)), " + "), total=shown(total))
            ],
        )


def _closing(sentence: str, at: int) -> int:
    """Where the bracket that holds `at` closes; 0 when it stands in none."""
    opened = sentence.rfind("（", 0, at)
    if opened < 0 or "）" in sentence[opened:at]:
        return 0
    return sentence.find("）", at) + 1


def _starts_over(between: str) -> bool:
    """Whether a new promise begins between two figures, so that the second is no part of the total before."""
    return bool(
        re.search(
            r"，[^，]{0,12}?(?:新增|引进|完成|培育|打造|累计|总|开展|组织|举办|实现|建成|新建|改造|力争|到20)", between
        )
    )


def _between_counts(between: str) -> bool:
    return bool(re.search(r"[，、；]", between))


def _same(q: Quantity, total: Quantity) -> bool:
    return read_unit(q.unit).base == read_unit(total.unit).base


def in_unit_of(q: Quantity, unit: str) -> Decimal:
    """What a figure is worth in another unit of its kind."""
    assert q.value is not None
    return convert(q.value, q.unit, unit)


def sum_line(values: list[Decimal], whole: Decimal, unit: str) -> Said:
    """5 + 3 + 3 = 11 > 10个."""
    total = sum(values, Decimal())
    facts = {"parts": added(values, unit), "total": within(total, unit), "whole": sized(whole, unit)}
    return (
        Said("{parts} = {total} > {whole}", **facts) if total > whole else Said("{parts} = {total} < {whole}", **facts)
    )
