"""The file a plan came in, kept with the map from its text to its pages; and the picture of one of its pages."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from guatu.core.errors import Place
from guatu.store.documents.bounded import draw_in_child
from guatu.store.documents.limits import Limits
from guatu.store.documents.model import Document, Format
from guatu.store.documents.picture import DRAWN
from guatu.store.documents.places import Places
from guatu.store.files import read_bytes

LIMITS = Limits(seconds=20)  # for one page; somebody is waiting for it
MEDIA = {
    Format.TEXT: "text/plain",
    Format.MARKDOWN: "text/markdown",
    Format.HTML: "text/html",
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.PDF: "application/pdf",
    Format.OFD: "application/ofd",
    Format.DOC: "application/msword",
    Format.ODT: "application/vnd.oasis.opendocument.text",
    Format.RTF: "application/rtf",
}


@dataclass(frozen=True, slots=True)
class Original:
    """A file exactly as it came, and where its text stands on its pages (empty where it has none)."""

    name: str
    format: Format
    content: bytes
    places: Places

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @property
    def media(self) -> str:
        return MEDIA.get(self.format, "application/octet-stream")


def keep_original(path: str | Path, document: Document, *, limits: Limits = Limits()) -> Original:  # noqa: B008 - frozen
    """The file that a document was read from.

    Raises:
        FileError: it is gone, or larger than what may be read.
    """
    path = Path(path)
    return Original(path.name, document.format, read_bytes(path, limit=limits.input), Places.of(document))


def page_picture(
    content: Callable[[], bytes], kind: Format, page: int, *, name: str, sha256: str, cache: Path | None
) -> bytes:
    """A page as PNG, from the cache when it was drawn before.

    Raises:
        FileError: the page does not exist, or cannot be drawn within bounds.
    """
    assert kind in DRAWN, kind
    kept = cache / f"{sha256}-{page}.png" if cache else None
    if kept and kept.is_file():
        return kept.read_bytes()
    with tempfile.TemporaryFile() as handle:
        handle.write(content())
        picture = draw_in_child(kind, handle, page, Place(name), LIMITS)
    if kept:
        _keep(kept, picture)
    return picture


def _keep(path: Path, picture: bytes) -> None:
    """Whole or not at all. A cache that cannot be written costs time, nothing else."""
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
        with os.fdopen(handle, "wb") as out:
            out.write(picture)
        os.replace(name, path)
