"""Files from an office's computer, read within bounds: any of its encodings, never more than they should be.

Every refusal says which file, why, and what to do next. Only the file's name is printed, never its path.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TextIO

from guatu.core.errors import FileError, Place

MB = 1024 * 1024
TEXT_LIMIT = 5 * MB
SAMPLE = 64 * 1024
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class FileMissing(FileError):
    code, reason, remedy = "F201", "找不到这个文件。", "请核对文件名和所在的文件夹。"


class FileTooBig(FileError):
    code = "F202"
    reason = "文件有{size}兆字节，超过{limit}兆字节的上限。"
    remedy = "请拆成几个文件，或删去图片和无关的表。"


class FileEmpty(FileError):
    code, reason, remedy = "F203", "文件是空的。", "请核对是否选对了文件，或重新导出一次。"


class FileNotText(FileError):
    code = "F204"
    reason = "这不是文本文件（{what}）。"
    remedy = "请另存为文本（.txt、.csv）后再试。"


class EncodingUnknown(FileError):
    code = "F205"
    reason = "认不出这个文件的文字编码。"
    remedy = "请用记事本打开，另存为UTF-8编码后再试。"


class FileForbidden(FileError):
    code, reason, remedy = "F206", "没有权限读这个文件。", "请核对文件的权限，或换一个文件夹存放。"


SIGNATURES = (
    (b"PK\x03\x04", "压缩包或Office文件"),
    (b"%PDF", "PDF文件"),
    (b"\xd0\xcf\x11\xe0", "旧版Word或Excel文件"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"Rar!", "压缩包"),
)


def read_bytes(path: str | Path, *, limit: int = TEXT_LIMIT) -> bytes:
    """The whole file.

    Raises:
        FileMissing, FileForbidden, FileEmpty, FileTooBig (`limit` is in bytes).
    """
    path = Path(path)
    with _opened(path) as handle:
        data = handle.read(limit + 1)
    if not data:
        raise FileEmpty(Place(path.name))
    if len(data) > limit:
        raise FileTooBig(Place(path.name), size=_megabytes(path.stat().st_size), limit=_megabytes(limit))
    return data


def read_text(path: str | Path, *, limit: int = TEXT_LIMIT) -> str:
    """The text of a file in whatever encoding it came: UTF-8, UTF-16, GB 18030, Big5.

    Line ends become "\n"; a byte order mark is dropped; nothing else is changed.

    Raises:
        FileError: F201 missing, F202 too big, F203 empty, F204 not text, F205 encoding unknown, F206 forbidden.
    """
    path = Path(path)
    return decode(read_bytes(path, limit=limit), name=path.name)


@contextmanager
def open_text(path: str | Path) -> Iterator[TextIO]:
    """The text of a file of any length, to be read as it goes; otherwise as `read_text`."""
    path = Path(path)
    place = Place(path.name)
    with _opened(path) as handle:
        head = handle.read(SAMPLE)
    if not head:
        raise FileEmpty(place)
    encoding = _encoding(head, path.stat().st_size, lambda encoding: _file_decodes(path, encoding), place)
    with path.open(encoding=encoding) as text:
        yield text


def decode(data: bytes, *, name: str = "") -> str:
    """Text of `data`; `name` is the file's name for messages."""
    place = Place(name)
    encoding = _encoding(data[:SAMPLE], len(data), lambda encoding: _decodes(data, encoding), place)
    text = data.decode(encoding)
    if not text.strip("\ufeff \t\r\n"):
        raise FileEmpty(place)
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    place = Place(path.name)
    if not path.is_file():
        raise FileMissing(place)
    try:
        handle = path.open("rb")
    except PermissionError as error:
        raise FileForbidden(place) from error
    with handle:
        yield handle


Decodes = Callable[[str], bool]  # whether the whole file can be read in an encoding


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return encoding != "utf-8" or "\0" not in text


def _file_decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as handle:
            while part := handle.read(MB):
                if encoding == "utf-8" and b"\0" in part:
                    return False
                decoder.decode(part)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _encoding(head: bytes, size: int, decodes: Decodes, place: Place) -> str:
    """What a file that begins with `head` is written in. Raises FileNotText, EncodingUnknown."""
    for signature, what in SIGNATURES:
        if head.startswith(signature):
            raise FileNotText(place, what=what)
    for mark, encoding in BOMS:
        if head.startswith(mark):
            if not decodes(encoding):
                raise EncodingUnknown(place)
            return encoding
    if decodes("utf-8"):
        return "utf-8"
    return _wide(head, size, decodes, place) if b"\0" in head else _guessed(head, decodes, place)


def _wide(head: bytes, size: int, decodes: Decodes, place: Place) -> str:
    """UTF-16 without its mark: the zero bytes of Latin letters and spaces stand on one side."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    if size % 2 or max(even, odd) < 8 * min(even, odd) or max(even, odd) == 0:
        raise FileNotText(place, what="含有二进制内容")
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    sample = head.decode(encoding, errors="ignore")[:2000]
    if not decodes(encoding) or sum(not c.isprintable() and c not in "\r\n\t\f" for c in sample) > 20:
        raise FileNotText(place, what="含有二进制内容")
    return encoding


def _guessed(head: bytes, decodes: Decodes, place: Place) -> str:
    """GB 18030 or Big5, by what the text looks like; the heavy guesser loads only here."""
    control = sum(b < 9 or 13 < b < 32 for b in head)
    if control > len(head) // 100 + 1:
        raise FileNotText(place, what="含有二进制内容")
    from charset_normalizer import from_bytes

    best = from_bytes(head, cp_isolation=["gb18030", "big5", "utf_16", "utf_8"]).best()
    order = ["gb18030", "big5"]
    if best and best.encoding == "big5":
        order.reverse()
    found = [(_strangeness(head.decode(e, errors="ignore")), e) for e in order if decodes(e)]
    if not found:
        raise EncodingUnknown(place)
    strange, encoding = min(found, key=lambda item: (item[0], order.index(item[1])))
    if strange > 0.2:
        raise EncodingUnknown(place)
    return encoding


# The thirty commonest characters of official texts, simplified and traditional: a right decoding has many of them.
COMMON = set("的一是不了在人有中大国年和上为个以到业发市度元工经展服务建目标重项实企产增长區國業發務")


def _strangeness(text: str) -> float:
    """Share of characters that no Chinese office writes, less the share of those it always does."""
    sample = text[:4000]
    if not sample:
        return 1.0
    odd = sum(_odd(c) for c in sample)
    common = sum(c in COMMON for c in sample)
    return odd / len(sample) - common / len(sample) / 2


def _odd(char: str) -> bool:
    code = ord(char)
    return 0xE000 <= code <= 0xF8FF or 0x3400 <= code <= 0x4DBF or code > 0x1FFFF or (0x80 <= code < 0xA0)


def _megabytes(size: int) -> str:
    return f"{size / MB:.1f}".removesuffix(".0")
