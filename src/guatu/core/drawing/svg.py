"""A sheet to draw on: five marks, escaped text, no style attribute, so that a strict content policy lets it through.

The sheet remembers the box of every text. That is how the tests know that nothing overlaps or leaves the paper.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

from guatu.core.drawing.ink import CHINESE, SANS, SERIF
from guatu.core.drawing.measure import ASCENT, DESCENT, Rectangle, width


@dataclass(frozen=True, slots=True)
class Written:
    """A text as it stands on the sheet."""

    text: str
    size: float
    box: Rectangle


def escaped(text: str) -> str:
    return escape(text, quote=False).replace('"', "&quot;")


def num(value: float) -> str:
    """A coordinate with at most two decimals and no idle zeros."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def attributes(values: dict[str, object]) -> str:
    """`stroke_width=2` → ` stroke-width="2"`; None and "" are left out; `cls` is `class`."""
    out = []
    for key, value in values.items():
        if value is None or value == "":
            continue
        name = "class" if key == "cls" else key.replace("_", "-")
        out.append(f' {name}="{num(value) if isinstance(value, float) else escaped(str(value))}"')
    return "".join(out)


HAN = re.compile(r"[\u3400-\u9fff]")


class Drawing:
    def __init__(self, wide: float, high: float, *, lang: str = CHINESE) -> None:
        self.wide, self.high, self.lang = wide, high, lang
        self.out: list[str] = []
        self.written: list[Written] = []
        self.linked = False

    def put(self, tag: str, **values: object) -> None:
        self.out.append(f"<{tag}{attributes(values)}/>")

    def line(self, x1: float, y1: float, x2: float, y2: float, **values: object) -> None:
        end = f"H{num(x2)}" if num(y1) == num(y2) else f"V{num(y2)}" if num(x1) == num(x2) else f"L{num(x2)} {num(y2)}"
        self.put("path", d=f"M{num(x1)} {num(y1)}{end}", fill="none", **values)

    def path(self, d: str, **values: object) -> None:
        self.put("path", d=d, **values)

    def circle(self, x: float, y: float, r: float, **values: object) -> None:
        self.put("circle", cx=x, cy=y, r=float(r), **values)

    def rect(self, box: Rectangle, **values: object) -> None:
        self.put("rect", x=box.x0, y=box.y0, width=box.x1 - box.x0, height=box.y1 - box.y0, **values)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        fill: str,
        anchor: str = "start",
        bold: bool = False,
        serif: bool = False,
        spacing: float = 0.0,
        cls: str = "",
    ) -> Rectangle:
        """One line with its baseline at `y`; gives back the box that it takes."""
        wide = width(text, size, bold=bold, serif=serif, spacing=spacing)
        left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
        box = Rectangle(left, y - ASCENT * size, left + wide, y + DESCENT * size)
        values: dict[str, object] = {
            "x": float(x),
            "y": float(y),
            "font_size": float(size),
            "fill": fill,
            "text_anchor": "" if anchor == "start" else anchor,
            "font_weight": "700" if bold else "",
            "font_family": SERIF if serif else "",
            "letter_spacing": float(spacing) if spacing else None,
            "cls": cls,
            "lang": "zh-Hans" if self.lang != CHINESE and HAN.search(text) else "",
        }
        self.out.append(f"<text{attributes(values)}>{escape(text, quote=False)}</text>")
        self.written.append(Written(text, size, box))
        return box

    def begin_link(self, href: str) -> None:
        """What is drawn until `end_link` leads there."""
        self.linked = True
        self.out.append(f"<a{attributes({'href': href})}>")

    def end_link(self) -> None:
        self.out.append("</a>")

    def svg(self, *, title: str = "", label: str = "", wide: str = "", high: str = "", cls: str = "") -> str:
        """The whole drawing. `label` is the sentence a screen reader speaks: a drawing without links is one image."""
        values: dict[str, object] = {
            "xmlns": "http://www.w3.org/2000/svg",
            "lang": self.lang,
            "width": wide,
            "height": high,
            "viewBox": f"0 0 {num(self.wide)} {num(self.high)}",
            "cls": cls,
            "font_family": SANS,
            "role": ("group" if self.linked else "img") if label else "",
            "aria_label": label,
        }
        head = f"<svg{attributes(values)}>"
        name = f"<title>{escape(title, quote=False)}</title>\n" if title else ""
        return f"{head}\n{name}" + "\n".join(self.out) + "\n</svg>\n"
