"""Jobs: a day's work, each by itself, and what becomes of it in the queue."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from types import ModuleType

import pytest
from django.utils import timezone

from guatu.core.errors import StoreError
from guatu.web.base import jobs
from guatu.web.base.jobs import Job, NoSuchJob

DAY = date(2026, 11, 30)
pytestmark = pytest.mark.django_db


class Refused(StoreError):
    code, reason = "S400", "不行。"


@pytest.fixture
def registered(monkeypatch):
    """`registered(job, …)`: these jobs and no others."""

    def register(*found):
        module = ModuleType("jobs_of_a_test")
        module.JOBS = found
        monkeypatch.setitem(sys.modules, module.__name__, module)
        monkeypatch.setattr(jobs, "_modules", [])
        jobs.due_by(module.__name__)
        jobs.due_by(module.__name__)

    return register


def fail(error):
    def run(on):
        raise error

    return run


def test_each_job_is_told_the_day_and_one_that_fails_stops_no_other(registered):
    days = []
    registered(
        Job("a.refuses", "甲", fail(Refused())),
        Job("a.breaks", "乙", fail(ZeroDivisionError("x"))),
        Job("a.works", "丙", lambda on: days.append(on) or "做了1件"),
        Job("a.rests", "丁", lambda on: ""),
    )
    done = jobs.tick(DAY)
    assert days == [DAY]
    assert [(d.job.name, d.did, d.error) for d in done] == [
        ("a.refuses", "", "[S400] 不行。"),
        ("a.breaks", "", "ZeroDivisionError: x"),
        ("a.works", "做了1件", ""),
        ("a.rests", "", ""),
    ]


def test_every_job_is_planned_once_and_no_other(registered):
    from django_q.models import Schedule

    registered(Job("a.one", "甲", lambda on: ""), Job("a.two", "乙", lambda on: ""))
    jobs.plan_jobs()
    jobs.plan_jobs()
    assert list(Schedule.objects.order_by("name").values_list("name", "args")) == [
        ("a.one", "('a.one',)"), ("a.two", "('a.two',)")
    ]  # fmt: skip
    registered(Job("a.two", "乙", lambda on: ""))
    jobs.plan_jobs()
    assert [s.name for s in Schedule.objects.all()] == ["a.two"]


def test_a_worker_does_today(registered, settings):
    settings.GUATU_TODAY = "2026-11-30"
    registered(Job("a.one", "甲", lambda on: f"到{on}"))
    assert jobs.run_job("a.one") == "到2026-11-30"
    with pytest.raises(NoSuchJob):
        jobs.run_job("a.gone")


def test_what_failed_last_and_what_waits_is_told(registered):
    from django_q.models import Schedule, Task

    def ran(group, success, minutes):
        when = timezone.now() + timedelta(minutes=minutes)
        Task.objects.create(id=f"{group}{minutes}", name=group, func="f", started=when, stopped=when, group=group,
                            success=success, result="[S400] 不行。 : Traceback" if not success else "")  # fmt: skip

    ran("mended", False, 1)
    ran("mended", True, 2)
    ran("broken", True, 1)
    ran("broken", False, 2)
    assert [(f.name, f.says) for f in jobs.failing()] == [("broken", "[S400] 不行。 : Traceback")]
    assert jobs.late() == []
    Schedule.objects.create(name="waits", func="f", schedule_type="H", next_run=timezone.now() - timedelta(hours=1))
    assert jobs.late() == ["waits"]
