"""Word files: what the page shows is read, what it does not show is not."""

import zipfile
from io import BytesIO

import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt
from tests.store.documents import makers

from guatu.store.documents.formats.docx import read_docx
from guatu.store.documents.formats.docx_numbering import chinese, figure
from guatu.store.documents.limits import Limits
from guatu.store.documents.model import CautionKind, FurnitureKind, Style


def read(build):
    return read_docx(makers.word(build), Limits())


def lines(document):
    return [p.span.of(document.text) for p in document.paragraphs]


LISTED = (
    ("目标", 0), ("任务", 0), ("物流业", 1), ("建园区", 2), ("2025年建成", 2), ("商贸业", 1), ("保障", 0), ("组织", 1),
)  # fmt: skip


def test_automatic_numbers_stand_in_the_text_as_word_counts_them():
    def build(document):
        for text, level in LISTED:
            makers.listed(document.add_paragraph(text), level)

    assert lines(read(build)) == [
        "一、目标", "二、任务", "（一）物流业", "1.建园区", "2. 2025年建成", "（二）商贸业", "三、保障", "（一）组织",
    ]  # fmt: skip


def test_a_number_that_word_made_is_named_as_such():
    document = read(lambda d: makers.listed(d.add_paragraph("目标"), 0))
    (paragraph,) = document.paragraphs
    assert (paragraph.label, paragraph.level, paragraph.style) == ("一、", 1, Style.HEADING)


def test_a_list_that_starts_over_counts_from_its_own_start():
    def build(document):
        makers.listed(document.add_paragraph("甲"), 0)
        makers.listed(document.add_paragraph("乙"), 0, number=9)
        makers.listed(document.add_paragraph("丙"), 0, number=9)

    assert lines(read(build)) == ["一、甲", "五、乙", "六、丙"]


def test_a_bullet_of_a_symbol_font_is_a_dot():
    assert lines(read(lambda d: makers.listed(d.add_paragraph("强化统筹"), 0, number=8))) == ["•强化统筹"]


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (11, "chineseCountingThousand", "十一"), (20, "japaneseCounting", "二十"), (3, "decimalEnclosedCircle", "③"),
        (4, "upperRoman", "IV"), (27, "lowerLetter", "aa"), (2, "ideographTraditional", "乙"),
        (5, "decimalFullWidth", "５"), (7, "decimalZero", "07"), (12, "chineseLegalSimplified", "拾贰"),
        (30, "decimalEnclosedCircle", "30"), (9, "unheardOf", "9"),
    ],
)  # fmt: skip
def test_numbers_are_written_as_word_writes_them(value, kind, text):
    assert figure(value, kind) == text


def test_chinese_numbers_never_repeat():
    assert len({chinese(n) for n in range(1, 10_000)}) == 9_999


def test_changes_are_taken_as_accepted_and_comments_stay_out():
    def build(document):
        paragraph = document.add_paragraph("到2027年，")
        makers.append_xml(
            paragraph,
            '<w:del w:id="1" w:author="甲"><w:r><w:delText>达到300亿元</w:delText></w:r></w:del>'
            f'<w:ins w:id="2" w:author="甲">{makers.run_xml("达到344亿元")}</w:ins>'
            '<w:commentRangeStart w:id="3"/><w:commentRangeEnd w:id="3"/><w:r><w:commentReference w:id="3"/></w:r>'
            f'<w:moveFrom w:id="4" w:author="甲">{makers.run_xml("旧处")}</w:moveFrom>'
            f'<w:moveTo w:id="5" w:author="甲">{makers.run_xml("以上。")}</w:moveTo>',
        )

    assert lines(read(build)) == ["到2027年，达到344亿元以上。"]


def test_a_paragraph_whose_mark_was_deleted_goes_on_in_the_next_one():
    def build(document):
        first = document.add_paragraph("增加值达到")
        properties = first._p.get_or_add_pPr()
        properties.append(parse_xml(f'<w:rPr {nsdecls("w")}><w:del w:id="1" w:author="甲"/></w:rPr>'))
        document.add_paragraph("344亿元。")

    assert lines(read(build)) == ["增加值达到344亿元。"]


def test_a_raised_figure_is_no_digit_of_the_one_before_it():
    def build(document):
        paragraph = document.add_paragraph("达到120")
        paragraph.add_run("1").font.superscript = True

    assert lines(read(build)) == ["达到120¹"]


def test_hidden_text_and_field_codes_stay_out_and_results_in():
    def build(document):
        paragraph = document.add_paragraph("共")
        makers.append_xml(
            paragraph,
            makers.run_xml("（不公开）", "<w:vanish/>")
            + '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>SUM(A1)</w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
            + makers.run_xml("12")
            + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
            + makers.run_xml("项"),
        )

    document = read(build)
    assert lines(document) == ["共12项"]
    assert [w.kind for w in document.warnings] == [CautionKind.HIDDEN]


def test_a_text_box_is_read_once_behind_its_paragraph():
    box = f"<w:txbxContent><w:p>{makers.run_xml('专栏1 主要指标')}</w:p></w:txbxContent>"

    def build(document):
        makers.append_xml(
            document.add_paragraph("正文。"),
            "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:wsp><wps:txbx>"
            f"{box}</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox>"
            "</w:pict></mc:Fallback></mc:AlternateContent></w:r>",
        )
        document.add_paragraph("下一段。")

    assert lines(read(build)) == ["正文。", "专栏1 主要指标", "下一段。"]


