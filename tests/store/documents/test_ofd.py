"""OFD: pages in the order of Document.xml, characters by their places."""

import io
import zipfile

import pytest
from tests.store.documents import makers
from tests.store.documents.makers import OFD_NS

from guatu.store.documents.errors import DocumentDamaged, DocumentLocked, MarkupForbidden
from guatu.store.documents.formats.ofd import read_ofd
from guatu.store.documents.limits import Limits

LINE = "到2027年，全市服务业增加值达到344亿元以上、年均增长"  # fills a line of 28 characters


def read(data):
    return read_ofd(data, Limits())


def lines(document):
    return [p.span.of(document.text) for p in document.paragraphs]


def test_pages_come_in_the_order_of_the_document_not_of_their_names():
    data = makers.ofd([[(28, 50, 5.6, "第二页。")], [(28, 50, 5.6, "第一页。")]])
    pages = "".join(f'<ofd:Page ID="1{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in (1, 0))
    order = f"<ofd:Pages>{pages}</ofd:Pages>"
    document = f'<ofd:Document xmlns:ofd="{OFD_NS}"><ofd:CommonData/>{order}</ofd:Document>'
    assert lines(read(makers.with_part(data, "Doc_0/Document.xml", document))) == ["第一页。", "第二页。"]


def test_a_quote_is_found_on_its_page():
    document = read(makers.ofd([[(28, 50, 5.6, "前一页。")], [(28, 100, 5.6, "铁路货运量占比达到25%。")]]))
    place = document.place_of(document.text.index("25%"))
    assert place.page == 2
    assert place.box.left == pytest.approx(28 / makers.MM, abs=1)
    assert place.box.bottom == pytest.approx(100 / makers.MM, abs=4)


def test_lines_drawn_out_of_order_and_in_pieces_are_put_together():
    data = makers.ofd(
        [[(28, 80, 5.6, "第三行。"), (56, 50, 5.6, "甲乙丙丁"), (33.6, 50, 5.6, "到本年"), (28, 60, 5.6, "第二行。")]]
    )
    found = read(data).text
    assert found.index("到本年") < found.index("甲乙") < found.index("第二行") < found.index("第三行")


def test_a_template_is_furniture():
    data = makers.ofd([[(28, 50, 5.6, "正文一段。")]])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        content = archive.read("Doc_0/Pages/Page_0/Content.xml").decode()
        book = archive.read("Doc_0/Document.xml").decode()
    template = content.replace("正文一段。", "页眉文字。")
    content = content.replace("<ofd:Content>", '<ofd:Template TemplateID="5"/><ofd:Content>', 1)
    book = book.replace("</ofd:CommonData>", '<ofd:TemplatePage ID="5" BaseLoc="Tpls/T.xml"/></ofd:CommonData>')
    data = makers.with_part(data, "Doc_0/Tpls/T.xml", template)
    data = makers.with_part(data, "Doc_0/Pages/Page_0/Content.xml", content)
    document = read(makers.with_part(data, "Doc_0/Document.xml", book))
    assert (document.text, [f.text for f in document.furniture]) == ("正文一段。", ["页眉文字。"])


@pytest.mark.parametrize("drawn", ["thin boxes", "one path"])
def test_a_ruled_table_keeps_its_cells(drawn):
    texts = [["指标", "二〇二七年", "单位"], ["增加值含批发", "344", "亿元"], ["占比", "25", "%"]]
    lefts, tops = (30, 80, 120, 160), (60, 72, 84, 96)
    lines = [(lefts[c] + 1, tops[r] + 8, 4, text) for r, row in enumerate(texts) for c, text in enumerate(row)]
    lines.insert(4, (31, 83, 4, "和零售业"))  # a second line in the second row
    segments = [(lefts[0], y, lefts[-1], y) for y in tops] + [(x, tops[0], x, tops[-1]) for x in lefts]
    if drawn == "thin boxes":
        paths = "".join(
            f'<ofd:PathObject ID="{500 + k}" Boundary="{a} {b} {c - a + 0.3} {d - b + 0.3}" LineWidth="0.3">'
            f"<ofd:AbbreviatedData>M 0 0 L {c - a} {d - b}</ofd:AbbreviatedData></ofd:PathObject>"
            for k, (a, b, c, d) in enumerate(segments)
        )
    else:
        moves = " ".join(f"M {a} {b} L {c} {d}" for a, b, c, d in segments)
        paths = (
            f'<ofd:PathObject ID="500" Boundary="0 0 210 297"><ofd:AbbreviatedData>{moves}</ofd:AbbreviatedData>'
            "</ofd:PathObject>"
        )
    data = makers.ofd([[(28, 50, 5.6, "主要指标。"), *lines, (28, 110, 5.6, "表后一段。")]])
    place = "Doc_0/Pages/Page_0/Content.xml"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        page = archive.read(place).decode().replace("</ofd:Layer>", paths + "</ofd:Layer>")
    document = read(makers.with_part(data, place, page))
    (table,) = document.tables
    assert [[cell.span.of(document.text) for cell in row] for row in table.rows] == [
        ["指标", "二〇二七年", "单位"], ["增加值含批发和零售业", "344", "亿元"], ["占比", "25", "%"],
    ]  # fmt: skip
    assert document.text.endswith("占比\t25\t%\n表后一段。")


def test_transformed_text_stands_where_its_matrix_puts_it():
    text = (
        '<ofd:TextObject ID="7" Boundary="28 40 100 10" CTM="2 0 0 2 0 0" Size="2.8">'
        '<ofd:TextCode X="0" Y="2.8" DeltaX="g 3 2.8">大号文字</ofd:TextCode></ofd:TextObject>'
    )
    data = makers.ofd([[(28, 60, 5.6, "小号文字。")]])
    page = f'<ofd:Page xmlns:ofd="{OFD_NS}"><ofd:Content><ofd:Layer>{text}</ofd:Layer></ofd:Content></ofd:Page>'
    document = read(makers.with_part(data, "Doc_0/Pages/Page_0/Content.xml", page))
    box = document.place_of(0).box
    assert box.right - box.left == pytest.approx(4 * 5.6 / makers.MM, rel=0.05)


def test_broken_and_locked_files_are_refused():
    good = makers.ofd([[(28, 50, 5.6, "正文。")]])
    with pytest.raises(DocumentLocked):
        read(makers.with_part(good, "Encryptions.xml", "<a/>"))
    with pytest.raises(DocumentDamaged):
        read(makers.with_part(good, "Doc_0/Document.xml", "<ofd:Document"))
    with pytest.raises(DocumentDamaged):
        read(makers.with_part(good, "OFD.xml", "<a/>"))
    bomb = '<!DOCTYPE a [<!ENTITY b "bb">]><a>&b;</a>'
    with pytest.raises(MarkupForbidden):
        read(makers.with_part(good, "OFD.xml", bomb))
