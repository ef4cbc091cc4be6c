"""The small rules that all readers share, each with its corpus; plain text and Markdown; the answer's JSON."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.store.documents import makers

from guatu.core.text.said import quoted
from guatu.core.text.spans import Span
from guatu.store.documents import furniture, headings, joining, wire
from guatu.store.documents.draft import DocumentDraft
from guatu.store.documents.formats.plain import read_markdown, read_plain
from guatu.store.documents.limits import Limits
from guatu.store.documents.lines import Line, Sheet
from guatu.store.documents.merged import DraftCell
from guatu.store.documents.model import Box, CautionKind, Format, FurnitureKind, Note, Page, Stretch, Style
from guatu.store.documents.recognise import recognise
from guatu.store.documents.typeset import plain_char


@pytest.mark.parametrize(("level", "text"), [(n, t) for n, ts in headings.CORPUS.items() for t in ts])
def test_levels_are_told_by_numbers(level, text):
    assert headings.level_of(text) == level


@pytest.mark.parametrize(("parts", "whole"), list(joining.CORPUS.items()))
def test_lines_are_joined_as_they_were_before_they_were_set(parts, whole):
    assert joining.glue(*parts) == whole


@pytest.mark.parametrize(("is_one", "text"), [(k, t) for k, ts in furniture.CORPUS.items() for t in ts])
def test_page_numbers_are_told_from_text(is_one, text):
    assert furniture.is_page_number(text) is is_one


def test_bare_numbers_that_count_with_the_pages_are_page_numbers_and_others_stay():
    def sheet(number, last):
        body = Line(number, "正文一段。", Box(80, 100, 500, 116), 16)
        return Sheet(number, 595, 842, (body, Line(number, last, Box(290, 800, 300, 812), 12)))

    kept, dropped = furniture.part_furniture([sheet(1, "1"), sheet(2, "2"), sheet(3, "3")])
    assert [f.kind for f in dropped] == [FurnitureKind.PAGE_NUMBER] * 3
    assert all(len(s.lines) == 1 for s in kept)
    kept, dropped = furniture.part_furniture([sheet(1, "344"), sheet(2, "17"), sheet(3, "25")])
    assert dropped == []


def test_radicals_of_careless_fonts_become_characters():
    assert "".join(map(plain_char, "⼀⼆⽇⻓⻛服务")) == "一二日长风服务"


def test_plain_text_keeps_every_character_and_finds_its_paragraphs():
    text = "　　第一段。\n\n一、目标\n\t第二段。  \n"
    document = read_plain(text, Limits())
    assert document.text == text
    assert [p.span.of(text) for p in document.paragraphs] == ["第一段。", "一、目标", "第二段。"]
    assert [p.style for p in document.paragraphs] == [Style.BODY, Style.HEADING, Style.BODY]


def test_markdown_loses_its_marks():
    document = read_markdown(
        "# 三年行动方案\n\n## 一、目标\n\n到**2027年**，[增加值](http://x)\n达到`344亿元`。\n\n"
        "- 第一项\n- 第二项\n\n| 指标 | 值 |\n|---|---|\n| 占比 | 25% |\n\n---\n完。\n",
        Limits(),
    )
    assert document.text.split("\n") == [
        "三年行动方案", "一、目标", "到2027年，增加值达到344亿元。", "第一项", "第二项",
        "指标\t值", "占比\t25%", "完。",
    ]  # fmt: skip
    assert document.title == "三年行动方案"
    assert [p.style for p in document.paragraphs[:2]] == [Style.TITLE, Style.HEADING]
    assert len(document.tables) == 1


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ("到2027年。".encode(), Format.TEXT),
        ("到2027年。".encode("gb18030"), Format.TEXT),
        ("# 方案\n\n到2027年。".encode(), Format.MARKDOWN),
        (b"<!DOCTYPE html><p>x", Format.HTML),
        ("  \n<html><body>甲".encode("gb18030"), Format.HTML),
        (b"%PDF-1.4 ...", Format.PDF),
        (b"{\\rtf1\\ansi x}", Format.RTF),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 20, Format.IMAGE),
        (b"\xff\xd8\xff\xe0\0\x10JFIF\0", Format.IMAGE),
        (makers.word(lambda d: d.add_paragraph("x")), Format.DOCX),
        (makers.ofd([[(1, 1, 1, "x")]]), Format.OFD),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_formats_are_told_by_content(data, kind):
    assert recognise(data) is kind


def test_a_draft_keeps_spans_and_places():
    draft = DocumentDraft(Format.PDF, Limits())
    box = Box(10, 20, 110, 36)
    span = draft.add("到2027年达到344亿元", indent=True, page=1, box=box, pieces=(Stretch(Span(0, 13), 1, box),))
    draft.add_table([[DraftCell("指标"), DraftCell("值")], [DraftCell(""), DraftCell("")]])
    document = draft.finish()
    assert document.text == "　　到2027年达到344亿元\n指标\t值"
    assert span.of(document.text) == "到2027年达到344亿元"
    assert len(document.tables[0].rows) == 1
    assert document.place_of(0) is None  # the indent stands nowhere
    assert document.place_of(5).box == box
    assert document.paragraph_at(5).span == span
    (quote,) = document.places_of(Span(span.start, span.start + 1))
    assert quote.box.left == 10
    assert 10 < quote.box.right < 25


TEXTS = st.text("到年达亿元。1234567890%　 ", min_size=1, max_size=20)


@given(paragraphs=st.lists(st.tuples(TEXTS, st.booleans(), st.integers(0, 4)), min_size=1, max_size=6))
def test_a_document_survives_the_way_out_of_the_child(paragraphs):
    draft = DocumentDraft(Format.PDF, Limits())
    for text, indent, level in paragraphs:
        box = Box(1.5, 2.0, 3.25, 4.0)
        span = draft.add(
            text, indent=indent, level=level, page=1, box=box, pieces=(Stretch(Span(0, len(text)), 1, box),)
        )
        draft.warn(CautionKind.UNSURE_DIGITS, quoted("核对"), span=span, page=1)
    draft.add_table([[DraftCell("甲", across=2), DraftCell("", above=True)]], page=1)
    draft.notes.append(Note("1", "注", 0))
    draft.pages.append(Page(1, 595.3, 841.9))
    draft.drop(FurnitureKind.HEADER, "页眉", 1)
    document = draft.finish()
    assert wire.unpack(json.loads(json.dumps(wire.pack(document)))) == document


@pytest.mark.parametrize(
    "spoil",
    [
        {"text": 3},
        {"format": "exe"},
        {"paragraphs": [{"span": [0, 99]}]},
        {"paragraphs": [{}]},
        {"issued": "soon"},
        {"pieces": [[[0, 1], 1, [1, 2]]]},
        {"tables": 5},
        {"tables": [{"span": [0, 3], "rows": [[{"span": [2, 1]}]]}]},
        {"notes": [{"mark": "1", "text": "注", "at": 9}]},
        {"warnings": [{"kind": "macros", "says": "x", "span": [-1, 2]}]},
    ],
)
def test_an_answer_that_is_no_document_is_refused(spoil):
    draft = DocumentDraft(Format.PDF, Limits())
    draft.add("正文。")
    with pytest.raises(wire.BadAnswer):
        wire.unpack({**wire.pack(draft.finish()), **spoil})
