"""Vintages: what was known when, and which of several published figures stands and why."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from tests.core.judging.builders import BULLETIN, BULLETIN_DAY, CITY, PANEL, TODAY, seen

from guatu.core.series.model import Form, Source, Stage
from guatu.core.series.vintages import known, latest, prefer
from guatu.core.time.periods import ReportPeriod

Y2023, Y2025 = ReportPeriod(2023), ReportPeriod(2025)


def ask(rows, *, as_of=TODAY, form=Form.VALUE, period=Y2025, indicator="gdp"):
    return latest(rows, indicator=indicator, region=CITY, period=period, form=form, as_of=as_of)


def test_a_figure_is_known_from_its_day_on():
    row = seen("gdp", value="540.75")
    assert ask([row], as_of=BULLETIN_DAY - timedelta(days=1)) is None
    assert ask([row], as_of=BULLETIN_DAY).value == Decimal("540.75")


def test_the_source_of_higher_rank_stands_and_says_why():
    panel = seen("gdp", value="540.75", growth="-1.4", source=PANEL)
    bulletin = seen("gdp", value="540.75", growth="-4.3")
    for rows in ([panel, bulletin], [bulletin, panel]):
        found = ask(rows, form=Form.GROWTH)
        assert found.growth == Decimal("-4.3")
        assert str(found.preference_reason) == "增速与《整理面板》的−1.4%不同；来源级别更高（10级对60级），以此为准"


def test_within_a_rank_the_newer_vintage_stands():
    later = Source("gb26", "2026年公报", rank=10, published=date(2026, 10, 1))
    rows = [seen("gdp", value="540.75"), seen("gdp", value="545.10", source=later, stage=Stage.REVISED)]
    assert ask(rows, as_of=date(2026, 9, 30)).value == Decimal("540.75")
    assert ask(rows).value == Decimal("545.10")
    assert "版次更后" in str(ask(rows).preference_reason)


def test_an_expected_figure_gives_way_to_a_counted_one():
    expected = seen("gdp", value="600", stage=Stage.EXPECTED, known=date(2026, 5, 30))
    assert ask([expected, seen("gdp", value="540.75")]).value == Decimal("540.75")


def test_amount_and_growth_may_come_from_two_sources():
    growth_only = seen("gdp", growth="-4.3")
    panel = seen("gdp", value="541", source=PANEL)
    assert ask([growth_only, panel]).value == Decimal("541")
    assert ask([growth_only, panel], form=Form.GROWTH).growth == Decimal("-4.3")


def test_conflicting_sources_stay_side_by_side_with_one_preferred():
    rows = [
        seen("gdp", value="5407500", unit="万元", source=PANEL),
        seen("gdp", value="539", source=PANEL),
        seen("gdp", value="540.75"),
    ]
    marked = prefer(rows)
    assert [o.preferred for o in marked] == [False, False, True]
    assert [o.key for o in marked] == [o.key for o in rows]
    assert "不同" not in str(
        marked[0].preference_reason
    )  # 5407500万元 is 540.75亿元: another source, not another figure
    assert "本行539亿元与其540.75亿元不同" in str(marked[1].preference_reason)


def test_rounding_is_no_contradiction():
    panel = seen("gdp", "2023", "7130000", unit="万元", source=PANEL)
    rounded = seen("gdp", "2023", "713", source=PANEL)
    exact = seen("gdp", "2023", "713.12")
    assert "不同" in str(
        ask([panel, exact], period=Y2023).preference_reason
    )  # 万元 printed to the unit does contradict
    assert str(ask([rounded, exact], period=Y2023).preference_reason) == "另有1个来源，总量一致"


def test_a_lone_figure_needs_no_reason():
    (row,) = prefer([seen("gdp", value="540.75")])
    assert (row.preferred, str(row.preference_reason)) == (True, "")


days = st.dates(date(2023, 1, 1), date(2026, 12, 31))


@given(published=st.lists(days, max_size=12), early=days, late=days)
def test_nothing_known_is_ever_forgotten(published, early, late):
    early, late = sorted((early, late))
    rows = [seen("gdp", value="1", known=day) for day in published]
    assert {o.key for o in known(rows, as_of=early)} <= {o.key for o in known(rows, as_of=late)}


@given(published=st.lists(st.tuples(days, st.integers(1, 99)), min_size=1, max_size=8), as_of=days)
def test_the_answer_was_known_and_does_not_depend_on_order(published, as_of):
    rows = [
        seen("gdp", value=str(n), known=day, source=Source(f"s{n}", f"s{n}", rank=rank))
        for n, (day, rank) in enumerate(published)
    ]
    found = ask(rows, as_of=as_of)
    assert (found is None) == all(day > as_of for day, _ in published)
    if found:
        assert found.known_on <= as_of
        assert found.source.rank == min(rank for day, rank in published if day <= as_of)
        assert ask(rows[::-1], as_of=as_of).source.rank == found.source.rank


def test_preference_does_not_use_what_was_published_later():
    rows = [seen("gdp", value="541", source=PANEL, known=date(2026, 1, 5)), seen("gdp", value="540.75")]
    assert ask(rows, as_of=date(2026, 2, 1)).value == Decimal("541")
    assert [o.preferred for o in prefer(known(rows, as_of=date(2026, 2, 1)))] == [True]
    assert BULLETIN.published > date(2026, 2, 1)
