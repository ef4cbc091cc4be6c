"""Sheets of Excel (.xlsx, .xls, .ods): a row one line, its cells parted by tabs, merged cells as in any other table.

Hidden sheets are named in a caution and not read.
"""

from __future__ import annotations

import io
import re
from dataclasses import replace

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from guatu.core.text.said import Said, verbatim
from guatu.store.documents.draft import DocumentDraft
from guatu.store.documents.errors import DocumentDamaged, DocumentLocked
from guatu.store.documents.formats.sheet_formats import SheetLooks, as_shown, sheet_looks
from guatu.store.documents.limits import Limits
from guatu.store.documents.merged import DraftCell
from guatu.store.documents.model import CautionKind, Document, Format, Style
from guatu.store.documents.zip_archive import ZipArchive

_COLUMNS = 100
_MAYBE_OCTOBER = re.compile(r"20\d\d\.1")
_ODS_STRIKES = re.compile(rb'text-line-through-style="(?!none)')


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
        says = Said("表里有划掉的文字，.ods里分不出是哪些，也一并读入了，请另存为.xlsx再读。")
        draft.warn(CautionKind.STRUCK, says)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        shown = [m.name for m in book.sheets_metadata if m.visible == SheetVisibleEnum.Visible]
        for name in book.sheet_names:
            if name in shown:
                sheet = book.get_sheet_by_name(name)
                rows = _grid(sheet, looks.get(name, SheetLooks()), draft, limits)
                _sheet(name if len(shown) > 1 else "", rows, draft)
            else:
                draft.warn(CautionKind.HIDDEN, Said("隐藏的工作表“{name}”没有读入。", name=name))
    except CalamineError as error:
        if "password" in str(error).lower() or "encrypt" in str(error).lower():
            raise DocumentLocked() from error
        raise DocumentDamaged(why="表格打不开") from error
    return draft.finish()


def _grid(sheet: CalamineSheet, looks: SheetLooks, draft: DocumentDraft, limits: Limits) -> list[list[DraftCell]]:
    """The cells of a sheet as it shows them."""
    top, left = sheet.start or (0, 0)
    rows: list[list[DraftCell | None]] = []
    for number, row in enumerate(sheet.to_python(skip_empty_area=True)):
        if number >= limits.rows:
            says = Said("工作表“{name}”只读了前{rows}行。", name=sheet.name, rows=limits.rows)
            draft.warn(CautionKind.NOT_READ, says)
            break
        rows.append(
            [
                DraftCell(_standing(value, (number + top, column + left), looks, draft))
                for column, value in enumerate(row[:_COLUMNS])
            ]
        )
    if short := [cell.text for row in rows for cell in row if cell is not None and _MAYBE_OCTOBER.fullmatch(cell.text)]:
        says = Said(
            "有{count}格的数是{shown}：Excel把2026.10存成2026.1，请核对是1月还是10月。",
            count=len(short),
            shown=verbatim(short[0]),
        )
        draft.warn(CautionKind.UNSURE_DIGITS, says)
    _merge(sheet, rows, top, left)
    return [[cell for cell in row if cell is not None] for row in rows]


def _standing(value: object, at: tuple[int, int], looks: SheetLooks, draft: DocumentDraft) -> str:
    """A cell as it is shown, without what is struck through in it."""
    shown = as_shown(value, looks.shown.get(at))
    if at not in looks.struck:
        return shown
    stands, gone = looks.struck[at]
    draft.struck.append(gone or shown)
    return as_shown(stands)


def _merge(sheet: CalamineSheet, rows: list[list[DraftCell | None]], top: int, left: int) -> None:
    """Put each merged cell where it begins; the columns that it fills go, the rows below say that it goes on."""
    for (first_row, first), (last_row, last) in (sheet.merged_cell_ranges or [])[:20_000]:
        begin, column, across = first_row - top, first - left, last - first + 1
        if not (0 <= begin < len(rows) and 0 <= column < len(rows[begin])):
            continue
        across = min(across, len(rows[begin]) - column)
        for number in range(begin, min(last_row - top + 1, len(rows))):
            row = rows[number]
            cell = row[column]
            if cell is not None:
                row[column] = replace(cell, across=across, above=number > begin)
            row[column + 1 : column + across] = [None] * (across - 1)


def _sheet(name: str, rows: list[list[DraftCell]], draft: DocumentDraft) -> None:
    """The lines of one cell that stand above a table are paragraphs; every other row is a row of it."""
    rows = [row for row in _trimmed(rows) if any(cell.text for cell in row)]
    if not rows:
        return
    if name:
        draft.add(name, style=Style.HEADING, level=1)
    head = next((k for k, row in enumerate(rows) if sum(bool(cell.text) for cell in row) > 1), len(rows))
    for row in rows[:head]:
        words = next(cell.text for cell in row if cell.text)
        draft.add(words, style=None if draft.paragraphs or len(rows) == head else Style.TITLE)
    draft.add_table(rows[head:])


def _trimmed(rows: list[list[DraftCell]]) -> list[list[DraftCell]]:
    """Without the columns to the right in which no row has anything."""
    widths = [sum(cell.across for cell in row[: _last(row) + 1]) for row in rows]
    widest = max(widths, default=0)
    kept = []
    for row in rows:
        at, cells = 0, []
        for cell in row:
            if at < widest:
                cells.append(replace(cell, across=min(cell.across, widest - at)))
            at += cell.across
        kept.append(cells)
    return kept


def _last(row: list[DraftCell]) -> int:
    return max((k for k, cell in enumerate(row) if cell.text), default=-1)
