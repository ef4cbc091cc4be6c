"""What pages make of the core's values."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from guatu.core.reports.overview import Mark
from guatu.core.series.model import Indicator, Nature
from guatu.core.text.said import Said
from guatu.core.text.spans import Span
from guatu.web.public.presenters.catalogue import growth_said, level
from guatu.web.public.presenters.first_page import ruler
from guatu.web.public.presenters.series import series
from guatu.web.public.presenters.target import sentence_around
from tests.core.reports.builders import seen


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


def test_a_publication_without_room_keeps_its_mark_on_the_ruler():
    """Every publication is on the ruler, however many there are."""
    near = [Mark(Decimal("0.5") + Decimal(n) / 1000, Said("公布{year}年数", year=2025), "event") for n in range(9)]
    made = ruler([Mark(Decimal("0.6"), Said("今天"), "now"), *near]).marks
    events = [m for m in made if m.kind.startswith("event")]
    assert len(events) == len(near)
    words = [m for m in events if m.text]
    assert 0 < len(words) < len(near)
    assert len({m.y for m in words}) == len(words)


def test_the_figures_of_one_series_stand_in_one_unit():
    rows = [seen("353.91", year=2024), seen("11393400", year=2025, unit="万元")]
    one = series(rows, indicator=Indicator("x", "贷款余额", "亿元", Nature.STOCK), region="", as_of=date(2026, 11, 22))
    assert one.unit == "亿元"
    assert [str(r.value) for r in one.rows] == ["1139.34亿元", "353.91亿元"]


def test_a_growth_is_not_printed_as_a_level():
    assert str(growth_said(seen(None, "0.1"))) == "比上年增长0.1%"
    assert str(growth_said(seen(None, "-10.4"))) == "比上年下降10.4%"
    assert not growth_said(seen("284.80", "-1.4"))
    assert level(seen(None, "0.1"), Indicator("x", "建筑业增加值", "亿元", Nature.FLOW)) is None
