"""What surrounds every request: a number, the errors that people can act on, and what a browser may load."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

from guatu.core.errors import GuatuError
from guatu.web.base.errors import error_page
from guatu.web.base.origin import Origin, arriving

Next = Callable[[HttpRequest], HttpResponse]

POLICY = "; ".join((
    "default-src 'self'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
))  # fmt: skip


class ContentPolicy:
    """Nothing from elsewhere and nothing inline: no script or style that is not a file of ours."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        return response


class ChosenLanguage(LocaleMiddleware):
    """Chinese, until the reader switches. A browser's own language is not a choice."""

    def process_request(self, request: HttpRequest) -> None:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        offered = dict(settings.LANGUAGES)
        translation.activate(chosen if chosen in offered else settings.LANGUAGE_CODE)
        request.LANGUAGE_CODE = translation.get_language()


class RequestOrigin:
    """Gives each request a number and remembers where it came from, for the audit log."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        number = uuid.uuid4().hex
        with arriving(Origin(request_id=number, address=request.META.get("REMOTE_ADDR") or "")):
            response = self.get_response(request)
        response.headers["X-Request-ID"] = number
        return response


class SayErrors:
    """Turns an error that a person can act on into its page. All others rise."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return error_page(request, error) if isinstance(error, GuatuError) else None
