"""What a list can do, and what one request sees of it. Rows are of any type; words are in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from guatu.core.text.said import Said

R = TypeVar("R")
Query = Mapping[str, str]  # what stands in an address behind the ?
SIZES = (50, 100, 200, 500)  # rows of a page
SIZE = 100


@dataclass(frozen=True, slots=True)
class ListOrder(Generic[R]):
    """A way to sort a list. What has no key comes last, either way round."""

    name: str  # in the address
    label: str  # head of the column
    key: Callable[[R], Any]  # smallest first; None: nothing to sort by
    says: str  # which rows come first, in words
    other: str  # and the other way round
    falling: bool = False  # the first order is that of falling values (aria-sort), whatever the key is


@dataclass(frozen=True, slots=True)
class Facet(Generic[R]):
    """Something by which a list is filtered: the values that a row has, and the words for all that there are."""

    name: str  # in the address
    label: str
    of: Callable[[R], Iterable[str]]
    words: Mapping[str, str]  # of every value that may be asked for, in the order in which they are offered
    names: bool = False  # the words are names that no language changes


@dataclass(frozen=True, slots=True)
class ListKind(Generic[R]):
    """A list: how it is filtered, sorted and searched, and in which order its rows stand by themselves."""

    says: str  # the order of the rows as they come, in words
    facets: tuple[Facet[R], ...] = ()
    orders: tuple[ListOrder[R], ...] = ()
    text: Callable[[R], str] = str  # in which a word is looked for
    whole: bool = False  # it is never cut into pages


@dataclass(frozen=True, slots=True)
class FacetChoice:
    value: str
    word: str
    count: int  # rows that it would leave, beside the other filters
    chosen: bool


@dataclass(frozen=True, slots=True)
class FacetShown:
    name: str
    label: str
    choices: tuple[FacetChoice, ...]
    names: bool

    @property
    def chosen(self) -> bool:
        return any(choice.chosen for choice in self.choices)


@dataclass(frozen=True, slots=True)
class Chip:
    """One condition that the list is filtered by, and the query without it."""

    label: str
    word: str
    query: dict[str, str]
    name: bool = False


@dataclass(frozen=True, slots=True)
class SortHead:
    """The head of a column that sorts: where it leads, and how the list is sorted by it now."""

    name: str
    label: str
    query: dict[str, str]
    aria: str  # ascending, descending, or none
    says: str  # what following it would put first


@dataclass(frozen=True, slots=True)
class Turn:
    """The page that is shown: 第3页，共20页."""

    number: int
    last: int
    size: int
    count: int

    @property
    def start(self) -> int:
        return (self.number - 1) * self.size

    @property
    def end(self) -> int:
        return min(self.number * self.size, self.count)

    @property
    def first_row(self) -> int:
        return self.start + 1 if self.count else 0


@dataclass(frozen=True, slots=True)
class Listing(Generic[R]):
    """A list as one request sees it."""

    rows: tuple[R, ...]  # of the page
    found: tuple[R, ...]  # all that were asked for, in order: what is exported
    total: int  # before filtering
    facets: tuple[FacetShown, ...]
    chips: tuple[Chip, ...]
    heads: Mapping[str, SortHead]
    says: str  # the order in words
    notes: tuple[Said, ...]  # what of the request could not be followed
    query: dict[str, str]  # the request without its page, in one spelling: links and saved views are made of it
    turn: Turn
    word: str = ""
    sorted_by: str = ""
    orders: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # by name: in words, and the other way round
    natural: str = ""  # the order without being asked, in words

    @property
    def filtered(self) -> bool:
        return bool(self.chips)
