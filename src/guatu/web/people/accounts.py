"""How allauth and axes meet our accounts."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext, gettext_lazy

from guatu.core.errors import AskedError
from guatu.web.base.errors import error_page
from guatu.web.people.models import User
from guatu.web.people.passwords import REMEMBERED, remember_password, was_used
from guatu.web.people.rules import THREE
from guatu.web.people.sessions import just_began


class LockedOut(AskedError):
    code = "A511"
    reason = "口令连续输错{limit}次，这个账号暂停登录{minutes}分钟。"
    remedy = "请稍后再试，或请安全管理员核实后解锁。"
    http = HTTPStatus.TOO_MANY_REQUESTS


class Accounts(DefaultAccountAdapter):
    """Accounts are given by an administrator; nobody signs up."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": gettext_lazy("用户名或口令不对。"),
        "enter_current_password": gettext_lazy("请填现在的口令。"),
        "incorrect_password": gettext_lazy("口令不对。"),
        "too_many_login_attempts": gettext_lazy("登录失败次数过多，请稍后再试。"),
        "account_inactive": gettext_lazy("这个账号没有启用。"),
    }

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """One's own home; for whoever has no role yet, the city's."""
        return reverse("office:home" if request.user.roles() else "pages:home")  # type: ignore[union-attr]

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Whoever has just signed in need not say again who he is."""
        return not just_began(self.request.session, timezone.now())

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return self.get_login_redirect_url(request)

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


class SecondFactors(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy("动态码不对，或者已经过时。请看手机上现在的6位数；手机的时间要准。"),
        "cannot_delete_authenticator": gettext_lazy("管理员的动态码不能停用。"),
        "cannot_generate_recovery_codes": gettext_lazy("还没有绑定动态码，不能生成备用码。"),
    }

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """An administrator's second factor is not one's own to switch off."""
        return not authenticator.user.roles() & set(THREE)


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
