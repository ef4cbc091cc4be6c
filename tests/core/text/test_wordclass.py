"""Closed classes of words: the quick ways of asking for one say what the slow ones would."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from tests.core.plan import corpus

from guatu.core.plan.clauses import lexicon, subjects
from guatu.core.text import comparators
from guatu.core.text.evened import even_out
from guatu.core.text.wordclass import Endings, one_of

SOME = st.lists(st.text(alphabet="建成设完（.", min_size=1, max_size=4), min_size=1, max_size=12, unique=True)


@given(SOME, st.text(alphabet="建成设完（.", max_size=8))
def test_one_of_finds_the_longest_word_that_fits(words, text):
    longest_first = re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))
    slow, quick = longest_first.match(text), re.compile(one_of(words)).match(text)
    assert (slow and slow[0]) == (quick and quick[0])


@given(SOME, st.text(alphabet="建成设完（.", max_size=8), st.integers(0, 8), st.integers(0, 8))
def test_endings_are_those_of_the_stretch(words, text, since, before):
    stretch = text[since:before]
    expected = any(stretch.endswith(word) for word in words)
    assert Endings(*words).end(text, since=since, before=min(before, len(text))) == expected


def phrases() -> list[str]:
    """Stretches of the corpus, cut where the grammar could cut them: at every sign."""
    texts = [even_out(text) for text in (*corpus.TARGETS, *corpus.MILESTONES, *corpus.NO_TARGETS)]
    return [text[at : at + 12] for text in texts for at in range(len(text))]


def test_the_signs_that_a_word_of_manner_begins_with_leave_none_out():
    found = [phrase for phrase in phrases() if lexicon.LEAD.match(phrase)]
    assert len(found) > 100
    assert {phrase[0] for phrase in found} <= lexicon._LEADS


def test_the_signs_that_a_tail_ends_with_leave_none_out():
    found = [phrase for phrase in phrases() if subjects._TAIL.search(phrase)]
    assert len(found) > 100
    assert {phrase[-1] for phrase in found} <= subjects._TAILS
    words = subjects._TAIL.pattern.removeprefix("(?:").removesuffix(")$").split("|")
    assert {word.rsplit(")")[-1][-1] for word in words} <= subjects._TAILS


def test_the_signs_that_words_of_comparison_end_with_leave_none_out():
    assert {spelling[-1] for spelling in comparators.BEFORE} == comparators._LAST
    assert {word[-1] for word in comparators.ADVERBS} == comparators._LAST_OF_ADVERB
