"""A line of print, as every paged format (PDF, OFD, scan) gives it. Values only."""

from __future__ import annotations

from dataclasses import dataclass

from guatu.store.documents.model import Box


@dataclass(frozen=True, slots=True)
class Char:
    """One character with its place; `base` is the height of its baseline from the top of the page."""

    text: str
    left: float
    right: float
    base: float
    size: float
    sure: float = 1.0  # how sure the reader is of it; 1 where the file says it
    struck: bool = False  # struck through: it keeps its room in the line, and is no text


@dataclass(frozen=True, slots=True)
class Line:
    """A line of print. `unsure` holds the offsets in `text` of characters that a scan may have misread."""

    page: int
    text: str
    box: Box
    size: float
    unsure: tuple[int, ...] = ()
    shown: Box | None = None  # where the line stands on a crooked scan; `box` is where it would stand on a straight one

    @property
    def place(self) -> Box:
        return self.shown or self.box


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page as it was printed: its size, its lines from top to bottom, and its tables among them."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    tables: tuple[Grid, ...] = ()
    shown: tuple[float, float] | None = None  # width and height as the page is seen, where its text lies sideways


@dataclass(frozen=True, slots=True)
class GridCell:
    text: str
    box: Box
    across: int = 1
    above: bool = False
    lines: tuple[tuple[int, int, int, Box], ...] = ()  # stretches of `text` in one line: start, end, page, box


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table on a page."""

    box: Box
    rows: tuple[tuple[GridCell, ...], ...]


def turned_back(box: Box, turn: int, width: float, height: float) -> Box:
    """Where a box of the upright page (`width` × `height`) stands on the page as it was scanned.

    >>> turned_back(Box(10, 20, 30, 25), 90, 100, 200)
    Box(left=175, top=10, right=180, bottom=30)
    """
    left, top, right, bottom = box
    if turn == 90:  # it was turned against the clock: back is with it
        return Box(height - bottom, left, height - top, right)
    if turn == 180:
        return Box(width - right, height - bottom, width - left, height - top)
    return Box(top, width - right, bottom, width - left)
