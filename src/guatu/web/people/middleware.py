"""Who has just been given an account must choose a password before anything else."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

Next = Callable[[HttpRequest], HttpResponse]


class FirstPassword:
    """Whoever still has the password that somebody else chose must choose one before anything else."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated and user.must_change_password:
            allowed = {reverse(name) for name in ("account_change_password", "account_logout", "set_language")}
            if request.path not in allowed:
                return redirect("account_change_password")
        return self.get_response(request)
