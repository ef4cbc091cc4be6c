"""Idioms are a list: each of them counts nothing, and nothing that counts is taken for one."""

import pytest

from guatu.core.text.idioms import COUNTING, IDIOMS, idioms_in
from guatu.core.text.quantities import find_quantities


@pytest.mark.parametrize("idiom", IDIOMS)
def test_an_idiom_counts_nothing(idiom):
    text = f"做到{idiom}。"
    assert any(text[begin:end] in idiom and begin <= 2 for begin, end in idioms_in(text))
    assert all(q.kind == "name" for q in find_quantities(text))


@pytest.mark.parametrize("counting", COUNTING)
def test_what_counts_is_no_idiom(counting):
    assert idioms_in(counting) == []
