"""`read_document`: any file an office keeps its plans in, read into text, structure and places.

Text and Markdown are read here. Every format that needs somebody else's parser is read in a child process.
"""

from __future__ import annotations

from pathlib import Path
from typing import IO

from guatu.core.errors import FileError, Place
from guatu.store.documents.bounded import read_in_child
from guatu.store.documents.errors import BY_CODE, NoText, OcrMissing
from guatu.store.documents.formats.plain import read_markdown, read_plain
from guatu.store.documents.limits import Limits
from guatu.store.documents.model import CautionKind, Document, Format
from guatu.store.documents.recognise import recognise
from guatu.store.files import decode, read_bytes

USUAL = Limits()


def read_document(path: str | Path, *, limits: Limits = USUAL, ocr: bool = True) -> Document:
    """The document in a file: .txt .md .html .docx .pdf .ofd .doc .xlsx .xls .odt .rtf .wps .png .jpg.

    The format is told by the content. A PDF with pages that hold no text is read again as a scan when the extra
    `ocr` is installed; without it, those pages are named in `warnings`, and a PDF that has no text at all is refused.

    Args:
        ocr: whether pages without text may be read as pictures, at a few seconds a page.
    Raises:
        FileError: F201–F206 of `store/files.py`, F220–F243 of `errors.py`; see docs/documents.md.
    """
    path = Path(path)
    place = Place(path.name)
    data = read_bytes(path, limit=limits.input)
    kind = recognise(data, path.name)
    if kind in (Format.TEXT, Format.MARKDOWN):
        return _own(kind, data, place, limits)
    with path.open("rb") as handle:
        return _foreign(kind, handle, place, limits, ocr=ocr)


def _own(kind: Format, data: bytes, place: Place, limits: Limits) -> Document:
    text = decode(data, name=place.source)
    try:
        return read_markdown(text, limits) if kind is Format.MARKDOWN else read_plain(text, limits)
    except FileError as error:
        raise BY_CODE[error.code](place, **error.facts) from error


def _foreign(kind: Format, handle: IO[bytes], place: Place, limits: Limits, *, ocr: bool) -> Document:
    if kind is Format.IMAGE:
        if not has_ocr():
            raise OcrMissing(place)
        return read_in_child(kind, handle, place, limits)
    if kind is not Format.PDF:
        return read_in_child(kind, handle, place, limits)
    try:
        document = read_in_child(kind, handle, place, limits)
    except NoText:
        if not has_ocr():
            raise OcrMissing(place) from None
        if not ocr:
            raise
        return read_in_child(kind, handle, place, limits, ocr=True)
    blank = any(w.kind in (CautionKind.NO_TEXT, CautionKind.GARBLED) for w in document.warnings)
    if blank and ocr and has_ocr():
        return read_in_child(kind, handle, place, limits, ocr=True)
    return document


def has_ocr() -> bool:
    """Whether the extra `ocr` is installed. Looks for it without loading it."""
    from importlib.util import find_spec

    return all(find_spec(name) is not None for name in ("rapidocr", "onnxruntime"))
