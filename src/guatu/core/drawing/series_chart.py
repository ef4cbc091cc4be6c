"""A series over the years, for an indicator's page: each published whole year, old vintages open, gaps named."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from guatu.core.drawing.chart_values import MOST_YEARS, Point, series
from guatu.core.drawing.ink import SCREEN, Ink
from guatu.core.drawing.measure import Rectangle
from guatu.core.drawing.panel import QUIET, STRONG, Panel, axis_room
from guatu.core.drawing.svg import Drawing
from guatu.core.series.model import Form, Observation
from guatu.core.text.said import Said, listed

WIDE, NARROW, TALL, TOP = 760.0, 358.0, 190.0, 36.0


@dataclass(frozen=True, slots=True)
class SeriesChart:
    """The latest years of one series, levels or growths, never both on one axis."""

    name: str
    unit: str
    form: Form
    points: tuple[Point, ...]
    years: tuple[int, ...]

    @property
    def head(self) -> Said:
        return Said("比上年增长，%") if self.form is Form.GROWTH else Said("{unit}", unit=self.unit)

    @property
    def label(self) -> Said:
        told = listed(Said("{year}年{figure}", year=p.year, figure=p.text) for p in self.points[-6:])
        return Said("{name}，{head}：{figures}。", name=self.name, head=self.head, figures=told)


def series_chart(observations: Iterable[Observation], *, name: str, unit: str) -> SeriesChart | None:
    """The levels of a series where at least two years of them are published, else its growths; None with neither."""
    rows = tuple(observations)
    for form in (Form.VALUE, Form.GROWTH):
        points = series(rows, form, unit)
        last = max((p.year for p in points), default=0)
        kept = tuple(p for p in points if p.year > last - MOST_YEARS)
        if len({p.year for p in kept}) > 1:
            return SeriesChart(name, unit, form, kept, tuple(range(min(p.year for p in kept), last + 1)))
    return None


def series_svg(chart: SeriesChart, *, narrow: bool = False, ink: Ink = SCREEN) -> str:
    """One of the two drawings, of which a page shows one by its width."""
    wide = NARROW if narrow else WIDE
    sheet = Drawing(wide, TOP + TALL + 26, lang=ink.lang)
    values = [p.value for p in chart.points]
    panel = Panel(sheet, ink, chart.years, Rectangle(axis_room(values), TOP, wide - 20, TOP + TALL), values)
    panel.head(listed((chart.head, panel.from_words()), ""))
    panel.grid()
    shown = _current(chart.points)
    for one, two in pairwise(shown):
        near = two.year - one.year == 1 and one.open == two.open
        look = {"stroke": ink.ink, "stroke_width": 1.4} if near else {"stroke": ink.note, "stroke_dasharray": "1 3"}
        panel.path([(one.year, one.value), (two.year, two.value)], **look)
    for p in chart.points:
        panel.dot(p.year, p.value, fill=ink.paper if p.open else ink.ink, stroke=ink.ink)
    for p in reversed(chart.points):
        panel.label(panel.x(p.year), panel.y(p.value), p.text, QUIET if p.open else STRONG, prefer="above")
    known = {p.year for p in chart.points}
    panel.year_axis([y for y in chart.years if y not in known])
    return sheet.svg(label=ink.say(chart.label), cls="chart narrow" if narrow else "chart full")


def _current(points: Sequence[Point]) -> list[Point]:
    """Of each year the figure that stands."""
    return [p for p in points if not (p.open and any(q.year == p.year and not q.open for q in points))]
