"""A search inside the desk: over the whole plan, whatever leaf is open. A browser's own search sees one leaf only."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from guatu.core.plan.model import Commitment
from guatu.core.review.draft import Draft
from guatu.core.text.spans import Span

MOST = 100  # places that are listed
LONGEST = 60  # signs of a search
NESTED = 24  # rows that may lie over one another at a place


@dataclass(frozen=True, slots=True)
class DeskHit:
    """One place where the words stand: in a row, or in the text outside of every row (no id)."""

    id: str
    href: str
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class DeskFinds:
    words: str
    total: int
    hits: tuple[DeskHit, ...]  # in the order of the text, the first `MOST`


def find_on_desk(
    draft: Draft, words: str, *, to_row: Callable[[str], str], to_place: Callable[[int], str]
) -> DeskFinds | None:
    """Where `words` stand in rows and in the text; None where nothing is asked for.

    Args:
        to_row: the address of a row; to_place: of a place of the text, by its first character.
    """
    words = words.strip()[:LONGEST]
    if not words:
        return None
    found: list[tuple[int, DeskHit]] = []
    told: set[str] = set()
    rows = sorted((item.commitment for item in draft.items), key=lambda c: c.span)
    starts = [c.span.start for c in rows]
    for at in _places(draft.plan.text, words):
        span = Span(at, at + len(words))
        first = bisect_right(starts, at)
        row = next((c for c in reversed(rows[max(0, first - NESTED) : first]) if at < c.span.end), None)
        if row is not None and row.id in told:
            continue
        if row is not None:
            told.add(row.id)
        href = to_row(row.id) if row is not None else to_place(at)
        found.append((at, DeskHit(row.id if row is not None else "", href, *_around(draft.plan.text, span))))
    for c in rows:
        if c.id not in told and any(words.lower() in text.lower() for text in _said_of(c)):
            found.append((c.span.start, DeskHit(c.id, to_row(c.id), "", c.indicator or c.quote[:40], "")))
    found.sort(key=lambda pair: pair[0])
    return DeskFinds(words, len(found), tuple(hit for _, hit in found[:MOST]))


def _places(text: str, words: str) -> Iterator[int]:
    low, asked, at = text.lower(), words.lower(), -1
    while (at := low.find(asked, at + 1)) >= 0:
        yield at


def _said_of(c: Commitment) -> tuple[str, ...]:
    """What a row says beyond its words in the text."""
    return (c.id, c.indicator, c.lead, *c.supporting, c.quote)


def _around(text: str, span: Span, around: int = 18) -> tuple[str, str, str]:
    before = text[max(0, span.start - around) : span.start].rpartition("\n")[2]
    after = text[span.end : span.end + around].partition("\n")[0]
    return before, span.of(text).replace("\n", " "), after
