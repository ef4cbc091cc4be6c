"""The short name by which a target is called everywhere: decided by a person, else shortened as offices do it."""

from __future__ import annotations

from dataclasses import dataclass

LONGEST = 24  # characters: what a row of a table and of the wall can bear


@dataclass(frozen=True, slots=True)
class ShortName:
    """What a person decided to call a target. An empty one takes the last back: the name is shortened by rule again."""

    name: str = ""
