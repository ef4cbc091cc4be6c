# ruff: noqa: E501 - a text and its rows stand one to a line
"""Dates that stand outside the sentence: headings with a year, bare years, the lead-in of a list, a plan of one year."""

import pytest
from tests.core.plan.corpus import described

from guatu.core.plan.compiler import compile_plan
from guatu.core.plan.model import Context

CASES = {
    "a title that names one year dates what nothing else does": (
        "某县2026年重点工作实施方案\n一、重点任务\n新建公园2个，2027年底前引进企业3家。\n二、保障措施\n培训干部100人次。",
        ["新建公园数量 | level = 2个 | in 2026", "引进企业数量 | level = 3家 | by 2027", "培训干部人次 | level = 100人次 | in 2026"],
    ),
    "a title that names a span of years does not": (
        "某县养老服务行动方案（2026—2028年）\n一、重点任务\n新建公园2个。",
        ["新建公园数量 | level = 2个 | open"],
    ),
    "a heading with a year and no number dates its part": (
        "2026年重点工作\n地区生产总值增长6%左右。\n一、做强工业\n新建园区5个。\n（一）培育主体\n新增规上企业20家。",
        ["地区生产总值 | growth ~ 6% | in 2026", "新建园区数量 | level = 5个 | in 2026", "新增规上企业数量 | increment = 20家 | in 2026"],
    ),
    "a review is past until the part that looks ahead": (
        "2025年工作回顾\n一、经济向好\n建成园区3个，年末失业率从5.6%降到5.2%。\n二、民生改善\n新增床位100张，年底参保率达到98%。\n2026年工作安排\n新增床位200张。",
        ["新增床位 | increment = 200张 | in 2026"],
    ),
    "a bare year dates the lines below it": (
        "2027年\n新建公厕10座。\n2028年：\n新建公厕20座。",
        ["新建公厕数量 | level = 10座 | in 2027", "新建公厕数量 | level = 20座 | in 2028"],
    ),
    "the lead-in of a list dates its items, however far off": (
        "“十五五”时期，努力实现以下目标：\n一是规模扩大。工业产值年均增长7%以上，园区达到6个。\n二是民生改善。人均住房面积达到40平方米。\n2026年重点任务\n粮食产量稳定在80万吨以上。",
        ["工业产值 | growth >= 7% | average 2026-2030", "园区数量 | level >= 6个 | by 2030", "人均住房面积 | level >= 40平方米 | by 2030", "粮食产量 | level >= 80万吨 | in 2026"],
    ),
    "a list of aims under headings of its own": (
        "到2028年，要实现以下主要目标：\n（一）产业。产值达到500亿元。\n（二）园区。园区达到5个。\n三、重点任务\n建设公园3个。",
        ["产值 | level >= 500亿元 | by 2028", "园区数量 | level >= 5个 | by 2028", "公园数量 | level = 3个 | open"],
    ),
    "a plan of one year means that year by its aims": (
        "主要预期目标是：地区生产总值增长6%，城镇新增就业3万人以上。",
        ["地区生产总值 | growth >= 6% | in 2026", "城镇新增就业 | increment >= 3万人 | in 2026"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_date_outside_the_sentence_governs_it(case):
    text, rows = CASES[case]
    assert [described(t) for t in compile_plan(text, context=Context("某市", 2026, 2026, 2026)).targets] == rows


def test_a_yearly_mean_in_a_plan_of_one_year_is_asked_about():
    plan = compile_plan("工业产值年均增长7%。", context=Context("某市", 2026, 2026, 2026))
    assert [q.rule for q in plan.questions] == ["mean of one year"]


def test_a_deadline_before_the_year_of_issue_is_kept_and_asked_about():
    text = "一、重点任务\n2024年底前，建成园区3个。2024年，建成园区1个。"
    plan = compile_plan(text, context=Context("某市", 2025, 2025, 2027))
    assert [described(t) for t in plan.targets] == ["园区数量 | level = 3个 | by 2024"]
    assert [q.rule for q in plan.questions] == ["gone"]
