"""A table that went out to Excel and comes back: what would change, row by row, beside what stands now.

A cell is text in one spelling for its column, so that a sheet and the store can be held against each other. The file
carries what it said when it went out; a cell that somebody changed in the store since then is a conflict, never lost.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from guatu.core.plan.owners import APART
from guatu.core.text.said import Said

Cells = Mapping[str, str]  # column → text


class CellKind(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    WORDS = "words"  # several, separated by 、


@dataclass(frozen=True, slots=True)
class RoundColumn:
    name: str
    head: str
    width: int = 16  # characters
    kind: CellKind = CellKind.TEXT
    editable: bool = False


@dataclass(frozen=True, slots=True)
class RoundTable:
    """A table that may be filled in Excel: its columns, which of them names a row, and whether rows may be added."""

    kind: str
    title: str
    key: str  # column
    columns: tuple[RoundColumn, ...]
    adds: bool = False
    naming: tuple[str, ...] = ()  # columns that say to a person which row it is, where the key does not
    watched: tuple[str, ...] = ()  # columns that nobody fills; when one is another since the export, that is a conflict

    @property
    def editable(self) -> tuple[RoundColumn, ...]:
        return tuple(column for column in self.columns if column.editable)

    def head(self, name: str) -> str:
        return next(column.head for column in self.columns if column.name == name)

    def called(self, cells: Cells) -> str:
        """What a person calls a row, beside its key."""
        return "　".join(text for name in self.naming if (text := cells.get(name, "")))

    def normal(self, cells: Cells) -> dict[str, str]:
        """Every cell of a row in the one spelling of its column."""
        return {column.name: spelled_cell(column.kind, cells.get(column.name, "")) for column in self.columns}


def spelled_cell(kind: CellKind, text: str) -> str:
    """A cell's text as the column spells it; what is no number or day stays as it is.

    >>> [spelled_cell(CellKind.NUMBER, "10.50"), spelled_cell(CellKind.DAY, " 2026-11-30 ")]
    ['10.5', '2026-11-30']
    >>> spelled_cell(CellKind.WORDS, "市商务局， 市统计局；")
    '市商务局、市统计局'
    """
    text = fitting(text.replace("\r\n", "\n").replace("\r", "\n").strip()).strip()
    if kind is CellKind.WORDS:
        return "、".join(word for word in APART.split(text) if word)
    if kind is CellKind.NUMBER:
        try:
            number = Decimal(text.replace(",", ""))
        except InvalidOperation:
            return text
        return format(number.normalize(), "f") if number.is_finite() else text
    if kind is CellKind.DAY:
        try:
            return date.fromisoformat(text[:10]).isoformat()
        except ValueError:
            return text
    return text


class RowFault(StrEnum):
    """Why a row of the file cannot be taken."""

    TWICE = "twice"
    UNKNOWN = "unknown"
    NAMELESS = "nameless"
    UNSEEN = "unseen"
    CUT = "cut"

    def says(self, head: str) -> Said:
        """The fault in a sentence; `head` is that of the column which names the rows."""
        match self:
            case RowFault.TWICE:
                return Said("这一行的{head}出现了不止一次。", head=head)
            case RowFault.UNKNOWN:
                return Said("现在的表里没有这一行。")
            case RowFault.NAMELESS:
                return Said("这一行没有写{head}。", head=head)
            case RowFault.UNSEEN:
                return Said("这一行有看不见的控制字符，请删去再传。")
            case RowFault.CUT:
                return Said("这一格太长，导出时没有列全，不能在表里改；请到它的页面上改。")


CUT = "〔太长，没有列全〕"  # ends a cell that a spreadsheet cannot hold as a whole
LONGEST_CELL = 32_000  # signs; a spreadsheet takes 32 767


def fitting(text: str) -> str:
    """A text as a cell of a spreadsheet can hold it."""
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - len(CUT)] + CUT


def unseen(text: str) -> bool:
    """Whether a text has signs that nobody sees and no file should carry: NUL and its like."""
    return any((sign < " " and sign not in "\n\t") or sign == "\x7f" for sign in text)


@dataclass(frozen=True, slots=True)
class CellEdit:
    """One cell: as it went out, as it comes back, as it stands now."""

    column: str
    head: str
    was: str
    theirs: str
    now: str

    @property
    def conflict(self) -> bool:
        return self.now not in (self.was, self.theirs)


@dataclass(frozen=True, slots=True)
class RowEdit:
    """What one row of the file would change."""

    key: str
    number: int  # as the sheet counts rows
    cells: Mapping[str, str]  # the whole row as it would be
    edits: tuple[CellEdit, ...] = ()
    new: bool = False
    fault: RowFault | None = None
    unread: tuple[str, ...] = ()  # heads of columns that were changed and are not filled in Excel
    moved: tuple[CellEdit, ...] = ()  # watched columns that are otherwise since the export
    called: str = ""  # beside the key, for a person

    @property
    def conflict(self) -> bool:
        return bool(self.edits) and bool(self.moved or any(edit.conflict for edit in self.edits))


def row_edits(
    table: RoundTable,
    went_out: Mapping[str, Cells],
    came_back: Sequence[tuple[int, Cells]],
    now: Mapping[str, Cells],
) -> tuple[RowEdit, ...]:
    """The rows of a file that differ from what stands now, in the order of the file. A row that is missing in the file
    changes nothing, and so does a column.

    Args:
        went_out: the rows as exported, by key; came_back: row numbers and cells; now: the rows as they stand, by key.
    """
    found: list[RowEdit] = []
    seen: set[str] = set()
    for number, raw in came_back:
        key = spelled_cell(CellKind.TEXT, raw.get(table.key, ""))
        edit = _row_edit(table, key, number, raw, went_out.get(key), now.get(key), twice=key in seen)
        if key:
            seen.add(key)
        if edit is not None:
            found.append(edit)
    return tuple(found)


def _row_edit(
    table: RoundTable, key: str, number: int, raw: Cells, was: Cells | None, stands: Cells | None, *, twice: bool
) -> RowEdit | None:
    """What one row would change; None when nothing."""
    base, before = table.normal(was or {}), table.normal(stands or {})
    theirs = base | {c.name: spelled_cell(c.kind, raw[c.name]) for c in table.columns if c.name in raw}
    if not key:
        return RowEdit(key, number, theirs, fault=RowFault.NAMELESS) if any(theirs.values()) else None
    if twice:
        return RowEdit(key, number, theirs, fault=RowFault.TWICE)
    edits = tuple(
        CellEdit(column.name, column.head, base[column.name], theirs[column.name], before[column.name])
        for column in table.editable
        if theirs[column.name] not in (base[column.name], before[column.name])
    )
    unread = tuple(
        column.head
        for column in table.columns
        if was is not None and not column.editable and theirs[column.name] != base[column.name]
    )
    new = stands is None
    if new and (was is not None or not table.adds):
        return RowEdit(key, number, theirs, fault=RowFault.UNKNOWN)
    if not (edits or unread or (new and was is None)):
        return None
    merged = before | {edit.column: edit.theirs for edit in edits} | {table.key: key}
    moved = tuple(
        CellEdit(name, table.head(name), base[name], base[name], before[name])
        for name in table.watched
        if was is not None and base[name] != before[name]
    )
    fault = _cell_fault(theirs, edits)
    return RowEdit(key, number, merged, edits, new, fault, unread, moved, table.called(merged))


def _cell_fault(theirs: Cells, edits: Sequence[CellEdit]) -> RowFault | None:
    if any(map(unseen, theirs.values())):
        return RowFault.UNSEEN
    if any(CUT in (edit.was[-len(CUT) :], edit.theirs[-len(CUT) :]) for edit in edits):
        return RowFault.CUT
    return None
