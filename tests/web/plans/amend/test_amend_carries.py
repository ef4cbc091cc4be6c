"""Edits of the review desk go over to the amended plan: carried, asked again, or listed as lapsed."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from tests.web.addresses import PLAN
from tests.web.plans.amend.conftest import TODAY

from guatu.core.review.draft import ItemState
from guatu.core.review.edits import Confirm, Edit, Reject, Revise
from guatu.web.audit.models import Entry
from guatu.web.audit.verify import verify
from guatu.web.plans.amend.carried import ACTION
from guatu.web.plans.amend.models import Amendment
from guatu.web.plans.review.models import Edit as Row
from guatu.web.plans.review.models import Version
from guatu.web.plans.review.selectors import draft_of
from guatu.web.plans.review.services import make_edit, publish_as_read

pytestmark = pytest.mark.django_db


@pytest.fixture
def dispatcher(person):
    return person("dispatcher")


@pytest.fixture
def edited(old, dispatcher):
    """The example plan after four edits: one of each fate, and a rejection."""
    items = {c.id: c for c in draft_of(old).commitments}
    gone = next(c.id for c in items.values() if "公共文化中心" in c.quote)
    edits: list[Edit] = [
        Revise("C005", {"value": "350"}), Confirm(("C001",)), Confirm((gone,)), Reject("C002", "背景情况"),
    ]  # fmt: skip
    for n, edit in enumerate(edits):
        make_edit(old, edit, base=n, by=dispatcher)
    return old


def test_the_new_draft_starts_with_what_people_decided(edited, amend, dispatcher):
    done = amend(by=dispatcher)
    draft = draft_of(done.amendment.new)
    report = json.loads(Entry.objects.get(action=ACTION).after)
    assert report["counts"] == {"carried": 2, "check": 1, "lapsed": 1}
    assert draft.item("C001").state is ItemState.CONFIRMED
    assert (draft.item("C002").live, draft.item("C002").reason) == (False, "背景情况")
    (asked,) = [q for q in draft.open_questions if q.id in draft.asked]
    assert tuple(map(str, asked.readings)) == ("照新方案：数值360", "沿用原改：数值350")
    assert draft.item("C005").commitment.value == 360
    assert draft_of(edited).item("C005").commitment.value == 350
    carried = Row.objects.filter(plan=done.amendment.new)
    assert {row.made_by for row in carried} == {dispatcher}
    assert verify().findings == ()


def test_the_events_speak_of_the_ledger_that_was_published(edited, amend):
    publish_as_read(edited, reason="试", on=TODAY, by=None)
    done = amend()
    rows = {row.old_code: row for row in done.amendment.changes.all()}
    assert rows["C005"].sentence.startswith("350亿元→360亿元")
    assert "C002" not in {row.old_code for row in rows.values()} | {row.new_code for row in rows.values()}


def test_what_was_not_published_is_not_published_by_an_amendment(edited, amend):
    new = amend().amendment.new
    version = Version.objects.get(plan=new)
    assert version.until == 0
    assert draft_of(new).until > 0
    rows = {row.old_code: row for row in Amendment.objects.get().changes.all()}
    assert rows["C005"].sentence.startswith("344亿元→360亿元")


def test_a_refused_amendment_leaves_no_edit(edited, amend):
    before = Row.objects.count(), Entry.objects.count()
    with pytest.raises(Exception, match="A531"):
        amend(paper=" ")
    assert (Row.objects.count(), Entry.objects.count()) == before


def test_an_amendment_without_edits_has_no_report(amend, reader):
    amend()
    assert not Entry.objects.filter(action=ACTION).exists()
    assert "原方案上的审阅" not in reader.get(f"{PLAN}/changes/").content.decode()


def test_the_page_lists_what_lapsed_and_the_desk_asks_the_rest(edited, amend, dispatcher):
    amend(by=dispatcher)
    client = Client(HTTP_HOST="localhost")
    client.force_login(dispatcher)
    page = client.get(f"{PLAN}/changes/").content.decode()
    for counted in ("要再核对 1", "没有沿用 1", "照旧沿用 2"):
        assert counted in page
    assert "新方案里没有这一条" in page
    queue = client.get(f"{PLAN}/review/queue/", follow=True).content.decode()
    assert "原方案上改过的，请再核对" in queue
    assert "沿用原改：数值350" in queue
    question = next(iter(draft_of(Row.objects.latest("id").plan).asked))
    base = draft_of(Row.objects.latest("id").plan).until
    client.post(
        f"{PLAN}/review/do/answer/",
        {"question": question, "reading": "沿用原改：数值350", "base": base, "back": "queue"},
    )
    assert draft_of(Row.objects.latest("id").plan).item("C005").commitment.value == 350
