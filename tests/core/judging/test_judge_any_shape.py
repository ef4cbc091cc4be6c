"""Whatever a plan promises and whatever was published: an answer with a reason, never a crash."""

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.judging.builders import INDICATORS, REGION, judged, seen, target
from tests.strategies import periods

from guatu.core.judging.model import Status, Why
from guatu.core.plan.model import Comparator, Direction, Measure

numbers = st.one_of(st.none(), st.decimals("-1000", "1000", places=2), st.just(Decimal(0)))
years = st.integers(2023, 2028)
units = st.sampled_from(["亿元", "万元", "家", "个", "%", "个百分点", "万人", "个/千人", "万吨", ""])


@st.composite
def targets(draw):
    value = draw(numbers)
    return target(
        "甲",
        None if value is None else str(value),
        draw(units),
        period=draw(periods()),
        comparator=draw(st.sampled_from(list(Comparator))),
        measure=draw(st.sampled_from(list(Measure))),
        value_max=draw(st.sampled_from([None, Decimal(9)])),
        direction=draw(st.sampled_from(list(Direction))),
        base_year=draw(st.sampled_from([None, None, 2020, 2024])),
        relative_to=draw(st.sampled_from(["", "", "自治区"])),
        cumulative=draw(st.booleans()),
    )


@st.composite
def rows(draw):
    code = draw(st.sampled_from(list(INDICATORS)))
    formula = INDICATORS[code].formula
    codes = [code, *((formula.numerator, formula.denominator) if formula else ())]
    found = []
    for name in codes:
        for period in draw(st.lists(st.sampled_from(["", "年1—6月", "年6月", "年1—3月"]), max_size=5)):
            year = draw(years)
            value, growth = draw(numbers), draw(numbers)
            found.append(
                seen(
                    name,
                    f"{year}{period}",
                    None if value is None else str(value),
                    None if growth is None or growth < -99 else str(growth),
                    known=date(year + 1, 3, 1),
                    region=draw(st.sampled_from(["150300", "150300", REGION])),
                )
            )
    return code, found


@settings(max_examples=400, deadline=None)
@given(promise=targets(), published=rows(), day=st.dates(date(2024, 1, 1), date(2029, 12, 31)))
def test_no_shape_breaks_the_judge(promise, published, day):
    code, observations = published
    result = judged(promise, code, *observations, as_of=day, versus=REGION, companions=(promise,))
    assert str(result.reason).endswith("。")
    assert "None" not in str(result.reason) + "".join(map(str, result.steps)) + str(result.changes_when)
    assert (result.why is None) == (result.status is not Status.UNKNOWN)
    for single in result.years:
        assert single.why is not Why.NOT_LINKED
    if result.status in (Status.MET, Status.MISSED) and not result.years and promise.period.until:
        assert day > promise.period.deadline.last_day
