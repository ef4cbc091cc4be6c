"""A panel of a chart: years across, values up, and labels that look for a free place before they are written."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from guatu.core.drawing.ink import Ink
from guatu.core.drawing.measure import Rectangle, clear, spread, text_box, width
from guatu.core.drawing.svg import Drawing, num
from guatu.core.text.said import NOTHING, Said

SIZE, FAINT = 12.0, 11.0
Value = Decimal | float


@dataclass(frozen=True, slots=True)
class TextStyle:
    cls: str
    size: float = SIZE
    bold: bool = False

    def fill(self, ink: Ink) -> str:
        if "red" in self.cls:
            return ink.light("bad")
        if "blue" in self.cls:
            return ink.plan
        if "faint" in self.cls:
            return ink.note
        return ink.ink if "strong" in self.cls else ink.second


PLAIN, STRONG, RED = TextStyle(""), TextStyle("strong", bold=True), TextStyle("red strong", bold=True)
BLUE, QUIET = TextStyle("blue"), TextStyle("faint", FAINT)


def ticks(low: float, high: float, most: int = 4) -> list[float]:
    """Round values between low and high: steps of 1, 2 or 5."""
    span = high - low
    if span <= 0:
        return [low]
    raw = span / most
    power = 10 ** math.floor(math.log10(raw))
    step = next(m * power for m in (1, 2, 2.5, 5, 10) if m * power >= raw * 0.999)
    first = math.ceil(low / step - 1e-9)
    return [round(k * step, 10) for k in range(first, math.floor(high / step + 1e-9) + 1)]


def tick_text(value: float) -> str:
    return f"{value:g}".replace("-", "−") if abs(value) < 1e6 else f"{value:.0f}".replace("-", "−")


def scale(values: Iterable[Value]) -> tuple[float, float]:
    """From where to where the axis runs: from zero, unless all values lie far above it."""
    known = [float(v) for v in values]
    low, high = min(known), max(known)
    if low > 0 and low > 0.4 * high:
        pad = max((high - low) * 0.16, high * 0.04)  # a gap of one in a hundred must not look like a cliff
        low, high = low - pad, high + pad * 0.5
        step = ticks(low, high)
        size = (step[1] - step[0]) / 2 if len(step) > 1 else 1
        return max(math.floor(low / size) * size, 0.0), high
    room = (max(high, 0.0) - min(low, 0.0)) * 0.12  # for the figure under a bar that hangs
    low, high = (low - room if low < 0 else 0.0), max(0.0, high * 1.1)
    return low, high if high > low else low + 1


def axis_room(values: Iterable[Value]) -> float:
    """Width of the axis' own numbers, with the space that keeps them off the lines."""
    return max(30.0, *(width(tick_text(v), FAINT) + 10 for v in ticks(*scale(values))))


