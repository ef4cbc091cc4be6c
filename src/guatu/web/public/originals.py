"""The file that a plan came in (原件): a page with a quote on it, the picture of a page, and the file itself."""

from __future__ import annotations

from urllib.parse import quote

from django.conf import settings
from django.http import HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.utils.translation import gettext as _

from guatu.core.errors import FileError
from guatu.store.documents.model import Format
from guatu.store.documents.picture import DRAWN
from guatu.store.originals import page_picture
from guatu.web.base.errors import NotInStore
from guatu.web.base.permits import require
from guatu.web.base.request import AppRequest
from guatu.web.plans.ledger.models import PlanFile
from guatu.web.plans.ledger.selectors import original_of
from guatu.web.public.presenters.addresses import address
from guatu.web.public.presenters.original import asked_for, original_page
from guatu.web.public.views import of_a_plan
from guatu.web.standing.reading import Reading


@of_a_plan
def original(request: AppRequest, reading: Reading) -> HttpResponse:
    asked = asked_for(reading, request.GET.dict())
    file, number = original_of(reading.standing.plan), request.GET.get("page", "")
    page = original_page(reading, file, asked, number, draws=_draws)
    crumbs = [(address(reading, "plan"), _("方案")), ("", _("原件第%(page)s页") % {"page": page.page.number})]
    return render(request, "pages/original.html", {"o": page, "crumbs": crumbs})


def _draws(row: PlanFile, page: int) -> bool:
    try:
        return bool(_picture(row, page))
    except FileError:
        return False


def _picture(row: PlanFile, page: int) -> bytes:
    """The page as PNG; the content is read from the store only when it was not drawn before."""
    return page_picture(
        lambda: bytes(row.content),
        Format(row.format),
        page,
        name=row.name,
        sha256=row.sha256,
        cache=settings.GUATU_HOME / "cache" / "pages",
    )


@of_a_plan
def original_picture(request: AppRequest, reading: Reading, code: str, page: int) -> HttpResponse:
    """A page as PNG. The same file and page is the same picture for ever, so a browser asks again with its ETag."""
    versions = reading.line.plans if reading.line else ()
    row = PlanFile.objects.filter(plan__code=code, plan__in=versions).defer("content", "places").first()
    if row is None or Format(row.format) not in DRAWN or not 1 <= page <= row.page_count:
        raise NotInStore(kind=_("原件的页"), name=f"{code[:40]}/{page}")
    tag = f'"{row.sha256}-{page}"'
    if tag in request.headers.get("If-None-Match", ""):
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = HttpResponse(_picture(row, page), content_type="image/png")
    response["ETag"] = tag
    response["Cache-Control"] = "no-cache"
    return response


@of_a_plan
def original_file(request: AppRequest, reading: Reading) -> HttpResponse:
    """The file to the byte, for staff: it may hold what a reader of the page does not see."""
    require(request.user, "ledger.read_original")
    row = PlanFile.objects.filter(plan=reading.standing.plan).first()
    if row is None:
        raise NotInStore(kind=_("原件"), name=reading.standing.plan.title)
    response = HttpResponse(bytes(row.content), content_type=row.media)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(row.name)}"
    response["X-Content-Type-Options"] = "nosniff"
    return response
