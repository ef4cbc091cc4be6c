"""Names that hold a number are excused; what counts is not."""

import pytest

from guatu.core.plan.compiler import compile_plan
from guatu.core.plan.model import Context
from guatu.core.text.numbered_names import CORPUS, COUNTS, SET_PHRASES


@pytest.mark.parametrize("line", CORPUS)
def test_a_numbered_name_leaves_no_number_without_a_reason(line):
    plan = compile_plan(line, context=Context("某市", 2026))
    assert plan.coverage.open == ()
    assert plan.targets == ()


@pytest.mark.parametrize("line", COUNTS)
def test_what_counts_is_no_name(line):
    assert len(compile_plan(line, context=Context("某市", 2026)).targets) == 1


def test_the_list_holds_each_name_once():
    assert len(set(SET_PHRASES)) == len(SET_PHRASES)
