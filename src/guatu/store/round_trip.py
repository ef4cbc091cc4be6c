"""Tables that go out to Excel, are filled, and come back. The file knows which table it is, of what and of when.

A sheet that no menu shows holds the stamp and every row as it went out, so that what somebody filled in can be told
from what has changed in the store since then.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import IO

from guatu.core.errors import FileError, Place
from guatu.core.round_trip import CellKind, Cells, RoundTable, spelled_cell
from guatu.core.text.figures import day
from guatu.store.documents.bounded import cells_in_child
from guatu.store.documents.limits import Limits
from guatu.store.sheet_writing import SheetBook, SheetCell, SheetColumn

STAMP = "挂图记号"
FORMAT = "1"
_KINDS = {CellKind.NUMBER: "number", CellKind.DAY: "date"}


class NotStamped(FileError):
    code = "F285"
    reason = "这个文件里没有导出时的记号：不是从这里导出的，或者是复制粘贴到新表里的。"
    remedy = "请重新导出一份，在它上面填写，原样存盘再上传。"


class OtherTable(FileError):
    code = "F286"
    reason = "这是一张“{found}”，这里收的是“{wanted}”。"
    remedy = "请选对文件，或到“{found}”那里上传。"


class OtherPlansTable(FileError):
    code = "F287"
    reason = "这张表是从《{found}》导出的，不是《{wanted}》的。"
    remedy = "请选对文件，或到那份方案的页面上传。"


class LastYearsTable(FileError):
    code = "F288"
    reason = "这张表是{on}导出的，已经跨年。"
    remedy = "请重新导出一份今年的，把要改的填上再传。"


class NewerTable(FileError):
    code = "F289"
    reason = "这张表是由更新的版本导出的，本机的版本读不了。"
    remedy = "请在导出它的那台机器上传，或请系统管理员升级。"


class KeyColumnMissing(FileError):
    code = "F295"
    reason = "表里没有“{head}”这一列，认不出每一行是哪一条。"
    remedy = "请不要改列名，重新导出一份再填。"


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which table a file is, of what, and when it went out."""

    kind: str
    made_on: str  # ISO day
    of: str = ""  # code of a plan; "" for the city's own tables
    title: str = ""  # of the plan
    table: str = ""  # its name in words
    as_of: str = ""
    format: str = FORMAT


@dataclass(frozen=True, slots=True)
class CameBack:
    """A file that was filled in."""

    stamp: Stamp
    went_out: Mapping[str, Cells]
    rows: tuple[tuple[int, Cells], ...]


def write_round_trip(
    table: RoundTable, rows: Iterable[Cells], stamp: Stamp, *, about: Sequence[tuple[str, str]] = ()
) -> bytes:
    """The table as an .xlsx file. Columns that are filled have a marked head."""
    rows = list(rows)
    columns: list[SheetColumn] = [(c.head, c.width, _KINDS.get(c.kind, "text")) for c in table.columns]
    book = SheetBook(table.title)
    book.table(
        table.title, columns, ([_cell(c.kind, row.get(c.name, "")) for c in table.columns] for row in rows),
        filled=[c.head for c in table.editable],
    )  # fmt: skip
    heads = "、".join(c.head for c in table.editable)
    more = "；可以在末尾加行。" if table.adds else "；不要加行。"
    book.note("说明", (("怎么填", f"只填黄色列头的列：{heads}{more}填好存盘，从原来的页面上传。"), *about))
    stamped(book, table, rows, stamp)
    return book.bytes()


def stamped(book: SheetBook, table: RoundTable, rows: Sequence[Cells], stamp: Stamp) -> None:
    """Put the stamp, and the rows as they go out, into a sheet that no menu shows."""
    names = [column.name for column in table.columns]
    head = json.dumps(asdict(stamp), ensure_ascii=False, sort_keys=True)
    book.hidden(STAMP, [[head], names, *([table.normal(row)[name] for name in names] for row in rows)])


def _cell(kind: CellKind, text: str) -> SheetCell:
    """A cell as the sheet shows it: a number with the digits that were printed."""
    spelled = spelled_cell(kind, text)
    try:
        if spelled and kind is CellKind.NUMBER:
            number = Decimal(text.replace(",", "").strip())
            return number if number.is_finite() else spelled
        if spelled and kind is CellKind.DAY:
            return date.fromisoformat(spelled)
    except (ValueError, ArithmeticError):
        return spelled
    return spelled


def read_round_trip(
    handle: IO[bytes], table: RoundTable, *, name: str, of: str = "", title: str = "", on: date
) -> CameBack:
    """A file that was filled in; its cells are read in a process of its own.

    Args:
        of, title: the plan whose table is wanted. on: today.
    Raises:
        FileError: it is no workbook, too long, NotStamped, OtherTable, OtherPlansTable, LastYearsTable, NewerTable,
            KeyColumnMissing.
    """
    place = Place(name)
    sheets = cells_in_child(handle, place, Limits())
    hidden = sheets.get(STAMP, [])
    try:
        stamp = Stamp(**json.loads(hidden[0][0]))
        names, out = hidden[1], hidden[2:]
        made_on = date.fromisoformat(stamp.made_on)
    except (IndexError, ValueError, TypeError):
        raise NotStamped(place) from None
    if stamp.format != FORMAT:
        raise NewerTable(place)
    if stamp.kind != table.kind:
        raise OtherTable(place, found=stamp.table, wanted=table.title)
    if stamp.of != of:
        raise OtherPlansTable(place, found=stamp.title, wanted=title)
    if made_on.year < on.year:
        raise LastYearsTable(place, on=day(made_on))
    went_out = {
        row[table.key]: row for row in (dict(zip(names, cells, strict=False)) for cells in out) if table.key in row
    }
    return CameBack(stamp, went_out, _rows(sheets.get(table.title) or _first(sheets), table, place))


def _first(sheets: Mapping[str, list[list[str]]]) -> list[list[str]]:
    return next((rows for name, rows in sheets.items() if name != STAMP), [])


def _rows(grid: Sequence[Sequence[str]], table: RoundTable, place: Place) -> tuple[tuple[int, Cells], ...]:
    names = {column.head: column.name for column in table.columns}
    wanted = table.head(table.key)
    at = next((n for n, row in enumerate(grid) if wanted in map(str.strip, row)), None)
    if at is None:
        raise KeyColumnMissing(place, head=wanted)
    heads = [names.get(cell.strip(), "") for cell in grid[at]]
    return tuple(
        (number, {name: cell for name, cell in zip(heads, row, strict=False) if name})
        for number, row in enumerate(grid[at + 1 :], start=at + 2)
        if any(row)
    )
