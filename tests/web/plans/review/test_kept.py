"""A draft is folded once: counted by the edits that are applied. What is kept never stands for another history."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import transaction
from django.utils import timezone
from tests.web.addresses import PLAN

from guatu.core.review.draft import Folding, fold
from guatu.core.review.edits import Confirm, Revise, Undo, to_json
from guatu.web.base.digests import canonical
from guatu.web.plans.in_force import newest_plan
from guatu.web.plans.ledger.selectors import plan_value
from guatu.web.plans.review import kept, models, selectors
from guatu.web.plans.review.services import make_edit

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def nothing_kept():
    kept.let_go()
    yield
    kept.let_go()


@pytest.fixture
def plan():
    return newest_plan(TODAY)


@pytest.fixture
def dispatcher(person):
    return person("dispatcher")


@pytest.fixture
def applied(monkeypatch):
    """The numbers of the edits that were applied since the list was emptied."""
    found, apply = [], Folding.apply
    monkeypatch.setattr(Folding, "apply", lambda work, entry: (found.append(entry.number), apply(work, entry))[1])
    return found


def edits(plan, by, count):
    for n in range(count):
        make_edit(plan, Revise("C001", {"scope": f"第{n}区"}), base=n, by=by)


def elsewhere(plan, edit, number):
    """An edit that another process writes."""
    return models.Edit.objects.create(
        plan=plan, number=number, made_at=timezone.now(), base=number - 1, said=canonical(to_json(edit))
    )


def test_an_edit_is_applied_once_and_a_page_applies_none(plan, dispatcher, applied):
    edits(plan, dispatcher, 4)
    assert applied == [1, 2, 3, 4]
    selectors.desk(plan)
    selectors.draft_of(plan)
    assert applied == [1, 2, 3, 4]


def test_a_page_after_an_edit_folds_nothing(client, plan, dispatcher, applied, settings):
    settings.GUATU_TODAY = date(2026, 11, 23).isoformat()
    edits(plan, dispatcher, 3)
    client.force_login(dispatcher, backend="allauth.account.auth_backends.AuthenticationBackend")
    applied.clear()
    assert (
        client.post(f"{PLAN}/review/do/confirm/", {"id": "C002", "base": 3}, HTTP_HOST="localhost").status_code == 302
    )
    assert client.get(f"{PLAN}/review/", HTTP_HOST="localhost").status_code == 200
    assert applied == [4]


def test_what_is_kept_is_what_folding_gives(plan, dispatcher):
    edits(plan, dispatcher, 3)
    make_edit(plan, Undo(3), base=3, by=dispatcher)
    assert selectors.draft_of(plan) == fold(plan_value(plan), selectors.entries(plan))


def test_the_draft_of_an_earlier_day_is_folded_once_too(plan, dispatcher, applied):
    edits(plan, dispatcher, 4)
    applied.clear()
    kept.let_go()
    assert selectors.draft_of(plan, until=2) == selectors.draft_of(plan, until=2)
    assert selectors.plan_as_edited(plan, until=2) == selectors.draft_of(plan, until=2).value
    assert applied == [1, 2]
    assert selectors.plan_as_edited(plan, until=0) is None


def test_an_edit_of_another_process_is_seen_at_once(plan, dispatcher):
    edits(plan, dispatcher, 1)
    elsewhere(plan, Revise("C001", {"scope": "海南区"}), 2)
    assert selectors.draft_of(plan).item("C001").commitment.scope == "海南区"


def test_an_edit_that_was_taken_back_leaves_nothing(plan, dispatcher):
    edits(plan, dispatcher, 1)
    with transaction.atomic():
        make_edit(plan, Revise("C001", {"scope": "乌达区"}), base=1, by=dispatcher)
        transaction.set_rollback(True)
    assert selectors.draft_of(plan).item("C001").commitment.scope == "第0区"
    elsewhere(plan, Confirm(("C001",)), 2)  # the same number, another edit
    assert selectors.draft_of(plan).item("C001").commitment.scope == "第0区"


def test_only_so_many_are_kept(plan, dispatcher):
    edits(plan, dispatcher, kept.MOST + 3)
    rows = models.Edit.objects.filter(plan=plan).order_by("number")
    assert [kept.kept(plan, row) is not None for row in rows] == [False] * 3 + [True] * kept.MOST
