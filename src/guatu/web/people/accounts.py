"""How allauth and axes meet our accounts."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse

from guatu.core.errors import AskedError
from guatu.web.common.errors import error_page


class LockedOut(AskedError):
    code = "A511"
    reason = "口令连续输错{limit}次，这个账号暂停登录{minutes}分钟。"
    remedy = "请稍后再试，或请系统管理员核实后解锁。"


class Accounts(DefaultAccountAdapter):
    """Accounts are given by an administrator; nobody signs up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


def username_tried(request: HttpRequest | None, credentials: dict[str, Any] | None) -> str:
    """allauth posts it as `login` and passes it on as `username`."""
    tried = (credentials or {}).get("username") or (request.POST.get("login", "") if request else "")
    return tried.strip()[:150]


def locked_out(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    from django.conf import settings

    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    return error_page(request, LockedOut(limit=settings.AXES_FAILURE_LIMIT, minutes=minutes))
