"""A commitment's fields and their values in Chinese, for the two readings of a question about both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from guatu.core.plan.model import Comparator, Direction, Kind, Measure, PeriodKind, Strength
from guatu.core.reports.words import MEASURE_WORDS
from guatu.core.review.fields import Plain

NAMES = {
    "kind": "类别", "indicator": "指标", "comparator": "比较", "value": "数值", "value_max": "区间上限", "unit": "单位",
    "measure": "度量", "period_kind": "期限", "since": "起始年", "until": "截止年", "month": "月", "day": "日",
    "strength": "力度", "direction": "方向", "cumulative": "累计", "base_year": "基年", "relative_to": "与谁比",
    "nature": "属性", "sector": "领域", "scope": "范围", "lead": "牵头单位", "supporting": "配合单位",
}  # fmt: skip
VALUES: Mapping[str, Mapping[str, str]] = {
    "kind": {Kind.TARGET: "目标", Kind.MILESTONE: "里程碑", Kind.ACTION: "举措"},
    "comparator": {
        Comparator.AT_LEAST: "不低于", Comparator.ABOVE: "超过", Comparator.AT_MOST: "不高于", Comparator.BELOW: "低于",
        Comparator.EXACTLY: "等于", Comparator.ABOUT: "左右", Comparator.RANGE: "区间",
    },
    "measure": {m.value: str(MEASURE_WORDS[m]) for m in Measure},
    "period_kind": {
        PeriodKind.BY: "到截止年底", PeriodKind.IN: "截止年当年", PeriodKind.EACH_YEAR: "每年",
        PeriodKind.AVERAGE: "年均", PeriodKind.OPEN: "未定期限",
    },
    "strength": {Strength.FIRM: "确定", Strength.STRIVE: "力争"},
    "direction": {Direction.UP: "上升", Direction.DOWN: "下降"},
}  # fmt: skip


def in_words(fields: Mapping[str, Plain], names: Iterable[str]) -> str:
    """These of the fields, in one line.

    >>> in_words({"unit": "家", "value": None}, ("unit", "value"))
    '单位家，数值（空）'
    """
    return "，".join(f"{NAMES[name]}{_value(name, fields[name])}" for name in names)


def _value(name: str, value: Plain) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return "（空）" if value in (None, "") else VALUES.get(name, {}).get(str(value), str(value))
