"""Characters with places become lines of print, from top to bottom.

A gap wider than a blank parts two words; one wider than three characters parts two columns or cells, which become
a tab. Pure: no format is known here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from statistics import median

from guatu.store.documents.lines import Char, Line
from guatu.store.documents.model import Box
from guatu.store.documents.raised import raised

_SAME_LINE = 0.45  # of a character's size: baselines closer than this are one line
_WORD_GAP = 0.22  # of a size, between two Latin characters
_RAISED_MOST = 0.7  # of a size: no figure is raised more
_RAISED_SIZE, _RAISED_BY = 0.95, 0.2  # of a line's size: smaller and higher is a raised figure
_CELL_GAP = 1.6  # of a size: more than a blank, less than a column
_RADICALS = {
    0x2E81: "厂", 0x2E85: "亻", 0x2E8B: "卩", 0x2E92: "巳", 0x2E9F: "母", 0x2EA0: "民", 0x2EA6: "丬", 0x2EAC: "示",
    0x2EAD: "礻", 0x2EC1: "虎", 0x2EC5: "见", 0x2EC6: "角", 0x2EC8: "讠", 0x2EC9: "贝", 0x2ECA: "足", 0x2ECB: "车",
    0x2ED3: "长", 0x2ED4: "门", 0x2ED8: "青", 0x2ED9: "韦", 0x2EDA: "页", 0x2EDB: "风", 0x2EDC: "飞", 0x2EDD: "食",
    0x2EE0: "饣", 0x2EE2: "马", 0x2EE3: "骨", 0x2EE4: "鬼", 0x2EE5: "鱼", 0x2EE6: "鸟", 0x2EE8: "麦", 0x2EE9: "黄",
    0x2EEC: "齐", 0x2EEE: "齿", 0x2EF0: "龙", 0x2EF3: "龟",
}  # fmt: skip


def plain_char(char: str) -> str:
    """A character as it is typed: fonts of some PDF writers give radicals (⼀) for characters (一)."""
    code = ord(char[0]) if char else 0
    if code in _RADICALS:
        return _RADICALS[code]
    if 0x2F00 <= code <= 0x2FD5 or 0xF900 <= code <= 0xFAFF or 0x2F800 <= code <= 0x2FA1F:
        import unicodedata

        return unicodedata.normalize("NFKC", char)
    return char


def lines_of(chars: Iterable[Char], page: int) -> list[Line]:
    """The lines of one page, from top to bottom, each from left to right."""
    rows: list[list[Char]] = []
    current: list[Char] = []
    for char in chars:
        if current and _on_line(current[-1], char):
            current.append(char)
            continue
        if current:
            rows.append(current)
        current = [char]
    if current:
        rows.append(current)
    return [line for row in _merged(rows) if (line := line_of(row, page)) is not None]


def _on_line(last: Char, char: Char) -> bool:
    size = max(last.size, char.size)
    apart = abs(char.base - last.base)
    next_to = abs(char.left - last.right) < 0.3 * size  # as a raised figure stands
    return apart <= (_RAISED_MOST if next_to else _SAME_LINE) * size and char.left > last.left - 0.5 * last.size


def _merged(rows: list[list[Char]]) -> list[list[Char]]:
    """Stretches on one baseline are one line, in whatever order the file drew them."""
    ordered = sorted(rows, key=_level)
    merged: list[list[Char]] = []
    for row in ordered:
        if merged and _level(row) - _level(merged[-1]) <= _SAME_LINE * min(_size(row), _size(merged[-1])):
            merged[-1].extend(row)
        else:
            merged.append(list(row))
    for row in merged:
        row.sort(key=lambda c: c.left)
    return merged


def _level(row: Sequence[Char]) -> float:
    """The baseline of most of a row's characters, by size: a raised mark does not move it."""
    return median(c.base for c in row)


def _size(row: Sequence[Char]) -> float:
    return median(c.size for c in row)


def line_of(row: Sequence[Char], page: int) -> Line | None:
    """One line of text from characters in order of their place; None when they are all blanks."""
    parts: list[str] = []
    unsure: list[int] = []
    length, last = 0, None
    inked = [c for c in row if not c.text.isspace() and c.text not in ("\u00a0", "\u200b", "\ufeff")]
    if all(c.struck for c in inked):
        return None
    size, base = _size(inked), _level(inked)
    for char in inked:
        if char.struck:
            last = None if last is None else replace(last, right=max(last.right, char.right))
            continue
        if char.size <= _RAISED_SIZE * size and base - char.base >= _RAISED_BY * size:
            char = replace(char, text=raised(char.text))
        if last is not None:
            if _overprinted(last, char):
                continue
            gap = _gap(last, char, size)
            parts.append(gap)
            length += len(gap)
        if char.sure < 1.0:
            unsure.append(length)
        parts.append(char.text)
        length += len(char.text)
        last = char
    box = Box(
        round(inked[0].left, 1),
        round(min(c.base - 0.88 * c.size for c in inked), 1),
        round(max(c.right for c in inked), 1),
        round(max(c.base + 0.14 * c.size for c in inked), 1),
    )
    return Line(page, "".join(parts), box, size, tuple(unsure))


def _overprinted(last: Char, char: Char) -> bool:
    """The same sign drawn twice in one place, as some writers do for bold."""
    return char.text == last.text and abs(char.left - last.left) < 0.25 * last.size and char.base == last.base


def _gap(last: Char, char: Char, size: float) -> str:
    gap = char.left - last.right
    if gap > _CELL_GAP * size:
        return "\t"
    if gap > _WORD_GAP * size and last.text[-1] < "\u2000" and char.text[0] < "\u2000":
        joined = last.text[-1].isdigit() and char.text[0].isdigit() and gap < 0.5 * size
        return "" if joined else " "
    return ""


def looks_like_columns(lines: Sequence[Line]) -> bool:
    """Whether a page is set in two columns: many lines broken at one place in their middle, both halves filled.

    Such a page is read across its columns, in the wrong order; whoever asks must be told.
    """
    broken = [line for line in lines if line.text.count("\t") == 1 and len(line.text) >= 24]
    if len(broken) < 8 or len(broken) < 0.5 * len(lines):
        return False
    halves = [line.text.split("\t") for line in broken]
    full = sum(min(len(a), len(b)) >= 0.6 * max(len(a), len(b)) for a, b in halves)
    return full >= 0.6 * len(broken)
