"""How long one is signed in: idle time, the whole time, and one place at a time for administrators (security.md §4)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from guatu.web.people.models import User
from guatu.web.people.rules import THREE

LONGEST = timedelta(hours=8)
JUST = timedelta(minutes=5)
ADMINISTRATORS_IDLE = timedelta(minutes=10)
BEGAN = "began"


def begin(session: SessionBase, user: User, now: datetime) -> None:
    """Remember when it began; an administrator's ends every other one of the same account."""
    session[BEGAN] = now.isoformat()
    if user.roles() & set(THREE):
        session.set_expiry(int(ADMINISTRATORS_IDLE.total_seconds()))
        User.objects.filter(pk=user.pk).update(signed_in_as=_mark(session))


def just_began(session: SessionBase, now: datetime) -> bool:
    began = session.get(BEGAN)
    return began is not None and now - datetime.fromisoformat(began) < JUST


def ended(session: SessionBase, user: User, now: datetime) -> Any:
    """Why a session is over, in words; empty while it goes on."""
    began = session.get(BEGAN)
    if began is not None and now - datetime.fromisoformat(began) > LONGEST:
        return _("登录已满8小时，请重新登录。")
    elsewhere = user.signed_in_as and not constant_time_compare(user.signed_in_as, _mark(session))
    if elsewhere and user.roles() & set(THREE):
        return _("这个账号刚在别处登录，这里已经退出。不是您本人的，请立即找安全管理员。")
    return ""


def _mark(session: SessionBase) -> str:
    """What tells a session from another and lets nobody in."""
    return salted_hmac("guatu.people.session", session.session_key or "", algorithm="sha256").hexdigest()
