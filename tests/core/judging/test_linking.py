"""From a target's name to an indicator: confirmed by name, or a question."""

from dataclasses import replace

import pytest
from tests.core.judging.builders import CITY, INDICATORS, REGION, Measure, target

from guatu.core.judging.linking import bare_name, propose_links
from guatu.core.judging.model import Why
from guatu.core.series.model import Form

PLACES = {"乌海市": CITY, "乌海": CITY, "全市": CITY, "自治区": REGION, "全区": REGION, "海南区": "150303"}
GROWTH, SHARE = Measure.GROWTH, Measure.SHARE


def link(*args, **more):
    (found,) = propose_links([target(*args, **more)], INDICATORS, region=CITY, place_names=PLACES)
    return found


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("全市社会消费品零售总额平均增速", "社会消费品零售"),
        ("乌海市社会消费品零售总额", "社会消费品零售"),
        ("“品质型”城区生活圈", "品质型城区生活圈"),
        ("房地产开发投资累计完成额", "房地产开发投资"),
        ("累计完成房地产开发投资", "房地产开发投资"),
        ("制造业贷款增速", "制造业贷款"),
        ("游客数量", "游客"),
        ("全市", "全市"),
    ],
)
def test_a_name_is_bared_to_what_it_names(name, bare):
    assert bare_name(name, ("乌海市", "乌海")) == bare


@pytest.mark.parametrize(
    ("name", "unit", "code", "more"),
    [
        ("服务业增加值", "亿元", "services", {}),
        ("全市社会消费品零售总额", "亿元", "retail", {}),
        ("房地产开发投资累计完成额", "亿元", "property", {}),
        ("游客数量", "万人", "visits", {}),
        ("铁路货运量占货运总量比重", "%", "rail_share", {"measure": SHARE}),
        ("每千人口托位数", "个/千人", "places_per_1000", {}),
        ("全市贷款余额", "%", "loans", {"measure": GROWTH}),
        ("外贸进出口总额", "万元", "trade", {}),
    ],
)
def test_an_equal_name_or_alias_is_confirmed(name, unit, code, more):
    found = link(name, "1", unit, by=2027, **more)
    assert (found.indicator, found.confirmed, found.region) == (code, True, CITY)
    assert found.form is (Form.GROWTH if more.get("measure") is GROWTH else Form.VALUE)
    assert "相同" in str(found.reason)


def test_part_of_a_series_never_links_to_the_whole():
    found = link("制造业贷款增速", "10", "%", within=2025, measure=GROWTH)
    assert (found.indicator, found.confirmed, found.why) == ("", False, Why.DEFINITION_DIFFERS)
    assert "只是一部分" in str(found.reason)


def test_what_only_resembles_is_a_question():
    found = link("规上服务业企业营业收入", "10", "亿元", by=2027)
    assert (found.confirmed, found.why) == (False, Why.NOT_LINKED)


def test_a_refused_name_says_why():
    found = link("快递服务电商业务量", "110", "万件", by=2025)
    assert (found.confirmed, found.why, found.indicator) == (False, Why.DEFINITION_DIFFERS, "")


def test_what_the_catalogue_lacks_is_not_linked():
    found = link("撤并保险机构", "3", "家", by=2025)
    assert (found.indicator, found.confirmed, found.why) == ("", False, Why.NOT_LINKED)


def test_an_open_definition_waits():
    found = link("生活圈达成率", "70", "%", by=2025, measure=SHARE)
    assert (found.confirmed, found.why, str(found.reason)) == (False, Why.DEFINITION_OPEN, "按个数还是按人数")


@pytest.mark.parametrize("scope", ["海南区", "各区", "某物流园", "全区"])
def test_a_part_of_the_region_is_not_the_region(scope):
    found = link("旅游收入", "100", within=2025, scope=scope)
    assert (found.confirmed, found.why) == (False, Why.DEFINITION_DIFFERS)


@pytest.mark.parametrize("scope", ["全市", "乌海市", "", "我市"])
def test_the_region_as_a_whole_has_many_names(scope):
    assert link("旅游收入", "100", within=2025, scope=scope).confirmed


def test_an_unlike_unit_is_a_question():
    found = link("旅游收入", "100", "万人次", within=2025)
    assert (found.confirmed, found.why) == (False, Why.DEFINITION_OPEN)


def test_a_share_never_links_to_an_amount_of_the_same_name():
    assert not link("旅游收入", "10", "%", by=2027, measure=SHARE).confirmed


def test_a_relative_target_finds_its_region():
    found = link("社会消费品零售总额平均增速", None, "%", average=(2025, 2027), measure=GROWTH, relative_to="自治区")
    assert (found.indicator, found.form, found.versus, found.confirmed) == ("retail", Form.GROWTH, REGION, True)


def test_links_come_in_the_order_of_the_targets():
    promises = [
        target(name, "1", id=f"C{n}", by=2027) for n, name in enumerate(("旅游收入", "没有的", "外贸进出口总额"))
    ]
    found = propose_links(promises, INDICATORS, region=CITY, place_names=PLACES)
    assert [(x.target, x.indicator) for x in found] == [("C0", "tourism"), ("C1", ""), ("C2", "trade")]


def test_a_scoped_series_needs_its_scope_or_its_own_name():
    resort = replace(INDICATORS["satisfaction"], name="景区游客满意度", aliases=("游客满意度",), scopes=("某景区",))
    catalogue = {"satisfaction": resort}

    def ask(name, scope):
        promise = target(name, "85", "%", by=2027, measure=SHARE, scope=scope)
        (found,) = propose_links([promise], catalogue, region=CITY, place_names=PLACES)
        return found.confirmed

    assert ask("游客满意度", "某景区")
    assert ask("景区游客满意度", "全市")
    assert not ask("游客满意度", "全市")
    assert not ask("游客满意度", "海南区")
