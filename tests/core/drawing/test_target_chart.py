"""The chart of one target: what is drawn for which kind, and that no label lies on another."""

import os
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.drawing.sheets import collisions, outside
from tests.core.reports.builders import AVERAGE, by, each, figure, judged, seen, silent, target

from guatu.core.drawing.chart_values import Look, chart_for, look_of, series
from guatu.core.drawing.target_chart import target_sheet, target_svg
from guatu.core.judging.model import Status
from guatu.core.plan.model import Measure, Period
from guatu.core.series.model import Form, PriceBasis
from guatu.core.text.said import Said

GOLDEN = Path(__file__).parent / "golden"
NEED = {"needed": Decimal("9.9043"), "needed_unit": "%"}
VALUE_ADDED = (
    seen("284.80", "-1.4", growth_basis=PriceBasis.CONSTANT),
    seen("249.89", "8.3", year=2023, growth_basis=PriceBasis.CONSTANT, note="五经普修订前的初步核算数"),
    seen("201.17", "5.2", year=2021, growth_basis=PriceBasis.CONSTANT, note="五经普修订前"),
    seen(None, "3.8", year=2017, growth_basis=PriceBasis.CONSTANT),
)
RATE = target("C002", value="6", unit="%", measure=Measure.GROWTH, period=Period(AVERAGE, 2025, 2027))


def level(**more):
    item = target()
    return chart_for(item, judged(item, Status.BAD, figure(VALUE_ADDED[0]), **NEED), VALUE_ADDED, **more)


def growth():
    return chart_for(RATE, judged(RATE, Status.BAD, figure(VALUE_ADDED[0], Form.GROWTH), **NEED), VALUE_ADDED)


def share():
    item = target(indicator="铁路货运量占货运总量比重", value="25", unit="%", measure=Measure.SHARE)
    actual = figure(seen("21.326", unit="%"), formula=Said("2158.8 ÷ 10122.76"))
    judgement = judged(item, Status.BAD, actual, needed=Decimal("1.837"), needed_unit="个百分点")
    rail = [seen("2158.8", unit="万吨"), seen("1903.1", unit="万吨", year=2023)]
    freight = [seen("10122.76", unit="万吨"), seen("9811.0", unit="万吨", year=2023)]
    return chart_for(item, judgement, [], numerator=rail, denominator=freight)


def homes():
    item = target(indicator="房地产开发投资累计完成额", value="50", cumulative=True)
    return chart_for(item, judged(item, Status.OK), [seen("15.62"), seen("17.24", year=2024)], first_year=2025)


def retail():
    item = target(indicator="社零平均增速", value=None, unit="%", measure=Measure.GROWTH, relative_to="自治区")
    ours = [seen("118.77", "-1.4"), seen("121", "2.1", year=2024)]
    return chart_for(item, judged(item, Status.BAD), ours, versus=[seen("1", "4.3"), seen("1", "3.1", year=2024)])


def shows():
    item = target(indicator="群众性文化活动", value="10", unit="场", period=each(2025, 2027))
    return chart_for(item, judged(item, Status.OK), [seen("12", unit="场"), seen("8", unit="场", year=2024)])


CHARTS = {"level": level, "growth": growth, "share": share, "homes": homes, "retail": retail, "shows": shows}


def words(chart, narrow=False):
    return [w.text for w in target_sheet(chart, narrow=narrow).written]


# -- what is drawn ----------------------------------------------------------------------------------------------------


def test_each_kind_of_target_has_its_look():
    assert look_of(target()) is Look.LEVEL
    assert look_of(RATE) is Look.GROWTH
    assert look_of(target(measure=Measure.SHARE)) is Look.SHARE
    assert look_of(target(cumulative=True)) is Look.CUMULATIVE
    assert look_of(target(period=each(2025, 2027))) is Look.EACH_YEAR
    assert look_of(target(value=None, relative_to="自治区")) is Look.RELATIVE


def test_level_with_its_path_its_need_and_the_reference_fan():
    chart = level(growth_target=RATE)
    said = words(chart)
    assert chart.base is not None
    assert chart.base[0] == 2024
    assert round(chart.base[1], 2) == Decimal("288.83")  # 344 ÷ 1.06³
    for text in ("284.80", "249.89", "201.17", "288.83", "306.16", "≥344 目标", "须年均9.9%"):
        assert text in said
    assert "334.04 按最高年8.3%" in said
    assert "276.88 按最低年−1.4%" in said
    assert "320.00 按年均6%续算" in said
    assert said.count("缺") == 6  # 2017—2020, 2022, 2024
    assert "方案隐含的2024年基数" in said


def test_caption_names_the_rule_the_years_and_that_it_is_no_forecast():
    assert str(level().caption) == (
        "灰扇：以284.80亿元为起点，按公布过的4个年度增速的最低（−1.4%）与最高（8.3%）各走两年，价格不变。"
        "只有4个年份，是参照，不是预测，不给概率。"
    )


def test_the_sentence_for_those_who_do_not_see_it():
    assert str(level().label) == (
        "服务业增加值：2021年201.17、2023年249.89、2025年284.80亿元；目标2027年≥344亿元；后两年须年均增长9.9%。"
    )
    assert f'role="img" aria-label="{level().label}"' in target_svg(level())


def test_axis_that_does_not_begin_at_zero_says_so():
    assert any("纵轴自" in text for text in words(level()))
    assert not any("纵轴自" in text for text in words(growth()))


def test_share_shows_its_two_parts():
    said = words(share())
    assert {"21.3", "19.4", "2158.8", "10122.76", "须每年提高1.8个百分点"} <= set(said)


