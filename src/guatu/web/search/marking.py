"""Where in a text that was found the words stand that were looked for. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from guatu.web.search.cutting import IS_HAN, Typed, fold

AROUND = 24  # characters that stand before the first found word in an excerpt
LONGEST = 90  # characters of an excerpt


@dataclass(frozen=True, slots=True)
class MarkedPart:
    """A stretch of a text, found or not."""

    text: str
    found: bool = False


def marked(text: str, typed: Typed) -> tuple[MarkedPart, ...]:
    """The whole text in stretches; together they are the text again."""
    return _cut(text, _places(text, typed))


def excerpt(text: str, typed: Typed) -> tuple[MarkedPart, ...]:
    """A part of a long text around the first word found; nothing when no word stands in it."""
    flat = " ".join(text.split())
    places = _places(flat, typed)
    if True not in places:
        return ()
    start = max(0, min(places.index(True) - AROUND, len(flat) - LONGEST))
    end = start + LONGEST
    found = list(_cut(flat[start:end], places[start:end]))
    if start:
        found.insert(0, MarkedPart("…"))
    if end < len(flat):
        found.append(MarkedPart("…"))
    return tuple(found)


def _places(text: str, typed: Typed) -> list[bool]:
    """Of each character whether it was found."""
    found = [False] * len(text)
    letters = [fold(c) for c in text]
    if any(len(one) > 1 for one in letters):  # ½ and the like: folded they are several, and marks would slip
        letters = [one if len(one) <= 1 else "\0" for one in letters]
    plain = "".join(one or " " for one in letters)
    for needle in typed.needles:
        at = plain.find(needle)
        while at >= 0:
            found[at : at + len(needle)] = [True] * len(needle)
            at = plain.find(needle, at + len(needle))
        if len(needle) > 1 and needle.isascii() and needle.isalpha():
            _mark_sounds(plain, needle, found)
    return found


def _mark_sounds(text: str, letters: str, found: list[bool]) -> None:
    at = 0
    while at < len(text):
        end = _spoken(text, at, letters)
        found[at:end] = [True] * (end - at)
        at = max(end, at + 1)


def _spoken(text: str, at: int, letters: str) -> int:
    """Where the characters from `at` on end that these letters spell, each by its sound or its initial; else `at`.

    The last may be spelled in part: 旅游 is lvyo for somebody who is still typing.
    """
    ends = {(at, letters)}
    while ends:
        place, rest = ends.pop()
        if not rest:
            return place
        if place == len(text) or not IS_HAN.match(text[place]):
            continue
        sound = _sound(text[place])
        for said in (sound, sound[0]):
            if said and rest.startswith(said):
                ends.add((place + 1, rest[len(said) :]))
        if sound.startswith(rest):
            return place + 1
    return at


@lru_cache(maxsize=4096)
def _sound(character: str) -> str:
    from pypinyin import lazy_pinyin

    return fold(lazy_pinyin(character, v_to_u=False)[0])


def _cut(text: str, places: Sequence[bool]) -> tuple[MarkedPart, ...]:
    found: list[MarkedPart] = []
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or places[at] != places[start]:
            found.append(MarkedPart(text[start:at], places[start]))
            start = at
    return tuple(found)
