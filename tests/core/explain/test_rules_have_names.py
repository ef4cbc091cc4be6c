"""Every rule that decides is asked in the open, and an official can read its name."""

from __future__ import annotations

from tests.core.plan import corpus

from guatu.core.explain.words import RULE_WORDS
from guatu.core.plan.compiler import compile_plan
from guatu.core.plan.trace import RuleOutcome, Step, Trace
from guatu.core.text.spans import Span

DECIDED = (Step.CONDITION, Step.PROMISE, Step.LABEL, Step.MEASURE, Step.COMPARATOR)


def tries(text: str):
    trace = Trace(Span(0, len(text)))
    compile_plan(text, context=corpus.CONTEXT, trace=trace)
    return trace.tries


def test_the_rules_of_the_corpus_have_names():
    told = [t for text in (*corpus.TARGETS, *corpus.NO_TARGETS) for t in tries(text) if t.step in DECIDED]
    assert len({t.rule for t in told}) > 60
    assert {t.rule for t in told} - RULE_WORDS.keys() == set()


def test_each_step_of_a_target_says_which_rule_held_and_which_did_not():
    told = [t for t in tries("到2027年，服务业增加值达到344亿元以上。") if t.span.start > 8]
    for step in (Step.PROMISE, Step.LABEL, Step.MEASURE, Step.COMPARATOR):
        held = [t.rule for t in told if t.step is step and t.outcome is RuleOutcome.TAKEN]
        asked = [t.rule for t in told if t.step is step and t.outcome is RuleOutcome.NO_MATCH]
        assert len(held) == 1
        assert len(asked) >= 2


def test_a_plan_reads_the_same_with_and_without_a_recorder():
    for text in (*corpus.TARGETS, *corpus.NO_TARGETS, *corpus.MILESTONES):
        plain = compile_plan(text, context=corpus.CONTEXT)
        assert compile_plan(text, context=corpus.CONTEXT, trace=Trace(Span(0, len(text)))) == plain
