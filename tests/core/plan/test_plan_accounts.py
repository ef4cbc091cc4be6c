# ruff: noqa: E501 - a text stands one to a line
"""Accounts of a period that runs or is over give results, never targets; a plan that sets half-years keeps its targets."""

import pytest

from guatu.core.plan.certify import questions
from guatu.core.plan.clauses import running
from guatu.core.plan.compiler import compile_plan
from guatu.core.plan.layout import account
from guatu.core.plan.model import Context, Period, PeriodKind


def read(text, year=2026):
    return compile_plan(text, context=Context("某市", year))


@pytest.mark.parametrize("year", [2025, 2026])
@pytest.mark.parametrize("sentence", running.ACCOUNTS)
def test_an_account_of_a_running_period_gives_results_and_no_target(sentence, year):
    plan = read(sentence, year)
    assert plan.targets == ()
    assert plan.results
    assert not any("完成" in c.quote for c in plan.commitments)


@pytest.mark.parametrize("sentence", running.NOT_ACCOUNTS)
def test_a_half_year_that_is_set_stays_a_promise(sentence):
    plan = read(sentence)
    assert plan.results == ()
    assert plan.targets


@pytest.mark.parametrize("title", account.TITLES)
def test_titles_that_call_a_document_an_account(title):
    assert account.is_account_title(title)


@pytest.mark.parametrize("title", account.NOT_TITLES)
def test_titles_of_plans_are_no_titles_of_accounts(title):
    assert not account.is_account_title(title)


BULLETINS = {
    "a statistical bulletin": "某县2024年国民经济和社会发展统计公报\n一、农业\n全年实现农林牧渔业增加值47亿元，增长1.8%。粮食产量12万吨，蔬菜面积3.1万亩。\n二、工业\n全年规上工业增加值比上年增长6.4%。新建厂房2万平方米。",
    "a report of progress without a title": "全县今年安排重点项目60个，总投资300亿元。1—5月累计完成投资42亿元，完成年度计划的38.5%。\n（1）20个新建项目，开工14个，开工率70%。\n（2）40个续建项目，1—5月完成投资28亿元，占年度计划的41.2%。",
    "the figures of half a year in the press": "上半年，全市经济平稳运行。地区生产总值完成820亿元，同比增长4.1%，快于全省0.6个百分点。服务业增加值410亿元，同比增长5%。进出口总额排名全省前3位。规上工业增加值增速比一季度提升1.2个百分点。",
    "a note on targets reached": "2025年度重点任务完成情况通报\n截至10月底，42项任务已完成36项，完成率85.7%，6项达到序时进度。新建泵站12座，改造管网60公里。",
    "a table of growth in a bulletin": "某市2025年统计公报\n全年价格总水平比上年上涨0.2%。\n2025年价格涨跌幅度（%）\n| 指标 | 增幅 |\n| --- | --- |\n| 鲜菜 | -0.7 |\n| 粮食 | 3.1 |\n全年零售额比上年增长4%，住宿业营业额增长6.1%。",
}  # fmt: skip


@pytest.mark.parametrize("text", BULLETINS.values(), ids=BULLETINS)
def test_a_bulletin_as_a_whole_gives_no_target_and_asks_once_whether_it_is_one(text):
    plan = read(text)
    assert plan.targets == ()
    assert plan.results
    assert [q.rule for q in plan.questions] == [questions.AskedBy.ACCOUNT]
    assert plan.coverage.open == ()


def test_what_a_bulletin_says_of_a_plan_is_no_result():
    plan = read(BULLETINS["a report of progress without a title"].replace("总投资", "计划完成投资"))
    assert "300" not in {f"{r.value:f}" for r in plan.results}
    assert {c.excuse for c in plan.coverage.claims if c.text == "300亿"} == {"计划数或预计数"}


def test_the_year_of_a_bulletin_is_that_of_its_title():
    plan = read("某市2025年经济运行情况\n前三季度，零售额完成80亿元，同比增长5%。全年粮食产量12万吨，比上年增长2%。")
    assert [r.period for r in plan.results] == [
        *[Period(PeriodKind.BY, None, 2025, 9)] * 2,
        *[Period(PeriodKind.IN, 2025, 2025)] * 2,
    ]


def test_a_goal_inside_a_bulletin_stays_a_target():
    text = "2025年上半年经济运行情况\n上半年，零售额40亿元，同比增长5%。服务业增加值60亿元，同比增长6%。力争全年零售额突破90亿元。"
    assert [(t.indicator, t.value) for t in read(text, 2025).targets] == [("零售额", 90)]


@pytest.mark.parametrize(
    "text",
    [
        "上半年，零售额完成40亿元，同比增长5%，力争全年突破90亿元。",
        "1—6月，开工项目30个，完成年度计划的60%，确保年底前全部开工，到2027年投资达到90亿元。",
        "2026年上半年经济运行情况\n上半年零售额40亿元，同比增长5%。投资同比增长6%，工业同比增长4%，力争全年零售额突破90亿元。",
    ],
)
def test_a_sentence_that_turns_ahead_promises_from_there(text):
    assert [(t.value, t.unit) for t in read(text).targets] == [(90, "亿元")]


def test_what_stands_under_the_next_steps_of_a_bulletin_is_a_plan():
    text = "2025年上半年经济运行情况\n一、运行情况\n上半年，零售额40亿元，同比增长5%。\n二、下一步工作安排\n新建充电桩200个，培育企业30家。"
    plan = read(text, 2025)
    assert [t.value for t in plan.targets] == [200, 30]
    assert [q.rule for q in plan.questions] == [questions.AskedBy.ACCOUNT]


PLANS = {
    "a plan that names last year's level": "服务业三年行动方案\n2025年，服务业增加值300亿元，比上年增长6%。到2028年，服务业增加值达到400亿元，年均增长8%以上。新建冷库20座，培育企业60家。引进总部企业5家。",
    "a yearly plan with growth against last year": "2026年工作要点\n地区生产总值增长6%左右，零售额同比增长8%以上，规上工业增加值同比增长7%。力争进出口总额同比增长10%。新建公园3个。",
    "a list of deeds by half-years": "重点任务清单\n上半年新建停车位500个，下半年新建停车位800个。前三季度完成投资30亿元，全年完成50亿元。",
}  # fmt: skip


@pytest.mark.parametrize("text", PLANS.values(), ids=PLANS)
def test_a_plan_that_compares_is_no_bulletin(text):
    plan = read(text)
    assert plan.targets
    assert questions.AskedBy.ACCOUNT not in [q.rule for q in plan.questions]


def test_a_report_whose_review_has_a_heading_is_not_asked_about():
    text = "2025年计划执行情况与2026年计划草案的报告\n一、2025年计划执行情况\n零售额同比增长6%，新增企业45家。\n二、2026年主要目标\n零售额增长6%左右。"
    plan = read(text)
    assert [(t.value, t.period.until) for t in plan.targets] == [(6, 2026)]
    assert plan.questions == ()


def test_deeds_told_as_done_under_the_title_of_an_account_are_no_targets():
    plan = read(
        "某区民生实事完成情况公示\n1.新增停车位3000个。已完成3120个，完成率104%。\n2.改造老旧小区25个。已全部完工。"
    )
    assert plan.targets == ()
    assert [q.rule for q in plan.questions] == [questions.AskedBy.ACCOUNT]
