"""Cutting and sounds: what the index keeps of a text, and what is asked of it. No store."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis.strategies import text

from guatu.web.search import cutting
from guatu.web.search.cutting import (
    MOST_RUNS,
    MOST_TYPED,
    AllOf,
    AnyOf,
    Clause,
    Sought,
    Typed,
    fold,
    for_postgresql,
    for_sqlite,
    runs,
    sound_names,
    spelled,
    tokens,
)
from guatu.web.search.marking import excerpt, marked


def answers(clause: Clause, kept: frozenset[str]) -> bool:
    """What an engine does with the tokens of one thing."""
    match clause:
        case Sought(said, begins):
            return any(one.startswith(said) for one in kept) if begins else said in kept
        case AllOf(parts):
            return all(answers(part, kept) for part in parts)
        case AnyOf(parts):
            return any(answers(part, kept) for part in parts)


def finds(typed: str, name: str) -> bool:
    clause = Typed.of(typed).clause
    return clause is not None and answers(clause, tokens(name) | spelled(name))


def test_the_examples_in_the_text_hold():
    assert doctest.testmod(cutting).failed == 0


@pytest.mark.parametrize(
    ("name", "typed"),
    [(name, typed) for name, ways in {
        "旅游收入": ["旅游", "收入", "旅游收入", "lvyou", "LVYOU", "lüyou", "l'v'you", "ly", "lysr",
                     "shouru", "sr", "lvyoush"],
        "国内旅游总收入": ["旅游收入", "旅游", "旅 收入", "lyzsr"],
        "游客接待量": ["ykl", "yk", "ykjdl", "youke", "游客", "接待", "游"],
        "银行存款余额": ["yinhang", "yh", "yhckye"],
        "住宿业5A级景区13.6亿": ["5A级", "5a 景区", "13.6", "13"],
        "社会消费品零售总额": ["社会消费", "零售总额", "费品", "社会消费品零售", "额"],
        "物流-03": ["物流-03", "物流03", "03"],
        "Ｃ００５": ["C005", "c005"],
    }.items() for typed in ways],
)  # fmt: skip
def test_a_name_is_found_by(name, typed):
    assert finds(typed, name)


@pytest.mark.parametrize(
    ("name", "typed"),
    [("旅游收入", "旅客"), ("旅游收入", "游旅"), ("旅游收入", "lvke"), ("13.6亿", "3.6"), ("2025年", "202"),
     ("物流-03", "商贸-03")],
)  # fmt: skip
def test_a_name_is_not_found_by(name, typed):
    assert not finds(typed, name)


@pytest.mark.parametrize(
    "typed", ["", " ", "　\t", "%", '"', "'", "*", "《》——……", "\x00", "😀", "() AND".replace("AND", "")]
)
def test_what_holds_no_word_asks_nothing(typed):
    assert Typed.of(typed).clause is None


def test_words_of_the_engines_are_words():
    for said in ("AND", "OR", "NOT", "NEAR"):
        assert for_sqlite(Typed.of(said).clause).startswith(f'("{said.lower()}"*')
        assert f"'{said.lower()}':*" in for_postgresql(Typed.of(said).clause)


@given(typed=text(max_size=200))
def test_whatever_is_typed_becomes_letters_and_digits(typed):
    """So nothing that somebody types can be read by an engine as anything but a word."""
    found = Typed.of(typed)
    for run in found.runs:
        assert run.replace(".", "").isalnum()
    if found.clause is not None:
        assert not set(for_sqlite(found.clause)) - set('"*() ANDOR') & set("'\\:&|!<>")
        assert "''" not in for_postgresql(found.clause)


@given(said=text(max_size=80))
def test_the_index_keeps_letters_and_digits_only(said):
    assert all(token.isalnum() for token in tokens(said) | spelled(said))


@given(said=text(max_size=60))
def test_marks_change_no_text(said):
    for typed in ("游客", "lvyou", "a", said):
        assert "".join(s.text for s in marked(said, Typed.of(typed))) == said


@given(said=text(alphabet="旅游客收入景区的和，。 12", min_size=1, max_size=40))
def test_a_text_is_found_by_each_of_its_stretches(said):
    """Whatever the dictionary makes of it: a piece of a text finds the text."""
    for run in runs(fold(said)):
        for start in range(len(run) - 1):
            assert finds(run[start : start + 2], said) or not run[0].isalpha()


def test_a_long_question_is_cut_and_says_so():
    found = Typed.of("游客" * 5000)
    assert found.cut
    assert len(found.said) == MOST_TYPED
    many = Typed.of(" ".join("甲乙丙丁戊己庚辛壬癸"))
    assert many.cut
    assert len(many.runs) == MOST_RUNS
    assert not Typed.of("游客").cut


def test_names_by_their_sound():
    assert sound_names("旅游收入") == ("lysr", "lvyoushouru")
    assert sound_names("GDP增长") == ("gdpzz", "gdpzengzhang")


@pytest.mark.parametrize(
    ("typed", "said", "found"),
    [("游客", "接待游客858万，游客满意", ["游客", "游客"]), ("lvyou", "打造旅游品牌", ["旅游"]),
     ("ly", "旅游", ["旅游"]), ("旅游收入", "旅游总收入", ["旅游", "收入"]), ("lvyo", "旅游", ["旅游"]),
     ("a级", "5Ａ级", ["Ａ级"]), ("的收入", "收入的", ["收入"])],
)  # fmt: skip
def test_the_words_found_are_marked(typed, said, found):
    assert [s.text for s in marked(said, Typed.of(typed)) if s.found] == found


def test_an_excerpt_shows_the_first_word_found_and_says_that_it_is_a_part():
    said = "前" * 200 + "游客" + "后" * 200
    found = excerpt(said, Typed.of("游客"))
    assert [s.text for s in found if s.found] == ["游客"]
    assert (found[0].text, found[-1].text) == ("…", "…")
    assert len("".join(s.text for s in found)) < 100
    assert excerpt(said, Typed.of("旅游")) == ()
