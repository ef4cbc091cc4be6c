"""The chart of one target, in two drawings: wide (760) and narrow (358), so that its text keeps its size.

Filled dot = current, open = superseded, 缺 = no figure; blue dashes = the plan's path, blue bar = the target; red =
what is now needed; thin ink = simply going on; the grey fan is a reference and says so in its caption.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from guatu.core.drawing.chart_bars import cumulative, each_year, growth_bars, growth_strip, parts_strip, strip_labels
from guatu.core.drawing.chart_values import Chart, Look, Point, chart_for
from guatu.core.drawing.ink import SCREEN, Ink
from guatu.core.drawing.measure import Rectangle, width, wrap
from guatu.core.drawing.panel import BLUE, PLAIN, QUIET, RED, STRONG, Panel, TextStyle, axis_room
from guatu.core.drawing.svg import Drawing, num
from guatu.core.reports.words import apart
from guatu.core.text.figures import POINTS, Number, amount, number
from guatu.core.text.said import Listed, Said, listed

WIDE, NARROW = 760.0, 358.0

__all__ = ["Chart", "Look", "chart_for", "target_sheet", "target_svg"]


def target_svg(chart: Chart, *, narrow: bool = False, ink: Ink = SCREEN) -> str:
    """The chart as inline SVG; a page shows one of the two drawings by the width of its container."""
    kind = "chart narrow" if narrow else "chart full"
    return target_sheet(chart, narrow=narrow, ink=ink).svg(label=ink.say(chart.label or chart.empty), cls=kind)


def target_sheet(chart: Chart, *, narrow: bool = False, ink: Ink = SCREEN) -> Drawing:
    wide = NARROW if narrow else WIDE
    if chart.empty:
        return _sentence(ink.say(chart.empty), wide, ink)
    draw = {
        Look.LEVEL: _level,
        Look.SHARE: _level,
        Look.RELATIVE: _relative,
        Look.GROWTH: growth_bars,
        Look.CUMULATIVE: cumulative,
        Look.EACH_YEAR: each_year,
    }[chart.look]
    return draw(chart, wide, ink)


def _sentence(text: str, wide: float, ink: Ink) -> Drawing:
    """No data: a quiet sentence with a dotted line at its left, never an empty frame."""
    lines = wrap(text, 13, wide - 30)
    sheet = Drawing(wide, 24.0 + 20 * len(lines), lang=ink.lang)
    sheet.line(2, 6, 2, sheet.high - 6, stroke=ink.axis, stroke_width=2, stroke_dasharray="2 3")
    for i, line in enumerate(lines):
        sheet.text(16, 26 + 20 * i, line, 13, fill=ink.second)
    return sheet


def margin_width(labels: Sequence[tuple[float, str, TextStyle]], wide: float) -> float:
    """Room at the right for the widest label, within reason."""
    need = max((width(text, style.size, bold=style.bold) for _, text, style in labels), default=0) + 12
    return min(max(need, 20), wide * 0.36)


def _level(chart: Chart, wide: float, ink: Ink) -> Drawing:
    """A level or a share: points, path, what is needed, and beneath it the growth or the two parts."""
    narrow = wide < WIDE
    alone = one_dot(chart)
    strip = not alone and (bool(chart.growth) or bool(chart.numerator and chart.denominator))
    tall = 96.0 if alone else 226.0 if narrow else 270.0
    top = 52.0 if narrow and chart.needed_says else 36.0
    sheet = Drawing(wide, top + tall + 26 + (118 if strip else 0), lang=ink.lang)
    if not chart.points:  # growth only is published of a level
        sheet.high = 150
        growth_strip(
            sheet, chart, Rectangle(axis_room(p.value for p in chart.growth), 30, wide - 96, 118), ink, alone=True
        )
        return sheet
    ends = _ends(chart, ink)
    values = _values(chart, ends)
    words = [(0.0, *_said(label, narrow)) for label in ends] + strip_labels(chart, ink, narrow=narrow)
    room = Rectangle(axis_room(values), top, wide - margin_width(words, wide), top + tall)
    panel = Panel(sheet, ink, chart.years, room, values)
    panel.head(Listed((listed((chart.unit, chart.basis), "，"), panel.from_words()), None))
    if narrow and chart.needed_says:
        panel.write(0, top - 8, ink.say(chart.needed_says), RED)
    panel.grid()
    _future(panel, chart)
    _past(panel, chart)
    panel.margin([(panel.y(value), *_said((value, *rest), narrow)) for value, *rest in ends], least=2)
    _point_labels(panel, chart, narrow)
    known = {p.year for p in chart.points}
    missing = [y for y in chart.years if y not in known and y <= chart.ended]
    panel.year_axis(missing)
    if chart.growth and strip:
        growth_strip(sheet, chart, Rectangle(room.x0, room.y1 + 58, room.x1, room.y1 + 128), ink)
    elif strip:
        parts_strip(sheet, chart, Rectangle(room.x0, room.y1 + 58, room.x1, room.y1 + 128), ink)
    return sheet


def one_dot(chart: Chart) -> bool:
    """Whether there is one figure and nothing to come: held against its target it needs no tall drawing."""
    years = {p.year for p in chart.points}
    return len(years) == 1 and len(chart.growth) <= 1 and _years_ahead(chart) <= 0


def _said(label: tuple, narrow: bool) -> tuple[str, TextStyle]:
    _, text, short, style = label
    return (short if narrow else text), style


def _years_ahead(chart: Chart) -> int:
    current = _current(chart)
    return chart.goal.year - current.year if chart.goal and current else 0


def _current(chart: Chart) -> Point | None:
    """The figure that the future starts from: the last one."""
    return chart.points[-1] if chart.points else None


def carried(value: Decimal, percent: Decimal, years: int) -> Decimal:
    return value * (1 + percent / 100) ** years if years else value


def _ends(chart: Chart, ink: Ink) -> list[tuple[Decimal, str, str, TextStyle]]:
    """What stands in the right margin: value, words, short words, style; the most needed first."""
    found: list[tuple[Decimal, str, str, TextStyle]] = []
    current, left = _current(chart), _years_ahead(chart)
    if chart.goal:
        found.append(
            (chart.goal.value, ink.say(Said("{figure} 目标", figure=chart.goal.text)), ink.say(chart.goal.text), STRONG)
        )
    if not (chart.goal and current and left > 0):
        return found
    if chart.needed is not None:
        found.append((chart.goal.value, ink.say(_must(chart, chart.needed, left)), "", RED))
    if chart.plan_rate is not None:
        end = carried(current.value, chart.plan_rate, left)
        rate = amount(chart.plan_rate, "%", trim=True)
        words = Said("{figure} 按年均{rate}续算", figure=Number(end, 2), rate=rate)
        found.append((end, ink.say(words), number(end, 2), PLAIN))
    if chart.fan:
        high, low = (carried(current.value, edge, left) for edge in (chart.fan.high, chart.fan.low))
        best = Said("{figure} 按最高年{rate}", figure=Number(high, 2), rate=amount(chart.fan.high, "%"))
        worst = Said("{figure} 按最低年{rate}", figure=Number(low, 2), rate=amount(chart.fan.low, "%"))
        found.append((high, ink.say(best), number(high, 2), QUIET))
        found.append((low, ink.say(worst), number(low, 2), QUIET))
    return found


def _must(chart: Chart, needed: Decimal, left: int) -> Said:
    """须年均9.9%, 须每年提高1.8个百分点: what is needed from now on."""
    if chart.look is Look.SHARE:
        by = amount(needed, POINTS, 1)
        return Said("须每年提高{by}", by=by) if left > 1 else Said("须提高{by}", by=by)
    by = amount(needed, "%", 1)
    return Said("须年均{by}", by=by) if left > 1 else Said("须{by}", by=by)


def _values(chart: Chart, ends: list[tuple[Decimal, str, str, TextStyle]]) -> list[Decimal]:
    values = [p.value for p in chart.points] + [end[0] for end in ends]
    return [*values, chart.base[1]] if chart.base else values


def plan_path(chart: Chart) -> list[tuple[int, Decimal]]:
    """The plan's path from its base to the target: equal growth for a level, equal points for a share."""
    if chart.base is None or chart.goal is None or chart.base[0] >= chart.goal.year:
        return []
    (start, base), span = chart.base, chart.goal.year - chart.base[0]
    if chart.look is Look.SHARE or base <= 0 or chart.goal.value <= 0:
        each = (chart.goal.value - base) / span
        return [(start + k, base + each * k) for k in range(span + 1)]
    ratio = float(chart.goal.value / base) ** (1 / span)
    return [(start + k, base * Decimal(ratio**k)) for k in range(span + 1)]


