"""One's own page after signing in: what each role works from."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from guatu.web.base.addresses import address
from guatu.web.base.request import AppRequest
from guatu.web.office.home import presenters
from guatu.web.people.models import Role
from guatu.web.standing.reading import Reading


@require_safe
@login_required
def home(request: AppRequest) -> HttpResponse:
    if not request.user.roles():  # type: ignore[union-attr]
        return redirect("pages:home")
    reading = Reading.of(request)
    if request.user.roles() == {Role.MAYOR} and len(reading.published) == 1:  # type: ignore[union-attr]
        return redirect(address("mayor:one_page", plan=reading.published[0].code))
    return render(
        request,
        "office/home.html",
        {"h": presenters.home(reading, request.user), "own": presenters.own_pages(request.user)},
    )
