"""Word (.docx, .docm, also as WPS writes it): the text as the page shows it.

In: inserted text, fields' results, text boxes, automatic numbers, footnotes (as notes).
Out: deleted text, struck-through text (named), comments, hidden text, tables of contents, headers and
footers. Macros are never run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from guatu.core.text.said import Said
from guatu.store.documents.draft import DocumentDraft
from guatu.store.documents.errors import DocumentDamaged
from guatu.store.documents.formats.docx_numbering import Numbering, read_numbering
from guatu.store.documents.formats.docx_styles import ParagraphLook, Styles, is_on, read_styles, strikes_through
from guatu.store.documents.headings import is_heading, level_of
from guatu.store.documents.joining import glue
from guatu.store.documents.limits import Limits
from guatu.store.documents.merged import DraftCell
from guatu.store.documents.model import CautionKind, Document, Format, FurnitureKind, Note, Style
from guatu.store.documents.raised import raised
from guatu.store.documents.zip_archive import ZipArchive, attribute, child, local

_BLANK = " \t\u3000\u00a0\ufeff\u200b"
_BREAK = "\v"  # a line break inside a paragraph, until the paragraph is cut
_MARK = re.compile("\x02(\\d+)\x03")  # where a note's mark stands, until its offset is known
_SKIPPED = frozenset(
    ("pPr", "rPr", "del", "moveFrom", "delText", "instrText", "delInstrText", "rt", "rtPr", "sectPr", "tblPr",
     "tblGrid", "trPr", "tcPr", "commentReference", "annotationRef", "lastRenderedPageBreak", "proofErr",
     "bookmarkStart", "bookmarkEnd", "Fallback", "sdtPr", "sdtEndPr", "commentRangeStart", "commentRangeEnd")
)  # fmt: skip
_ASIDE = frozenset({"txbxContent"})


@dataclass(slots=True)
class _Line:
    """A paragraph as it is gathered: its text, and the text boxes anchored in it."""

    text: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    style: str = ""  # of the paragraph
    struck: bool = False  # whether anything in it was struck through


@dataclass(slots=True)
class _Word:
    draft: DocumentDraft
    styles: Styles
    numbering: Numbering
    notes: dict[tuple[str, str], str]  # (footnote or endnote, id) → text
    seen: list[tuple[str, str]] = field(default_factory=list)
    hidden: int = 0
    embedded: int = 0
    pictures: int = 0
    carried: str = ""  # text of a paragraph whose mark was deleted: it goes on in the next one


def read_docx(data: bytes, limits: Limits) -> Document:
    """
    Raises:
        DocumentDamaged, DocumentLocked, ArchiveSuspicious, MarkupForbidden, TextTooLong, NoText.
    """
    archive = ZipArchive(data, limits)
    main = "word/document.xml" if "word/document.xml" in archive else _main_part(archive)
    body = child(archive.xml(main), "body")
    if body is None:
        raise DocumentDamaged(why="没有正文")
    word = _Word(
        DocumentDraft(Format.DOCX, limits),
        read_styles(_part(archive, "word/styles.xml")),
        read_numbering(_part(archive, "word/numbering.xml")),
        {},
    )
    for kind in ("footnote", "endnote"):
        word.notes.update(_notes(archive, kind))
    _blocks(word, body)
    _furniture(word, archive)
    draft = word.draft
    if any(name.endswith("vbaproject.bin") for name in archive.names()):
        draft.warn(CautionKind.MACROS, Said("文件带有宏，没有运行，只读了文字。"))
    if word.hidden:
        draft.warn(CautionKind.HIDDEN, Said("有{count}处隐藏文字没有读入。", count=word.hidden))
    if word.embedded:
        draft.warn(CautionKind.NOT_READ, Said("有{count}处嵌入的对象（表格、文档）没有读入。", count=word.embedded))
    if word.pictures and draft.length < 100 * word.pictures:
        says = Said("文件有{count}张图片而文字很少，可能是贴进Word的扫描件。", count=word.pictures)
        draft.warn(CautionKind.NO_TEXT, says)
    return draft.finish()


def _main_part(archive: ZipArchive) -> str:
    """Some writers call it document2.xml."""
    return next((n for n in archive.names() if re.fullmatch(r"word/document\d*\.xml", n)), "word/document.xml")


def _part(archive: ZipArchive, name: str) -> etree._Element | None:
    return archive.xml(name) if name in archive else None


def _notes(archive: ZipArchive, kind: str) -> Iterator[tuple[tuple[str, str], str]]:
    root = _part(archive, f"word/{kind}s.xml")
    for element in root if root is not None else ():
        if local(element) == kind and attribute(element, "type") in (None, "normal"):
            lines = ["".join(_plain(p)).strip(_BLANK) for p in element.iter() if local(p) == "p"]
            yield (kind, attribute(element, "id") or ""), " ".join(line for line in lines if line)


def _plain(paragraph: etree._Element) -> Iterator[str]:
    for element in _inside(paragraph):
        if local(element) == "t":
            yield element.text or ""


def _inside(element: etree._Element) -> Iterator[etree._Element]:
    """What belongs to the text below an element, in order."""
    for part in element:
        if local(part) not in _SKIPPED:
            yield part
            yield from _inside(part)


def _blocks(word: _Word, parent: etree._Element) -> None:
    for element in parent:
        name = local(element)
        if name == "p":
            _paragraph(word, element)
        elif name == "tbl":
            _table(word, element)
        elif name == "sdt":
            if _is_contents(element):
                for line in _lines(word, element):
                    word.draft.drop(FurnitureKind.CONTENTS, line)
            elif (content := child(element, "sdtContent")) is not None:
                _blocks(word, content)
        elif name in ("ins", "moveTo", "customXml", "smartTag", "Choice", "AlternateContent"):
            _blocks(word, element)
        elif name == "altChunk":
            word.embedded += 1


def _is_contents(element: etree._Element) -> bool:
    gallery = attribute(child(element, "sdtPr", "docPartObj", "docPartGallery"), "val") or ""
    return "table of contents" in gallery.lower()


def _lines(word: _Word, element: etree._Element) -> list[str]:
    return ["".join(_plain(p)) for p in element.iter() if local(p) == "p"]


def _paragraph(word: _Word, element: etree._Element) -> None:
    properties = child(element, "pPr")
    look = word.styles.look(properties)
    line = _gather(word, element)
    text = word.carried + "".join(line.text)
    word.carried = ""
    if child(properties, "rPr", "del") is not None or child(properties, "rPr", "moveFrom") is not None:
        word.carried = text
    elif look.contents:
        word.draft.drop(FurnitureKind.CONTENTS, _MARK.sub("", text).replace(_BREAK, " "))
    else:
        _write(word, text, look, struck=line.struck)
    for box in line.boxes:
        _blocks(word, box)


def _write(word: _Word, text: str, look: ParagraphLook, *, struck: bool) -> None:
    label = ""
    bare = _MARK.sub("", text).strip(_BLANK + _BREAK)
    if (bare or struck) and look.list_id not in (None, "0"):  # a struck item keeps its number
        label = word.numbering.label(look.list_id or "", look.list_level or 0)
    if not bare:
        word.draft.add("")
        return
    parts = text.split(_BREAK)
    if look.title or look.centred or look.outline is not None:
        whole = ""
        for part in parts:
            whole = glue(whole, part.strip(_BLANK))
        parts = [whole]
    for index, part in enumerate(parts):
        _write_line(word, part, look, label if index == 0 else "")


def _write_line(word: _Word, text: str, look: ParagraphLook, label: str) -> None:
    inner = text.strip(_BLANK)
    typed_indent = len(text) - len(text.lstrip(_BLANK)) >= 2
    indent = not look.centred and not look.right and (typed_indent or (look.first_line or 0) > 0.9)
    if label.endswith((".", ". ", ")")) and not re.match(r"[0-9A-Za-z]", inner):
        label = label.rstrip(" ")
    marks = list(_MARK.finditer(label + inner))
    clean = re.sub(r"[ \t]+", " ", _MARK.sub("", label + inner))
    if not clean:
        return
    span = word.draft.add(clean, style=_style(clean, look), level=_level(clean, look), indent=indent, label=label)
    taken = 0
    for mark in marks:
        kind, key = word.seen[int(mark[1])]
        note = word.notes.get((kind, key), "")
        if note:
            at = min(span.end, span.start + mark.start() - taken)
            word.draft.notes.append(Note(str(len(word.draft.notes) + 1), note, at))
        taken += len(mark[0])


def _style(text: str, look: ParagraphLook) -> Style:
    if look.title:
        return Style.TITLE
    if look.outline is not None and look.outline < 9:
        return Style.HEADING if len(text) <= 60 or is_heading(text) else Style.BODY
    return Style.HEADING if is_heading(text) else Style.BODY


def _level(text: str, look: ParagraphLook) -> int:
    number = level_of(text)
    if number or look.outline is None or look.outline > 8:
        return number
    return look.outline + 1


def _gather(word: _Word, element: etree._Element) -> _Line:
    line = _Line(style=attribute(child(element, "pPr", "pStyle"), "val") or word.styles.default)
    _walk(word, element, line)
    return line


def _walk(word: _Word, parent: etree._Element, line: _Line) -> None:
    for element in parent:
        name = local(element)
        if name in _SKIPPED:
            continue
        if name == "r" and _is_hidden(word, element):
            word.hidden += bool("".join(_plain(element)).strip())
            continue
        if name == "r" and (gone := "".join(_plain(element))).strip() and _is_struck(word, element, line.style):
            line.struck = True
            word.draft.struck.append(gone)
            continue
        if name == "t":
            text = (element.text or "").replace("\n", " ")
            line.text.append(raised(text) if _is_raised(parent) else text)
        elif name in ("tab", "ptab"):
            line.text.append(" ")
        elif name == "br":
            line.text.append(_BREAK if attribute(element, "type") in (None, "textWrapping") else "")
        elif name == "cr":
            line.text.append(_BREAK)
        elif name == "noBreakHyphen":
            line.text.append("-")
        elif name == "sym":
            line.text.append(_symbol(element))
        elif name in ("footnoteReference", "endnoteReference"):
            word.seen.append((name.removesuffix("Reference"), attribute(element, "id") or ""))
            line.text.append(f"\x02{len(word.seen) - 1}\x03")
        elif name in _ASIDE:
            line.boxes.append(element)
        elif name in ("object", "OLEObject"):
            word.embedded += name == "object"
            _walk(word, element, line)
        else:
            word.pictures += name == "blip"
            _walk(word, element, line)


def _is_raised(run: etree._Element) -> bool:
    return attribute(child(run, "rPr", "vertAlign"), "val") == "superscript"


def _is_hidden(word: _Word, run: etree._Element) -> bool:
    properties = child(run, "rPr")
    if properties is None:
        return False
    style = attribute(child(properties, "rStyle"), "val") or ""
    own = child(properties, "vanish")
    return is_on(own) if own is not None else style in word.styles.hidden


def _is_struck(word: _Word, run: etree._Element, style: str) -> bool:
    """Whether a run is struck through: by itself, by its style, by the style of its paragraph, the nearest first."""
    properties = child(run, "rPr")
    own = strikes_through(properties)
    if own is None:
        own = word.styles.strikes(attribute(child(properties, "rStyle"), "val") or "")
    return bool(word.styles.strikes(style) if own is None else own)


def _symbol(element: etree._Element) -> str:
    try:
        code = int(attribute(element, "char") or "", 16)
    except ValueError:
        return ""
    return "•" if 0xE000 <= code <= 0xF8FF or code < 0x20 else chr(code) if code <= 0x10FFFF else ""


def _table(word: _Word, element: etree._Element) -> None:
    rows = [row for row in _rows(element) if child(row, "trPr", "del") is None]
    cells = [list(_cells(row)) for row in rows]
    if all(len(row) <= 1 for row in cells):  # a frame around paragraphs, not a table
        for row in cells:
            for cell in row:
                _blocks(word, cell)
        return
    drafted = [
        [*_left_out(row), *(_cell(word, cell) for cell in found)] for row, found in zip(rows, cells, strict=True)
    ]
    word.draft.add_table(drafted)


def _left_out(row: etree._Element) -> list[DraftCell]:
    """The columns before a row's first cell."""
    before = attribute(child(row, "trPr", "gridBefore"), "val") or ""
    return [DraftCell("", min(int(before), 100))] if before.isdigit() and int(before) else []


