"""The desk's pages: they open, work by plain forms, give htmx one row, lose nothing, and are not public."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.web.addresses import PLAN
from tests.web.plans.review.test_services import settle

from guatu.core.review.draft import ItemState
from guatu.core.review.edits import Confirm, Revise
from guatu.core.review.readings import cuts
from guatu.web.plans.in_force import newest_plan
from guatu.web.plans.review import models, selectors
from guatu.web.plans.review.kept import let_go
from guatu.web.plans.review.selectors import commitments
from guatu.web.plans.review.services import make_edit, publish

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
PAGES = [f"{PLAN}/review/{page}" for page in ("", "queue/", "history/", "add/", "add/?start=465&end=482",
         "add/?words=加速构建优质高效的服务业发展新体系", "publish/")]  # fmt: skip


@pytest.fixture(autouse=True)
def fixed_day(settings):
    settings.GUATU_TODAY = TODAY.isoformat()


@pytest.fixture
def plan():
    return newest_plan(TODAY)


@pytest.fixture
def desk(person):
    """A signed-in dispatcher."""
    return signed_in(person("dispatcher"))


def signed_in(user) -> Client:
    client = Client(HTTP_HOST="localhost")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.user = user
    return client


def by(plan, words):
    (found,) = [c for c in commitments(plan) if words in c.indicator]
    return found


def do(client, verb, *, status=302, htmx=False, **data):
    headers = {"HX-Request": "true"} if htmx else {}
    page = client.post(f"{PLAN}/review/do/{verb}/", {"base": 0, **data}, headers=headers)
    assert page.status_code == status, page.content.decode()[:800]
    return page


def item(plan, id):
    return selectors.draft_of(plan).item(id)


# -- who sees it ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", PAGES)
def test_the_public_is_asked_to_sign_in(address):
    page = Client(HTTP_HOST="localhost").get(address)
    assert page.status_code == 302
    assert page["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("address", PAGES)
def test_others_read_without_forms(person, address):
    page = signed_in(person("mayor")).get(address)
    assert page.status_code == 200
    body = page.content.decode()
    assert f'action="{PLAN}/review/do/' not in body
    assert "发布第1版</button>" not in body


@pytest.mark.parametrize("role", ["liaison", "statistician", "mayor", "district", "auditor", "administrator"])
def test_others_cannot_post(person, plan, role):
    client = signed_in(person(role, region=plan.region_id))
    assert do(client, "confirm", status=403, id="C001").status_code == 403
    assert not models.Edit.objects.exists()


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("role", ["administrator", "security", "auditor", ""])
def test_who_does_no_business_sees_no_desk(person, address, role):
    assert signed_in(person(role) if role else person()).get(address).status_code == 403


def test_a_liaison_sees_the_lines_of_her_unit_and_nothing_of_others(person, plan):
    first, second, third = commitments(plan)[:3]
    dispatcher = person("dispatcher")
    make_edit(plan, Revise(first.id, {"lead": "市商务局、市邮政管理局"}), base=0, by=dispatcher)
    supported = {"lead": "市统计局", "supporting": "市财政局、乌海市商务局"}
    make_edit(plan, Revise(second.id, supported), base=1, by=dispatcher)
    client = signed_in(person("liaison", unit="swj"))
    page = client.get(f"{PLAN}/review/")
    assert page.status_code == 200
    assert set(re.findall(r'id="row-([^"]+)"', page.content.decode())) == {first.id, second.id}
    assert set(re.findall(r'data-of="([^"]+)"', page.content.decode())) == {first.id, second.id}
    other = signed_in(person("liaison", unit="tjj")).get(f"{PLAN}/review/").content.decode()
    assert set(re.findall(r'id="row-([^"]+)"', other)) == {second.id}
    assert client.get(f"{PLAN}/review/row/{first.id}/", headers={"HX-Request": "true"}).status_code == 200
    foreign = client.get(f"{PLAN}/review/row/{third.id}/", headers={"HX-Request": "true"})
    assert (
        foreign.status_code == client.get(f"{PLAN}/review/row/none/", headers={"HX-Request": "true"}).status_code == 422
    )
    for address in PAGES[1:]:
        assert client.get(address).status_code == 403
        assert f'href="{address}"' not in page.content.decode()


def test_a_liaison_without_lines_is_told_why(person):
    page = signed_in(person("liaison")).get(f"{PLAN}/review/").content.decode()
    assert 'id="row-' not in page
    assert "没有写明由您的单位牵头或配合的条目" in page


def test_a_district_officer_reads_the_plans_of_the_region(person, plan):
    assert signed_in(person("district", region=plan.region_id)).get(f"{PLAN}/review/queue/").status_code == 200
    elsewhere = signed_in(person("district"))
    assert elsewhere.get(f"{PLAN}/review/queue/").status_code == 403
    assert 'id="row-' not in elsewhere.get(f"{PLAN}/review/").content.decode()


@pytest.mark.parametrize("address", PAGES)
def test_pages_open_in_both_languages(desk, address):
    assert desk.get(address).status_code == 200
    desk.cookies["django_language"] = "en"
    assert desk.get(address).status_code == 200


def test_a_page_costs_the_same_whatever_was_done(desk, plan):
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            desk.get(f"{PLAN}/review/")
        return len(asked)

    cost()
    make_edit(plan, Confirm(("C001",)), base=0, by=desk.user)
    at_hand = cost()
    let_go()
    folded = cost()
    make_edit(plan, Confirm(tuple(c.id for c in commitments(plan)[:9])), base=1, by=desk.user)
    assert cost() == at_hand == folded - 6  # what folding reads, the text among it
    let_go()
    assert cost() == folded <= 18


def test_without_a_plan_the_desk_says_so(person, empty):
    from guatu.web.people.models import User

    user = User.objects.create_user("solo", password="x", must_change_password=False)
    from guatu.web.people.services import grant_role

    grant_role(user, "dispatcher", since=date(2020, 1, 1), by=None)
    page = signed_in(user).get(f"{PLAN}/review/")
    assert page.status_code == 404
    assert "请系统管理员导入一份方案" in page.content.decode()


# -- plain forms ------------------------------------------------------------------------------------------------------


def test_every_edit_by_a_plain_form(desk, plan):
    c = by(plan, "智能快件箱格口数")
    page = do(desk, "confirm", id=c.id)
    assert "#row-" in page["Location"]
    assert item(plan, c.id).state is ItemState.CONFIRMED
    do(desk, "change", id=c.id, base=1, value="33000", unit="个")
    assert (str(item(plan, c.id).commitment.value), item(plan, c.id).commitment.unit) == ("33000", "个")
    do(desk, "reopen", id=c.id, base=2)
    do(desk, "reject", id=c.id, base=3, reason="与上条重复")
    assert item(plan, c.id).reason == "与上条重复"
    do(desk, "undo", number=4, base=4)
    assert item(plan, c.id).live
    long = next(x for x in commitments(plan) if cuts(x))
    do(desk, "split", id=long.id, base=5, cut=cuts(long)[0][0])
    assert item(plan, "A006").live
    do(desk, "merge", id=long.id, base=6, other="A006")
    assert item(plan, long.id).commitment.quote == long.quote
    do(desk, "add", start=465, end=482, kind="milestone", period_kind="by", until="2026", base=7)
    assert item(plan, "A008").commitment.period.until == 2026
    q = selectors.draft_of(plan).open_questions[0]
    do(desk, "answer", question=q.id, reading=str(q.readings[0]), base=8)
    assert q.id in selectors.draft_of(plan).answers
    assert desk.get(f"{PLAN}/review/history/").content.decode().count("<tr") == 10


def test_a_form_without_change_or_reason_says_what_to_do(desk, plan):
    c = by(plan, "智能快件箱格口数")
    body = do(desk, "change", status=422, id=c.id, value="3.3").content.decode()
    assert "L525" in body
    assert "内容无误的，请按“确认”" in body
    assert "L524" in do(desk, "reject", status=422, id=c.id, reason=" ").content.decode()
    assert not models.Edit.objects.exists()


def test_what_was_typed_stays_beside_its_error(desk, plan):
    c = by(plan, "智能快件箱格口数")
    body = do(desk, "change", status=422, id=c.id, value="三万三", unit="格").content.decode()
    assert 'value="三万三"' in body
    assert 'value="格"' in body
    assert re.search(r'name="value"[^>]*aria-invalid="true"[^>]*aria-describedby="trouble"', body)


def test_words_that_stand_twice_are_asked_about(desk, plan):
    body = desk.get(f"{PLAN}/review/add/?words=重点项目").content.decode()
    assert "不止一处" in body
    assert "不在方案正文里" in desk.get(f"{PLAN}/review/add/?words=没有这样的话").content.decode()


@pytest.mark.parametrize("data", [{}, {"id": "C999"}, {"id": "C001", "cut": "x"}, {"start": "9", "end": "3"}])
@pytest.mark.parametrize("verb", ["confirm", "change", "split", "merge", "reject", "reopen", "add", "answer", "excuse",
                                  "undo"])  # fmt: skip
def test_a_form_that_is_not_ours_is_refused_in_words(desk, verb, data):
    page = desk.post(f"{PLAN}/review/do/{verb}/", data)
    assert page.status_code in (302, 422)
    if page.status_code == 422:
        assert re.search("L5[0-9]{2}", page.content.decode())


@pytest.fixture
def unclaimed(plan):
    """A number of the text that the compiler neither claimed nor excused."""
    row = plan.claims.filter(commitment=None).order_by("position").last()
    plan.claims.filter(pk=row.pk).update(excuse="")
    return f"n{row.starts_at}"


def test_an_unclaimed_number_is_excused_in_the_queue(desk, plan, unclaimed):
    assert f'id="{unclaimed}"' in desk.get(f"{PLAN}/review/queue/").content.decode()
    assert f'data-kind="open" tabindex="-1" id="{unclaimed}"' in desk.get(f"{PLAN}/review/").content.decode()
    assert "L501" in desk.get(f"{PLAN}/review/publish/").content.decode()
    body = do(desk, "excuse", status=422, place=unclaimed, rule="L501", back="queue").content.decode()
    assert "L524" in body
    page = do(desk, "excuse", place=unclaimed, rule="L501", reason="名称，不是数量", back="queue")
    assert page["Location"] == f"{PLAN}/review/queue/"
    assert not selectors.draft_of(plan).open_claims
    assert "名称，不是数量" not in Client(HTTP_HOST="localhost").get(f"{PLAN}/text/").content.decode()


# -- htmx -------------------------------------------------------------------------------------------------------------


def test_htmx_gets_the_row_and_the_counters(desk, plan):
    c = by(plan, "智能快件箱格口数")
    page = desk.get(f"{PLAN}/review/row/{c.id}/", headers={"HX-Request": "true"})
    assert page.content.decode().strip().startswith("<tbody")
    page = do(desk, "confirm", status=200, htmx=True, id=c.id)
    body = page.content.decode()
    assert "<html" not in body
    assert 'id="counts" hx-swap-oob="true"' in body
    assert "已核1/" in body
    assert "desk:open" in page["HX-Trigger-After-Settle"]
    assert desk.get(f"{PLAN}/review/row/{c.id}/")["Location"] == f"{PLAN}/review/?at={c.id}#row-{c.id}"


def test_a_change_of_kind_loads_the_page_again(desk, plan):
    c = by(plan, "智能快件箱格口数")
    page = do(desk, "change", status=200, htmx=True, id=c.id, kind="action")
    assert page["HX-Redirect"].startswith(f"{PLAN}/review/?at={c.id}")


# -- two people -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("htmx", [False, True])
def test_a_conflict_shows_both_and_loses_nothing(desk, person, plan, htmx):
    other = person("dispatcher", username="erke")
    c = by(plan, "智能快件箱格口数")
    make_edit(plan, Revise(c.id, {"unit": "格", "scope": "海勃湾区"}), base=0, by=other)
    body = do(desk, "change", status=409, htmx=htmx, id=c.id, unit="组", scope=c.scope).content.decode()
    assert "erke" in body
    assert "用我的" in body
    assert re.search(r"<td>格</td><td><b>组</b></td>", body)
    assert item(plan, c.id).commitment.unit == "格"
    do(desk, "change", id=c.id, unit="组", scope=c.scope, base=1)  # their scope is part of what was seen now
    assert item(plan, c.id).commitment.unit == "组"


def test_my_change_leaves_the_fields_that_i_did_not_touch(desk, person, plan):
    c = by(plan, "智能快件箱格口数")
    make_edit(plan, Revise(c.id, {"lead": "市邮政管理局"}), base=0, by=person("dispatcher"))
    posted = {"id": c.id, "unit": "组", "lead": ""}
    do(desk, "change", status=409, **posted)
    page = do(desk, "change", status=302, **posted, base=1, seen=0)
    assert page["Location"].startswith(f"{PLAN}/review/")
    made = item(plan, c.id).commitment
    assert (made.unit, made.lead) == ("组", "市邮政管理局")


# -- publishing -------------------------------------------------------------------------------------------------------


def test_the_page_lists_what_stands_in_the_way(desk):
    body = desk.get(f"{PLAN}/review/publish/").content.decode()
    assert "还不能发布" in body
    for code in ("L502", "L505", "L508"):
        assert code in body


def test_a_version_is_published_and_shown(desk, plan):
    draft = settle(plan, desk.user)
    assert "发布第2版" in desk.get(f"{PLAN}/review/publish/").content.decode()
    page = desk.post(f"{PLAN}/review/publish/", {"base": draft.until, "reason": ""})
    assert page.status_code == 422
    page = desk.post(f"{PLAN}/review/publish/", {"base": draft.until, "reason": "市政府第12次常务会议"}, follow=True)
    body = page.content.decode()
    assert "清单第2版" in body
    assert models.Version.objects.get(number=2).digest in body
    assert "清单第2版，2026年11月23日发布" in desk.get(f"{PLAN}/review/").content.decode()


def test_the_plans_page_says_the_version_and_no_longer_asks(desk, plan):
    public = Client(HTTP_HOST="localhost")
    assert "清单第2版" not in public.get(f"{PLAN}/text/").content.decode()
    draft = settle(plan, desk.user)
    assert "全文没有两可的读法" not in public.get(f"{PLAN}/text/").content.decode()
    publish(plan, base=draft.until, reason="市政府第12次常务会议", on=TODAY, by=desk.user)
    body = public.get(f"{PLAN}/text/").content.decode()
    assert "清单第2版，2026年11月23日。" in body
    assert "全文没有两可的读法" in body


def test_only_staff_find_the_desk_in_the_navigation(desk):
    assert f'href="{PLAN}/review/"' in desk.get("/").content.decode()
    assert f'href="{PLAN}/review/"' not in Client(HTTP_HOST="localhost").get("/").content.decode()


def test_publishing_over_somebody_elses_edit_is_refused(desk, person, plan):
    draft = settle(plan, desk.user)
    make_edit(plan, Revise(by(plan, "智能快件箱格口数").id, {"unit": "格"}), base=draft.until, by=person("dispatcher"))
    page = desk.post(f"{PLAN}/review/publish/", {"base": draft.until, "reason": "市政府第12次常务会议"})
    assert page.status_code == 409
    assert models.Version.objects.get().number == 1


def test_after_publishing_the_draft_says_which_version_holds(desk, plan):
    draft = settle(plan, desk.user)
    publish(plan, base=draft.until, reason="市政府第12次常务会议", on=TODAY, by=desk.user)
    make_edit(plan, Revise(by(plan, "智能快件箱格口数").id, {"unit": "格"}), base=draft.until, by=desk.user)
    assert "各页现在用的是第2版" in desk.get(f"{PLAN}/review/").content.decode()
