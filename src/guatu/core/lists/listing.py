"""A list as it is asked for: what is kept, what each further choice would leave, in which order, and which page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from guatu.core.lists.asking import ListAsked, read_asked
from guatu.core.lists.model import (
    Chip,
    Facet,
    FacetChoice,
    FacetShown,
    Listing,
    ListKind,
    ListOrder,
    Query,
    SortHead,
    Turn,
)
from guatu.core.text.said import Said, verbatim

R = TypeVar("R")


def list_rows(rows: Sequence[R], kind: ListKind[R], query: Query, *, word_label: str = "词") -> Listing[R]:
    """
    Args:
        rows: in their own order, which `kind.says` tells.
        query: what the address asks. Nothing in it is an error: what cannot be followed is in `notes`.
        word_label: what the word is called among the conditions.
    """
    asked = read_asked(kind, query)
    kept, counts = keep(rows, kind, asked)
    found = in_asked_order(kept, kind, asked)
    turn, notes = turn_to(len(found), asked, whole=kind.whole)
    return Listing(
        rows=tuple(found[turn.start : turn.end]),
        found=tuple(found),
        total=len(rows),
        facets=tuple(_shown(facet, asked, count) for facet, count in zip(kind.facets, counts, strict=True)),
        chips=tuple(_chips(kind, asked, word_label)),
        heads={order.name: _head(order, asked) for order in kind.orders},
        says=_says(kind, asked),
        notes=(*asked.notes, *notes),
        query=asked.query(),
        turn=turn,
        word=asked.word,
        sorted_by=asked.sort,
        orders={order.name: (order.says, order.other) for order in kind.orders},
        natural=kind.says,
    )


def keep(rows: Iterable[R], kind: ListKind[R], asked: ListAsked) -> tuple[list[R], list[Counter[str]]]:
    """The rows that meet every condition, and for each filter how many each value would leave beside the others."""
    facets = kind.facets
    wanted = [frozenset(asked.chosen.get(facet.name, ())) for facet in facets]
    readers, terms = [facet.of for facet in facets], asked.word.casefold().split()
    kept: list[R] = []
    seen: list[list[str]] = [[] for _ in facets]
    for row in rows:
        if terms and not _has(kind.text(row).casefold(), terms):
            continue
        own = [tuple(read(row)) for read in readers]
        failed = [n for n, want in enumerate(wanted) if want and want.isdisjoint(own[n])]
        if not failed:
            kept.append(row)
            for n, values in enumerate(own):
                seen[n] += values
        elif len(failed) == 1:  # this filter alone keeps it out: another choice of it would let it in
            seen[failed[0]] += own[failed[0]]
    return kept, [Counter(values) for values in seen]


def _has(text: str, terms: Iterable[str]) -> bool:
    return all(term in text for term in terms)


def in_asked_order(rows: Sequence[R], kind: ListKind[R], asked: ListAsked) -> list[R]:
    """Rows that are alike stay in their own order, and those without a key come last, either way round."""
    order = next((order for order in kind.orders if order.name == asked.sort), None)
    if order is None:
        return list(rows)
    keyed = [(order.key(row), row) for row in rows]
    known = sorted((pair for pair in keyed if pair[0] is not None), key=_first, reverse=asked.backwards)
    return [row for _, row in known] + [row for key, row in keyed if key is None]


def _first(pair: tuple[Any, Any]) -> Any:
    return pair[0]


def turn_to(count: int, asked: ListAsked, *, whole: bool = False) -> tuple[Turn, tuple[Said, ...]]:
    """The page that is asked for, or the nearest there is, and then a word on it."""
    size = max(count, 1) if whole else asked.size
    last = max(1, -(-count // size))
    text = asked.page
    if not text or whole:
        return Turn(1, last, size, count), ()
    plain = text.isascii() and text.isdigit()
    number = min(int(text), last) if plain and len(text) < 10 else last if plain else 1
    if plain and 1 <= int(text[:10]) <= last:
        return Turn(number, last, size, count), ()
    number = max(number, 1)
    said = Said(
        "没有第“{asked}”页，共{last}页，这是第{number}页。", asked=verbatim(text[:12]), last=last, number=number
    )
    return Turn(number, last, size, count), (said,)


def _shown(facet: Facet[Any], asked: ListAsked, counts: Counter[str]) -> FacetShown:
    """The choices that would leave something, and those that are made, whatever they leave."""
    chosen = asked.chosen.get(facet.name, ())
    offered = [value for value in facet.words if counts[value] or value in chosen]
    offered += [value for value in chosen if value not in facet.words]
    choices = (FacetChoice(v, facet.words.get(v, v), counts[v], v in chosen) for v in offered)
    return FacetShown(facet.name, facet.label, tuple(choices), facet.names)


def _chips(kind: ListKind[Any], asked: ListAsked, word_label: str) -> Iterable[Chip]:
    for facet in kind.facets:
        chosen = asked.chosen.get(facet.name, ())
        for value in chosen:
            rest = ",".join(other for other in chosen if other != value)
            yield Chip(facet.label, facet.words.get(value, value), asked.query(**{facet.name: rest}), facet.names)
    if asked.word:
        yield Chip(word_label, asked.word, asked.query(q=""), name=True)


def _head(order: ListOrder[Any], asked: ListAsked) -> SortHead:
    mine = asked.sort == order.name
    onward = mine and not asked.backwards  # followed again it turns round
    aria = "none"
    if mine:
        aria = "descending" if order.falling != asked.backwards else "ascending"
    query = asked.query(sort=f"-{order.name}" if onward else order.name)
    return SortHead(order.name, order.label, query, aria, order.other if onward else order.says)


def _says(kind: ListKind[Any], asked: ListAsked) -> str:
    order = next((order for order in kind.orders if order.name == asked.sort), None)
    if order is None:
        return kind.says
    return order.other if asked.backwards else order.says
