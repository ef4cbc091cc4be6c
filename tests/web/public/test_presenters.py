"""What pages make of the core's values."""

from __future__ import annotations

from decimal import Decimal

from guatu.core.reports.overview import Mark
from guatu.core.text.said import Said
from guatu.core.text.spans import Span
from guatu.web.public.presenters.first_page import ruler
from guatu.web.public.presenters.target import sentence_around


def test_the_sentence_of_a_clause_is_whole():
    text = "第一句。到2027年，增加值达到344亿元以上、年均增长6%以上；企业达到150家。第三句。"
    start = text.index("增加值")
    assert (
        sentence_around(text, Span(start, start + 3)).of(text)
        == "到2027年，增加值达到344亿元以上、年均增长6%以上；企业达到150家。"
    )


def test_a_sentence_does_not_leave_its_paragraph():
    text = "甲\n　　乙达到3家\n丙"
    start = text.index("乙")
    assert sentence_around(text, Span(start, start + 5)).of(text) == "乙达到3家"


def test_words_above_the_ruler_do_not_touch():
    marks = [
        Mark(Decimal("0.63"), Said("今天，已过{share}", share="63.1%"), "now"),
        Mark(Decimal("0.62"), Said("2026年11月10日 公布数"), "event"),
        Mark(Decimal("0.333"), Said("2025年底"), "year"),
        Mark(Decimal(1), Said("2027年底"), "year"),
    ]
    made = ruler(marks).marks
    above = [m for m in made if not m.kind.startswith("year")]
    assert len({m.y for m in above}) == 2
    assert made[-1].anchor == "end"
