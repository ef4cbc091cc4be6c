"""What a request asks of a list, read from its address. Whatever stands there, a list comes of it: faults are said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from guatu.core.lists.model import SIZE, SIZES, Facet, ListKind, Query
from guatu.core.text.said import Piece, Said, verbatim

LONGEST = 120  # signs of one value
MOST = 20  # values of one filter
WORD = 60  # signs of the word that is looked for


@dataclass(frozen=True, slots=True)
class ListAsked:
    """A request in one spelling."""

    chosen: Mapping[str, tuple[str, ...]]  # values by facet
    word: str
    sort: str  # of an order that there is, or ""
    backwards: bool
    size: int
    page: str  # as it was asked for
    notes: tuple[Said, ...]

    def query(self, **other: str) -> dict[str, str]:
        """The address without its page; `other` replaces a part, and takes it out where it is empty."""
        found = {name: ",".join(values) for name, values in self.chosen.items() if values}
        found |= {"q": self.word, "sort": f"{'-' if self.backwards else ''}{self.sort}" if self.sort else ""}
        found |= {"size": str(self.size) if self.size != SIZE else ""}
        return {name: value for name, value in (found | other).items() if value}


def read_asked(kind: ListKind[Any], query: Query) -> ListAsked:
    """Unknown orders and sizes are left out and said; a value that nothing has stays, and leaves nothing."""
    notes: list[Said] = []
    chosen = {facet.name: _values(facet, query.get(facet.name, ""), notes) for facet in kind.facets}
    sort, backwards = _sort(kind, query.get("sort", "").strip(), notes)
    return ListAsked(
        chosen,
        " ".join(query.get("q", "").split())[:WORD].strip(),
        sort,
        backwards,
        SIZE if kind.whole else _size(query.get("size", "").strip(), notes),
        query.get("page", "").strip()[:LONGEST],
        tuple(notes),
    )


def _values(facet: Facet[Any], text: str, notes: list[Said]) -> tuple[str, ...]:
    text = text.strip()[: LONGEST * MOST]
    parts = [text] if text in facet.words else text.split(",")
    values = tuple(dict.fromkeys(part.strip()[:LONGEST] for part in parts if part.strip()))[:MOST]
    for value in values:
        if value not in facet.words:
            notes.append(
                Said("“{label}”里没有“{value}”，也许它已不在清单里。", label=Piece(facet.label), value=verbatim(value))
            )
    return values


def _sort(kind: ListKind[Any], text: str, notes: list[Said]) -> tuple[str, bool]:
    name = text.removeprefix("-")
    if any(order.name == name for order in kind.orders):
        return name, text.startswith("-")
    if text:
        notes.append(Said("不能按“{value}”排，仍按原来的次序。", value=verbatim(text[:20])))
    return "", False


def _size(text: str, notes: list[Said]) -> int:
    if not text:
        return SIZE
    if text.isascii() and text.isdigit() and len(text) < 6 and int(text) in SIZES:
        return int(text)
    notes.append(Said("一页不能放“{value}”行，按{size}行分页。", value=verbatim(text[:20]), size=SIZE))
    return SIZE
