"""Digits with a full-width comma between them are asked about, never joined."""

import pytest

from guatu.core.plan.certify.parted_groups import CORPUS, NOT_PARTED
from guatu.core.plan.compiler import compile_plan
from guatu.core.plan.model import Context


def asked(line):
    plan = compile_plan(line, context=Context("某市", 2026))
    return [str(question.asks) for question in plan.questions if "一个数，还是两个数" in str(question.asks)]


@pytest.mark.parametrize("line", CORPUS)
def test_a_person_says_whether_it_is_one_figure(line):
    assert len(asked(line)) == 1


@pytest.mark.parametrize("line", NOT_PARTED)
def test_what_is_clear_is_not_asked(line):
    assert asked(line) == []
