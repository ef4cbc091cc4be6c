"""PDF: lines become paragraphs, the page around them is dropped, every character keeps its place."""

import io

import pytest
from tests.store.documents import makers

from guatu.core.text.spans import Span
from guatu.store.documents.errors import NoText
from guatu.store.documents.formats.pdf import read_pdf
from guatu.store.documents.limits import Limits
from guatu.store.documents.model import CautionKind, FurnitureKind, Style

LONG = (
    "到2027年，全市服务业增加值达到344亿元以上、年均增长6%以上；规模以上服务业企业数量达到150家以上，年均增加10家以上，"
    * 3
)


def read(html, **options):
    return read_pdf(makers.pdf(html, **options), Limits())


def lines(document):
    return [p.span.of(document.text) for p in document.paragraphs]


@pytest.mark.parametrize(
    "style",
    [
        "",
        "p { text-indent: 0; margin-bottom: 12pt }",
        "body { font-size: 12pt; line-height: 18pt; text-align: left }",
        "p { text-indent: 0 }",
    ],
    ids=["official layout", "blocks", "small and ragged", "no indent, no gap"],
)
def test_a_line_break_inside_a_paragraph_is_not_a_break(style):
    paragraphs = [LONG + "第一段。", LONG + "另起一段，稍长一些。", "短段。", "（一）物流业。" + LONG + "完。"]
    document = read("".join(f"<p>{p}</p>" for p in paragraphs), style=style)
    assert lines(document) == paragraphs


def test_page_numbers_and_running_heads_are_furniture_on_every_page():
    document = read(f"<p>{LONG * 6}完。</p>", header="内部资料 注意保存")
    pages = len(document.pages)
    assert pages >= 2
    assert len(document.paragraphs) == 1
    kinds = [f.kind for f in document.furniture]
    assert kinds.count(FurnitureKind.PAGE_NUMBER) == kinds.count(FurnitureKind.HEADER) == pages


def test_a_quote_is_found_on_its_page_and_line():
    document = read(f"<p>{LONG}</p><p style='page-break-before: always'>铁路货运量占比达到25%以上。</p>")
    start = document.text.index("25%")
    place = document.place_of(start)
    assert place.page == 2
    (cut,) = document.places_of(Span(start, start + 3))
    left, top, right, bottom = cut.box
    assert place.box.left < left < right < place.box.right
    # eleven full characters and two of indent stand before it, each 16 points wide, from a margin of 28 mm
    assert left == pytest.approx(28 / 25.4 * 72 + 12 * 16, abs=16)
    assert top == pytest.approx(37 / 25.4 * 72, abs=12)
    assert 12 < bottom - top < 24


def test_a_quote_over_two_lines_has_two_boxes():
    document = read(f"<p>{LONG}</p>")
    boxes = document.places_of(Span(20, 60))
    assert len(boxes) >= 2
    assert [b.box.top for b in boxes] == sorted(b.box.top for b in boxes)


def test_every_character_of_every_paragraph_has_a_place():
    document = read_pdf(makers.plan_pdf(), Limits())
    for paragraph in document.paragraphs:
        for offset in range(*paragraph.span):
            assert document.place_of(offset) is not None, paragraph.span.of(document.text)[:20]


def test_a_ruled_table_keeps_its_rows_and_cells():
    table = (
        "<table><tr><th>序号</th><th>指标</th><th>2027年</th></tr>"
        "<tr><td>1</td><td>服务业增加值（含批发和零售业、交通运输、仓储和邮政业等全部行业）</td><td>344亿元</td></tr>"
        "<tr><td>2</td><td>铁路货运量占比</td><td>25%</td></tr></table>"
    )
    document = read(f"<p>{LONG}主要指标如下。</p>{table}<p>表后一段。</p>")
    (found,) = document.tables
    rows = [[cell.span.of(document.text) for cell in row] for row in found.rows]
    assert rows == [
        ["序号", "指标", "2027年"],
        ["1", "服务业增加值（含批发和零售业、交通运输、仓储和邮政业等全部行业）", "344亿元"],
        ["2", "铁路货运量占比", "25%"],
    ]
    assert "主要指标如下。\n序号\t指标\t2027年\n1\t" in document.text
    assert document.text.endswith("25%\n　　表后一段。")
    assert document.place_of(document.text.rindex("344亿元")).page == 1


def test_a_table_over_several_pages_is_one_and_its_broken_rows_are_mended():
    name = "服务业增加值（含批发和零售业、交通运输、仓储和邮政业、住宿和餐饮业、金融业、房地产业等行业）"
    rows = "".join(f"<tr><td>{n}</td><td>{name}</td><td>{n + 300}亿元</td></tr>" for n in range(1, 31))
    head = "<thead><tr><th>序号</th><th>指标</th><th>2027年</th></tr></thead>"
    style = "td:nth-child(1) { width: 10mm } td:nth-child(2) { width: 60mm }"
    document = read(f"<p>{LONG}表。</p><table>{head}<tbody>{rows}</tbody></table><p>表后一段。</p>", style=style)
    assert len(document.pages) >= 3
    (table,) = document.tables
    texts = [[cell.span.of(document.text) for cell in row] for row in table.rows]
    assert texts[0] == ["序号", "指标", "2027年"]
    assert texts[1:] == [[str(n), name, f"{n + 300}亿元"] for n in range(1, 31)]
    assert document.place_of(table.rows[-1][2].span.start).page == len(document.pages)


