"""A table whose cells are merged, squared: every row has a cell in every column. Pure.

What stands in a cell merged downwards holds for each of its rows, and is written into each: a unit, a class, a
deadline. A figure or a task is not, or it would count twice; a figure that several rows or columns share is asked
about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from guatu.core.plan.tables.cell_dates import read_deadline
from guatu.core.plan.tables.task_table import Role, role_of
from guatu.core.text.evened import even_out
from guatu.core.text.when import Years
from guatu.store.documents.model import Stretch

_DATE = re.compile(
    r"(?:19|20)\d\d(?:年.{0,12}|[-/.]\d{1,2}(?:[-/.]\d{1,2})?.{0,12})?|\d{1,2}月.{0,8}|.{0,3}(?:19|20)\d\d年.{0,16}"
)
_FIGURE = re.compile(r"[<>≤≥〔（(＜＞-]*\d[\d.,，]*[^\d，。；、]{0,6}[〕）)]?")
_CLAUSE = re.compile(r"[。；！？]|，.{6}")
_WIDEST = 200
_ANY_YEAR = Years(2000)


@dataclass(frozen=True, slots=True)
class DraftCell:
    text: str
    across: int = 1
    above: bool = False
    pieces: tuple[Stretch, ...] = ()  # their spans count from the start of the cell's text
    shared: int = 0  # rows or columns that this figure stands for together


def squared(rows: Iterable[Sequence[DraftCell]]) -> list[list[DraftCell]]:
    """The rows with every merged cell filled in, as far as what it holds may be repeated."""
    grid = [_with_places(row) for row in rows]
    heads = {column: cell.text for column, cell in grid[0]} if grid else {}
    filled: list[list[DraftCell]] = []
    above: dict[int, tuple[int, int, DraftCell]] = {}  # column → row and place of the cell that may go on, and the cell
    for number, row in enumerate(grid):
        here: dict[int, tuple[int, int, DraftCell]] = {}
        written: list[DraftCell] = []
        for place, (column, cell) in enumerate(row):
            origin = above.get(column) if cell.above else None
            if origin is None:
                here[column] = (number, place, cell)
            else:
                here[column] = origin
                top, at, first = origin
                if repeats(first.text, heads.get(column, "")):
                    cell = replace(cell, text=first.text, pieces=first.pieces)
                elif column and number and _FIGURE.fullmatch(first.text):
                    filled[top][at] = replace(first, shared=number - top + 1)
            written.append(cell)
        filled.append([replace(c, shared=c.across) if _spread(c, n) else c for n, c in enumerate(written)])
        above = here
    return filled


def repeats(text: str, head: str = "") -> bool:
    """Whether what stands in a merged cell holds for each of its rows alone: a name or a date, no figure and no task.
    Under a head of deadlines 46387 is a date, too.

    >>> [repeats(t) for t in ("市商务局", "2026年12月底前", "30", "新增30家", "加快建设。")]
    [True, True, False, False, False]
    """
    due = role_of(head) is Role.DEADLINE and read_deadline(even_out(text), _ANY_YEAR) is not None
    return due or bool(_DATE.fullmatch(text)) if any(c.isdigit() for c in text) else not _CLAUSE.search(text)


def _spread(cell: DraftCell, place: int) -> bool:
    dated = _DATE.fullmatch(cell.text)
    return cell.across > 1 and place > 0 and bool(_FIGURE.fullmatch(cell.text)) and not dated


def _with_places(row: Sequence[DraftCell]) -> list[tuple[int, DraftCell]]:
    placed, column = [], 0
    for cell in row:
        placed.append((column, cell))
        column += min(cell.across, _WIDEST)
    return placed
