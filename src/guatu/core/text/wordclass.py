"""A closed class of words, written the way a person reads it: with blanks between."""

from __future__ import annotations

import re
from collections.abc import Iterable


def words(*lines: str) -> tuple[str, ...]:
    """The words of some lines.

    >>> words("达到 突破", "超过")
    ('达到', '突破', '超过')
    """
    return tuple(word for line in lines for word in line.split())


def one_of(spellings: Iterable[str]) -> str:
    """A pattern for any of the words, the longest that fits: words that begin alike share their beginning, so that a
    class of hundreds is tried sign by sign and not word by word.

    >>> one_of(["建成", "建设", "建", "完成"])
    '(?:建(?:成|设)?|完成)'
    """
    branches: dict[str, list[str]] = {}
    for word in spellings:
        branches.setdefault(word[:1], []).append(word[1:])
    ends_here = branches.pop("", None) is not None
    tails = [re.escape(sign) + (one_of(rest) if any(rest) else "") for sign, rest in branches.items()]
    if len(tails) == 1 and not ends_here:
        return tails[0]
    return f"(?:{'|'.join(tails)})" + ("?" if ends_here else "")


class Endings:
    """A closed class of words asked of the end of a phrase: only those are compared whose last sign is the phrase's.

    >>> measures = Endings("率 比重 增加值")
    >>> measures.end("工业增加值"), measures.end("工业"), measures.end("就业率和", before=3)
    (True, False, True)
    """

    def __init__(self, *lines: str) -> None:
        self._by_last: dict[str, tuple[str, ...]] = {}
        for word in words(*lines):
            self._by_last[word[-1]] = (*self._by_last.get(word[-1], ()), word)

    def end(self, phrase: str, *, since: int = 0, before: int | None = None) -> bool:
        """Whether one of the words ends the phrase, or its stretch from `since` up to `before`."""
        end = len(phrase) if before is None else before
        return end > since and phrase.endswith(self._by_last.get(phrase[end - 1], ()), since, end)
