"""The order in which the commitments of a draft stand, kept without going through all of them for every edit."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from guatu.core.text.spans import Span


class Order:
    """Ids, each with the place where its words begin. Places rise as a rule; where some do not, ids are looked for.

    >>> order = Order([("C001", Span(0, 9)), ("C002", Span(10, 19))])
    >>> order.put("A001", Span(4, 8))
    >>> list(order), order.before(12), order.near(Span(6, 11))
    (['C001', 'A001', 'C002'], 'C002', ['C001', 'A001', 'C002'])
    """

    def __init__(self, places: Iterable[tuple[str, Span]]) -> None:
        found = list(places)
        self._ids = [id for id, _ in found]
        self._starts = [span.start for _, span in found]
        self._longest = max((span.end - span.start for _, span in found), default=0)
        self._falls = sum(a > b for a, b in pairwise(self._starts))

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def put(self, id: str, span: Span) -> None:
        """A new id where its words stand; at the end when the places do not rise."""
        self._replace(self._after(span.start), 0, [(id, span)])

    def put_behind(self, other: str, at: int, id: str, span: Span) -> None:
        """A new id right behind `other`, whose words begin at `at`."""
        self._replace(self._index(other, at) + 1, 0, [(id, span)])

    def move(self, id: str, at: int, span: Span) -> None:
        """The words of `id`, which began at `at`, are now these; it keeps its rank."""
        self._replace(self._index(id, at), 1, [(id, span)])

    def drop(self, id: str, at: int) -> None:
        self._replace(self._index(id, at), 1, [])

    def before(self, at: int) -> str:
        """The last id whose words begin at or before this place, else the first of all; "" when there is none."""
        if not self._falls:
            rank = self._after(at) - 1
        else:
            rank = max((n for n, start in enumerate(self._starts) if start <= at), default=-1)
        return self._ids[max(rank, 0)] if self._ids else ""

    def near(self, span: Span) -> Sequence[str]:
        """Every id whose words may overlap this stretch, and some others."""
        if self._falls:
            return self._ids
        first = bisect_left(self._starts, span.start - self._longest)
        return self._ids[first : bisect_left(self._starts, span.end)]

    def _after(self, at: int) -> int:
        return len(self._ids) if self._falls else bisect_right(self._starts, at)

    def _index(self, id: str, at: int) -> int:
        return self._ids.index(id, 0 if self._falls else bisect_left(self._starts, at))

    def _replace(self, rank: int, many: int, by: list[tuple[str, Span]]) -> None:
        self._falls -= self._falls_in(rank - 1, rank + many + 1)
        self._ids[rank : rank + many] = [id for id, _ in by]
        self._starts[rank : rank + many] = [span.start for _, span in by]
        self._falls += self._falls_in(rank - 1, rank + len(by) + 1)
        self._longest = max(self._longest, *(span.end - span.start for _, span in by), 0)

    def _falls_in(self, first: int, end: int) -> int:
        return sum(a > b for a, b in pairwise(self._starts[max(first, 0) : end]))
