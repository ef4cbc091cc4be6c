# ruff: noqa: E501 - rules and their corpus stand one to a line
"""Who answers: 牵头单位, 责任单位, 配合单位 in brackets behind a sentence or on lines of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LEAD_WORDS = "牵头单位|牵头部门|责任单位|责任部门|主办单位|牵头|责任|承办单位|主责单位|实施主体|责任主体"
_SUPPORT_WORDS = "配合单位|配合部门|参与单位|参加单位|协办单位|协同单位|参与部门|配合|支持单位|责任单位及配合单位"
# 数据提供单位：, 责任人：: who is named behind it answers for nothing here.
_OTHERS = r"[^，、；：（）,]{0,4}(?:领导|责任人|联系人|负责人)(?=：)|[^，、；：（）,牵责配协参承主]{2,8}(?=：)"
_LABEL = re.compile(rf"(?P<other>{_OTHERS})|(?P<lead>{_LEAD_WORDS})|(?P<support>{_SUPPORT_WORDS})")
NOTE = re.compile(
    rf"[（〔](?:[^（）〔〕]{{0,60}}?(?:{_LEAD_WORDS}|{_SUPPORT_WORDS}|负责|按职责分工)[^（）〔〕]{{0,160}}(?:（[^（）]{{0,20}}）[^（）〔〕]{{0,120}}){{0,6}})[）〕]"
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
    ("市商务局", ()): ["（市商务局负责）", "（牵头单位：市商务局）", "〔责任单位：市商务局〕"],
}  # fmt: skip
NOT_NOTES = ["（以下简称《方案》）", "（改建）", "（一）", "（限额）以上", "（含县、区）"]


@dataclass(frozen=True, slots=True)
class Answering:
    """The lead unit and those that support it. Where a note names several and no lead, the first leads (排第一的牵头)."""

    lead: str = ""
    supporting: tuple[str, ...] = ()


def read_note(note: str) -> Answering:
    """The units of a bracketed note or a line.

    >>> read_note("（牵头单位：市发展改革委；配合单位：市财政局）").lead
    '市发展改革委'
    """
    inner = re.sub(r"\s", "", note).strip("（）〔〕。")
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


def names_of(cell: str) -> tuple[str, ...]:
    """The units that a cell of a task list names."""
    return tuple(_names(re.sub(r"\s+", "、", cell.replace("\x00", "").strip())))


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
