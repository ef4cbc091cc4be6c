"""The wall chart (作战图): every target and dated task a line to its deadline, its light there, today one red line.

Thick line = as far as the figures reach, thin = time gone, dots = time left; words stand above the line and never cut
it, so that two figures of one period end at one place. The legend is the tally. Drawn in the millimetres of an A1 sheet
and scaled to A0–A3, whose proportions are the same. A plan too long for one sheet takes several.
"""

from __future__ import annotations

from collections.abc import Callable

from guatu.core.drawing.ink import SCREEN, Ink
from guatu.core.drawing.lights import light
from guatu.core.drawing.measure import Rectangle, width, wrap
from guatu.core.drawing.svg import Drawing, num
from guatu.core.drawing.wall_layout import HEAD, HIGH, LEAD, MARGIN, WIDE, Block, Layout, Placed, layout, sheets
from guatu.core.drawing.wall_values import Stop, Wall, WallRow, wall
from guatu.core.text.figures import day

SIZES = {"A0": (1189, 841), "A1": (841, 594), "A2": (594, 420), "A3": (420, 297)}
TOP, BOTTOM, FOOT = 121.0, 569.0, 573.5
KEY = "线画到期限为止，灯在期限处：粗线为数据所及，细线为已过的时间，点线为剩余的时间；大字为实际，斜线后为目标。"
NO_LINES = "方案里没有读到可以量化的目标，也没有写明期限的里程碑和举措，所以没有线可画。"
QR = 31.0  # side of the code, its quiet border included
QUIET = 4  # modules of white around it

Address = Callable[[str], str]

__all__ = ["SIZES", "Wall", "drawn", "smallest_text", "wall", "wall_svg", "wall_svgs"]


def wall_svgs(wall: Wall, size: str = "A1", *, ink: Ink = SCREEN, address: Address | None = None) -> tuple[str, ...]:
    """Every sheet as SVG, `size` one of A0, A1, A2, A3 (landscape); with `address`, names lead to their targets."""
    wide, high = SIZES[size]
    name = f"{wall.city}{wall.title}作战图"
    return tuple(
        drawn(one, ink=ink, address=address).svg(
            title=name + _sheet_words(one), wide=f"{wide}mm", high=f"{high}mm", label=f"{name}。{wall.verdict}"
        )
        for one in sheets(wall, top=TOP, bottom=BOTTOM)
    )


def wall_svg(wall: Wall, size: str = "A1", *, ink: Ink = SCREEN) -> str:
    """The first sheet, which for most plans is the only one."""
    return wall_svgs(wall, size, ink=ink)[0]


def smallest_text(wall: Wall, size: str = "A1") -> float:
    """Height of the smallest letters on the sheet, in millimetres: below 1.8 it is a picture, not a reading copy."""
    return min(w.size for w in drawn(wall).written) * SIZES[size][0] / WIDE


def drawn(wall: Wall, *, ink: Ink = SCREEN, address: Address | None = None) -> Drawing:
    """One sheet; a wall of several is first laid out over `wall_layout.sheets`."""
    sheet = Drawing(WIDE, HIGH)
    sheet.rect(Rectangle(0, 0, WIDE, HIGH), fill=ink.paper, cls="paper")
    _head(sheet, wall, ink)
    if not wall.sectors:
        middle = (TOP + BOTTOM) / 2
        sheet.text(WIDE / 2, middle, NO_LINES, 12, fill=ink.second, anchor="middle")
        return sheet
    _legend(sheet, wall, ink)
    arranged = layout(wall, top=TOP, bottom=BOTTOM)
    gutter = (WIDE - 2 * MARGIN - arranged.column * len(arranged.columns)) / max(len(arranged.columns) - 1, 1)
    for i, blocks in enumerate(arranged.columns):
        left = MARGIN + i * (arranged.column + gutter)
        WallColumn(sheet, wall, arranged, ink, left, arranged.step_in(blocks), address).draw(blocks)
    _foot(sheet, wall, ink)
    return sheet


def _sheet_words(wall: Wall) -> str:
    number, of = wall.sheet
    return f"（第{number}张，共{of}张）" if of > 1 else ""


def _fitted(text: str, size: float, room: float, *, least: float, bold: bool = False, serif: bool = False) -> float:
    """The largest size up to `size` at which one line fits, not below `least`."""
    return max(least, min(size, size * room / max(width(text, size, bold=bold, serif=serif), 0.01)))


