"""Report periods as offices print them, and single months from year-to-date figures."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.judging.builders import seen

from guatu.core.series.model import Stage
from guatu.core.series.months import MergedPeriod, MonthNotDerivable, month_value
from guatu.core.time.periods import PeriodUnreadable, ReportPeriod, parse_period, read_period

CORPUS = {
    ReportPeriod(2025): ["2025", "2025年", "２０２５年", "2025年全年", "2025年度", "2025年末"],
    ReportPeriod(2017, 3, 3): ["2017-03", "2017年3月", "2017年3月份"],
    ReportPeriod(2023, 1, 6): [
        "2023-01..2023-06",
        "2023年上半年",
        "2023年1—6月",
        "2023年1-6月",
        "2023年1至6月",
        "2023H1",
    ],
    ReportPeriod(2026, 1, 2): ["2026年1—2月", "2026年1～2月", "2026-01..2026-02", "2026年 1—2 月"],
    ReportPeriod(2024, 1, 3): ["2024年一季度", "2024年第一季度", "2024Q1", "2024-01..2024-03"],
    ReportPeriod(2023, 1, 9): ["2023年前三季度", "2023年1—9月"],
    ReportPeriod(2023, 7, 9): ["2023年三季度", "2023Q3"],
    ReportPeriod(2023, 10, 12): ["2023年四季度", "2023年4季度", "2023年第4季度当季"],
    ReportPeriod(2026, 1, 3): [
        "2026年第1季度",
        "2026-Q1",
        "2026Q1",
        "2026年1—3月（累计）",
        "2026年1-3月累计数",
        "2026年3月累计",
    ],
    ReportPeriod(2026, 1, 9): [
        "2026年前三季度累计",
        "2026年前3季度",
        "2026年一至三季度",
        "2026年1—3季度",
        "2026年9月（累计）",
    ],
    ReportPeriod(2026, 3, 3): [
        "2026年3月当月",
        "2026年3月（当月）",
        "2026/3",
        "2026/03",
        "2026.3",
        "2026-M03",
        "202603",
        "2026年三月",
    ],
    ReportPeriod(2026, 1, 6): ["2026-S1", "2026-H1", "2026年上半年累计", "2026年前两季度"],
    ReportPeriod(2026, 12, 12): ["2026年12月", "2026年十二月"],
    ReportPeriod(2023, 7, 12): ["2023年下半年"],
}
NOT_PERIODS = ["", "今年", "十四五", "2025年13月", "2025年6—3月", "2024-11..2025-02", "25年", "2025年0月",
               "2026年下半年累计", "2026年二季度累计", "2026年1—3月当月", "2026-03-15", "2026-02-30", "2026年十四月",
               "2026年采暖季", "2025—2026学年", "2025-12-31累计", "2026-3-31-1"]  # fmt: skip
ENDS = {  # what names the end of a month or year: the period of a stock, and that of a flow
    (ReportPeriod(2026, 6, 6), ReportPeriod(2026, 1, 6)): [
        "2026年6月底", "2026年6月末", "截至2026年6月末", "截至2026年6月", "截止到2026年6月底", "2026年上半年末",
        "2026-06-30", "2026年6月30日", "2026/6/30", "2026年二季度末",
    ],
    (ReportPeriod(2026, 3, 3), ReportPeriod(2026, 1, 3)): ["2026-03-31", "2026年一季度末", "2026年1—3月末"],
    (ReportPeriod(2025), ReportPeriod(2025)): [
        "2025年末", "2025年年末", "2025年年底", "2025-12-31", "2025年12月31日",
        "截至2025年底", "2025年12月末", "2025年底数",
    ],
}  # fmt: skip


@pytest.mark.parametrize(("period", "text"), [(p, t) for p, ts in CORPUS.items() for t in ts])
def test_each_spelling_has_one_reading(period, text):
    assert parse_period(text) == period


@pytest.mark.parametrize(("stock", "flow", "text"), [(s, f, t) for (s, f), ts in ENDS.items() for t in ts])
def test_at_the_end_of_a_month_a_stock_stands_and_a_flow_has_run(stock, flow, text):
    printed = read_period(text)
    assert (printed.of_stock, printed.of_flow, printed.at_end) == (stock, flow, True)


def test_a_month_without_its_end_is_a_month():
    printed = read_period("2026年6月")
    assert (printed.of_flow, printed.of_stock) == (ReportPeriod(2026, 6, 6), ReportPeriod(2026, 6, 6))


@given(st.text(st.sampled_from("2025年61月末底至截季度累计当月一三上半前QHSM-—/.()（）31日"), max_size=14))
def test_any_print_is_read_or_refused(text):
    try:
        printed = read_period(text)
    except PeriodUnreadable:
        return
    assert read_period(str(printed.period)).period == printed.period
    assert printed.of_stock.ends == printed.period.ends == printed.of_flow.ends


@pytest.mark.parametrize("period", CORPUS)
def test_a_printed_period_reads_back_as_itself(period):
    assert parse_period(str(period)) == period


@pytest.mark.parametrize("text", NOT_PERIODS)
def test_what_is_no_period_is_refused_with_a_way_out(text):
    with pytest.raises(PeriodUnreadable, match="D304"):
        parse_period(text)


RETAIL = (seen("retail", "2026年1—2月", "18.2"), seen("retail", "2026年1—3月", "27.9"))


def test_march_is_the_first_month_that_can_be_derived():
    assert month_value(RETAIL, year=2026, month=3) == Decimal("9.7")


@pytest.mark.parametrize("month", [1, 2])
def test_january_and_february_alone_raise_merged_period(month):
    with pytest.raises(MergedPeriod, match="合并公布"):
        month_value(RETAIL, year=2026, month=month)


def test_a_published_month_wins_over_the_difference():
    assert month_value((*RETAIL, seen("retail", "2026-03", "9.6")), year=2026, month=3) == Decimal("9.6")


def test_a_series_that_is_not_merged_has_its_january():
    assert month_value([seen("events", "2026-01", "4")], year=2026, month=1, merged=False) == Decimal("4")


@pytest.mark.parametrize(
    "rows",
    [
        (*RETAIL, seen("retail", "2026年1—2月", "18.5")),
        (RETAIL[0], seen("retail", "2026年1—3月", "27.9", stage=Stage.REVISED)),
        (RETAIL[0], seen("retail", "2026年1—3月", "279000", unit="万元")),
        RETAIL[:1],
    ],
    ids=["revised between", "revised stage", "two units", "missing"],
)
def test_a_month_is_never_taken_across_vintages_units_or_gaps(rows):
    with pytest.raises(MonthNotDerivable):
        month_value(rows, year=2026, month=3)
