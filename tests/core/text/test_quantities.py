"""Quantities: figure, unit and bound of every line of the corpora; names are no quantities."""

import itertools
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guatu.core.text import comparators, quantities, units
from guatu.core.text.evened import CORPUS as EVENED
from guatu.core.text.evened import even_out
from guatu.core.text.quantities import find_quantities


@pytest.mark.parametrize(("row", "written"), [(r, w) for r, ws in quantities.CORPUS.items() for w in ws])
def test_each_quantity_has_one_reading_and_uses_every_character(row, written):
    (found,) = find_quantities(even_out(written))
    low, high, unit, after = row
    assert (found.value, found.value_max) == (Decimal(low), Decimal(high) if high else None)
    assert (found.unit, found.after, found.start, found.end) == (unit, after, 0, len(written))


@pytest.mark.parametrize("written", quantities.NAMES)
def test_a_figure_in_a_name_is_a_name(written):
    found = find_quantities(even_out(written))
    assert found
    assert all(q.kind == "name" and q.reason for q in found)


@pytest.mark.parametrize(("unit", "written"), [(u, w) for u, ws in units.CORPUS.items() for w in ws])
def test_a_unit_ends_where_it_should(unit, written):
    assert written[: units.read_unit(written, 0)] == unit


@pytest.mark.parametrize("written", units.NOT_UNITS)
def test_what_is_no_unit_is_not_read(written):
    assert units.read_unit(written, 0) == 0


@pytest.mark.parametrize(("comparator", "words"), [(c, w) for c, ws in comparators.CORPUS.items() for w in ws])
def test_words_of_comparison_are_read_back_to_the_subject(comparator, words):
    bound = comparators.read_bound("企业数量" + words)
    assert (bound.comparator, bound.start) == (comparator, 4)


@pytest.mark.parametrize(("even", "written"), [(e, w) for e, ws in EVENED.items() for w in ws])
def test_signs_are_evened(even, written):
    assert even_out(written) == even


@given(st.text(max_size=200))
def test_evening_keeps_every_offset(text):
    assert len(even_out(text)) == len(text)


def test_a_row_of_figures_shares_its_unit_and_bound():
    found = find_quantities("控制在32、31、30微克/立方米以内")
    assert [(str(q.value), q.unit, q.after) for q in found] == [(n, "微克/立方米", "以内") for n in ("32", "31", "30")]


@given(st.integers(1, 10**6), st.sampled_from(["家", "亿元", "万吨/年", "公里", "%", "个百分点", "万人次"]))
def test_figure_and_unit_read_back(number, unit):
    (found,) = find_quantities(f"达到{number}{unit}以上")
    assert (found.value, found.unit, found.after) == (number, unit, "以上")


@given(st.text(alphabet="0123456789.,-至亿万千百十一二三个家%年月以上内左右（）“”、，。到达 \n", max_size=60))
def test_quantities_never_overlap_and_stay_inside(text):
    even = even_out(text)
    found = find_quantities(even)
    assert all(0 <= q.start < q.digits_end <= max(q.end, q.digits_end) <= len(even) for q in found)
    assert all(a.digits_end <= b.start for a, b in itertools.pairwise(found))
