"""Has a foreign format read, or a page of it drawn, in a child process, and reads its answer.

It waits for the child no longer than allowed.
"""

from __future__ import annotations

import json
import os
import signal
import tempfile
from typing import IO, Any

from guatu.core.errors import FileError, Place
from guatu.store.documents import wire
from guatu.store.documents.errors import BY_CODE, ReaderCrashed, ReaderOutOfMemory, ReaderTimedOut
from guatu.store.documents.forks import Nursery, TimeIsOver
from guatu.store.documents.limits import MB, Limits
from guatu.store.documents.model import Document, Format

_HEAVY = (Format.IMAGE, Format.DOC, Format.ODT, Format.RTF, Format.WPS)  # models or LibreOffice are mapped
_ANSWER = 200 * MB
_PICTURE = 40 * MB
_READER, _PAINTER = "guatu.store.documents.child", "guatu.store.documents.picture"
_WORKBOOK = "guatu.store.documents.workbook"
_nursery = Nursery()


def read_in_child(kind: Format, handle: IO[bytes], place: Place, limits: Limits, *, ocr: bool = False) -> Document:
    """The document behind an open file, read in a process of its own.

    Args:
        ocr: pages without text are to be read as pictures, with the limits for pictures.
    Raises:
        FileError: coded, at `place`.
    """
    slow = ocr or kind is Format.IMAGE
    seconds = limits.scan_seconds if slow else limits.seconds
    memory = limits.scan_memory if slow or kind in _HEAVY else limits.memory
    asked = {**limits.as_dict(), "bound": (seconds, memory), "ocr": ocr}
    with tempfile.TemporaryFile() as out:
        _run(_READER, [kind.value, json.dumps(asked)], handle, out, place, seconds)
        return _answer(out, place)


def draw_in_child(kind: Format, handle: IO[bytes], page: int, place: Place, limits: Limits) -> bytes:
    """One page of an open file as PNG, drawn in a process of its own.

    Raises:
        FileError: coded, at `place`.
    """
    bound = json.dumps((limits.seconds, limits.memory))
    with tempfile.TemporaryFile() as out:
        _run(_PAINTER, [kind.value, str(page), bound], handle, out, place, limits.seconds)
        size = out.seek(0, os.SEEK_END)
        out.seek(0)
        picture = out.read() if size <= _PICTURE else b""
    if picture.startswith(b"\x89PNG\r\n"):
        return picture
    try:
        raise _coded(json.loads(picture)["error"], place)
    except (ValueError, KeyError, TypeError) as error:
        raise ReaderCrashed(place, why="没有结果") from error


def cells_in_child(handle: IO[bytes], place: Place, limits: Limits) -> dict[str, list[list[str]]]:
    """The cells of every sheet of a workbook, read in a process of its own.

    Raises:
        FileError: coded, at `place`.
    """
    bound = json.dumps((limits.seconds, limits.memory))
    with tempfile.TemporaryFile() as out:
        _run(_WORKBOOK, [bound, str(limits.rows)], handle, out, place, limits.seconds)
        answer = _json_of(out, place)
    try:
        if "error" in answer:
            raise _coded(answer["error"], place)
        return {str(name): [[str(cell) for cell in row] for row in rows] for name, rows in answer["sheets"].items()}
    except (KeyError, TypeError, AttributeError) as error:
        raise ReaderCrashed(place, why="结果不完整") from error


def _run(module: str, args: list[str], handle: IO[bytes], out: IO[bytes], place: Place, seconds: float) -> None:
    """Run one of our modules on an open file and wait for it, no longer than allowed."""
    with tempfile.TemporaryFile() as log:
        handle.seek(0)
        try:
            status = _nursery.run(module, args, (handle.fileno(), out.fileno(), log.fileno()), seconds=seconds)
        except TimeIsOver:
            raise ReaderTimedOut(place, seconds=f"{seconds:g}") from None
        if status:
            raise _stopped(status, place, seconds, _tail(log))


def _answer(out: IO[bytes], place: Place) -> Document:
    answer = _json_of(out, place)
    try:
        if "error" in answer:
            raise _coded(answer["error"], place)
        return wire.unpack(answer["document"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ReaderCrashed(place, why="结果不完整") from error


def _json_of(out: IO[bytes], place: Place) -> Any:
    size = out.seek(0, os.SEEK_END)
    if not 0 < size <= _ANSWER:
        raise ReaderCrashed(place, why="没有结果")
    out.seek(0)
    try:
        return json.load(out)
    except (ValueError, RecursionError) as error:
        raise ReaderCrashed(place, why="结果不完整") from error


def _coded(error: Any, place: Place) -> FileError:
    kind = BY_CODE[error["code"]]
    return kind(place, **error["facts"])


def _stopped(status: int, place: Place, seconds: float, log: bytes) -> FileError:
    if -status in (signal.SIGXCPU, signal.SIGKILL):
        return ReaderTimedOut(place, seconds=f"{seconds:g}")
    if -status in (signal.SIGABRT, signal.SIGTRAP, signal.SIGILL) or b"MemoryError" in log or b"bad_alloc" in log:
        return ReaderOutOfMemory(place)
    why = f"信号{-status}" if status < 0 else f"代码{status}"
    return ReaderCrashed(place, why=why)


def _tail(log: IO[bytes]) -> bytes:
    size = log.seek(0, os.SEEK_END)
    log.seek(max(0, size - 4096))
    return log.read()
