"""How a plan of any size fills the sheet: how many columns, how large a name, which rows stand where.

Everything is in millimetres of an A1 sheet. The largest name that fits wins; sectors keep the plan's order and are
broken over two columns only when whole ones would leave the columns very uneven.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from guatu.core.drawing.measure import width, wrap
from guatu.core.drawing.wall_values import Sector, Wall, WallRow

WIDE, HIGH, MARGIN = 841.0, 594.0, 25.0
GUTTER = 27.0
LARGEST, SMALLEST = 10.2, 2.4  # of a name
HEAD = 1.62  # height of a sector's head, in rows
STEP, TIGHT = 1.652, 1.42  # height of a row, in sizes of the name; tight when a large plan would print too small
READABLE = 6.9  # a name of this size reads from two metres when the sheet hangs as A0
MORE_LINE = 0.8  # each further line of a name, in rows
NAME_EMS = 14.6  # room for a name, in its own size
YEAR_EMS, MORE_EMS = 11.5, 4.5  # least track for each of the first three years and for each further, in sizes
LEAD, LEAD_EMS = 0.7, 6.2  # size of a lead unit, and the room for it, both in sizes of the name
FLOOR = 4.4  # a name smaller than this on an A1 sheet is read by nobody who stands: the plan takes another sheet


@dataclass(frozen=True, slots=True)
class Placed:
    row: WallRow
    lines: tuple[str, ...]
    lead: tuple[str, ...] = ()  # the lead unit, in lines

    @property
    def height(self) -> float:
        """In rows. Two lines of a lead unit are as high as one of a name."""
        return 1 + MORE_LINE * max(len(self.lines) - 1, LEAD * (len(self.lead) - 2), 0)


@dataclass(frozen=True, slots=True)
class Block:
    """A sector, or the part of one that stands in a column."""

    sector: Sector
    rows: tuple[Placed, ...]
    again: bool = False  # the sector began in the column before

    @property
    def name(self) -> str:
        return self.sector.name + ("（续）" if self.again or self.sector.again else "")

    @property
    def height(self) -> float:
        return HEAD + sum(r.height for r in self.rows)


@dataclass(frozen=True, slots=True)
class Layout:
    columns: tuple[tuple[Block, ...], ...]
    size: float  # of a name, millimetres at A1
    step: float  # height of a row in the tallest column
    column: float  # width of a column
    name: float  # width of the names in it, lead units included
    lead: float = 0.0  # of which lead units

    def step_in(self, blocks: tuple[Block, ...]) -> float:
        """A shorter column opens its rows a little, so that the columns end nearly together."""
        tallest = _tallest(self)
        own = sum(b.height for b in blocks)
        return self.step * min(tallest / own, 1.16) if own else self.step


def layout(wall: Wall, *, top: float, bottom: float) -> Layout:
    """The arrangement with the largest names; of equals the one with fewer columns."""
    best = max((_fit(wall, n, top, bottom) for n in (1, 2, 3, 4)), key=lambda found: (found.size, -len(found.columns)))
    return best


def sheets(wall: Wall, *, top: float, bottom: float) -> tuple[Wall, ...]:
    """The wall on as few sheets as leave every name large enough to be read; sectors stay whole where they can."""
    rows = sum(len(s.rows) for s in wall.sectors)
    for count in range(1, rows + 1):
        parts = _split(wall, count)
        if all(layout(part, top=top, bottom=bottom).size >= FLOOR for part in parts):
            return parts
    return (wall,)


def _split(wall: Wall, count: int) -> tuple[Wall, ...]:
    """Its rows over `count` sheets."""
    if count == 1:
        return (wall,)
    blocks = tuple(Block(s, tuple(Placed(r, (r.label,)) for r in s.rows)) for s in wall.sectors)
    parts = flow(blocks, count)
    return tuple(
        replace(wall, sheet=(number, len(parts)), sectors=tuple(_part(block) for block in part))
        for number, part in enumerate(parts, 1)
    )


def _part(block: Block) -> Sector:
    return replace(block.sector, rows=tuple(p.row for p in block.rows), again=block.again)


def _fit(wall: Wall, columns: int, top: float, bottom: float) -> Layout:
    """The largest size at which everything stands in `columns` columns."""
    gutter = GUTTER if columns < 3 else GUTTER * 0.7
    column = (WIDE - 2 * MARGIN - gutter * (columns - 1)) / columns
    found = _largest(wall, columns, column, bottom - top, STEP, LARGEST)
    if found.size < READABLE:
        found = _largest(wall, columns, column, bottom - top, TIGHT, READABLE)
    step = min((bottom - top) / max(_tallest(found), 1), found.size * 2.6)  # let the rows breathe
    return replace(found, step=max(step, 0.1))


def _largest(wall: Wall, columns: int, column: float, room: float, step: float, high: float) -> Layout:
    low = SMALLEST
    found = _try(wall, columns, column, low, step)
    while high - low > 0.02:
        middle = (low + high) / 2
        tried = _try(wall, columns, column, middle, step)
        if tried.step * _tallest(tried) <= room and _roomy(wall, tried):
            low, found = middle, tried
        else:
            high = middle
    return found


def _roomy(wall: Wall, tried: Layout) -> bool:
    years = len(wall.years)
    track = YEAR_EMS * min(years, 3) + MORE_EMS * max(years - 3, 0)
    return tried.column - tried.name >= track * tried.size


def _tallest(found: Layout) -> float:
    return max((sum(b.height for b in column) for column in found.columns), default=0)


def _try(wall: Wall, columns: int, column: float, size: float, step: float) -> Layout:
    widest = max((width(r.label, size, bold=r.known) for s in wall.sectors for r in s.rows), default=0)
    name = min(widest, NAME_EMS * size, column * 0.42)
    units = max((width(r.lead, size * LEAD) for s in wall.sectors for r in s.rows), default=0)
    lead = min(units, LEAD_EMS * size)

    def placed(row: WallRow) -> Placed:
        unit = wrap(row.lead, size * LEAD, lead) if row.lead else ()
        return Placed(row, wrap(row.label, size, name, bold=row.known), unit)

    blocks = tuple(Block(s, tuple(map(placed, s.rows))) for s in wall.sectors)
    wide = lead + size * 0.8 if lead else 0.0
    return Layout(flow(blocks, columns), size, size * step, column, name + wide + size * 0.8, wide)


def flow(blocks: tuple[Block, ...], columns: int) -> tuple[tuple[Block, ...], ...]:
    """Blocks in order over columns: whole where the tallest column is at most a tenth above the mean, else broken."""
    if not blocks:
        return ()
    whole = _even(blocks, columns)
    mean = sum(b.height for b in blocks) / columns
    tallest = max(sum(b.height for b in column) for column in whole)
    if tallest <= mean * 1.1 or columns == 1:
        return whole
    broken = _broken(blocks, columns)
    return broken if max(sum(b.height for b in c) for c in broken) < tallest * 0.95 else whole


def _even(blocks: tuple[Block, ...], columns: int) -> tuple[tuple[Block, ...], ...]:
    """Whole blocks over at most `columns` columns so that the tallest is as low as it can be."""
    sums = [0.0]
    for block in blocks:
        sums.append(sums[-1] + block.height)
    n = len(blocks)
    best: list[list[tuple[float, int]]] = [[(sums[i], 0) for i in range(n + 1)]]
    for _ in range(columns - 1):
        before = best[-1]
        best.append([min((max(before[j][0], sums[i] - sums[j]), j) for j in range(i + 1)) for i in range(n + 1)])
    cuts, i = [n], n
    for row in reversed(best[1:]):
        i = row[i][1]
        cuts.append(i)
    cuts.append(0)
    return tuple(blocks[a:b] for a, b in pairwise(sorted(cuts)) if b > a)


def _broken(blocks: tuple[Block, ...], columns: int) -> tuple[tuple[Block, ...], ...]:
    """Blocks broken at rows, never leaving a head alone or one row behind."""
    total = sum(b.height for b in blocks) + HEAD * (columns - 1)
    height = total / columns
    while True:
        poured = _pour(blocks, height)
        if len(poured) <= columns:
            return poured
        height += 0.5


def _pour(blocks: tuple[Block, ...], height: float) -> tuple[tuple[Block, ...], ...]:
    columns: list[list[Block]] = [[]]
    used = 0.0
    for block in blocks:
        rest, again = block.rows, False
        while rest:
            room = height - used - HEAD
            take, filled = 0, 0.0
            while take < len(rest) and filled + rest[take].height <= room + 1e-9:
                filled += rest[take].height
                take += 1
            if len(rest) - take == 1 and take > 2:
                take -= 1  # do not send a single row over
            if take < min(2, len(rest)) and columns[-1]:
                columns.append([])
                used = 0.0
                continue
            take = max(take, 1)
            part = Block(block.sector, rest[:take], again)
            columns[-1].append(part)
            used += part.height
            rest, again = rest[take:], True
            if rest:
                columns.append([])
                used = 0.0
    return tuple(tuple(c) for c in columns if c)
