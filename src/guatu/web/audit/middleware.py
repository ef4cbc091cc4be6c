"""What goes wrong and what goes out: a refusal, and a file that somebody who is signed in takes along, are logged."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from guatu.web.audit.services import record
from guatu.web.base.errors import NotAllowed

Next = Callable[[HttpRequest], HttpResponse]


class LogRefusalsAndExports:
    """Stands below `SayErrors`, so that it sees the refusal before that turns it into a page."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        taken = response.headers.get("Content-Disposition", "").startswith("attachment")
        if taken and response.status_code == 200 and request.user.is_authenticated:
            record("export", actor=request.user, after={"path": request.get_full_path()[:500]})
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> None:
        if isinstance(error, NotAllowed) and request.user.is_authenticated:
            record("refused", actor=request.user, after={"path": request.path[:500], "right": error.facts.get("right")})
