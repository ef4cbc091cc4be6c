"""A document while it is being read: paragraphs and tables in their order become one text with spans."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from guatu.core.text.said import Said, verbatim
from guatu.core.text.spans import Span
from guatu.store.documents.errors import NoText, TextTooLong
from guatu.store.documents.headings import is_heading, level_of
from guatu.store.documents.limits import Limits
from guatu.store.documents.merged import DraftCell, squared
from guatu.store.documents.metadata import find_metadata
from guatu.store.documents.model import (
    INDENT,
    Box,
    Caution,
    CautionKind,
    Cell,
    Document,
    Format,
    Furniture,
    FurnitureKind,
    Note,
    Page,
    Paragraph,
    Stretch,
    Style,
    Table,
)
from guatu.store.documents.struck import said_of

_MOST_EMPTY = 200  # columns that one cell may fill


@dataclass(slots=True)
class DocumentDraft:
    """Collects what a reader finds; `finish` gives the document.

    `add` and `add_table` return the span in the text that is being built.
    """

    format: Format
    limits: Limits = field(default_factory=Limits)
    titles: list[str] = field(default_factory=list)  # what the file itself calls its title, best first
    facts: dict[str, str] = field(default_factory=dict)  # labelled facts from outside the text: 发文字号 → …
    paragraphs: list[Paragraph] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    furniture: list[Furniture] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    warnings: list[Caution] = field(default_factory=list)
    pieces: list[Stretch] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)  # stretches that somebody struck through: left out
    _parts: list[str] = field(default_factory=list)
    _length: int = 0

    def add(
        self,
        text: str,
        *,
        style: Style | None = None,
        level: int | None = None,
        indent: bool = False,
        page: int | None = None,
        box: Box | None = None,
        label: str = "",
        pieces: Sequence[Stretch] = (),
    ) -> Span:
        """Add a paragraph, one line of text without outer blanks. An empty one is an empty line.

        Raises:
            TextTooLong.
        """
        self._write(INDENT if indent and text else "")
        start = self._length
        self._write(text)
        span = Span(start, self._length)
        self._write("\n")
        if not text:
            return span
        number = level_of(text)
        if style is None:
            style = Style.HEADING if is_heading(text) else Style.BODY
        self.paragraphs.append(Paragraph(span, style, number if level is None else level, page, box, label))
        self._place(pieces, start)
        return span

    def add_table(self, rows: Iterable[Sequence[DraftCell]], *, page: int | None = None) -> Table | None:
        """Add a table, one line a row, cells parted by tabs; a row without any text is left out.

        Every row has as many cells as the table has columns: one that fills several is followed by empty ones.
        """
        start, kept = self._length, []
        for row in squared(rows):
            if not any(cell.text for cell in row):
                continue
            row_start, cells = self._length, []
            for index, cell in enumerate(row):
                self._write("\t" if index else "")
                at = self._length
                self._write(cell.text)
                cells.append(Cell(Span(at, self._length), cell.across, cell.above))
                self._place(cell.pieces, at)
                if cell.shared:
                    says = Said(
                        "“{words}”这一格是合并的，占{cells}格：是几项合计，还是各项都是这个数？",
                        words=verbatim(cell.text),
                        cells=cell.shared,
                    )
                    self.warn(CautionKind.SHARED, says, span=cells[-1].span, page=page)
                self._write("\t" * min(cell.across - 1, _MOST_EMPTY))
            span = Span(row_start, self._length)
            self._write("\n")
            self.paragraphs.append(Paragraph(span, Style.ROW, 0, page))
            kept.append(tuple(cells))
        if not kept:
            return None
        table = Table(Span(start, self._length - 1), tuple(kept), page)
        self.tables.append(table)
        return table

    def drop(self, kind: FurnitureKind, text: str, page: int | None = None) -> None:
        if text.strip():
            self.furniture.append(Furniture(kind, text.strip(), page))

    def warn(self, kind: CautionKind, says: Said, *, span: Span | None = None, page: int | None = None) -> None:
        self.warnings.append(Caution(kind, says, span, page))

    def finish(self, *, text: str | None = None) -> Document:
        """The document. `text` replaces what was built, where the file's own text is kept to the letter.

        Raises:
            NoText: there is not a single sign in it.
        """
        built = "".join(self._parts)
        if text is None:
            text = built.rstrip("\n")
        if not text.strip():
            raise NoText()
        if words := [" ".join(word.split()) for word in self.struck if word.strip()]:
            self.warn(CautionKind.STRUCK, said_of(words))
        titles = [p.span.of(text) for p in self.paragraphs if p.style is Style.TITLE]
        known = find_metadata(text.split("\n"), titles=[*titles, *self.titles], facts=self.facts)
        self._mark_title(text, known.title)
        return Document(
            text=text,
            format=self.format,
            title=known.title,
            number=known.number,
            issued=known.issued,
            issuer=known.issuer,
            paragraphs=tuple(self.paragraphs),
            tables=tuple(self.tables),
            notes=tuple(self.notes),
            furniture=tuple(self.furniture),
            pages=tuple(self.pages),
            warnings=tuple(self.warnings),
            pieces=tuple(sorted(self.pieces)),
        )

    def _mark_title(self, text: str, title: str) -> None:
        """The paragraphs that together are the title; it may stand on several lines."""
        for first in range(len(self.paragraphs)):
            rest = re.sub(r"\s", "", title)
            for last in range(first, min(first + 5, len(self.paragraphs))):
                line = re.sub(r"\s", "", self.paragraphs[last].span.of(text))
                if not line or not rest.startswith(line):
                    break
                rest = rest.removeprefix(line)
                if not rest:
                    for at in range(first, last + 1):
                        self.paragraphs[at] = replace(self.paragraphs[at], style=Style.TITLE, level=0)
                    return

    @property
    def length(self) -> int:
        return self._length

    def _write(self, text: str) -> None:
        if not text:
            return
        self._length += len(text)
        if self._length > self.limits.text:
            raise TextTooLong(limit=self.limits.text)
        self._parts.append(text)

    def _place(self, pieces: Sequence[Stretch], start: int) -> None:
        for piece in pieces:
            self.pieces.append(Stretch(Span(piece.span.start + start, piece.span.end + start), piece.page, piece.box))
