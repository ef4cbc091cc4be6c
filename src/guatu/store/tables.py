"""Tables from CSV and Excel: rows with the numbers that a person sees in the margin of the sheet.

A table has a header in the first row that is not empty, and cells as text. Dates and numbers of Excel come as the text
they would be typed as, so that both kinds of file are read alike. `read_table` gives a small table whole; `open_sheet`
gives one of any length row by row.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TextIO

from guatu.core.errors import FiguresError, FileError, Place
from guatu.store.documents.errors import DocumentDamaged
from guatu.store.documents.limits import Limits
from guatu.store.files import MB, SAMPLE, FileEmpty, open_text, read_bytes

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


class CellTooLong(FileError):
    code = "F210"
    reason = "第{row}行有一格超过{limit}字，多半是引号没有成对。"
    remedy = "请用文本编辑器看这一行的引号，改好后再试。"


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
class CellRow:
    """One row: `number` as the sheet shows it (the header is a row, too), cells by column name, blanks stripped."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class CellTable:
    source: str  # the file's name
    columns: tuple[str, ...]
    rows: tuple[CellRow, ...]


Cells = tuple[int, list[str]]  # a row's number in the sheet, and what stands in it


@dataclass(frozen=True, slots=True)
class OpenSheet:
    """A table while it is read: its rows come once, those that are empty left out."""

    source: str  # the file's name
    columns: tuple[str, ...]  # "" for a column without a name
    rows: Iterator[Cells]


def read_table(
    path: str | Path,
    *,
    required: Iterable[str] = (),
    aliases: Mapping[str, str] | None = None,
    sheet: str | None = None,
    may_be_empty: bool = False,
) -> CellTable:
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
    if path.suffix.lower() in CSV and path.is_file() and path.stat().st_size > TABLE_LIMIT:
        read_bytes(path, limit=TABLE_LIMIT)
    with open_sheet(path, required=required, aliases=aliases, sheet=sheet) as opened:
        rows = []
        for number, cells in opened.rows:
            rows.append(CellRow(number, {c: cell for c, cell in zip(opened.columns, cells, strict=False) if c}))
            if len(rows) > ROW_LIMIT:
                raise _too_big(path.name, number, len(opened.columns))
    if not rows and not may_be_empty:
        raise TableEmpty(Place(path.name))
    return CellTable(path.name, tuple(c for c in opened.columns if c), tuple(rows))


@contextmanager
def open_sheet(
    path: str | Path,
    *,
    required: Iterable[str] = (),
    aliases: Mapping[str, str] | None = None,
    sheet: str | None = None,
) -> Iterator[OpenSheet]:
    """As `read_table`, row by row: a CSV file may be of any length."""
    path = Path(path)
    suffix = path.suffix.lower()
    if suffix in EXCEL:
        yield _sheet(path.name, iter(_excel(path, sheet)), tuple(required), aliases or {})
    elif suffix in CSV:
        with open_text(path) as text:
            yield _sheet(path.name, _csv(text, path.name), tuple(required), aliases or {})
    else:
        read_bytes(path, limit=TABLE_LIMIT)  # a missing or empty file is said first
        raise NotATable(Place(path.name), suffix=suffix or "无扩展名")


def _csv(text: TextIO, name: str) -> Iterator[list[str]]:
    first = text.read(SAMPLE).split("\n", 1)[0]
    text.seek(0)
    delimiter = "\t" if "\t" in first else ";" if ";" in first and "," not in first else ","
    number = 1
    try:
        for row in csv.reader(text, delimiter=delimiter):
            number += 1
            yield list(map(str.strip, row))
    except csv.Error as error:
        raise CellTooLong(Place(name), row=number, limit=csv.field_size_limit()) from error


def _excel(path: Path, sheet: str | None) -> list[list[str]]:
    """The cells of one sheet, read in a process of its own: the parser is not ours, and the file may be anybody's."""
    from guatu.store.documents.bounded import cells_in_child

    place = Place(path.name)
    read_bytes(path, limit=TABLE_LIMIT)  # a missing, empty or too large file is said first
    try:
        with path.open("rb") as handle:
            sheets = cells_in_child(handle, place, Limits(rows=ROW_LIMIT + 1))
    except DocumentDamaged as error:
        raise WorkbookDamaged(place, why="格式不对") from error
    if sheet is not None and sheet not in sheets:
        raise SheetMissing(place, sheet=sheet, sheets="、".join(sheets))
    if not sheets:
        raise FileEmpty(place)
    rows = sheets[sheet] if sheet is not None else next(iter(sheets.values()))
    if (widest := max((len(row) for row in rows), default=0)) > COLUMN_LIMIT:
        raise _too_big(path.name, len(rows), widest)
    return rows


def typed_cell(value: object) -> str:
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


def _sheet(name: str, grid: Iterator[list[str]], required: tuple[str, ...], aliases: Mapping[str, str]) -> OpenSheet:
    numbered = enumerate(grid, 1)
    start, top = next(((number, row) for number, row in numbered if any(row)), (0, []))
    if not start:
        raise FileEmpty(Place(name))
    if len(top) > COLUMN_LIMIT:
        raise _too_big(name, start, len(top))
    header = [aliases.get(cell.strip(), cell.strip()) for cell in top]
    seen: set[str] = set()
    for cell in header:
        if cell and cell in seen:
            raise DuplicateHeader(Place(name, row=start), name=cell)
        seen.add(cell)
    if missing := [column for column in required if column not in seen]:
        present = "、".join(cell for cell in header if cell) or "无"
        raise MissingColumn(Place(name, row=start), columns="、".join(missing), present=present)
    return OpenSheet(name, tuple(header), (line for line in numbered if any(line[1])))


def _too_big(name: str, rows: int, columns: int) -> TableTooBig:
    return TableTooBig(Place(name), rows=rows, columns=columns, row_limit=ROW_LIMIT, column_limit=COLUMN_LIMIT)
