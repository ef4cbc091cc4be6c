"""A closed class of words, written the way a person reads it: with blanks between."""

from __future__ import annotations


def words(*lines: str) -> tuple[str, ...]:
    """The words of some lines.

    >>> words("达到 突破", "超过")
    ('达到', '突破', '超过')
    """
    return tuple(word for line in lines for word in line.split())