def test_a_table_whose_rules_cannot_be_read_is_set_by_gaps_and_named(monkeypatch):
    import pdfplumber

    def broken(*arguments, **options):
        raise ValueError("not enough values to unpack")

    monkeypatch.setattr(pdfplumber, "open", broken)
    table = "<table><tr><td>指标<td>2027年<td>单位</tr><tr><td>占比<td>25<td>%</tr></table>"
    document = read(f"<p>{LONG}表。</p>{table}")
    assert [w.kind for w in document.warnings] == [CautionKind.NOT_READ]
    assert document.text.endswith("指标\t2027年\t单位\n占比\t25\t%")


def test_a_merged_cell_is_marked_in_the_rows_below():
    table = (
        "<table><tr><td rowspan=2>物流业</td><td>货运量</td><td>500万吨</td></tr>"
        "<tr><td>占比</td><td>25%</td></tr></table>"
    )
    (found,) = read(f"<p>表。</p>{table}").tables
    assert [[c.above for c in row] for row in found.rows] == [[False] * 3, [True, False, False]]


def test_a_footnote_is_a_note_and_does_not_part_the_paragraph():
    style = ".note { float: footnote; font-size: 10.5pt; line-height: 14pt } ::footnote-marker { content: '' }"
    note = "<span class=note>① 年营业收入两千万元以上的企业。</span>"
    document = read(f"<p>{LONG}{note}{LONG * 8}完。</p>", style=style)
    assert len(document.pages) >= 2
    assert lines(document) == [LONG + "¹" + LONG * 8 + "完。"]
    assert [(n.mark, n.text) for n in document.notes] == [("①", "年营业收入两千万元以上的企业。")]


def test_a_raised_figure_is_no_digit_of_the_one_before_it():
    assert lines(read("<p>面积达到120<sup>1</sup>km<sup>2</sup>以上，企业达到150家。</p>")) == [
        "面积达到120¹km²以上，企业达到150家。"
    ]


def test_a_page_in_two_columns_is_named():
    style = "div { columns: 2; column-gap: 10mm } p { font-size: 10pt; line-height: 15pt }"
    document = read(f"<div><p>{LONG * 3}完。</p></div>", style=style)
    assert ["分两栏" in str(w) for w in document.warnings] == [True]


def test_a_headline_of_several_lines_is_one_title():
    html = (
        "<h1>乌海市促进服务业高质量发展三年攻坚<br>行动实施方案</h1><p>为推动转型，制定本方案。</p>" + f"<p>{LONG}</p>"
    )
    document = read(html)
    assert document.title == makers.TITLE
    assert document.paragraphs[0].style is Style.TITLE


def test_signature_and_date_are_paragraphs_of_their_own():
    html = f"<p>{LONG}完。</p><p class='date'>乌海市人民政府办公室</p><p class='date'>2025年5月31日</p>"
    document = read(html)
    assert lines(document)[-2:] == ["乌海市人民政府办公室", "2025年5月31日"]
    assert (document.issuer, str(document.issued)) == ("乌海市人民政府办公室", "2025-05-31")


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_is_turned_reads_like_an_upright_one(turn):
    import pypdfium2 as pdfium

    upright = makers.pdf(f"<p>{LONG}完。</p>", style="@page { size: A4 landscape }")
    document = pdfium.PdfDocument(upright)
    document[0].set_rotation(turn)
    out = io.BytesIO()
    document.save(out)
    found = read_pdf(out.getvalue(), Limits())
    assert lines(found) == [LONG + "完。"]
    first = found.place_of(5).box
    if turn == 180:  # the first line stands at the foot of the page as it is shown
        assert first.top > 400
    else:
        assert first.bottom - first.top > first.right - first.left


@pytest.mark.parametrize("turn", [90, 270])
def test_text_drawn_sideways_reads_like_upright_text(turn):
    style = (
        f"div {{ transform: rotate({turn}deg); transform-origin: center; width: 140mm; height: 140mm }}"
        "@page { @bottom-right { content: none } }"
    )
    document = read(f"<div><p>{LONG}完。</p></div>", style=style)
    assert lines(document) == [LONG + "完。"]
    box = document.place_of(5).box
    assert box.bottom - box.top > 5 * (box.right - box.left)


def test_a_tilted_watermark_is_dropped():
    mark = (
        "<div style='position: fixed; top: 80mm; left: 20mm; transform: rotate(-40deg); font-size: 40pt'>内部资料</div>"
    )
    document = read(mark + f"<p>{LONG}完。</p>")
    assert lines(document) == [LONG + "完。"]
    assert [f.text for f in document.furniture if f.kind is FurnitureKind.WATERMARK] == ["内部资料"]


def test_a_page_without_text_is_named_and_a_pdf_without_any_is_refused():
    blank = "<div style='page-break-before: always'><img src='data:image/png;base64,{}'></div>"
    picture = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    style = "@page { @bottom-right { content: none } } img { width: 150mm; height: 200mm }"
    document = read(f"<p>{LONG}完。</p>" + blank.format(picture), style=style)
    (caution,) = document.warnings
    assert (caution.kind, str(caution), caution.page) == (CautionKind.NO_TEXT, "第2页没有文字，可能是扫描件。", 2)
    with pytest.raises(NoText):
        read(f"<img src='data:image/png;base64,{picture}'>", style=style)
