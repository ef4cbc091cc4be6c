"""Each kind of change of one commitment, its verdict and its sentence."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tests.core.amend.amended import deed, plan, target

from guatu.core.amend import Verdict, compare_plans
from guatu.core.amend.marks import marked
from guatu.core.plan.model import Comparator, Direction, Measure, Period, PeriodKind, Strength

V, C, K = Verdict, Comparator, PeriodKind
EACH = Period(K.EACH_YEAR, 2025, 2027)
LESS = {"comparator": C.AT_MOST, "indicator": "物流成本占比", "measure": Measure.SHARE, "unit": "%"}
FALL = {"direction": Direction.DOWN, "measure": Measure.GROWTH, "unit": "%", "indicator": "单位能耗"}

CHANGES = [
    ({}, {}, V.SAME, "没有变化"),
    ({}, {"quote": "到2027年底，公园数量达到10个"}, V.SAME, "只改文字，要求未变"),
    ({}, {"value": Decimal(16)}, V.TIGHTENED, "10个→16个，增加6个"),
    ({"unit": "亿元"}, {"value": Decimal("9.5"), "unit": "亿元"}, V.LOOSENED, "10亿元→9.5亿元，降低0.5亿元"),
    ({"unit": "亿元"}, {"value": Decimal(100000), "unit": "万元"}, V.SAME, "10亿元→100000万元，数量未变"),
    ({"unit": "亿元"}, {"value": Decimal(90000), "unit": "万元"}, V.LOOSENED, "10亿元→90000万元，降低10000万元"),
    (LESS, {**LESS, "value": Decimal(8)}, V.TIGHTENED, "上限10%→8%，降低2个百分点"),
    (LESS, {**LESS, "value": Decimal(12)}, V.LOOSENED, "上限10%→12%，提高2个百分点"),
    (FALL, {**FALL, "value": Decimal(12)}, V.TIGHTENED, "下降10%→下降12%，提高2个百分点"),
    ({}, {"comparator": C.ABOVE}, V.TIGHTENED, "由“不低于”改为“突破”"),
    ({}, {"comparator": C.ABOUT}, V.LOOSENED, "由“不低于”改为“左右”"),
    ({}, {"comparator": C.EXACTLY}, V.SAME, "由“不低于”改为“等于”"),
    ({}, {"comparator": C.AT_MOST}, V.RESTATED, "要求由“不低于”改为“不超过”"),
    ({"comparator": C.RANGE, "value_max": Decimal(15)}, {"value": Decimal(15)}, V.TIGHTENED,
     "10—15个→15个，增加5个；由“区间”改为“不低于”"),
    ({"comparator": C.RANGE, "value_max": Decimal(15)},
     {"comparator": C.RANGE, "value": Decimal(9), "value_max": Decimal(16)}, V.MIXED,
     "收紧：10—15个→9—16个，上端提高；放宽：10—15个→9—16个，下端降低"),
    ({}, {"period": Period(K.BY, None, 2026)}, V.TIGHTENED, "期限由2027年提前到2026年"),
    ({}, {"period": Period(K.BY, None, 2027, 6)}, V.TIGHTENED, "期限由2027年12月提前到2027年6月"),
    ({}, {"period": Period(K.BY, None, 2028)}, V.LOOSENED, "期限由2027年推迟到2028年"),
    ({}, {"period": Period(K.IN, 2027, 2027)}, V.SAME, "没有变化"),
    ({}, {"period": Period()}, V.LOOSENED, "取消了期限（原为2027年底）"),
    ({"period": Period()}, {}, V.TIGHTENED, "定了期限2027年底"),
    ({"period": EACH}, {"period": Period(K.EACH_YEAR, 2025, 2028)}, V.TIGHTENED,
     "年度由2025—2027年每年改为2025—2028年每年，多1年"),
    ({"period": EACH}, {"period": Period(K.EACH_YEAR, 2026, 2028)}, V.MOVED,
     "年度由2025—2027年每年改为2026—2028年每年"),
    ({"period": EACH}, {}, V.RESTATED, "年度由2025—2027年每年改为2027年"),
    ({}, {"strength": Strength.STRIVE}, V.LOOSENED, "由确定改为“力争”"),
    ({"scope": "园区"}, {"scope": "全市"}, V.TIGHTENED, "范围由“园区”改为“全市”"),
    ({}, {"sector": "园林"}, V.MOVED, "领域由“城建”改为“园林”"),
    ({}, {"lead": "园林局"}, V.MOVED, "牵头单位由“未写”改为“园林局”"),
    ({"nature": "预期性"}, {"nature": "约束性"}, V.TIGHTENED, "由“预期性”改为“约束性”"),
    ({}, {"value": Decimal(12), "period": Period(K.BY, None, 2028)}, V.MIXED,
     "收紧：10个→12个，增加2个；放宽：期限由2027年推迟到2028年"),
    ({}, {"value": Decimal(12), "base_year": 2024}, V.RESTATED,
     "基年由“未写”改为“2024年”；10个→12个，不是同一口径，不比宽严"),
    ({}, {"cumulative": True}, V.RESTATED, "算法由“当期”改为“累计”"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "verdict", "sentence"), CHANGES)
def test_each_change_has_its_verdict_and_its_sentence(old, new, verdict, sentence):
    (change,) = compare_plans(plan(target(**old)), plan(target(**new))).changes
    assert (change.verdict, str(change.sentence)) == (verdict, sentence)


def test_a_deed_that_is_worded_otherwise_is_left_to_a_person():
    old = deed("推动农文旅体商融合发展，打造经典乡村旅游线路")
    for words, verdict in (
        ("推动农文旅体商融合发展、打造经典乡村旅游线路", V.SAME),
        ("推动农文旅体商深度融合发展，打造经典乡村旅游线路", V.RESTATED),
    ):
        (change,) = compare_plans(plan(old), plan(deed(words))).changes
        assert change.verdict is verdict, words


@pytest.mark.parametrize(
    ("old", "new", "asks"),
    [
        (target(), target(indicator="城市公园数量", quote="城市公园数量达到12个"), "相近而不相同"),
        (target(), target(measure=Measure.GROWTH, unit="%", quote="公园数量增长6%"), "度量不同"),
        (target(unit="个"), target(unit="平方米", quote="公园达到9平方米"), "不是同一种"),
        (deed("建成文化中心并对外开放"), deed("建成市文化中心并免费开放"), "相近而不相同"),
    ],
)
def test_what_is_unsure_is_a_question_until_a_person_answers(old, new, asks):
    left, right = plan(old), plan(new)
    comparison = compare_plans(left, right)
    (doubt,) = comparison.doubts
    assert asks in str(doubt.asks)
    assert comparison.counts == {V.VANISHED: 1, V.NEW: 1}
    assert all("是否同一条目待确认" in str(c.sentence) for c in comparison.changes)
    answered = compare_plans(left, right, said={"C001": "C001"})
    assert (len(answered.changes), answered.doubts) == (1, ())
    refused = compare_plans(left, right, said={"C001": ""})
    assert (refused.counts, refused.doubts) == ({V.VANISHED: 1, V.NEW: 1}, ())


def test_a_chain_pairs_by_year():
    def chain(*promises):
        return plan(*(target(value=Decimal(v), period=Period(K.BY, None, y)) for y, v in promises))

    old = chain((2025, 110), (2026, 121), (2027, 133))
    new = compare_plans(old, chain((2025, 121), (2026, 133), (2027, 140)))
    assert [str(c.sentence) for c in new.changes] == [
        "110个→121个，增加11个", "121个→133个，增加12个", "133个→140个，增加7个"
    ]  # fmt: skip
    moved = compare_plans(chain((2025, 3), (2026, 5)), chain((2025, 3), (2027, 5)))
    assert [str(c.sentence) for c in moved.changed] == ["期限由2026年推迟到2027年"]
    doubtful = compare_plans(chain((2025, 3), (2026, 5)), chain((2025, 3), (2027, 8)))
    assert [str(d.asks) for d in doubtful.doubts] == ["原C002与新C002指标同名，年份和数值都不同，是否同一条目？"]


def test_two_that_would_do_as_well_are_a_question():
    old, new = plan(target(value=Decimal(10))), plan(target(value=Decimal(12)), target(value=Decimal(15)))
    comparison = compare_plans(old, new)
    assert [(d.old, d.new) for d in comparison.doubts] == [("C001", "C001"), ("C001", "C002")]
    assert comparison.counts == {V.VANISHED: 1, V.NEW: 2}


def test_marks_join_to_the_texts_again():
    left, right = marked("到2027年，达到344亿元以上", "到2026年，达到360.5亿元")
    assert "".join(r.text for r in left) == "到2027年，达到344亿元以上"
    assert "".join(r.text for r in right) == "到2026年，达到360.5亿元"
    assert [r.text for r in right if r.changed] == ["2026", "360.5"]
    assert [r.text for r in left if r.changed] == ["2027", "344", "以上"]
