"""A list on its page: the core's listing with addresses on the page's path and day, and the reader's saved views."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext

from guatu.core.lists.model import SIZES, FacetChoice, Listing
from guatu.web.base.request import AppRequest
from guatu.web.people.selectors import views_of

DAY = ("as_of", "recorded_by")  # what of an address is no part of the list


@dataclass(frozen=True, slots=True)
class HeadLink:
    label: str
    href: str
    aria: str
    says: str


@dataclass(frozen=True, slots=True)
class ChipLink:
    label: str
    word: str
    href: str
    name: bool


@dataclass(frozen=True, slots=True)
class FacetField:
    """A filter as a field of the form; `several`: what an address asked for that is more than one choice."""

    name: str
    label: str
    choices: tuple[FacetChoice, ...]
    names: bool
    several: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class ViewTab:
    pk: int
    name: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class ListPage:
    """What the templates of a list show. `l` is the listing itself."""

    l: Listing[Any]  # noqa: E741
    name: str
    path: str
    hidden: list[tuple[str, str]]  # what every address of the page keeps
    fields: list[FacetField]
    sorts: list[tuple[str, str, bool]]
    chips: list[ChipLink]
    heads: dict[str, HeadLink]
    all: str  # the list without filter, order and page
    cleared: str  # without filter
    previous: str
    following: str
    first: str
    last: str
    sizes: list[tuple[int, bool]]
    kept: list[tuple[str, str]]  # the query as hidden fields, for the forms that turn pages
    excel: str
    views: list[ViewTab]
    may_keep: bool
    query: str  # as it would be saved
    plan: str
    here: str  # the list as it is shown, without its page

    @property
    def current(self) -> ViewTab | None:
        return next((view for view in self.views if view.current), None)

    @property
    def plain(self) -> bool:
        """Neither filtered nor sorted."""
        return not self.query


def listed(request: AppRequest, found: Listing[Any], *, name: str, plan: str = "", excel: str = "") -> ListPage:
    """
    Args:
        name: of the list, by which its views are kept; plan: whose it is, "" for the city's and the office's lists.
        excel: where it goes out, without a query; "" when the page itself gives the file.
    """
    path = request.path
    hidden = [(key, value[:20]) for key in DAY if (value := request.GET.get(key, ""))]

    def href(query: Mapping[str, str], **more: str) -> str:
        said = urlencode(dict(hidden) | dict(query) | {key: value for key, value in more.items() if value}, safe=",")
        return f"{path}?{said}" if said else path

    turn, query = found.turn, found.query
    saved = _saved(query)
    views = views_of(request.user, name, plan) if request.user.is_authenticated else ()
    return ListPage(
        l=found,
        name=name,
        path=path,
        hidden=hidden,
        fields=[_field(facet) for facet in found.facets],
        sorts=_sorts(found),
        chips=[ChipLink(c.label, c.word, href(c.query), c.name) for c in found.chips],
        heads={key: HeadLink(h.label, href(h.query), h.aria, h.says) for key, h in found.heads.items()},
        all=href({}),
        cleared=href({key: value for key, value in query.items() if key in ("sort", "size")}),
        previous=href(query, page=str(turn.number - 1) if turn.number > 2 else "") if turn.number > 1 else "",
        following=href(query, page=str(turn.number + 1)) if turn.number < turn.last else "",
        first=href(query) if turn.number > 1 else "",
        last=href(query, page=str(turn.last)) if turn.number < turn.last else "",
        sizes=[(size, size == turn.size) for size in SIZES],
        kept=[*hidden, *((key, value) for key, value in query.items() if key != "size")],
        excel=_excel(excel or path, hidden, query, name, own=not excel),
        views=[ViewTab(v.pk, v.name, f"{href({})}{'&' if hidden else '?'}{v.query}", v.query == saved) for v in views],
        may_keep=request.user.has_perm("people.keep_view"),
        query=saved,
        plan=plan,
        here=href(query),
    )


def _saved(query: Mapping[str, str]) -> str:
    """The query as a view keeps it: filter and order, whatever the page and its size."""
    return urlencode({key: value for key, value in query.items() if key != "size"}, safe=",")


def _excel(path: str, hidden: Sequence[tuple[str, str]], query: Mapping[str, str], name: str, *, own: bool) -> str:
    asked = dict(hidden) | {key: value for key, value in query.items() if key != "size"}
    return f"{path}?{urlencode(asked | ({'out': 'xlsx'} if own else {'list': name}), safe=',')}"


def _field(facet: Any) -> FacetField:
    chosen = [choice for choice in facet.choices if choice.chosen]
    several = ("", "")
    if len(chosen) > 1:
        several = (",".join(c.value for c in chosen), gettext("、").join(c.word for c in chosen))
    return FacetField(facet.name, facet.label, facet.choices, facet.names, several)


def _sorts(found: Listing[Any]) -> list[tuple[str, str, bool]]:
    """Every order, both ways, for the field of the form: what a telephone has in place of the heads."""
    asked = found.query.get("sort", "")
    made = []
    for name, one in found.orders.items():
        made += [(name, one[0], asked == name), (f"-{name}", one[1], asked == f"-{name}")]
    return made
