"""Footnotes of a printed page: small type at its foot, opened by a mark. Pure.

Left in their place they would part a paragraph that goes on overleaf.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from guatu.store.documents.joining import glue
from guatu.store.documents.lines import Line, Sheet
from guatu.store.documents.model import Note

_MARK = re.compile(
    r"([①-⑳]|[\[〔［]\d{1,3}[\]〕］]|[*＊]{1,3}|[⁰¹²³⁴-⁹]{1,3}|注\d*[:：]|\d{1,2}(?=[\s\t.．、]|[\u4e00-\u9fff“《]))\s*"
)
_SMALL = 0.9  # of the size of the body's type


def part_notes(sheets: Sequence[Sheet]) -> tuple[list[Sheet], list[Note]]:
    """The pages without their footnotes, and the footnotes."""
    sizes: Counter[float] = Counter()
    for sheet in sheets:
        for line in sheet.lines:
            sizes[round(line.size * 2) / 2] += len(line.text)
    if not sizes:
        return list(sheets), []
    body = sizes.most_common(1)[0][0]
    kept, notes = [], []
    for sheet in sheets:
        start = _first(sheet, body)
        kept.append(replace(sheet, lines=sheet.lines[:start]))
        notes.extend(_notes(sheet.lines[start:]))
    return kept, notes


def _first(sheet: Sheet, body: float) -> int:
    """The index of the first line of a page's footnotes; the number of its lines when it has none."""
    lines = sheet.lines
    at = len(lines)
    while at and lines[at - 1].size < _SMALL * body and lines[at - 1].box.top > sheet.height / 2:
        at -= 1
    if at == 0:
        return len(lines)
    return next((k for k in range(at, len(lines)) if _MARK.match(lines[k].text)), len(lines))


def _notes(lines: Sequence[Line]) -> list[Note]:
    found: list[Note] = []
    for line in lines:
        text = line.text.replace("\t", " ")
        if match := _MARK.match(text):
            found.append(Note(match[1], text[match.end() :].lstrip(".．、 ")))
        else:
            found[-1] = replace(found[-1], text=glue(found[-1].text, text))
    return found