def _rows(element: etree._Element) -> Iterator[etree._Element]:
    for part in element:
        name = local(part)
        if name == "tr":
            yield part
        elif name in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _rows(part)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for part in row:
        name = local(part)
        if name == "tc":
            yield part
        elif name in ("sdt", "sdtContent", "customXml"):
            yield from _cells(part)


def _cell(word: _Word, element: etree._Element) -> DraftCell:
    properties = child(element, "tcPr")
    span = attribute(child(properties, "gridSpan"), "val") or "1"
    merge = child(properties, "vMerge")
    above = merge is not None and attribute(merge, "val") != "restart"
    text = "" if above else " ".join(_cell_lines(word, element))
    return DraftCell(text, int(span) if span.isdigit() else 1, above)


def _cell_lines(word: _Word, element: etree._Element) -> Iterator[str]:
    """The lines of a cell, a nested table's included."""
    for part in element:
        name = local(part)
        if name == "p":
            look = word.styles.look(child(part, "pPr"))
            line = _gather(word, part)
            text = _MARK.sub("", "".join(line.text))
            text = re.sub(r"[ \t\v]+", " ", text).strip(_BLANK)
            if text and look.list_id not in (None, "0"):
                text = word.numbering.label(look.list_id or "", look.list_level or 0) + text
            if text:
                yield text
            for box in line.boxes:
                yield from _cell_lines(word, box)
        elif name in ("tbl", "tr", "tc", "sdt", "sdtContent", "ins", "customXml"):
            yield from _cell_lines(word, part)


def _furniture(word: _Word, archive: ZipArchive) -> None:
    for name in sorted(archive.names()):
        match = re.fullmatch(r"word/(header|footer)\d*\.xml", name)
        if match:
            root = archive.xml(name)
            text = " ".join(line for line in _lines(word, root) if line.strip())
            word.draft.drop(FurnitureKind.HEADER if match[1] == "header" else FurnitureKind.FOOTER, text)
