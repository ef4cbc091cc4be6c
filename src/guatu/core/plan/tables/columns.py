# ruff: noqa: E501 - rules and their corpus stand one to a line
"""What a column of an indicator table holds, by its header: 指标, 单位, 2025年实绩, 2030年目标, 年均〔累计〕, 属性."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache

from guatu.core.text.units import read_unit
from guatu.core.text.when import Years

Role = Enum(
    "Role",
    "NAME ORDER UNIT NATURE TARGET PAST YEARLY CHANGE NOTE UNKNOWN REGION TIME PROJECT TASK DEADLINE LEAD SUPPORT DONE SIZE",
)
YearPart = Enum(
    "YearPart", "WHOLE SO_FAR ALONE"
)  # of a year: all of it, from its first day on (上半年), or a piece of it alone

_MARKS = re.compile(r"[\s（）〔〕“”：:]")
_NOTE_SIGN = re.compile(r"(?<=[^\d年])\d$|[①-⑳*]$")  # 〔累计〕1: a footnote
_ORDER = re.compile(r"序号|编号|项次|行次")
_UNIT = re.compile(r"(?:计量)?单位")
_NATURE = re.compile(r"(?:指标)?(?:属性|性质)(?:[约束预期性/、\s]*)|指标类型")
_NOTE = re.compile(
    r"备注|说明|来源|责任(?:单位|部门)|牵头(?:单位|部门)|类别|类型|领域|方面|一级指标|二级指标|分类|口径|维度|板块"
)
_NAME = re.compile(
    r"(?:主要|核心|具体|三级|预期|考核|建议|监测|评价|衡量|重要衡量|规划)?指标(?:名称|项|内容)?|名称|项目(?:名称)?|内容|目标名称|指标体系"
)
_PACE = re.compile(r"(?:五年|5年|三年|3年|规划期)?(?:年均|每年|平均)|增速|增幅|增长率?|累计|变化|提高|增减")
_PACE_REST = re.compile(
    r"(?:19|20)\d\d|[35]年|%$|[年均增速幅长率累计变化提高减平每十一二三四五六期规划至到\-、和/或“”末]"
)
_YEAR = re.compile(r"(?:到|“?十[一二三四五六]五”?末?)?(?P<year>(?:19|20)\d\d)年?(?P<word>[\u4e00-\u9fff]{0,5})")
_NO_HEAD = re.compile(r"底?前|.*(?:工作|回顾|建成|完成[^值数情]|新增|启动|[至到]|推进|实施)")
_TARGET = re.compile(
    r"(?:“?十[一二三四五六]五”?末?)?(?:预期|规划|目标|计划|控制|达到)(?:目标)?(?:值|数)?|期末目标(?:值)?"
)
_WAS = re.compile(r"实绩|实际|基期|现状|完成|基数|基准|上年")
_WILL = re.compile(r"目标|规划|计划|预期|控制")
_FIVE = re.compile(r"“?十(?P<number>[一二三四五六])五”?(?:时期|期间)?(?:末|期末)?(?:目标|规划|预期|基期|完成|实际)?值?")
_BRACKET = re.compile(r"（(?P<inside>[^（）]{1,8})）")
_LONGEST = 18

CORPUS_HEADERS = [
    "序号", "指　　标", "预期值", "属性", "2025年", "2027年目标", "单位", "年均增速", "指标名称", "备注", "2010年实绩", "2015年目标",
    "年均增（5年累计）", "2030年目标（亿元）", "年均/累计", "“十五五”目标", "年均增速〔累计〕", "〔累计〕1", "2020年基期值", "2025年（预计）", "主 要 指 标", "2022 年 目 标 值", "基期值", "“十五五”末",
]  # fmt: skip
NOT_HEADERS = [
    "全市生产总值",
    "建成3家",
    "2025年底前建成",
    "一、总体要求",
    "下降15%",
    "2026年重点工作",
    "2025年工作回顾",
    "64",
    "约束性",
    "年均增长6%",
]


@dataclass(frozen=True, slots=True)
class Column:
    """`year` is the year that the header names, `month` the last one of a part of it, `unit` the unit in its brackets;
    `name` what its figures are of, `scope` the place that they are of."""

    role: Role
    header: str
    year: int | None = None
    unit: str = ""
    month: int | None = None
    part: YearPart = YearPart.WHOLE
    name: str = ""
    scope: str = ""
    growth: bool = False
    mean: bool = False


@lru_cache(maxsize=4096)
def read_header(cell: str, years: Years = Years()) -> Column | None:  # noqa: B008 - frozen
    """The column that a cell heads, or None when the cell is no header that we know.

    >>> read_header("2020年基期值").role.name, read_header("全市生产总值")
    ('PAST', None)
    """
    header = re.sub(r"\s", "", cell)
    if not 0 < len(header) <= _LONGEST:
        return None
    unit = ""
    if (inside := _BRACKET.search(header)) and is_unit(inside["inside"]):
        unit, header = inside["inside"], header[: inside.start()] + header[inside.end() :]
    column = _read(header, years)
    return replace(column, unit=unit) if column is not None else None


def is_unit(words: str) -> bool:
    """Whether words in brackets are nothing but a unit: （亿元）, （%）."""
    return words in ("%", "‰") or (not words[:1].isdigit() and read_unit(words, 0) == len(words) > 0)


def _read(header: str, years: Years) -> Column | None:
    words = _NOTE_SIGN.sub("", _MARKS.sub("", header))
    for role, pattern in (
        (Role.ORDER, _ORDER),
        (Role.UNIT, _UNIT),
        (Role.NATURE, _NATURE),
        (Role.NOTE, _NOTE),
        (Role.NAME, _NAME),
    ):
        if pattern.fullmatch(words):
            return Column(role, header)
    if (found := _YEAR.fullmatch(words)) and not _NO_HEAD.match(found["word"]) and not _PACE.match(found["word"]):
        return Column(role_of_year(int(found["year"]), words, years), header, int(found["year"]))
    if _PACE.search(words) and not _PACE_REST.sub("", words):
        return Column(
            Role.CHANGE if re.search(r"累计|变化|增减", words) and not re.search(r"年均|增速", words) else Role.YEARLY,
            header,
        )
    if five := _FIVE.fullmatch(header):
        end = 2025 + 5 * ("一二三四五六".index(five["number"]) - 3)
        return Column(role_of_year(end, words, years), header, end)
    if _TARGET.fullmatch(words):
        return Column(Role.TARGET, header)
    if re.fullmatch(r"(?:基期|现状|实际|基准|基数|上年|完成|上年实际|上年完成)(?:值|数|情况)?", words):
        return Column(Role.PAST, header)
    return None


def role_of_year(year: int, words: str, years: Years) -> Role:
    """Whether a year of a header is planned for or over."""
    edge = years.since or years.issue
    if edge is not None and year < edge:
        return Role.PAST
    if _WILL.search(words):
        return Role.TARGET
    if _WAS.search(words):
        return Role.PAST
    return Role.TARGET if edge is not None else Role.UNKNOWN


def judged_years(columns: list[Column]) -> tuple[list[Column], bool]:
    """Years of which nobody knows whether they are past: the first is the baseline when there are several. Says whether
    that was told."""
    open_years = [k for k, c in enumerate(columns) if c.role is Role.UNKNOWN and c.year is not None]
    told = not open_years
    known = any(c.role is Role.PAST for c in columns)
    result = list(columns)
    for number, k in enumerate(open_years):
        past = number == 0 and len(open_years) > 1 and not known
        result[k] = replace(columns[k], role=Role.PAST if past else Role.TARGET)
    return result, told or known
