"""What holds for any two plans: the same is the same, and the other way round is the mirror."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.amend.amended import deed, plan, target

from guatu.core.amend import Verdict, compare_plans
from guatu.core.amend.assignment import best_pairs
from guatu.core.plan.model import Comparator, Kind, Measure, Period, PeriodKind, Strength

MIRROR = {
    Verdict.TIGHTENED: Verdict.LOOSENED,
    Verdict.LOOSENED: Verdict.TIGHTENED,
    Verdict.VANISHED: Verdict.NEW,
    Verdict.NEW: Verdict.VANISHED,
}
NAMES = ("公园数量", "城市公园数量", "服务业增加值", "快递业务量", "快递服务电商业务量")
DEEDS = ("建成文化中心", "建成市文化中心", "推动研学旅行线路建设", "推动研学旅行精品线路建设")
PERIODS = (
    Period(),
    Period(PeriodKind.BY, None, 2026),
    Period(PeriodKind.BY, None, 2027),
    Period(PeriodKind.IN, 2026, 2026),
    Period(PeriodKind.EACH_YEAR, 2025, 2027),
    Period(PeriodKind.EACH_YEAR, 2026, 2027),
    Period(PeriodKind.AVERAGE, 2025, 2027),
    Period(PeriodKind.BY, None, 2027, 6, 30),
)


@st.composite
def targets(draw):
    name, value = draw(st.sampled_from(NAMES)), draw(st.integers(1, 5))
    comparator = draw(st.sampled_from(Comparator))
    unit = draw(st.sampled_from(("亿元", "万元", "个", "%")))
    return target(
        indicator=name,
        quote=f"{name}达到{value}{unit}",
        value=Decimal(value),
        value_max=Decimal(value + draw(st.integers(1, 3))) if comparator is Comparator.RANGE else None,
        comparator=comparator,
        unit=unit,
        measure=draw(st.sampled_from(Measure)),
        period=draw(st.sampled_from(PERIODS)),
        strength=draw(st.sampled_from(Strength)),
        scope=draw(st.sampled_from(("全市", "园区", "各区"))),
        sector=draw(st.sampled_from(("城建", "物流业"))),
    )


deeds = st.builds(
    deed,
    st.sampled_from(DEEDS),
    period=st.sampled_from(PERIODS),
    kind=st.sampled_from((Kind.ACTION, Kind.MILESTONE)),
    strength=st.sampled_from(Strength),
)
plans = st.lists(st.one_of(targets(), deeds), max_size=7).map(lambda found: plan(*found))


@given(plans)
def test_a_plan_beside_itself_is_all_the_same(one):
    comparison = compare_plans(one, one)
    assert set(comparison.counts) <= {Verdict.SAME}
    assert comparison.pairs == {c.id: c.id for c in one.commitments}


@settings(max_examples=200, deadline=None)
@given(plans, plans)
def test_the_other_way_round_is_the_mirror(one, other):
    there, back = compare_plans(one, other), compare_plans(other, one)
    assert {new: old for old, new in there.pairs.items()} == back.pairs
    seen = {(c.old and c.old.id, c.new and c.new.id): c.verdict for c in there.changes}
    mirrored = {(c.new and c.new.id, c.old and c.old.id): MIRROR.get(c.verdict, c.verdict) for c in back.changes}
    assert seen == mirrored
    assert {(d.old, d.new) for d in there.doubts} == {(d.new, d.old) for d in back.doubts}


@settings(max_examples=100, deadline=None)
@given(plans, plans)
def test_every_commitment_is_accounted_for_once(one, other):
    changes = compare_plans(one, other).changes
    assert Counter(c.old.id for c in changes if c.old) == Counter(c.id for c in one.commitments)
    assert Counter(c.new.id for c in changes if c.new) == Counter(c.id for c in other.commitments)
    assert compare_plans(one, other).changes == changes


@given(st.dictionaries(st.tuples(st.integers(0, 3), st.integers(0, 3)), st.integers(1, 30), max_size=12))
def test_no_assignment_weighs_more(weights):
    found = best_pairs(weights)
    best = max(
        sum(weights.get((i, j), 0) for i, j in enumerate(columns)) for columns in permutations(range(4))
    )  # fmt: skip
    assert len(set(found.values())) == len(found)
    assert sum(weights[i, j] for i, j in found.items()) == best
