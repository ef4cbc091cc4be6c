"""Pages for those who work here."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse

from guatu.core.errors import GuatuError
from guatu.web.base.errors import trouble_of, way_out
from guatu.web.base.permits import require
from guatu.web.base.request import AppRequest
from guatu.web.base.scopes import SOMEWHERE

View = Callable[..., HttpResponse]


def of_staff(view: View) -> View:
    """A page for people who are signed in; the public reads the plans' own pages."""

    @wraps(view)
    def shown(request: AppRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        require(request.user, "review.read", SOMEWHERE)
        return view(request, *args, **kwargs)

    return shown


def holding(*rights: str) -> Callable[[View], View]:
    """A page for whoever holds one of these rights in the whole city."""
    return _holding(rights, None)


def holding_somewhere(*rights: str) -> Callable[[View], View]:
    """A page for whoever holds one of these rights, be it in one plan."""
    return _holding(rights, SOMEWHERE)


def _holding(rights: tuple[str, ...], place: object) -> Callable[[View], View]:
    def guarded(view: View) -> View:
        @wraps(view)
        def shown(request: AppRequest, *args: object, **kwargs: object) -> HttpResponse:
            user = request.user
            if not user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not any(user.has_perm(right, place) for right in rights):
                require(user, rights[0], place)
            return view(request, *args, **kwargs)

        return shown

    return guarded


def said_trouble(request: AppRequest, error: GuatuError | None) -> dict[str, object]:
    """What a page of the office says of an error, and where this person can mend it."""
    return {"trouble": trouble_of(error) | {"way": way_out(error, request.user)}} if error else {}
