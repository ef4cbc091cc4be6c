"""Where the text of a paged document stands on its pages, small enough to be kept beside the plan.

One entry for a printed line: [first offset, one past its last, page, left, top, right, bottom], in points from the top
left corner of the page as it is seen. Values only; what is not a map of places is refused.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Any

from guatu.core.text.spans import Span
from guatu.store.documents.model import Box, Document, Format, Page, PagePlace, Stretch


@dataclass(frozen=True, slots=True)
class Places:
    """The pages of a document and the lines on them; both empty where the format has no pages."""

    pages: tuple[Page, ...] = ()
    pieces: tuple[Stretch, ...] = ()

    @classmethod
    def of(cls, document: Document) -> Places:
        return cls(document.pages, document.pieces) if document.pieces else cls()

    def page(self, number: int) -> Page | None:
        return next((p for p in self.pages if p.number == number), None)

    def on_page(self, number: int) -> tuple[Stretch, ...]:
        """The lines of one page, in the order of the text."""
        return tuple(p for p in self.pieces if p.page == number)

    def of_span(self, span: Span, text: str) -> tuple[PagePlace, ...]:
        """Where a quote stands: one box a line."""
        return Document(text, Format.PDF, pieces=self.pieces).places_of(span)

    def page_of(self, span: Span) -> int | None:
        """The page on which a quote begins."""
        index = bisect_right(self.pieces, span.start, key=lambda p: p.span.end)
        found = self.pieces[index] if index < len(self.pieces) else None
        return found.page if found and found.span.overlaps(span) else None

    def to_json(self) -> dict[str, Any]:
        return {
            "pages": [[p.number, p.width, p.height] for p in self.pages],
            "lines": [[*p.span, p.page, *(round(edge, 1) for edge in p.box)] for p in self.pieces],
        }

    @classmethod
    def from_json(cls, data: Any) -> Places:
        """
        Raises:
            ValueError: no map of places.
        """
        try:
            pages = tuple(Page(int(n), float(w), float(h)) for n, w, h in data["pages"])
            lines = tuple(
                Stretch(Span(int(a), int(b)), int(page), Box(float(x0), float(y0), float(x1), float(y1)))
                for a, b, page, x0, y0, x1, y1 in data["lines"]
            )
        except (KeyError, TypeError) as error:
            raise ValueError("places") from error
        return cls(pages, lines)
