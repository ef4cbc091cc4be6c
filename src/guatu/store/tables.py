"""Tables from CSV and Excel: rows with the numbers that a person sees in the margin of the sheet.

A table is small and whole: a header in the first row that is not empty, cells as text. Dates and numbers of Excel
come as the text they would be typed as, so that both kinds of file are read alike.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from guatu.core.errors import FiguresError, FileError, Place
from guatu.store.files import MB, FileEmpty, read_bytes, read_text

TABLE_LIMIT = 20 * MB
ROW_LIMIT = 200_000
COLUMN_LIMIT = 200
EXCEL = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
CSV = (".csv", ".tsv", ".txt")


class NotATable(FileError):
    code = "F207"
    reason = "“{suffix}”不是能读的表格。"
    remedy = "请用Excel（.xlsx）或CSV文件。"


class WorkbookDamaged(FileError):
    code = "F208"
    reason = "这个Excel文件打不开：{why}。"
    remedy = "请用Excel打开后另存一份，再试。"


class SheetMissing(FileError):
    code, reason, remedy = "F209", "没有名为“{sheet}”的工作表，只有{sheets}。", "请核对工作表的名称。"


class MissingColumn(FiguresError):
    code = "D311"
    reason = "缺少必需的列：{columns}。现有的列：{present}。"
    remedy = "请在第一行补上列名。"


class DuplicateHeader(FiguresError):
    code = "D312"
    reason = "列名“{name}”出现了不止一次。"
    remedy = "每一列只留一个列名。"


class TableEmpty(FiguresError):
    code, reason, remedy = "D313", "表里没有数据行。", "列名下面至少要有一行。"


class TableTooBig(FiguresError):
    code = "D314"
    reason = "表有{rows}行、{columns}列，超过上限（{row_limit}行、{column_limit}列）。"
    remedy = "请按年度或指标拆开。"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: `number` as the sheet shows it (the header is a row, too), cells by column name, blanks stripped."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class Table:
    source: str  # the file's name
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def read_table(
    path: str | Path,
    *,
    required: Iterable[str] = (),
    aliases: Mapping[str, str] | None = None,
    sheet: str | None = None,
    may_be_empty: bool = False,
) -> Table:
    """The table in a CSV or Excel file.

    Args:
        required: columns that must be there.
        aliases: other spellings of a column name → the name used in the rows.
        sheet: name of the worksheet; the first one by default.
    Raises:
        FileError: F2xx, the file cannot be read as a table.
        MissingColumn, DuplicateHeader, TableEmpty, TableTooBig.
    """
    path = Path(path)
    suffix = path.suffix.lower()
    if suffix in EXCEL:
        grid = _excel(path, sheet)
    elif suffix in CSV:
        grid = _csv(path)
    else:
        read_bytes(path, limit=TABLE_LIMIT)  # a missing or empty file is said first
        raise NotATable(Place(path.name), suffix=suffix or "无扩展名")
    return _table(path.name, grid, required=tuple(required), aliases=aliases or {}, may_be_empty=may_be_empty)


def _csv(path: Path) -> list[list[str]]:
    text = read_text(path, limit=TABLE_LIMIT)
    first = text.split("\n", 1)[0]
    delimiter = "\t" if "\t" in first else ";" if ";" in first and "," not in first else ","
    grid = []
    for row in csv.reader(io.StringIO(text), delimiter=delimiter):
        grid.append([cell.strip() for cell in row])
        if len(grid) > ROW_LIMIT + 1:
            break
    return grid


def _excel(path: Path, sheet: str | None) -> list[list[str]]:
    data = read_bytes(path, limit=TABLE_LIMIT)
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        if sheet is not None and sheet not in book.sheet_names:
            raise SheetMissing(Place(path.name), sheet=sheet, sheets="、".join(book.sheet_names))
        if not book.sheet_names:
            raise FileEmpty(Place(path.name))
        page = book.get_sheet_by_name(sheet or book.sheet_names[0])
        if page.total_height > ROW_LIMIT + 1 or page.total_width > COLUMN_LIMIT:
            raise TableTooBig(
                Place(path.name), rows=page.total_height, columns=page.total_width,
                row_limit=ROW_LIMIT, column_limit=COLUMN_LIMIT,
            )  # fmt: skip
        rows = page.to_python(skip_empty_area=False)
    except CalamineError as error:
        raise WorkbookDamaged(Place(path.name), why=str(error) or "格式不对") from error
    return [[_cell(value) for value in row] for row in rows]


def _cell(value: object) -> str:
    """An Excel value as it would be typed. Whole floats lose their “.0”; the rest keep Excel's 15 digits."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return f"{value:.15g}" if abs(value) < 1e15 else f"{value:f}"
    if isinstance(value, datetime):
        return value.date().isoformat() if not (value.hour or value.minute or value.second) else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    return str(value).strip()


def _table(
    name: str,
    grid: Sequence[Sequence[str]],
    *,
    required: tuple[str, ...],
    aliases: Mapping[str, str],
    may_be_empty: bool,
) -> Table:
    start = next((i for i, row in enumerate(grid) if any(row)), None)
    if start is None:
        raise FileEmpty(Place(name))
    if len(grid) - start - 1 > ROW_LIMIT or len(grid[start]) > COLUMN_LIMIT:
        raise TableTooBig(
            Place(name), rows=len(grid), columns=len(grid[start]), row_limit=ROW_LIMIT, column_limit=COLUMN_LIMIT
        )
    header = [aliases.get(cell.strip(), cell.strip()) for cell in grid[start]]
    seen: set[str] = set()
    for cell in header:
        if cell and cell in seen:
            raise DuplicateHeader(Place(name, row=start + 1), name=cell)
        seen.add(cell)
    if missing := [column for column in required if column not in seen]:
        present = "、".join(cell for cell in header if cell) or "无"
        raise MissingColumn(Place(name, row=start + 1), columns="、".join(missing), present=present)
    rows = tuple(
        Row(number, {column: cell for column, cell in zip(header, cells, strict=False) if column})
        for number, cells in enumerate(grid[start + 1 :], start + 2)
        if any(cells)
    )
    if not rows and not may_be_empty:
        raise TableEmpty(Place(name))
    return Table(name, tuple(c for c in header if c), rows)
