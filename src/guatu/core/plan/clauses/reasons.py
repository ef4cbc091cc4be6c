"""Why a figure is no target, in the words that the certificate prints, and what several rules look for."""

from __future__ import annotations

import re

from guatu.core.plan.clauses.lexicon import KNOWN

CONDITION, SUBSIDY, BAN, NAME, GROUND, HANDLING = (
    "入库门槛或条件",
    "补助奖励标准",
    "禁止或淘汰的界限",
    "名称",
    "工作范围",
    "办理时限",
)
COUNTED_THINGS = re.compile(r"\d(?:个|座|项|台|家|处|条|套|艘|栋|所)$")
BASELINE, OWN_CONTENTS, CLASSES, DENOMINATOR = "基期值", "文件自身的内容", "分类", "指标名称的一部分"
CHANGES = re.compile(
    r"新增|新建|改建|扩建|建成|建设|完成|达到|治理|修复|种植|改造|整治|实施|恢复|开发|净增|增加|新改建|整理|收储|绿化|打造|拓展|扩大"
)
PROJECT = "项目自身的规模"
PLANNED = "计划数或预计数"
EXISTING = "已有的、只作跟踪的数"
GLOSSARY = "名词解释"


def ends_with_verb(phrase: str) -> bool:
    """Whether a verb stands right before the figure: 改造10公里以上…"""
    return any(phrase[-length:] in KNOWN for length in (2, 4, 1, 3))
