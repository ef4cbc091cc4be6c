"""What a table is made of: its lines as cells, its rows, and the table itself. Values; the readers beside make them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from guatu.core.plan.tables import grid, task_table
from guatu.core.plan.tables.columns import Column, YearPart, read_header
from guatu.core.text.spans import Span
from guatu.core.text.when import Years


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """One row: what it is about, its values with their columns, and 约束性 or 预期性."""

    name: Span
    unit: str
    values: tuple[tuple[Span, Column], ...]
    nature: str = ""
    sideways: bool = False
    names: bool = True  # whether its first cell says what the figures are of; else where, when, or by whom
    scope: str = ""  # the place that it speaks of
    when: Column | None = None  # the time that it speaks of, where the rows of a table are years or quarters
    words: tuple[tuple[Span, Column], ...] = ()  # cells that are read as sentences, dated by their column
    sizes: tuple[Span, ...] = ()  # how large its project is: no promise
    others: tuple[tuple[task_table.Role, Span], ...] = ()  # its deadline, who answers, how far it is


@dataclass(frozen=True, slots=True)
class IndicatorTable:
    first: int  # index of its first line, title or header
    last: int  # one past its last line
    title: Span | None
    rows: tuple[IndicatorLine, ...] = ()
    leftovers: tuple[Span, ...] = ()  # cells that hold numbers and are no value: 序号, headers, categories
    refused: bool = False
    baseline_told: bool = True  # whether the text says which of its years is the baseline
    projects: bool = False  # whether its rows are projects
    unsaid: bool = False  # whether no head says that its figures are aims, or of when
    alone: YearPart | None = None  # how the quarters in its head are meant; None where nobody can tell
    parts: bool = False  # whether its head has quarters, months or half-years


@dataclass(slots=True)
class TableLines:
    """The lines of a text, and their cells, parted when asked for."""

    even: str
    text: str
    lines: list[Span]
    years: Years
    _cells: dict[int, list[Span]] = field(default_factory=dict)
    _looks: dict[int, list[bool | None]] = field(default_factory=dict)

    def cells(self, k: int) -> list[Span]:
        if (known := self._cells.get(k)) is not None:
            return known
        found = grid.parts_of_line(self.text, self.lines[k])
        self._cells[k] = grid.parts_by_blanks(self.text, found[0]) if len(found) == 1 else found
        return self._cells[k]

    def figures(self, k: int) -> list[bool | None]:
        """Of each cell of a line whether it holds a figure and nothing else; None where it holds nothing."""
        if (known := self._looks.get(k)) is None:
            words = [self.words(cell) for cell in self.cells(k)]
            known = [None if grid.is_empty(w) else grid.value_of(w) is not None or grid.is_wording(w) for w in words]
            self._looks[k] = known
        return known

    def framed(self, k: int) -> bool:
        """Whether a line is set in cells by tabs or bars, not by blanks alone."""
        start, end = self.lines[k]
        first = self.text.rfind("\n", 0, start) + 1
        return grid.is_framed(self.text, first, end)

    def words(self, cell: Span) -> str:
        return re.sub(r"\s", "", cell.of(self.even).replace("\x00", ""))

    def columns(self, cells: list[Span]) -> list[Column | None]:
        return [read_header(self.words(cell), self.years) for cell in cells]
