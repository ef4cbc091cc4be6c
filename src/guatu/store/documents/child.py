"""The child process in which foreign formats are read: `main([FORMAT, LIMITS])`, run by `nursery.py`.

The document comes on standard input, the answer leaves as one line of JSON on standard output: either
{"document": …} or {"error": {"code": …, "facts": …}}. Before a single byte is looked at, the process binds itself:
CPU time, address space, size of files it may write, no core dump.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from typing import Any

from guatu.core.errors import FileError
from guatu.store.documents import wire
from guatu.store.documents.errors import ReaderCrashed, ReaderOutOfMemory
from guatu.store.documents.limits import MB, Limits
from guatu.store.documents.model import Document, Format


def read(kind: Format, data: bytes, limits: Limits, *, ocr: bool = False) -> Document:
    """The document in `data`. Each reader loads only the libraries it needs.

    Raises:
        FileError: coded, without a place.
    """
    if kind is Format.DOCX:
        from guatu.store.documents.formats.docx import read_docx

        return read_docx(data, limits)
    if kind is Format.PDF:
        from guatu.store.documents.formats.pdf import read_pdf

        return read_pdf(data, limits, ocr=ocr)
    if kind is Format.HTML:
        from guatu.store.documents.formats.html import read_html

        return read_html(data, limits)
    if kind is Format.OFD:
        from guatu.store.documents.formats.ofd import read_ofd

        return read_ofd(data, limits)
    if kind is Format.SHEET:
        from guatu.store.documents.formats.sheet import read_sheet

        return read_sheet(data, limits)
    if kind is Format.IMAGE:
        from guatu.store.documents.formats.scan import read_image

        return read_image(data, limits)
    from guatu.store.documents.formats.office import read_by_office, read_doc

    return read_doc(data, limits) if kind is Format.DOC else read_by_office(kind, data, limits)


def answer(kind: Format, data: bytes, limits: Limits, *, ocr: bool = False) -> dict[str, Any]:
    """The answer as JSON values. Never raises: what a reader did not foresee is said, too."""
    try:
        return {"document": wire.pack(read(kind, data, limits, ocr=ocr))}
    except FileError as error:
        return {"error": {"code": error.code, "facts": dict(error.facts)}}
    except MemoryError:
        return {"error": {"code": ReaderOutOfMemory.code, "facts": {}}}
    except RecursionError:
        return {"error": {"code": ReaderCrashed.code, "facts": {"why": "嵌套过深"}}}
    except Exception as error:  # a library's own failure on a broken file; the traceback goes to standard error
        import traceback

        traceback.print_exc()
        return {"error": {"code": ReaderCrashed.code, "facts": {"why": type(error).__name__}}}


def bind(seconds: float, memory: int) -> None:
    """Hold this process to its limits; its own children inherit them."""
    cpu = max(1, int(seconds) + 1)
    for what, most in (
        (resource.RLIMIT_CPU, cpu),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, 400 * MB),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (bound, bound))


def main(args: list[str]) -> None:
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a library that prints must not spoil the answer
    asked = json.loads(args[1])
    seconds, memory = asked.pop("bound")
    ocr = asked.pop("ocr")
    bind(seconds, memory)
    result = answer(Format(args[0]), sys.stdin.buffer.read(), Limits(**asked), ocr=ocr)
    out.write(json.dumps(result, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace"))
    out.close()
    os._exit(0)  # no library's clean-up may spoil a finished answer