def _head(sheet: Drawing, wall: Wall, ink: Ink) -> None:
    sheet.line(MARGIN, MARGIN, WIDE - MARGIN, MARGIN, stroke=ink.ink, stroke_width=1.6)
    right = WIDE - MARGIN
    if wall.qr:
        _qr(sheet, wall, ink)
        right -= QR + 9
    gone = f"{wall.elapsed:.1%}"
    side = width(gone, 20.5, bold=True) + 8 + width("时间已过", 8.6, serif=True) + 16
    room = right - MARGIN - side
    sheet.text(MARGIN, MARGIN + 12, wall.city + _sheet_words(wall), 9.2, fill=ink.second, serif=True, spacing=1.5)
    title = f"{wall.title}作战图"
    sheet.text(
        MARGIN,
        MARGIN + 37,
        title,
        _fitted(title, 21.5, room, least=8, serif=True, bold=True),
        fill=ink.ink,
        bold=True,
        serif=True,
    )
    sheet.text(right, MARGIN + 37, gone, 20.5, fill=ink.ink, anchor="end", bold=True)
    beside = right - 8 - width(gone, 20.5, bold=True)
    sheet.text(beside, MARGIN + 37, "时间已过", 8.6, fill=ink.ink, anchor="end", serif=True)
    span = f"{wall.years[0]}—{wall.years[-1]}年" if len(wall.years) > 1 else f"{wall.years[0]}年"
    sheet.text(right, MARGIN + 12, span, 8.6, fill=ink.second, anchor="end", serif=True)
    sheet.text(right, MARGIN + 54, wall.left, 6.8, fill=ink.seal, anchor="end", bold=True)
    room = right - MARGIN - width(wall.left, 6.8, bold=True) - 14
    size = _fitted(wall.verdict, 9.4, room, least=6.9, serif=True)
    lines = wrap(wall.verdict, size, room, serif=True)
    for i, line in enumerate(lines[:2]):
        y = MARGIN + 54 + (i - (0.55 if len(lines) > 1 else 0)) * size * 1.25
        sheet.text(MARGIN, y, line, size, fill=ink.ink, serif=True)


def _qr(sheet: Drawing, wall: Wall, ink: Ink) -> None:
    """The address as squares, one path; black on white whatever the paper, or no telephone reads it."""
    left, top = WIDE - MARGIN - QR, MARGIN + 4.5
    sheet.rect(Rectangle(left, top, left + QR, top + QR), fill="#fff")
    module = QR / (len(wall.qr) + 2 * QUIET)
    square = f"h{module:.3f}v{module:.3f}h-{module:.3f}z"
    squares = "".join(
        f"M{num(left + (x + QUIET) * module)} {num(top + (y + QUIET) * module)}{square}"
        for y, row in enumerate(wall.qr)
        for x, dark in enumerate(row)
        if dark
    )
    sheet.path(squares, fill="#000")
    sheet.text(left + QR / 2, top + QR + 5.4, "扫码看今天的灯", 5, fill=ink.second, anchor="middle")


def _legend(sheet: Drawing, wall: Wall, ink: Ink) -> None:
    """The legend is the tally: of targets every shape, also those that do not occur; of tasks a line of its own."""
    y = MARGIN + 71.5
    if wall.count:
        shown = {t.shape for t in wall.tally}
        entries = [(t.shape, t.word, str(t.count)) for t in wall.tally]
        yearly = (s for r in wall.sectors for w in r.rows[: len(r.rows) - r.tasks] for s in w.stops)
        if "notyet" not in shown and any(s.shape == "notyet" for s in yearly):
            entries.append(("notyet", "年度任务未到节点", ""))
        _tallied(sheet, f"{wall.count}个目标", entries, y, ink)
        y += 11
    if wall.task_count:
        entries = [(t.shape, t.word, str(t.count)) for t in wall.tasks]
        _tallied(sheet, f"{wall.task_count}项里程碑和举措", entries, y, ink)


def _tallied(sheet: Drawing, head: str, entries: list[tuple[str, str, str]], y: float, ink: Ink) -> None:
    """What is counted, and every shape with its word and its count."""
    sheet.text(MARGIN, y + 2.4, head, 7.4, fill=ink.ink, bold=True)
    x = MARGIN + width(head, 7.4, bold=True) + 17
    for shape, word, count in entries:
        quiet = count in ("", "0")
        light(sheet, shape, x, y, 4.1, ink)
        sheet.text(x + 8, y + 2.4, word, 6.9, fill=ink.second if quiet else ink.ink)
        wide = width(word, 6.9)
        if count:
            sheet.text(x + 10 + wide, y + 2.9, count, 9.4, fill=ink.second if quiet else ink.ink, bold=not quiet)
        x += 31 + wide + width(count, 9.4, bold=True)


