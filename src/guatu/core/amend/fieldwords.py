"""A commitment's fields and their values in words, for the two readings of a question about both."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from guatu.core.plan.model import Comparator, Direction, Kind, Measure, PeriodKind, Strength
from guatu.core.reports.words import MEASURE_WORDS
from guatu.core.review.fields import Plain
from guatu.core.text.said import Listed, Said, listed, quoted

FIELDS: Mapping[str, Callable[[Said], Said]] = {
    "indicator": lambda value: Said("指标{value}", value=value),
    "comparator": lambda value: Said("比较{value}", value=value),
    "value": lambda value: Said("数值{value}", value=value),
    "value_max": lambda value: Said("区间上限{value}", value=value),
    "unit": lambda value: Said("单位{value}", value=value),
    "measure": lambda value: Said("度量{value}", value=value),
    "period_kind": lambda value: Said("期限{value}", value=value),
    "since": lambda value: Said("起始年{value}", value=value),
    "until": lambda value: Said("截止年{value}", value=value),
    "month": lambda value: Said("月{value}", value=value),
    "day": lambda value: Said("日{value}", value=value),
    "strength": lambda value: Said("力度{value}", value=value),
    "direction": lambda value: Said("方向{value}", value=value),
    "cumulative": lambda value: Said("累计{value}", value=value),
    "base_year": lambda value: Said("基年{value}", value=value),
    "relative_to": lambda value: Said("与谁比{value}", value=value),
    "nature": lambda value: Said("属性{value}", value=value),
    "sector": lambda value: Said("领域{value}", value=value),
    "scope": lambda value: Said("范围{value}", value=value),
    "lead": lambda value: Said("牵头单位{value}", value=value),
    "supporting": lambda value: Said("配合单位{value}", value=value),
}
KINDS = {Kind.TARGET: Said("类别目标"), Kind.MILESTONE: Said("类别里程碑"), Kind.ACTION: Said("类别举措")}
VALUES: Mapping[str, Mapping[str, Said]] = {
    "comparator": {
        Comparator.AT_LEAST: Said("不低于"),
        Comparator.ABOVE: Said("超过"),
        Comparator.AT_MOST: Said("不高于"),
        Comparator.BELOW: Said("低于"),
        Comparator.EXACTLY: Said("等于"),
        Comparator.ABOUT: Said("左右"),
        Comparator.RANGE: Said("区间"),
    },
    "measure": {measure.value: quoted(MEASURE_WORDS[measure]) for measure in Measure},
    "period_kind": {
        PeriodKind.BY: Said("到截止年底"),
        PeriodKind.IN: Said("截止年当年"),
        PeriodKind.EACH_YEAR: Said("每年"),
        PeriodKind.AVERAGE: Said("年均"),
        PeriodKind.OPEN: Said("未定期限"),
    },
    "strength": {Strength.FIRM: Said("确定"), Strength.STRIVE: Said("力争")},
    "direction": {Direction.UP: Said("上升"), Direction.DOWN: Said("下降")},
}


def in_words(fields: Mapping[str, Plain], names: Iterable[str]) -> Listed:
    """These of the fields, in one line.

    >>> str(in_words({"unit": "家", "value": None}, ("unit", "value")))
    '单位家，数值（空）'
    """
    return listed((_field(name, fields[name]) for name in names), "，")


def _field(name: str, value: Plain) -> Said:
    return KINDS[Kind(str(value))] if name == "kind" else FIELDS[name](_value(name, value))


def _value(name: str, value: Plain) -> Said:
    if isinstance(value, bool):
        return Said("是") if value else Said("否")
    if value in (None, ""):
        return Said("（空）")
    return VALUES.get(name, {}).get(str(value)) or quoted(str(value))
