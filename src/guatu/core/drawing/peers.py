"""Other cities as a strip of dots with ours named. The spread is shown; nobody is ranked and no other city is named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from guatu.core.drawing.ink import SCREEN, Ink
from guatu.core.drawing.measure import Rectangle, text_box
from guatu.core.drawing.panel import BLUE, QUIET, RED, STRONG, tick_text, ticks
from guatu.core.drawing.svg import Drawing
from guatu.core.text.figures import amount
from guatu.core.text.said import NOTHING, Said

WIDE, NARROW = 760.0, 358.0


@dataclass(frozen=True, slots=True)
class Peers:
    """One figure of many places in one period. `asked` is the plan's own rate, as a mark on the same scale."""

    name: str  # our own, as a reader calls it
    ours: Decimal
    others: tuple[Decimal, ...]
    unit: str = "%"
    what: Said = NOTHING  # 第三产业增加值比上年增长，2025年
    asked: Decimal | None = None

    @property
    def caption(self) -> Said:
        """The spread in words: lowest, middle, highest."""
        if not self.others:
            return Said("还没有收到别处的同口径数。")
        ranked = sorted(self.others)
        n = len(ranked)
        middle = ranked[n // 2] if n % 2 else (ranked[n // 2 - 1] + ranked[n // 2]) / 2
        return Said(
            "另外{count}处最低{low}，中位数{middle}，最高{high}。只看分布，不排名次。",
            count=n, low=amount(ranked[0], self.unit), middle=amount(middle, self.unit, 1),
            high=amount(ranked[-1], self.unit),
        )  # fmt: skip

    @property
    def label(self) -> Said:
        """One sentence for those who do not see the drawing."""
        facts = {"name": self.name, "ours": amount(self.ours, self.unit), "caption": self.caption}
        if self.what:
            return Said("{what}：{name}{ours}。{caption}", **facts, what=self.what)
        return Said("{name}{ours}。{caption}", **facts)


def peers_svg(peers: Peers, *, narrow: bool = False, ink: Ink = SCREEN) -> str:
    kind = "chart narrow" if narrow else "chart full"
    return peers_sheet(peers, narrow=narrow, ink=ink).svg(label=ink.say(peers.label), cls=kind)


def peers_sheet(peers: Peers, *, narrow: bool = False, ink: Ink = SCREEN) -> Drawing:
    """Equal values are stacked; a stack that would grow too high is drawn with smaller dots."""
    wide, left, right = (NARROW, 12.0, NARROW - 12) if narrow else (WIDE, 20.0, WIDE - 20)
    marks = [float(v) for v in (peers.ours, *peers.others)] + ([float(peers.asked)] if peers.asked is not None else [])
    low, high = min(marks), max(marks)
    pad = (high - low) * 0.06 or 1.0
    low, high = low - pad, high + pad

    def x(value: float) -> float:
        return left + (value - low) / (high - low) * (right - left)

    radius = 2.6 if narrow else 3.2
    stacks = piled([x(float(v)) for v in sorted(peers.others)], radius * 2 + 1)
    highest = max((level for _, level in stacks), default=0)
    tall = max(min((highest + 1) * (radius * 2 + 1), 96.0), 34.0)
    top, base = 26.0, 26.0 + tall
    sheet = Drawing(wide, base + 26, lang=ink.lang)
    sheet.line(left, base, right, base, stroke=ink.axis)
    for value in ticks(low, high, 6 if not narrow else 4):
        named = text_box(x(value), base + 17, tick_text(value), QUIET.size, anchor="middle")
        if named.x0 < 0 or named.x1 > wide:
            continue
        sheet.line(x(value), base, x(value), base + 4, stroke=ink.axis)
        sheet.text(x(value), base + 17, tick_text(value), QUIET.size, fill=ink.note, anchor="middle", cls=QUIET.cls)
    rise = min(radius * 2 + 1, (tall - radius) / max(highest + 1, 1))
    for at, level in stacks:
        sheet.circle(at, base - radius - 2 - level * rise, radius, fill=ink.axis, stroke=ink.second, stroke_width=0.7)
    behind = peers.asked is not None and peers.ours < peers.asked
    style = RED if behind else STRONG
    mine = x(float(peers.ours))
    sheet.circle(mine, base - radius - 2, radius + 1.6, fill=style.fill(ink), stroke=ink.paper, stroke_width=1)
    words = ink.say(Said("{place} {figure}", place=peers.name, figure=peers.ours))
    anchor = "start" if mine < left + 60 else "end" if mine > right - 60 else "middle"
    box = text_box(mine, top - 10, words, style.size, anchor=anchor, bold=True)
    sheet.line(mine, top - 6, mine, base - radius * 2 - 6, stroke=style.fill(ink), stroke_width=0.8)
    sheet.text(mine, top - 10, words, style.size, fill=style.fill(ink), anchor=anchor, bold=True, cls=style.cls)
    if peers.asked is not None:
        _asked(sheet, peers.asked, x(float(peers.asked)), top, base, box, right, ink)
    return sheet


def _asked(
    sheet: Drawing, asked: Decimal, at: float, top: float, base: float, taken: Rectangle, right: float, ink: Ink
) -> None:
    """The plan's rate as a dashed line; its words step aside for ours."""
    sheet.line(at, top - 6, at, base, stroke=ink.plan, stroke_width=1.2, stroke_dasharray="4 3")
    words = ink.say(Said("方案要求{rate}", rate=asked))
    for anchor, dx in (("middle", 0.0), ("start", 6.0), ("end", -6.0)):
        for y in (top - 10, top + 6):
            box = text_box(at + dx, y, words, BLUE.size, anchor=anchor)
            if not box.overlaps(taken) and box.x0 >= 0 and box.x1 <= right + 12:
                sheet.text(at + dx, y, words, BLUE.size, fill=ink.plan, anchor=anchor, cls=BLUE.cls)
                return


def piled(at: Sequence[float], apart: float) -> list[tuple[float, int]]:
    """Dots in bins as wide as a dot, each on top of the one before: where, and on which level."""
    heights: dict[int, int] = {}
    placed = []
    for x in at:
        column = round(x / apart)
        placed.append((column * apart, heights.get(column, 0)))
        heights[column] = heights.get(column, 0) + 1
    return placed
