"""What `guatu doctor` says of a store, one thing after another. Whole installations: tests/cli/test_doctor.py."""

from __future__ import annotations

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from guatu.core.text.said import Said
from guatu.store.machine import Health, looked, required
from guatu.web.audit.services import record
from guatu.web.upkeep import doctor

pytestmark = pytest.mark.django_db
GOOD, LOOK, BAD = Health.GOOD, Health.LOOK, Health.BAD


def states(look):
    lines = list(look())
    assert all(line.remedy for line in lines if line.state is not GOOD)
    return [line.state for line in lines]


def logged(action, days):
    """An entry of that day, by a clock that is so many days off."""
    then = timezone.now() + timedelta(days=days)
    with patch("django.utils.timezone.now", lambda: then):
        record(action, actor=None)


def test_a_good_store(settings):
    settings.GUATU_TODAY = "2026-10-01"
    record("store.backup", actor=None)
    for look in (doctor.version, doctor.clock, doctor.sessions, doctor.jobs, doctor.backups, doctor.calendars):
        assert states(look) == [GOOD], look


def test_versions():
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'axes'")
        assert states(doctor.version) == [BAD]  # pending
        cursor.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('audit', '9999', '2030-01-01')")
        assert states(doctor.version) == [BAD]
    assert "比软件" in str(next(doctor.version()).says)


def test_the_holidays_of_this_year_and_the_next(settings):
    settings.GUATU_TODAY = "2026-12-01"
    assert states(doctor.calendars) == [LOOK]
    settings.GUATU_TODAY = "2035-12-01"
    assert states(doctor.calendars) == [BAD, LOOK]
    settings.GUATU_TODAY = "2035-10-01"
    assert states(doctor.calendars) == [BAD]


def test_a_clock_that_was_wrong():
    logged("test", -3000)
    assert states(doctor.clock) == [LOOK]
    logged("test", 1)
    assert states(doctor.clock) == [BAD]


def test_a_backup_that_is_old():
    assert states(doctor.backups) == [LOOK]
    for days, state in ((-40, BAD), (-8, LOOK), (-1, GOOD)):
        logged("store.backup", days)
        assert states(doctor.backups) == [state]


def test_sessions_that_ended():
    Session.objects.create(session_key="a", session_data="b", expire_date=timezone.now() - timedelta(days=1))
    assert states(doctor.sessions) == [GOOD]  # the next tick takes it
    Session.objects.create(session_key="c", session_data="d", expire_date=timezone.now() - timedelta(days=3))
    assert states(doctor.sessions) == [LOOK]


def test_jobs_that_fail_and_jobs_that_wait():
    from django_q.models import Schedule, Task

    then = timezone.now() - timedelta(hours=1)
    Schedule.objects.create(name="a.job", func="f", schedule_type="H", next_run=then)
    assert states(doctor.jobs) == [LOOK]
    Task.objects.create(id="1", name="x", func="f", started=then, stopped=then, success=False, group="a.job")
    assert states(doctor.jobs) == [BAD, LOOK]
    assert "a.job" in str(next(doctor.jobs()).says)


def test_what_goes_wrong_while_looking_is_a_line():
    def breaks():
        raise ZeroDivisionError("x")

    (line,) = looked(Said("磁盘"), breaks)
    assert (str(line.what), line.state) == ("磁盘", BAD)
    assert "ZeroDivisionError" in str(line.says)


def test_packages_are_known_by_name():
    assert [required(x) for x in ("django-allauth[mfa]>=65", "rules>=3.5", 'ruff; extra == "dev"')] == [
        "django-allauth", "rules", ""
    ]  # fmt: skip
