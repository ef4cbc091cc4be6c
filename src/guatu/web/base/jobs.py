"""What falls due on a day. An app registers the module that names its jobs; the cluster does them every hour, and
`guatu tick` does them by hand.

A job is told the day and does what that day still lacks, so doing it again changes nothing: a worker that is killed in
the middle is no harm, its job runs once more.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from importlib import import_module
from typing import Any

from django.db import DatabaseError, OperationalError
from django.utils import timezone

from guatu.core.errors import AskedError, GuatuError
from guatu.web.base.asof import today
from guatu.web.base.origin import Origin, arriving

_modules: list[str] = []
LATE = timedelta(minutes=10)  # after which nobody seems to do the jobs


class NoSuchJob(AskedError):
    code = "A580"
    reason = "没有叫“{name}”的作业。"
    remedy = "软件换过版本时，请系统管理员重新启动挂图。"
    command = "软件换过版本时，重新运行 guatu run 即可。"


@dataclass(frozen=True, slots=True)
class Job:
    """Something that may fall due on a day; `run` says what it did, nothing when nothing was due."""

    name: str  # standing.snapshots
    says: Any  # 快照; may be lazily translated
    run: Callable[[date], str]


@dataclass(frozen=True, slots=True)
class JobDone:
    job: Job
    did: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class Failing:
    """A job whose last run failed."""

    name: str
    on: Any  # when
    says: str


def due_by(module: str) -> None:
    """Register the module whose `JOBS` fall due; registering it again changes nothing."""
    if module not in _modules:
        _modules.append(module)


def jobs() -> tuple[Job, ...]:
    return tuple(job for name in _modules for job in import_module(name).JOBS)


def tick(on: date) -> tuple[JobDone, ...]:
    """Do what is due on a day, each job by itself: one that fails keeps no other from its work."""
    return tuple(_try(job, on) for job in jobs())


def _try(job: Job, on: date) -> JobDone:
    try:
        return JobDone(job, did=job.run(on))
    except GuatuError as error:
        return JobDone(job, error=str(error))
    except Exception as error:
        if isinstance(error, OperationalError) or type(error) is DatabaseError:
            raise  # the store itself does not work: no fault of this job, and no other would fare better
        logging.getLogger(__name__).exception("job %s", job.name)
        return JobDone(job, error=f"{type(error).__name__}: {error}")


# -- by the cluster ---------------------------------------------------------------------------------------------------


def run_job(name: str) -> str:
    """One job for today, in a worker. What it raises is kept as the job's failure.

    Raises:
        NoSuchJob.
    """
    job = next((job for job in jobs() if job.name == name), None)
    if job is None:
        raise NoSuchJob(name=name)
    with arriving(Origin(operator="guatu run")):
        return job.run(today())


def plan_jobs() -> None:
    """Have every registered job done each hour, from now on; and none that is registered no longer."""
    from django_q.models import Schedule

    known = {job.name for job in jobs()}
    for name in sorted(known):
        Schedule.objects.update_or_create(
            name=name,
            defaults={
                "func": f"{__name__}.run_job",
                "args": repr((name,)),
                "schedule_type": Schedule.HOURLY,
                "next_run": timezone.now(),
            },
        )
    Schedule.objects.exclude(name__in=known).delete()


def late() -> list[str]:
    """Jobs whose hour has passed and that nobody took up: no cluster is running."""
    from django_q.models import Schedule

    rows = Schedule.objects.filter(next_run__lt=timezone.now() - LATE)
    return list(rows.order_by("name").values_list("name", flat=True))


def failing() -> list[Failing]:
    """Jobs that failed when they last ran."""
    from django_q.models import Task

    found = []
    for name in sorted(Task.objects.exclude(group=None).order_by().values_list("group", flat=True).distinct()):
        last = Task.objects.filter(group=name).latest("stopped")
        if not last.success:
            found.append(Failing(name, last.stopped, str(last.result).splitlines()[0][:200] if last.result else ""))
    return found


def work() -> None:
    """The cluster itself, until it is stopped: one worker, and those who give it work and take its results."""
    from django.db import connections
    from django_q.cluster import Cluster

    connections.close_all()
    cluster = Cluster()
    cluster.start()
    while cluster.sentinel.is_alive():
        cluster.sentinel.join(1)
