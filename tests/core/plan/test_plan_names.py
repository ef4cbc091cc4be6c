"""Names that go on from what was said, strength and place with them."""

import pytest

from guatu.core.plan.clauses.continuing import CARRIED
from guatu.core.plan.compiler import compile_plan
from guatu.core.plan.model import Context, Strength


def read(text):
    return compile_plan(text, context=Context("某市", 2026))


@pytest.mark.parametrize(("text", "names"), CARRIED.items())
def test_each_figure_has_a_name_of_its_own(text, names):
    assert [t.indicator for t in read(text).targets] == names


def test_a_region_that_goes_on_is_the_scope_of_its_figure():
    plan = read("甲区服务业增加值达到120亿元，乙区达到90亿元。主城区新增泊位2000个，甲县500个。")
    assert [t.scope for t in plan.targets] == ["甲区", "乙区", "主城区", "甲县"]


def test_strength_goes_on_behind_a_comma_where_no_verb_begins():
    plan = read("力争年内园区税收超过20亿元，固投达到8亿元，建成厂房3座。")
    assert [t.strength for t in plan.targets] == [Strength.STRIVE, Strength.STRIVE, Strength.FIRM]


@pytest.mark.parametrize("text", ["甲县、乙县旅游收入突破60亿元。", "全年过夜旅客和门票收入增长8%以上。"])
def test_one_figure_for_two_rows_is_asked_about(text):
    assert [q.rule for q in read(text).questions] == ["each or together"]


@pytest.mark.parametrize(
    "text", ["工业和服务业增加值增长6%以上。", "城镇和农村居民收入增长6%。", "粮食、蔬菜产量达到20万吨。"]
)
def test_a_compound_name_is_not(text):
    assert "each or together" not in [q.rule for q in read(text).questions]


def test_both_rows_of_a_shared_result_are_told():
    plan = read("2024年，办复率、满意率均达100%。2025年旅游收入、旅客人数再创新高，分别增长16.4%、15.8%。")
    assert [r.indicator for r in plan.results] == ["办复率", "满意率", "旅游收入", "旅客人数"]