def test_cumulative_counts_from_the_first_year_of_the_plan():
    said = words(homes())
    assert "15.62" in said
    assert "17.24" not in said  # 2024 does not count
    assert "每年须17.19" in said


def test_relative_says_how_far_apart():
    assert {"自治区 4.3", "本地 −1.4", "低5.7个百分点"} <= set(words(retail()))


def test_a_year_that_has_not_ended_is_not_missing():
    said = words(shows())
    assert said.count("未到") == 2
    assert "缺" not in said


def test_no_figure_is_a_sentence_and_no_frame():
    item = target(indicator="智能工厂数量", value="1", unit="个")
    chart = chart_for(item, silent(item), [])
    assert str(chart.empty) == "智能工厂（≥1个）还没有可以画的公布数：未见公布。"
    assert "".join(words(chart)) == str(chart.empty)


def test_superseded_figures_are_open_and_the_current_one_is_named_last():
    old = seen("280.10", known_on=date(2026, 1, 20))
    points = series([seen("284.80"), old], Form.VALUE)
    assert [(p.text, p.open) for p in points] == [("280.10", True), ("284.80", False)]


def test_amounts_in_another_unit_are_put_into_the_target_s():
    points = series([seen("284.80"), seen("1346343", unit="万元", year=2021)], Form.VALUE, "亿元")
    assert [(p.year, p.text) for p in points] == [(2021, "134.63"), (2025, "284.80")]


def test_a_need_of_a_share_is_drawn_in_points_even_when_it_was_computed_as_a_rate():
    item = target(value="25", unit="%", measure=Measure.SHARE)
    judgement = judged(item, Status.BAD, figure(seen("21", unit="%")), needed=Decimal("9.1"), needed_unit="%")
    chart = chart_for(item, judgement, [seen("21", unit="%")], first_year=2025)
    assert (chart.needed, str(chart.needed_says)) == (Decimal(2), "后两年须每年提高2.0个百分点")


def test_a_single_figure_stands_among_the_years_around_it():
    item = target(value="900", unit="万人", period=by(2025))
    chart = chart_for(item, judged(item, Status.MISSED), [seen("858.74", unit="万人")])
    assert chart.years == (2022, 2023, 2024, 2025)


def test_a_figure_that_is_not_preferred_is_not_drawn():
    other = seen("540.75", preferred=False)
    assert [p.text for p in series([seen("284.80"), other], Form.VALUE)] == ["284.80"]


# -- how it is drawn --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("name", CHARTS)
def test_examples_lie_on_the_sheet_without_collision(name, narrow):
    sheet = target_sheet(CHARTS[name](), narrow=narrow)
    assert outside(sheet) == []
    assert collisions(sheet) == []
    assert min(w.size for w in sheet.written) >= 11


@st.composite
def any_chart(draw):
    number = st.decimals(-200, 20000, places=2)
    rate = st.one_of(st.none(), st.decimals(-30, 60, places=1))
    first = draw(st.integers(2008, 2025))
    years = draw(st.lists(st.integers(first, 2025), unique=True, max_size=14))
    observations = [
        seen(
            str(draw(number)), None if (g := draw(rate)) is None else str(g), year=y, known_on=date(2026, 1, i % 28 + 1)
        )
        for i, y in enumerate([*years, *years[:3]])
    ]
    measure = draw(st.sampled_from([Measure.LEVEL, Measure.GROWTH, Measure.SHARE]))
    more = draw(st.sampled_from([{}, {"cumulative": True}, {"period": each(2025, 2027)}, {"relative_to": "自治区"}]))
    item = target(
        indicator="服务业增加值",
        value=str(draw(st.decimals("0.1", 30000, places=1))),
        unit="%" if measure is not Measure.LEVEL else "亿元",
        **{"measure": measure, "period": by(draw(st.integers(2024, 2030))), **more},
    )
    status = draw(st.sampled_from(list(Status)))
    actual = figure(observations[0]) if observations else None
    judgement = judged(item, status, actual, needed=draw(st.decimals(-20, 90, places=3)), needed_unit="%")
    base = draw(st.one_of(st.none(), st.tuples(st.just(2024), st.decimals("0.5", 20000, places=2))))
    return chart_for(
        item, judgement, observations, first_year=2025, base=base, versus=observations[::2],
        growth_target=RATE if draw(st.booleans()) else None,
        numerator=observations[:2], denominator=observations[:3],
    )  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(any_chart(), st.booleans())
def test_labels_never_overlap_and_never_leave_the_sheet(chart, narrow):
    sheet = target_sheet(chart, narrow=narrow)
    assert outside(sheet) == []
    assert collisions(sheet) == []


def test_no_style_attribute():
    for make in CHARTS.values():
        assert not re.search(r"\sstyle=|<style|<script", target_svg(make()))


@pytest.mark.parametrize("name", ["growth", "shows"])
def test_golden(name):
    """`GOLDEN=write pytest` rewrites; a person reads the difference."""
    kept, drawn = GOLDEN / f"{name}_narrow.svg", target_svg(CHARTS[name](), narrow=True)
    if os.environ.get("GOLDEN") == "write":
        kept.write_text(drawn, encoding="utf-8")
    assert drawn == kept.read_text(encoding="utf-8")


def test_the_day_decides_what_is_missing():
    item = target(period=each(2025, 2027), value="10", unit="场")
    later = chart_for(item, judged(item, Status.OK, on=date(2027, 3, 1)), [seen("12", unit="场")])
    assert words(later).count("缺") == 2  # 2024 was never published, and 2026 is over now
