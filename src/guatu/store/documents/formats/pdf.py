"""PDF: the characters with their places, as pdfium gives them; lines, paragraphs and tables are ours.

Pages without text are named in a caution, or read as pictures when asked to.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as raw  # type: ignore[import-untyped]

from guatu.core.text.said import Said
from guatu.store.documents.columns import unfold
from guatu.store.documents.draft import DocumentDraft
from guatu.store.documents.errors import DocumentDamaged, DocumentLocked, NoText, TextTooLong, TooManyPages
from guatu.store.documents.furniture import part_furniture
from guatu.store.documents.limits import Limits
from guatu.store.documents.lines import Char, Grid, Sheet
from guatu.store.documents.model import Box, CautionKind, Document, Format, FurnitureKind
from guatu.store.documents.paragraphs import set_paragraphs
from guatu.store.documents.struck import part_struck
from guatu.store.documents.typeset import lines_of, plain_char

_TILTED = math.radians(3)
_GARBLED = 0.2  # share of characters that are none
_THIN, _MOST_PATHS, _MOST_NOTES = 4.0, 20_000, 2_000
_FEW = 8  # characters: a page with fewer and with a picture is a scan


def read_pdf(data: bytes, limits: Limits, *, ocr: bool = False) -> Document:
    """
    Args:
        ocr: read pages without text as pictures.
    Raises:
        DocumentLocked, DocumentDamaged, TooManyPages, TextTooLong, NoText.
    """
    document = _open(data)
    count = len(document)
    if count > limits.pages:
        raise TooManyPages(pages=count, limit=limits.pages)
    if count == 0:
        raise DocumentDamaged(why="没有页面")
    draft = DocumentDraft(Format.PDF, limits)
    sheets, blank, length = [], [], 0
    for index in range(count):
        sheet = _sheet(document, index, draft, data)
        length += sum(len(line.text) for line in sheet.lines)
        if length > limits.text:
            raise TextTooLong(limit=limits.text)
        if _is_blank(document, index, sheet):
            blank.append(index)
        elif _is_garbled(sheet):
            says = Said("第{page}页的文字是乱码，没有读入。", page=index + 1)
            draft.warn(CautionKind.GARBLED, says, page=index + 1)
            blank.append(index)
            sheet = Sheet(sheet.number, sheet.width, sheet.height, ())
        sheets.append(sheet)
    if ocr and blank:
        _read_pictures(document, sheets, blank, draft, limits)
    else:
        if len(blank) == count:
            raise NoText()
        for index in blank:
            says = Said("第{page}页没有文字，可能是扫描件。", page=index + 1)
            draft.warn(CautionKind.NO_TEXT, says, page=index + 1)
    kept, furniture = part_furniture(sheets)
    draft.furniture.extend(furniture)
    set_paragraphs(draft, kept)
    name = document.get_metadata_value("Title").strip("\0 ")
    if name and not name.lower().endswith((".doc", ".docx", ".wps")):
        draft.titles.append(name)
    return draft.finish()


def _open(data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        code = raw.FPDF_GetLastError() if getattr(error, "err_code", None) is None else error.err_code
        if code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise DocumentLocked() from error
        raise DocumentDamaged(why="PDF打不开") from error


def _sheet(document: pdfium.PdfDocument, index: int, draft: DocumentDraft, data: bytes) -> Sheet:
    try:
        page = document[index]
    except pdfium.PdfiumError as error:
        raise DocumentDamaged(why=f"第{index + 1}页打不开") from error
    try:
        width, height = shown = page.get_size()
        chars, turn, tilted = _chars(page)
        chars, struck = part_struck(chars, _strokes(page, turn))
        draft.struck += struck
        draft.drop(FurnitureKind.WATERMARK, tilted, index + 1)
        tables: list[Grid] = []
        if chars and turn == page.get_rotation() and _is_ruled(page):
            tables, chars = _tables(data, index, chars, draft)
        fold = None
        if turn == page.get_rotation() and not tables and (found := unfold(chars)) is not None:
            chars, fold = found
        lines = lines_of(chars, index + 1)
        if fold is not None:
            lines, height = [fold.seen(line) for line in lines], height + fold.down
            says = Said("第{page}页分两栏排版，先读左栏，后读右栏，请对照原件核对次序。", page=index + 1)
            draft.warn(CautionKind.NOT_READ, says, page=index + 1)
        if turn != page.get_rotation():
            lines = [replace(line, shown=_seen(line.box, turn, page)) for line in lines]
            width, height = (width, height) if (turn - page.get_rotation()) % 180 == 0 else (height, width)
        return Sheet(index + 1, width, height, tuple(lines), tuple(tables), shown)
    finally:
        page.close()


def _tables(data: bytes, index: int, chars: list[Char], draft: DocumentDraft) -> tuple[list[Grid], list[Char]]:
    """The ruled tables of a page. pdfplumber is stricter than pdfium: where it fails, gaps between words must do."""
    from guatu.store.documents.formats.ruled import tables_of_pdf

    try:
        return tables_of_pdf(data, index, chars)
    except MemoryError:
        raise
    except Exception:  # its parser raises whatever a broken object provokes
        says = Said("第{page}页的表格线读不出来，按文字间距分了列，请对照原件核对。", page=index + 1)
        draft.warn(CautionKind.NOT_READ, says, page=index + 1)
        return [], chars


def _chars(page: pdfium.PdfPage) -> tuple[list[Char], int, str]:
    """The characters of a page in the order in which they were drawn, the turn that sets them upright, watermarks.

    The turn is that of the text itself, in degrees clockwise: a table drawn sideways is read like any other.
    """
    text = page.get_textpage()
    handle, box = text.raw, page.get_cropbox()
    loose, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    drawn: list[tuple[str, float, float, float, float, float, float, float]] = []
    turns: Counter[int] = Counter()
    tilted: list[str] = []
    for at in range(raw.FPDFText_CountChars(handle)):
        code = raw.FPDFText_GetUnicode(handle, at)
        if code in (0, 10, 13) or raw.FPDFText_IsGenerated(handle, at) == 1:
            continue
        char = "\u00ad" if code in (2, 0xFFFE) else plain_char(chr(code) if code <= 0x10FFFF else "\ufffd")
        angle = raw.FPDFText_GetCharAngle(handle, at)
        if angle >= 0:
            if _is_tilted(angle):
                tilted.append(char)
                continue
            turns[round(angle / (math.pi / 2)) % 4] += 1
        raw.FPDFText_GetCharOrigin(handle, at, x, y)
        raw.FPDFText_GetLooseCharBox(handle, at, loose)
        size = raw.FPDFText_GetFontSize(handle, at)
        if raw.FPDFText_GetMatrix(handle, at, matrix):  # the size is that of the font, before the page scales it
            size *= math.hypot(matrix.c, matrix.d)
        drawn.append((char, x.value, y.value, loose.left, loose.bottom, loose.right, loose.top, size))
    text.close()
    turn = -turns.most_common(1)[0][0] * 90 % 360 if turns else 0
    return [_char(*d, turn, box) for d in drawn], turn, "".join(tilted)


def _char(
    sign: str, x: float, y: float, left: float, bottom: float, right: float, top: float, size: float, turn: int,
    page: tuple[float, float, float, float],
) -> Char:  # fmt: skip
    start, base = turned(x, y, turn, page)
    far, low = turned(right, bottom, turn, page)
    near, high = turned(left, top, turn, page)
    if turn:
        near, far = min(near, far), max(near, far)
    size = min(size, 400.0) if size > 1.5 else max(abs(low - high) * 0.8, 1.0)
    return Char(sign, min(start, far), max(near, far, start), base, size)


def _is_tilted(angle: float) -> bool:
    quarter = math.pi / 2
    return abs(angle - round(angle / quarter) * quarter) > _TILTED


def turned(x: float, y: float, turn: int, box: tuple[float, float, float, float]) -> tuple[float, float]:
    """A point of the page, from the top left corner of the page turned clockwise by `turn` degrees."""
    left, bottom, right, top = box
    x, y, width, height = x - left, y - bottom, right - left, top - bottom
    if turn == 90:
        return y, x
    if turn == 180:
        return width - x, y
    if turn == 270:
        return height - y, width - x
    return x, height - y


def _seen(box: Box, turn: int, page: pdfium.PdfPage) -> Box:
    """Where a box of the upright text stands on the page as it is shown."""
    left, bottom, right, top = page.get_cropbox()
    width, height = right - left, top - bottom
    corners = []
    for x, y in ((box.left, box.top), (box.right, box.bottom)):
        if turn == 90:
            point = y, x
        elif turn == 180:
            point = width - x, y
        elif turn == 270:
            point = width - y, height - x
        else:
            point = x, height - y
        corners.append(turned(left + point[0], bottom + point[1], page.get_rotation(), (left, bottom, right, top)))
    (x0, y0), (x1, y1) = corners
    return Box(round(min(x0, x1), 1), round(min(y0, y1), 1), round(max(x0, x1), 1), round(max(y0, y1), 1))


def _is_ruled(page: pdfium.PdfPage) -> bool:
    """Whether lines are drawn both across and down: only then a table is looked for."""
    across = down = 0
    for seen, item in enumerate(page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3)):
        left, bottom, right, top = item.get_bounds()
        wide, tall = right - left, top - bottom
        boxed = wide > 15 and tall > 8
        across += (wide > 20 and tall < 4) or boxed
        down += (tall > 8 and wide < 4) or boxed
        if (across >= 2 and down >= 2) or seen > 20_000:
            break
    return across >= 2 and down >= 2


def _strokes(page: pdfium.PdfPage, turn: int) -> Iterator[Box]:
    """The thin straight shapes of a page, and what a reader of PDFs struck through in it, seen as its text is read."""
    crop = page.get_cropbox()
    for seen, item in enumerate(page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3)):
        if seen > _MOST_PATHS:
            return
        left, bottom, right, top = item.get_bounds()
        if min(right - left, top - bottom) <= _THIN < max(right - left, top - bottom):
            yield _turned_box(left, bottom, right, top, turn, crop)
    quad = raw.FS_QUADPOINTSF()
    for index in range(min(raw.FPDFPage_GetAnnotCount(page.raw), _MOST_NOTES)):
        note = raw.FPDFPage_GetAnnot(page.raw, index)
        if raw.FPDFAnnot_GetSubtype(note) == raw.FPDF_ANNOT_STRIKEOUT:
            for part in range(raw.FPDFAnnot_CountAttachmentPoints(note)):
                if raw.FPDFAnnot_GetAttachmentPoints(note, part, quad):
                    across, up = (quad.x1, quad.x2, quad.x3, quad.x4), (quad.y1, quad.y2, quad.y3, quad.y4)
                    box = _turned_box(min(across), min(up), max(across), max(up), turn, crop)
                    middle = box.top + (box.bottom - box.top) * 0.55
                    yield Box(box.left, middle, box.right, middle)
        raw.FPDFPage_CloseAnnot(note)


def _turned_box(
    left: float, bottom: float, right: float, top: float, turn: int, page: tuple[float, float, float, float]
) -> Box:
    (x0, y0), (x1, y1) = turned(left, top, turn, page), turned(right, bottom, turn, page)
    return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _is_blank(document: pdfium.PdfDocument, index: int, sheet: Sheet) -> bool:
    if sheet.tables or sum(len(line.text) for line in sheet.lines) >= _FEW:
        return False
    page = document[index]
    try:
        pictures = list(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3))
        return not sheet.lines or bool(pictures)
    finally:
        page.close()


def _is_garbled(sheet: Sheet) -> bool:
    text = "".join(line.text for line in sheet.lines)
    strange = sum("\ue000" <= c <= "\uf8ff" or c == "\ufffd" or (c < " " and c != "\t") for c in text)
    return strange > _GARBLED * max(1, len(text))


def _read_pictures(
    document: pdfium.PdfDocument, sheets: list[Sheet], blank: list[int], draft: DocumentDraft, limits: Limits
) -> None:
    from guatu.store.documents.formats.scan import read_picture

    if len(blank) > limits.scan_pages:
        raise TooManyPages(pages=len(blank), limit=limits.scan_pages)
    for index in blank:
        page = document[index]
        picture = page.render(scale=200 / 72, grayscale=False).to_pil()
        sheets[index] = read_picture(picture, index + 1, sheets[index].width, sheets[index].height, draft)
        page.close()
