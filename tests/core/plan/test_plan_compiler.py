# ruff: noqa: E501 - rules and their corpus stand one to a line
"""The whole compiler: spans, certificate, questions, JSON, and what it refuses."""

import ast
import gc
import itertools
import json
import re
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.plan import corpus

from guatu.core.codec import json_text
from guatu.core.plan.compiler import compile_plan
from guatu.core.plan.errors import EmptyPlan, NotText
from guatu.core.plan.model import Context, Kind, PeriodKind
from guatu.core.plan.published import published
from guatu.core.plan.table import COLUMNS, rows

PLAN = (Path(__file__).parents[3] / "data" / "wuhai" / "plan.txt").read_text(encoding="utf-8")
SENTENCES = [*corpus.TARGETS, *corpus.NO_TARGETS, *corpus.MILESTONES, *corpus.ACTIONS, *corpus.NO_COMMITMENTS]


@pytest.fixture(scope="module")
def plan():
    return compile_plan(PLAN)


def assert_every_digit_is_claimed_once(text, plan):
    claimed = sorted(c.span for c in plan.coverage.claims)
    assert all(a.end <= b.start for a, b in itertools.pairwise(claimed))
    inside = {at for span in claimed for at in range(*span)}
    assert {at for at, sign in enumerate(text) if sign in "0123456789０１２３４５６７８９"} <= inside


def test_a_month_behind_the_number_of_an_item_is_its_deadline():
    text = "1.10月底前建成公园3个。\n2.3月底前改造小区8个；3.11月底前新建泵站2座。"
    targets = compile_plan(text, context=Context(year=2026)).targets
    assert [(c.period.until, c.period.month, int(c.value)) for c in targets] == [
        (2026, 10, 3),
        (2026, 3, 8),
        (2026, 11, 2),
    ]


def test_the_first_plan_is_claimed_to_the_last_figure(plan):
    assert plan.coverage.open == ()
    assert_every_digit_is_claimed_once(PLAN, plan)


def test_the_first_plan_says_its_own_place_and_years(plan):
    assert plan.title == "乌海市促进服务业高质量发展三年攻坚行动实施方案"
    assert (plan.context.place, plan.context.year, plan.context.plan_from, plan.context.plan_to) == (
        "乌海市",
        2025,
        2025,
        2027,
    )


def test_every_quote_is_where_its_span_says(plan):
    assert all(c.quote and c.span.of(PLAN) == c.quote for c in plan.commitments)
    assert [c.id for c in plan.commitments] == [f"C{n:03d}" for n in range(1, len(plan.commitments) + 1)]


def test_every_commitment_tells_which_rules_read_it(plan):
    assert all(
        c.evidence and all(e.rule and 0 <= e.span.start < e.span.end <= len(PLAN) for e in c.evidence)
        for c in plan.commitments
    )


def test_questions_are_few_and_offer_readings(plan):
    assert {q.rule for q in plan.questions} >= {"range", "stock or new", "grade falls"}
    assert len(plan.questions) <= 12
    assert all(len(q.readings) >= 2 and q.commitment in {c.id for c in plan.commitments} for q in plan.questions)


def test_a_period_has_the_years_its_kind_needs(plan):
    for c in plan.commitments:
        period = c.period
        assert (period.until is None) == (period.kind is PeriodKind.OPEN)
        if period.kind in (PeriodKind.IN, PeriodKind.EACH_YEAR, PeriodKind.AVERAGE):
            assert period.since <= period.until
        if c.kind is Kind.MILESTONE:
            assert period.until


def test_json_holds_the_contract_and_survives_a_round_trip(plan):
    data = json.loads(json_text(published(plan)))
    assert set(data) == {"title", "context", "commitments", "results", "questions", "coverage", "compiler"}
    needed = {"id", "kind", "quote", "start", "end", "sector", "period", "strength", "scope"}
    figures = {"indicator", "measure", "comparator", "value", "value_max", "unit"}
    for row in data["commitments"]:
        assert needed <= set(row)
        assert set(row["period"]) == {"kind", "from", "to"}
        assert (row["kind"] == "target") == (figures <= set(row))
        assert PLAN[row["start"] : row["end"]] == row["quote"]
    assert data["coverage"]["open"] == []


def test_the_table_has_one_row_per_commitment(plan):
    table = rows(plan)
    assert len(table) == len(plan.commitments)
    assert all(tuple(row) == COLUMNS for row in table)


def test_compiling_twice_gives_the_same_plan(plan):
    assert compile_plan(PLAN) == plan


@pytest.mark.parametrize("text", ["", "  \n\u3000\n", "\ufeff"])
def test_no_text_is_refused(text):
    with pytest.raises(EmptyPlan) as refusal:
        compile_plan(text)
    assert refusal.value.code == "P101"


def test_the_content_of_a_program_is_refused():
    with pytest.raises(NotText) as refusal:
        compile_plan("PK\x03\x04\x00\x00\x00\x08\x00方案")
    assert refusal.value.code == "P102"


@pytest.mark.parametrize("sentence", SENTENCES)
def test_every_digit_of_a_sentence_is_claimed_once(sentence):
    plan = compile_plan(sentence, context=corpus.CONTEXT)
    assert_every_digit_is_claimed_once(sentence, plan)


@settings(max_examples=120, deadline=None)
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6))
def test_sentences_in_any_order_keep_spans_and_claims(sentences):
    text = "一、重点任务\n" + "\n".join(sentences)
    plan = compile_plan(text, context=corpus.CONTEXT)
    assert all(c.span.of(text) == c.quote for c in plan.commitments)
    assert_every_digit_is_claimed_once(text, plan)


