"""How allauth and axes meet our accounts."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from guatu.core.errors import AskedError
from guatu.web.base.errors import error_page
from guatu.web.people.models import User


class LockedOut(AskedError):
    code = "A511"
    reason = "口令连续输错{limit}次，这个账号暂停登录{minutes}分钟。"
    remedy = "请稍后再试，或请系统管理员核实后解锁。"
    http = HTTPStatus.TOO_MANY_REQUESTS


class Accounts(DefaultAccountAdapter):
    """Accounts are given by an administrator; nobody signs up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def clean_password(self, password: str, user: User | None = None) -> str:
        """Checked by the validators, and never the one that is being replaced."""
        if user is not None and user.pk and user.check_password(password):
            raise ValidationError(gettext("新口令与现在的口令相同，请另想一个。"), code="password_same")
        return super().clean_password(password, user)


def username_tried(request: HttpRequest | None, credentials: dict[str, Any] | None) -> str:
    """allauth posts it as `login` and passes it on as `username`."""
    tried = (credentials or {}).get("username") or (request.POST.get("login", "") if request else "")
    return tried.strip()[:150]


def locked_out(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    return error_page(request, LockedOut(limit=settings.AXES_FAILURE_LIMIT, minutes=minutes))
