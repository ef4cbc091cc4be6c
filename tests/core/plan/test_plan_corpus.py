"""Every sentence of the corpus promises exactly what stands beside it, no more and no less."""

import pytest
from tests.core.plan import corpus

from guatu.core.plan.compiler import compile_plan
from guatu.core.plan.model import Kind


def read(sentence):
    return compile_plan(sentence, context=corpus.CONTEXT).commitments


@pytest.mark.parametrize(("sentence", "rows"), corpus.TARGETS.items())
def test_each_sentence_promises_its_targets(sentence, rows):
    assert [corpus.described(c) for c in read(sentence) if c.kind is Kind.TARGET] == rows


@pytest.mark.parametrize("sentence", corpus.NO_TARGETS)
def test_names_conditions_and_subsidies_promise_no_figure(sentence):
    assert [corpus.described(c) for c in read(sentence) if c.kind is Kind.TARGET] == []


@pytest.mark.parametrize(("sentence", "quotes"), corpus.MILESTONES.items())
def test_a_dated_deliverable_is_a_milestone(sentence, quotes):
    assert [c.quote for c in read(sentence) if c.kind is Kind.MILESTONE] == quotes


@pytest.mark.parametrize(("sentence", "quotes"), corpus.ACTIONS.items())
def test_everything_else_is_an_action(sentence, quotes):
    assert [c.quote for c in read(sentence) if c.kind is Kind.ACTION] == quotes


@pytest.mark.parametrize("sentence", corpus.NO_COMMITMENTS)
def test_creed_and_past_results_commit_to_nothing(sentence):
    assert read(sentence) == ()
