"""Files as offices make them, built for the tests: Word, PDF in the official layout, OFD, web page."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from html import escape
from pathlib import Path

from docx import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt

PLAN = Path(__file__).parents[3] / "data" / "wuhai" / "plan.txt"
TITLE = "乌海市促进服务业高质量发展三年攻坚行动实施方案"


@cache
def plan_paragraphs() -> tuple[str, ...]:
    """The plan's paragraphs; its title, which the file breaks in two, is one."""
    lines = [line.strip() for line in PLAN.read_text("utf-8").split("\n")]
    lines = [line for line in lines if line]
    at = next(i for i, line in enumerate(lines) if line == "行动实施方案")
    return (*lines[: at - 1], lines[at - 1] + lines[at], *lines[at + 1 :])


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def kind_of(line: str) -> str:
    if line == TITLE:
        return "title"
    if re.match(r"\d{4}年\d+月\d+日$", line):
        return "date"
    if line.endswith("：") and line.startswith("各区"):
        return "to"
    return "heading" if re.match(r"[一二三四]、", line) else "body"


# Word

NUMBERING = """
<w:numbering {ns}>
 <w:abstractNum w:abstractNumId="7"><w:multiLevelType w:val="multilevel"/>
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:suff w:val="nothing"/>
   <w:lvlText w:val="%1、"/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:suff w:val="nothing"/>
   <w:lvlText w:val="（%2）"/></w:lvl>
  <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>
 </w:abstractNum>
 <w:abstractNum w:abstractNumId="8">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="&#61548;"/></w:lvl>
 </w:abstractNum>
 <w:num w:numId="7"><w:abstractNumId w:val="7"/></w:num>
 <w:num w:numId="8"><w:abstractNumId w:val="8"/></w:num>
 <w:num w:numId="9"><w:abstractNumId w:val="7"/>
  <w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
</w:numbering>
"""


def word(build) -> bytes:
    """A Word file; `build` gets python-docx's document to fill."""
    document = WordDocument()
    normal = document.styles["Normal"]
    normal.font.size = Pt(16)
    root = document.part.numbering_part.element
    for element in list(root):
        root.remove(element)
    for element in parse_xml(NUMBERING.format(ns=nsdecls("w"))):
        root.append(element)
    build(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def listed(paragraph, level: int, number: int = 7):
    """Put a paragraph into an automatic list."""
    properties = paragraph._p.get_or_add_pPr()
    properties.append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
    )
    return paragraph


