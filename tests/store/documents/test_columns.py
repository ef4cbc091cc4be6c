"""Two columns on a page are read one after the other, and each word keeps its place on the page."""

from __future__ import annotations

import pytest
from tests.store.documents import makers
from tests.store.documents.test_places import words_in

from guatu.core.text.spans import Span
from guatu.store.documents.reader import read_document

SENTENCES = [
    f"（{n}）第{n}项任务要求到2027年建成示范园区{n}个，带动就业{n * 7}人，营业收入增长{n}%以上，年均培育企业{n + 3}家。"
    for n in range(1, 41)
]
GAZETTE = (
    "@page{size:A4} body{font-size:11pt;line-height:1.6} .two{columns:2;column-gap:9mm;text-align:justify} "
    "p{text-indent:2em;margin:0} h1{text-align:center}"
)


def gazette(sentences: list[str]) -> bytes:
    title = "<h1>某市服务业高质量发展三年行动实施方案</h1>"
    return makers.pdf(title + "<div class='two'>" + "".join(f"<p>{s}</p>" for s in sentences) + "</div>", style=GAZETTE)


@pytest.fixture(scope="module")
def two_columns(tmp_path_factory):
    path = tmp_path_factory.mktemp("two") / "公报.pdf"
    path.write_bytes(gazette(SENTENCES))
    return path, read_document(path)


def test_two_columns_are_read_in_order(two_columns):
    _, document = two_columns
    assert [p.span.of(document.text) for p in document.paragraphs][1:] == SENTENCES
    assert document.title == "某市服务业高质量发展三年行动实施方案"
    assert ["先读左栏" in str(w.says) for w in document.warnings] == [True, True]


def test_words_of_the_right_column_keep_their_place(two_columns):
    path, document = two_columns
    middle = document.pages[0].width / 2
    sides = set()
    for sentence in SENTENCES:
        at = document.text.index(sentence)
        first = document.places_of(Span(at, at + 6))[0]
        assert sentence[:6] in words_in(path.read_bytes(), first.page, first.box)
        sides.add(first.box.left > middle)
    assert sides == {False, True}
    assert all((round(p.width), round(p.height)) == (595, 842) for p in document.pages)


def test_a_list_of_short_cells_is_no_pair_of_columns(tmp_path):
    rows = "".join(
        f"<tr><td>建设{n}个园区</td><td>{'市发展改革委' if n % 2 else '市商务局'}</td></tr>" for n in range(1, 31)
    )
    path = tmp_path / "任务.pdf"
    path.write_bytes(makers.pdf(f"<table style='width:100%'>{rows}</table>", style="td{width:50%}"))
    text = read_document(path).text
    assert "建设3个园区\t市发展改革委" in text
