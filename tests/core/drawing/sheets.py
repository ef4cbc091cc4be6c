"""What must hold on every sheet: words stay on the paper, and no word lies on another."""

from __future__ import annotations

from guatu.core.drawing.measure import Rectangle
from guatu.core.drawing.svg import Drawing

SLACK = 0.16  # of the smaller size: the ink of a line is lower than its box


def outside(sheet: Drawing) -> list[str]:
    paper = Rectangle(-0.5, -0.5, sheet.wide + 0.5, sheet.high + 0.5)
    return [w.text for w in sheet.written if not w.box.inside(paper)]


def collisions(sheet: Drawing) -> list[tuple[str, str]]:
    written = sorted(sheet.written, key=lambda w: w.box.y0)
    found = []
    for i, one in enumerate(written):
        for two in written[i + 1 :]:
            if two.box.y0 >= one.box.y1:
                break
            if one.box.overlaps(two.box, SLACK * min(one.size, two.size)):
                found.append((one.text, two.text))
    return found
