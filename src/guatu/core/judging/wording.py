"""How a promise and an absence are said: comparators of the plan, reasons in two or three words."""

from __future__ import annotations

from guatu.core.judging.model import Why
from guatu.core.plan.model import Commitment, Comparator
from guatu.core.text.figures import plain

SIGNS = {
    Comparator.AT_LEAST: "≥",
    Comparator.ABOVE: ">",
    Comparator.AT_MOST: "≤",
    Comparator.BELOW: "<",
    Comparator.ABOUT: "~",
    Comparator.EXACTLY: "",
    Comparator.RANGE: "",
}
WHY_WORDS = {
    Why.NOT_PUBLISHED: "未见公布",
    Why.DEFINITION_OPEN: "口径待定",
    Why.DEFINITION_DIFFERS: "口径不同",
    Why.PART_MISSING: "缺分子、分母或对照数",
    Why.NO_DEADLINE: "未定期限",
    Why.MERGED_PERIOD: "合并报告期",
    Why.NOT_DUE: "未到节点",
    Why.NOT_LINKED: "未定指标",
    Why.NOT_COMPUTED: "算不出",
}


def promised(target: Commitment) -> str:
    """What the plan promises, short: ≥344亿元, 3—5家, ~5%."""
    if target.value is None:
        return "持平" if target.relative_to else "—"
    if target.comparator is Comparator.RANGE and target.value_max is not None:
        return f"{plain(target.value)}—{plain(target.value_max)}{target.unit}"
    return f"{SIGNS[target.comparator] if target.comparator else ''}{plain(target.value)}{target.unit}"
