"""The rules of judgement, one by one, on figures small enough to check by hand."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.judging.builders import (
    CITY,
    INDICATORS,
    PANEL,
    REGION,
    REPORT,
    RULES,
    TODAY,
    Comparator,
    Direction,
    Measure,
    judged,
    seen,
    target,
)
from tests.strategies import rising

from guatu.core.judging.desk import series_behind
from guatu.core.judging.model import Link, Status, Why
from guatu.core.judging.status import judge, judge_all
from guatu.core.plan.model import Kind
from guatu.core.text.figures import number

YEARS = (2025, 2027)
D = Decimal
AT_LEAST, ABOVE, AT_MOST, BELOW = Comparator.AT_LEAST, Comparator.ABOVE, Comparator.AT_MOST, Comparator.BELOW
EXACTLY, ABOUT, RANGE = Comparator.EXACTLY, Comparator.ABOUT, Comparator.RANGE
GROWTH, SHARE, INCREMENT = Measure.GROWTH, Measure.SHARE, Measure.INCREMENT
MET, MISSED, REACHED, OK, SLOW, BAD, UNKNOWN = (
    Status.MET, Status.MISSED, Status.REACHED, Status.OK, Status.SLOW, Status.BAD, Status.UNKNOWN,
)  # fmt: skip


# ---- past the deadline: the word of the plan decides


@pytest.mark.parametrize(
    ("comparator", "value", "status"),
    [
        (ABOVE, "100.64", MET),
        (ABOVE, "100", MISSED),  # 突破: only if above
        (AT_LEAST, "100", MET),
        (AT_LEAST, "99.99", MISSED),
        (AT_MOST, "100", MET),
        (AT_MOST, "100.01", MISSED),
        (BELOW, "100", MISSED),
        (EXACTLY, "101", MET),
        (EXACTLY, "99", MISSED),
        (ABOUT, "95", MET),
        (ABOUT, "94.9", MISSED),
        (ABOUT, "130", MET),
    ],
)
def test_the_comparator_decides_at_the_deadline(comparator, value, status):
    result = judged(
        target("旅游收入", "100", within=2025, comparator=comparator), "tourism", seen("tourism", value=value)
    )
    assert (result.status, result.rule, result.rule_version) == (status, "past-deadline", "v1")


@pytest.mark.parametrize(("value", "status"), [("2", MISSED), ("3", MET), ("5", MET), ("6", MET)])
def test_a_range_is_kept_from_its_lower_end(value, status):
    promise = target("文化活动场次", "3", "场", by=2025, comparator=RANGE, value_max=D(5))
    assert judged(promise, "events", seen("events", value=value)).status is status


def test_a_missed_amount_says_by_how_much_in_its_unit():
    promise = target("游客数量", "900", "万人", within=2025, comparator=ABOVE)
    result = judged(promise, "visits", seen("visits", value="858.74"))
    assert (result.status, result.gap, result.gap_unit) == (MISSED, D("-41.26"), "万人")
    assert str(result.reason) == "2025年未完成：858.74万人，目标>900万人，差41.26万人。"
    assert result.actual.observations[0].unit == "万人次"


def test_a_missed_growth_says_by_how_many_points():
    promise = target("金融业", "12", "%", by=2025, measure=GROWTH)
    result = judged(promise, "loans", seen("loans", growth="-5.4"))
    assert (result.status, result.gap, result.gap_unit) == (MISSED, D("-17.4"), "个百分点")
    assert str(result.reason) == "2025年未完成：下降5.4%，目标≥12%，差17.4个百分点。"


@pytest.mark.parametrize(("growth", "status"), [("-3", MET), ("-2.9", MISSED), ("1", MISSED)])
def test_a_promised_fall_is_compared_by_its_size(growth, status):
    promise = target("能耗下降", "3", "%", within=2025, measure=GROWTH, direction=Direction.DOWN)
    assert judged(promise, "energy", seen("energy", growth=growth)).status is status


def test_about_a_growth_allows_half_a_point():
    promise = target("社零", "7", "%", within=2025, measure=GROWTH, comparator=ABOUT)
    assert judged(promise, "retail", seen("retail", growth="6.5")).status is MET
    assert judged(promise, "retail", seen("retail", growth="6.4")).status is MISSED


def test_past_the_deadline_without_a_figure_is_unknown_not_missed():
    result = judged(target("旅游收入", "100", within=2025), "tourism")
    assert (result.status, result.why, result.rule) == (UNKNOWN, Why.NOT_PUBLISHED, "no-figure")
    assert str(result.reason) == "到2026年11月22日未见公布2025年旅游收入。"


@pytest.mark.parametrize(("as_of", "status"), [(date(2026, 4, 29), UNKNOWN), (date(2026, 4, 30), MET)])
def test_a_figure_counts_from_the_day_it_was_published(as_of, status):
    promise = target("旅游收入", "100", within=2025)
    assert judged(promise, "tourism", seen("tourism", value="100.64"), as_of=as_of).status is status


def test_the_last_day_itself_is_not_past():
    early = seen("tourism", "2025年1—11月", "80", known=date(2025, 12, 15))
    promise = target("旅游收入", "100", within=2025)
    assert judged(promise, "tourism", early, as_of=date(2025, 12, 31)).rule == "year-to-date"
    assert judged(promise, "tourism", early, as_of=date(2026, 1, 1)).why is Why.NOT_PUBLISHED


def test_a_deadline_in_june_is_judged_by_the_half_year():
    promise = target("旅游收入", "50", by=2025, month=6)
    half = seen("tourism", "2025年上半年", "51", known=date(2025, 7, 20))
    assert judged(promise, "tourism", half, as_of=date(2025, 8, 1)).status is MET


# ---- before the deadline


def test_over_the_line_early_is_reached():
    promise = target("外贸", "13.6", by=2027, comparator=ABOVE)
    result = judged(promise, "trade", seen("trade", value="19.84", growth="60.1"))
    assert (result.status, result.rule) == (REACHED, "reached-early")
    assert "2027年的数字仍须达到" in str(result.reason)


def test_a_target_for_one_later_year_needs_the_figure_of_that_year():
    promise = target("外贸", "13.6", within=2027)
    assert judged(promise, "trade", seen("trade", value="19.84", growth="60.1")).status is not REACHED


def test_a_limit_is_not_reached_by_a_part_of_the_year():
    promise = target("外贸", "100", within=2026, comparator=AT_MOST)
    part = seen("trade", "2026年1—6月", "40", known=date(2026, 7, 20))
    result = judged(promise, "trade", part)
    assert (result.status, result.gap) == (OK, D("10"))


@pytest.mark.parametrize(("done", "status", "gap"), [("11", BAD, "-20"), ("13", SLOW, "-10"), ("14", OK, "-5")])
def test_year_to_date_against_the_month(done, status, gap):
    rows = seen("events", "2026年1—9月", done, known=date(2026, 10, 10))
    result = judged(target("文化活动场次", "20", "场", within=2026), "events", rows)
    assert (result.status, result.pace, result.gap, result.gap_unit) == (status, D(75), D(gap), "个百分点")


def test_a_small_count_has_no_light_by_gap_before_its_last_year():
    promise = target("智能工厂", "2", "个", by=2027)
    one = seen("factories", value="1")
    early = judged(promise, "factories", one)
    assert (early.status, early.why, early.rule) == (UNKNOWN, Why.NOT_DUE, "small-count")
    assert judged(promise, "factories", one, as_of=date(2027, 3, 1)).rule != "small-count"
    assert judged(promise, "factories", seen("factories", value="2")).status is REACHED


# ---- paths, with and without a base

LEVEL = target("服务业增加值", "344", by=2027, id="C1")
AVERAGE = target("服务业增加值", "6", "%", average=(2025, 2027), measure=GROWTH, id="C2")
VA = seen("services", value="284.80", growth="-1.4")


def test_the_plan_itself_implies_the_base():
    result = judged(LEVEL, "services", VA, companions=(LEVEL, AVERAGE))
    assert (result.status, result.rule) == (BAD, "path")
    assert [number(x, 1) for x in (result.done, result.pace, result.gap)] == ["−7.3", "31.4", "−38.7"]
    assert (number(result.needed, 3), result.needed_unit) == ("9.903", "%")
    assert any("方案隐含的2024年基数（按价格不变）" in step and "288.83" in step for step in map(str, result.steps))


def test_average_growth_compounds():
    result = judged(AVERAGE, "services", VA)
    assert (result.status, result.rule) == (BAD, "average-growth")
    assert [number(x, 1) for x in (result.done, result.pace, result.gap)] == ["−7.3", "31.4", "−38.7"]
    assert number(result.needed, 3) == "9.906"
    assert "余下2年须年均增长9.9%" in str(result.reason)


def test_level_and_constant_price_growth_never_meet():
    with_growth, without = VA, replace(VA, growth=None)
    assert (
        judged(LEVEL, "services", with_growth, companions=(AVERAGE,)).gap
        == judged(LEVEL, "services", without, companions=(AVERAGE,)).gap
    )
    alone = judged(LEVEL, "services", with_growth)  # no base: constant-price growth is no reference for an amount
    assert (alone.rule, alone.status) == ("required-growth", BAD)
    assert any("可比价" in step and "保持不变" in step for step in map(str, alone.steps))


def test_a_published_base_makes_a_path():
    base = seen("firms", "2024", "120", known=date(2025, 3, 1))
    now = seen("firms", value="128")
    result = judged(target("企业", "150", "家", by=2027), "firms", base, now)
    assert (result.rule, result.status) == ("path", SLOW)
    assert [number(x, 2) for x in (result.done, result.pace)] == ["26.67", "33.33"]
    assert (result.needed, result.needed_unit) == (D(11), "家")


def test_a_base_from_a_low_source_is_no_base():
    base = seen("retail", "2024", "140", source=PANEL, known=date(2025, 3, 1))
    promise = target("社零", "123", by=2027, comparator=ABOVE)
    assert judged(promise, "retail", base, seen("retail", value="118.77", growth="-1.4")).rule == "required-growth"


def test_without_a_base_the_needed_growth_meets_the_last_one():
    promise = target("社零", "123", by=2027, comparator=ABOVE)
    result = judged(promise, "retail", seen("retail", value="118.77", growth="-1.4"))
    assert (result.status, number(result.needed, 1), number(result.gap, 1)) == (SLOW, "1.8", "−3.2")
    assert "基期未公布" in str(result.reason)
    assert "“所需增速”" in str(result.reason)


def test_the_growth_of_a_count_may_be_taken_from_two_published_years():
    promise = target("文化活动场次", "200", "场", by=2027)
    rows = seen("events", value="100"), seen("events", "2026", "140", known=date(2027, 3, 1))
    result = judged(promise, "events", *rows, as_of=date(2027, 3, 2))
    assert (number(result.needed, 1), number(result.gap, 1), result.status) == ("42.9", "−2.9", SLOW)
    alone = judged(promise, "events", rows[0])
    assert (alone.gap, "保持不变" in str(alone.reason)) == (-alone.needed, True)


def test_the_growth_of_money_is_never_taken_from_two_amounts():
    promise = target("社零", "140", by=2027)
    rows = seen("retail", value="100"), seen("retail", "2026", "120", known=date(2027, 3, 1))
    result = judged(promise, "retail", *rows, as_of=date(2027, 3, 2))
    assert result.gap == -result.needed


RAIL = (seen("rail", value="2158.8", growth="4.2"), seen("freight", value="10122.76", growth="4.1"))


def test_the_share_of_two_volumes_has_a_growth():
    result = judged(target("铁路占比", "25", "%", by=2027, measure=SHARE), "rail_share", *RAIL)
    assert (result.status, number(result.actual.value, 3)) == (BAD, "21.326")
    assert (number(result.needed, 1), number(result.gap, 1)) == ("8.3", "−8.2")
    assert result.actual.observations == RAIL


def test_the_share_of_two_values_at_constant_growth_has_none():
    rows = seen("transport", value="51.31", growth="2.9"), seen("gdp", value="540.75", growth="-4.3")
    result = judged(target("交通占比", "18", "%", by=2027, measure=SHARE), "transport_share", *rows)
    assert (result.status, number(result.actual.value, 1), number(result.needed, 1)) == (BAD, "9.5", "37.7")
    assert result.gap == -result.needed


def test_a_published_share_is_kept_as_a_check():
    promise = target("铁路占比", "20", "%", by=2027, measure=SHARE)
    agrees = judged(promise, "rail_share", *RAIL, seen("rail_share", value="21.3"))
    assert any("与重算相符" in step for step in map(str, agrees.steps))
    differs = judged(promise, "rail_share", *RAIL, seen("rail_share", value="24.9"))
    assert any("请核对口径" in step for step in map(str, differs.steps))
    assert agrees.actual.value == differs.actual.value


def test_a_share_without_a_part_names_the_part():
    promise = target("每千人口托位数", "4.5", "个/千人", by=2025)
    result = judged(promise, "places_per_1000", seen("population", value="54.90"))
    assert (result.status, result.why) == (UNKNOWN, Why.PART_MISSING)
    assert "缺分子“托位数”" in str(result.reason)
    assert "54.90万人" in str(result.reason)


def test_an_upper_limit_reverses_the_sign():
    promise = target("失业率", "4", "%", by=2027, measure=SHARE, comparator=AT_MOST)
    base = seen("unemployment", "2024", "6", known=date(2025, 2, 1))
    assert judged(promise, "unemployment", base, seen("unemployment", value="5.4")).status is OK
    assert judged(promise, "unemployment", base, seen("unemployment", value="6.3")).status is BAD
    assert judged(promise, "unemployment", base, seen("unemployment", value="3.9")).status is REACHED


# ---- sums


def test_a_cumulative_flow_is_judged_as_far_as_figures_reach():
    promise = target("房地产开发投资", "50", by=2027, cumulative=True)
    result = judged(promise, "property", seen("property", value="15.62"))
    assert (result.status, result.rule) == (OK, "cumulative")
    assert [number(x, 1) for x in (result.done, result.pace, result.gap)] == ["31.2", "33.3", "−2.1"]
    assert any("61.1%" in step for step in map(str, result.steps))  # time gone by today is said, not judged


def test_a_cumulative_flow_adds_years_and_the_months_after_them():
    promise = target("房地产开发投资", "50", by=2027, cumulative=True)
    rows = (
        seen("property", value="15.62"),
        seen("property", "2026年1—6月", "50000", unit="万元", known=date(2026, 7, 20)),
    )
    result = judged(promise, "property", *rows)
    assert (result.actual.value, number(result.pace, 1)) == (D("20.62"), "50.0")
    assert len(result.actual.observations) == 2


def test_a_gap_in_the_years_ends_the_sum():
    promise = target("房地产开发投资", "50", by=2027, cumulative=True)
    rows = seen("property", "2025", "15"), seen("property", "2027", "40", known=date(2028, 4, 1))
    assert judged(promise, "property", *rows, as_of=date(2028, 5, 1)).why is Why.NOT_PUBLISHED


@pytest.mark.parametrize(
    ("day", "passed"),
    [
        (date(2026, 11, 29), "已过22个月，占61.1%"),
        (date(2026, 11, 30), "已过23个月，占63.9%"),
        (date(2026, 12, 31), "已过24个月，占66.7%"),
    ],
)
def test_a_month_is_over_on_the_evening_of_its_last_day(day, passed):
    promise = target("房地产开发投资", "50", by=2027, cumulative=True)
    result = judged(promise, "property", seen("property", value="15.62"), as_of=day)
    assert passed in str(result.steps[-1])


@pytest.mark.parametrize("printed", ["2025年12月末", "2025年12月", "2025年末", "2025-12-31", "2025"])
def test_a_stock_at_the_end_of_december_is_that_of_the_year(printed):
    promise = target("智能工厂", "3", "个", by=2025)
    result = judged(promise, "factories", seen("factories", printed, "3"))
    assert (result.status, result.rule) == (MET, "past-deadline")


@pytest.mark.parametrize("printed", ["2026年6月末", "2026年6月", "2026年上半年", "2026-06-30", "2026年二季度"])
def test_a_stock_at_the_end_of_a_month_is_one_whatever_stretch_is_printed(printed):
    promise = target("智能工厂", "3", "个", by=2026, month=6)
    assert judged(promise, "factories", seen("factories", printed, "3")).status is MET


def test_two_prints_of_one_stock_are_one_figure_with_a_ground():
    promise = target("智能工厂", "3", "个", by=2025)
    rows = [seen("factories", "2025年末", "3"), seen("factories", "2025年12月", "2", source=PANEL)]
    result = judged(promise, "factories", *rows)
    assert result.actual.value == 3
    assert "来源级别更高" in str(result.actual.observations[0].preference_reason)


def test_a_cumulative_flow_at_the_end():
    promise = target("房地产开发投资", "50", by=2027, cumulative=True)
    rows = [
        seen("property", str(y), v, known=date(y + 1, 4, 30)) for y, v in ((2025, "15.62"), (2026, "18"), (2027, "16"))
    ]
    result = judged(promise, "property", *rows, as_of=date(2028, 5, 1))
    assert (result.status, result.gap) == (MISSED, D("-0.38"))


def test_average_increase_of_a_stock_is_net():
    promise = target("企业", "10", "家", average=(2025, 2027), measure=INCREMENT)
    rows = seen("firms", "2024", "120", known=date(2025, 3, 1)), seen("firms", value="128")
    result = judged(promise, "firms", *rows)
    assert (result.status, number(result.done, 1), number(result.pace, 1)) == (SLOW, "26.7", "33.3")
    assert judged(promise, "firms", rows[1]).why is Why.PART_MISSING


def test_average_new_of_a_flow_is_gross():
    promise = target("文化活动", "10", "场", average=(2025, 2027), measure=INCREMENT)
    assert judged(promise, "events", seen("events", value="10")).gap == D(0)


def test_points_to_gain_start_from_a_base():
    promise = target("满意度", "3", "个百分点", by=2027, measure=SHARE)
    rows = seen("satisfaction", "2024", "80", known=date(2025, 2, 1)), seen("satisfaction", value="81.5")
    result = judged(promise, "satisfaction", *rows)
    assert (result.rule, result.done) == ("change-since-base", D(50))


# ---- growth

RETAIL_HERE = seen("retail", value="118.77", growth="-1.4")
RETAIL_THERE = seen("retail", growth="4.3", region=REGION, source=REPORT)
LEVEL_WITH = target("社零平均增速", None, "%", average=(2025, 2027), measure=GROWTH, relative_to="自治区")


def test_growth_against_a_region():
    result = judged(LEVEL_WITH, "retail", RETAIL_HERE, RETAIL_THERE, versus=REGION)
    assert (result.status, result.rule, result.gap) == (SLOW, "relative-growth", D("-5.7"))
    assert "低5.7个百分点" in str(result.reason)
    assert (result.actual.value, result.versus.value) == (D("-1.4"), D("4.3"))
    assert number(result.needed, 1) == "7.3"


def test_growth_against_a_region_that_did_not_publish():
    result = judged(LEVEL_WITH, "retail", RETAIL_HERE, versus=REGION)
    assert (result.status, result.why) == (UNKNOWN, Why.PART_MISSING)
    assert "缺对照数" in str(result.reason)


@pytest.mark.parametrize(("ours", "status"), [("4.3", MET), ("4.2", MISSED), ("5", MET)])
def test_growth_against_a_region_at_the_end(ours, status):
    rows = [seen("retail", str(y), growth=ours, known=date(y + 1, 4, 30)) for y in (2025, 2026, 2027)]
    rows += [seen("retail", str(y), growth="4.3", region=REGION, known=date(y + 1, 2, 1)) for y in (2025, 2026, 2027)]
    assert judged(LEVEL_WITH, "retail", *rows, versus=REGION, as_of=date(2028, 5, 1)).status is status


@pytest.mark.parametrize(("last", "status"), [("20.7", MET), ("20.6", MISSED)])
def test_average_growth_at_the_end(last, status):
    rows = [
        seen("services", str(y), growth=g, known=date(y + 1, 4, 30))
        for y, g in ((2025, "-1.4"), (2026, "0.1"), (2027, last))
    ]
    result = judged(AVERAGE, "services", *rows, as_of=date(2028, 5, 1))
    assert result.status is status
    assert len(result.actual.observations) == 3


def test_average_growth_over_the_line_is_not_yet_reached():
    result = judged(AVERAGE, "services", seen("services", growth="25"))
    assert result.status is OK  # the average of three years is known only at the end


@pytest.mark.parametrize(("growth", "status"), [("10", OK), ("9.2", OK), ("8.7", SLOW), ("-5.4", BAD)])
def test_growth_of_a_running_year_is_compared_directly(growth, status):
    promise = target("贷款余额", "10", "%", within=2026, measure=GROWTH)
    rows = seen("loans", "2026年1—9月", growth=growth, known=date(2026, 10, 20))
    assert judged(promise, "loans", rows).status is status


def test_growth_of_a_year_to_come_is_not_due():
    assert judged(target("贷款", "10", "%", within=2027, measure=GROWTH), "loans").why is Why.NOT_DUE


def test_growth_by_the_end_of_several_years_without_a_base_year_is_a_question():
    result = judged(target("贷款", "10", "%", by=2027, measure=GROWTH), "loans", seen("loans", growth="8.7"))
    assert (result.why, "2024年" in str(result.reason)) == (Why.DEFINITION_OPEN, True)


def test_growth_since_a_base_year_multiplies_the_years():
    promise = target("能耗下降", "10", "%", by=2027, measure=GROWTH, direction=Direction.DOWN, base_year=2024)
    result = judged(promise, "energy", seen("energy", growth="-4"))
    assert (result.status, number(result.done, 1), number(result.pace, 1)) == (OK, "40.0", "34.5")


# ---- each year, open, unknown

EACH = target("文化活动", "10", "场", each=(2025, 2027))


def test_each_year_is_judged_alone_and_the_latest_ended_stands():
    result = judged(EACH, "events", seen("events", value="12"))
    assert [(j.status, j.why) for j in result.years] == [(MET, None), (UNKNOWN, Why.NOT_DUE), (UNKNOWN, Why.NOT_DUE)]
    assert result.status is MET


def test_a_running_year_with_a_figure_has_its_light():
    rows = seen("events", value="9"), seen("events", "2026年1—6月", "6", known=date(2026, 7, 10))
    result = judged(EACH, "events", *rows)
    assert [j.status for j in result.years] == [MISSED, OK, UNKNOWN]


def test_each_year_before_the_first_has_ended():
    result = judged(EACH, "events", as_of=date(2025, 6, 30))
    assert (result.status, result.why) == (UNKNOWN, Why.NOT_DUE)


def test_no_deadline_is_no_light_unless_kept():
    promise = target("托位数", "500", "个")
    assert judged(promise, "places").why is Why.NO_DEADLINE
    assert judged(promise, "places", seen("places", value="400")).why is Why.NO_DEADLINE
    assert judged(promise, "places", seen("places", value="500")).status is REACHED


@pytest.mark.parametrize("why", [Why.NOT_PUBLISHED, Why.DEFINITION_OPEN, Why.DEFINITION_DIFFERS, Why.PART_MISSING])
def test_an_unconfirmed_link_gives_its_reason(why):
    promise = target("旅游收入", "100", within=2025)
    link = Link("C001", "tourism", region=CITY, why=why, reason="还在问")
    row = seen("tourism", value="100.64")
    result = judge(promise, link, indicators=INDICATORS, observations=[row], rules=RULES, as_of=TODAY, plan_years=YEARS)
    assert (result.status, result.why, "还在问" in str(result.reason)) == (UNKNOWN, why, True)


def test_no_link_at_all():
    promise = target("旅游收入", "100", within=2025)
    found = judge(promise, None, indicators=INDICATORS, observations=[], rules=RULES, as_of=TODAY, plan_years=YEARS)
    assert found.why is Why.NOT_LINKED


def test_a_wider_series_never_stands_in():
    promise = target("网络零售件数", "110", "万件", by=2025)
    result = judged(promise, "ecommerce", seen("express", value="1009.75"))
    assert (result.why, "快递业务量" in str(result.reason)) == (Why.DEFINITION_DIFFERS, True)
    assert result.actual is None


def test_january_and_february_wait_for_the_merged_figure():
    promise = target("社零", "123", within=2026)
    assert judged(promise, "retail", as_of=date(2026, 2, 20)).why is Why.MERGED_PERIOD
    assert judged(promise, "retail", as_of=date(2026, 4, 20)).why is Why.NOT_PUBLISHED


def test_a_confirmed_link_with_another_unit_is_a_question_not_a_crash():
    result = judged(target("旅游收入", "100", "万人次", within=2025), "tourism", seen("tourism", value="100"))
    assert (result.status, result.why) == (UNKNOWN, Why.DEFINITION_OPEN)


def test_figures_from_before_the_plan_give_no_light():
    promise = target("外贸", "13.6", by=2027)
    assert judged(promise, "trade", seen("trade", "2023", "20", known=date(2024, 3, 1))).status is UNKNOWN


# ---- what always holds

SHAPES = {
    "level with a base": (target("企业", "150", "家", by=2027), "firms", True),
    "level without": (target("社零", "123", by=2027), "retail", False),
    "cumulative": (target("投资", "50", by=2027, cumulative=True), "property", False),
    "one year": (target("旅游收入", "100", within=2025), "tourism", False),
    "count": (target("智能工厂", "2", "个", by=2027), "factories", False),
}
ORDER = {status: place for place, status in enumerate((MISSED, BAD, SLOW, OK, REACHED, MET))}
values = st.decimals("0.1", "400", places=2)


@pytest.mark.parametrize("shape", SHAPES)
@given(low=values, high=values)
def test_more_is_never_worse(shape, low, high):
    promise, indicator, based = SHAPES[shape]
    low, high = sorted((low, high))
    base = [seen(indicator, "2024", "120", known=date(2025, 3, 1))] if based else []
    worse, better = (judged(promise, indicator, *base, seen(indicator, value=str(v), growth="1")) for v in (low, high))
    if UNKNOWN not in (worse.status, better.status):
        assert ORDER[worse.status] <= ORDER[better.status]


@given(value=values, growth=st.decimals("-30", "30", places=1), day=st.dates(date(2025, 1, 1), date(2028, 12, 31)))
def test_judging_twice_is_identical_and_always_explained(value, growth, day):
    rows = [
        seen("services", value=str(value), growth=str(growth), key="a"),
        seen("services", "2026", value=str(value), growth=str(growth), known=date(2027, 4, 30), key="b"),
    ]
    for promise in (LEVEL, AVERAGE):
        first, second = (judged(promise, "services", *rows, as_of=day, companions=(LEVEL, AVERAGE)) for _ in "12")
        assert first == second
        assert str(first.reason).endswith("。")
        assert first.rule
        assert (first.why is None) == (first.status is not UNKNOWN)
        assert (first.steps != ()) == (first.status is not UNKNOWN)
        assert all(row.known_on <= day for row in (first.actual.observations if first.actual else ()))


@given(known=st.dates(date(2026, 1, 1), date(2026, 12, 31)), day=st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_a_light_does_not_know_what_comes_later(known, day):
    row = seen("tourism", value="100.64", known=known)
    promise = target("旅游收入", "100", within=2025)
    assert judged(promise, "tourism", row, as_of=day).status is (MET if known <= day else UNKNOWN)


def test_every_target_gets_an_answer_and_nothing_else_does():
    links = [Link("C1", "services", region=CITY, confirmed=True), Link("C2", "services", region=CITY, confirmed=True)]
    action = replace(LEVEL, id="C3", kind=Kind.ACTION)
    unlinked = target("别的", "1", id="C4", by=2027)
    found = judge_all(
        [LEVEL, AVERAGE, action, unlinked], links, indicators=INDICATORS, observations=[VA], rules=RULES, as_of=TODAY,
        plan_years=YEARS, on_fault=rising,
    )  # fmt: skip
    assert list(found) == ["C1", "C2", "C4"]
    assert found["C1"].rule == "path"  # its companion in the same plan implies the base


def test_a_city_may_be_stricter():
    strict = replace(RULES, ok_from=D(-1), slow_from=D(-2), version="v2")
    promise = target("房地产开发投资", "50", by=2027, cumulative=True)
    result = judged(promise, "property", seen("property", value="15.62"), rules=strict)
    assert (result.status, result.rule_version) == (BAD, "v2")


def test_a_store_may_load_only_the_series_behind_the_links():
    links = [Link("C1", "rail_share", confirmed=True), Link("C2", "ecommerce", confirmed=True), Link("C3")]
    assert series_behind(links, INDICATORS) == {"rail_share", "rail", "freight", "ecommerce", "express"}
