# ruff: noqa: E501 - rules and their corpus stand one to a line
"""What a figure measures and how it binds: measure, direction and comparator, from its unit and its words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guatu.core.plan.clauses.lexicon import NEWLY, PACE
from guatu.core.plan.model import Comparator, Direction, Measure
from guatu.core.plan.trace import first_of
from guatu.core.text.comparators import AFTER, Bound, WordForm
from guatu.core.text.quantities import Quantity
from guatu.core.text.units import core_of, is_money

_GLYPHS = {"<": Comparator.BELOW, ">": Comparator.ABOVE, "≥": Comparator.AT_LEAST, "≤": Comparator.AT_MOST}
_CEILING = re.compile(
    r"(?:失业率|价格(?:总水平|总?指数)?(?:涨幅|上涨)|CPI涨幅|负债率|债务率|死亡率|不良(?:贷款)?率|发病率|患病率|感染率|漏损率|损耗率|空置率|辍学率|事故起数|死亡人数|劣[ⅤV五]类.{0,6}(?:比例|断面)|"
    r"(?:颗粒物|PM2\.5|PM10|臭氧|污染物).{0,6}浓度|投诉率|差错率)$"
)
_AT_LEAST = re.compile(r"至少|不少于|最少")


def measure_of(q: Quantity, bound: Bound, label: str, verb: str) -> tuple[Measure, Direction]:
    """Level, growth, share or increment, and whether it falls: 下降15% is a growth that falls by 15."""
    return first_of(measures(q, bound, label, verb))


def measures(
    q: Quantity, bound: Bound, label: str, verb: str
) -> Iterator[tuple[str, tuple[Measure, Direction] | None]]:
    """The rules in the order in which they are tried, each with what it gives."""
    way = Direction.DOWN if bound.effect == "fall" else Direction.UP
    moves = bound.effect in ("growth", "fall", "add")
    if q.kind == "percent":
        grows = (moves and not _reaches(bound)) or PACE.end(label)
        yield "percent that changes", (Measure.GROWTH, way) if grows else None
        yield "percent", (Measure.SHARE, Direction.UP)
    if q.kind == "points":
        paced = PACE.end(label) and not moves  # 增速高于…, not 增速提高…
        yield "points of a pace", (Measure.GROWTH, way) if paced else None
        yield "percentage points", (Measure.INCREMENT, way)
    if q.kind == "times":
        yield "fold or times more", (Measure.GROWTH, way) if q.unit.endswith("番") or moves else None
        yield "times", (Measure.LEVEL, way)
    each = bool(_OF_EACH.search(label))
    of_new = _is_new(label) and each and _tells_level(bound)
    yield "mean of the new ones", (Measure.LEVEL, Direction.UP) if of_new else None  # 新增劳动力平均受教育年限达到14年
    done = q.kind == "count" and bound.words in (("提升",), ("扩大",)) and not _reaches(bound)
    yield "deed done to so many", (Measure.LEVEL, Direction.UP) if done else None  # 提升10个村庄
    adds = bound.effect == "add" or (bound.effect == "growth" and not _reaches(bound))
    adds = adds or verb.startswith(NEWLY) or _is_new(label) or ("新增" in label and not each)
    yield "newly added", (Measure.INCREMENT, Direction.UP) if adds else None
    fallen = Measure.INCREMENT if not _reaches(bound) else Measure.LEVEL
    yield "words of falling", (fallen, way) if bound.effect == "fall" else None
    yield "what is reached", (Measure.LEVEL, Direction.UP)


_OF_EACH = re.compile(r"平均|人均|户均|年限|水平|标准|密度|强度$")


def _tells_level(bound: Bound) -> bool:
    return any(form is not WordForm.OTHER for form in bound.forms)


def is_ceiling(label: str) -> bool:
    """Whether less is better of what a row measures (失业率, 消费价格涨幅): its figure is never a floor.

    >>> is_ceiling("城镇调查失业率"), is_ceiling("就业率")
    (True, False)
    """
    return bool(_CEILING.search(label))


def _is_new(label: str) -> bool:
    return label.startswith(NEWLY) and not label.startswith("增加值")


def _reaches(bound: Bound) -> bool:
    return any(
        form in (WordForm.REACHES, WordForm.WITHIN)
        and word
        not in ("不低于", "不少于", "至少", "不超过", "保持", "稳定", "保持在", "稳定在", "维持在", "达到", "达")
        for form, word in zip(bound.forms, bound.words, strict=True)
    )


def comparator_of(q: Quantity, bound: Bound, measure: Measure, label: str, before: str = "") -> Comparator:
    """How the figure binds: what stands behind it (以上) before what stands in front (达到), then what its kind implies."""
    return first_of(comparators(q, bound, measure, label, before))


def comparators(
    q: Quantity, bound: Bound, measure: Measure | None, label: str, before: str = ""
) -> Iterator[tuple[str, Comparator | None]]:
    """The rules in the order in which they are tried, each with what it gives; the first that gives anything holds."""
    yield "range", Comparator.RANGE if q.value_max is not None else None
    yield "sign", _GLYPHS[q.glyph] if q.glyph else None
    ranked = core_of(q.unit) in ("位", "名", "强") and label.endswith("位次")
    yield "rank", Comparator.AT_MOST if ranked else None
    yield "words behind", Comparator(AFTER[q.after]) if q.after and AFTER[q.after] != ">" else None
    yield "words before", Comparator(bound.comparator) if bound.comparator else None
    yield "at least", Comparator.AT_LEAST if _AT_LEAST.search(before) else None
    yield "ceiling", Comparator.AT_MOST if is_ceiling(label) and bound.effect in ("", "level") else None
    yield "odd", Comparator.ABOVE if q.fuzzy else None
    moves = q.kind in ("percent", "points", "times") or measure is Measure.GROWTH
    yield "share or growth", Comparator.AT_LEAST if moves else None
    money = is_money(q.unit) and not label.endswith("规模")
    yield "amount", Comparator.AT_LEAST if q.kind == "amount" and (money or measure is Measure.INCREMENT) else None
    yield "plain figure", Comparator.EXACTLY
