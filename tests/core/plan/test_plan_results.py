"""Figures of the past are offered as results, never as targets, and carry a year only where the text says it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guatu.core.codec import plain
from guatu.core.plan.clauses.results import CUT, DOUBTS, NO_YEAR, TWO_VALUES
from guatu.core.plan.compiler import compile_plan
from guatu.core.plan.model import Context, Direction, Measure, Period, PeriodKind, Plan, Result
from guatu.core.plan.published import published
from guatu.core.reports.results import figure_words, years_words

REVIEW = """某市政府工作报告

一、2025年工作回顾
{told}
二、2026年工作安排
全市生产总值增长6%左右，新增上市公司2家。
"""


def report(told: str, year: int | None = 2026) -> Plan:
    return compile_plan(REVIEW.format(told=told), context=Context(year=year))


def one(told: str, year: int | None = 2026) -> Result:
    (found,) = report(told, year).results
    return found


def test_a_review_is_read_as_results_and_the_plan_behind_it_as_targets():
    plan = report("全市生产总值突破500亿元，增长6.5%。单位能耗下降3.2%，规上企业达到85家左右。")
    assert [(r.id, r.indicator, r.measure, r.comparator, r.value, r.unit, r.direction) for r in plan.results] == [
        ("R001", "生产总值", Measure.LEVEL, "突破", Decimal(500), "亿元", Direction.UP),
        ("R002", "生产总值", Measure.GROWTH, "", Decimal("6.5"), "%", Direction.UP),
        ("R003", "单位能耗", Measure.GROWTH, "", Decimal("3.2"), "%", Direction.DOWN),
        ("R004", "规上企业数量", Measure.LEVEL, "达到、左右", Decimal(85), "家", Direction.UP),
    ]
    assert [t.value for t in plan.targets] == [Decimal(6), Decimal(2)]
    assert {r.sector for r in plan.results} == {"2025年工作回顾"}
    assert all(r.certain and r.period == Period(PeriodKind.IN, 2025, 2025) for r in plan.results)


@pytest.mark.parametrize(
    ("told", "years"),
    [
        ("去年新增企业12家。", Period(PeriodKind.IN, 2025, 2025)),
        ("过去五年新增企业12家。", Period(PeriodKind.BY, 2021, 2025)),
        ("——这五年，新增企业12家。", Period(PeriodKind.BY, 2021, 2025)),
        ("——这五年服务能力增强。服务企业年均增长12%。", Period(PeriodKind.AVERAGE, 2021, 2025)),
        ("“十四五”期间新增企业12家。", Period(PeriodKind.BY, 2021, 2025)),
        ("截至2024年底，企业达到12家。", Period(PeriodKind.BY, None, 2024)),
        ("2023年新增企业12家。", Period(PeriodKind.IN, 2023, 2023)),
        ("2020年以来，新增企业12家。", Period(PeriodKind.BY, 2020, None)),
        ("年末企业达到12家。", Period(PeriodKind.IN, 2025, 2025)),  # the year of the heading
    ],
)
def test_the_years_are_those_the_text_says(told, years):
    found = one(told)
    assert (found.period, found.certain) == (years, True)


@pytest.mark.parametrize("told", ["近三年培训技工2000人。", "目前，企业达到12家。", "服务企业年均增长12%。"])
def test_a_year_that_cannot_be_told_is_none_and_said(told):
    found = one(told)
    assert (found.period, found.doubts) == (None, (NO_YEAR,))


def test_without_a_year_of_issue_last_year_stays_open():
    assert one("去年新增企业12家。", None).period is None
    assert one("去年新增企业12家。", None).doubts == (NO_YEAR,)


def test_a_text_that_says_no_year_has_none_and_no_doubt():
    plan = compile_plan("某市发展方案\n\n一、发展基础\n全市企业达到12家。\n二、主要目标\n企业达到20家。")
    (found,) = plan.results
    assert (found.period, found.certain, str(years_words(found.period))) == (None, True, "未写明")


def test_doubtful_readings_say_why():
    plan = report("低保标准提高到815元和615元。累计为29个省份保供煤炭超35亿吨。")
    assert {d for r in plan.results for d in r.doubts} == {TWO_VALUES, CUT}
    assert not any(r.certain for r in plan.results)


def test_names_conditions_and_figures_without_a_unit_are_no_results():
    assert report("第八批项目落地，5G应用推广，年收入超30万元的村集体建设提速。").results == ()


def test_a_plan_without_an_account_has_none():
    plan = compile_plan("2027年底前建成智能工厂3个。")
    assert (plan.results, published(plan).results) == ((), ())


def test_in_json_results_stand_beside_the_commitments():
    found = plain(published(report("近三年能耗下降3.2%。")))
    (row,) = found["results"]
    assert (row["value"], row["unit"], row["direction"], row["period"], row["certain"]) == (
        Decimal("3.2"),
        "%",
        "down",
        None,
        False,
    )
    assert row["doubts"] == (NO_YEAR,)
    assert set(row["doubts"]) <= set(DOUBTS)
    assert all(c["quote"] != row["quote"] for c in found["commitments"])


def test_figures_and_years_in_words():
    (down,) = report("能耗下降3.2%。").results
    assert (str(figure_words(down)), str(years_words(down.period))) == ("下降3.2%", "2025年")
    assert str(years_words(Period(PeriodKind.BY, None, 2024))) == "2024年底"
    assert str(years_words(Period(PeriodKind.BY, 2021, None))) == "2021年以来"


THINGS = st.sampled_from(["企业", "充电桩", "服务网点", "生产总值", "森林覆盖率", "接待游客", "财政收入"])
VERBS = st.sampled_from(["达到", "突破", "增长", "下降", "累计完成", "新增", "保持在", "控制在", "共", "提高到"])
UNITS = st.sampled_from(["家", "亿元", "%", "万人次", "个", "公里", "亩", "倍", "座", ""])
TIMES = st.sampled_from(
    ["去年", "过去五年，", "到2027年，", "2026年", "截至2024年底，", "今年", "年均", "“十四五”期间", "", "已"]
)
CLAUSE = st.builds(lambda t, a, v, n, u: f"{t}{a}{v}{n}{u}", TIMES, THINGS, VERBS, st.integers(1, 9999), UNITS)
SENTENCES = st.lists(st.lists(CLAUSE, min_size=1, max_size=4).map("，".join), min_size=1, max_size=5).map("。".join)
HEADINGS = st.sampled_from(["", "一、2025年工作回顾\n", "一、发展基础\n", "二、主要目标\n"])


@given(
    st.lists(st.builds(str.__add__, HEADINGS, SENTENCES), min_size=1, max_size=3), st.sampled_from([None, 2025, 2026])
)
def test_no_figure_is_both_target_and_result_and_every_quote_is_exact(parts, year):
    text = "某市政府工作报告\n\n" + "。\n".join(parts) + "。"
    plan = compile_plan(text, context=Context(year=year))
    promised = {at for claim in plan.coverage.claims if claim.commitment for at in range(*claim.span)}
    for r in plan.results:
        assert r.quote == text[r.span.start : r.span.end]
        assert r.quote
        assert r.span.covers(r.figure)
        assert not promised & set(range(*r.figure))
        assert r.period is None or year is None or (r.period.until or r.period.since or 0) <= year
