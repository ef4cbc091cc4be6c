"""The ledger (清单) as the Excel sheet that city offices keep, out and back in unchanged.

The first sixteen columns are those of the offices' own task ledgers, in their order. The last seven repeat the
quantities as real numbers and dates, so that a formula or a pivot table can use them. A text that a spreadsheet
could take for a formula is stored as quoted text: it reads back as it was and never runs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any, BinaryIO

from python_calamine import CalamineError, CalamineWorkbook

from guatu.core.errors import FileError, Place
from guatu.core.round_trip import CellKind, RoundColumn, RoundTable
from guatu.store.round_trip import Stamp, stamped
from guatu.store.sheet_writing import SheetBook

SHEET = "清单"
ABOUT = "说明"


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One line of the ledger. What is not known is empty, never 0."""

    number: int  # 序号
    sector: str = ""  # 领域/类别
    task: str = ""  # 工作任务
    target: str = ""  # 目标指标(量化)
    measures: str = ""  # 具体举措
    nodes: str = ""  # 阶段节点(季度)
    lead: str = ""  # 牵头单位
    supporting: str = ""  # 责任(配合)单位
    person: str = ""  # 责任人
    due: str = ""  # 完成时限
    progress: str = ""  # 进展情况
    status: str = ""  # 完成率/状态
    problems: str = ""  # 存在问题
    next_step: str = ""  # 下一步措施
    evidence: str = ""  # 佐证
    remark: str = ""  # 备注
    code: str = ""  # 条目号
    kind: str = ""  # 条目类别
    target_value: Decimal | None = None
    actual_value: Decimal | None = None
    unit: str = ""
    due_on: date | None = None
    published_on: date | None = None


# head, width in characters, kind of cell; in the order of LedgerRow's fields
COLUMNS: tuple[tuple[str, int, str], ...] = (
    ("序号", 6, "integer"),
    ("领域/类别", 16, "text"),
    ("工作任务", 38, "text"),
    ("目标指标(量化)", 26, "text"),
    ("具体举措", 44, "text"),
    ("阶段节点(季度)", 16, "text"),
    ("牵头单位", 16, "text"),
    ("责任(配合)单位", 20, "text"),
    ("责任人", 10, "text"),
    ("完成时限", 16, "text"),
    ("进展情况", 36, "text"),
    ("完成率/状态", 14, "text"),
    ("存在问题", 30, "text"),
    ("下一步措施", 30, "text"),
    ("佐证", 36, "text"),
    ("备注", 24, "text"),
    ("条目号", 9, "text"),
    ("条目类别", 10, "text"),
    ("目标值", 11, "number"),
    ("实际值", 11, "number"),
    ("计量单位", 10, "text"),
    ("到期日", 12, "date"),
    ("公布日", 12, "date"),
)
HEADS = tuple(head for head, _, _ in COLUMNS)
_FIELDS = tuple(f.name for f in fields(LedgerRow))
_KINDS = {"integer": CellKind.NUMBER, "number": CellKind.NUMBER, "date": CellKind.DAY}
_FILLED = {"lead": CellKind.TEXT, "supporting": CellKind.WORDS, "person": CellKind.TEXT}
LEDGER = RoundTable(
    "owners",
    SHEET,
    "code",
    tuple(
        RoundColumn(name, head, width, _FILLED.get(name, _KINDS.get(kind, CellKind.TEXT)), name in _FILLED)
        for name, (head, width, kind) in zip(_FIELDS, COLUMNS, strict=True)
    ),
)


class NotALedger(FileError):
    code = "F281"
    reason = "这不是清单表：第一行应有“{missing}”列。"
    remedy = "请从本系统导出一份清单，在它上面填写，列名不要改。"


class UnreadableWorkbook(FileError):
    code = "F282"
    reason = "这个文件不是能打开的 Excel 工作簿（.xlsx）。"
    remedy = "请在 Excel 或 WPS 里另存为“.xlsx”再上传。"


