"""Lines, sentences and clauses, with every offset pointing into the text."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guatu.core.text import segments
from guatu.core.text.evened import even_out
from guatu.core.text.segments import lines, sentences


@pytest.mark.parametrize(("text", "expected"), segments.CORPUS.items())
def test_a_line_falls_into_sentences_and_clauses(text, expected):
    even = even_out(text)
    found = ["|".join(c.text + c.mark for c in sentence) for sentence in sentences(even, 0, len(even))]
    assert found == [even_out(e) for e in expected]


def test_a_figure_parted_from_its_unit_is_joined():
    text = "选育或引进2-3\n\n个适宜机械化生产的品种。\n下一行。"
    assert [span.of(text) for span in lines(text)] == ["选育或引进2-3\n\n个适宜机械化生产的品种。", "下一行。"]


def test_cells_of_a_table_stay_apart():
    assert len(lines("指标\n\n1\n\n企业数量\n\n12\n\n家")) == 5


@given(st.text(alphabet="一二（）“”《》，；。：\n 建成3家a", max_size=80))
def test_clauses_lie_in_order_inside_the_text(text):
    even = even_out(text)
    clauses = [c for span in lines(even) for s in sentences(even, *span) for c in s]
    assert all(even[c.start : c.end] == c.text for c in clauses)
    assert all(a.end <= b.start for a, b in itertools.pairwise(clauses))


@pytest.mark.parametrize("piece", ["园区1234.5个", "1个、", "园"])
def test_a_clause_without_end_is_parted_and_no_figure_with_it(piece):
    text = piece * 4000
    (sentence,) = sentences(text, 0, len(text))
    assert "".join(c.text for c in sentence) == text
    assert max(len(c.text) for c in sentence) <= 3000
    borders = [text[c.end - 1 : c.end + 1] for c in sentence[:-1]]
    assert borders
    assert not any(b[0].isdigit() and b[1].isdigit() for b in borders)