def run_xml(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def append_xml(paragraph, inner: str) -> None:
    wrapper = parse_xml(f"<w:p {nsdecls('w')} {MORE}>{inner}</w:p>")
    for element in list(wrapper):
        paragraph._p.append(element)


MORE = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def plan_docx() -> bytes:
    """The plan as typed in Word: headings by style, their numbers by automatic numbering."""

    def build(document) -> None:
        for line in plan_paragraphs():
            kind = kind_of(line)
            if kind == "title":
                paragraph = document.add_paragraph(line, style="Title")
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            elif kind == "heading":
                listed(document.add_paragraph(re.sub(r"^[一二三四]、", "", line), style="Heading 1"), 0)
            elif re.match(r"（[一二三四五六七]）", line):
                paragraph = listed(document.add_paragraph(), 1)
                rest = re.sub(r"^（[一二三四五六七]）", "", line)
                head, _, tail = rest.partition("。")
                paragraph.add_run(head + "。").bold = True
                paragraph.add_run(tail)
                paragraph.paragraph_format.first_line_indent = Pt(32)
            else:
                paragraph = document.add_paragraph(line)
                if kind == "body":
                    paragraph.paragraph_format.first_line_indent = Pt(32)
                if kind == "date":
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT

    return word(build)


def with_part(data: bytes, name: str, content: bytes | str) -> bytes:
    """A copy of an archive with one member replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            if member != name:
                new.writestr(member, old.read(member))
        new.writestr(name, content)
    return out.getvalue()


def member(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


# PDF and web page

STYLE = """
@page { size: A4; margin: 37mm 26mm 35mm 28mm;
  @top-center { content: "%(header)s"; font-size: 10.5pt }
  @bottom-right { content: "— " counter(page) " —"; font-size: 14pt } }
body { font-family: "Noto Serif CJK SC"; font-size: 16pt; line-height: 28.95pt; text-align: justify; margin: 0 }
p { margin: 0; text-indent: 2em } h1 { font-size: 22pt; line-height: 30pt; text-align: center; font-weight: normal;
  margin: 58pt 0 29pt } .to, .date { text-indent: 0 } .date { text-align: right; padding-right: 4em }
h2 { font-size: 16pt; margin: 0; text-indent: 2em; font-weight: bold }
table { border-collapse: collapse; width: 100%% } td, th { border: 0.5pt solid black; padding: 2pt; text-indent: 0;
  font-size: 12pt; line-height: 18pt; font-weight: normal; text-align: left }
"""


def plan_html(body_only: bool = False) -> str:
    parts = []
    for line in plan_paragraphs():
        kind = kind_of(line)
        if kind == "title":
            parts.append("<h1>乌海市促进服务业高质量发展三年攻坚<br>行动实施方案</h1>")
        elif kind == "heading":
            parts.append(f"<h2>{escape(line)}</h2>")
        else:
            parts.append(f'<p class="{kind}">{escape(line)}</p>')
    if body_only:
        return "\n".join(parts)
    return (
        "<!DOCTYPE html><html><head><meta charset='utf-8'><title>实施方案_市人民政府</title><style>p{margin:0}</style>"
        "<script>var n = '2030年达到999亿元';</script></head><body><header><a href='/'>市人民政府门户网站</a></header>"
        "<nav><ul><li><a href='/1'>首页</a></li><li><a href='/2'>政务公开</a></li></ul></nav>"
        "<div class='layout'><div class='meta'><span>发文字号：乌海政办发〔2025〕12号</span></div>"
        f"<div id='zoom'>{''.join(parts)}</div></div><footer>版权所有 备案号12345678</footer></body></html>"
    )


def pdf(html: str, *, header: str = "", style: str = "") -> bytes:
    from weasyprint import HTML

    page = f"<html lang='zh'><style>{STYLE % {'header': header}}{style}</style><body>{html}</body></html>"
    return HTML(string=page).write_pdf()


@cache
def plan_pdf() -> bytes:
    return pdf(plan_html(body_only=True), header="乌海市人民政府公报")


# OFD

OFD_NS = "http://www.ofdspec.org/2016"
MM = 25.4 / 72


def ofd(pages: list[list[tuple[float, float, float, str]]], *, extra: dict[str, str] | None = None) -> bytes:
    """An OFD file. A page is a list of lines: left and baseline in mm, size in mm, text with even advance."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "OFD.xml",
            f'<?xml version="1.0"?><ofd:OFD xmlns:ofd="{OFD_NS}" Version="1.0" DocType="OFD"><ofd:DocBody>'
            "<ofd:DocInfo><ofd:Title>实施方案</ofd:Title></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
            "</ofd:DocBody></ofd:OFD>",
        )
        listed_pages = "".join(
            f'<ofd:Page ID="{n + 10}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages))
        )
        archive.writestr(
            "Doc_0/Document.xml",
            f'<ofd:Document xmlns:ofd="{OFD_NS}"><ofd:CommonData><ofd:MaxUnitID>9</ofd:MaxUnitID><ofd:PageArea>'
            "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData>"
            f"<ofd:Pages>{listed_pages}</ofd:Pages></ofd:Document>",
        )
        for n, lines in enumerate(pages):
            objects = "".join(_ofd_text(100 + i, *line) for i, line in enumerate(lines))
            archive.writestr(
                f"Doc_0/Pages/Page_{n}/Content.xml",
                f'<ofd:Page xmlns:ofd="{OFD_NS}"><ofd:Content><ofd:Layer ID="1">{objects}</ofd:Layer></ofd:Content>'
                "</ofd:Page>",
            )
        for name, content in (extra or {}).items():
            archive.writestr(name, content)
    return out.getvalue()


def _ofd_text(key: int, left: float, base: float, size: float, text: str) -> str:
    advances = [size if char >= "\u2000" else size / 2 for char in text]
    steps = " ".join(f"{a:.3f}" for a in advances[:-1])
    if len(set(advances[:-1])) == 1 and len(advances) > 2:
        steps = f"g {len(advances) - 1} {advances[0]:.3f}"
    box = f"{left:.3f} {base - size:.3f} {sum(advances):.3f} {size * 1.2:.3f}"
    return (
        f'<ofd:TextObject ID="{key}" Boundary="{box}" Font="2" Size="{size:.3f}">'
        f'<ofd:TextCode X="0" Y="{size:.3f}" DeltaX="{steps}">{escape(text)}</ofd:TextCode></ofd:TextObject>'
    )


