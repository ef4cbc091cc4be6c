"""Raised figures keep apart from the figures they stand behind: 120¹ is no 1201, and km² is no km2."""

from __future__ import annotations

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def raised(text: str) -> str:
    """The text with its figures as raised ones, which no reader of amounts takes for digits.

    >>> raised("[12]")
    '[¹²]'
    """
    return text.translate(_RAISED)
