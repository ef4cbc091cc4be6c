"""Pages: the one search, and the few lines under its box while somebody types. Both answer a plain address."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guatu.web.base.findable import FoundKind
from guatu.web.base.request import AppRequest
from guatu.web.public.presenters import searching as presenters
from guatu.web.search.cutting import MOST_TYPED, Typed
from guatu.web.search.selectors import unread
from guatu.web.standing.reading import Reading

MOST = 8  # lines under the box


@require_safe
def search(request: AppRequest) -> HttpResponse:
    """Everything that holds the words, by kind; or everything of one kind, in pages."""
    typed, reading = Typed.of(request.GET.get("q", "")), Reading.of(request)
    words = {"asked": typed.said, "typed": typed, "most_typed": MOST_TYPED}
    kind = request.GET.get("kind", "")
    if kind in list(FoundKind) and typed.runs:
        section, turn = presenters.one_kind(reading, typed, FoundKind(kind), asked=request.GET.get("page", ""))
        every = presenters.search_address(reading, typed)
        return render(request, "pages/search.html", words | {"sections": [section], "pages": turn, "every": every})
    sections = presenters.sections(reading, typed)
    words |= {"sections": sections, "unread": not sections and bool(typed.runs) and unread()}
    return render(request, "pages/search.html", words)


@require_safe
def search_now(request: AppRequest) -> HttpResponse:
    """The nearest few, as a list that htmx puts under the box."""
    typed, reading = Typed.of(request.GET.get("q", "")), Reading.of(request)
    lines = presenters.nearest(reading, typed, most=MOST)
    every = presenters.search_address(reading, typed)
    return render(request, "pages/_found_now.html", {"lines": lines, "typed": typed, "every": every})
