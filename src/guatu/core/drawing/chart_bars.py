"""Charts made of bars: growth against the asked rate, a yearly quota, a pile towards a total, the strips beneath."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from guatu.core.drawing.chart_values import Chart, Look, Point
from guatu.core.drawing.ink import Ink
from guatu.core.drawing.measure import Rectangle, width
from guatu.core.drawing.panel import BLUE, QUIET, RED, STRONG, Panel, TextStyle, Value, axis_room
from guatu.core.drawing.svg import Drawing
from guatu.core.text.figures import Number
from guatu.core.text.said import Said, listed

WIDE = 760.0


def _thick(panel: Panel) -> float:
    return min(panel.slot * 0.42, 22.0)


def _bars(panel: Panel, points: Sequence[Point], *, thin: bool = False) -> None:
    """One bar for each current figure; a fall is red and hangs below the line."""
    wide = 7.0 if thin else _thick(panel)
    shown = [p for p in points if not p.open]
    for p in shown:
        fill = panel.ink.light("bad") if p.value < 0 else panel.ink.ink
        panel.bar(p.year, 0, p.value, wide=wide, fill=fill)
    for p in reversed(shown):
        style = RED if p.value < 0 else STRONG
        panel.label(panel.x(p.year), panel.y(p.value), p.text, style, prefer="above" if p.value >= 0 else "below")


def _asked_line(panel: Panel, since: int, until: int, value: Value) -> None:
    """A dashed line over the years for which the rate or quota is asked."""
    half = panel.slot * 0.45
    x0, x1, y = panel.x(max(since, panel.years[0])) - half, panel.room.x1, panel.y(value)
    if until < panel.years[-1]:
        x1 = panel.x(until) + half
    panel.sheet.line(x0, y, x1, y, stroke=panel.ink.plan, stroke_width=1.3, stroke_dasharray="5 3")
    panel.soft += [Rectangle(x, y - 2, x + 4, y + 2) for x in range(int(x0), int(x1), 6)]


def _hollow(panel: Panel, years: Sequence[int], low: Value, high: Value, *, thin: bool = False) -> None:
    for year in years:
        panel.bar(
            year,
            low,
            high,
            wide=7.0 if thin else _thick(panel),
            fill="none",
            stroke=panel.ink.light("bad"),
            stroke_width=1.4,
        )


def _right(labels: Sequence[str], style: TextStyle, wide: float) -> float:
    return wide - min(max(max(width(t, style.size, bold=style.bold) for t in labels) + 12, 20), wide * 0.36)


def strip_labels(chart: Chart, ink: Ink, *, narrow: bool) -> list[tuple[float, str, TextStyle]]:
    """What the growth strip writes at the right, for the years' common margin: value, words, style."""
    if not chart.growth or chart.goal is None:
        return []
    found: list[tuple[float, str, TextStyle]] = []
    if chart.needed is not None and chart.years[-1] > chart.growth[-1].year and chart.look is Look.LEVEL:
        by = Number(chart.needed, 1)
        must = Said("须{by}", by=by) if narrow else Said("须年均{by}", by=by)
        found.append((float(chart.needed), ink.say(must), RED))
    if chart.plan_rate is not None:
        rate = Number(chart.plan_rate, trim=True)
        found.append(
            (float(chart.plan_rate), str(rate) if narrow else ink.say(Said("方案要求{rate}", rate=rate)), BLUE)
        )
    return found


