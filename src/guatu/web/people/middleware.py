"""What must be true of a session before it goes anywhere: a password of one's own, a second factor, not too old."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from guatu.web.people.rules import THREE
from guatu.web.people.sessions import ended

Next = Callable[[HttpRequest], HttpResponse]
ALWAYS = ("account_logout", "set_language")
OF_A_PASSWORD = ("account_change_password",)
OF_A_SECOND_FACTOR = ("mfa_activate_totp", "account_reauthenticate", "mfa_reauthenticate", *OF_A_PASSWORD)


class SessionLimits:
    """A session that is over for another reason than idleness ends here, and its person is told why."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated and (why := ended(request.session, user, timezone.now())):
            logout(request)
            messages.error(request, str(why))
            return redirect(f"{reverse('account_login')}?{urlencode({'next': _page(request)})}")
        return self.get_response(request)


class FirstPassword:
    """Whoever still has the password that somebody else chose must choose one before anything else."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated and user.must_change_password:
            return _only(request, OF_A_PASSWORD) or self.get_response(request)
        return self.get_response(request)


class SecondFactor:
    """Each of the three administrators needs one (domain/security.md §2 d); others may have one."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = getattr(request, "user", None)
        lacks = user is not None and user.is_authenticated and user.roles() & set(THREE) and not is_mfa_enabled(user)
        return (_only(request, OF_A_SECOND_FACTOR) if lacks else None) or self.get_response(request)


def _only(request: HttpRequest, names: tuple[str, ...]) -> HttpResponse | None:
    """The way to the first of these pages, which leads on to the page that one wanted; None when on one of them."""
    if request.path in {reverse(name) for name in (*names, *ALWAYS)}:
        return None
    return redirect(f"{reverse(names[0])}?{urlencode({'next': _page(request)})}")


def _page(request: HttpRequest) -> str:
    """The page that was wanted: a form that was sent cannot be gone back to, its page can."""
    return request.get_full_path() if request.method == "GET" else reverse("office:home")
