"""The sheet, on screen and on one A4."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from guatu.web.base.permits import require
from guatu.web.base.request import AppRequest
from guatu.web.office.mayor import presenters
from guatu.web.office.staff import of_staff
from guatu.web.public.views import of_a_plan
from guatu.web.standing.reading import Reading


@of_staff
@of_a_plan
def one_page(request: AppRequest, reading: Reading) -> HttpResponse:
    require(request.user, "review.read", reading.plan_row)
    return render(request, "mayor/one_page.html", {"m": presenters.one_page(reading), "o": reading.overview})
