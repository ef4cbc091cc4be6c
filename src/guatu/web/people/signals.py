"""Signing in and out, tried and done: each is an entry of the log."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import password_changed
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
)
from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from guatu.web.audit.services import record
from guatu.web.people.models import User, hashed_anew
from guatu.web.people.services import password_was_changed, password_was_hashed_anew
from guatu.web.people.sessions import begin


@receiver(user_logged_in)
def signed_in(user: User, request: HttpRequest | None = None, **_: Any) -> None:
    if request is not None:
        begin(request.session, user, timezone.now())
    record("people.sign_in", actor=user, obj=user)


@receiver(user_logged_out)
def signed_out(user: User | None, **_: Any) -> None:
    if user is not None:
        record("people.sign_out", actor=user, obj=user)


@receiver(user_login_failed)
def failed_to_sign_in(credentials: dict[str, Any], **_: Any) -> None:
    """A name that is no account's may be a password typed into the wrong field: it is not written down."""
    tried = str(credentials.get("username") or "")
    known = User.objects.filter(username__iexact=tried).exists()
    record("people.sign_in_failed", actor=None, tried=tried if known else "unknown")


@receiver(password_changed)
def chose_password(user: User, **_: Any) -> None:
    password_was_changed(user)


@receiver(hashed_anew)
def hash_was_made_anew(user: User, **_: Any) -> None:
    password_was_hashed_anew(user)


@receiver(user_locked_out)
def locked(username: str, **_: Any) -> None:
    """Somebody's account is shut for a while, after too many wrong passwords; `username` is the account's own."""
    user = User.objects.filter(username=username).first()
    if user is not None:
        record("people.lock", actor=None, obj=user, tried=user.username)


@receiver(authentication_failed)
def failed_second_factor(user: User, authenticator: Authenticator, **_: Any) -> None:
    """The password was right and the code was not: somebody may have the password."""
    record("people.second_factor_failed", actor=None, obj=user, after={"type": authenticator.type}, tried=user.username)


@receiver(authenticator_added)
def added_second_factor(user: User, authenticator: Authenticator, **_: Any) -> None:
    record("people.second_factor_on", actor=user, obj=user, after={"type": authenticator.type})


@receiver(authenticator_removed)
def removed_second_factor(user: User, authenticator: Authenticator, **_: Any) -> None:
    record("people.second_factor_off", actor=user, obj=user, before={"type": authenticator.type})


@receiver(authenticator_reset)
def renewed_second_factor(user: User, authenticator: Authenticator, **_: Any) -> None:
    record("people.second_factor_renewed", actor=user, obj=user, after={"type": authenticator.type})
