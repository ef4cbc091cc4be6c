"""Struck-through text is left out, and named, in every format that can strike; what only looks like it stays."""

import io

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest
import xlsxwriter
from docx.enum.style import WD_STYLE_TYPE
from tests.store.documents import makers

from guatu.core.plan.compiler import compile_plan
from guatu.store.documents.formats.docx import read_docx
from guatu.store.documents.formats.html import read_html
from guatu.store.documents.formats.ofd import read_ofd
from guatu.store.documents.formats.pdf import read_pdf
from guatu.store.documents.formats.plain import read_markdown
from guatu.store.documents.formats.sheet import read_sheet
from guatu.store.documents.limits import Limits
from guatu.store.documents.lines import Char
from guatu.store.documents.model import Box, CautionKind
from guatu.store.documents.struck import part_struck

SAYS = "有1处划掉的文字没有读入：“3000”。"


def told(document):
    return [str(w) for w in document.warnings if w.kind is CautionKind.STRUCK]


def values(document):
    return [int(c.value) for c in compile_plan(document.text).targets]


# Word


def typed(*runs, style=None):
    """A Word file of one paragraph: runs of text with what is set on each."""

    def build(document):
        paragraph = document.add_paragraph(style=style(document) if style else None)
        for text, look in runs:
            run = paragraph.add_run(text)
            for name, value in look.items():
                if name == "style":
                    run.style = value(document)
                else:
                    setattr(run.font, name, value)

    return read_docx(makers.word(build), Limits())


def a_style(kind, **font):
    def made(document):
        style = document.styles.add_style(f"甲{kind}{len(document.styles)}", kind)
        for name, value in font.items():
            setattr(style.font, name, value)
        return style

    return made


@pytest.mark.parametrize(
    "look",
    [
        {"strike": True},
        {"double_strike": True},
        {"strike": True, "bold": True},
        {"style": a_style(WD_STYLE_TYPE.CHARACTER, strike=True)},
        {"style": a_style(WD_STYLE_TYPE.CHARACTER, double_strike=True)},
    ],
    ids=["once", "twice", "bold", "style", "style twice"],
)
def test_word_leaves_a_struck_run_out(look):
    document = typed(("2026年新增停车位", {}), ("3000", look), ("5000个。", {}))
    assert document.text == "2026年新增停车位5000个。"
    assert told(document) == [SAYS]
    assert values(document) == [5000]


def test_word_leaves_out_a_paragraph_whose_style_strikes_but_not_the_run_that_undoes_it():
    struck = a_style(WD_STYLE_TYPE.PARAGRAPH, strike=True)
    document = typed(("2026年新增停车位3000个", {}), ("新增车位5000个。", {"strike": False}), style=struck)
    assert document.text == "新增车位5000个。"


@pytest.mark.parametrize("look", [{"strike": False}, {"underline": True}, {"double_strike": False}, {"italic": True}])
def test_word_keeps_what_is_not_struck(look):
    document = typed(("2026年新增停车位", {}), ("5000个。", look))
    assert document.text == "2026年新增停车位5000个。"
    assert told(document) == []


def test_word_keeps_the_place_of_a_struck_cell_and_the_number_of_a_struck_item():
    def build(document):
        for text, struck in (("甲", False), ("乙", True), ("丙", False)):
            paragraph = makers.listed(document.add_paragraph(), 0)
            paragraph.add_run(text).font.strike = struck
        table = document.add_table(rows=2, cols=3)
        for row, texts in enumerate((("指标", "2026年", "2027年"), ("园区数量（个）", "3", "5"))):
            for column, text in enumerate(texts):
                run = table.cell(row, column).paragraphs[0].add_run(text)
                run.font.strike = text == "3"

    document = read_docx(makers.word(build), Limits())
    assert document.text == "一、甲\n\n三、丙\n指标\t2026年\t2027年\n园区数量（个）\t\t5"
    assert told(document) == ["有2处划掉的文字没有读入：“乙”、“3”。"]


# Web pages

