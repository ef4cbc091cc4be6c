"""Long files, read and loaded by the cluster; and what was left behind is taken up or put away."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.utils import timezone

from guatu.core.errors import GuatuError
from guatu.web.base.asof import today
from guatu.web.base.jobs import Job
from guatu.web.base.origin import Origin, arriving
from guatu.web.loads import services
from guatu.web.loads.models import FilePiece, Load, LoadState

STARTED = (LoadState.LOOKING, LoadState.QUEUED, LoadState.RUNNING)
LEFT = timedelta(seconds=3 * settings.JOB_SECONDS)  # without a sign of life after this
KEPT = timedelta(days=7)  # a file that nobody confirms


def queue(load: Load) -> None:
    """Have the cluster take the next step of a load."""
    from django_q.tasks import async_task

    async_task(f"{__name__}.work_on", load.pk, timeout=3 * settings.JOB_SECONDS)


def work_on(pk: int) -> str:
    """The step that a load waits for; again after a worker was killed in the middle."""
    load = Load.objects.get(pk=pk)
    with arriving(Origin(operator="guatu run")):
        try:
            if load.state == LoadState.LOOKING:
                services.look(load, on=today())
            elif load.state in (LoadState.QUEUED, LoadState.RUNNING):
                services.do(load, on=today())
        except GuatuError as error:
            services.refuse(load, error)
        except Exception:
            services.refuse(load, GuatuError())
            raise
    return f"{load.name}：{LoadState(load.state).label}"


def take_up(on: date) -> str:
    """Loads whose worker is gone are queued again; files that nobody confirmed for a week are put away."""
    now = timezone.now()
    left = list(Load.objects.filter(state__in=STARTED, changed_at__lt=now - LEFT))
    for load in left:
        Load.objects.filter(pk=load.pk).update(changed_at=now)
        queue(load)
    old = Load.objects.filter(state=LoadState.WAITING, changed_at__lt=now - KEPT)
    FilePiece.objects.filter(load__in=old).delete()
    dropped = old.update(state=LoadState.DROPPED, changed_at=now)
    said = [f"接着办{len(left)}件"] if left else []
    return "，".join(said + ([f"收起{dropped}件没人确认的"] if dropped else []))


JOBS = (Job("loads.left", "导入", take_up),)
