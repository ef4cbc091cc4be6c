"""The office's own home: what slips over all plans, by the unit that leads it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guatu.web.base.request import AppRequest
from guatu.web.office.home import presenters
from guatu.web.office.staff import of_staff
from guatu.web.standing.reading import Reading


@require_safe
@of_staff
def home(request: AppRequest) -> HttpResponse:
    return render(request, "office/home.html", {"h": presenters.home(Reading.of(request))})
