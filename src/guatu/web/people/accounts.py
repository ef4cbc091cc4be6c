"""How allauth and axes meet our accounts."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext

from guatu.core.errors import AskedError
from guatu.web.base.errors import error_page
from guatu.web.people.models import User
from guatu.web.people.passwords import REMEMBERED, remember_password, was_used


class LockedOut(AskedError):
    code = "A511"
    reason = "口令连续输错{limit}次，这个账号暂停登录{minutes}分钟。"
    remedy = "请稍后再试，或请安全管理员核实后解锁。"
    http = HTTPStatus.TOO_MANY_REQUESTS


class Accounts(DefaultAccountAdapter):
    """Accounts are given by an administrator; nobody signs up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def clean_password(self, password: str, user: User | None = None) -> str:
        """Checked by the validators, and none of the last five."""
        if user is not None and user.pk and was_used(password, user):
            raise ValidationError(
                gettext("新口令与最近%(n)s次用过的相同，请另想一个。") % {"n": REMEMBERED}, code="password_same"
            )
        return super().clean_password(password, user)

    def set_password(self, user: User, password: str) -> None:
        """The password that is replaced is remembered, as a hash."""
        remember_password(user)
        super().set_password(user, password)


def username_tried(request: HttpRequest | None, credentials: dict[str, Any] | None) -> str:
    """The account whose failures are counted, however its name was spelled; allauth posts it as `login`.

    What is no account's name may be a password typed into the wrong field: it is counted under a name that tells
    nothing, made with the machine's own key.
    """
    tried = (credentials or {}).get("username") or (request.POST.get("login", "") if request else "")
    tried = tried.strip()[:150]
    known = User.objects.filter(username__iexact=tried).values_list("username", flat=True).first()
    return known or f"?{salted_hmac('guatu.people.unknown', tried.casefold()).hexdigest()[:40]}"


def locked_out(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    return error_page(request, LockedOut(limit=settings.AXES_FAILURE_LIMIT, minutes=minutes))
