"""Sentences as values: equal by value, plain Chinese as text, said in another tongue by template and by fact."""

import ast
import pickle
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guatu.core.series.model import Stage
from guatu.core.text.figures import Number, amount, bare, number, points, trimmed
from guatu.core.text.said import Listed, Piece, Said, Strong, SubSentence, listed, pieces, quoted, runs, sentences, text
from guatu.core.time.periods import ReportPeriod

SOURCE = Path(__file__).resolve().parents[3] / "src" / "guatu"
NAMES = st.text("服务业增加值ABC 一二三", min_size=1, max_size=8)
FACTS = st.one_of(
    NAMES,
    st.integers(0, 3000),
    st.decimals(-(10**6), 10**6, places=2).map(Number),
    st.decimals(-(10**6), 10**6, places=2).map(lambda v: amount(v, "亿元", 1)),
    st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    st.integers(2000, 2100).map(ReportPeriod),
    st.sampled_from(Stage),
)
SAID = st.recursive(
    st.builds(lambda a, b: Said("{a}，其中{b}。", a=a, b=b), FACTS, FACTS),
    lambda inner: st.builds(lambda a, b: Said("{a}；{b}", a=a, b=b), inner, st.one_of(inner, FACTS)),
    max_leaves=5,
)


def test_plain_text_is_the_template_with_its_facts_printed():
    said = Said(
        "{period}{name}{figure}，差{gap}，{stage}数，截至{on}",
        period=ReportPeriod(2025), name="旅游收入", figure=amount(Decimal("100.64"), "亿元"),
        gap=points(Decimal("-17.44")), stage=Stage.PRELIMINARY, on=date(2026, 4, 30),
    )  # fmt: skip
    assert str(said) == "2025年旅游收入100.64亿元，差−17.4个百分点，初步数，截至2026年4月30日"


@given(SAID)
def test_a_sentence_is_equal_by_value_and_survives_a_round_trip(said):
    again = Said(said.template, **said.facts)
    assert (again, hash(again), str(again)) == (said, hash(said), str(said))
    assert pickle.loads(pickle.dumps(said)) == said
    assert eval(repr(Said("{n}", n=1))) == Said("{n}", n=1)


@given(SAID)
def test_its_text_has_every_fact_and_no_brace(said):
    assert not re.search("[{}]", str(said))
    for fact in said.facts.values():
        assert text(fact) in str(said)


def test_another_order_of_facts_is_the_same_sentence_another_fact_is_not():
    assert Said("{a}{b}", a=1, b=2) == Said("{a}{b}", b=2, a=1)
    assert Said("{a}{b}", a=1, b=2) != Said("{a}{b}", a=1, b=3)


def test_a_brace_from_outside_is_only_a_character():
    assert str(Said("“{name}”", name="{x}")) == "“{x}”"
    assert str(quoted("写作{x}")) == "写作{x}"


def test_another_tongue_translates_the_template_and_prints_each_fact():
    class Shouting:
        def template(self, said):
            return {"{a}比{b}多": "{b} < {a}"}.get(said.template, said.template)

        def mark(self, mark):
            return " & "

        def fact(self, value):
            return Said("<{v}>", v=str(value)) if isinstance(value, int) else str(value).upper()

    assert text(Said("{a}比{b}多", a=2, b=listed(("x", "y"))), Shouting()) == "X & Y < <2>"


def test_what_is_strong_stays_strong_within_other_sentences():
    said = sentences(Said("{due}，{shares}。", due="24个", shares=Strong(Said("{n}个完成", n=2))), Said("没有。"))
    assert [(p.text, p.strong) for p in runs(said) if p.strong] == [("2个完成", True)]
    assert str(said) == "24个，2个完成。没有。"


def test_names_are_told_from_our_own_words():
    found = list(pieces(Said("确认“{name}”的口径，{stage}", name="生活圈", stage=Stage.FINAL)))
    assert Piece("生活圈", name=True) in found
    assert [p.text for p in found if p.name] == ["生活圈"]


def test_lists_leave_out_what_says_nothing():
    assert str(listed(("甲", "", None, Said(), "乙"))) == "甲、乙"
    assert str(listed((Said("甲"), Said("乙")), "，")) == "甲，乙"
    assert not listed(())
    assert sentences(Said("甲。")) == Said("甲。")
    assert str(Listed(("a", "b"), None)) == "ab"


def test_quotation_marks_inside_quotation_marks_are_single():
    assert str(Said("确认“{name}”的口径", name="“品质型”生活圈")) == "确认“‘品质型’生活圈”的口径"
    assert str(Said("{name}的口径", name="“品质型”生活圈")) == "“品质型”生活圈的口径"


def test_somebodys_sentence_as_a_clause_goes_without_its_full_stop():
    assert str(Said("口径不同：{why}。", why=SubSentence(quoted("只是一部分。")))) == "口径不同：只是一部分。"
    assert str(SubSentence(Said("{year}年", year=2025))) == "2025年"


# -- numbers ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Number(Decimal("284.80")), "284.80"),
        (Number(Decimal("9.90"), trim=True), "9.9"),
        (Number(Decimal("-5.45"), 1), "−5.5"),
        (Number(Decimal("-5.4"), brackets=True), "(−5.4)"),
        (Number(Decimal("8.25"), plus=True), "+8.25"),
        (bare(Decimal("344"), "亿元"), "344"),
        (amount(Decimal("1e999999"), "亿元", 2), "1.000E+999999亿元"),  # printing never fails
        (amount(Decimal("344"), "亿元"), "344亿元"),
    ],
)
def test_a_number_is_printed_in_one_way(value, text):
    assert str(value) == text


@given(st.decimals(-(10**9), 10**9, places=3), st.integers(0, 4))
def test_printed_numbers_keep_their_value(value, places):
    def read(words):
        return Decimal(words.replace("−", "-"))

    assert read(number(value)) == value
    assert abs(read(number(value, places)) - value) <= Decimal(1).scaleb(-places) / 2
    assert read(trimmed(value)) == value
    assert "." not in trimmed(value) or trimmed(value)[-1] != "0"


# -- the program's own sentences --------------------------------------------------------------------------------------


def said_calls():
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Said" and node.args:
                yield path.relative_to(SOURCE), node


def test_every_template_is_a_constant_so_that_no_language_can_miss_it():
    """What varies is a fact: a template that is computed could not be looked up in a catalogue."""
    wrong = [
        f"{path}:{node.lineno}"
        for path, node in said_calls()
        if not (isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str))
        and getattr(node.args[0], "id", "") != "QUOTE"  # somebody's own words
        and getattr(node.args[0], "attr", "") not in ("reason", "remedy")  # of an error's class: known from there
        and path.name != "kept.py"  # it was a constant when it was kept
    ]
    assert wrong == []


def test_facts_of_a_template_are_those_that_it_names():
    """As far as the call spells them out."""
    for path, node in said_calls():
        if isinstance(node.args[0], ast.Constant) and all(k.arg for k in node.keywords):
            named = set(re.findall(r"{(\w+)}", node.args[0].value))
            assert named == {k.arg for k in node.keywords}, f"{path}:{node.lineno}"