def growth_strip(sheet: Drawing, chart: Chart, room: Rectangle, ink: Ink, *, alone: bool = False) -> None:
    """Growth beneath the level, on the same years, never on a second axis."""
    last = chart.growth[-1].year
    ahead = [y for y in chart.years if y > last] if chart.needed is not None and chart.goal else []
    values: list[Value] = [Decimal(0), *(p.value for p in chart.growth)]
    values += [v for v in (chart.plan_rate, chart.needed) if v is not None]
    panel = Panel(sheet, ink, chart.years, room, values)
    panel.write(0, room.y0 - 16, ink.say(listed((Said("比上年增长，%"), chart.growth_basis), "，")), QUIET)
    zero = panel.y(0)
    sheet.line(room.x0, zero, room.x1, zero, stroke=ink.second)
    panel.write(room.x0 - 6, zero + 4, "0", QUIET, anchor="end")
    if chart.plan_rate is not None and chart.goal:
        _asked_line(panel, chart.base[0] + 1 if chart.base else chart.goal.since, chart.goal.year, chart.plan_rate)
    if ahead and chart.needed is not None:
        _hollow(panel, ahead, 0, chart.needed, thin=True)
    _bars(panel, chart.growth, thin=True)
    panel.margin(
        [(panel.y(value), words, style) for value, words, style in strip_labels(chart, ink, narrow=sheet.wide < WIDE)]
    )
    if alone:
        panel.year_axis()


def parts_strip(sheet: Drawing, chart: Chart, room: Rectangle, ink: Ink) -> None:
    """The two parts of a share: the whole as an open bar, the part of it filled."""
    wholes = {p.year: p for p in chart.denominator}
    both = [p for p in chart.numerator if p.year in wholes]
    if not both:
        return
    panel = Panel(sheet, ink, chart.years, room, [Decimal(0), *(wholes[p.year].value for p in both)])
    panel.write(0, room.y0 - 16, ink.say(Said("分子与分母，{unit}", unit=chart.parts_unit)), QUIET)
    sheet.line(room.x0, panel.y(0), room.x1, panel.y(0), stroke=ink.second)
    for p in both:
        panel.bar(p.year, 0, wholes[p.year].value, wide=14, fill="none", stroke=ink.second)
        panel.bar(p.year, 0, p.value, wide=14, fill=ink.ink)
    for p in reversed(both):
        x = panel.x(p.year)
        panel.label(x + 6, panel.y(p.value) - 4, p.text, STRONG, prefer="left")
        panel.label(x + 6, panel.y(wholes[p.year].value), wholes[p.year].text, QUIET, prefer="left")


def growth_bars(chart: Chart, wide: float, ink: Ink) -> Drawing:
    """A growth target: the published rates, the asked rate over its years, and what is now needed."""
    sheet = Drawing(wide, 268.0, lang=ink.lang)
    asked = ink.say(Said("{figure} 目标", figure=chart.goal.text)) if chart.goal else ""
    must = ink.say(Said("须{by}", by=Number(chart.needed, 1))) if chart.needed is not None else ""
    values: list[Value] = [Decimal(0), *(p.value for p in chart.points)]
    values += [v for v in (chart.goal.value if chart.goal else None, chart.needed) if v is not None]
    room = Rectangle(axis_room(values), 40, _right([asked, must], STRONG, wide), 226)
    panel = Panel(sheet, ink, chart.years, room, values)
    panel.head(listed((Said("比上年增长，%"), chart.growth_basis), "，"))
    panel.grid()
    margin: list[tuple[float, str, TextStyle]] = []
    if chart.goal:
        _asked_line(panel, chart.goal.since, chart.goal.year, chart.goal.value)
        margin.append((panel.y(chart.goal.value), asked, STRONG))
    if chart.needed is not None:
        _hollow(panel, [y for y in chart.years if y > chart.points[-1].year], 0, chart.needed)
        margin.append((panel.y(chart.needed), must, RED))
    _bars(panel, chart.points)
    panel.margin(margin, least=2)
    panel.year_axis(_missing(chart))
    return sheet


