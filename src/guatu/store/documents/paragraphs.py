"""Lines of print become paragraphs: a line break inside a Chinese paragraph is not a break.

What ends a paragraph is told by four signs: the next line is indented, this line stops short of the margin (and the
next word would still have fitted), the type changes its size, or a gap opens between two lines of a page. Pure.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from guatu.core.text.said import Said, verbatim
from guatu.core.text.spans import Span
from guatu.store.documents.draft import DocumentDraft
from guatu.store.documents.footnotes import part_notes
from guatu.store.documents.grids import join_over_pages
from guatu.store.documents.headings import level_of
from guatu.store.documents.joining import seam
from guatu.store.documents.lines import Grid, Line, Sheet
from guatu.store.documents.merged import DraftCell
from guatu.store.documents.model import Box, CautionKind, Page, Stretch, Style
from guatu.store.documents.typeset import looks_like_columns

_INDENT = 1.2  # characters: less is play of the type, more is a first-line indent
_HANGING = 3.0  # characters: further in than any first-line indent
_SIZE_STEP = 0.12  # share by which a heading's type is larger
_ENDS = tuple("。！？；：”）》")
_UNIT = r"[（《〈「『〔【]*(?:[0-9A-Za-z.,%％—\-–~～/+]+|[^“”‘’])[，。、；：！？）》〉」』〕】％%]*"
_TOKEN = re.compile(
    rf"[“”‘’]*{_UNIT}(?:[“”‘’]+[，。、；：！？）》〉」』〕】]*(?:{_UNIT})?)*"
)  # type setters glue quotes


@dataclass(slots=True)
class Frame:
    """Where the type of a page stands: its left and right edge, the size of its type, the pitch of its lines."""

    left: float
    right: float
    size: float
    pitch: float


@dataclass(slots=True)
class _Block:
    lines: list[Line] = field(default_factory=list)
    text: str = ""
    seams: list[tuple[int, int]] = field(default_factory=list)  # span of each line in `text`
    unsure: list[int] = field(default_factory=list)
    indent: bool = False
    centred: bool = False

    def add(self, line: Line) -> None:
        cut, between = seam(self.text, line.text)
        if cut < len(self.text) and self.seams:
            self.seams[-1] = (self.seams[-1][0], cut)
        self.text = self.text[:cut] + between
        start = len(self.text)
        self.text += line.text
        self.seams.append((start, len(self.text)))
        self.unsure.extend(start + at for at in line.unsure)
        self.lines.append(line)


def set_paragraphs(draft: DocumentDraft, sheets: Sequence[Sheet]) -> None:
    """Write the pages' paragraphs, tables and footnotes into the draft, in reading order."""
    sheets, notes = part_notes(join_over_pages(sheets))
    draft.notes.extend(notes)
    frames = _frames(sheets)
    indented = _is_indented(sheets, frames)
    block: _Block | None = None
    previous: Line | None = None
    for sheet in sheets:
        width, height = sheet.shown or (sheet.width, sheet.height)
        draft.pages.append(Page(sheet.number, round(width, 1), round(height, 1)))
        frame = frames[sheet.number]
        if looks_like_columns(sheet.lines):
            says = Said("第{page}页似乎分两栏排版，文字的次序可能不对，请对照原件核对。", page=sheet.number)
            draft.warn(CautionKind.NOT_READ, says, page=sheet.number)
        for item in _in_order(sheet):
            if isinstance(item, Grid):
                _write(draft, block)
                block = previous = None
                _write_grid(draft, item, sheet.number)
                continue
            before = frames[previous.page] if previous is not None else frame
            if block is None or previous is None or _parts(block, previous, item, before, frame, indented):
                _write(draft, block)
                block = _Block(
                    indent=_INDENT * frame.size <= item.box.left - frame.left <= _HANGING * frame.size,
                    centred=_is_centred(item, frame),
                )
            block.add(item)
            previous = item
    _write(draft, block)


def _in_order(sheet: Sheet) -> Iterator[Line | Grid]:
    items: list[Line | Grid] = [*sheet.lines, *sheet.tables]
    yield from sorted(items, key=lambda item: item.box.top)


