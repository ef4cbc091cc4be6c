"""Files from an office's computer, read within bounds: any of its encodings, never more than they should be.

Every refusal says which file, why, and what to do next. Only the file's name is printed, never its path.
"""

from __future__ import annotations

import codecs
from pathlib import Path

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
    place = Place(path.name)
    if not path.is_file():
        raise FileMissing(place)
    try:
        with path.open("rb") as handle:
            data = handle.read(limit + 1)
    except PermissionError as error:
        raise FileForbidden(place) from error
    if not data:
        raise FileEmpty(place)
    if len(data) > limit:
        raise FileTooBig(place, size=_megabytes(path.stat().st_size), limit=_megabytes(limit))
    return data


def read_text(path: str | Path, *, limit: int = TEXT_LIMIT) -> str:
    """The text of a file in whatever encoding it came: UTF-8, UTF-16, GB 18030, Big5.

    Line ends become "\\n"; a byte order mark is dropped; nothing else is changed.

    Raises:
        FileError: F201 missing, F202 too big, F203 empty, F204 not text, F205 encoding unknown, F206 forbidden.
    """
    path = Path(path)
    return decode(read_bytes(path, limit=limit), name=path.name)


def decode(data: bytes, *, name: str = "") -> str:
    """Text of `data`; `name` is the file's name for messages."""
    place = Place(name)
    for signature, what in SIGNATURES:
        if data.startswith(signature):
            raise FileNotText(place, what=what)
    text = _decoded(data, place)
    if not text.strip("\ufeff \t\r\n"):
        raise FileEmpty(place)
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _decoded(data: bytes, place: Place) -> str:
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return _strict(data, encoding, place)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = None
    if text is not None and "\0" not in text:
        return text
    if b"\0" in data[:SAMPLE]:
        return _wide(data, place)
    return _guessed(data, place)


def _wide(data: bytes, place: Place) -> str:
    """UTF-16 without its mark: the zero bytes of Latin letters and spaces stand on one side."""
    even, odd = data[:SAMPLE:2].count(0), data[1:SAMPLE:2].count(0)
    if len(data) % 2 or max(even, odd) < 8 * min(even, odd) or max(even, odd) == 0:
        raise FileNotText(place, what="含有二进制内容")
    try:
        text = data.decode("utf-16-le" if odd > even else "utf-16-be")
    except UnicodeDecodeError as error:
        raise FileNotText(place, what="含有二进制内容") from error
    if sum(not c.isprintable() and c not in "\r\n\t\f" for c in text[:2000]) > 20:
        raise FileNotText(place, what="含有二进制内容")
    return text


def _guessed(data: bytes, place: Place) -> str:
    """GB 18030 or Big5, by what the text looks like; the heavy guesser loads only here."""
    control = sum(b < 9 or 13 < b < 32 for b in data[:SAMPLE])
    if control > len(data[:SAMPLE]) // 100 + 1:
        raise FileNotText(place, what="含有二进制内容")
    from charset_normalizer import from_bytes

    best = from_bytes(data[:SAMPLE], cp_isolation=["gb18030", "big5", "utf_16", "utf_8"]).best()
    order = ["gb18030", "big5"]
    if best and best.encoding == "big5":
        order.reverse()
    found = []
    for encoding in order:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        found.append((_strangeness(text), encoding, text))
    if not found:
        raise EncodingUnknown(place)
    found.sort(key=lambda item: (item[0], order.index(item[1])))
    strange, _, text = found[0]
    if strange > 0.2:
        raise EncodingUnknown(place)
    return text


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


def _strict(data: bytes, encoding: str, place: Place) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise EncodingUnknown(place) from error


def _megabytes(size: int) -> str:
    return f"{size / MB:.1f}".removesuffix(".0")