STRUCK_ON_THE_WEB = [
    "<s>3000</s>",
    "<del>3000</del>",
    "<strike>3000</strike>",
    "<del>30<b>00</b></del>",
    "<s><del>3000</del></s>",
    "<span style='text-decoration:line-through'>3000</span>",
    "<span style='color:red; text-decoration: underline line-through'>3000</span>",
    "<span style='text-decoration-line:line-through'>3000</span>",
    "<span class=gone>3000</span>",
    "<font class='big gone'>3000</font>",
]
NOT_STRUCK_ON_THE_WEB = [
    "<u>5000</u>",
    "<ins>5000</ins>",
    "<span style='text-decoration:underline'>5000</span>",
    "<span class=kept>5000</span>",
    "<small>5000</small>",
]
SHEET = "<style>.gone, .old {text-decoration: line-through; color: red} .kept {text-decoration: underline}</style>"


def web(inner):
    page = f"<html><head>{SHEET}</head><body><p>{inner}</p></body></html>"
    return read_html(page.encode(), Limits())


@pytest.mark.parametrize("inner", STRUCK_ON_THE_WEB)
def test_a_web_page_leaves_struck_text_out(inner):
    document = web(f"2026年新增停车位{inner}5000个。")
    assert document.text == "2026年新增停车位5000个。"
    assert told(document) == [SAYS]
    assert values(document) == [5000]


@pytest.mark.parametrize("inner", NOT_STRUCK_ON_THE_WEB)
def test_a_web_page_keeps_what_is_not_struck(inner):
    document = web(f"2026年新增停车位{inner}个。")
    assert document.text == "2026年新增停车位5000个。"
    assert told(document) == []


def test_a_struck_cell_of_a_web_page_keeps_its_place():
    document = web("表</p><table><tr><td>指标</td><td>2026年</td><td>2027年</td></tr>"
                   "<tr><td>园区数量（个）</td><td class=gone>3</td><td>5</td></tr></table><p>完。")  # fmt: skip
    assert document.text == "表\n指标\t2026年\t2027年\n园区数量（个）\t\t5\n完。"


# Excel


def book(fill):
    out = io.BytesIO()
    workbook = xlsxwriter.Workbook(out, {"in_memory": True})
    fill(workbook, workbook.add_worksheet(), workbook.add_format({"font_strikeout": True}))
    workbook.close()
    return read_sheet(out.getvalue(), Limits())


def test_a_sheet_leaves_struck_cells_and_struck_words_of_a_cell_out():
    def fill(workbook, sheet, struck):
        plain = workbook.add_format({"bold": True})
        sheet.write(0, 0, "新增停车位1000个", struck)
        sheet.write_rich_string(1, 0, "新增停车位", struck, "3000", plain, "5000个")
        sheet.write(2, 0, 800, struck)
        sheet.write(2, 1, "新增车位900个")

    document = book(fill)
    assert [line for line in document.text.split("\n") if line] == ["新增停车位5000个", "新增车位900个"]
    assert told(document) == ["有3处划掉的文字没有读入：“新增停车位1000个”、“3000”、“800”。"]


def test_words_that_undo_the_strike_of_their_cell_stay():
    def fill(workbook, sheet, struck):
        kept = workbook.add_format({"bold": True})
        sheet.write_rich_string(0, 0, struck, "3000", kept, "新增5000个", struck)

    assert book(fill).text == "新增5000个"


def test_a_sheet_keeps_what_is_underlined():
    document = book(lambda workbook, sheet, _: sheet.write(0, 0, "5000个", workbook.add_format({"underline": 1})))
    assert (document.text, told(document)) == ("5000个", [])


# Pages

STRUCK_ON_PAPER = "<s>3000</s>", "<span style='text-decoration:line-through double'>3000</span>"


@pytest.mark.parametrize("inner", STRUCK_ON_PAPER)
@pytest.mark.parametrize("before", ["2026年新增停车位", "到2026年底前全市城区新建和改建公共停车场并新增停车位"])
def test_a_rule_through_the_words_of_a_pdf_strikes_them(inner, before):
    document = read_pdf(makers.pdf(f"<p>{before}{inner}5000个。</p>"), Limits())
    assert document.text.strip() == f"{before}5000个。"
    assert told(document) == [SAYS]


def test_a_struck_cell_of_a_pdf_is_empty():
    rows = "<tr><td>指标</td><td>2026年</td><td>2027年</td></tr>"
    rows += "<tr><td>园区数量（个）</td><td><s>3</s></td><td>5</td></tr>"
    document = read_pdf(makers.pdf(f"<table>{rows}</table>"), Limits())
    assert document.text == "指标\t2026年\t2027年\n园区数量（个）\t\t5"