class BadLedgerCell(FileError):
    code = "F283"
    reason = "“{value}”不是{wanted}。"
    remedy = "请改正这一格，整张表没有收进任何内容。"


Cell = str | int | Decimal | None
Table = tuple[Sequence[str], Sequence[Sequence[Cell]]]  # heads and rows
RESULTS = "来源文本中的成绩数"


def write_ledger(
    rows: Iterable[LedgerRow],
    *,
    title: str,
    about: Sequence[tuple[str, str]] = (),
    results: Table | None = None,
    stamp: Stamp | None = None,
) -> bytes:
    """The ledger as an .xlsx file: sheet 清单 with the rows, sheet 说明 with `title` and what `about` says.

    Args:
        results: heads and rows of a sheet of its own for what the text tells of the past; it is never read back.
        stamp: what tells a file that comes back from any other; without it the file is for reading only.
    """
    rows = tuple(rows)
    book = SheetBook(title)
    cells = ([getattr(row, name) for name in _FIELDS] for row in rows)
    filled = [column.head for column in LEDGER.editable] if stamp else ()
    sheet = book.table(SHEET, COLUMNS, cells, frozen=3, filled=filled)
    sheet.set_paper(8)  # A3, as ledgers are printed
    if results is not None:
        heads, told = results
        widths = {"原文": 48, "指标": 24, "读法": 24}
        book.table(RESULTS, [(head, widths.get(head, 12), "number") for head in heads], told)
    book.note(ABOUT, (("标题", title), *about))
    if stamp is not None:
        stamped(book, LEDGER, [texts_of(row) for row in rows], stamp)
    return book.bytes()


def texts_of(row: LedgerRow) -> dict[str, str]:
    """The cells of a row as text, by field."""
    return {name: "" if (value := getattr(row, name)) is None else str(value) for name in _FIELDS}


def read_ledger(file: bytes | BinaryIO, *, name: str = "清单.xlsx") -> list[LedgerRow]:
    """The rows of a ledger that was exported, filled in and saved. Columns may stand in another order.

    Raises:
        UnreadableWorkbook, NotALedger, BadLedgerCell: with the row and column a person sees.
    """
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(file) if isinstance(file, bytes) else file)
        sheet = SHEET if SHEET in book.sheet_names else book.sheet_names[0]
        table = book.get_sheet_by_name(sheet).to_python()
    except (CalamineError, IndexError, OSError, ValueError) as error:
        raise UnreadableWorkbook(Place(name)) from error
    heads = [str(head).strip() for head in table[0]] if table else []
    for wanted in HEADS[:16]:
        if wanted not in heads:
            raise NotALedger(Place(name, row=1), missing=wanted)
    at = {column: heads.index(head) for column, head in enumerate(HEADS) if head in heads}
    rows = []
    for line, cells in enumerate(table[1:], start=2):
        if not any(value not in ("", None) for value in cells):
            continue
        found = {
            _FIELDS[column]: _read(cells[where], COLUMNS[column], Place(name, row=line, column=HEADS[column]))
            for column, where in at.items()
        }
        rows.append(LedgerRow(**found))
    return rows


def _read(value: Any, column: tuple[str, int, str], place: Place) -> Any:
    """A cell as its column holds it; a spreadsheet keeps every number as a float."""
    kind = column[2]
    if kind == "text":
        return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    if value in ("", None):
        if kind == "integer":
            raise BadLedgerCell(place, value="", wanted="整数")
        return None
    try:
        if kind == "date":
            if isinstance(value, datetime):
                return value.date()
            return value if isinstance(value, date) else date.fromisoformat(str(value).strip())
        number = Decimal(str(value).strip().replace(",", ""))
        if not number.is_finite():
            raise ValueError(value)
        if kind == "integer":
            if number != number.to_integral_value():
                raise ValueError(value)
            return int(number)
        return number
    except (ValueError, ArithmeticError) as error:
        wanted = {"date": "日期（如 2026-11-22）", "integer": "整数", "number": "数"}[kind]
        raise BadLedgerCell(place, value=value, wanted=wanted) from error
