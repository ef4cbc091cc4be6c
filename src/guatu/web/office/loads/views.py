"""A file of any kind: sent, looked at, confirmed; the page of each load says how far it has come."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guatu.core.errors import GuatuError, Place
from guatu.store.files import MB, FileTooBig
from guatu.web.base.errors import NotAllowed, status_of
from guatu.web.base.permits import require
from guatu.web.base.request import AppRequest
from guatu.web.loads import selectors, services
from guatu.web.loads.kinds import KINDS, kind_of
from guatu.web.loads.models import Load
from guatu.web.office.dating import DatingFields
from guatu.web.office.loads import presenters
from guatu.web.office.staff import holding, said_trouble
from guatu.web.public.list_pages import ListSheet, list_page

ANY = tuple(dict.fromkeys(kind.permit for kind in KINDS.values()))
_FORM_ITSELF = 64 * 1024  # bytes around the file in a form


@require_safe
@never_cache
@holding(*ANY)
def listed(request: AppRequest) -> HttpResponse:
    by = request.user
    found = presenters.load_listing(selectors.load_heads(by), request.GET)  # type: ignore[arg-type]
    sheet = ListSheet(_("导入过的"), presenters.SHEET, presenters.cells)
    words = {"rows": presenters.rows(found.rows), "kinds": selectors.may_load(by)}  # type: ignore[arg-type]
    return list_page(request, "loads/list.html", found, name="loads", sheet=sheet, words=words)


@csrf_exempt  # the length is looked at before the token, because reading the token reads the whole file
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: AppRequest, kind: str) -> HttpResponse:
    if int(request.META.get("CONTENT_LENGTH") or 0) > services.MOST + _FORM_ITSELF:
        raise FileTooBig(Place(""), size=int(request.META["CONTENT_LENGTH"]) // MB, limit=services.MOST // MB)
    return _new(request, kind)


@never_cache
@csrf_protect
@holding(*ANY)
def _new(request: AppRequest, kind: str) -> HttpResponse:
    chosen = kind_of(kind)
    require(request.user, chosen.permit)
    error: GuatuError | None = None
    if request.method == "POST":
        if upload := request.FILES.get("file"):
            try:
                load = services.send(chosen, upload, on=request.today, by=request.user)  # type: ignore[arg-type]
                return HttpResponseRedirect(reverse("loads:load", args=[load.pk]))
            except NotAllowed:
                raise
            except GuatuError as refused:
                error = refused
        else:
            error = presenters.NoFile()
    words = {"kind": chosen, "limit": services.MOST // MB, **said_trouble(request, error)}
    return render(request, "loads/new.html", words, status=status_of(error) if error else 200)


@require_safe
@never_cache
@holding(*ANY)
def load(request: AppRequest, pk: int) -> HttpResponse:
    return _page(request, selectors.load_of(pk, by=request.user))  # type: ignore[arg-type]


@require_POST
@never_cache
@holding(*ANY)
def act(request: AppRequest, pk: str, verb: str) -> HttpResponse:
    found = selectors.load_of(int(pk), by=request.user)  # type: ignore[arg-type]
    try:
        if verb == "drop":
            services.drop(found, by=request.user)  # type: ignore[arg-type]
        else:
            dated = DatingFields.of(request.POST)
            services.confirm(
                found, on=request.today, known_on=dated.known_on, paper=dated.paper, reason=dated.reason,
                by=request.user,  # type: ignore[arg-type]
            )  # fmt: skip
    except NotAllowed:
        raise
    except GuatuError as error:
        found.refresh_from_db()
        return _page(request, found, error)
    return HttpResponseRedirect(reverse("loads:load", args=[found.pk]))


def _page(request: AppRequest, found: Load, error: GuatuError | None = None) -> HttpResponse:
    words = {
        "l": presenters.page(found, reader=request.user),  # type: ignore[arg-type]
        "dated": DatingFields(request.POST),
        **said_trouble(request, error),
    }
    return render(request, "loads/load.html", words, status=status_of(error) if error else 200)
