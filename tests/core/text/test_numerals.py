"""Figures: every spelling of the corpus has one value, and written-out numbers read back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guatu.core.text import numerals


@pytest.mark.parametrize(("value", "written"), [(v, w) for v, ws in numerals.CORPUS.items() for w in ws])
def test_each_spelling_has_one_value(value, written):
    read = numerals.arabic if written[0].isdigit() else numerals.chinese
    assert read(written) == value


@pytest.mark.parametrize("written", numerals.NOT_NUMBERS)
def test_what_is_no_number_reads_as_none(written):
    assert numerals.chinese(written) is None


@given(st.integers(0, 9999))
def test_a_number_written_in_chinese_reads_back(number):
    assert numerals.chinese(numerals.in_chinese(number)) == number


@given(st.integers(0, 10**12))
def test_a_number_with_commas_reads_back(number):
    assert numerals.arabic(f"{number:,}") == number
