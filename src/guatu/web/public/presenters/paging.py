"""Long lists in pages of a hundred rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

ROWS = 100


@dataclass(frozen=True, slots=True)
class Pages:
    """Which page is shown, of how many, and the addresses of those beside it."""

    number: int
    last: int
    previous: str
    following: str

    @property
    def start(self) -> int:
        return (self.number - 1) * ROWS

    @property
    def end(self) -> int:
        return self.number * ROWS


def pages(count: int, *, asked: str, address: Callable[[str], str]) -> Pages:
    """The page that `?page=` asks for; the nearest there is when it asks for another. `address` gives a page's own."""
    last = max(1, -(-count // ROWS))
    number = min(max(int(asked), 1), last) if asked.isdecimal() and len(asked) < 10 else 1
    return Pages(
        number,
        last,
        address(str(number - 1) if number > 2 else "") if number > 1 else "",
        address(str(number + 1)) if number < last else "",
    )
