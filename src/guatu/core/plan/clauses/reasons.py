"""What several rules look for that say why a figure is no target."""

from __future__ import annotations

import re

from guatu.core.plan.clauses.lexicon import KNOWN

COUNTED_THINGS = re.compile(r"\d(?:个|座|项|台|家|处|条|套|艘|栋|所)$")
CHANGES = re.compile(
    r"新增|新建|改建|扩建|建成|建设|完成|达到|治理|修复|种植|改造|整治|实施|恢复|开发|净增|增加|新改建|整理|收储|绿化|打造|拓展|扩大"
)


def ends_with_verb(phrase: str) -> bool:
    """Whether a verb stands right before the figure: 改造10公里以上…"""
    return phrase[-2:] in KNOWN or phrase[-4:] in KNOWN or phrase[-1:] in KNOWN or phrase[-3:] in KNOWN
