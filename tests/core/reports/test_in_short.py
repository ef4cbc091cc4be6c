"""The sentence for a mayor says nothing that the judgement does not: every number in it is one of the judgement's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.judging.builders import CONSTANT, INDICATORS, NOMINAL, REGION, Comparator, judged, seen, target
from tests.core.judging.test_judge_any_shape import rows, targets

from guatu.core.judging.model import Judgement, Status
from guatu.core.plan.model import Commitment, Measure, Period, PeriodKind
from guatu.core.reports.best_year import BestYear, best_year, comparable
from guatu.core.reports.in_short import in_short, on_the_way, roughly
from guatu.core.text.figures import Amount, decimals
from guatu.core.text.said import Listed, Said, Strong, SubSentence

BEST = BestYear(Decimal("8.3"), 2023)
DAYS = st.dates(date(2024, 1, 1), date(2029, 12, 31))


def amounts(value: object) -> Iterator[Amount]:
    """Every amount among the facts of a sentence."""
    match value:
        case Amount():
            yield value
        case Said():
            for fact in value.facts.values():
                yield from amounts(fact)
        case Listed(parts, _):
            for part in parts:
                yield from amounts(part)
        case Strong(fact) | SubSentence(fact):
            yield from amounts(fact)


def numbers_of(promise: Commitment, found: Judgement) -> set[Decimal]:
    """What the judgement and the target have, and the differences between them."""
    known = {BEST.rate}
    for figure in (found.actual, found.versus):
        if figure:
            known |= {figure.value}
            known |= {figure.value - x for x in (promise.value, found.start and found.start.value) if x is not None}
            known |= {figure.value + promise.value} if promise.value is not None else set()  # of a fall
    known |= {x for x in (promise.value, promise.value_max, found.gap, found.needed) if x is not None}
    if found.start and promise.value is not None:
        known.add(promise.value - found.start.value)
    if found.actual and promise.value is not None and promise.period.until:  # points a year, of a share
        left = promise.period.until - found.actual.period.year
        known |= {(promise.value - found.actual.value) / left} if left > 0 else set()
    return {abs(x) for x in known}


def printed_from(amount: Amount, known: set[Decimal]) -> bool:
    size = abs(amount.number.value)
    places = decimals(amount.number.value) if amount.number.places is None else amount.number.places
    half = Decimal(5).scaleb(-places - 1)
    return any(abs(size - x) <= half + Decimal("1e-12") * abs(x) for x in known)


@st.composite
def likely(draw):
    """A target that its series can measure, and two years or more of that series: most of them have a light."""
    code = draw(st.sampled_from(["services", "retail", "firms", "events", "unemployment", "property", "loans"]))
    unit, measure = INDICATORS[code].unit, Measure.SHARE if code == "unemployment" else Measure.LEVEL
    until = draw(st.integers(2025, 2028))
    period = draw(
        st.sampled_from([
            Period(PeriodKind.BY, None, until),
            Period(PeriodKind.IN, until, until),
            Period(PeriodKind.AVERAGE, 2025, max(until, 2026)),
            Period(PeriodKind.EACH_YEAR, 2025, until),
            Period(),
        ])
    )  # fmt: skip
    if draw(st.integers(0, 3)) == 0:
        unit, measure = "%", Measure.GROWTH
    promise = target(
        "甲",
        str(draw(st.decimals(1, 900, places=2))),
        unit,
        period=period,
        measure=measure,
        comparator=draw(st.sampled_from([Comparator.AT_LEAST, Comparator.ABOVE, Comparator.AT_MOST])),
        cumulative=draw(st.booleans()),
    )
    found = []
    for year in range(2024, 2028):
        value, growth = draw(st.decimals(1, 900, places=2)), draw(st.decimals(-20, 30, places=1))
        if draw(st.integers(0, 4)):
            found.append(seen(code, str(year), str(value), str(growth), known=date(year + 1, 4, 30)))
    return promise, code, found


def unlikely():
    return st.tuples(targets(), rows()).map(lambda made: (made[0], *made[1]))


@settings(max_examples=600, deadline=None)
@given(case=st.one_of(likely(), unlikely()), day=DAYS)
def test_every_number_is_one_of_the_judgement(case, day):
    promise, code, observations = case
    found = judged(promise, code, *observations, as_of=day, versus=REGION, companions=(promise,))
    said = in_short(promise, found, BEST)
    words = str(said)
    assert words.endswith("。")
    assert "None" not in words
    if said == found.reason:
        return
    known = numbers_of(promise, found)
    for amount in amounts(said):
        assert printed_from(amount, known), (words, str(amount), known)


@settings(max_examples=600, deadline=None)
@given(case=st.one_of(likely(), unlikely()), day=DAYS)
def test_the_sentence_never_contradicts_the_light(case, day):
    promise, code, observations = case
    found = judged(promise, code, *observations, as_of=day, versus=REGION, companions=(promise,))
    words = str(in_short(promise, found, BEST))
    if words == str(found.reason):
        return
    assert ("没有完成" in words and "还不能说" not in words) <= (found.status is Status.MISSED)
    assert words.endswith("，完成了。") <= (found.status is Status.MET)
    assert ("提前达到" in words) <= (found.status is Status.REACHED)
    if found.start is not None and promise.value is not None and found.actual is not None:
        whole, moved = promise.value - found.start.value, found.actual.value - found.start.value
        if abs(moved) >= Decimal("0.01") and "年要" in words:
            assert ("反而" in words) == ((whole > 0) != (moved > 0))


@given(size=st.decimals("0.0001", "100000", places=4), unit=st.sampled_from(["亿元", "万人", "家", "万吨"]))
def test_a_rough_difference_is_right_to_its_second_digit(size, unit):
    told = Decimal(str(roughly(size, unit)).removesuffix(unit))
    assert abs(told - size) <= abs(size) / 10


# -- the best year ----------------------------------------------------------------------------------------------------


def grown(year: int, rate: str, **more):
    return seen("services", str(year), None, rate, known=date(year + 1, 4, 30), **more)


def test_growths_of_another_price_basis_are_no_record():
    kept = [grown(2021, "5.2"), grown(2022, "3.0")]
    assert best_year([*kept, grown(2023, "12", basis=NOMINAL)], INDICATORS["services"]) == BestYear(
        Decimal("5.2"), 2021, CONSTANT
    )


def test_one_year_is_no_record():
    assert best_year([grown(2023, "8.3")], INDICATORS["services"]) is None
    assert best_year([grown(2023, "8.3"), grown(2023, "8.1")], INDICATORS["services"]) is None


def test_half_a_year_is_no_record():
    half = seen("services", "2023年1—6月", None, "20", known=date(2023, 7, 30))
    assert best_year([grown(2021, "5.2"), half], INDICATORS["services"]) is None


def test_a_ceiling_has_no_best_year():
    level = target("社零", "123", by=2027)
    found = judged(level, "retail", seen("retail", "2025", "118.77", "-1.4"))
    assert comparable(level, found, replace(BEST, basis=NOMINAL)) is not None
    assert comparable(replace(level, comparator=Comparator.AT_MOST), found, BEST) is None


def test_constant_prices_are_held_against_a_level_only_where_its_base_is_at_unchanged_prices():
    level = target("服务业增加值", "344", by=2027)
    figure, best = seen("services", "2025", "284.80", "-1.4"), replace(BEST, basis=CONSTANT)
    average = target("年均", "6", "%", measure=Measure.GROWTH, average=(2025, 2027), id="C002")
    along, without = judged(level, "services", figure, companions=(average,)), judged(level, "services", figure)
    assert along.start is not None
    assert along.start.implied
    assert comparable(level, along, best) == best
    assert comparable(level, without, best) is None


# -- in a row of a table ----------------------------------------------------------------------------------------------


def test_a_row_tells_what_is_left_only_of_what_is_behind():
    done = target("旅游收入", "100", within=2025)
    assert not on_the_way(done, judged(done, "tourism", seen("tourism", "2025", "100.64")), BEST)
    late = target("社零", "123", by=2027)
    words = on_the_way(late, judged(late, "retail", seen("retail", "2025", "118.77", "-1.4")), BEST)
    assert str(words) == "后两年须年均增长1.8%，公布过的最高一年到过8.3%（2023年）。"
