"""The plan's time as one line: year ends below, events and the day itself above; the part that is over is thick."""

from __future__ import annotations

from collections.abc import Iterable

from guatu.core.drawing.ink import SCREEN, Ink
from guatu.core.drawing.measure import Box, clear, text_box
from guatu.core.drawing.svg import Sheet
from guatu.core.reports.overview import Mark

WIDE, NARROW, SIZE = 1184.0, 358.0, 12.0
RISE = 15.0  # from one row of words to the next


def ruler_svg(marks: Iterable[Mark], *, narrow: bool = False, ink: Ink = SCREEN) -> str:
    """The ruler under the verdict as SVG: its positions need no style attribute."""
    listed = tuple(marks)
    label = "方案期时间轴：" + "；".join(m.text for m in listed) + "。"
    return ruler_sheet(listed, narrow=narrow, ink=ink).svg(label=label, cls="ruler narrow" if narrow else "ruler full")


def ruler_sheet(marks: Iterable[Mark], *, narrow: bool = False, ink: Ink = SCREEN) -> Sheet:
    """Words that would touch go one row further out; events that find no place are left out, the day never."""
    wide = NARROW if narrow else WIDE
    listed = sorted(marks, key=lambda m: (m.kind != "now", m.kind != "year", m.at))
    taken: list[Box] = []
    placed: list[tuple[Mark, float, float, str]] = []
    for mark in listed:
        x = float(mark.at) * wide
        rows = (0, 1) if mark.kind == "year" else (0, -1, -2)
        spot = _free(mark, x, rows, wide, taken)
        if spot is not None:
            placed.append((mark, x, *spot))
    up = min((y for _, _, y, _ in placed), default=0) - SIZE - 2
    down = max((y for _, _, y, _ in placed), default=0) + 4
    sheet = Sheet(wide, max(down, 20) - up)
    gone = next((float(m.at) * wide for m in listed if m.kind == "now"), 0.0)
    axis = -up
    sheet.line(0, axis, wide, axis, stroke=ink.axis)
    if gone:
        sheet.line(0, axis, gone, axis, stroke=ink.ink, stroke_width=3)
    for mark, x, y, anchor in placed:
        now = mark.kind == "now"
        colour = ink.seal if now else ink.note
        tip = axis + (y + 6 if y < 0 else 5)
        at = min(max(x, 0.5), wide - 0.5)
        sheet.line(
            at, min(tip, axis - 5) if y < 0 else axis - 4, at, axis + 5, stroke=colour, stroke_width=2 if now else 1
        )
        sheet.text(x, axis + y, mark.text, SIZE, fill=colour, anchor=anchor, bold=now, cls="now" if now else "faint")
    return sheet


def _free(mark: Mark, x: float, rows: Iterable[int], wide: float, taken: list[Box]) -> tuple[float, str] | None:
    """Baseline (relative to the line) and anchor of the first place that is free and on the sheet."""
    now = mark.kind == "now"
    for row in rows:
        y = 20.0 + row * RISE if mark.kind == "year" else -10.0 + row * RISE
        for anchor in ("middle", "end", "start"):
            box = text_box(x, y, mark.text, SIZE, anchor=anchor, bold=now)
            around = Box(box.x0 - 6, box.y0, box.x1 + 6, box.y1)
            stick = Box(x - 1, y + 5, x + 1, -3) if y < 0 else Box(x - 1, 0, x + 1, y - 13)
            if box.x0 >= 0 and box.x1 <= wide and clear(around, taken) and clear(stick, taken):
                taken += [box, stick]
                return y, anchor
    return None
