"""The straight lines that an OFD page draws: the rules of its tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from guatu.store.documents.model import Box
from guatu.store.documents.zip_archive import attribute, local

_THICK = 0.8  # millimetres: a thicker shape is no rule
_SHORT = 2.0
_MOST = 20_000  # strokes of a page
_POINTS = {"M": 2, "S": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}


def strokes(element: etree._Element, depth: int = 0) -> Iterator[Box]:
    """Level and upright strokes below an element, in the page's millimetres."""
    for part in element:
        name = local(part)
        if name == "PathObject":
            yield from _strokes(part)
        elif name in ("Layer", "PageBlock") and depth < 40:
            yield from strokes(part, depth + 1)


def _strokes(path: etree._Element) -> Iterator[Box]:
    numbers = _floats((attribute(path, "Boundary") or "").split())
    if len(numbers) != 4:
        return
    left, top, wide, tall = numbers
    if min(wide, tall) <= _THICK < _SHORT < max(wide, tall):  # a rule drawn as a thin box or a single line
        yield Box(left, top, left + wide, top + tall)
        return
    if attribute(path, "CTM"):
        return
    data = next((part.text or "" for part in path if local(part) == "AbbreviatedData"), "")
    for (x0, y0), (x1, y1) in _segments(data.split()):
        box = Box(left + min(x0, x1), top + min(y0, y1), left + max(x0, x1), top + max(y0, y1))
        if (
            min(box.right - box.left, box.bottom - box.top)
            <= _THICK
            < _SHORT
            < max(box.right - box.left, box.bottom - box.top)
        ):
            yield box


def _segments(words: Sequence[str]) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """The straight parts of a path: M moves, L draws, C closes; curves are stepped over."""
    at = start = (0.0, 0.0)
    index = 0
    while index < min(len(words), _MOST):
        sign = words[index]
        count = _POINTS.get(sign)
        if count is None:
            return
        numbers = _floats(words[index + 1 : index + 1 + count])
        if len(numbers) != count:
            return
        index += 1 + count
        if sign == "C":
            yield at, start
            at = start
            continue
        to = (numbers[-2], numbers[-1])
        if sign == "L":
            yield at, to
        elif sign in "MS":
            start = to
        at = to


def _floats(words: Sequence[str]) -> list[float]:
    try:
        return [float(word) for word in words]
    except ValueError:
        return []
