"""What every request of ours carries beside Django's: its day, today, and the plan that its address names."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest


class AppRequest(HttpRequest):
    """A request after `AsOfMiddleware`."""

    as_of: date  # the day that the page speaks of
    today: date
    recorded_by: date | None  # only what this office had written down by then; None: everything
    plan_code: str  # of the plan in the address; "" on the city's own pages
    reading: Any  # standing.reading.Reading, once somebody asked for it
    htmx: Any  # django_htmx.middleware.HtmxDetails
