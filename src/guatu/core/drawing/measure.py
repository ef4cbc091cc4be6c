"""How much room a line of Chinese takes, where it may break, and how labels keep out of each other's way.

Widths are those of Noto Sans CJK SC, in thousandths of the size; other Chinese faces are close to it and never wider
by more than the slack that callers leave.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

# From the space (U+0020) to the tilde (U+007E).
ADVANCES = """
224 323 474 555 555 921 680 278 338 338 467 555 278 347 278 392
555 555 555 555 555 555 555 555 555 555 278 278 555 555 555 474
946 608 657 638 688 589 552 689 728 293 535 646 543 812 723 742
633 742 635 596 599 721 575 878 573 531 603 338 392 338 555 559
606 563 618 510 620 554 325 564 607 275 275 552 284 926 610 606
620 620 388 468 377 607 521 802 498 521 475 338 270 338 555
"""
REGULAR = tuple(int(n) for n in ADVANCES.split())
WIDER_BOLD, WIDER_SERIF = 1.065, 1.05
MINUS = 555
ASCENT, DESCENT = 0.88, 0.14  # of the size, above and below the baseline

NOT_FIRST = set("，。、；：？！）》」』】”’％%…—·/")  # 避头
NOT_LAST = set("（《「『【“‘≥≤>~")  # 避尾
OPENS = set("（《「“")  # … or before one of these
QUOTED = re.compile(r"(“[^”]{1,8}”)")
EVENED = 90  # parts up to which lines are evened out: what is longer is no name
SEAMS = set("的、，和及与占）”区园市县")  # a good place to break is after one of these


def width(text: str, size: float, *, bold: bool = False, serif: bool = False, spacing: float = 0) -> float:
    """Width of one line in the unit of `size`.

    >>> width("三年", 10), round(width("8.3", 10), 2)
    (20.0, 13.88)
    """
    narrow = (WIDER_BOLD if bold else 1) * (WIDER_SERIF if serif else 1)
    total = 0.0
    for c in text:
        code = ord(c)
        if 0x20 <= code <= 0x7E:
            total += REGULAR[code - 0x20] * narrow
        elif c == "−":
            total += MINUS * narrow
        else:
            total += 1000
    return total * size / 1000 + spacing * len(text)


def units(text: str) -> list[str]:
    """The text cut where a line may break: a Chinese character each, a number, a Latin word or a short quote whole."""
    cut: list[str] = []
    for c in QUOTED.split(text):
        if QUOTED.fullmatch(c):
            cut.append(c)
            continue
        _cut_into(cut, c)
    return cut


def _cut_into(cut: list[str], text: str) -> None:
    for c in text:
        latin = bool(cut) and _latin(c) and _latin(cut[-1][-1])
        if cut and (c in NOT_FIRST or cut[-1][-1] in NOT_LAST or latin):
            cut[-1] += c
        else:
            cut.append(c)


def _latin(c: str) -> bool:
    return (c.isascii() and not c.isspace()) or c == "−"


@lru_cache(maxsize=4096)
def wrap(text: str, size: float, room: float, *, bold: bool = False, serif: bool = False) -> tuple[str, ...]:
    """As few lines as fit into `room`, even in length, broken after 的, 、, 和 … where that costs little."""

    def wide(line: str) -> float:
        return width(line, size, bold=bold, serif=serif)

    if wide(text) <= room:
        return (text,)
    parts = units(text)
    lines = _greedy(parts, room, wide)
    evened = _evened(parts, len(lines), room, wide) if len(parts) <= EVENED else None
    return tuple(line.strip() for line in evened or lines)


def _greedy(parts: Sequence[str], room: float, wide: Callable[[str], float]) -> list[str]:
    lines = [""]
    for part in parts:
        if lines[-1] and wide(lines[-1] + part) > room:
            lines.append("")
        lines[-1] += part
    return lines


def _evened(parts: Sequence[str], count: int, room: float, wide: Callable[[str], float]) -> list[str] | None:
    """`count` lines as even as can be; to break at a seam is worth some unevenness. Each part is measured once."""
    widths = [wide(part) for part in parts]
    mean, bonus = sum(widths) / count, (3.2 * wide("字")) ** 2
    good = [k < len(parts) and (parts[k - 1][-1] in SEAMS or parts[k][0] in OPENS) for k in range(len(parts) + 1)]
    costs = {0: 0.0}  # of the cheapest way to set the first i parts in the lines so far
    began: list[dict[int, int]] = []  # for each line: where it ends → where it began
    for _ in range(count):
        further: dict[int, float] = {}
        before: dict[int, int] = {}
        for i, cost in costs.items():
            line = 0.0
            for j in range(i + 1, len(parts) + 1):
                line += widths[j - 1]
                if line > room:
                    break
                total = cost + (line - mean) ** 2 - (bonus if good[j] else 0)
                if j not in further or total < further[j]:
                    further[j], before[j] = total, i
        costs = further
        began.append(before)
    if len(parts) not in costs:
        return None
    lines, end = [], len(parts)
    for before in reversed(began):
        lines.append("".join(parts[before[end] : end]))
        end = before[end]
    return lines[::-1]


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A rectangle on the sheet; y grows downwards."""

    x0: float
    y0: float
    x1: float
    y1: float

    def overlaps(self, other: Rectangle, slack: float = 0.0) -> bool:
        """True when they share more than `slack` in both directions."""
        return (
            min(self.x1, other.x1) - max(self.x0, other.x0) > slack
            and min(self.y1, other.y1) - max(self.y0, other.y0) > slack
        )

    def inside(self, other: Rectangle) -> bool:
        return other.x0 <= self.x0 and other.y0 <= self.y0 and self.x1 <= other.x1 and self.y1 <= other.y1


def text_box(x: float, y: float, text: str, size: float, *, anchor: str = "start", bold: bool = False) -> Rectangle:
    """The box of one line with its baseline at `y`."""
    wide = width(text, size, bold=bold)
    left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
    return Rectangle(left, y - ASCENT * size, left + wide, y + DESCENT * size)


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Positions as near to `wanted` as they can be, in the same order, at least `gap` apart, within low..high.

    When they cannot all be kept apart in that room they are spaced evenly, and the caller must drop some.

    >>> spread([10, 11, 40], 5, 0, 100)
    [8.0, 13.0, 40]
    """
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    blocks: list[tuple[float, int]] = []  # where a run of labels would start, and how many they are
    for i in order:
        start, count = wanted[i], 1
        while blocks and blocks[-1][0] + blocks[-1][1] * gap > start:
            before, many = blocks.pop()  # the run before reaches into this one: one run, at the mean of both wishes
            start = (before * many + (start - many * gap) * count) / (many + count)
            count += many
        blocks.append((start, count))
    placed: list[float] = []
    for start, count in blocks:
        placed += [start + k * gap for k in range(count)]
    for k in range(len(placed)):  # into the room, from the top and then from the bottom
        placed[k] = max(placed[k], low + k * gap)
    for k in range(len(placed)):
        last = len(placed) - 1 - k
        placed[last] = min(placed[last], high - k * gap)
    result = [0.0] * len(wanted)
    for position, i in zip(placed, order, strict=True):
        result[i] = position
    return result


def clear(box: Rectangle, taken: Iterable[Rectangle], slack: float = 0.0) -> bool:
    return not any(box.overlaps(other, slack) for other in taken)
