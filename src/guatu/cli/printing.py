"""What commands print: CSV, and tables that line up with Chinese in them. JSON is written by `core.codec`."""

from __future__ import annotations

import csv
import io
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from guatu.core.errors import FileError, Place
from guatu.store.csv_cells import cell


class CannotWrite(FileError):
    code = "F290"
    reason = "写不了这个文件：{why}。"
    remedy = "请换一个有写权限的文件夹。"


def csv_text(rows: Iterable[dict[str, Any]], columns: Sequence[str]) -> str:
    """CSV with a byte order mark, so that Excel reads the Chinese."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([cell(row.get(column)) for column in columns])
    return "\ufeff" + out.getvalue()


def table_text(heads: Sequence[str], rows: Iterable[Sequence[str]], *, widest: int = 48) -> str:
    """Columns in line on a terminal, where a Chinese character is two columns wide."""
    lines = [list(heads), *([_cut(cell.replace("\n", " "), widest) for cell in row] for row in rows)]
    wide = [max(map(width, column)) for column in zip(*lines, strict=True)]
    ruled = [lines[0], ["-" * w for w in wide], *lines[1:]]
    return "\n".join(
        "  ".join(cell + " " * (w - width(cell)) for cell, w in zip(line, wide, strict=True)).rstrip() for line in ruled
    )


def width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _cut(text: str, widest: int) -> str:
    if width(text) <= widest:
        return text
    kept, room = "", widest - 1
    for char in text:
        room -= width(char)
        if room < 0:
            break
        kept += char
    return kept + "…"


def put(text: str | bytes, out: str | None) -> None:
    """To the file `out`, or to standard output."""
    if out is None:
        if isinstance(text, bytes):
            sys.stdout.buffer.write(text)
        else:
            print(text, flush=True)
        return
    path = Path(out)
    try:
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    except OSError as error:
        raise CannotWrite(Place(path.name), why=error.strerror or "") from error
    print(f"已写入 {path}", file=sys.stderr)
