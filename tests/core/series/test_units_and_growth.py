"""Units, growth, pace and aggregation: the worked examples of the statistics rule book, and what must always hold."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.judging.builders import INDICATORS, seen

from guatu.core.judging import pace
from guatu.core.judging.pace import Curve
from guatu.core.series import growth
from guatu.core.series.formulas import NeverAveraged, PartMissing, growth_of_whole, ratio, ratio_of_sums, sum_over_time
from guatu.core.series.model import Nature
from guatu.core.series.units import MixedUnits, convert, read_unit, same_kind, whole_things
from guatu.core.text.figures import number

D = Decimal
amounts = st.decimals("0.01", "100000", places=2)
rates = st.decimals("-50", "100", places=1)


@pytest.mark.parametrize(
    ("value", "unit", "to", "result"),
    [
        ("3.3", "万个", "个", "33000"),
        ("0.5", "亿元", "万元", "5000"),
        ("29.783", "十亿元", "亿元", "297.83"),
        ("1.69", "万亿元", "亿元", "16900"),
        ("5955700", "万元", "亿元", "595.57"),
        ("3", "亿人次", "万人次", "30000"),
        ("700", "万吨/年", "吨/年", "7000000"),
        ("4.5", "个/千人", "个/人", "0.0045"),
        ("140000", "户", "万户", "14"),
        ("5", "‰", "%", "0.5"),
    ],
)
def test_conversion(value, unit, to, result):
    assert convert(D(value), unit, to) == D(result)


@pytest.mark.parametrize(
    ("left", "right"),
    [("万人", "万人次"), ("亿元", "亿美元"), ("家", "个"), ("%", "亿元"), ("万吨", "万吨/年"), ("吨", "吨公里")],
)
def test_mixed_units_raise(left, right):
    assert not same_kind(left, right)
    with pytest.raises(MixedUnits, match="D320"):
        convert(D(1), left, right)


def test_a_unit_that_plans_write_for_the_same_count_is_read_as_it():
    assert convert(D("858.74"), "万人次", "万人", (("万人", "按人次"),)) == D("858.74")


def test_places_needed_for_a_population_are_whole():
    need = convert(D("55.62"), "万人", "人") * convert(D("4.5"), "个/千人", "个/人")
    assert (need, whole_things(need)) == (D("2502.9"), D(2503))


@given(
    value=amounts,
    unit=st.sampled_from(["元", "万元", "亿元", "十亿元", "万亿元"]),
    to=st.sampled_from(["元", "万元", "亿元"]),
)
def test_conversion_there_and_back_changes_nothing(value, unit, to):
    assert convert(convert(value, unit, to), to, unit) == value


def test_scale_alone_is_no_unit():
    assert read_unit("百").base == "百"
    assert read_unit("千克").base == "千克"


# ---- growth


def test_average_growth_is_geometric():
    assert number(growth.needed_growth(D(110), D(133), 2), 2) == "9.96"
    assert number(growth.average_growth([D("5.2"), D("6.4"), D("6.1")]), 4) == "5.8988"


def test_what_is_needed_after_a_bad_year():
    assert number(growth.needed_average(D(6), 3, [D("-1.4")]), 3) == "9.906"
    assert number(growth.needed_growth(D("284.80"), D(344), 2), 3) == "9.903"


def test_the_base_that_the_plan_implies():
    assert number(growth.implied_base(D(344), D(6), 3), 2) == "288.83"


def test_multiples():
    assert (growth.grown_by(D(2)), growth.doubled(1), growth.doubled(2)) == (D(3), D(2), D(4))


def test_no_percentage_on_a_base_of_zero_or_less():
    assert growth.year_on_year(D(5), D(0)) is None
    assert growth.year_on_year(D(5), D(-3)) is None
    assert number(growth.year_on_year(D(105), D(100)), 1) == "5.0"


def test_real_growth_takes_the_price_out():
    assert number(growth.real_growth(D("7.1"), D(102)), 2) == "5.00"


def test_a_linked_series_keeps_its_growth():
    first, second = growth.linked([D(100), D(110)], old_at_break=D(110), new_at_break=D(121))
    assert (second / first, second) == (D("1.1"), D(121))


@given(base=amounts, rate=rates, years=st.integers(1, 10))
def test_needed_growth_is_the_inverse_of_compounding(base, rate, years):
    grown = base * growth.compound([rate] * years)
    assert abs(growth.needed_growth(base, grown, years) - rate) < D("1e-15")


@given(so_far=st.lists(rates, min_size=1, max_size=4), promised=rates)
def test_the_needed_average_brings_the_promised_average(so_far, promised):
    years = len(so_far) + 2
    rest = growth.needed_average(promised, years, so_far)
    assert abs(growth.average_growth([*so_far, rest, rest]) - promised) < D("1e-15")


# ---- pace


def test_monthly_pace_counts_months():
    done = D("629.0") / D("647.4") * 100
    assert number(done - pace.linear_pace(10), 1) == "13.8"  # unrounded first: 97.2 − 83.3 would say 13.9
    assert number(D("313.64") / 1015 * 100 - pace.linear_pace(3), 2) == "5.90"


@pytest.mark.parametrize(("done", "gap"), [("11", "-20"), ("14", "-5"), ("13", "-10")])
def test_gap_of_a_yearly_quota_of_twenty_at_the_end_of_september(done, gap):
    assert D(done) / 20 * 100 - pace.linear_pace(9) == D(gap)


YEARS = (
    (60, 40, 50, 50, 50, 50, 55, 55, 50, 50, 45, 45),
    (66, 40, 55, 55, 55, 52, 60, 60, 52, 55, 50, 50),
    (70, 48, 58, 60, 60, 56, 64, 64, 58, 60, 56, 56),
)
SEASON = ("10.00", "16.53", "24.85", "33.27", "41.68", "49.74", "58.88", "68.01", "76.17", "84.59", "92.30", "100.00")


def test_seasonal_pace_is_a_ratio_of_sums():
    found = pace.seasonal_pace([[D(v) for v in year] for year in YEARS])
    assert tuple(number(share, 2) for share in found) == SEASON
    assert number(D("73.75") - pace.linear_pace(9), 2) == "−1.25"
    assert number(D("73.75") - found[8], 2) == "−2.42"
    assert number(pace.projection(D(590), found[8]), 1) == "774.5"
    assert number(pace.projection(D(590), pace.linear_pace(9)), 1) == "786.7"
    assert number(D(150) / 8 - found[1], 2) == "2.22"


def test_a_year_with_a_missing_month_has_no_season():
    with pytest.raises(pace.IncompleteYear):
        pace.seasonal_pace([[D(1)] * 11])


@given(
    base=amounts,
    end=amounts,
    years=st.integers(1, 8),
    at=st.integers(0, 96),
    curve=st.sampled_from(list(Curve)),
)
def test_path_pace_lies_between_nought_and_a_hundred(base, end, years, at, curve):
    if base == end:
        return
    share = pace.path_pace(base, end, at=min(D(at) / 12, D(years)), years=years, curve=curve)
    assert D("-1e-15") <= share <= D(100) + D("1e-15")


@given(base=amounts, end=amounts, years=st.integers(1, 8), curve=st.sampled_from(list(Curve)))
def test_a_path_starts_at_its_base_and_ends_at_its_target(base, end, years, curve):
    assert abs(pace.path_level(base, end, at=D(0), years=years, curve=curve) - base) < D("1e-10")
    assert abs(pace.path_level(base, end, at=D(years), years=years, curve=curve) - end) < D("1e-10")


@given(rate=st.decimals("0.1", "50", places=1), years=st.integers(2, 6))
def test_growth_on_pace_has_no_gap(rate, years):
    product = growth.compound([rate])
    gap = pace.growth_done(product, rate, years=years) - pace.growth_pace(rate, at=1, years=years)
    assert abs(gap) < D("1e-15")


# ---- aggregation


def test_ratios_are_recomputed_never_averaged():
    parts = [(D(120), D(400)), (D(30), D(200)), (D(5), D(20))]
    assert ratio_of_sums(parts) == D(25)
    with pytest.raises(NeverAveraged):
        sum_over_time([(D(30), "%"), (D(15), "%")], nature=Nature.RATIO, unit="%", name="覆盖率")


@pytest.mark.parametrize("parts", [[(D(1), None)], [(None, D(2))], []])
def test_a_missing_part_is_not_computable(parts):
    with pytest.raises(PartMissing):
        ratio_of_sums(parts)


def test_flows_add_and_the_last_stock_stands():
    figures = [(D("1.5"), "亿元"), (D("5000"), "万元")]
    assert sum_over_time(figures, nature=Nature.FLOW, unit="亿元") == D(2)
    assert sum_over_time(figures, nature=Nature.STOCK, unit="亿元") == D("0.5")


def test_growth_of_a_whole_is_weighted_by_base_levels():
    assert growth_of_whole([(D(100), D(10)), (D(300), D(2))]) == D(4)


def test_a_share_keeps_both_observations_and_says_its_formula():
    parts = seen("rail", value="2158.8"), seen("freight", value="10122.76")
    figure = ratio(*parts, indicator=INDICATORS["rail_share"])
    assert number(figure.value, 3) == "21.326"
    assert figure.observations == parts
    assert str(figure.formula) == "2158.8万吨 ÷ 10122.76万吨 = 21.33%"


def test_a_share_of_parts_in_two_scales_is_the_same():
    tonnes = seen("rail", value="21588000", unit="吨")
    assert (
        number(ratio(tonnes, seen("freight", value="10122.76"), indicator=INDICATORS["rail_share"]).value, 3)
        == "21.326"
    )


def test_places_per_thousand_inhabitants():
    figure = ratio(
        seen("places", value="2503"), seen("population", value="55.62"), indicator=INDICATORS["places_per_1000"]
    )
    assert number(figure.value, 4) == "4.5002"


def test_a_share_of_unlike_units_raises():
    with pytest.raises(MixedUnits):
        ratio(seen("retail", value="1"), seen("freight", value="2"), indicator=INDICATORS["rail_share"])