_NOISE = st.text(
    alphabet="0123456789０１%％.,，。；：、（）()《》“”—-~～年月日底前末内到至达超百千万亿一二三四五两个家%户元吨增长下降分别均每建成新以上左右的 \n\t",
    max_size=120,
)


@settings(max_examples=300, deadline=None)
@given(_NOISE | st.text(max_size=80))
def test_any_text_compiles_or_is_refused_with_a_code(text):
    try:
        plan = compile_plan(text, context=corpus.CONTEXT)
    except (EmptyPlan, NotText):
        return
    assert plan == compile_plan(text, context=corpus.CONTEXT)
    assert all(c.span.of(text) == c.quote for c in plan.commitments)
    assert_every_digit_is_claimed_once(text, plan)


def calls_of(text):
    """How many functions a compilation calls: what it does, whatever else the machine is doing."""
    count = 0

    def profile(frame, event, argument):
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(profile)
    try:
        compile_plan(text)
    finally:
        sys.setprofile(None)
    return count


def test_the_work_grows_with_the_text_and_no_faster():
    assert calls_of(PLAN * 4) < 4 * calls_of(PLAN) * 1.5


@pytest.mark.parametrize("sign", ["（", "“", "《", "〔", "，", "1", "一", "百", "年", "2025年", "至", " ", "-"])
def test_one_sign_over_and_over_compiles(sign):
    text = "建成" + sign * 5000
    assert_every_digit_is_claimed_once(text, compile_plan(text))


@pytest.mark.parametrize(
    "piece",
    [
        "建成园区3个。\n",
        "建成园区3个，",
        "建成园区3个、",
        "从5",
        "在5",
        "指标\n2027年\n",
        "指标|2027年\n",
        "园区数量\t3\n",
        "新建3座。（市工信局牵头）",
    ],
)
def test_the_same_piece_over_and_over_is_work_in_proportion(piece):
    assert calls_of(piece * 800) < 12 * calls_of(piece * 100)  # eight times the text


def steps_of(text):
    """How many steps of bytecode a compilation takes: comprehensions count, too, which call no function."""
    count = 0

    def trace(frame, event, argument):
        nonlocal count
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        count += event == "opcode"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        compile_plan(text)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("piece", ["年均", "“1+N”", "《规划2025》", "2024年达到1个", "总量达到1个，增速达到1%，"])
def test_a_sentence_without_end_is_work_in_proportion(piece):
    assert steps_of(piece * 400) < 6 * steps_of(piece * 100)  # four times the text


def test_a_measure_that_comes_back_does_not_lengthen_the_name():
    found = compile_plan("物流总量达到1万吨，增速达到6%，" + "总量达到2万吨，增速达到5%。" * 3)
    assert {c.indicator for c in found.targets} == {"物流总量", "物流总量增速"}


@pytest.mark.parametrize(
    "piece", ["万占“1", "⑴建成1个：1个；", "建成1个目标值", "实施1项指标/", "总量达到1个，增速达到1%，"]
)
def test_names_that_are_put_together_stay_names(piece):
    names = [c.indicator for c in compile_plan("建成“" + piece * 60).targets]
    assert len(names) > 40
    assert max(map(len, names)) < 200


def rule_text(path: Path) -> str:
    """Every string of a module that can decide: no docstring, and no corpus of examples."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    examples = re.compile(r"CORPUS|^NOT_|^[A-Z_]*EXAMPLES")
    silent: set[int] = set()
    for node in ast.walk(tree):
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        if any(isinstance(t, ast.Name) and examples.search(t.id) for t in targets) or (
            isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        ):
            silent |= {id(inner) for inner in ast.walk(node)}
    return "\n".join(
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent
    )


def test_the_grammar_knows_no_noun_of_the_first_plan():
    """No rule may quote the first plan's own subjects; the corpus of spoken examples may."""
    folder = Path(__file__).parents[3] / "src" / "guatu" / "core"
    rules = [path for name in ("text", "plan") for path in (folder / name).rglob("*.py")]
    own = re.compile("乌海|快递|托育|蒙煤|游客|民宿|格口|老年之家|家政|智能工厂(?!3个)")
    named = {f"{path.name}: {m[0]}" for path in rules for m in own.finditer(rule_text(path))}
    assert named == set()


def test_a_compilation_leaves_no_cycle_and_the_collector_as_it_was():
    compile_plan("2027年底前建成园区3个。")  # what is made once, such as caches, is there now
    gc.collect()
    gc.disable()
    try:
        plan = compile_plan("一、主要目标\n到2027年，建成园区3个，增长6%以上。\n指标 | 2027年\n覆盖率 | 95%\n")
        assert gc.collect() == 0
        assert not gc.isenabled()
    finally:
        gc.enable()
    assert len(plan.targets) >= 2
    with pytest.raises(EmptyPlan):
        compile_plan(" ")
    assert gc.isenabled()


COUNTED = (
    "大力增进民生福祉。城镇新增就业48.81万人，外出务工335.9万人次，培训82.4万人次，落实率90%以上，优质高中达71所。"
)


def test_figures_that_were_counted_are_an_account_and_a_person_confirms_it():
    plan = compile_plan(f"{COUNTED}\n{COUNTED}")
    assert plan.targets == ()
    assert [tuple(map(str, q.readings)) for q in plan.questions] == [("是已完成的情况", "是要完成的目标")]
    assert len(plan.results) == 10
    dated = compile_plan(f"到2027年，{COUNTED}")
    assert (len(dated.targets), dated.questions) == (5, ())
