"""OFD (GB/T 33190-2016): a zip of XML pages. Positions are in millimetres; ours are in points.

The order of pages comes from Document.xml, never from file names. What stands in a page template is furniture.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from guatu.core.text.said import Said
from guatu.store.documents.draft import DocumentDraft
from guatu.store.documents.errors import DocumentDamaged, DocumentLocked, NoText, TextTooLong, TooManyPages
from guatu.store.documents.formats.ofd_rules import strokes
from guatu.store.documents.furniture import part_furniture
from guatu.store.documents.limits import Limits
from guatu.store.documents.lines import Char, Grid, Sheet
from guatu.store.documents.model import Box, CautionKind, Document, Format, FurnitureKind
from guatu.store.documents.paragraphs import set_paragraphs
from guatu.store.documents.struck import part_struck
from guatu.store.documents.typeset import lines_of, plain_char
from guatu.store.documents.zip_archive import ZipArchive, attribute, child, local

POINT = 72 / 25.4  # points in a millimetre
_MOST_STEPS = 100_000  # advances of one text object
_MOST_STROKES = 1_500  # of a page: more are a drawing
_DEEPEST = 40  # blocks within blocks
Matrix = tuple[float, float, float, float, float, float]
_PLAIN: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class _Book:
    """One document of the archive: where it stands, its usual page box, its templates."""

    archive: ZipArchive
    folder: str
    box: tuple[float, float, float, float]
    templates: dict[str, str]


def read_ofd(data: bytes, limits: Limits) -> Document:
    """
    Raises:
        DocumentDamaged, DocumentLocked, ArchiveSuspicious, MarkupForbidden, TooManyPages, TextTooLong, NoText.
    """
    archive = ZipArchive(data, limits)
    if any(name.endswith(("encryptions.xml", "decryptseed.dat")) for name in archive.names()):
        raise DocumentLocked()
    root = archive.xml("OFD.xml")
    bodies = [part for part in root if local(part) == "DocBody"]
    start = next((e.text for b in bodies for e in b if local(e) == "DocRoot" and e.text), None)
    if not start:
        raise DocumentDamaged(why="没有正文")
    draft = DocumentDraft(Format.OFD, limits)
    title = child(bodies[0], "DocInfo", "Title")
    if title is not None and title.text:
        draft.titles.append(title.text.strip())
    book, places = _book(archive, start.strip())
    if len(places) > limits.pages:
        raise TooManyPages(pages=len(places), limit=limits.pages)
    sheets, length = [], 0
    for number, place in enumerate(places, 1):
        sheet = _sheet(book, place, number, draft)
        length += sum(len(line.text) for line in sheet.lines)
        length += sum(len(cell.text) for table in sheet.tables for row in table.rows for cell in row)
        if length > limits.text:
            raise TextTooLong(limit=limits.text)
        sheets.append(sheet)
    if not length:
        raise NoText()
    for sheet in sheets:
        if not sheet.lines and not sheet.tables:
            draft.warn(
                CautionKind.NO_TEXT, Said("第{page}页没有文字，可能是扫描件。", page=sheet.number), page=sheet.number
            )
    if len(bodies) > 1:
        draft.warn(CautionKind.NOT_READ, Said("文件里有{count}份文档，只读了第一份。", count=len(bodies)))
    kept, furniture = part_furniture(sheets)
    draft.furniture.extend(furniture)
    set_paragraphs(draft, kept)
    return draft.finish()


def _book(archive: ZipArchive, start: str) -> tuple[_Book, list[str]]:
    root = archive.xml(start)
    folder = posixpath.dirname(start.lstrip("/"))
    common = child(root, "CommonData")
    box = _box(child(common, "PageArea")) or (0.0, 0.0, 210.0, 297.0)
    templates = {
        attribute(part, "ID") or "": attribute(part, "BaseLoc") or ""
        for part in (common if common is not None else ())
        if local(part) == "TemplatePage"
    }
    pages = child(root, "Pages")
    places = [attribute(p, "BaseLoc") or "" for p in (pages if pages is not None else ()) if local(p) == "Page"]
    if not places:
        raise DocumentDamaged(why="没有页面")
    return _Book(archive, folder, box, templates), places


def _at(folder: str, place: str) -> str:
    """A location inside the archive: absolute, or from the folder of the file that names it."""
    return posixpath.normpath(place.lstrip("/") if place.startswith("/") else posixpath.join(folder, place))


def _box(area: etree._Element | None) -> tuple[float, float, float, float] | None:
    """The visible box of a page, x y width height."""
    for name in ("ApplicationBox", "PhysicalBox"):
        found = child(area, name)
        numbers = _numbers(found.text if found is not None else None)
        if len(numbers) == 4 and numbers[2] > 1 and numbers[3] > 1:
            return numbers[0], numbers[1], numbers[2], numbers[3]
    return None


def _sheet(book: _Book, place: str, number: int, draft: DocumentDraft) -> Sheet:
    root = book.archive.xml(_at(book.folder, place))
    box = _box(child(root, "Area")) or book.box
    for part in root:
        if local(part) == "Template":
            location = book.templates.get(attribute(part, "TemplateID") or "")
            if location and _at(book.folder, location) in book.archive:
                template = book.archive.xml(_at(book.folder, location))
                for line in lines_of(_chars(child(template, "Content"), box), number):
                    draft.drop(FurnitureKind.HEADER, line.text, number)
    content = child(root, "Content")
    chars = list(_chars(content, box))
    if content is not None:
        x, y = box[0], box[1]
        drawn = [
            Box((s.left - x) * POINT, (s.top - y) * POINT, (s.right - x) * POINT, (s.bottom - y) * POINT)
            for s in strokes(content)
        ]
        chars, struck = part_struck(chars, drawn)
        draft.struck += struck
    tables, chars = _tables(content, box, chars, number)
    return Sheet(number, box[2] * POINT, box[3] * POINT, tuple(lines_of(chars, number)), tuple(tables))


def _tables(
    content: etree._Element | None, page: tuple[float, float, float, float], chars: list[Char], number: int
) -> tuple[list[Grid], list[Char]]:
    """The ruled tables of a page, looked for only where lines are drawn both across and down."""
    drawn = list(strokes(content)) if content is not None and chars else []
    upright = sum(s.right - s.left < s.bottom - s.top for s in drawn)
    if upright < 2 or len(drawn) - upright < 2 or len(drawn) > _MOST_STROKES:
        return [], chars
    from guatu.store.documents.formats.ruled import RuledLine, tables_of_rules

    x, y = page[0], page[1]
    rules = [
        RuledLine((s.left - x) * POINT, (s.top - y) * POINT, (s.right - x) * POINT, (s.bottom - y) * POINT)
        for s in drawn
    ]
    return tables_of_rules(rules, chars, number)


def _chars(content: etree._Element | None, page: tuple[float, float, float, float]) -> Iterator[Char]:
    """The characters of a page in points, in the order in which they are drawn."""
    if content is None:
        return
    for text in _text_objects(content, 0):
        boundary = _numbers(attribute(text, "Boundary"))
        if len(boundary) != 4:
            continue
        matrix = _matrix(attribute(text, "CTM"))
        size = _number(attribute(text, "Size"), 3.7)
        origin = boundary[0] - page[0], boundary[1] - page[1]
        for code in text:
            if local(code) == "TextCode":
                yield from _code(code, origin, size, matrix)


def _text_objects(element: etree._Element, depth: int) -> Iterator[etree._Element]:
    for part in element:
        name = local(part)
        if name == "TextObject":
            if attribute(part, "Visible") != "false":
                yield part
        elif name in ("Layer", "PageBlock") and depth < _DEEPEST:
            yield from _text_objects(part, depth + 1)


def _code(code: etree._Element, origin: tuple[float, float], size: float, matrix: Matrix) -> Iterator[Char]:
    text = code.text or ""
    across = _steps(attribute(code, "DeltaX"), len(text))
    down = _steps(attribute(code, "DeltaY"), len(text))
    x, y = _number(attribute(code, "X"), 0.0), _number(attribute(code, "Y"), size)
    a, b, c, d, e, f = matrix
    scale = max(abs(d), abs(b), 0.01) if matrix is not _PLAIN else 1.0
    for index, sign in enumerate(text):
        left, base = origin[0] + a * x + c * y + e, origin[1] + b * x + d * y + f
        wide = size * abs(a or 1.0) * (1.0 if sign >= "\u2000" else 0.5)
        if index < len(across) and 0 < across[index] * abs(a) < wide:
            wide = across[index] * abs(a)
        if sign not in "\r\n":
            yield Char(plain_char(sign), left * POINT, (left + wide) * POINT, base * POINT, size * scale * POINT)
        x += across[index] if index < len(across) else (0.0 if down else wide / (abs(a) or 1.0))
        y += down[index] if index < len(down) else 0.0


def _steps(text: str | None, most: int) -> list[float]:
    """Advances between characters: “g 3 5.5” says 5.5 three times."""
    if not text:
        return []
    words, at = text.split(), 0
    steps: list[float] = []
    while at < len(words) and len(steps) <= min(most, _MOST_STEPS):
        if words[at].lower() == "g" and at + 2 < len(words):
            times = int(_number(words[at + 1], 0))
            steps.extend([_number(words[at + 2], 0.0)] * max(0, min(times, most)))
            at += 3
        else:
            steps.append(_number(words[at], 0.0))
            at += 1
    return steps[:most]


def _matrix(text: str | None) -> Matrix:
    numbers = _numbers(text)
    if len(numbers) != 6:
        return _PLAIN
    return numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]


def _numbers(text: str | None) -> list[float]:
    return [_number(word, 0.0) for word in re.split(r"[\s,]+", (text or "").strip())[:8] if word]


def _number(text: str | None, default: float) -> float:
    try:
        value = float(text or "")
    except ValueError:
        return default
    return value if abs(value) < 1e6 else default
