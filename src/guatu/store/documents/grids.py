"""A table that goes on over the page: its parts are one table, its repeated header and broken rows are mended. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from guatu.store.documents.joining import seam
from guatu.store.documents.lines import Grid, GridCell, Sheet

_PLAY = 6.0  # points by which a column's width may differ from page to page
Row = tuple[GridCell, ...]


def join_over_pages(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The pages with each table on the page on which it begins.

    A table goes on when it ends one page, begins the next, and has the same columns. A first row that repeats the
    header is dropped; one whose first cell is empty, where no other is, is the rest of the row above.
    """
    joined = list(sheets)
    opened: tuple[int, int] | None = None  # page and place of the table that may go on
    for index, sheet in enumerate(joined):
        first = _at_head(sheet)
        if opened is not None and first is not None:
            page, place = opened
            above, below = joined[page].tables[place], sheet.tables[first]
            if _same_columns(above, below):
                tables = list(joined[page].tables)
                tables[place] = replace(above, rows=_joined(above.rows, below.rows))
                joined[page] = replace(joined[page], tables=tuple(tables))
                rest = tuple(t for k, t in enumerate(sheet.tables) if k != first)
                joined[index] = replace(sheet, tables=rest)
                if rest or _below(sheet, below):
                    opened = _at_foot(joined, index)
                continue
        opened = _at_foot(joined, index)
    return joined


def _at_head(sheet: Sheet) -> int | None:
    """The table above which nothing stands on its page."""
    if not sheet.tables:
        return None
    first = min(range(len(sheet.tables)), key=lambda k: sheet.tables[k].box.top)
    top = sheet.tables[first].box.top
    return first if all(line.box.top > top for line in sheet.lines) else None


def _at_foot(sheets: Sequence[Sheet], index: int) -> tuple[int, int] | None:
    """The table below which nothing stands on its page."""
    sheet = sheets[index]
    if not sheet.tables:
        return None
    last = max(range(len(sheet.tables)), key=lambda k: sheet.tables[k].box.bottom)
    return None if _below(sheet, sheet.tables[last]) else (index, last)


def _below(sheet: Sheet, table: Grid) -> bool:
    return any(line.box.bottom > table.box.bottom for line in sheet.lines)


def _same_columns(above: Grid, below: Grid) -> bool:
    first, second = _widths(above), _widths(below)
    return len(first) == len(second) and all(abs(a - b) <= _PLAY for a, b in zip(first, second, strict=True))


def _widths(grid: Grid) -> list[float]:
    row = max(grid.rows, key=len)
    return [cell.box.right - cell.box.left for cell in row]


def _joined(above: tuple[Row, ...], below: tuple[Row, ...]) -> tuple[Row, ...]:
    rows = list(below)
    if rows and _texts(rows[0]) == _texts(above[0]):
        rows.pop(0)
    if rows and len(rows[0]) == len(above[-1]) and not rows[0][0].text and _first_cells_filled(above):
        broken = tuple(_mended(a, b) for a, b in zip(above[-1], rows.pop(0), strict=True))
        return (*above[:-1], broken, *rows)
    return (*above, *rows)


def _texts(row: Row) -> list[str]:
    return [cell.text for cell in row]


def _first_cells_filled(rows: tuple[Row, ...]) -> bool:
    return all(row[0].text and not row[0].above for row in rows)


def _mended(above: GridCell, below: GridCell) -> GridCell:
    """A cell that a page break cut in two."""
    cut, between = seam(above.text, below.text)
    start = cut + len(between)
    lines = [(a, min(b, cut), page, box) for a, b, page, box in above.lines]
    lines += [(a + start, b + start, page, box) for a, b, page, box in below.lines]
    return replace(above, text=above.text[:cut] + between + below.text, lines=tuple(lines))