def _frames(sheets: Sequence[Sheet]) -> dict[int, Frame]:
    """The type area of each page. Pages with little type borrow from their own side of the sheet, then from all."""
    lines = [line for sheet in sheets for line in sheet.lines]
    size = _usual([line.size for line in lines], 0.5) or 12.0
    whole = _frame(lines, size)
    sides = {
        side: _frame([line for s in sheets if s.number % 2 == side for line in s.lines], size) or whole
        for side in (0, 1)
    }
    found = {}
    for sheet in sheets:
        own = _frame(list(sheet.lines), size) if len(sheet.lines) >= 8 else None
        frame = own or sides[sheet.number % 2] or whole or Frame(0, sheet.width, size, size * 1.6)
        side = sides[sheet.number % 2] or frame
        if own is not None and abs(side.left - own.left) < size and abs(side.right - own.right) < 2 * size:
            frame = Frame(min(own.left, side.left), max(own.right, side.right), size, side.pitch)
        found[sheet.number] = frame
    return found


def _frame(lines: Sequence[Line], size: float) -> Frame | None:
    body = [line for line in lines if abs(line.size - size) <= _SIZE_STEP * size]
    if len(body) < 2:
        return None
    lefts = Counter(round(line.box.left / (size / 4)) for line in body)
    often = max(2, len(body) // 12)
    left = min((at for at, n in lefts.items() if n >= often), default=min(lefts)) * (size / 4)
    left = min((line.box.left for line in body if abs(line.box.left - left) <= size / 4), default=left)
    rights = sorted(line.box.right for line in body)
    right = rights[-1 - len(rights) // 50]
    gaps = [
        b.box.bottom - a.box.bottom
        for a, b in pairwise(body)
        if a.page == b.page and 0 < b.box.bottom - a.box.bottom < 4 * size
    ]
    return Frame(left, right, size, _usual(gaps, 0.5) or size * 1.6)


def _usual(values: Sequence[float], step: float) -> float | None:
    """The commonest value, to the nearest `step`; of equals the smallest."""
    if not values:
        return None
    counts = Counter(round(v / step) for v in values)
    best = max(counts.values())
    return min(at for at, n in counts.items() if n == best) * step


def _is_indented(sheets: Sequence[Sheet], frames: dict[int, Frame]) -> bool:
    """Whether the document marks a paragraph by indenting its first line."""
    shares = [
        (line.box.left - frames[sheet.number].left) / frames[sheet.number].size
        for sheet in sheets
        for line in sheet.lines
    ]
    return sum(_INDENT <= share <= _HANGING for share in shares) >= max(2, len(shares) // 25)


def _is_centred(line: Line, frame: Frame) -> bool:
    """Whether a line stands in the middle, further in than a first-line indent; a headline may fill nearly all."""
    left, right = line.box.left - frame.left, frame.right - line.box.right
    least = 0.3 if line.size > (1 + _SIZE_STEP) * frame.size else 2.5
    return left > least * frame.size and abs(left - right) < 1.5 * frame.size


def _parts(block: _Block, above: Line, below: Line, frame: Frame, frame_below: Frame, indented: bool) -> bool:
    """Whether `below` opens a new paragraph."""
    size = frame.size
    if abs(above.size - below.size) > _SIZE_STEP * max(above.size, below.size):
        return True
    if "\t" in above.text or "\t" in below.text:
        return True
    same_page = above.page == below.page
    gap = below.box.bottom - above.box.bottom if same_page else frame.pitch
    pitch = max(frame.pitch, 1.15 * max(above.size, below.size))
    if block.centred and _is_centred(below, frame_below) and gap < 1.7 * max(pitch, 1.9 * above.size):
        return _is_whole(above, size) or level_of(below.text) > 0
    if gap > 1.6 * pitch:
        return True
    if above.size > 1.25 * size:  # a headline of several lines, wherever it stands
        return level_of(below.text) > 0 or above.text.endswith(_ENDS[:4])
    inset = (below.box.left - frame_below.left) / size
    if _is_short(above, below, frame, slack=2.0 if indented and inset < _INDENT else 0.6):
        return True
    if inset > _HANGING:
        return not _hangs(block, above, below, frame)
    if inset >= _INDENT:
        return True
    if indented:
        return False
    if level_of(below.text) and above.text.endswith(_ENDS):
        return True
    return gap > 1.25 * pitch if same_page else above.text.endswith("。")


def _hangs(block: _Block, above: Line, below: Line, frame: Frame) -> bool:
    """Whether a line far in goes on with the one above: in a narrow column, or under the name of an attachment."""
    column = above.box.left - frame.left > _HANGING * frame.size / 2
    if column and abs(below.box.left - above.box.left) < frame.size:
        return True
    named = len(block.lines) == 1 and block.lines[0].text.startswith("附件")
    return named and not level_of(below.text) and not above.text.endswith("。")


def _is_whole(line: Line, size: float) -> bool:
    """A centred line that is complete by itself: a number, a date or a remark in brackets."""
    text = line.text.strip()
    return text.endswith(("号", "日", "）")) and line.size <= 1.1 * size


def _is_short(above: Line, below: Line, frame: Frame, *, slack: float) -> bool:
    """Whether a line stops although the next word, and `slack` characters more, would still have fitted."""
    left_over = frame.right - above.box.right
    match = _TOKEN.match(below.text)
    word = _width(match[0] if match else below.text[:1]) * frame.size
    return left_over > min(word, frame.right - frame.left) + slack * frame.size


def _width(text: str) -> float:
    return sum(0.6 if char < "\u2000" else 1.0 for char in text)


def _write(draft: DocumentDraft, block: _Block | None) -> None:
    if block is None:
        return
    text = block.text
    first, last = block.lines[0], block.lines[-1]
    same = [line.place for line in block.lines if line.page == first.page]
    box = Box(
        min(b.left for b in same), min(b.top for b in same), max(b.right for b in same), max(b.bottom for b in same)
    )
    pieces = tuple(
        Stretch(Span(start, end), line.page, line.place)
        for (start, end), line in zip(block.seams, block.lines, strict=True)
    )
    if "\t" in text and text.count("\t") >= 2:
        span = _write_row(draft, text, first, pieces)
    else:
        text = text.replace("\t", " ")
        large = block.centred and last.size > 1.2 * 16 and len(text) <= 80
        span = draft.add(
            text, style=Style.TITLE if large else None, indent=block.indent and not block.centred, page=first.page,
            box=box, pieces=pieces,
        )  # fmt: skip
    _question(draft, block, span, first.page)


def _write_row(draft: DocumentDraft, text: str, line: Line, pieces: Sequence[Stretch]) -> Span:
    """A line of cells without rules around them: kept as a row."""
    start = draft.length
    cells, at = [], 0
    for part in text.split("\t"):
        piece = Stretch(Span(0, len(part)), line.page, _share(line.place, at, at + len(part), len(text)))
        cells.append(DraftCell(part.strip(), pieces=(piece,) if part.strip() == part and part else ()))
        at += len(part) + 1
    draft.add_table([cells], page=line.page)
    return Span(start, start + len(text))


def _share(box: Box, start: int, end: int, whole: int) -> Box:
    unit = (box.right - box.left) / max(1, whole)
    return Box(round(box.left + start * unit, 1), box.top, round(box.left + end * unit, 1), box.bottom)


def _write_grid(draft: DocumentDraft, grid: Grid, page: int) -> None:
    rows = [
        [
            DraftCell(
                cell.text, cell.across, cell.above,
                tuple(Stretch(Span(start, end), at, box) for start, end, at, box in cell.lines),
            )
            for cell in row
        ]
        for row in grid.rows
    ]  # fmt: skip
    draft.add_table(rows, page=page)


def _question(draft: DocumentDraft, block: _Block, span: Span, page: int) -> None:
    """Digits that a scan may have misread become questions, one for each group of digits."""
    text, asked = block.text, -1
    for at in sorted(block.unsure):
        if at <= asked:
            continue
        match = next((m for m in re.finditer(r"[0-9０-９.%％]+", text) if m.start() <= at < m.end()), None)
        if match is None:
            beside = Span(span.start + at, span.start + at + 1)
            says = Said("第{page}页“{words}”后面可能漏了数字，请对照原件核对。", page=page, words=verbatim(text[at]))
            draft.warn(CautionKind.UNSURE_DIGITS, says, span=beside, page=page)
            asked = at
            continue
        asked = match.end() - 1
        place = Span(span.start + match.start(), span.start + match.end())
        says = Said("第{page}页“{words}”识别不清，请对照原件核对。", page=page, words=verbatim(match[0]))
        draft.warn(CautionKind.UNSURE_DIGITS, says, span=place, page=page)
