"""Signing in and out, tried and done: each is an entry of the log."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import password_changed
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver

from guatu.web.audit.services import record
from guatu.web.people.models import User
from guatu.web.people.services import password_was_changed


@receiver(user_logged_in)
def signed_in(user: User, **_: Any) -> None:
    record("people.sign_in", actor=user, obj=user)


@receiver(user_logged_out)
def signed_out(user: User | None, **_: Any) -> None:
    if user is not None:
        record("people.sign_out", actor=user, obj=user)


@receiver(user_login_failed)
def failed_to_sign_in(credentials: dict[str, Any], **_: Any) -> None:
    tried = str(credentials.get("username") or credentials.get("email") or "")[:150]
    record("people.sign_in_failed", actor=None, tried=tried)


@receiver(password_changed)
def chose_password(user: User, **_: Any) -> None:
    password_was_changed(user)
