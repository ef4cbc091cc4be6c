"""The day of which every page speaks: ?as_of=YYYY-MM-DD, or today in Shanghai; and, when asked, only what this office
had written down by a day: ?recorded_by=YYYY-MM-DD."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpResponse

from guatu.core.errors import AskedError, Place
from guatu.web.base.addresses import PLAN
from guatu.web.base.errors import error_page
from guatu.web.base.request import AppRequest

SHANGHAI = ZoneInfo("Asia/Shanghai")


class NoSuchAsOf(AskedError):
    code = "A501"
    reason = "“{text}”不是一个日期。"
    remedy = "请写成 2026-04-29 这样的年-月-日。"


def today() -> date:
    """Today in Shanghai, or the day that GUATU_TODAY fixes for a demonstration."""
    return read_day(settings.GUATU_TODAY) if settings.GUATU_TODAY else datetime.now(SHANGHAI).date()


def read_day(text: str, *, said_in: str = "") -> date:
    """Raises NoSuchDay."""
    try:
        if len(text) != 10:
            raise ValueError(text)
        return date.fromisoformat(text)
    except ValueError:
        raise NoSuchAsOf(Place(said_in), text=text[:40]) from None


class AsOfMiddleware:
    def __init__(self, get_response: Callable[[AppRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: AppRequest) -> HttpResponse:
        request.today = request.as_of = today()
        request.plan_code, request.recorded_by = "", None
        try:
            if asked := request.GET.get("as_of", "").strip():
                request.as_of = read_day(asked)
            if asked := request.GET.get("recorded_by", "").strip():
                request.recorded_by = read_day(asked)
        except NoSuchAsOf as error:
            return error_page(request, error)
        return self.get_response(request)

    def process_view(self, request: AppRequest, view: object, args: object, kwargs: dict[str, Any]) -> None:
        """Which plan the address names."""
        request.plan_code = kwargs.get(PLAN, "")
