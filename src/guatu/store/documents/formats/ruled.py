"""Ruled tables of a page: the cells' boxes as pdfplumber finds them, filled with our own characters."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import NamedTuple

import pdfplumber
from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

from guatu.store.documents.joining import seam
from guatu.store.documents.lines import Char, Grid, GridCell
from guatu.store.documents.model import Box
from guatu.store.documents.typeset import lines_of

_SNAP = 3.0  # points: edges closer than this are one
_SETTINGS = {
    "vertical_strategy": "lines", "horizontal_strategy": "lines", "snap_tolerance": _SNAP, "join_tolerance": _SNAP,
    "intersection_tolerance": _SNAP,
}  # fmt: skip


class RuledLine(NamedTuple):
    """A straight line on a page, level or upright, in points from the top left corner."""

    left: float
    top: float
    right: float
    bottom: float


def tables_of_pdf(data: bytes, index: int, chars: Sequence[Char]) -> tuple[list[Grid], list[Char]]:
    """The tables of a PDF page and the characters that stand in none of them."""
    with pdfplumber.open(io.BytesIO(data), pages=[index + 1]) as document:
        page = document.pages[0]
        off_x, off_y = page.bbox[0], page.bbox[1]
        found = [[_moved(cell, off_x, off_y) for cell in t.cells] for t in page.find_tables(_SETTINGS) if t.cells]
        rules = [
            RuledLine(*_moved((e["x0"], e["top"], e["x1"], e["bottom"]), off_x, off_y))
            for e in page.edges
            if e["orientation"] == "v"
        ]
    return _filled(found, rules, chars, index + 1)


def tables_of_rules(rules: Sequence[RuledLine], chars: Sequence[Char], page: int) -> tuple[list[Grid], list[Char]]:
    """The tables that straight lines make on a page, and the characters that stand in none of them."""
    edges = [
        {
            "x0": r.left, "x1": r.right, "top": r.top, "bottom": r.bottom, "width": r.right - r.left,
            "height": r.bottom - r.top, "orientation": "h" if r.right - r.left > r.bottom - r.top else "v",
            "object_type": "line",
        }
        for r in rules
    ]  # fmt: skip
    merged = merge_edges(edges, _SNAP, _SNAP, _SNAP, _SNAP)
    cells = intersections_to_cells(edges_to_intersections(merged, _SNAP, _SNAP))
    found = [[_moved(cell, 0, 0) for cell in table] for table in cells_to_tables(cells)]
    upright = [rule for rule in rules if rule.right - rule.left <= rule.bottom - rule.top]
    return _filled(found, upright, chars, page)


def _moved(cell: Sequence[float], x: float, y: float) -> Box:
    left, top, right, bottom = (float(v) for v in cell)
    return Box(left - x, top - y, right - x, bottom - y)


def _filled(
    found: Sequence[Sequence[Box]], upright: Sequence[RuledLine], chars: Sequence[Char], page: int
) -> tuple[list[Grid], list[Char]]:
    """Tables of cells that hold something. A frame of one column is no table: it is a box drawn around paragraphs."""
    grids: list[Grid] = []
    left_over = list(chars)
    for cells in found:
        boxes = [*cells, *_open_row(cells, upright)]
        columns = _edges([b.left for b in boxes])
        if len(columns) < 2 or len(boxes) < 3:
            continue
        inside, left_over = _split(left_over, boxes)
        grids.append(_grid(boxes, columns, inside, page))
    return [g for g in grids if any(c.text for row in g.rows for c in row)], left_over


def _open_row(cells: Sequence[Box], rules: Sequence[RuledLine]) -> list[Box]:
    """The cells of a last row that the page cut off: its rules run down from the table, and none closes it below."""
    foot = max(c.bottom for c in cells)
    last = sorted((c for c in cells if abs(c.bottom - foot) <= _SNAP), key=lambda c: c.left)
    edges = {round(c.left) for c in last} | {round(last[-1].right)}
    downward = [
        rule.bottom
        for rule in rules
        if rule.top <= foot + _SNAP < rule.bottom - _SNAP and any(abs(rule.left - edge) <= _SNAP for edge in edges)
    ]
    if len(downward) < 2:
        return []
    return [Box(c.left, foot, c.right, max(downward)) for c in last]


def _edges(values: Sequence[float]) -> list[float]:
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _SNAP:
            edges.append(value)
    return edges


def _split(chars: Sequence[Char], boxes: Sequence[Box]) -> tuple[list[Char], list[Char]]:
    outer = Box(
        min(b.left for b in boxes), min(b.top for b in boxes), max(b.right for b in boxes), max(b.bottom for b in boxes)
    )
    inside: list[Char] = []
    outside: list[Char] = []
    for char in chars:
        (inside if _within(char, outer) else outside).append(char)
    return inside, outside


def _within(char: Char, box: Box) -> bool:
    middle = (char.left + char.right) / 2
    height = char.base - char.size * 0.35
    return box.left <= middle <= box.right and box.top <= height <= box.bottom


def _grid(boxes: Sequence[Box], columns: Sequence[float], chars: Sequence[Char], page: int) -> Grid:
    """Cells in rows. A cell that reaches down over several rows is marked in the lower ones."""
    tops = _edges([b.top for b in boxes])
    held: dict[Box, list[Char]] = {box: [] for box in boxes}
    for char in chars:
        box = next((b for b in boxes if _within(char, b)), None)
        if box is not None:
            held[box].append(char)
    rows: list[tuple[GridCell, ...]] = []
    for row, top in enumerate(tops):
        cells: list[GridCell] = []
        middle = (top + (tops[row + 1] if row + 1 < len(tops) else max(b.bottom for b in boxes))) / 2
        for box in sorted((b for b in boxes if b.top - _SNAP <= middle <= b.bottom + _SNAP), key=lambda b: b.left):
            across = max(1, sum(box.left - _SNAP <= c < box.right - _SNAP for c in columns))
            if abs(box.top - top) > _SNAP:
                cells.append(GridCell("", box, across, above=True))
            else:
                cells.append(_cell(held[box], box, across, page))
        rows.append(tuple(cells))
    outer = Box(min(b.left for b in boxes), tops[0], max(b.right for b in boxes), max(b.bottom for b in boxes))
    return Grid(outer, tuple(rows))


def _cell(chars: Sequence[Char], box: Box, across: int, page: int) -> GridCell:
    text = ""
    places: list[tuple[int, int, int, Box]] = []
    for line in lines_of(chars, page):
        inner = line.text.replace("\t", " ")
        cut, between = seam(text, inner)
        text = text[:cut] + between
        places.append((len(text), len(text) + len(inner), page, line.box))
        text += inner
    return GridCell(text, box, across, False, tuple(places))
