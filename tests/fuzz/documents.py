"""Real files, mutated: our own readers of Word, OFD, web pages, sheets and text, called in this process.

A zip file that is mutated as bytes is nearly always refused by its checksum. So the parts inside are mutated, and the
file is packed again around them; and since XML with a changed byte is nearly always refused, too, its tags, values and
words are exchanged as a whole more often than its bytes.
"""

from __future__ import annotations

import io
import random
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import cache

from guatu.core.errors import FileError
from guatu.store.documents.child import read
from guatu.store.documents.formats.plain import read_markdown, read_plain
from guatu.store.documents.limits import MB, Limits
from guatu.store.documents.model import Document, Format
from guatu.store.documents.recognise import recognise
from guatu.store.files import decode

LIMITS = Limits(text=300_000, unpacked=8 * MB, members=200, pages=60, rows=2_000)
Mutator = Callable[[bytes, int], bytes]
_TOKEN = re.compile(rb"<[^<>]{0,4000}>|[^<>]+")
_VALUE = re.compile(rb"(?<==)([\"'])[^\"']{0,400}\1")
ODD = (
    b"", b"0", b"-1", b"1", b"2", b"99999999999999999999", b"1e400", b"-1e400", b"NaN", b"inf", b"1e-7", b"a",
    b"A1", b"XFD1048576", b"A1:XFD1048576", b"../../x",
    b"//x", b"g 9999999 1", b"0 0 0 0", b"1 2", b"&amp;", b"\xe4\xb8\x80",
)  # fmt: skip


@cache
def seeds() -> dict[str, bytes]:
    """One file of each kind, small enough to be read some hundred times a second."""
    from tests.store.documents import makers

    lines = makers.plan_paragraphs()
    rows = "".join(f"<tr><td>{n}</td><td>{line[:20]}</td></tr>" for n, line in enumerate(lines[:6]))
    body = "</p><p>".join(line[:60] for line in lines)
    page = f"<html><body><h1>方案</h1><p>{body}</p><table>{rows}</table></body></html>"
    shown = [[(28.0, 40.0 + 10 * k, 5.5, line[:28]) for k, line in enumerate(lines[:12])]] * 2

    def word(document: object) -> None:
        for line in lines[:12]:
            makers.listed(document.add_paragraph(line[:60]), 0)  # type: ignore[attr-defined]
        table = document.add_table(rows=2, cols=3)  # type: ignore[attr-defined]
        table.cell(0, 0).merge(table.cell(0, 1)).text = "目标"

    return {
        "docx": makers.word(word),
        "ofd": makers.ofd(shown),
        "html": page.encode(),
        "xlsx": _sheet(),
        "txt": "\n".join(lines).encode("gb18030")[:3000],
        "md": ("# 方案\n\n| 指标 | 2027年 |\n|---|---|\n| 增加值 | 344 |\n\n" + "\n\n".join(lines[:4])).encode()[:3000],
    }


def _sheet() -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("任务")
        sheet.merge_range(0, 0, 0, 2, "任务清单")
        for row in range(1, 6):
            for column, value in enumerate(("增加值达到", 344.5 * row, "2027年")):
                sheet.write(row, column, value)
    return out.getvalue()


def mutated(data: bytes, seed: int, mutate: Mutator) -> bytes:
    """A file with one of its parts mutated; a file that is no archive is mutated whole."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = {info.filename: archive.read(info) for info in archive.infolist()}
    except (
        zipfile.BadZipFile,
        OSError,
        ValueError,
        struct.error,
        zlib.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
    ):
        return mutate(data, seed)
    if not members or seed % 20 == 0:
        return mutate(data, seed)
    inner = [name for name in members if name.endswith((".xml", ".rels"))] or list(members)
    name = inner[seed % len(inner)]
    members[name] = mutate(members[name], seed)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for key, content in members.items():
            archive.writestr(key, content)
    return out.getvalue()


def rearranged(part: bytes, seed: int) -> bytes:
    """XML or HTML with some of its tags taken away, said twice or exchanged, and odd values in its attributes."""
    chance = random.Random(seed)
    tokens = _TOKEN.findall(part) or [part]
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        at, to = chance.randrange(len(tokens)), chance.randrange(len(tokens))
        first, last = min(at, to), min(max(at, to), min(at, to) + 40)
        match chance.randrange(7):
            case 0 if len(tokens) > 2:
                del tokens[at]
            case 1:
                tokens[first:first] = tokens[first:last] * chance.choice((1, 1, 3, 30))
            case 2:
                tokens[at], tokens[to] = tokens[to], tokens[at]
            case 3 if len(tokens) > 50:
                del tokens[first:last]
            case 4 if not tokens[at].startswith(b"<"):
                tokens[at] = chance.choice(ODD)
            case _:
                odd = b'"' + chance.choice(ODD) + b'"'
                values = list(_VALUE.finditer(tokens[at]))
                if values:
                    start, end = chance.choice(values).span()
                    tokens[at] = tokens[at][:start] + odd + tokens[at][end:]
        if sum(map(len, tokens)) > 200_000:
            break
    return b"".join(tokens)


def look_at_document(data: bytes) -> None:
    """Recognise and read. A refusal with a code is an answer; anything else that is raised is a finding."""
    try:
        kind = recognise(data, "方案")
        document = _read(kind, data)
    except FileError:
        return
    if document is None:
        return
    for paragraph in document.paragraphs:
        assert 0 <= paragraph.span.start <= paragraph.span.end <= len(document.text), "a paragraph beyond the text"
    for table in document.tables:
        assert table.span.end <= len(document.text), "a table beyond the text"
    for warning in document.warnings:
        assert warning.span is None or warning.span.end <= len(document.text), "a warning beyond the text"


def _read(kind: Format, data: bytes) -> Document | None:
    if kind is Format.TEXT:
        return read_plain(decode(data, name="方案"), LIMITS)
    if kind is Format.MARKDOWN:
        return read_markdown(decode(data, name="方案"), LIMITS)
    if kind in (Format.DOCX, Format.OFD, Format.HTML, Format.SHEET):
        return read(kind, data, LIMITS)
    return None  # read by somebody else's program
