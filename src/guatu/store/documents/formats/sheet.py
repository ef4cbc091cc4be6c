"""Task lists in Excel (.xlsx, .xls, .ods): each row a block of lines “column: value”, so that it can stand alone.

A cell merged over several rows belongs to each of them. Hidden sheets are named in a caution and not read.
"""

from __future__ import annotations

import io
import re

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from guatu.core.text.spans import Span
from guatu.store.documents.draft import DocumentDraft
from guatu.store.documents.errors import DocumentDamaged, DocumentLocked
from guatu.store.documents.formats.sheet_formats import SheetLooks, as_shown, sheet_looks
from guatu.store.documents.limits import Limits
from guatu.store.documents.model import CautionKind, Cell, Document, Format, Style, Table
from guatu.store.documents.zip_archive import ZipArchive

_COLUMNS = 100
_ODS_STRIKES = re.compile(rb'text-line-through-style="(?!none)')
_LOOKED_AT = 12  # rows in which the header is looked for


def read_sheet(data: bytes, limits: Limits) -> Document:
    """
    Raises:
        DocumentDamaged, DocumentLocked, ArchiveSuspicious, TextTooLong, NoText.
    """
    looks: dict[str, SheetLooks] = {}
    struck = False
    if data.startswith(b"PK"):
        archive = ZipArchive(data, limits)
        looks = sheet_looks(archive)
        struck = "content.xml" in archive and bool(_ODS_STRIKES.search(archive.read("content.xml")))
    draft = DocumentDraft(Format.SHEET, limits)
    if struck:
        draft.warn(CautionKind.STRUCK, "表里有划掉的文字，.ods里分不出是哪些，也一并读入了，请另存为.xlsx再读。")
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        shown = [m.name for m in book.sheets_metadata if m.visible == SheetVisibleEnum.Visible]
        for name in book.sheet_names:
            if name in shown:
                sheet = book.get_sheet_by_name(name)
                rows = _grid(sheet, looks.get(name, SheetLooks()), draft, limits)
                _sheet(name if len(shown) > 1 else "", rows, draft)
            else:
                draft.warn(CautionKind.HIDDEN, f"隐藏的工作表“{name}”没有读入。")
    except CalamineError as error:
        if "password" in str(error).lower() or "encrypt" in str(error).lower():
            raise DocumentLocked() from error
        raise DocumentDamaged(why="表格打不开") from error
    return draft.finish()


def _grid(sheet: CalamineSheet, looks: SheetLooks, draft: DocumentDraft, limits: Limits) -> list[list[str]]:
    """The cells of a sheet as it shows them."""
    top, left = sheet.start or (0, 0)
    rows = []
    for number, row in enumerate(sheet.to_python(skip_empty_area=True)):
        if number >= limits.rows:
            draft.warn(CautionKind.NOT_READ, f"工作表“{sheet.name}”只读了前{limits.rows}行。")
            break
        rows.append(
            [
                _standing(value, (number + top, column + left), looks, draft)
                for column, value in enumerate(row[:_COLUMNS])
            ]
        )
    _spread(sheet, rows, top, left)
    return rows


def _standing(value: object, at: tuple[int, int], looks: SheetLooks, draft: DocumentDraft) -> str:
    """A cell as it is shown, without what is struck through in it."""
    shown = as_shown(value, looks.shown.get(at))
    if at not in looks.struck:
        return shown
    stands, gone = looks.struck[at]
    draft.struck.append(gone or shown)
    return as_shown(stands)


def _sheet(name: str, rows: list[list[str]], draft: DocumentDraft) -> None:
    if not any(any(row) for row in rows):
        return
    if name:
        draft.add(name, style=Style.HEADING, level=1)
    head = _header(rows)
    for row in rows[: head if head is not None else 0]:
        texts = list(dict.fromkeys(cell for cell in row if cell))
        if texts:
            draft.add(" ".join(texts), style=Style.TITLE if len(texts) == 1 and not draft.paragraphs else None)
    if head is None:
        for row in rows:
            draft.add("\t".join(cell for cell in row if cell))
        return
    _rows(rows[head], rows[head + 1 :], draft)


def _spread(sheet: CalamineSheet, rows: list[list[str]], top: int, left: int) -> None:
    """Give a merged cell's value to every row that it reaches down to."""
    for (first_row, first_column), (last_row, _) in (sheet.merged_cell_ranges or [])[:20_000]:
        first, last, column = first_row - top, last_row - top, first_column - left
        if not (0 <= first < last and first < len(rows) and 0 <= column < len(rows[first])):
            continue
        value = rows[first][column]
        for row in rows[first + 1 : last + 1]:
            if column < len(row) and not row[column]:
                row[column] = value


def _header(rows: list[list[str]]) -> int | None:
    """The first row with two short cells at least and words, not figures, in all of them."""
    for index, row in enumerate(rows[:_LOOKED_AT]):
        cells = [cell for cell in row if cell]
        words = all(len(cell) <= 30 and not cell.replace(".", "").isdigit() for cell in cells)
        if len(set(cells)) >= 2 and words and any(any(r) for r in rows[index + 1 :]):
            return index
    return None


def _rows(header: list[str], rows: list[list[str]], draft: DocumentDraft) -> None:
    """A block of lines a row, “column: value” on each, as plans themselves set 完成时限 and 牵头单位 below a task.

    The table's cells are the values alone; a blank line parts two rows.
    """
    start, end, kept = draft.length, draft.length, []
    for row in rows:
        cells = []
        for name, value in zip(header, row, strict=False):
            if not value:
                continue
            line = f"{name}：{value}" if name else value
            span = draft.add(line, style=Style.ROW, level=0)
            cells.append(Cell(Span(span.end - len(value), span.end)))
            end = span.end
        if cells:
            kept.append(tuple(cells))
            draft.add("")
    if kept:
        draft.tables.append(Table(Span(start, end), tuple(kept)))
