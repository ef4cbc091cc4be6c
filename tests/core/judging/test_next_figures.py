"""What the next figure that is loaded may not break: a partial year, parts of a year, other prices, other sources."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.judging.builders import (
    BULLETIN,
    CITY,
    CONSTANT,
    NOMINAL,
    PANEL,
    REGION,
    TODAY,
    Comparator,
    Measure,
    judged,
    seen,
    target,
)

from guatu.core.judging.model import Status, Why
from guatu.core.series.model import Form, Source, Stage
from guatu.core.series.sums import reaches, summed, tiled
from guatu.core.series.vintages import latest
from guatu.core.time.periods import ReportPeriod, parse_period

D = Decimal
MET, MISSED, REACHED, OK, SLOW, BAD, UNKNOWN = (
    Status.MET, Status.MISSED, Status.REACHED, Status.OK, Status.SLOW, Status.BAD, Status.UNKNOWN,
)  # fmt: skip
YEARBOOK = Source("nj", "本市2026年统计年鉴", "统计局", date(2026, 10, 12), rank=20)
CENSUS = Source("gb-census", "经济普查后的修订公告", "统计局", date(2026, 10, 30), rank=10)
MONTH = date(2026, 8, 20)


def test_the_first_months_of_a_year_take_back_nothing_that_a_whole_year_reached():
    promise = target("外贸", "13.6", by=2027, comparator=Comparator.ABOVE)
    rows = [seen("trade", value="19.84"), seen("trade", "2026年1—2月", "2.10", known=date(2026, 3, 20))]
    result = judged(promise, "trade", *rows)
    assert (result.status, result.actual.value) == (REACHED, D("19.84"))
    late = judged(promise, "trade", *rows, seen("trade", "2027年1—2月", "2.10"), as_of=date(2027, 4, 1))
    assert late.rule == "year-to-date"  # the last year is judged by its own months


@pytest.mark.parametrize(
    ("rows", "period", "value"),
    [
        ([("2026年1—6月", "58"), ("2026年7月", "11")], "2026年1—7月", "69"),
        ([(f"2025年{n}季度", v) for n, v in zip("一二三四", ("25", "30", "30", "25"), strict=True)], "2025年", "110"),
        ([("2025年上半年", "50"), ("2025年下半年", "60")], "2025年", "110"),
        ([("2026年1—2月", "10"), ("2026年3月", "7"), ("2026年4月", "8")], "2026年1—4月", "25"),
    ],
)  # fmt: skip
def test_parts_of_a_flow_make_its_sum(rows, period, value):
    result = judged(
        target("网络零售件数", "1000", "万件", by=2027, cumulative=True), "ecommerce",
        *([] if period.startswith("2025") else [seen("ecommerce", value="100")]),
        *(seen("ecommerce", when, amount, known=MONTH) for when, amount in rows),
    )  # fmt: skip
    wanted = D(value) + (0 if period.startswith("2025") else 100)
    assert result.actual.value == wanted


def test_a_single_month_hides_no_sum_and_four_quarters_meet_a_year():
    promise = target("网络零售件数", "100", "万件", within=2026)
    half = seen("ecommerce", "2026年1—6月", "58", known=MONTH)
    result = judged(promise, "ecommerce", half, seen("ecommerce", "2026年7月", "11", known=MONTH))
    assert (result.status, result.actual.value) == (OK, D(69))
    assert "58 + 11 = 69" in str(result.actual.formula)
    only = judged(promise, "ecommerce", half, seen("ecommerce", "2026年8月", "11", known=MONTH))
    assert only.actual.value == 58  # July is missing: no sum over a gap
    year = target("网络零售件数", "100", "万件", within=2025)
    quarters = [
        seen("ecommerce", f"2025年{n}季度", v) for n, v in zip("一二三四", ("25", "30", "30", "25"), strict=True)
    ]
    assert judged(year, "ecommerce", *quarters).status is MET
    assert judged(year, "ecommerce", *quarters[:3]).status is UNKNOWN


def test_a_published_whole_is_never_put_together_again():
    rows = {
        p: seen("ecommerce", str(p), v)
        for p, v in ((parse_period("2025年上半年"), "50"), (parse_period("2025年下半年"), "60"))
    }
    whole = judged(
        target("网络零售件数", "100", "万件", within=2025), "ecommerce", *rows.values(), seen("ecommerce", value="112")
    )
    assert whole.actual.value == 112


def test_growths_of_two_prices_are_two_series():
    promise = target("社零增速", None, "%", average=(2025, 2027), measure=Measure.GROWTH, relative_to="自治区")
    rows = [
        seen("retail", growth="-1.4"),
        seen("retail", growth="4.3", region=REGION),
    ]
    before = judged(promise, "retail", *rows, versus=REGION)
    real = seen("retail", growth="-0.6", basis=CONSTANT, known=MONTH, source=CENSUS)
    after = judged(promise, "retail", *rows, real, versus=REGION)
    assert after == before
    assert before.status is SLOW
    asked = {"indicator": "retail", "region": CITY, "period": ReportPeriod(2025), "as_of": TODAY}
    found = latest([rows[0], real], form=Form.GROWTH, basis=NOMINAL, **asked)
    assert found.growth == D("-1.4")


def test_a_final_figure_stands_before_the_preliminary_one_of_a_higher_rank():
    rows = [seen("services", value="284.80"), seen("services", value="296.40", source=YEARBOOK, stage=Stage.FINAL)]
    found = latest(rows, indicator="services", region=CITY, period=ReportPeriod(2025), as_of=TODAY)
    assert found.value == D("296.40")
    assert "版次更后（最终对初步）" in str(found.preference_reason)
    early = latest(rows, indicator="services", region=CITY, period=ReportPeriod(2025), as_of=date(2026, 5, 1))
    assert early.value == D("284.80")


def test_what_a_census_revised_later_stands_before_what_was_final():
    rows = [
        seen("tourism", value="7.95", stage=Stage.FINAL),
        seen("tourism", value="8.40", stage=Stage.REVISED, source=CENSUS),
    ]
    found = latest(rows, indicator="tourism", region=CITY, period=ReportPeriod(2025), as_of=TODAY)
    assert found.value == D("8.40")
    first = latest(rows, indicator="tourism", region=CITY, period=ReportPeriod(2025), as_of=date(2026, 6, 1))
    assert first.value == D("7.95")


def test_a_compiled_figure_sets_no_light_and_is_named():
    promise = target("服务业增加值", "344", by=2027)
    base = [seen("services", "2024", "280", source=BULLETIN), seen("services", value="284.80")]
    repost = seen("services", "2026", "330.0", source=PANEL, known=MONTH)
    assert judged(promise, "services", *base, repost).actual.value == D("284.80")
    alone = judged(target("旅游收入", "100", within=2025), "tourism", seen("tourism", value="120", source=PANEL))
    assert (alone.status, alone.why) == (UNKNOWN, Why.NOT_PUBLISHED)
    assert "别处整理的（60级），不据此判灯" in str(alone.reason)
    counted = judged(
        target("文化活动", "100", "场", by=2027, measure=Measure.INCREMENT, cumulative=True), "events",
        seen("events", value="90", source=PANEL),
    )  # fmt: skip
    assert counted.status is UNKNOWN


def test_another_definition_is_only_said_to_be_published_when_it_is():
    """快递业务量 of 2017 says nothing of 2025."""
    promise = target("网络零售件数", "100", "万件", within=2025)
    old = judged(promise, "ecommerce", seen("express", "2017年1—3月", "30", known=date(2017, 5, 1)))
    assert old.why is Why.NOT_PUBLISHED
    now = judged(promise, "ecommerce", seen("express", "2025", "300"))
    assert now.why is Why.DEFINITION_DIFFERS


def test_parts_of_two_vintages_are_told():
    promise = target("交通占比", "18", "%", by=2027, measure=Measure.SHARE)
    result = judged(
        promise, "transport_share", seen("transport", value="51.31"), seen("gdp", value="480", stage=Stage.FINAL)
    )
    assert any("版次不同（初步、最终）" in str(step) for step in result.steps)
    same = judged(promise, "transport_share", seen("transport", value="51.31"), seen("gdp", value="480"))
    assert not any("版次不同" in str(step) for step in same.steps)


PROPERTY = target("房地产开发投资", "50", by=2027, cumulative=True)


def test_a_winter_takes_back_nothing_from_the_years_that_are_over():
    year = seen("property", value="15.62")
    winter = seen("property", "2026年1—2月", "0.31", known=date(2026, 3, 20))
    before = judged(PROPERTY, "property", year)
    after = judged(PROPERTY, "property", year, winter)
    assert before.status is after.status is OK
    assert any("不据此降灯" in str(step) for step in after.steps)
    half = judged(PROPERTY, "property", year, seen("property", "2026年1—6月", "0.9", known=MONTH))
    assert half.status is not OK  # half a year is


def test_three_years_say_how_a_year_usually_goes():
    history = [row for y in (2023, 2024, 2025) for row in (
        seen("property", str(y), "16", known=date(y + 1, 4, 30)),
        seen("property", f"{y}年1—3月", "0.8", known=date(y, 4, 20)),
    )]  # fmt: skip
    spring = seen("property", "2026年1—3月", "0.85", known=date(2026, 4, 20))
    result = judged(PROPERTY, "property", *history, spring)
    assert result.status is OK
    assert result.actual.value == D("16.85")
    assert result.pace == D(100) * (12 + 12 * D("0.05")) / 36
    assert any("按往年季节" in str(step) for step in result.steps)
    assert "到2026年3月末完成" in str(result.reason)


def test_a_year_that_was_missed_does_not_vanish_when_the_next_begins_well():
    promise = target("文化活动", "3", "场", each=(2025, 2027))
    rows = [seen("events", value="1"), seen("events", "2026年1—9月", "3", known=date(2026, 10, 15))]
    result = judged(promise, "events", *rows)
    assert result.status is MISSED
    assert [j.status for j in result.years] == [MISSED, REACHED, UNKNOWN]


def test_a_miss_is_never_printed_as_a_figure_on_the_line():
    promise = target("每千人口托位数", "4.5", "个/千人", by=2025)
    result = judged(promise, "places_per_1000", seen("places", "2025", "2470"), seen("population", "2025", "54.90"))
    assert result.status is MISSED
    assert "4.499个/千人" in str(result.reason)
    assert "差0.001个/千人" in str(result.reason)


@given(st.lists(st.tuples(st.integers(1, 12), st.integers(1, 12)), max_size=8), st.integers(1, 12))
def test_a_sum_has_no_gap_and_counts_no_month_twice(months, last):
    periods = [ReportPeriod(2025, min(m), max(m)) for m in months]
    whole = ReportPeriod(2025, 1, last)
    laid = tiled(periods, whole)
    covered = [month for p in laid for month in range(p.first, p.last + 1)]
    if laid:
        assert covered == list(range(1, last + 1))
        assert set(laid) <= set(periods)
    assert (last in reaches(periods, 2025)) is bool(laid)


@given(st.lists(st.decimals(0, 1000, places=2), min_size=2, max_size=4))
def test_a_sum_is_its_parts(values):
    step = 12 // len(values)
    ends = [step * (n + 1) for n in range(len(values))]
    ends[-1] = 12
    rows, first = {}, 1
    for end, value in zip(ends, values, strict=True):
        rows[ReportPeriod(2025, first, end)] = seen("ecommerce", f"2025年{first}—{end}月", str(value))
        first = end + 1
    found = summed(rows, ReportPeriod(2025))
    assert found.value == sum(values)
    assert found.observations == tuple(rows.values())