def plan_ofd() -> bytes:
    """The plan set on the official grid: 22 lines of 28 characters, a page number at the foot."""
    char, pitch, left, top = 5.571, 10.227, 28.0, 37.0
    rows: list[tuple[float, float, str]] = []
    for line in plan_paragraphs():
        kind = kind_of(line)
        if kind == "title":
            for part in ("乌海市促进服务业高质量发展三年攻坚", "行动实施方案"):
                rows.append((105 - len(part) * 7.76 / 2, 7.76, part))
            continue
        if kind == "date":
            rows.append((184 - 4 * char - _length(line) * char, char, line))
            continue
        start, room = (0.0, 28.0) if kind == "to" else (2.0, 26.0)
        current = ""
        for char_ in line:
            if _length(current + char_) > room:
                rows.append((left + start * char, char, current))
                start, room, current = 0.0, 28.0, ""
            current += char_
        rows.append((left + start * char, char, current))
    pages = []
    for number, at in enumerate(range(0, len(rows), 22), 1):
        lines = [(x, top + (i + 1) * pitch - 2, size, text) for i, (x, size, text) in enumerate(rows[at : at + 22])]
        pages.append([*lines, (150.0, 297 - 35 + 7 + 4, 4.9, f"— {number} —")])
    return ofd(pages)


def _length(text: str) -> float:
    return sum(1.0 if char >= "\u2000" else 0.5 for char in text)


# Tables with merged cells, in every format. A cell is its text, or (text, across, down).


def _cell(cell) -> tuple[str, int, int]:
    return (cell, 1, 1) if isinstance(cell, str) else cell


def placed(rows) -> list[list[tuple[int, str, int, int]]]:
    """Each row's own cells with the column in which they stand: column, text, across, down."""
    taken: set[tuple[int, int]] = set()
    result = []
    for number, row in enumerate(rows):
        column, line = 0, []
        for text, across, down in map(_cell, row):
            while (number, column) in taken:
                column += 1
            taken |= {(number + y, column + x) for y in range(down) for x in range(across)}
            line.append((column, text, across, down))
            column += across
        result.append(line)
    return result


def width_of(rows) -> int:
    return max(column + across for line in placed(rows) for column, _, across, _ in line)


def table_html(rows, *, title: str = "") -> str:
    body = ""
    for row in rows:
        body += "<tr>"
        for text, across, down in map(_cell, row):
            spans = (f" colspan={across}" if across > 1 else "") + (f" rowspan={down}" if down > 1 else "")
            body += f"<td{spans}>{escape(text)}</td>"
        body += "</tr>"
    return (f"<p>{escape(title)}</p>" if title else "") + f"<table>{body}</table>"


def table_page(rows, *, title: str = "") -> bytes:
    page = f"<html><head><meta charset=utf-8></head><body>{table_html(rows, title=title)}<p>　</p></body></html>"
    return page.encode()


def table_pdf(rows, *, title: str = "") -> bytes:
    return pdf(table_html(rows, title=title))


def table_docx(rows, *, title: str = "") -> bytes:
    def build(document) -> None:
        if title:
            document.add_paragraph(title)
        table = document.add_table(rows=len(rows), cols=width_of(rows))
        table.style = "Table Grid"
        for number, line in enumerate(placed(rows)):
            for column, text, across, down in line:
                cell = table.cell(number, column)
                if across > 1 or down > 1:
                    cell = cell.merge(table.cell(number + down - 1, column + across - 1))
                cell.text = text

    return word(build)


def table_xlsx(rows, *, title: str = "", formats: dict[tuple[int, int], str] | None = None) -> bytes:
    """Figures are written as numbers, as people type them; `formats` are number formats by row and column."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    top = 1 if title else 0
    if title:
        sheet.merge_range(0, 0, 0, width_of(rows) - 1, title)
    for number, line in enumerate(placed(rows)):
        for column, text, across, down in line:
            look = book.add_format({"num_format": (formats or {}).get((number, column), "General")})
            value = float(text) if re.fullmatch(r"-?\d+(?:\.\d+)?", text) else text
            if across > 1 or down > 1:
                sheet.merge_range(top + number, column, top + number + down - 1, column + across - 1, value, look)
            else:
                sheet.write(top + number, column, value, look)
    book.close()
    return out.getvalue()


def table_text(rows, *, title: str = "") -> str:
    """As it is pasted into a text: merged cells leave empty ones."""
    lines = [title] if title else []
    for line in placed(rows):
        cells = [""] * width_of(rows)
        for column, text, _, _ in line:
            cells[column] = text
        lines.append("\t".join(cells))
    return "\n".join(lines)


def table_markdown(rows, *, title: str = "") -> str:
    lines = table_text(rows).split("\n")
    bars = ["| " + " | ".join(line.split("\t")) + " |" for line in lines]
    bars.insert(1, "|" + " --- |" * width_of(rows))
    return "\n".join([title, "", *bars] if title else bars)
