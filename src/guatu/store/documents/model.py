"""What a document is once it has been read: its text, its structure and where each part stands on the page.

Values only. All spans point into `Document.text`; boxes are in points from the top left corner of the page.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from guatu.core.text.said import Said
from guatu.core.text.spans import Span

INDENT = "　　"  # a first-line indent of the source, written as the offices type it


class Format(StrEnum):
    TEXT = "txt"
    MARKDOWN = "md"
    HTML = "html"
    DOCX = "docx"
    PDF = "pdf"
    OFD = "ofd"
    DOC = "doc"
    SHEET = "sheet"  # .xlsx, .xls, .ods, …
    ODT = "odt"
    RTF = "rtf"
    WPS = "wps"
    IMAGE = "image"  # .png, .jpg


class Style(StrEnum):
    TITLE = "title"
    HEADING = "heading"
    BODY = "body"
    ROW = "row"  # one row of a table, its cells parted by tabs


class Box(NamedTuple):
    """Left, top, right and bottom, in points (1/72 inch) from the top left corner of the page as it is seen."""

    left: float
    top: float
    right: float
    bottom: float


class PagePlace(NamedTuple):
    page: int  # from 1
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Page:
    number: int
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, without its indent. `level` is 1 for 一、, 2 for （一）, 3 for 1., 4 for （1）, 0 for none."""

    span: Span
    style: Style = Style.BODY
    level: int = 0
    page: int | None = None
    box: Box | None = None
    label: str = ""  # a number that the word processor made; the file itself does not spell it out


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. `across` counts the columns it fills; `above` says that it goes on from the cell above it."""

    span: Span
    across: int = 1
    above: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    span: Span
    rows: tuple[tuple[Cell, ...], ...]
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote or endnote. `at` is the offset in the text behind which its mark stands."""

    mark: str
    text: str
    at: int | None = None


class FurnitureKind(StrEnum):
    PAGE_NUMBER = "page_number"
    HEADER = "header"
    FOOTER = "footer"
    WATERMARK = "watermark"
    CONTENTS = "contents"  # lines of a table of contents


@dataclass(frozen=True, slots=True)
class Furniture:
    """What stands on the page and is no part of the text."""

    kind: FurnitureKind
    text: str
    page: int | None = None


class CautionKind(StrEnum):
    NO_TEXT = "no_text"
    GARBLED = "garbled"
    UNSURE_DIGITS = "unsure_digits"
    UNSURE_TEXT = "unsure_text"
    HIDDEN = "hidden"
    MACROS = "macros"
    SHARED = "shared"  # one figure in a cell that is merged over several rows or columns
    STRUCK = "struck"  # struck-through text was left out
    NOT_READ = "not_read"


@dataclass(frozen=True, slots=True)
class Caution:
    """Something a person should know before trusting the text. One with a span is a question about that place."""

    kind: CautionKind
    says: Said  # one sentence
    span: Span | None = None
    page: int | None = None

    def __str__(self) -> str:
        return str(self.says)


class Stretch(NamedTuple):
    """A stretch of the text that stands in one line of one page."""

    span: Span
    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class Document:
    """A document as it was read.

    `text` has one paragraph a line; a table has one row a line with its cells parted by tabs. A first-line indent is
    kept as two ideographic blanks and belongs to no paragraph's span.
    """

    text: str
    format: Format
    title: str = ""
    number: str = ""  # 文号, 乌海政办发〔2025〕12号
    issued: date | None = None  # 成文日期
    issuer: str = ""  # 发文机关
    paragraphs: tuple[Paragraph, ...] = ()
    tables: tuple[Table, ...] = ()
    notes: tuple[Note, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    pages: tuple[Page, ...] = ()
    warnings: tuple[Caution, ...] = ()
    pieces: tuple[Stretch, ...] = ()  # in the order of the text; none where the format has no pages

    def place_of(self, offset: int) -> PagePlace | None:
        """The page and the line in which a character stands; None where the format has no pages."""
        piece = self._piece_at(offset)
        if piece is None:
            return None
        return PagePlace(piece.page, piece.box)

    def places_of(self, span: Span) -> tuple[PagePlace, ...]:
        """Where a quote stands: one box a line, cut to the quote's first and last character."""
        found = []
        index = max(0, bisect_right(self.pieces, span.start, key=lambda p: p.span.start) - 1)
        for piece in self.pieces[index:]:
            if piece.span.start >= span.end:
                break
            if piece.span.overlaps(span):
                found.append(PagePlace(piece.page, _cut(piece, span, self.text)))
        return tuple(found)

    def paragraph_at(self, offset: int) -> Paragraph | None:
        index = bisect_right(self.paragraphs, offset, key=lambda p: p.span.start) - 1
        if index < 0 or offset >= self.paragraphs[index].span.end:
            return None
        return self.paragraphs[index]

    def _piece_at(self, offset: int) -> Stretch | None:
        index = bisect_right(self.pieces, offset, key=lambda p: p.span.start) - 1
        if index < 0 or offset >= self.pieces[index].span.end:
            return None
        return self.pieces[index]


def _cut(piece: Stretch, span: Span, text: str) -> Box:
    """The part of a line's box that a span fills, by the widths that its characters usually have."""
    start, end = max(span.start, piece.span.start), min(span.end, piece.span.end)
    line = piece.span.of(text)
    whole = sum(map(_width, line)) or 1.0
    before = sum(map(_width, line[: start - piece.span.start]))
    inside = sum(map(_width, line[start - piece.span.start : end - piece.span.start]))
    left, top, right, bottom = piece.box
    unit = (right - left) / whole
    return Box(left + before * unit, top, left + (before + inside) * unit, bottom)


_NARROW = {"%": 0.85, "‰": 1.0, ".": 0.28, ",": 0.28, ":": 0.28, " ": 0.28, "-": 0.35}


def _width(char: str) -> float:
    """How wide a character usually is, in ems of the text around it."""
    if char >= "\u2000":
        return 1.0
    return _NARROW.get(char, 0.55)