@pytest.mark.parametrize(
    "inner",
    [
        "<u>5000</u>",
        "<span style='border-bottom:1pt solid black'>5000</span>",
        "<span style='text-decoration:overline'>5000</span>",
        "<span style='border:0.5pt solid black'>5000</span>",
    ],
)
def test_other_rules_of_a_pdf_strike_nothing(inner):
    document = read_pdf(makers.pdf(f"<p>新增停车位{inner}个。</p><hr><p>建成园区3个。</p>"), Limits())
    assert "".join(document.text.split()) == "新增停车位5000个。建成园区3个。"
    assert told(document) == []


def test_what_a_reader_of_the_pdf_struck_out_is_left_out():
    document = pdfium.PdfDocument(makers.pdf("<p>新增停车位3000个。</p><p>建成园区5个。</p>"))
    page = document[0]
    text = page.get_textpage()
    at = text.get_text_range().index("新增")
    left, bottom, _, top = text.get_charbox(at, loose=True)
    _, _, far, _ = text.get_charbox(at + 10, loose=True)
    note = raw.FPDFPage_CreateAnnot(page.raw, raw.FPDF_ANNOT_STRIKEOUT)
    quad = raw.FS_QUADPOINTSF(left, top, far, top, left, bottom, far, bottom)
    assert raw.FPDFAnnot_AppendAttachmentPoints(note, quad)
    raw.FPDFPage_CloseAnnot(note)
    out = io.BytesIO()
    document.save(out)
    found = read_pdf(out.getvalue(), Limits())
    assert [line.strip() for line in found.text.split("\n") if line.strip()] == ["建成园区5个。"]
    assert told(found) == ["有1处划掉的文字没有读入：“新增停车位3000个。”。"]


def test_a_stroke_through_the_words_of_an_ofd_strikes_them():
    left, base, size = 30.0, 50.0, 5.0
    words = [(left, base, size, "新增停车位"), (left + 25, base, size, "三千"), (left + 35, base, size, "五千个。")]
    data = makers.ofd([words])
    content = makers.member(data, "Doc_0/Pages/Page_0/Content.xml").decode()
    stroke = (
        f'<ofd:PathObject ID="90" Boundary="{left + 25} {base - 1.9} 10 0.2"><ofd:AbbreviatedData>M 0 0 L 10 0'
        "</ofd:AbbreviatedData></ofd:PathObject></ofd:Layer>"
    )
    struck = makers.with_part(data, "Doc_0/Pages/Page_0/Content.xml", content.replace("</ofd:Layer>", stroke))
    assert read_ofd(data, Limits()).text.strip() == "新增停车位三千五千个。"
    document = read_ofd(struck, Limits())
    assert document.text.strip() == "新增停车位五千个。"
    assert told(document) == ["有1处划掉的文字没有读入：“三千”。"]


CHARS = [Char(sign, 10.0 * k, 10.0 * k + 10, 100.0, 10.0) for k, sign in enumerate("新增车位30个")]


@pytest.mark.parametrize(
    ("stroke", "left"),
    [
        (Box(40, 96, 60, 96.5), "新增车位个"),
        (Box(40, 101, 60, 101.5), "新增车位30个"),  # below the words
        (Box(40, 89, 60, 89.5), "新增车位30个"),  # above them
        (Box(-200, 96, 300, 96.5), "新增车位30个"),  # a rule of the page
        (Box(40, 93, 60, 98), "新增车位30个"),  # a bar
        (Box(50, 60, 50.5, 140), "新增车位30个"),  # upright
    ],
)
def test_a_stroke_strikes_only_words_of_its_own_length(stroke, left):
    assert "".join(char.text for char in part_struck(CHARS, [stroke])[0] if not char.struck) == left


# Markdown


@pytest.mark.parametrize("inner", ["~~3000~~", "<del>3000</del>", "<s>3000</s>"])
def test_markdown_leaves_struck_text_out(inner):
    document = read_markdown(f"2026年新增停车位{inner}5000个。", Limits())
    assert (document.text, told(document)) == ("2026年新增停车位5000个。", [SAYS])


@pytest.mark.parametrize("kept", ["3~5个", "建成~园区~3个", "单价~~ 未定", "a ~~ b"])
def test_markdown_keeps_lone_waves(kept):
    assert told(read_markdown(kept, Limits())) == []
