"""A page set in two columns, unfolded: the right column is set below the left one, as if the page were one long column.

Only where the page is clearly so: one gutter that nothing crosses between the first and the last line of the columns,
and both columns wide and filled to their edges, as running text is and a list of short cells is not. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from guatu.store.documents.lines import Char, Line
from guatu.store.documents.model import Box
from guatu.store.documents.typeset import lines_of

_FEWEST = 8  # lines of a column
_GUTTER = 0.9  # of a size: no narrower gap parts columns
_NARROWEST = 12  # sizes: a column of running text has at least so many characters
_FULL, _USUAL = 0.9, 0.75  # of a column's width: what many of its lines fill, and the line in the middle
_MIDDLE = (0.4, 0.6)  # of the type area: where a gutter stands


@dataclass(frozen=True, slots=True)
class Fold:
    """How the right column was moved: everything lower than `below` stands `down` higher on the page as it is seen,
    and what belongs to the right column (down to `until`) also `aside` further to the right."""

    below: float
    until: float
    down: float
    aside: float

    def seen(self, line: Line) -> Line:
        left, top, right, bottom = line.box
        middle = (top + bottom) / 2
        if middle <= self.below:
            return line
        aside = self.aside if middle <= self.until else 0.0
        box = Box(*(round(e, 1) for e in (left + aside, top - self.down, right + aside, bottom - self.down)))
        return replace(line, shown=box)


def unfold(chars: Sequence[Char]) -> tuple[list[Char], Fold] | None:
    """The characters of a page in one column, and how to find their places again; None for any other page."""
    inked = [c for c in chars if not c.text.isspace()]
    if len(inked) < 200:
        return None
    size = median(c.size for c in inked)
    gutter = _gutter(inked, size)
    if gutter is None:
        return None
    quarter = (gutter[1] - gutter[0]) / 4  # a sign may hang over the edge of its column
    crossing = [c for c in inked if c.left < gutter[1] - quarter and c.right > gutter[0] + quarter]
    level = sorted({round(c.base, 1) for c in crossing})
    whole = {c for c in inked if any(abs(c.base - at) < 0.45 * size for at in level)}
    body = [c for c in inked if c not in whole]
    top = max((at for at in level if at < median(c.base for c in body)), default=0.0)
    foot = min((at for at in level if at > median(c.base for c in body)), default=float("inf"))
    body = [c for c in body if top < c.base < foot]
    middle = (gutter[0] + gutter[1]) / 2
    left, right = [c for c in body if c.left < middle], [c for c in body if c.left >= middle]
    if not (_is_column(left, size) and _is_column(right, size)):
        return None
    last, first = max(c.base for c in left), min(c.base for c in right)
    down = last - first + _pitch(left, size)
    aside = min(c.left for c in right) - min(c.left for c in left)
    fold = Fold(last + 0.3 * size, max(c.base for c in right) + down + 0.3 * size, down, aside)
    moved = set(right)
    unfolded = []
    for c in chars:
        if c in moved or (c.left >= middle and top < c.base < foot and c not in whole):
            unfolded.append(replace(c, left=c.left - aside, right=c.right - aside, base=c.base + down))
        elif c.base > last + 0.3 * size:
            unfolded.append(replace(c, base=c.base + down))
        else:
            unfolded.append(c)
    return unfolded, fold


def _gutter(chars: Sequence[Char], size: float) -> tuple[float, float] | None:
    """The widest upright strip in the middle of the type area that (nearly) no line crosses."""
    left, right = min(c.left for c in chars), max(c.right for c in chars)
    first, last = (left + share * (right - left) for share in _MIDDLE)
    step = 1.0
    strips = [0] * (int((last - first) / step) + 1)
    for c in chars:
        for at in range(max(0, int((c.left - first) / step)), min(len(strips) - 1, int((c.right - first) / step)) + 1):
            strips[at] += 1
    allowed = max(2, len({round(c.base) for c in chars}) // 6)  # heads, a title, a page number
    best: tuple[int, int] | None = None
    start = None
    for at in range(len(strips) + 1):
        clear = at < len(strips) and strips[at] <= allowed
        if clear and start is None:
            start = at
        elif not clear and start is not None:
            if best is None or at - start > best[1] - best[0]:
                best = start, at
            start = None
    if best is None or (best[1] - best[0]) * step < _GUTTER * size:
        return None
    return first + best[0] * step, first + best[1] * step


def _is_column(chars: Sequence[Char], size: float) -> bool:
    """Whether running text stands here: enough lines, most of them from edge to edge."""
    lines = lines_of(chars, 0) if chars else []
    if len(lines) < _FEWEST:
        return False
    left, right = min(line.box.left for line in lines), max(line.box.right for line in lines)
    spread = [(line.box.right - line.box.left) / (right - left) for line in lines]
    full = sum(share >= _FULL for share in spread)
    return (
        right - left >= _NARROWEST * size
        and full >= len(lines) / 4
        and median(spread) >= _USUAL
        and not any("\t" in line.text for line in lines)
    )


def _pitch(chars: Sequence[Char], size: float) -> float:
    bases = [line.box.bottom for line in lines_of(chars, 0)]
    return median(b - a for a, b in pairwise(bases)) if len(bases) > 1 else 1.6 * size
