"""What holds for every plan, not for one example."""

from __future__ import annotations

import re
import time
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.check.sketches import CONTEXT, ROOT, average, by, sums, target, written

from guatu.core.check import check_plan
from guatu.core.plan.compiler import compile_plan
from guatu.core.plan.model import Measure
from guatu.core.series.growth import implied_base
from guatu.core.text.figures import percent

RATES = st.integers(1, 300).map(lambda tenths: Decimal(tenths) / 10)
LEVELS = st.integers(100, 10**6).map(Decimal)
CITY_PLAN = (ROOT / "data/wuhai/plan.txt").read_text("utf-8")


@given(level=LEVELS, rate=RATES, years=st.integers(2, 5))
def test_a_chain_of_constant_growth_reports_exactly_that_growth(level, rate, years):
    chain = [target("旅游收入", level * (1 + rate / 100) ** n, "亿元", by(2025 + n)) for n in range(years)]
    (finding,) = [f for f in check_plan(written(*chain)) if f.code == "K112"]
    steps = sums(finding)[: years - 1]
    assert {line.rsplit(" ", 1)[1] for line in steps} == {percent(rate)}


@given(base=LEVELS, rate=RATES, years=st.integers(1, 10))
def test_a_level_grown_from_a_base_implies_that_base(base, rate, years):
    level = base * (1 + rate / 100) ** years
    assert abs(implied_base(level, rate, years) - base) < Decimal("1e-12") * base
    pair = written(
        target("旅游收入", level, "亿元", by(2024 + years)),
        target("旅游收入", rate, "%", average(2025, 2024 + years), measure=Measure.GROWTH),
    )
    (finding,) = [f for f in check_plan(pair) if f.code == "K110"]
    assert f"隐含2024年基数{base:f}亿元" in str(finding.what)


@given(parts=st.lists(st.integers(1, 500), min_size=2, max_size=5))
def test_parts_that_sum_never_report(parts):
    names = "甲乙丙丁戊"
    listed = "、".join(f"{name}类{part}个" for name, part in zip(names, parts, strict=False))
    for line in (
        f"建成项目{sum(parts)}个（{listed}）。",
        f"建成项目{sum(parts)}个，其中{listed}。",
        f"{listed}，合计{sum(parts)}个。",
    ):
        found = check_plan(compile_plan(line, context=CONTEXT))
        assert {f.code for f in found}.isdisjoint({"K125", "K126", "K127"})


@given(parts=st.lists(st.integers(1, 500), min_size=2, max_size=5), off=st.integers(1, 9))
def test_listed_parts_that_miss_their_total_always_report(parts, off):
    listed = "、".join(f"{name}类{part}个" for name, part in zip("甲乙丙丁戊", parts, strict=False))
    found = check_plan(compile_plan(f"建成项目{sum(parts) + off}个（{listed}）。", context=CONTEXT))
    assert "K127" in {f.code for f in found}


@given(values=st.lists(LEVELS, min_size=2, max_size=5, unique=True))
def test_a_chain_that_rises_never_falls(values):
    rising = [target("旅游收入", value, "亿元", by(2025 + n)) for n, value in enumerate(sorted(values))]
    falling = [target("旅游收入", value, "亿元", by(2025 + n)) for n, value in enumerate(sorted(values, reverse=True))]
    assert "K113" not in {f.code for f in check_plan(written(*rising))}
    assert "K113" in {f.code for f in check_plan(written(*falling))}


@settings(max_examples=200, deadline=None)
@given(
    st.text(
        alphabet="一二（）()：:—-～%％百分点倍其中合计共到年底前0123456789.,，。；\n达到以上左右下降增长比重率亿元家个每年均",
        max_size=200,
    )
)
def test_no_text_makes_a_check_stumble(text):
    plan = compile_plan("方案。" + text, context=CONTEXT)
    for f in check_plan(plan):
        assert all(0 <= span.start < span.end <= len(plan.text) for span in f.spans)


@settings(max_examples=20)
@given(cut=st.integers(0, len(CITY_PLAN)))
def test_the_same_plan_gives_the_same_findings(cut):
    plan = compile_plan(CITY_PLAN[cut:] + "。", context=CONTEXT)
    assert check_plan(plan) == check_plan(plan)


def test_time_grows_with_the_length_of_the_plan():
    body = re.sub("[一二三四五六七八九十]、", "", CITY_PLAN)
    plans = [compile_plan(body * times, context=CONTEXT) for times in (4, 16)]
    spent = []
    for plan in plans:
        runs = []
        for _ in range(3):
            start = time.perf_counter()
            check_plan(plan)
            runs.append(time.perf_counter() - start)
        spent.append(min(runs))
    assert spent[1] < 4 * spent[0] * 3  # four times the text, with room for a busy machine
