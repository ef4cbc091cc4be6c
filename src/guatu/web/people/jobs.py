"""What falls due on a day: sign-ins that have ended are forgotten."""

from __future__ import annotations

from datetime import date

from django.contrib.sessions.models import Session
from django.utils import timezone

from guatu.web.base.jobs import Job


def forget_sessions(on: date) -> str:
    """Remove the sessions that have expired by now, whatever the day."""
    count, _tables = Session.objects.filter(expire_date__lt=timezone.now()).delete()
    return f"清理过期登录{count}条" if count else ""


JOBS = (Job("people.sessions", "过期登录", forget_sessions),)
