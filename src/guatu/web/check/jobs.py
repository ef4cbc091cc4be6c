"""Long drafts, checked by the cluster; what nobody kept goes after a day, what was left behind is taken up."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.utils import timezone

from guatu.core.errors import GuatuError
from guatu.web.base.jobs import Job
from guatu.web.base.origin import Origin, arriving
from guatu.web.check import services
from guatu.web.check.models import CheckState, DraftCheck

LEFT = timedelta(seconds=3 * settings.JOB_SECONDS)  # without a sign of life after this
KEPT = timedelta(days=1)  # of a check that nobody keeps


def queue(row: DraftCheck) -> None:
    """Have the cluster check a draft."""
    from django_q.tasks import async_task

    async_task(f"{__name__}.work_on", row.pk, timeout=3 * settings.JOB_SECONDS)


def work_on(pk: int) -> str:
    """The check of a draft that waits; again after a worker was killed in the middle."""
    row = DraftCheck.objects.filter(pk=pk, state=CheckState.RUNNING).first()
    if row is None:
        return ""
    with arriving(Origin(operator="guatu run")):
        try:
            services.work_on(row)
        except Exception:
            services.refuse(row, GuatuError())
            raise
    return f"{row.name}：{CheckState(row.state).label}"


def forget(on: date) -> str:
    """Checks whose worker is gone are queued again; those that nobody kept for a day are deleted."""
    now = timezone.now()
    left = list(DraftCheck.objects.filter(state=CheckState.RUNNING, changed_at__lt=now - LEFT).only("pk"))
    for row in left:
        DraftCheck.objects.filter(pk=row.pk).update(changed_at=now)
        queue(row)
    gone, _each = DraftCheck.objects.filter(kept=False, asked_at__lt=now - KEPT).delete()
    said = [f"接着查{len(left)}份"] if left else []
    return "，".join(said + ([f"删去{gone}份没有留下的"] if gone else []))


JOBS = (Job("check.drafts", "草稿检查", forget),)
