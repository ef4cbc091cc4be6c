"""Pages for those who work here."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse

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
