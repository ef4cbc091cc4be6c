"""Page numbers, running heads and feet: what stands on every page and belongs to none of the text. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from guatu.store.documents.lines import Line, Sheet
from guatu.store.documents.model import Furniture, FurnitureKind

# a scan reads a dash as 一 now and then
_DASH = "一ー—―–－‐‑−─~·•\\-"
_NUMBERED = re.compile(
    rf"[{_DASH}\s]+[0-9０-９]{{1,4}}[{_DASH}\s]*|第\s*[0-9一二三四五六七八九十百]{{1,5}}\s*页(?:\s*[,，/／]?\s*共\s*\d{{1,5}}\s*页)?"
    r"|(?:Page|PAGE|page)\s*\d{1,4}(?:\s*of\s*\d{1,4})?|\d{1,4}\s*[/／]\s*\d{1,4}"
)
_BARE = re.compile(r"[0-9０-９]{1,4}|[ivxlcIVXLC]{1,6}")
_EDGE = 0.13  # of the page's height, above and below
_DEEP = 3  # lines from each end that may be furniture
CORPUS = {
    True: ["— 3 —", "—3—", "-12-", "－ 7 －", "第3页", "第 3 页 共 10 页", "3/10", "Page 2 of 9", "· 5 ·"],
    False: ["2025年5月31日", "—", "3.3万个", "3—5家", "第3页没有文字", "10%"],
}


def is_page_number(text: str) -> bool:
    """Whether a line can be nothing but a page's number.

    >>> is_page_number("— 3 —"), is_page_number("2025年")
    (True, False)
    """
    return bool(_NUMBERED.fullmatch(text.strip()))


def part_furniture(sheets: Sequence[Sheet]) -> tuple[list[Sheet], list[Furniture]]:
    """The pages without their furniture, and the furniture."""
    edges = [(sheet, index, line) for sheet in sheets for index, line in _edge_lines(sheet)]
    repeated = _repeated(sheets, edges)
    bare = _counting(sheets, edges)
    dropped: dict[tuple[int, int], FurnitureKind] = {}
    for sheet, index, line in edges:
        key = (sheet.number, index)
        if is_page_number(line.text) or key in bare:
            dropped[key] = FurnitureKind.PAGE_NUMBER
        elif key in repeated:
            upper = line.box.top < sheet.height / 2
            dropped[key] = FurnitureKind.HEADER if upper else FurnitureKind.FOOTER
    kept, furniture = [], []
    for sheet in sheets:
        lines = []
        for index, line in enumerate(sheet.lines):
            kind = dropped.get((sheet.number, index))
            if kind is None:
                lines.append(line)
            else:
                furniture.append(Furniture(kind, line.text, sheet.number))
        kept.append(replace(sheet, lines=tuple(lines)))
    return kept, furniture


def _edge_lines(sheet: Sheet) -> list[tuple[int, Line]]:
    """The first and last lines of a page that stand in its margins."""
    last = len(sheet.lines)
    found = []
    for index, line in enumerate(sheet.lines):
        above = index < _DEEP and line.box.bottom < _EDGE * sheet.height
        below = index >= last - _DEEP and line.box.top > (1 - _EDGE) * sheet.height
        if above or below:
            found.append((index, line))
    return found


def _repeated(sheets: Sequence[Sheet], edges: list[tuple[Sheet, int, Line]]) -> set[tuple[int, int]]:
    """Lines that stand at one height with one wording on a third of the pages, and on two at least."""
    if len(sheets) < 2:
        return set()

    def key(line: Line) -> tuple[str, int]:
        return re.sub(r"\d+", "0", re.sub(r"\s", "", line.text)), round(line.box.top / 6)

    counts: Counter[tuple[str, int]] = Counter()
    for _, _, line in edges:
        wording, height = key(line)
        for near in (height - 1, height, height + 1):
            counts[wording, near] += 1
    enough = max(2, len(sheets) // 3)
    worded = [edge for edge in edges if len(re.sub(r"[\d\s.%％]", "", edge[2].text)) >= 2]
    return {(sheet.number, index) for sheet, index, line in worded if counts[key(line)] >= enough}


def _counting(sheets: Sequence[Sheet], edges: list[tuple[Sheet, int, Line]]) -> set[tuple[int, int]]:
    """Bare numbers that count with the pages: 1, 2, 3 … at the foot or the head."""
    steps: dict[int, list[tuple[int, int]]] = {}
    for sheet, index, line in edges:
        text = line.text.strip()
        if _BARE.fullmatch(text):
            value = int(text) if text.isdigit() else None
            steps.setdefault(value - sheet.number if value is not None else 10_000, []).append((sheet.number, index))
    found: set[tuple[int, int]] = set()
    for group in steps.values():
        if len(group) >= 2 or len(sheets) == 1:
            found.update(group)
    return found
