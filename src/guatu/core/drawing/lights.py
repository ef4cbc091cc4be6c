"""The lights as shapes: round = well, triangle = behind, square = lost, dashed = not known, dot = not due."""

from __future__ import annotations

from guatu.core.drawing.ink import Ink
from guatu.core.drawing.measure import Rectangle
from guatu.core.drawing.svg import Drawing, num

SHAPES = ("missed", "bad", "slow", "ok", "reached", "met", "unknown", "notyet")


def light(sheet: Drawing, shape: str, x: float, y: float, r: float, ink: Ink) -> None:
    """Draw one light of radius `r` around (x, y)."""
    colour, stroke = ink.light(shape), r / 3.7  # strokes are given for a radius of 3.7 and grow with it
    cls = f"light-{shape}"
    if shape == "met":
        sheet.circle(x, y, r, fill=colour, cls=cls)
    elif shape == "reached":
        sheet.circle(x, y, r - 0.35 * stroke, fill=ink.paper, stroke=colour, stroke_width=0.8 * stroke, cls=cls)
        sheet.circle(x, y, r * 0.55, fill=colour, cls=cls)
    elif shape == "ok":
        inner = r - 0.35 * stroke
        sheet.circle(x, y, inner, fill=ink.paper, stroke=colour, stroke_width=0.9 * stroke, cls=cls)
        arc = f"A{num(inner)} {num(inner)} 0 0 0 {num(x)} {num(y + inner)}Z"
        sheet.path(f"M{num(x)} {num(y - inner)}{arc}", fill=colour, cls=cls)
    elif shape in ("slow", "bad"):
        triangle = f"M{num(x - r * 1.1)} {num(y - r * 0.86)}H{num(x + r * 1.1)}L{num(x)} {num(y + r)}Z"
        fill = colour if shape == "bad" else ink.paper
        sheet.path(triangle, fill=fill, stroke=colour, stroke_width=1.1 * stroke, stroke_linejoin="round", cls=cls)
    elif shape == "missed":
        a, c = r * 0.92, r * 0.48
        sheet.rect(Rectangle(x - a, y - a, x + a, y + a), fill=colour, cls=cls)
        cross = (
            f"M{num(x - c)} {num(y - c)}L{num(x + c)} {num(y + c)}M{num(x + c)} {num(y - c)}L{num(x - c)} {num(y + c)}"
        )
        sheet.path(cross, fill="none", stroke=ink.paper, stroke_width=0.95 * stroke)
    elif shape == "unknown":
        dash = f"{num(1.25 * stroke)} {num(1.1 * stroke)}"
        sheet.circle(
            x,
            y,
            r - 0.5 * stroke,
            fill=ink.paper,
            stroke=colour,
            stroke_width=0.55 * stroke,
            stroke_dasharray=dash,
            cls=cls,
        )
    else:
        sheet.circle(x, y, r * 0.31, fill=colour, cls=cls)
