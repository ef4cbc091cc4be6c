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

    @property
    def editable(self) -> tuple[RoundColumn, ...]:
        return tuple(column for column in self.columns if column.editable)

    def head(self, name: str) -> str:
        return next(column.head for column in self.columns if column.name == name)

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
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
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

    def says(self, head: str) -> Said:
        """The fault in a sentence; `head` is that of the column which names the rows."""
        match self:
            case RowFault.TWICE:
                return Said("这一行的{head}出现了不止一次。", head=head)
            case RowFault.UNKNOWN:
                return Said("现在的表里没有这一行。")
            case RowFault.NAMELESS:
                return Said("这一行没有写{head}。", head=head)


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

    @property
    def conflict(self) -> bool:
        return any(edit.conflict for edit in self.edits)


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
        was, stands = went_out.get(key), now.get(key)
        base = table.normal(was or {})
        theirs = base | {
            column.name: spelled_cell(column.kind, raw[column.name]) for column in table.columns if column.name in raw
        }
        before = table.normal(stands or {})
        if not key:
            if any(theirs.values()):
                found.append(RowEdit(key, number, theirs, fault=RowFault.NAMELESS))
            continue
        if key in seen:
            found.append(RowEdit(key, number, theirs, fault=RowFault.TWICE))
            continue
        seen.add(key)
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
            found.append(RowEdit(key, number, theirs, fault=RowFault.UNKNOWN))
        elif edits or unread or (new and was is None):
            merged = before | {edit.column: edit.theirs for edit in edits} | {table.key: key}
            found.append(RowEdit(key, number, merged, edits, new, unread=unread))
    return tuple(found)
