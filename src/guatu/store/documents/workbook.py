"""The cells of a workbook, read in a bounded child process: `main([BOUND, ROWS])`, run by `nursery.py`.

The file comes on standard input; the answer is one line of JSON: the cells of every sheet as they would be typed, the
hidden ones among them, or that it is no workbook.
"""

from __future__ import annotations

import io
import json
import os
import sys
from typing import Any

from guatu.core.errors import FileError
from guatu.store.documents.errors import DocumentDamaged, ReaderCrashed, ReaderOutOfMemory, SheetTooLong


def cells(data: bytes, most: int) -> dict[str, list[list[str]]]:
    """Every sheet by its name. Raises DocumentDamaged, SheetTooLong."""
    from python_calamine import CalamineError, CalamineWorkbook

    from guatu.store.tables import typed_cell

    found = {}
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            if sheet.total_height > most:
                raise SheetTooLong(rows=sheet.total_height, limit=most)
            rows = sheet.to_python(skip_empty_area=False)
            found[name] = [[typed_cell(value) for value in row] for row in rows]
    except CalamineError as error:
        raise DocumentDamaged(why="不是能打开的Excel工作簿") from error
    return found


def answer(data: bytes, most: int) -> dict[str, Any]:
    """The answer as JSON values. Never raises."""
    try:
        return {"sheets": cells(data, most)}
    except FileError as error:
        return {"error": {"code": error.code, "facts": dict(error.facts)}}
    except MemoryError:
        return {"error": {"code": ReaderOutOfMemory.code, "facts": {}}}
    except Exception as error:  # a library's own failure on a broken file
        return {"error": {"code": ReaderCrashed.code, "facts": {"why": type(error).__name__}}}


def main(args: list[str]) -> None:
    from guatu.store.documents.child import bind

    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    seconds, memory = json.loads(args[0])
    bind(seconds, memory)
    out.write(json.dumps(answer(sys.stdin.buffer.read(), int(args[1])), ensure_ascii=False).encode("utf-8", "replace"))
    out.close()
    os._exit(0)
