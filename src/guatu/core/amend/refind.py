"""Where words of one text stand in another: once, or nowhere that could be said for sure."""

from __future__ import annotations

from guatu.core.review.readings import find_words
from guatu.core.text.spans import Span

CLAUSE_ENDS = "。！？；;\n"
MORE = "\n"


def refound(old: str, new: str, span: Span, *, by_clause: bool = False) -> Span | None:
    """The one place in `new` of the words at `span` in `old`; None when there is none, or more than one.

    Words that stand at several places are told apart by their clause, then by their line.

    Args:
        by_clause: whether the words are too short to be trusted alone (a number): their clause must stand there too.
    """
    if not by_clause and len(alone := find_words(new, span.of(old))) == 1:
        return alone[0]
    for ends in (CLAUSE_ENDS, MORE):
        around = _around(old, span, ends)
        places = [at for at in _places(new, around.of(old)) if _whole(new, at, len(around.of(old)), ends)]
        if len(places) == 1:
            start = places[0] + span.start - around.start
            return Span(start, start + span.end - span.start)
    return None


def _around(text: str, span: Span, ends: str) -> Span:
    start = max((text.rfind(end, 0, span.start) for end in ends), default=-1) + 1
    after = [at for end in ends if (at := text.find(end, span.end)) >= 0]
    return Span(start, min(after, default=len(text)))


def _places(text: str, words: str) -> list[int]:
    found, at = [], text.find(words)
    while words and at >= 0:
        found.append(at)
        at = text.find(words, at + 1)
    return found


def _whole(text: str, at: int, length: int, ends: str) -> bool:
    """Whether nothing stands before or after in the same clause."""
    before, after = text[at - 1 : at], text[at + length : at + length + 1]
    return (not before or before in ends) and (not after or after in ends)
