"""Text that somebody struck through: on a page a level rule runs through the middle of its characters. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from guatu.core.text.said import Said, listed, verbatim
from guatu.store.documents.lines import Char
from guatu.store.documents.model import Box

_HIGHEST, _LOWEST = 0.62, 0.12  # where a stroke may run above the baseline, in sizes of the type
_THICKEST = 0.2
_PLAY = 0.8  # sizes of the type by which a stroke may overhang the words that it strikes
_SHOWN, _LONGEST = 3, 12


def part_struck(chars: Sequence[Char], strokes: Iterable[Box]) -> tuple[list[Char], list[str]]:
    """The characters, those marked that a stroke of their own length runs through; and these as stretches of words.

    A rule that reaches further than the words it crosses is the rule of a table or a page: it strikes nothing.
    """
    level = [s for s in strokes if s.right - s.left > 2 * (s.bottom - s.top)]
    if not level:
        return list(chars), []
    gone: set[int] = set()
    words: list[str] = []
    for stroke in sorted(level, key=lambda s: (s.top, s.left)):
        crossed = [k for k, char in enumerate(chars) if _crosses(stroke, char)]
        visible = [chars[k] for k in crossed if chars[k].text.strip()]
        if not visible:
            continue
        play = _PLAY * max(char.size for char in visible)
        left, right = min(char.left for char in visible), max(char.right for char in visible)
        if stroke.left < left - play or stroke.right > right + play:
            continue
        fresh = [k for k in crossed if k not in gone]
        if fresh:
            words.append("".join(chars[k].text for k in fresh).strip())
        gone.update(crossed)
    marked = [replace(char, struck=True) if k in gone else char for k, char in enumerate(chars)]
    return marked, [word for word in words if word]


def _crosses(stroke: Box, char: Char) -> bool:
    middle, height = (char.left + char.right) / 2, (stroke.top + stroke.bottom) / 2
    return (
        stroke.left <= middle <= stroke.right
        and stroke.bottom - stroke.top <= max(_THICKEST * char.size, 1.0)
        and _LOWEST * char.size <= char.base - height <= _HIGHEST * char.size
    )


def said_of(words: Sequence[str]) -> Said:
    """What a person is told of the stretches that were left out.

    >>> str(said_of(["3000", "力争"]))
    '有2处划掉的文字没有读入：“3000”、“力争”。'
    """
    cut = (w if len(w) <= _LONGEST else f"{w[:_LONGEST]}…" for w in words[:_SHOWN])
    shown = listed(Said("“{words}”", words=verbatim(w)) for w in cut)
    if len(words) > _SHOWN:
        return Said("有{count}处划掉的文字没有读入：{shown}等。", count=len(words), shown=shown)
    return Said("有{count}处划掉的文字没有读入：{shown}。", count=len(words), shown=shown)
