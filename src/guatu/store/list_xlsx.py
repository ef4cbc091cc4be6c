"""A list as an .xlsx file for reading: the rows as they are filtered and sorted on the page, and what was asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from guatu.store.sheet_writing import SheetBook, SheetCell, SheetColumn

ABOUT = "说明"
LONGEST_NAME = 31  # of a sheet


def write_list(
    title: str, columns: Sequence[SheetColumn], rows: Iterable[Sequence[SheetCell]], *, about: Sequence[tuple[str, str]]
) -> bytes:
    """
    Args:
        columns: head, width in characters, and kind of each; rows: a cell for each column.
        about: what the sheet 说明 says: by what was filtered, in which order.
    """
    book = SheetBook(title)
    book.table(title[:LONGEST_NAME], columns, rows)
    book.note(ABOUT, (("标题", title), *about))
    return book.bytes()
