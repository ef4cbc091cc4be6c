"""The system administrator's page: what the doctor says, and a backup made by one click."""

from __future__ import annotations

import pytest
from django.test import Client

from guatu.store.backup_file import read_backup
from guatu.store.machine import machine
from guatu.web.audit.models import Entry
from guatu.web.office.health import presenters
from guatu.web.upkeep.doctor import store

pytestmark = pytest.mark.django_db


@pytest.fixture
def system(person) -> Client:
    client = Client(HTTP_HOST="localhost")
    client.force_login(person("administrator"))
    return client


def test_it_says_what_the_doctor_says_the_worst_first(system, settings, tmp_path):
    settings.GUATU_HOME = tmp_path / "not-yet"  # something is amiss on any machine
    body = system.get("/office/health/").content.decode()
    said = (*machine(tmp_path / "not-yet"), *store())
    assert all(str(line.what) in body for line in said)
    rows = body.split('id="h-l"')[1]
    states = [line.state for line in presenters.health(tmp_path / "not-yet").lines]
    assert states == sorted(states, key=presenters.WORST.index)
    assert rows.index("要看") < rows.index(">好<")


@pytest.mark.django_db(transaction=True)
def test_one_click_makes_a_backup_that_can_be_read(system, settings, tmp_path):
    settings.GUATU_HOME = tmp_path
    answer = system.post("/office/health/backup/", follow=True)
    (file,) = (tmp_path / "backups").iterdir()
    assert file.name in answer.content.decode()
    assert read_backup(file).manifest.tables["people_user"].rows >= 1
    assert Entry.objects.order_by("-seq").first().action == "store.backup"
