"""A document as JSON and back: what the child process hands to the one that asked.

`unpack` trusts nothing: a reader that was led astray by a file must not be able to hand over anything but a document.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from guatu.core.text.spans import Span
from guatu.store.documents.model import (
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
    Piece,
    Style,
    Table,
)


class BadAnswer(ValueError):
    """The JSON is no document."""


def pack(document: Document) -> dict[str, Any]:
    """Lists and numbers only; `unpack` gives the same document back."""
    return {
        "text": document.text,
        "format": document.format,
        "title": document.title,
        "number": document.number,
        "issued": document.issued.isoformat() if document.issued else None,
        "issuer": document.issuer,
        "paragraphs": [[p.span, p.style, p.level, p.page, p.box, p.label] for p in document.paragraphs],
        "tables": [
            [t.span, t.page, [[[c.span, c.across, c.above] for c in row] for row in t.rows]] for t in document.tables
        ],
        "notes": [[n.mark, n.text, n.at] for n in document.notes],
        "furniture": [[f.kind, f.text, f.page] for f in document.furniture],
        "pages": [[p.number, p.width, p.height] for p in document.pages],
        "warnings": [[w.kind, w.says, w.span, w.page] for w in document.warnings],
        "pieces": document.pieces,
    }


def unpack(data: Any) -> Document:
    """
    Raises:
        BadAnswer: a part is missing, of the wrong kind, or a span leaves the text.
    """
    try:
        text = _text(data["text"])
        return Document(
            text=text,
            format=Format(data["format"]),
            title=_text(data["title"]),
            number=_text(data["number"]),
            issued=date.fromisoformat(data["issued"]) if data["issued"] else None,
            issuer=_text(data["issuer"]),
            paragraphs=tuple(
                Paragraph(_span(s, text), Style(style), int(level), _page(page), _box(box), _text(label))
                for s, style, level, page, box, label in data["paragraphs"]
            ),
            tables=tuple(
                Table(
                    _span(s, text),
                    tuple(tuple(Cell(_span(c, text), int(across), bool(up)) for c, across, up in row) for row in rows),
                    _page(page),
                )
                for s, page, rows in data["tables"]
            ),
            notes=tuple(
                Note(_text(mark), _text(note), at if at is None else _span((at, at), text).start)
                for mark, note, at in data["notes"]
            ),
            furniture=tuple(Furniture(FurnitureKind(k), _text(t), _page(p)) for k, t, p in data["furniture"]),
            pages=tuple(Page(int(n), float(w), float(h)) for n, w, h in data["pages"]),
            warnings=tuple(
                Caution(CautionKind(k), _text(says), None if s is None else _span(s, text), _page(p))
                for k, says, s, p in data["warnings"]
            ),
            pieces=tuple(Piece(_span(s, text), int(p), _sure_box(b)) for s, p, b in data["pieces"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadAnswer(str(error)) from error


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("text")
    return value


def _span(value: Any, text: str) -> Span:
    start, end = value
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start <= end <= len(text)):
        raise ValueError("span")
    return Span(start, end)


def _page(value: Any) -> int | None:
    return None if value is None else int(value)


def _box(value: Any) -> Box | None:
    return None if value is None else _sure_box(value)


def _sure_box(value: Any) -> Box:
    left, top, right, bottom = (float(v) for v in value)
    return Box(left, top, right, bottom)