def each_year(chart: Chart, wide: float, ink: Ink) -> Drawing:
    """A quota of every year: bars against its line; years that are not over are 未到, not 缺."""
    sheet = Drawing(wide, 248.0, lang=ink.lang)
    asked = ink.say(Said("{figure} 每年", figure=chart.goal.text)) if chart.goal else ""
    values: list[Value] = [Decimal(0), *(p.value for p in chart.points), *([chart.goal.value] if chart.goal else [])]
    room = Rectangle(axis_room(values), 40, _right([asked], STRONG, wide), 206)
    panel = Panel(sheet, ink, chart.years, room, values)
    panel.head(chart.unit)
    panel.grid()
    if chart.goal:
        _asked_line(panel, chart.goal.since, chart.goal.year, chart.goal.value)
    for p in chart.points:
        short = chart.goal is not None and p.value < chart.goal.value and p.year >= chart.goal.since
        fill = ink.light("bad") if short else ink.ink
        panel.bar(p.year, 0, p.value, wide=_thick(panel), fill=fill)
    for p in reversed(chart.points):
        panel.label(panel.x(p.year), panel.y(p.value), p.text, STRONG, prefer="above")
    if chart.goal:
        panel.margin([(panel.y(chart.goal.value), asked, STRONG)])
    panel.year_axis(_missing(chart), ahead=[y for y in chart.years if y > chart.ended and y not in _known(chart)])
    return sheet


def cumulative(chart: Chart, wide: float, ink: Ink) -> Drawing:
    """Each year's bar stands on the one before; the pile grows towards the total that is asked."""
    sheet = Drawing(wide, 288.0, lang=ink.lang)
    goal = chart.goal
    since = goal.since if goal else chart.years[0]
    counted = [p for p in chart.points if p.year >= since and not p.open]
    total = sum((p.value for p in counted), Decimal(0))
    left = [y for y in chart.years if goal and y > (counted[-1].year if counted else since - 1) and y <= goal.year]
    each = (goal.value - total) / len(left) if goal and left else Decimal(0)
    asked = ink.say(Said("{figure} 目标", figure=goal.text)) if goal else ""
    by = Number(each, 2)
    must = ink.say(Said("每年须{by}", by=by) if len(left) > 1 else Said("须{by}", by=by)) if each > 0 else ""
    years = tuple(y for y in chart.years if y >= since)
    values: list[Value] = [Decimal(0), total, *([goal.value] if goal else [])]
    room = Rectangle(axis_room(values), 40, _right([asked, must], STRONG, wide), 246)
    panel = Panel(sheet, ink, years, room, values)
    panel.head(Said("{unit}，{since}年起累计", unit=chart.unit, since=since))
    panel.grid()
    if goal:
        path = [(since - 0.5, 0.0), (goal.year + 0.5, float(goal.value))]
        panel.path(path, stroke=ink.plan, stroke_width=1.3, stroke_dasharray="5 3")
        x, y, half = panel.x(goal.year), panel.y(goal.value), panel.slot * 0.4
        sheet.line(x - half, y, x + half, y, stroke=ink.plan, stroke_width=3)
    below, wide_bar = Decimal(0), min(panel.slot * 0.5, 60.0)
    tops = []
    for p in counted:
        panel.bar(p.year, below, below + p.value, wide=wide_bar, fill=ink.ink)
        below += p.value
        tops.append((p, below))
    if each > 0:
        for k, year in enumerate(left):
            low, high = below + each * k, below + each * (k + 1)
            panel.bar(year, low, high, wide=wide_bar, fill="none", stroke=ink.light("bad"), stroke_width=1.4)
    for p, top in reversed(tops):
        so_far = Said("{figure}（累计{total}）", figure=p.text, total=Number(top, trim=True))
        text = p.text if top == p.value else ink.say(so_far)
        panel.label(panel.x(p.year), panel.y(top), text, STRONG, prefer="above")
    margin: list[tuple[float, str, TextStyle]] = [(panel.y(goal.value), asked, STRONG)] if goal else []
    if must:
        margin.append((panel.y(below + each * (len(left) - Decimal("0.5"))), must, RED))
    panel.margin(margin, least=2)
    panel.year_axis([y for y in years if y not in {p.year for p in counted} and y <= chart.ended])
    return sheet


def _known(chart: Chart) -> set[int]:
    return {p.year for p in chart.points}


def _missing(chart: Chart) -> list[int]:
    return [y for y in chart.years if y not in _known(chart) and y <= chart.ended]
