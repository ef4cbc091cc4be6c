"""What kind of document a file is, told by its content. Its ending is not asked: people rename files."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib

from guatu.core.errors import Place
from guatu.store.documents import ole
from guatu.store.documents.errors import DocumentDamaged, DocumentLocked, FormatUnknown, FormatUnsupported
from guatu.store.documents.model import Format
from guatu.store.files import FileNotText, decode

_SAMPLE = 64 * 1024
_OTHERS = (
    (b"Rar!", "压缩包（.rar）"),
    (b"7z\xbc\xaf\x27\x1c", "压缩包（.7z）"),
    (b"\x1f\x8b", "压缩包（.gz）"),
    (b"GIF8", "动图（.gif）"),
    (b"MZ", "程序（.exe）"),
    (b"\x7fELF", "程序"),
    (b"SQLite format 3\0", "数据库"),
    (b"CAJ", "CAJ文件"),
    (b"HN\0\0", "CAJ文件"),
    (b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<?mso-application', "旧式Word XML"),
)
_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"BM", b"II*\0", b"MM\0*")
_HTML = re.compile(rb"<!doctype\s+html|<html[\s>]|<body[\s>]|<head[\s>]", re.I)
_BLOCKS = re.compile(rb"<(?:p|div|table|h[1-6]|br|span)\b[^<>]{0,400}>", re.I)
_MARKDOWN = re.compile(r"^(?:#{1,6} +\S|\|? *:?-{3,}:? *\|)", re.M)


def recognise(data: bytes, name: str = "") -> Format:
    """The format of a file, by its content.

    Raises:
        FormatUnknown, FormatUnsupported, DocumentLocked, DocumentDamaged: with the file's name.
    """
    place = Place(name)
    head = data[:_SAMPLE]
    if head.startswith(b"PK\x03\x04"):
        return _archive(data, place)
    if head.startswith((b"PK\x05\x06", b"PK\x07\x08")):
        raise DocumentDamaged(place, why="压缩包是空的或不完整")
    if head.startswith(ole.MAGIC):
        return _compound(data, place)
    if b"%PDF-" in head[:1024]:
        return Format.PDF
    if head.startswith(b"{\\rtf"):
        return Format.RTF
    for magic, what in _OTHERS:
        if head.startswith(magic):
            raise FormatUnsupported(place, what=what)
    if head.startswith(_IMAGES) and b"\0" in head:
        return Format.IMAGE
    return _text(data, head, place)


def _text(data: bytes, head: bytes, place: Place) -> Format:
    if _HTML.search(head[:4096]) or len(_BLOCKS.findall(head)) >= 4:
        return Format.HTML
    try:
        text = decode(data, name=place.source)
    except FileNotText as error:
        raise FormatUnknown(place) from error
    return Format.MARKDOWN if _MARKDOWN.search(text) else Format.TEXT


def _archive(data: bytes, place: Place) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {info.filename for info in archive.infolist()[:20_000]}
            kind = ""
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                kind = archive.read("mimetype").decode("ascii", "replace").strip()
    except (zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, ValueError, IndexError, OverflowError,
            NotImplementedError, RuntimeError) as error:  # fmt: skip
        raise DocumentDamaged(place, why="压缩包打不开") from error
    lower = {name.lower().lstrip("/") for name in names}
    if "word/document.xml" in lower or any(re.fullmatch(r"word/document\d*\.xml", n) for n in lower):
        return Format.DOCX
    if "ofd.xml" in lower:
        return Format.OFD
    if "xl/workbook.xml" in lower or "xl/workbook.bin" in lower or kind.endswith("opendocument.spreadsheet"):
        return Format.SHEET
    if kind.endswith(("opendocument.text", "opendocument.text-template")):
        return Format.ODT
    if "ppt/presentation.xml" in lower or kind.endswith("opendocument.presentation"):
        raise FormatUnsupported(place, what="演示文稿")
    raise FormatUnsupported(place, what="压缩包（.zip）")


def _compound(data: bytes, place: Place) -> Format:
    try:
        names = set(ole.stream_names(data))
    except ole.NotOle as error:
        raise DocumentDamaged(place, why="旧版Office文件的目录不完整") from error
    if {"EncryptedPackage", "EncryptionInfo"} & names:
        raise DocumentLocked(place)
    if "WordDocument" in names:
        return Format.DOC
    if {"Workbook", "Book"} & names:
        return Format.SHEET
    if "PowerPoint Document" in names:
        raise FormatUnsupported(place, what="演示文稿")
    if {"MatOST", "CONTENTS"} & names:
        return Format.WPS
    if not any("Root" in name for name in names):
        raise DocumentDamaged(place, why="旧版Office文件的目录不完整")
    raise FormatUnsupported(place, what="旧版Office的其他文件")