def _foot(sheet: Drawing, wall: Wall, ink: Ink) -> None:
    right = WIDE - MARGIN
    sheet.line(MARGIN, FOOT, right, FOOT, stroke=ink.ink, stroke_width=0.5)
    made = f"{day(wall.made)}制" if wall.made else ""
    key = f"{KEY}{made}"
    size = 5.0
    if width(wall.source, size) + width(key, size) + 20 <= right - MARGIN:
        sheet.text(MARGIN, FOOT + 7.3, wall.source, size, fill=ink.second)
        sheet.text(right, FOOT + 7.3, key, size, fill=ink.second, anchor="end")
        return
    size = _fitted(wall.source, size, right - MARGIN, least=4.4)
    lines = wrap(wall.source, size, right - MARGIN)[:2]
    last = f"{KEY}{made}{wall.address}"
    for i, line in enumerate((*lines, last if width(last, size) <= right - MARGIN else key)):
        sheet.text(MARGIN, FOOT + 5.8 + i * size * 1.25, line, size, fill=ink.second)


BELOW, ABOVE, RAISED = 0.46, 0.25, 0.1  # of the size: the line under the middle of its row, words over it, its light


class WallColumn:
    """One column of the sheet with its own time axis and its own red line."""

    def __init__(
        self,
        sheet: Drawing,
        wall: Wall,
        arranged: Layout,
        ink: Ink,
        left: float,
        step: float,
        address: Address | None = None,
    ) -> None:
        self.sheet, self.wall, self.ink, self.address = sheet, wall, ink, address
        self.size, self.step = arranged.size, step
        self.left, self.right = left, left + arranged.column
        self.radius = min(self.size * 0.54, 4.4)
        self.axis = left + arranged.name
        self.leads = self.axis - arranged.lead  # where lead units begin
        self.end = self.right - self.radius  # where the last year ends
        self.gap = self.radius * 2.05 + self.size * 0.55  # between a text and the middle of its light
        self.now = self.at(wall.elapsed)

    def at(self, share: float) -> float:
        return self.axis + share * (self.end - self.axis)

    def draw(self, blocks: tuple[Block, ...]) -> None:
        bottom = TOP + sum(b.height for b in blocks) * self.step
        years = len(self.wall.years)
        for j in range(years):
            x = self.at((j + 1) / years)
            self.sheet.line(x, TOP, x, bottom - self.step * 0.2, stroke=self.ink.line, stroke_width=0.3)
        if 0 < self.wall.elapsed < 1:
            self._today(bottom)
        y = TOP
        for block in blocks:
            self._head(block, y)
            y += self.step * HEAD
            for placed in block.rows:
                self._row(placed, y + placed.height * self.step / 2)
                y += placed.height * self.step

    def _today(self, bottom: float) -> None:
        top = TOP - 7.5
        self.sheet.line(self.now, top, self.now, bottom - self.step * 0.2, stroke=self.ink.seal, stroke_width=0.65)
        day = f"{self.wall.as_of.month}月{self.wall.as_of.day}日"
        words = f"今天 {day}" if self.wall.today else f"{self.wall.as_of.year}年{day}"
        fits = self.now - 1.5 - width(words, 5, bold=True) >= self.left
        x, anchor = (self.now - 1.5, "end") if fits else (self.now + 1.5, "start")
        self.sheet.text(x, TOP - 3.2, words, 5, fill=self.ink.seal, anchor=anchor, bold=True)

    def _head(self, block: Block, y: float) -> None:
        rule = y + self.step * 0.12
        self.sheet.line(self.left, rule, self.right, rule, stroke=self.ink.ink, stroke_width=0.8)
        name = block.name
        count = block.sector.counted
        years = len(self.wall.years)
        small = max(self.size * 0.72, 4.2) if self.size > 5 else self.size * 0.78
        first = self.at(1 / years) - self.gap - width(f"{self.wall.years[0]}年底", small) - small
        room = first - self.left - width(count, small) - self.size * 0.6
        base = y + self.step * 0.58 + self.size * 0.85
        size = _fitted(name, self.size * 1.25, room, least=self.size * 0.5, bold=True, serif=True)
        self.sheet.text(self.left, base, name, size, fill=self.ink.ink, bold=True, serif=True)
        after = self.left + width(name, size, bold=True, serif=True) + self.size * 0.6
        self.sheet.text(after, base, count, small, fill=self.ink.note)
        for j, year in enumerate(self.wall.years):
            self._over_now(self.at((j + 1) / years) - self.gap, base, f"{year}年底", small, self.ink.note)

    def _over_now(self, x: float, y: float, text: str, size: float, fill: str, *, bold: bool = False) -> float:
        """Write up to `x`, with a gap in the red line where it would pass through the words. Gives the left edge."""
        wide = width(text, size, bold=bold)
        left = x - wide
        if left - 0.8 < self.now < x + 0.8:
            cover = Rectangle(self.now - 0.6, y - size * 0.92, self.now + 0.6, y + size * 0.22)
            self.sheet.rect(cover, fill=self.ink.paper, cls="paper")
        self.sheet.text(x, y, text, size, fill=fill, anchor="end", bold=bold)
        return left

    def _row(self, placed: Placed, y: float) -> None:
        size = self.size
        self._name(placed.row, placed.lines, y)
        small = size * LEAD
        top = y + small * 0.36 - small * 1.12 * (len(placed.lead) - 1) / 2
        for i, line in enumerate(placed.lead):
            self.sheet.text(self.leads, top + i * small * 1.12, line, small, fill=self.ink.note)
        track = self.axis
        for stop in placed.row.stops:
            self._stop(stop, track, y)
            track = self.at(stop.at) + self.radius + 1.8

    def _name(self, row: WallRow, lines: tuple[str, ...], y: float) -> None:
        size, ink = self.size, self.ink
        pitch = min(size * 1.18, self.step * 0.8)
        first = y + size * 0.36 - pitch * (len(lines) - 1) / 2
        fill = ink.ink if row.known else ink.second
        if self.address:
            self.sheet.begin_link(self.address(row.stops[0].target))
        for i, line in enumerate(lines):
            self.sheet.text(self.left, first + i * pitch, line, size, fill=fill, bold=row.known)
        if self.address:
            self.sheet.end_link()

    def _stop(self, stop: Stop, track: float, y: float) -> None:
        """The line at its full length to the light, and the words above it up to the light."""
        sheet, ink, size = self.sheet, self.ink, self.size
        line = y + size * BELOW
        end = self.at(stop.at)
        light_at = end - self.radius - 1.2
        colour = ink.light(stop.shape) if stop.figure else ink.axis
        edge = self._words(stop, track, end - self.gap, y - size * ABOVE)
        if track < min(self.now, light_at):
            sheet.line(track, line, min(self.now, light_at), line, stroke=colour, stroke_width=0.45)
        if light_at > max(self.now, track):
            left = max(self.now, track)
            sheet.line(left, line, light_at, line, stroke=colour, stroke_width=0.45, stroke_dasharray="1 1.7")
        if stop.figure:
            reach = min(self.at(stop.reach), end)
            thick = min(size * 0.22, 1.5)
            if track < reach:
                sheet.line(track, line, reach, line, stroke=colour, stroke_width=thick)
            if track <= reach < light_at:
                sheet.circle(reach, line, thick, fill=colour)
            self._needed(stop, track, edge - size * 0.6, y - size * ABOVE)
        light(sheet, stop.shape, end, line - size * RAISED, self.radius, ink)

    def _needed(self, stop: Stop, left: float, right: float, y: float) -> None:
        """What it now takes, small before the figure, where there is room for it."""
        size = self.size * 0.64
        if stop.needed and left + width(stop.needed, size) < right:
            self._over_now(right, y + size * 0.38, stop.needed, size, self.ink.light(stop.shape))

    def _words(self, stop: Stop, track: float, right: float, y: float) -> float:
        """Figure, stroke and promise, ending at `right`; what does not fit goes in the order of its worth."""
        size, ink = self.size, self.ink
        room = right - track - 1
        promised, why = stop.promise, stop.why
        small, tiny, large = size * 0.81, size * 0.64, size * 1.19
        need = width(promised, small) + (width(stop.figure, large, bold=True) + size * 0.64 if stop.figure else 0)
        if why and need + width(why, tiny) + size * 0.46 > room:
            why = ""
        shrink = min(1.0, max(room / need, 0.55)) if need > room else 1.0
        small, large = small * shrink, large * shrink
        if need * shrink > room:
            promised = ""
        if stop.figure and width(stop.figure, large, bold=True) > room:
            return right
        left = right
        if promised:
            left = self._over_now(right, y + small * 0.36, promised, small, ink.second)
        if stop.figure:
            if promised:
                self._over_now(left - size * 0.17, y + small * 0.36, "/", small, ink.axis)
                left -= size * 0.64 * shrink
            return self._over_now(left, y + large * 0.34, stop.figure, large, ink.light(stop.shape), bold=True)
        if why:
            left = self._over_now(left - size * 0.46, y + tiny * 0.38, why, tiny, ink.note)
        return left
