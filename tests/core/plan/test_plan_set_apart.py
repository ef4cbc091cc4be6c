# ruff: noqa: E501 - a text stands one to a line
"""A text whose signs an extraction has set apart is read as if they stood together, and every place is found again."""

import pytest
from tests.core.plan.corpus import described

from guatu.core.plan.compiler import compile_plan
from guatu.core.plan.layout import set_apart
from guatu.core.plan.model import Context

CLOSE = "一、主要目标\n到2028年，全市服务业增加值达到320亿元，新增规上企业15家。\n（一）培育主体。2026年9月底前，建成园区12个，编制完成专项规划。"


def read(text):
    return compile_plan(text, context=Context("某市", 2026, 2026, 2028))


@pytest.mark.parametrize("line", set_apart.APART)
def test_a_line_set_apart_is_closed_up(line):
    closed = set_apart.closed_up(line)
    assert closed is not None
    assert closed.text == line.replace(" ", "")


@pytest.mark.parametrize("line", set_apart.NOT_APART)
def test_columns_and_plain_lines_are_left_as_they_are(line):
    assert set_apart.closed_up(line) is None


def test_a_text_set_apart_says_the_same_and_its_quotes_stand_in_it():
    apart = "\n".join(" ".join(line) for line in CLOSE.split("\n"))
    plan, plain = read(apart), read(CLOSE)
    assert [described(t) for t in plan.targets] == [described(t) for t in plain.targets]
    assert [c.kind for c in plan.commitments] == [c.kind for c in plain.commitments]
    assert plan.text == apart
    for c in plan.commitments:
        assert c.quote == c.span.of(apart)
    assert [c.quote.replace(" ", "") for c in plan.commitments] == [c.quote for c in plain.commitments]
    assert all(claim.text == claim.span.of(apart) for claim in plan.coverage.claims)
    assert plan.coverage.open == ()
