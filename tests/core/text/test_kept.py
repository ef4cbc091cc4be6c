"""A sentence as JSON and back: whole, in every fact, so that what was kept is said in any language."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guatu.core.codec import plain, read
from guatu.core.text.figures import Between, Month, Number, SmallCount, amount, bare
from guatu.core.text.kept import kept, said_again
from guatu.core.text.said import NOTHING, Listed, Said, quoted, verbatim
from guatu.core.time.deadlines import Deadline

NUMBERS = st.builds(
    Number, st.decimals(-(10**6), 10**6, places=2), st.none() | st.integers(0, 2), st.booleans(), st.booleans()
)
FACTS = st.one_of(
    st.none(),
    st.text(max_size=8),
    st.integers(0, 3000),
    st.integers(1, 12).map(Month),
    st.integers(0, 20).map(SmallCount),
    st.decimals(0, 100, places=1),
    st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    st.builds(Deadline, st.integers(2000, 2100), st.integers(1, 12), st.integers(1, 28)),
    st.text(max_size=8).map(verbatim),
    NUMBERS,
    st.decimals(0, 100, places=1).map(lambda v: amount(v, "亿元", 2, trim=True)),
    st.decimals(0, 100, places=1).map(lambda v: bare(v, "家")),
    st.builds(Between, NUMBERS, NUMBERS, st.just("家")),
)
SAID = st.recursive(
    st.builds(lambda a, b: Said("{a}，其中{b}。", a=a, b=b), FACTS, FACTS),
    lambda inner: st.builds(
        lambda a, b: Said("{a}；{b}", a=a, b=b), inner, st.lists(inner | FACTS, max_size=3).map(tuple).map(Listed)
    ),
    max_leaves=5,
)


@given(SAID)
def test_a_sentence_comes_back_equal_through_json(said):
    again = said_again(json.loads(json.dumps(kept(said))))
    assert (again, str(again)) == (said, str(said))
    assert [type(fact) for fact in again.facts.values()] == [type(fact) for fact in said.facts.values()]


@given(st.text(min_size=1, max_size=20))
def test_somebodys_own_words_are_kept_as_text(words):
    assert kept(quoted(words)) == words
    assert said_again(words) == quoted(words)


@given(SAID)
def test_the_text_is_the_record_whatever_a_later_program_makes_of_the_facts(said):
    record = kept(said)
    assert record["text"] == str(said)
    assert said_again(record | {"text": "原话"}) == quoted("原话")


def test_nothing_is_kept_as_nothing():
    assert (kept(NOTHING), said_again("")) == ("", NOTHING)


@pytest.mark.parametrize(
    "data", [None, 3, {}, {"text": "x", "said": 1}, {"text": "x", "said": "x", "facts": {"a": {"what": 1}}}, ["x"]]
)
def test_what_is_no_sentence_is_refused(data):
    with pytest.raises(ValueError, match="kept so"):
        said_again(data)


def test_a_value_with_sentences_is_written_and_read():
    said = Said("{year}年", year=2027)
    assert read(plain({"asks": said}), dict[str, Said]) == {"asks": said}
    assert plain((said,), said=str) == ("2027年",)


def test_a_fact_that_nothing_can_read_back_is_not_kept():
    with pytest.raises(TypeError, match="no fact"):
        kept(Said("{a}", a=object()))
