"""The picture of one page, drawn in a bounded child process: `main([KIND, PAGE, BOUND])`, run by `nursery.py`.

The file comes on standard input; the answer is a PNG, or one line of JSON with the error.
"""

from __future__ import annotations

import io
import json
import os
import sys
from typing import Any

from guatu.core.errors import FileError
from guatu.store.documents.errors import DocumentDamaged, PageMissing, ReaderCrashed, ReaderOutOfMemory
from guatu.store.documents.model import Format

DRAWN = frozenset({Format.PDF, Format.IMAGE})  # of these formats a page can be drawn
_DOTS = 150  # an inch
_MOST = 2200  # pixels along the longer side
_MOST_PIXELS = 80_000_000


def draw(kind: Format, data: bytes, page: int) -> bytes:
    """One page, counted from 1, as PNG.

    Raises:
        PageMissing, DocumentDamaged.
    """
    picture = _pdf(data, page) if kind is Format.PDF else _image(data, page)
    out = io.BytesIO()
    picture.save(out, "PNG", compress_level=6)
    return out.getvalue()


def _pdf(data: bytes, page: int) -> Any:
    import pypdfium2 as pdfium  # type: ignore[import-untyped]

    try:
        document = pdfium.PdfDocument(data)
        if not 1 <= page <= len(document):
            raise PageMissing(page=page, pages=len(document))
        shown = document[page - 1]
        scale = min(_DOTS / 72, _MOST / max(1.0, *shown.get_size()))
        return shown.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
    except pdfium.PdfiumError as error:
        raise DocumentDamaged(why=f"第{page}页打不开") from error


def _image(data: bytes, page: int) -> Any:
    from PIL import Image, ImageOps, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = _MOST_PIXELS
    try:
        picture: Any = Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "TIFF", "BMP"))
        count = getattr(picture, "n_frames", 1)
        if not 1 <= page <= count:
            raise PageMissing(page=page, pages=count)
        picture.seek(page - 1)
        shown = ImageOps.exif_transpose(picture.convert("RGB"))
        shown.thumbnail((_MOST, _MOST))
        return shown
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise DocumentDamaged(why="图片打不开") from error


def answer(kind: Format, data: bytes, page: int) -> bytes:
    """The picture, or the error as JSON. Never raises."""
    try:
        return draw(kind, data, page)
    except FileError as error:
        said: dict[str, Any] = {"code": error.code, "facts": dict(error.facts)}
    except MemoryError:
        said = {"code": ReaderOutOfMemory.code, "facts": {}}
    except Exception as error:  # a library's own failure on a broken file; the traceback goes to standard error
        import traceback

        traceback.print_exc()
        said = {"code": ReaderCrashed.code, "facts": {"why": type(error).__name__}}
    return json.dumps({"error": said}, ensure_ascii=False).encode()


def main(args: list[str]) -> None:
    from guatu.store.documents.child import bind

    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a library that prints must not spoil the answer
    bind(*json.loads(args[2]))
    out.write(answer(Format(args[0]), sys.stdin.buffer.read(), int(args[1])))
    out.close()
    os._exit(0)  # no library's clean-up may spoil a finished answer
