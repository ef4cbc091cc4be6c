"""Indicator tables (指标表) as they come out of documents: one cell per line, or cells parted by tabs or bars.

A table is known by its header: a line that is nothing but a heading of a column (指标, 单位, 目标值, 属性, 2027年).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from guatu.core.text.dates import Years, find_dates
from guatu.core.text.spans import Span

_HEADER = re.compile(
    r"^(?:序\s*号|编号|指\s*标(?:名称|项)?|主要指标|名\s*称|类\s*别|类型|单\s*位|计量单位|属\s*性|指标属性|性质|指标性质|备\s*注|责任(?:单位|部门)|牵头(?:单位|部门)|"
    r"(?:“?十[一二三四五六]五”?末?)?(?:预期|规划|目标|计划)(?:值|数)?|(?:19|20)\d\d年?(?:\s*（?(?:基期|基数|实际|完成|目标|预期|预计|规划|底)?(?:值|数|情况)?）?)?|基期值?|现状值?|现状|"
    r"(?:年均)?(?:增速|增长率|增长|累计)(?:（%）|〔%〕)?|年均(?:增速|增长)?.{0,8}|〔?累计〕?|领域|一级指标|二级指标|三级指标)$"
)
_NATURE = re.compile(r"^(?:约束性|预期性|约束|预期)$")
_NUMBER = re.compile(r"^\d{1,3}$")
_TITLE = re.compile(r"(?:专栏|表)\s*\d*|主要指标|指标表|目标表|指标体系")
_PAST_COLUMN = re.compile(r"基期|现状|实际|完成")
_CELLS = re.compile(r"[^|]+")

CORPUS_HEADERS = ["序号", "指　　标", "预期值", "属性", "2025年", "2027年目标", "单位", "年均增速", "指标名称", "备注"]
NOT_HEADERS = ["全市生产总值", "建成3家", "2025年底前建成", "一、总体要求", "下降15%"]


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the indicator's cell, its values as (cell, header), and 约束性 or 预期性."""

    name: Span
    unit: str
    values: tuple[tuple[Span, str], ...]
    nature: str
    title: str


@dataclass(frozen=True, slots=True)
class Table:
    first: int  # index of its first line, title or header
    last: int  # one past its last line
    title: Span | None
    rows: tuple[Row, ...]
    leftovers: tuple[Span, ...]  # cells that hold numbers and are no value: 序号


def is_header(cell: str) -> bool:
    """Whether a cell heads a column."""
    return bool(_HEADER.match(re.sub(r"[\s\u3000]", "", cell)))


def find_tables(text: str, lines: list[Span], years: Years) -> list[Table]:
    """Every indicator table among the lines of an evened text."""
    tables: list[Table] = []
    at = 0
    while at < len(lines):
        head_end = at
        while head_end < len(lines) and head_end - at < 12 and is_header(lines[head_end].of(text)):
            head_end += 1
        if head_end - at < 2 or head_end == len(lines):
            at += 1
            continue
        table = _read(text, lines, at, head_end)
        if table is None:
            at = head_end
            continue
        tables.append(table)
        at = table.last
    return tables


def _read(text: str, lines: list[Span], at: int, body: int) -> Table | None:
    headers = [re.sub(r"\s", "", lines[k].of(text)) for k in range(at, body)]
    width = len(headers)
    name_at = next((k for k, head in enumerate(headers) if re.search(r"指标|名称", head) and "属性" not in head), None)
    if name_at is None:
        return None
    number_at = next((k for k, head in enumerate(headers) if head in ("序号", "编号")), None)
    unit_at = next((k for k, head in enumerate(headers) if head in ("单位", "计量单位")), None)
    nature_at = next((k for k, head in enumerate(headers) if re.search(r"属性|性质", head)), None)
    value_at = [
        k
        for k in range(width)
        if k not in (name_at, number_at, unit_at, nature_at)
        and not re.search(r"备注|类别|类型|领域|责任|牵头|一级|二级", headers[k])
    ]
    title = (
        lines[at - 1]
        if at and (_TITLE.search(lines[at - 1].of(text)) or (at and len(lines[at - 1].of(text)) < 30))
        else None
    )
    rows: list[Row] = []
    leftovers: list[Span] = []
    k = body
    while k + width <= len(lines):
        cells = lines[k : k + width]
        words = [cell.of(text) for cell in cells]
        if max(map(len, words)) > 60 or any("。" in word for word in words):
            break
        if number_at is not None and not _NUMBER.match(words[number_at]):
            break
        if nature_at is not None and not _NATURE.match(words[nature_at]):
            break
        if not any(re.search(r"\d|[翻倍]", words[v]) for v in value_at):
            break
        unit = words[unit_at] if unit_at is not None else ""
        nature = words[nature_at] if nature_at is not None else ""
        nature = nature + "性" if nature in ("约束", "预期") else nature
        values = tuple((cells[v], headers[v]) for v in value_at if re.search(r"\d|[翻倍]", words[v]))
        rows.append(
            Row(
                cells[name_at],
                "" if unit in ("-", "--", "/") else unit,
                values,
                nature,
                title.of(text) if title else "",
            )
        )
        if number_at is not None:
            leftovers.append(cells[number_at])
        k += width
    if not rows:
        return None
    leftovers.extend(lines[k2] for k2 in range(at, body))
    return Table(at - 1 if title else at, k, title, tuple(rows), tuple(leftovers))


def column_is_past(header: str, years: Years) -> bool:
    """Whether a column tells what was: 2020年, 基期值, 现状."""
    if _PAST_COLUMN.search(header):
        return True
    dates = find_dates(
        header if header.endswith(("年", "底", "末")) else re.sub(r"^((?:19|20)\d\d)(?!年)", r"\1年", header), years
    )
    year = next((when.until for when in dates if when.until), None)
    edge = years.since or years.issue
    return year is not None and edge is not None and year < edge
