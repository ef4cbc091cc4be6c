"""A long plan on the desk, leaf by leaf: cut at its headings, or between lines where too much stands under one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from guatu.core.text.spans import Span
from guatu.web.office.desk.marking import HeadedText

MOST = 400  # commitments on a leaf: a whole plan of a city


@dataclass(frozen=True, slots=True)
class DeskLeaf:
    parts: tuple[HeadedText, ...]
    ids: tuple[str, ...]  # of the commitments that begin on it

    @property
    def start(self) -> int:
        return self.parts[0].span.start if self.parts else 0

    @property
    def end(self) -> int:
        return self.parts[-1].span.end if self.parts else 0


class Leaves:
    """`places`: where each commitment begins, in the order of the text."""

    def __init__(self, text: str, parts: Sequence[HeadedText], places: Sequence[tuple[int, str]]) -> None:
        self.text = text
        self._starts = [start for start, _ in places]
        self._ids = [id for _, id in places]
        self.all = [DeskLeaf(tuple(some), self._of(some)) for some in self._bound(parts)] or [DeskLeaf((), ())]

    def at(self, place: int) -> int:
        """The number of the leaf on which a character stands, from 0."""
        return next((n for n, leaf in enumerate(self.all) if place < leaf.end), len(self.all) - 1)

    def _bound(self, parts: Sequence[HeadedText]) -> Iterator[list[HeadedText]]:
        together: list[HeadedText] = []
        count = 0
        for piece in (piece for part in parts for piece in self._pieces(part)):
            more = self._count(piece.span.start, piece.span.end)
            if more and count and count + more > MOST:
                yield together
                together, count = [], 0
            together.append(piece)
            count += more
        if together:
            yield together

    def _pieces(self, part: HeadedText) -> Iterator[HeadedText]:
        start = last = part.span.start
        if self._count(start, part.span.end) > MOST:
            for line in part.span.of(self.text).splitlines(keepends=True):
                end = last + len(line)
                if last > start and self._count(start, end) > MOST:
                    yield replace(part, span=Span(start, last))
                    start = last
                last = end
        yield replace(part, span=Span(start, part.span.end))

    def _count(self, start: int, end: int) -> int:
        return bisect_left(self._starts, end) - bisect_left(self._starts, start)

    def _of(self, parts: Sequence[HeadedText]) -> tuple[str, ...]:
        spans = ((bisect_left(self._starts, p.span.start), bisect_left(self._starts, p.span.end)) for p in parts)
        return tuple(id for first, end in spans for id in self._ids[first:end])