class Panel:
    """Years in slots of equal width between `left` and `right`, values between `top` and `bottom`."""

    def __init__(
        self, sheet: Drawing, ink: Ink, years: Sequence[int], room: Rectangle, values: Iterable[Value]
    ) -> None:
        self.sheet, self.ink, self.years, self.room = sheet, ink, years, room
        self.taken: list[Rectangle] = []  # texts and dots: nothing may be written over them
        self.soft: list[Rectangle] = []  # lines: written over only when there is no other place
        self.slot = (room.x1 - room.x0) / max(len(years), 1)
        self.low, self.high = scale(values)

    def x(self, year: float) -> float:
        return self.room.x0 + (year - self.years[0] + 0.5) * self.slot

    def y(self, value: Value) -> float:
        share = (float(value) - self.low) / (self.high - self.low)
        return self.room.y1 - share * (self.room.y1 - self.room.y0)

    # -- axes ---------------------------------------------------------------------------------------------------------

    def grid(self) -> None:
        """Faint horizontal lines only, their values at the left."""
        for value in ticks(self.low, self.high):
            y = self.y(value)
            if y > self.room.y1 - 3 and value != 0:
                continue
            stroke = self.ink.axis if value == 0 else self.ink.line
            self.sheet.line(self.room.x0, y, self.room.x1, y, stroke=stroke)
            self.write(self.room.x0 - 6, y + 4, tick_text(value), QUIET, anchor="end")

    def head(self, words: object) -> None:
        self.write(0, self.room.y0 - 22, self.ink.say(words), QUIET)

    def from_words(self) -> Said:
        """纵轴自190起, where the axis does not start at zero."""
        return Said("（纵轴自{low}起）", low=tick_text(self.low)) if self.low > 0 else NOTHING

    def year_axis(self, missing: Iterable[int] = (), *, ahead: Iterable[int] = ()) -> None:
        """Year names as far as they fit, counted back from the last; 缺 for a year that is over and has no figure."""
        y = self.room.y1
        step = max(1, math.ceil((width("2027", SIZE) + 5) / self.slot))
        for year in self.years:
            if (self.years[-1] - year) % step == 0:
                self.sheet.line(self.x(year), y, self.x(year), y + 5, stroke=self.ink.axis)
                self.write(self.x(year), y + 18, str(year), PLAIN, anchor="middle")
        for years, word in ((missing, self.ink.say(Said("缺"))), (ahead, self.ink.say(Said("未到")))):
            for year in years:
                fits = text_box(self.x(year), y - 6, word, FAINT, anchor="middle")
                if fits.x1 - fits.x0 <= self.slot and clear(fits, self.taken):
                    self.write(self.x(year), y - 6, word, QUIET, anchor="middle")

    # -- marks --------------------------------------------------------------------------------------------------------

    def path(self, points: Sequence[tuple[float, Value]], **values: object) -> None:
        if len(points) < 2:
            return
        at = [(self.x(year), self.y(value)) for year, value in points]
        self.sheet.path("M" + "L".join(f"{num(x)} {num(y)}" for x, y in at), fill="none", **values)
        for (x1, y1), (x2, y2) in pairwise(at):
            steps = max(1, int(math.hypot(x2 - x1, y2 - y1) / 7))
            for k in range(steps + 1):
                x, y = x1 + (x2 - x1) * k / steps, y1 + (y2 - y1) * k / steps
                self.soft.append(Rectangle(x - 2, y - 2, x + 2, y + 2))

    def dot(
        self, year: int, value: Value, *, r: float = 4.0, fill: str, stroke: str, stroke_width: float = 1.6
    ) -> None:
        x, y = self.x(year), self.y(value)
        self.sheet.circle(x, y, r, fill=fill, stroke=stroke, stroke_width=stroke_width)
        self.taken.append(Rectangle(x - r - 1, y - r - 1, x + r + 1, y + r + 1))

    def bar(self, year: int, low: Value, high: Value, *, wide: float, **values: object) -> None:
        top, bottom = min(self.y(low), self.y(high)), max(self.y(low), self.y(high))
        box = Rectangle(self.x(year) - wide / 2, top, self.x(year) + wide / 2, max(bottom, top + 0.8))
        self.sheet.rect(box, **values)
        self.taken.append(box)

    # -- words --------------------------------------------------------------------------------------------------------

    def write(self, x: float, y: float, text: str, style: TextStyle, *, anchor: str = "start") -> None:
        fill = style.fill(self.ink)
        box = self.sheet.text(x, y, text, style.size, fill=fill, anchor=anchor, bold=style.bold, cls=style.cls)
        self.taken.append(box)

    def label(self, x: float, y: float, text: str, style: TextStyle, *, prefer: str = "below") -> bool:
        """Write beside the point (x, y) where it is free; False when there is no place near it, and nothing is written.

        The figure is also in the table beneath the chart, so a label that would hide another is better left out.
        """
        if not text:
            return False
        away = style.size
        up = [(0, -8), (0, -8 - away), (8, -6), (-8, -6)]
        down = [(0, away + 5), (8, away + 3), (-8, away + 3), (0, 2 * away + 5)]
        side = [(9, 4), (-9, 4)]
        places = {"below": down + side + up, "above": up + side + down, "left": [(-9, 4), (-8, -6), *up, *down]}[prefer]
        for lines in (self.soft, ()):
            for dx, dy in places:
                anchor = "start" if dx > 0 else "end" if dx < 0 else "middle"
                box = text_box(x + dx, y + dy, text, style.size, anchor=anchor, bold=style.bold)
                inside = box.x0 >= self.room.x0 - 2 and box.x1 <= self.room.x1 and box.y0 >= self.room.y0 - 14
                if inside and box.y1 <= self.room.y1 - 1 and clear(box, self.taken) and clear(box, lines):
                    self.write(x + dx, y + dy, text, style, anchor=anchor)
                    return True
        return False

    def margin(self, labels: Sequence[tuple[float, str, TextStyle]], *, least: int = 0) -> None:
        """Labels in the right margin, each as near to its height as the others allow; the first `least` always stay.

        What is wider than the margin is left out: the sentence of the drawing and the table still say it.
        """
        room = self.sheet.wide - self.room.x1 - 8
        kept = [(y, t, style) for y, t, style in labels if t and width(t, style.size, bold=style.bold) <= room]
        gap = SIZE + 6
        low, high = self.room.y0 - 4, self.room.y1 - 2
        while len(kept) > max(1, least) and (len(kept) - 1) * gap > high - low:
            kept.pop()
        places = spread([y + 4 for y, _, _ in kept], gap, low, high)
        for place, (_, text, style) in zip(places, kept, strict=True):
            self.write(self.room.x1 + 8, place, text, style)
