"""Every figure of a plan says which rules were tried on it, which reading was chosen, and why the others were not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guatu.core.explain import explain, find_words, lines, to_json
from guatu.core.explain.tried import tried_in
from guatu.core.explain.words import COMPARATOR_RULES, RULE_WORDS, STEP_WORDS
from guatu.core.plan.compiler import compile_plan
from guatu.core.plan.trace import RuleOutcome, Step, Trace
from guatu.core.text.spans import Span
from guatu.store.example import example_city

TEXT = example_city().plan_path.read_text(encoding="utf-8")
PLAN = compile_plan(TEXT)
TRACE = Trace(Span(0, len(TEXT)))
RECORDED = compile_plan(TEXT, context=PLAN.context, trace=TRACE)
FIGURES = PLAN.coverage.claims


def read(text: str, words: str):
    plan = compile_plan(text)
    return explain(plan, find_words(plan, words)[0])


def tries_on(e, text: str, words: str):
    return [t for t in e.tried if t.span.of(text).startswith(words)]


def test_a_recorder_changes_nothing_in_the_plan():
    assert RECORDED == PLAN
    assert TRACE.tries


def test_a_recorder_hears_only_the_sentences_it_watches():
    text = "2026年建成公园5个。2027年建成广场8个。"
    trace = Trace(Span(0, 3))
    compile_plan(text, trace=trace)
    assert {t.span.of(text) for t in trace.tries if t.step is Step.UNIT} == {"5个"}


@pytest.mark.parametrize("claim", FIGURES, ids=[f"{c.span.start}-{c.text}" for c in FIGURES])
def test_each_figure_has_a_rule_that_was_tried_and_a_choice_or_a_refusal_with_its_reason(claim):
    e = explain(PLAN, claim.span.start, trace=TRACE)
    mine = [t for t in e.tried if t.span.overlaps(claim.span)]
    assert mine
    refused = [t for t in mine if t.outcome is RuleOutcome.REFUSED]
    assert all(t.because for t in refused)
    if claim.commitment:
        assert any(t.outcome is RuleOutcome.TAKEN for t in mine)
    elif claim.excuse:
        assert claim.excuse in {t.because for t in refused} | {t.reading for t in mine}
    else:
        assert refused


@settings(deadline=None, max_examples=30)
@given(st.sampled_from(FIGURES))
def test_the_sentence_read_alone_tells_what_the_whole_text_told(claim):
    e = explain(PLAN, claim.span.start, trace=TRACE)
    alone = Trace(e.sentence)
    compile_plan(TEXT, context=PLAN.context, trace=alone)
    assert tried_in(PLAN, alone, e.clause, e.claims) == e.tried


def test_every_rule_and_step_told_of_the_example_has_a_chinese_name():
    assert set(STEP_WORDS) == set(Step)
    own = {Step.DATE, Step.UNIT}  # their rules carry words of the text: by: 到某年
    named = RULE_WORDS.keys() | COMPARATOR_RULES.keys()
    assert {t.rule for t in TRACE.tries if t.step not in own} <= named


@pytest.mark.parametrize(
    ("text", "words", "rule"),
    [
        ("推动营业收入达到200万元的企业入库。", "200万元", "condition"),
        ("2027年失业率从5.5%降到5%。", "5.5%", "where a change starts"),
        ("对新建的园区给予50万元补助。", "50万元", "subsidy"),
        ("5个断面中水质优良比例达到80%。", "5个", "contents, ground or classes"),
        ("申报企业应具备以下条件：注册资本不低于500万元。", "500万元", "list of requirements"),
    ],
)
def test_a_figure_excused_as_a_condition_names_the_rule_and_is_tried_no_further(text, words, rule):
    e = read(text, words)
    mine = tries_on(e, text, words)
    (held,) = [t for t in mine if t.step is Step.CONDITION and t.outcome is RuleOutcome.TAKEN]
    assert held.rule == rule
    (refused,) = [r for r in e.refused if r.words.startswith(words)]
    assert (refused.reading, refused.rule, refused.because) == ("作为目标", rule, held.reading)
    assert {t.step for t in mine} <= {Step.TENSE, Step.CONDITION}


def test_a_date_that_was_not_chosen_says_why():
    text = "到2027年，产值达到50亿元、年均增长6%以上，2026年建成园区3个。"
    refused = {(t.span.of(text), t.reading): t.because for t in read(text, "50亿元").tried if t.step is Step.DATE
               and t.outcome is RuleOutcome.REFUSED}  # fmt: skip
    assert refused["50亿元", "期限“年均”"] == "在这个数后面，只管后面的数"
    later = read(text, "3个")
    (chosen,) = [t for t in tries_on(later, text, "3个") if t.step is Step.DATE and t.outcome is RuleOutcome.TAKEN]
    assert chosen.reading == "期限“2026年”"
    (other,) = [t for t in tries_on(later, text, "3个") if t.step is Step.DATE and t.outcome is RuleOutcome.REFUSED]
    assert "2027" in other.reading


def test_a_figure_of_a_review_is_refused_for_its_tense_and_nothing_else_is_tried():
    text = "全市已建成园区3个。"
    mine = tries_on(read(text, "3个"), text, "3个")
    assert {t.step for t in mine} == {Step.TENSE}
    assert [t.rule for t in mine if t.outcome is RuleOutcome.TAKEN] == ["words of completion"]


def test_the_comparator_rules_stand_in_order_up_to_the_one_that_held():
    text = "2027年建成园区3个以上。"
    told = [
        (t.rule, t.outcome, t.reading) for t in tries_on(read(text, "3个"), text, "3个") if t.step is Step.COMPARATOR
    ]
    assert told[-1] == ("words behind", RuleOutcome.TAKEN, ">=")
    assert [rule for rule, _, _ in told[:-1]] == ["range", "sign", "rank"]
    assert {outcome for _, outcome, _ in told[:-1]} == {RuleOutcome.NO_MATCH}


def test_a_clause_without_figures_says_why_it_is_no_milestone():
    text = "2027年进一步激发市场活力。"
    deeds = [t for t in read(text, "激发").tried if t.step is Step.DEED]
    assert [(t.outcome, t.reading) for t in deeds] == [(RuleOutcome.TAKEN, "举措"), (RuleOutcome.REFUSED, "里程碑")]


def test_a_target_set_against_another_series_names_its_rule():
    text = "到2027年，社会消费品零售总额平均增速与全省持平。"
    told = [(t.rule, t.outcome, t.reading) for t in read(text, "持平").tried if t.span.of(text).endswith("持平")]
    assert ("relative: 持平", RuleOutcome.TAKEN, "作为目标") in told
    assert ("relative: 持平", RuleOutcome.REFUSED, "作为举措或里程碑") in told


def test_the_page_has_its_sections_and_a_question_shows_both_readings():
    text = "2026年引进企业3—5家。"
    plan = compile_plan(text)
    e = explain(plan, find_words(plan, "3—5家")[0])
    said = list(lines(e, plan))
    for title in ("记号", "试过的规则", "选定的读法", "不取的读法及原因", "两种读法，待人来定"):
        assert title in said
    assert any("按下限3" in line and "按上限5" in line for line in said)
    found = to_json(e, plan)
    assert {"step", "rule", "outcome", "reading", "because"} <= found["tried"][0].keys()
    assert {r["reading"] for r in found["refused"] if r["step"] == "question"} == {"按下限3", "按上限5", "保留区间"}
    assert all(r["because"] for r in found["refused"])