def test_tables_stand_in_reading_order_one_row_a_line_with_spans_of_cells():
    def build(document):
        document.add_paragraph("表前。")
        table = document.add_table(rows=3, cols=3)
        for r, row in enumerate((("指标", "单位", "2027年"), ("增加值", "亿元", "344"), ("", "%", "6"))):
            for c, text in enumerate(row):
                table.cell(r, c).text = text
        table.cell(1, 0).merge(table.cell(2, 0))
        table.cell(0, 0).paragraphs[0].add_run().add_break()
        document.add_paragraph("表后。")

    document = read(build)
    assert document.text == "表前。\n指标\t单位\t2027年\n增加值\t亿元\t344\n增加值\t%\t6\n表后。"
    (table,) = document.tables
    assert [[cell.span.of(document.text) for cell in row] for row in table.rows][1] == ["增加值", "亿元", "344"]
    assert table.rows[2][0].above
    assert table.span.of(document.text) == "指标\t单位\t2027年\n增加值\t亿元\t344\n增加值\t%\t6"


def test_a_frame_of_one_cell_is_no_table():
    def build(document):
        document.add_table(rows=1, cols=1).cell(0, 0).text = "专栏：目标"

    document = read(build)
    assert (lines(document), document.tables) == (["专栏：目标"], ())


def test_headings_come_from_styles_outline_levels_and_numbers():
    def build(document):
        document.add_paragraph("三年行动方案", style="Title")
        document.add_paragraph("总体要求", style="Heading 1")
        own = document.add_paragraph("分领域")
        own._p.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="1"/>'))
        document.add_paragraph("三、保障措施")
        document.add_paragraph("一般段落。")

    document = read(build)
    assert [(p.style, p.level) for p in document.paragraphs] == [
        (Style.TITLE, 0), (Style.HEADING, 1), (Style.HEADING, 2), (Style.HEADING, 1), (Style.BODY, 0),
    ]  # fmt: skip
    assert document.title == "三年行动方案"


def test_a_first_line_indent_is_kept_as_two_blanks_outside_the_span():
    def build(document):
        document.add_paragraph("到2027年。").paragraph_format.first_line_indent = Pt(32)
        document.add_paragraph("　　打上空格的一段。")
        document.add_paragraph("顶格。")

    document = read(build)
    assert document.text == "　　到2027年。\n　　打上空格的一段。\n顶格。"
    assert lines(document) == ["到2027年。", "打上空格的一段。", "顶格。"]


def test_a_title_broken_in_two_is_one_and_a_broken_paragraph_is_two():
    def build(document):
        title = document.add_paragraph("高质量发展")
        title.alignment = WD_ALIGN_PARAGRAPH.CENTER
        title.add_run().add_break()
        title.add_run("实施方案")
        body = document.add_paragraph("第一段。")
        body.add_run().add_break()
        body.add_run("第二段。")

    assert lines(read(build)) == ["高质量发展实施方案", "第一段。", "第二段。"]


def test_footnotes_are_notes_with_their_place():
    def build(document):
        paragraph = document.add_paragraph("规上企业")
        makers.append_xml(paragraph, '<w:r><w:footnoteReference w:id="2"/></w:r>' + makers.run_xml("达到150家。"))

    note = (
        f"<w:footnotes {nsdecls('w')}><w:footnote w:type='separator' w:id='0'><w:p/></w:footnote>"
        f"<w:footnote w:id='2'><w:p>{makers.run_xml('年营业收入2000万元以上。')}</w:p></w:footnote></w:footnotes>"
    )
    document = read_docx(makers.with_part(makers.word(build), "word/footnotes.xml", note), Limits())
    assert document.text == "规上企业达到150家。"
    (found,) = document.notes
    assert (found.text, document.text[: found.at]) == ("年营业收入2000万元以上。", "规上企业")


def test_headers_and_contents_are_furniture():
    def build(document):
        document.sections[0].header.paragraphs[0].text = "内部资料"
        makers.append_xml(document.add_paragraph("正文"), makers.run_xml("一段。"))
        body = document.element.body
        body.insert(
            0,
            parse_xml(
                f'<w:sdt {nsdecls("w")}><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
                f"</w:docPartObj></w:sdtPr><w:sdtContent><w:p>{makers.run_xml('一、目标……1')}</w:p></w:sdtContent></w:sdt>"
            ),
        )

    document = read(build)
    assert document.text == "正文一段。"
    assert {(f.kind, f.text) for f in document.furniture} == {
        (FurnitureKind.HEADER, "内部资料"),
        (FurnitureKind.CONTENTS, "一、目标……1"),
    }


def test_macros_are_named_and_not_run():
    data = makers.with_part(makers.word(lambda d: d.add_paragraph("正文。")), "word/vbaProject.bin", b"\x00" * 64)
    assert [w.kind for w in read_docx(data, Limits()).warnings] == [CautionKind.MACROS]


def test_strict_office_xml_reads_like_the_usual_one():
    data = makers.word(lambda d: makers.listed(d.add_paragraph("目标"), 0))
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(
                name,
                old.read(name).replace(
                    b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                    b"http://purl.oclc.org/ooxml/wordprocessingml/main",
                ),
            )
    assert lines(read_docx(out.getvalue(), Limits())) == ["一、目标"]
