"""Each place of a plan answers why it was read so, from what the compiler kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guatu.core.explain import PlaceRole, explain, find_words, lines, to_json
from guatu.core.explain.errors import NothingThere, OutsideText, WordsMissing
from guatu.core.plan.compiler import compile_plan

TEXT = """某县公园建设行动方案（2025—2027年）

一、总体目标
　　到2027年，全县公园达到30个以上，公园绿地率达到40%。
二、重点任务
（一）便民公园。2026年底前建成便民公园5个，引进养护企业3—5家。推动营业收入达到200万元的企业入库。
"""
PLAN = compile_plan(TEXT)


def at(words: str) -> int:
    return find_words(PLAN, words)[0]


def direct(words: str) -> list[tuple[str, PlaceRole]]:
    found = explain(PLAN, at(words)).readings
    return [(r.commitment.indicator, r.role) for r in found if r.role is not PlaceRole.SENTENCE]


def test_a_target_shows_its_fields_its_rules_and_where_they_read():
    e = explain(PLAN, at("30个"))
    assert e.headings == ("总体目标",)
    assert e.clause.of(TEXT) == "全县公园达到30个以上"
    assert e.sentence.of(TEXT) == "到2027年，全县公园达到30个以上，公园绿地率达到40%。"
    reading = e.readings[0]
    assert (reading.role, reading.commitment.value) == (PlaceRole.QUOTE, 30)
    assert [rule.rule for rule in reading.rules if rule.here] == ["figure and unit"]
    assert all(rule.words == rule.span.of(TEXT) for rule in reading.rules)


def test_the_words_that_date_a_target_lead_to_it():
    assert PlaceRole.SENTENCE not in [role for _, role in direct("到2027年")]
    later = [(name, role) for name, role in direct("到2027年") if "绿地率" in name]
    assert [role for _, role in later] in ([PlaceRole.DEADLINE], [PlaceRole.EVIDENCE])


def test_an_excused_number_says_why_it_is_no_target():
    e = explain(PLAN, at("200万元"))
    (refused,) = [r for r in e.refused if r.words.startswith("200")]
    assert refused.reading == "作为目标"
    assert "门槛" in refused.because


def test_a_question_shows_the_readings_that_were_left_open():
    e = explain(PLAN, at("3—5家"))
    assert [q.rule for q in e.questions] == ["range"]
    assert {"按下限3", "按上限5", "保留区间"} <= {r.reading for r in e.refused}


def test_words_are_found_across_blanks_and_other_signs():
    assert find_words(PLAN, "公园 达到\n30个") == find_words(PLAN, "公园达到30个")
    assert find_words(PLAN, "3-5家") == find_words(PLAN, "3—5家")
    assert len(find_words(PLAN, "公园")) > 3


@pytest.mark.parametrize(
    ("ask", "error", "code"),
    [
        (lambda: explain(PLAN, len(TEXT)), OutsideText, "A560"),
        (lambda: explain(PLAN, -1), OutsideText, "A560"),
        (lambda: find_words(PLAN, "没有的词"), WordsMissing, "A561"),
        (lambda: find_words(PLAN, " \n"), WordsMissing, "A561"),
        (lambda: explain(PLAN, TEXT.index("\n")), NothingThere, "A562"),
    ],
)
def test_a_place_that_is_none_is_refused(ask, error, code):
    with pytest.raises(error, match=code):
        ask()


def test_a_line_that_is_no_commitment_says_so():
    assert "这里没有读成条目。" in list(lines(explain(PLAN, at("总体目标")), PLAN))


@given(st.integers(0, len(TEXT) - 1))
def test_every_place_has_an_answer_that_holds_it(place):
    if TEXT[place].isspace():
        return
    e = explain(PLAN, place)
    assert e.line.start <= place < e.line.end
    assert e.sentence.start <= e.clause.start <= e.clause.end <= e.sentence.end
    found = to_json(e, PLAN)
    for part in (found["line"], found["clause"], *found["numbers"], *found["refused"]):
        assert TEXT[part["start"] : part["end"]] == part["text"]
    assert list(lines(e, PLAN))