def _future(panel: Panel, chart: Chart) -> None:
    ink, current, left = panel.ink, _current(chart), _years_ahead(chart)
    path = plan_path(chart)
    if current and left > 0 and chart.goal:
        ahead = range(left + 1)
        if chart.fan:
            high = [(panel.x(current.year + k), panel.y(carried(current.value, chart.fan.high, k))) for k in ahead]
            low = [(panel.x(current.year + k), panel.y(carried(current.value, chart.fan.low, k))) for k in ahead]
            outline = "L".join(f"{num(x)} {num(y)}" for x, y in (*high, *reversed(low)))
            panel.sheet.path(f"M{outline}Z", fill=ink.axis, fill_opacity=0.32, cls="fan")
    panel.path(path, stroke=ink.plan, stroke_width=1.3, stroke_dasharray="5 3")
    for year, value in path[:-1]:
        panel.dot(year, value, r=2.6, fill=ink.paper, stroke=ink.plan, stroke_width=1.2)
    if current and left > 0 and chart.goal:
        if chart.plan_rate is not None:
            going = [(current.year + k, carried(current.value, chart.plan_rate, k)) for k in ahead]
            panel.path(going, stroke=ink.second, stroke_width=1)
        if chart.needed is not None:
            ratio = float(chart.goal.value / current.value) if current.value > 0 and chart.goal.value > 0 else 0
            if chart.look is Look.LEVEL and ratio:
                steep = [(current.year + k, float(current.value) * ratio ** (k / left)) for k in ahead]
            else:
                rise = float(chart.goal.value - current.value) / left
                steep = [(current.year + k, float(current.value) + rise * k) for k in ahead]
            panel.path(steep, stroke=ink.light("bad"), stroke_width=2.2)
    if chart.goal:
        x, y = panel.x(chart.goal.year), panel.y(chart.goal.value)
        panel.sheet.line(x - 9, y, x + 9, y, stroke=ink.plan, stroke_width=3)


