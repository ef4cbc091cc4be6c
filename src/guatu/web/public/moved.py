"""Addresses from before there were several plans: each leads to the same page of the plan that it meant."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from guatu.web.base.addresses import HOME, address
from guatu.web.base.request import AppRequest
from guatu.web.standing.reading import Reading

OLD = r"^(?P<old>(?:plan|targets|sectors|wall|review)/.*|wall\.(?:svg|pdf)|ledger\.xlsx)$"
RENAMED = (
    ("plan/compare/", "/compare/"),
    ("plan/check/draft/", "/check/draft/"),
    ("plan/check/", "check/"),
    ("plan/changes/", "changes/"),
    ("plan/original/", "original/"),
    ("plan/", "text/"),
)


@require_safe
def moved(request: AppRequest, old: str) -> HttpResponse:
    """To the city's first plan, the only one there was; the query with its day comes along."""
    reading = Reading.of(request)
    was, now = next(((was, now) for was, now in RENAMED if old.startswith(was)), ("", ""))
    path = now + old.removeprefix(was)
    if not path.startswith("/"):
        path = address("pages:overview", plan=reading.plan_code) + path if reading.plan_code else address(HOME, plan="")
    query = request.GET.urlencode()
    return HttpResponseRedirect(f"{path}?{query}" if query else path)
