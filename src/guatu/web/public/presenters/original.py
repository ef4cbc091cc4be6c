"""The file that a plan came in: which page a quote stands on, and its boxes on that page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from guatu.core.errors import AskedError
from guatu.core.plan.model import Commitment
from guatu.core.text.spans import Span
from guatu.store.documents.model import Box, Format, Page
from guatu.store.documents.picture import DRAWN
from guatu.store.documents.places import Places
from guatu.web.base import addresses
from guatu.web.base.errors import NotInStore
from guatu.web.plans.ledger.models import PlanFile
from guatu.web.public.presenters.addresses import address
from guatu.web.public.presenters.target import sentence_around
from guatu.web.standing.reading import Reading

_EDGE = 1.5  # points by which a mark is larger than the words in it
_LONG = 200  # characters of a quote that are read out


class NoSuchPlace(AskedError):
    code = "A550"
    reason = "方案里没有第“{at}”字。"
    remedy = "请从方案页或目标页的“看原件”进入。"


class NoOriginal(NotInStore):
    code = "A551"
    reason = "《{title}》没有分页的原件。"
    remedy = "这份方案是按文字导入的；要看原件，请系统管理员用原来的PDF或OFD文件重新导入。"


@dataclass(frozen=True, slots=True)
class Wished:
    """A stretch of the plan that a reader wants to see on the page."""

    quote: str = ""
    spans: tuple[Span, ...] = ()
    query: tuple[tuple[str, str], ...] = ()
    code: str = ""  # the commitment's


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """A line of a page that is drawn from its text, where the format has no renderer."""

    x: float
    y: float
    size: float
    length: float
    text: str


@dataclass(frozen=True, slots=True)
class WordFrame:
    """A frame around words on a page, a little larger than they are."""

    x: float
    y: float
    width: float
    height: float

    @classmethod
    def around(cls, box: Box) -> WordFrame:
        left, top, right, bottom = box
        edges = left - _EDGE, top - _EDGE, right - left + 2 * _EDGE, bottom - top + 2 * _EDGE
        return cls(*(round(edge, 1) for edge in edges))


@dataclass(frozen=True, slots=True)
class OriginalPage:
    file: PlanFile
    page: Page
    pages: int
    asked: Wished
    picture: str  # its address; "" where the page is drawn from its text
    undrawn: bool  # its format has pictures, and this page gave none
    lines: tuple[DrawnLine, ...]
    marks: tuple[WordFrame, ...]
    other_pages: tuple[tuple[int, str], ...]  # on which the quote stands, too
    lost: bool  # a quote was asked for, and its place is not known
    says: str
    previous: str
    following: str
    in_plan: str


class OnPages:
    """The pages of a plan's commitments. `file` is None for a plan that came as text."""

    def __init__(self, reading: Reading, file: PlanFile | None) -> None:
        self.reading, self.file = reading, file
        self.places = Places.from_json(file.places) if file and file.page_count else Places()

    def link(self, item: Commitment) -> tuple[str, int] | None:
        """Address and number of the page on which a commitment begins."""
        number = self.places.page_of(item.span)
        if number is None:
            return None
        return address(self.reading, "original", item=item.id), number


def asked_for(reading: Reading, given: Mapping[str, str]) -> Wished:
    """What an address asks for: `item`, a commitment; or `at`, the sentence around a character.

    Raises:
        NoSuchPlace, NotInStore.
    """
    text = reading.plan.text
    if code := given.get("item", ""):
        code = reading.standing.keys.get(code, code)
        item = reading.commitments.get(code)
        if item is None:
            raise NotInStore(kind="条目", name=code[:40])
        return Wished(item.quote, (item.span, *item.also), (("item", code),), code)
    if at := given.get("at", ""):
        if not (at.isascii() and at.isdigit() and len(at) < 9 and int(at) < len(text)):
            raise NoSuchPlace(at=at[:20])
        span = sentence_around(text, Span(int(at), int(at) + 1))
        return Wished(span.of(text), (span,), (("at", at),))
    return Wished()


def original_page(
    reading: Reading, file: PlanFile | None, asked: Wished, number: str, *, draws: Callable[[PlanFile, int], bool]
) -> OriginalPage:
    """One page of the file: the one that was asked for, else the one on which the quote begins, else the first.

    `draws`: whether there is a picture of a page of a file; without one the page is drawn from its text.

    Raises:
        NoOriginal, NotInStore.
    """
    row = reading.standing.plan
    if file is None or not file.page_count:
        raise NoOriginal(title=row.title)
    places, text = Places.from_json(file.places), reading.plan.text
    found = [place for span in asked.spans for place in places.of_span(span, text) if place.box]
    on = sorted({place.page for place in found})
    chosen = _number(number) if number else (found[0].page if found else 1)
    page = places.page(chosen)
    if page is None:
        raise NotInStore(kind=gettext("原件的页"), name=number or chosen)
    marks = tuple(WordFrame.around(place.box) for place in found if place.page == chosen and place.box)
    has_pictures = Format(file.format) in DRAWN
    drawn = has_pictures and draws(file, chosen)
    return OriginalPage(
        file=file,
        page=page,
        pages=len(places.pages),
        asked=asked,
        picture=addresses.address("pages:original_picture", row.code, chosen, plan=reading.plan_code) if drawn else "",
        undrawn=has_pictures and not drawn,
        lines=() if drawn else tuple(_lines(places, chosen, text)),
        marks=marks,
        other_pages=tuple((n, _address(reading, asked, n)) for n in on if n != chosen),
        lost=bool(asked.spans) and not found,
        says=_says(asked, chosen, len(marks)),
        previous=_address(reading, asked, chosen - 1) if places.page(chosen - 1) else "",
        following=_address(reading, asked, chosen + 1) if places.page(chosen + 1) else "",
        in_plan=address(reading, "plan") + (f"#{asked.code}" if asked.code else ""),
    )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


def _address(reading: Reading, asked: Wished, page: int) -> str:
    return address(reading, "original", **dict(asked.query), page=str(page))


def _lines(places: Places, number: int, text: str) -> Iterable[DrawnLine]:
    for piece in places.on_page(number):
        left, top, right, bottom = piece.box
        size = bottom - top
        yield DrawnLine(left, round(bottom - 0.14 * size, 1), round(0.86 * size, 1), right - left, piece.span.of(text))


def _says(asked: Wished, page: int, marks: int) -> str:
    """What a screen reader says of the picture."""
    if not marks:
        return gettext("原件第%(page)s页") % {"page": page}
    quote = asked.quote if len(asked.quote) <= _LONG else asked.quote[:_LONG] + "…"
    words = ngettext("原件第%(page)s页，框出%(n)s行：“%(quote)s”", "原件第%(page)s页，框出%(n)s行：“%(quote)s”", marks)
    return words % {"page": page, "n": marks, "quote": quote}
