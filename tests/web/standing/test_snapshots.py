"""Standings that were kept: once for a day, once for a paper, and never changed again."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.db import DatabaseError, transaction

from guatu.web.audit.models import Entry
from guatu.web.audit.verify import verify
from guatu.web.base import jobs
from guatu.web.base.digests import sm3
from guatu.web.plans.in_force import default_line
from guatu.web.standing.jobs import take_snapshots
from guatu.web.standing.models import Snapshot
from guatu.web.standing.selectors import standing
from guatu.web.standing.services import PaperFrozen, freeze, take_snapshot

BEFORE, AFTER = date(2026, 4, 29), date(2026, 5, 7)
pytestmark = pytest.mark.django_db


def kept():
    return list(Snapshot.objects.order_by("id").values_list("as_of", "paper"))


def test_a_snapshot_says_what_the_pages_said():
    row = take_snapshot(default_line(AFTER), on=AFTER)
    content, said = json.loads(row.content), standing(AFTER)
    assert content["as_of"] == "2026-05-07"
    assert [(t["target"], t["status"], t["reason"]) for t in content["targets"]] == [
        (c.id, said.judgements[c.id].status.value, str(said.judgements[c.id].reason)) for c in said.targets
    ]
    actual = next(t["actual"] for t in content["targets"] if t["actual"])
    assert isinstance(actual["value"], str)
    assert actual["sources"]
    entry = Entry.objects.order_by("-seq").first()
    assert (entry.action, json.loads(entry.after)["digest"]) == ("standing.snapshot", sm3(row.content))


def test_a_day_is_kept_once_and_only_if_it_differs():
    plan = default_line(BEFORE)
    assert take_snapshot(plan, on=BEFORE)
    assert take_snapshot(plan, on=BEFORE) is None
    assert take_snapshot(plan, on=date(2026, 4, 28)) is not None  # an earlier day has nothing before it
    assert take_snapshot(plan, on=AFTER)  # the figures of 2025 came out between
    assert take_snapshot(plan, on=date(2026, 5, 8)) is None  # only the words name another day
    assert kept() == [(BEFORE, ""), (date(2026, 4, 28), ""), (AFTER, "")]


def test_the_job_of_a_day_changes_nothing_the_second_time(settings):
    settings.GUATU_TODAY = "2026-05-07"
    assert take_snapshots(AFTER) == "留存1份方案的研判"
    assert take_snapshots(AFTER) == ""
    assert take_snapshots(date(2026, 5, 9)) == ""  # not of days to come
    assert kept() == [(AFTER, "")]


def test_the_snapshots_are_a_job_that_falls_due():
    assert "standing.snapshots" in [job.name for job in jobs.jobs()]


def test_a_paper_freezes_what_it_says(person):
    by = person("dispatcher")
    found = standing(AFTER)
    row = freeze(found, paper="乌发改〔2026〕12号", by=by)
    assert freeze(found, paper="乌发改〔2026〕12号", by=by) == row
    assert freeze(found, paper="乌发改〔2026〕13号", by=by) != row
    with pytest.raises(PaperFrozen):
        freeze(standing(BEFORE), paper="乌发改〔2026〕12号", by=by)
    assert take_snapshot(found.line, on=AFTER)  # the day has its own
    assert kept() == [(AFTER, "乌发改〔2026〕12号"), (AFTER, "乌发改〔2026〕13号"), (AFTER, "")]
    entry = Entry.objects.filter(action="standing.freeze").order_by("seq").first()
    assert (entry.actor, json.loads(entry.after)["digest"]) == (by.username, row.digest)


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_refuses_to_change_one(change):
    row = take_snapshot(default_line(AFTER), on=AFTER)
    one = Snapshot.objects.filter(pk=row.pk)
    with pytest.raises(DatabaseError), transaction.atomic():
        one.update(content="{}") if change == "update" else one.delete()


def test_one_that_nobody_took_is_found():
    row = take_snapshot(default_line(AFTER), on=AFTER)
    assert not verify().findings
    Snapshot.objects.create(plan=row.plan, as_of=BEFORE, taken_at=row.taken_at, content="{}", digest=sm3("{}"))
    assert [f.code for f in verify().findings] == ["S481"]
    assert verify().checked["快照"] == 2
