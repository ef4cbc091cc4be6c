"""A draft that does not say its title, place or years: what it needs, what is said of it, what stands against it."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from tests.web.addresses import CODE
from tests.web.second_plan import load_draft, publish

from guatu.core.plan.model import Context
from guatu.core.review.edits import Confirm
from guatu.web.audit.models import Entry
from guatu.web.audit.verify import verify
from guatu.web.plans.in_force import WhichPlan, default_line, line_to_amend, line_with
from guatu.web.plans.ledger.models import Plan
from guatu.web.plans.ledger.services import load_plan, state_plan
from guatu.web.plans.ledger.stated import PlanPublished, Stated, TitleTaken, YearsBackwards, wanting
from guatu.web.plans.review.services import PlanWanting, make_edit, publish_as_read

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
TEXT = "新增养老床位200张。\n2026年6月底前完成社区食堂改造。\n"
WHOLE = Stated("养老服务行动", "150300", 2026, 2027)


@pytest.fixture
def bare(db) -> Plan:
    return load_plan(TEXT, context=Context(), on=TODAY, by=None).plan


@pytest.fixture(autouse=True)
def fixed_day(settings) -> None:
    settings.GUATU_TODAY = TODAY.isoformat()


def test_a_plan_that_says_nothing_of_itself_is_a_draft_that_says_what_it_needs(bare):
    assert wanting(bare) == ("标题", "地区", "起止年份")
    with pytest.raises(PlanWanting, match=r"L532.*标题、地区、起止年份"):
        publish_as_read(bare, reason="试", on=TODAY, by=None)


def test_two_plans_without_a_title_stand_side_by_side(bare):
    other = load_plan("新增托位100个。\n", context=Context(), on=TODAY, by=None).plan
    assert (bare.title, other.title) == ("", "")
    assert bare.pk != other.pk


def test_what_is_said_makes_it_whole_and_is_kept(bare):
    assert state_plan(bare, WHOLE, on=TODAY, by=None)
    bare.refresh_from_db()
    assert wanting(bare) == ()
    assert (bare.title, bare.region_id, bare.plan_from, bare.plan_to) == ("养老服务行动", "150300", 2026, 2027)
    entry = Entry.objects.filter(action="ledger.state_plan").get()
    assert entry.object_id == str(bare.pk)
    assert verify().findings == ()
    publish_as_read(bare, reason="试", on=TODAY, by=None)
    assert line_with(bare.code).published


def test_the_same_said_again_changes_nothing(bare):
    state_plan(bare, WHOLE, on=TODAY, by=None)
    entries = Entry.objects.count()
    assert not state_plan(bare, WHOLE, on=TODAY, by=None)
    assert not state_plan(bare, Stated(), on=TODAY, by=None)
    assert Entry.objects.count() == entries


def test_an_edited_draft_keeps_its_reading(bare):
    make_edit(bare, Confirm(("C001",)), base=0, by=None)
    before = list(bare.commitments.values_list("pk", flat=True))
    state_plan(bare, WHOLE, on=TODAY, by=None)
    assert list(bare.commitments.values_list("pk", flat=True)) == before
    assert verify().findings == ()


def test_what_is_published_is_not_restated(bare):
    state_plan(bare, WHOLE, on=TODAY, by=None)
    publish_as_read(bare, reason="试", on=TODAY, by=None)
    with pytest.raises(PlanPublished, match="A590"):
        state_plan(bare, Stated(plan_to=2028), on=TODAY, by=None)


@pytest.mark.parametrize("said", [Stated(plan_from=2027, plan_to=2025), Stated(plan_from=1900)])
def test_years_the_wrong_way_round_are_refused(bare, said):
    state_plan(bare, Stated(plan_from=2026, plan_to=2027), on=TODAY, by=None)
    with pytest.raises(YearsBackwards):
        state_plan(bare, said, on=TODAY, by=None)


def test_a_title_that_another_plan_has_is_refused(bare):
    with pytest.raises(TitleTaken):
        state_plan(bare, Stated(title=Plan.objects.get(code=CODE).title), on=TODAY, by=None)


def test_only_who_may_load_plans_may_state_them(bare, person):
    from guatu.web.base.errors import NotAllowed

    with pytest.raises(NotAllowed):
        state_plan(bare, WHOLE, on=TODAY, by=person("mayor"))


def test_with_several_plans_one_must_be_named():
    publish(load_draft())
    for asked in (lambda: default_line(TODAY), line_to_amend):
        with pytest.raises(WhichPlan, match=f"A595.*{CODE}"):
            asked()
    assert default_line(date(2026, 1, 5)).code == CODE  # the second came in March


# ---- on the page


@pytest.fixture
def dispatcher(person) -> Client:
    client = Client(HTTP_HOST="localhost")
    client.force_login(person("dispatcher"))
    return client


def test_a_draft_that_cannot_be_judged_leads_to_the_page_that_takes_what_it_needs(dispatcher, bare):
    for page in ("", "targets/", "wall/", "text/"):
        found = dispatcher.get(f"/plans/{bare.code}/{page}")
        assert (found.status_code, found["Location"]) == (302, f"/plans/{bare.code}/review/about/")
    body = dispatcher.get(f"/plans/{bare.code}/review/about/").content.decode()
    assert "还缺：<b>标题、地区、起止年份</b>" in body
    assert Client(HTTP_HOST="localhost").get(f"/plans/{bare.code}/").status_code == 404


def test_the_form_takes_it(dispatcher, bare):
    sent = {"title": "养老服务行动", "region": "乌海市", "plan_from": "2026", "plan_to": "2027", "issued": "2026-03-01"}
    page = dispatcher.post(f"/plans/{bare.code}/review/about/", sent, follow=True)
    assert "该写的都有了" in page.content.decode()
    bare.refresh_from_db()
    assert (bare.region_id, bare.issued) == ("150300", date(2026, 3, 1))
    assert dispatcher.get(f"/plans/{bare.code}/").status_code == 200


@pytest.mark.parametrize(
    ("sent", "code"),
    [({"plan_from": "二零二五"}, "A593"), ({"region": "月球"}, "A594"), ({"issued": "去年"}, "A501"),
     ({"plan_from": "2027", "plan_to": "2025"}, "A592")],
)  # fmt: skip
def test_what_cannot_be_read_is_said_and_nothing_typed_is_lost(dispatcher, bare, sent, code):
    page = dispatcher.post(f"/plans/{bare.code}/review/about/", {"title": "养老服务行动", **sent})
    body = page.content.decode()
    assert page.status_code in (400, 422)
    assert code in body
    assert 'value="养老服务行动"' in body
    bare.refresh_from_db()
    assert bare.title == ""


def test_others_only_look(person, bare):
    client = Client(HTTP_HOST="localhost")
    client.force_login(person("mayor"))
    body = client.get(f"/plans/{bare.code}/review/about/").content.decode()
    assert '<form method="post" action="/plans/' not in body
    assert client.post(f"/plans/{bare.code}/review/about/", {"title": "x"}).status_code == 403
