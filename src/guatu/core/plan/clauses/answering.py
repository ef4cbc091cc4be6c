# ruff: noqa: E501 - rules and their corpus stand one to a line
"""Who answers: 牵头单位, 责任单位, 配合单位 in brackets behind a sentence or on lines of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from guatu.core.text.spans import Span

_LEAD_WORDS = "牵头单位|牵头部门|责任单位|责任部门|主办单位|牵头|责任|承办单位|主责单位|实施主体|责任主体"
_SUPPORT_WORDS = "配合单位|配合部门|参与单位|参加单位|协办单位|协同单位|参与部门|配合|支持单位|责任单位及配合单位"
# 数据提供单位：, 责任人：: who is named behind it answers for nothing here.
_OTHERS = r"[^，、；：（）,]{0,4}(?:领导|责任人|联系人|负责人)(?=：)|[^，、；：（）,牵责配协参承主]{2,8}(?=：)"
_LABEL = re.compile(rf"(?P<other>{_OTHERS})|(?P<lead>{_LEAD_WORDS})|(?P<support>{_SUPPORT_WORDS})")
NOTE = re.compile(
    rf"[（〔](?:[^（）〔〕]{{0,60}}?(?:{_LEAD_WORDS}|{_SUPPORT_WORDS}|负责|按职责分工)[^（）〔〕]{{0,160}}(?:（[^（）]{{0,20}}）[^（）〔〕]{{0,120}}){{0,6}})[）〕]"
)
_DEADLINE_WORDS = "完成时限|完成时间|时限要求|时间节点|完成期限|实施期限|时间要求|进度安排|办结时限|完成日期|计划完成时间|要求完成时间|截止时间|时限|期限"
_DEADLINE = re.compile(rf"(?:{_DEADLINE_WORDS})\s*[：:]?\s*(?P<when>[^；，、（）〔〕\n]{{2,30}})")
_DAY = r"[\d〇○零一二三四五六七八九十年月日号./今明上下半第季度旬底末内之以前\-]{2,16}"
# （2026年9月底前完成）, （完成时限：2026年9月底前）: a bracket that only says until when
DATED = re.compile(
    rf"[（〔](?:(?:{_DEADLINE_WORDS})\s*：[^（）〔〕]{{2,40}}|(?:力争|确保|计划|预计|拟|于|在|到|至)*(?=[\d今明年上下第一二三四九十五六七八]){_DAY}(?:基本|全部|全面|正式)*(?:完成|建成(?:投用|投产|使用)?|投用|投产|开工|竣工|通车|办结|落实到位|完工|启动|投入使用))[）〕]"
)
LINE = re.compile(rf"(?:{_LEAD_WORDS}|{_SUPPORT_WORDS})\s*：(?P<who>.+)")
DEADLINE_LINE = re.compile(
    r"(?:完成时限|完成时间|时限要求|时间节点|完成期限|实施期限|时间要求|进度安排|办结时限)\s*：(?P<when>[^\n]{1,40})"
)
_SPLIT = re.compile(r"[、，,]")
_VERBAL = re.compile(
    r"(?P<lead>[^，；]{2,120}?)(?:牵头(?:负责)?|负责)(?:[，；](?P<support>[^，；]{2,160}?)(?:配合|参与|协助|按职责分工负责)?)?$"
)

CORPUS = {
    ("市发展改革委", ("市财政局", "市商务局")): [
        "（牵头单位：市发展改革委；配合单位：市财政局、市商务局）", "（市发展改革委牵头，市财政局、市商务局配合）", "（责任单位：市发展改革委、市财政局、市商务局）",
    ],
    ("市财政局", ("市税务局",)): ["（牵头领导：张某，牵头单位：市财政局，责任单位：市税务局，数据提供单位：市统计局）"],
    ("市商务局", ()): ["（责任单位：市商务局；完成时限：2026年9月底前）", "（市商务局牵头，2026年9月底前完成）", "（市商务局负责）", "（牵头单位：市商务局）", "〔责任单位：市商务局〕"],
}  # fmt: skip
DEADLINES = {
    "2026年9月底前": [
        "（责任单位：市商务局；完成时限：2026年9月底前）",
        "（完成时限：2026年9月底前）",
        "（2026年9月底前完成）",
        "〔市商务局牵头；时限：2026年9月底前〕",
        "（力争2026年9月底前建成投用）",
    ],
    "2026-09-30": ["（完成时限：2026-09-30）", "（牵头单位：市商务局，完成时间：2026-09-30）"],
}
NOT_DATED = ["（2026年）", "（2025年40家）", "（含2026年新增）", "（2026年9月）", "（一期）", "（建成）", "（完成）"]
NOT_NOTES = ["（以下简称《方案》）", "（改建）", "（一）", "（限额）以上", "（含县、区）"]


@dataclass(frozen=True, slots=True)
class Answering:
    """The lead unit and those that support it. Where a note names several and no lead, the first leads (排第一的牵头)."""

    lead: str = ""
    supporting: tuple[str, ...] = ()
    deadline: str = ""  # 2026年9月底前, as written


def read_note(note: str) -> Answering:
    """The units of a bracketed note or a line, and the deadline that stands among them.

    >>> read_note("（牵头单位：市发展改革委；完成时限：9月底前）").deadline
    '9月底前'
    """
    inner = re.sub(r"\s", "", note).strip("（）〔〕。")
    found = _DEADLINE.search(inner)
    deadline = found["when"] if found else ""
    if found:
        inner = inner[: found.start()] + inner[found.end() :]
    elif behind := _BY_WHEN.search(inner):
        deadline, inner = behind["when"], inner[: behind.start()]
    who = _who(inner.strip("；，、。"))
    return replace(who, deadline=deadline)


_BY_WHEN = re.compile(
    r"(?:^|[；，、])(?:力争|确保|计划|预计|拟|于|在|到|至)*(?P<when>(?=[\d今明年上下第一二三四五六七八九十])[^；，、]{2,16}?)(?:基本|全部|全面|正式)*(?:完成|建成(?:投用|投产|使用)?|投用|投产|开工|竣工|通车|办结|落实到位|完工|启动|投入使用)$"
)


def _who(inner: str) -> Answering:
    marks = list(_LABEL.finditer(inner))
    labelled = [m for m in marks if inner[m.end() : m.end() + 1] in ("：", ":")]
    if labelled:
        leads: list[str] = []
        support: list[str] = []
        for number, mark in enumerate(labelled):
            end = labelled[number + 1].start() if number + 1 < len(labelled) else len(inner)
            if not mark["other"]:
                (leads if mark["lead"] else support).extend(_names(inner[mark.end() + 1 : end]))
        return Answering(leads[0] if leads else "", (*leads[1:], *support))
    if found := _VERBAL.match(inner):
        leads = _names(found["lead"])
        return Answering(leads[0] if leads else "", (*leads[1:], *_names(found["support"] or "")))
    return Answering()


def notes_of(even: str) -> list[tuple[Span, Answering]]:
    """The brackets of a text that name who answers or until when, in its order."""
    found = {Span(*m.span()): read_note(m[0]) for pattern in (NOTE, DATED) for m in pattern.finditer(even)}
    kept = [(span, who) for span, who in sorted(found.items()) if who.lead or who.supporting or who.deadline]
    return [(span, who) for k, (span, who) in enumerate(kept) if not k or kept[k - 1][0].end <= span.start]


def names_of(cell: str) -> tuple[str, ...]:
    """The units that a cell of a task list names; a dash names nobody.

    >>> names_of("市商务局 市财政局"), names_of("——")
    (('市商务局', '市财政局'), ())
    """
    named = _names(re.sub(r"\s+", "、", cell.replace("\x00", "").strip()))
    return tuple(name for name in named if _LETTERS.search(name))


_LETTERS = re.compile(r"[A-Za-z\u4e00-\u9fff]{2}")


def _names(text: str) -> list[str]:
    text = re.sub(r"(?:等)?(?:按(?:照)?职责分工(?:负责)?|负责|牵头|配合|参与)$", "", text.strip("；，。、 \n"))
    names, depth, begin = [], 0, 0
    for at, sign in enumerate(text):
        depth += (sign == "（") - (sign == "）")
        if (depth <= 0 and _SPLIT.match(sign)) or sign in "；\n":
            names.append(text[begin:at])
            begin = at + 1
    names.append(text[begin:])
    return [name.strip() for name in names if 1 < len(name.strip()) <= 40]
