"""The results of a plan's text on its page: offered with quote, figure, year and place, stored nowhere."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from guatu.core.plan.compiler import compile_plan
from guatu.core.plan.model import Claim, Context, Coverage
from guatu.web.figures.models import Observation
from guatu.web.plans.ledger.selectors import plan_value
from guatu.web.plans.ledger.services import compiled_digest, load_plan
from guatu.web.plans.review.services import publish_as_read
from guatu.web.public.presenters import results
from tests.web.addresses import PLAN

TEXT = """某市政府工作报告

一、2025年工作回顾
生产总值突破500亿元，能耗下降3.2%。近三年培训技工2000人。
二、2026年工作安排
新增上市公司2家。
"""


@pytest.fixture
def plan():
    return compile_plan(TEXT, context=Context(year=2026))


def test_each_result_has_quote_figure_year_doubts_and_its_place(plan):
    assert [(r.indicator, r.words, str(r.figure), str(r.years), bool(r.doubts), r.at) for r in results.told(plan)] == [
        ("生产总值", "突破", "500亿元", "2025年", False, TEXT.index("500")),
        ("能耗", "", "下降3.2%", "2025年", False, TEXT.index("3.2")),
        ("培训技工人数", "", "2000人", "未写明", True, TEXT.index("2000")),
    ]


def test_a_figure_that_a_commitment_claims_is_not_offered(plan):
    claimed = tuple(Claim(c.span, c.text, "C001") if c.text.startswith("500") else c for c in plan.coverage.claims)
    assert [str(r.figure) for r in results.told(replace(plan, coverage=Coverage(claimed)))] == ["下降3.2%", "2000人"]


def test_a_plan_without_an_account_is_not_read_again(monkeypatch):
    plan = compile_plan("2027年底前建成智能工厂3个。")
    monkeypatch.setattr(results, "_results", lambda *_: pytest.fail("read again"))
    assert results.told(plan) == []


def test_the_page_of_a_plan_without_results_says_so_and_stores_nothing(reader, today):
    assert results.told(plan_value(today.plan)) == []
    stored = Observation.objects.count()
    part = reader.get(f"{PLAN}/text/").content.decode().split('id="results"')[1]
    assert "文中没有读到成绩数" in part
    assert "未入库" not in part
    assert Observation.objects.count() == stored


def test_the_mark_of_a_result_stands_in_the_text_of_a_loaded_plan(reader, today):
    context = Context(year=2026, plan_from=2026, plan_to=2026)
    row = load_plan(TEXT, context=context, region=today.plan.region_id, on=today.as_of, by=None).plan
    publish_as_read(row, reason="试", on=today.as_of, by=None)
    body = reader.get(f"/plans/{row.code}/text/").content.decode()
    for r in results.told(compile_plan(TEXT, context=Context(year=2026))):
        assert f'<a href="#n{r.at}">{r.id}</a>' in body
        assert f'id="n{r.at}"' in body


def test_the_page_lists_results_and_says_that_they_are_not_stored(reader, plan, monkeypatch):
    told = results.told(plan)
    monkeypatch.setattr(results, "told", lambda _: told)
    part = reader.get(f"{PLAN}/text/").content.decode().split('id="results"')[1]
    assert "只是文中的说法，未入库；要用须按来源和版次登记" in part
    assert re.search(r'href="#n\d+">R001</a>', part)
    for words in ("500亿元", "突破", "2025年", "存疑", "生产总值突破500亿元"):
        assert words in part


def test_the_english_page_says_the_same(english, plan, monkeypatch):
    told = results.told(plan)
    monkeypatch.setattr(results, "told", lambda _: told)
    part = english.get(f"{PLAN}/text/").content.decode().split('id="results"')[1]
    assert "Results are never targets" in part
    assert "A time is written, but not which year." in part
    assert "not stated" in part


def test_results_are_no_part_of_what_the_audit_log_holds(plan):
    assert plan.results
    assert compiled_digest(plan) == compiled_digest(replace(plan, results=()))
