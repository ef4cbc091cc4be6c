"""The example city's plan, read as the section chief would: what must be found, and nothing that is not so."""

from __future__ import annotations

import pytest
from tests.core.check.sketches import ROOT, THRESHOLDS

from guatu.core.check import check_plan, verdict
from guatu.core.plan.compiler import compile_plan

PLAN = compile_plan((ROOT / "data/wuhai/plan.txt").read_text("utf-8"))
FOUND = check_plan(PLAN, thresholds=THRESHOLDS)

# (code, words of its quote, words of its sentence)
EXPECTED = [
    ("K110", "344亿元", "2024年基数288.83亿元"),
    ("K111", "150家", "2024年末120家"),
    ("K112", "110万件", "10.0%、9.9%"),
    ("K120", "升规纳统", "每年有12家的差额"),
    ("K122", "小区老年之家", "2年共6个"),
    ("K134", "总规模18亿元", "没有写哪年完成"),
    ("K140", "344亿元", "68个目标、14个里程碑"),
    ("K153", "平均增速与自治区持平", "以“自治区”为参照"),
    ("K154", "900万人", "万人次"),
    ("K155", "智能工厂1个", "后一个数含不含前一个"),
    ("K156", "批发业销售额（零售）", "括号里说的是零售"),
    ("K157", "达成率达到70%", "合用一个比率"),
    ("K162", "批发业销售额（零售）达到2000万元", "不含增值税"),
    ("K171", "丙级", "是否笔误"),
    ("K171", "3场", "合计数，还是各3场"),
    ("K171", "2次", "合计数，还是各2次"),
    ("K171", "3—5家", "区间"),
    ("K171", "1—2家", "区间"),
    ("K180", "贡献率显著提升", "没有数字"),
]


@pytest.mark.parametrize(("code", "quote", "what"), EXPECTED)
def test_the_plan_s_own_faults_are_found(code, quote, what):
    assert [f for f in FOUND if f.code == code and quote in f.quote and what in str(f.what)]


def test_nothing_else_is_found():
    assert sorted(f.code for f in FOUND) == sorted(code for code, _, _ in EXPECTED)


def test_the_verdict_counts_them():
    assert str(verdict(FOUND)) == "自检发现疑点15处、提示4处；没有算不通的地方，疑点请在印发前定下读法。"