def _past(panel: Panel, chart: Chart) -> None:
    """Figures; unlike vintages and years that are not neighbours are joined by a dotted line only."""
    ink = panel.ink
    shown = [p for p in chart.points if not (p.open and any(q.year == p.year and not q.open for q in chart.points))]
    for one, two in pairwise(shown):
        same = one.open == two.open and two.year - one.year == 1
        look = {"stroke": ink.ink, "stroke_width": 1.4} if same else {"stroke": ink.note, "stroke_dasharray": "1 3"}
        panel.path([(one.year, one.value), (two.year, two.value)], **look)
    for p in chart.points:
        panel.dot(p.year, p.value, fill=ink.paper if p.open else ink.ink, stroke=ink.ink)


def _point_labels(panel: Panel, chart: Chart, narrow: bool) -> None:
    """Newest first, so that it is never the newest figure that finds no place."""
    for p in reversed(chart.points):
        panel.label(panel.x(p.year), panel.y(p.value), p.text, QUIET if p.open and not p.note else STRONG)
    path = plan_path(chart)
    if path and chart.base:
        year, value = path[0]
        known = {p.year for p in chart.points if not p.open}
        if year not in known:
            panel.label(panel.x(year), panel.y(value), number(value, 2), BLUE, prefer="left")
            if chart.base_implied and not narrow:
                panel.label(
                    panel.x(year),
                    panel.y(value) - 12,
                    panel.ink.say(Said("方案隐含的{year}年基数", year=year)),
                    BLUE,
                    prefer="left",
                )
        current = _current(chart)
        for year, value in path[1:-1]:
            if current and year == current.year:
                panel.label(panel.x(year), panel.y(value), number(value, 2), BLUE, prefer="above")
    if not narrow:
        noted = next((p for p in reversed(chart.points) if p.note), None)
        if noted:
            panel.label(
                panel.x(noted.year),
                panel.y(noted.value) + 14,
                panel.ink.say(Said("{note}，不可直接比", note=noted.note)),
                QUIET,
            )


def _relative(chart: Chart, wide: float, ink: Ink) -> Drawing:
    """Our growth and the series that it is set against, and how far apart they stand in the last common year."""
    narrow = wide < WIDE
    tall = 200.0 if narrow else 240.0
    sheet = Drawing(wide, tall + 72, lang=ink.lang)
    last_ours, last_theirs = chart.points[-1:], chart.other[-1:]
    common = sorted({p.year for p in chart.points} & {p.year for p in chart.other})
    ours = {p.year: p for p in chart.points}
    theirs = {p.year: p for p in chart.other}
    ends = [(p.value, ink.say(Said("本地 {figure}", figure=p.text)), STRONG) for p in last_ours]
    ends += [
        (p.value, ink.say(Said("{place} {figure}", place=chart.other_name, figure=p.text)), BLUE) for p in last_theirs
    ]
    words = [(0.0, text, style) for _, text, style in ends]
    if common:
        between = ink.say(apart(ours[common[-1]].value - theirs[common[-1]].value, "%"))
        words.append((0.0, between, RED))
    values = [p.value for p in (*chart.points, *chart.other)] + [Decimal(0)]
    room = Rectangle(axis_room(values), 44, wide - margin_width(words, wide), 44 + tall)
    panel = Panel(sheet, ink, chart.years, room, values)
    panel.head(Said("比上年增长，%"))
    panel.grid()
    for points, colour in ((chart.other, ink.plan), (chart.points, ink.ink)):
        for one, two in pairwise(points):
            dash = "" if two.year - one.year == 1 else "1 3"
            panel.path([(one.year, one.value), (two.year, two.value)], stroke=colour, stroke_dasharray=dash)
        for p in points:
            open_ = p.open or points is chart.other
            panel.dot(p.year, p.value, fill=ink.paper if open_ else colour, stroke=colour)
    placed = [(panel.y(value), text, style) for value, text, style in ends]
    if common:
        year = common[-1]
        x, a, b = panel.x(year), panel.y(ours[year].value), panel.y(theirs[year].value)
        panel.sheet.line(x, a, x, b, stroke=ink.light("bad"), stroke_width=1.4, stroke_dasharray="2 2")
        placed.append(((a + b) / 2, between, RED))
    panel.margin(placed, least=3)
    for p in (*reversed(chart.points[:-1]), *reversed(chart.other[:-1])):
        style = STRONG if p in chart.points else BLUE
        panel.label(panel.x(p.year), panel.y(p.value), p.text, style, prefer="below" if p in chart.points else "above")
    missing = [y for y in chart.years if y not in ours and y <= chart.ended]
    panel.year_axis(missing)
    return sheet
