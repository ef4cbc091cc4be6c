"""A document as JSON and back: what the child process hands to the one that asked.

`unpack` trusts nothing: a reader that was led astray by a file must not be able to hand over anything but a document.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from guatu.core.codec import plain, read
from guatu.core.text.spans import Span
from guatu.store.documents.model import Document


class BadAnswer(ValueError):
    """The JSON is no document."""


def pack(document: Document) -> dict[str, Any]:
    """Dicts, lists and numbers only; `unpack` gives the same document back."""
    packed: dict[str, Any] = plain(document)
    return packed


def unpack(data: Any) -> Document:
    """
    Raises:
        BadAnswer: a part is of the wrong kind, or a span leaves the text.
    """
    try:
        document = read(data, Document)
    except ValueError as error:
        raise BadAnswer(str(error)) from error
    if not all(0 <= start <= end <= len(document.text) for start, end in _spans(document)):
        raise BadAnswer("span")
    return document


def _spans(document: Document) -> Iterator[Span]:
    for paragraph in document.paragraphs:
        yield paragraph.span
    for table in document.tables:
        yield table.span
        for row in table.rows:
            for cell in row:
                yield cell.span
    for note in document.notes:
        if note.at is not None:
            yield Span(note.at, note.at)
    for caution in document.warnings:
        if caution.span is not None:
            yield caution.span
    for piece in document.pieces:
        yield piece.span
