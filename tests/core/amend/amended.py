"""A made-up amendment of the example plan, and commitments to compare one by one."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cache

from guatu.core.plan.compiler import compile_plan
from guatu.core.plan.model import Commitment, Comparator, Context, Kind, Measure, Period, PeriodKind, Plan
from guatu.core.text.spans import Span
from guatu.store.example import example_city
from guatu.store.files import read_text

CONTEXT = Context("", None, 2025, 2027)
REPLACED = (
    ("达到344亿元以上", "达到360亿元以上"),  # a stricter value
    ("年均增长6%以上；", "年均增长5.5%以上；"),  # a looser one
    ("2027年底前末端网点数量达到210个", "2026年底前末端网点数量达到230个"),  # earlier, and more
    ("2026年底前力争达到121万件", "2026年底前达到115万件"),  # firm, but less: both
    ("2025年蒙煤引入量力争达到100万吨", "2025年蒙煤引入量达到100万吨"),  # 力争 dropped
    ("建成市公共文化中心，", ""),  # a clause removed
    ("在全市打造6个高品质住宅项目。", "在全市打造6个高品质住宅项目，新建口袋公园12个。"),  # one added
    ("外贸进出口总额突破13.6亿元", "外贸进出口总额突破150000万元"),  # another unit
    ("推动农文旅体商融合发展", "推动农文旅体商深度融合发展"),  # other words
)


def amended(text: str) -> str:
    for old, new in REPLACED:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


@cache
def plan_text() -> str:
    return read_text(example_city().plan_path)


@cache
def both() -> tuple[Plan, Plan]:
    return compile_plan(plan_text(), context=CONTEXT), compile_plan(amended(plan_text()), context=CONTEXT)


def target(id: str = "C001", **changed: object) -> Commitment:
    """到2027年，公园数量达到10个, with whatever is to differ."""
    quote = str(changed.pop("quote", "到2027年，公园数量达到10个"))
    made = Commitment(
        id=id,
        kind=Kind.TARGET,
        quote=quote,
        span=Span(0, len(quote)),
        sector="城建",
        period=Period(PeriodKind.BY, None, 2027),
        indicator="公园数量",
        measure=Measure.LEVEL,
        comparator=Comparator.AT_LEAST,
        value=Decimal(10),
        unit="个",
    )
    return replace(made, **changed)  # type: ignore[arg-type]


def deed(quote: str, id: str = "C001", **changed: object) -> Commitment:
    made = Commitment(id=id, kind=Kind.ACTION, quote=quote, span=Span(0, len(quote)), sector="城建")
    return replace(made, **changed)  # type: ignore[arg-type]


def plan(*commitments: Commitment, place: str = "甲市", text: str = "") -> Plan:
    """A plan of these, numbered in order; its text is their quotes."""
    numbered, at, words = [], 0, []
    for n, c in enumerate(commitments, 1):
        numbered.append(replace(c, id=f"C{n:03}", span=Span(at, at + len(c.quote))))
        words.append(c.quote)
        at += len(c.quote) + 1
    return Plan("行动方案", text or "\n".join(words), Context(place, 2025, 2025, 2027), commitments=tuple(numbered))
