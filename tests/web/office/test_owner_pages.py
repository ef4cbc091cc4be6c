"""The pages on which lines get their units: suggestions, bulk, one line, a change of post, units."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guatu.core.plan.owners import Assigned
from guatu.web.audit.verify import verify
from guatu.web.decisions.models import Decision
from guatu.web.people.models import Unit
from guatu.web.plans.in_force import default_line
from guatu.web.plans.owners.services import assign
from guatu.web.standing.selectors import standing
from tests.web.addresses import PLAN
from tests.web.second_plan import load_draft

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
OWNERS, KEY = f"{PLAN}/owners/", "物流-06"


@pytest.fixture(autouse=True)
def fixed_day(settings) -> None:
    settings.GUATU_TODAY = TODAY.isoformat()


@pytest.fixture
def signed_in(person):
    def sign(*roles: str, **facts) -> Client:
        client = Client(HTTP_HOST="localhost")
        client.force_login(person(*roles, **facts))
        return client

    return sign


@pytest.fixture
def desk(signed_in) -> Client:
    return signed_in("dispatcher")


def body(page) -> str:
    return page.content.decode()


def text(page) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", body(page)))


def form(page) -> dict[str, list[str]]:
    """What a browser would send of the page's form as it stands: ticked boxes, chosen options, filled fields."""
    html = body(page)
    html = html[html.index('class="owns"') :]
    sent: dict[str, list[str]] = {}
    for box in re.findall(r'<input type="checkbox" name="line" value="([^"]+)" checked>', html):
        sent.setdefault("line", []).append(box)
    for name, options in re.findall(r'<select name="([^"]+)">(.*?)</select>', html, re.S):
        chosen = re.search(r'value="([^"]*)" selected', options)
        sent[name] = [chosen[1] if chosen else ""]
    for name, value in re.findall(r'<input name="([^"]+)" value="([^"]*)"', html):
        sent[name] = [value]
    sent["seen"] = re.findall(r'name="seen" value="(\d+)"', html)
    return sent


def test_every_target_and_milestone_is_suggested_a_unit_with_a_reason(desk):
    page = desk.get(OWNERS)
    sent = form(page)
    counted = [c for c in standing(TODAY).items if c.kind.value != "action"]
    assert len(sent["line"]) == len(counted) == 82
    assert all(sent[f"lead-{value.partition('|')[0]}"][0] for value in sent["line"])
    assert body(page).count("<legend>建议：") == body(page).count("<fieldset>")
    assert "请选单位" not in body(page)


def test_one_press_assigns_what_is_ticked_and_the_rate_says_so(desk):
    answer = desk.post(OWNERS, form(desk.get(OWNERS)), follow=True)
    assert answer.status_code == 200
    assert "已为82个条目指定" in text(answer)
    assert "目标68/68、里程碑14/14、举措0/197" in text(answer)
    assert "都有牵头单位了" in text(answer)
    owners = standing(TODAY).owners
    assert owners[KEY].lead.code == "fgw"
    overview = text(desk.get(f"{PLAN}/"))
    assert "认领率29.4%：279个条目里82个有牵头单位" in overview
    assert "指定牵头单位" not in overview  # nothing waits any more
    assert verify().findings == ()


def test_one_sector_is_assigned_alone(desk):
    page = desk.get(OWNERS)
    number = re.search(r'name="only" value="(\d+)">指定这个领域<span class="vh"[^>]*> 金融服务业', body(page))[1]
    desk.post(OWNERS, form(page) | {"only": [number]})
    items = {c.id: c for c in standing(TODAY).items}
    led = [id for id, who in standing(TODAY).owners.items() if who.lead]
    assert {items[id].sector for id in led} == {"金融服务业"}
    assert len(led) == 11


def test_a_refusal_keeps_everything_that_was_typed(desk):
    sent = form(desk.get(OWNERS))
    gid = sent["line"][0].partition("|")[0]
    sent |= {f"supporting-{gid}": ["无此单位"], f"person-{gid}": ["某甲"], "reason": ["会议定的"]}
    sent["line"] = sent["line"][:3]
    answer = desk.post(OWNERS, sent)
    assert answer.status_code == 400
    assert "A642" in body(answer)
    again = form(answer)
    assert again[f"supporting-{gid}"] == ["无此单位"]
    assert (again[f"person-{gid}"], again["reason"], again["line"]) == (["某甲"], ["会议定的"], sent["line"])
    assert not Decision.objects.filter(kind="owner").exists()
    assert desk.post(OWNERS, {"seen": "0"}).status_code == 400


def test_somebody_else_was_faster(desk):
    sent = form(desk.get(OWNERS))
    assign(default_line(TODAY), {KEY: Assigned("tjj")}, on=TODAY, by=None)
    answer = desk.post(OWNERS, sent)
    assert (answer.status_code, "A645" in body(answer), KEY in text(answer)) == (409, True, True)
    assert Decision.objects.filter(kind="owner").count() == 1


def test_an_abolished_units_lines_are_listed_and_go_to_its_successor(desk):
    assign(default_line(TODAY), {KEY: Assigned("swj", ("tjj",), "某甲")}, on=TODAY, by=None)
    saved = desk.post(
        "/office/units/swj/",
        {"name": "市商务局", "until": "2026-11-01", "successor": "fgw", "aliases": "商务局、乌海市商务局"},
    )
    assert saved.status_code == 302
    unit = Unit.objects.get(pk="swj")
    assert (unit.until, unit.successor_id, unit.aliases) == (date(2026, 11, 1), "fgw", ["商务局", "乌海市商务局"])
    page = desk.get("/office/units/")
    assert "还牵头1个条目" in text(page)
    assert f'href="{OWNERS}{quote(KEY)}/"' in body(page)
    assert "1个条目的牵头单位已经撤销" in text(desk.get(OWNERS))
    gone = desk.get(f"{OWNERS}?show=gone")
    assert "承接“市商务局”的职责" in text(gone)
    sent = form(gone)
    assert [value.partition("|")[2] for value in sent["line"]] == [KEY]
    desk.post(f"{OWNERS}?show=gone", sent)
    assert standing(TODAY).owners[KEY].lead.code == "fgw"
    assert '<option value="swj"' not in body(desk.get(f"{OWNERS}{KEY}/"))
    assert verify().findings == ()


def test_a_line_shows_who_answers_and_who_did_before(desk):
    line = default_line(TODAY)
    assign(line, {KEY: Assigned("swj", (), "某甲")}, on=TODAY, known_on=date(2026, 6, 1), reason="补录", by=None)
    assign(line, {KEY: Assigned("fgw", ("tjj",), "某乙")}, on=TODAY, paper="某文3号", by=None)
    for page in (desk.get(f"{PLAN}/targets/{KEY}/"), desk.get(f"{OWNERS}{KEY}/")):
        said = text(page)
        assert "市发改委 已指定 2026年11月23日起" in said
        assert "指定的经过（2次）" in said
        assert said.index("某乙") < said.rindex("市商务局")
        assert "追认" in said
        assert "某文3号" in said
    past = text(desk.get(f"{PLAN}/targets/{KEY}/?as_of=2026-06-01"))
    assert "市商务局" in past
    assert "某乙" not in past
    answer = desk.post(f"{OWNERS}{KEY}/", {"lead": "", "supporting": "", "person": "", "seen": "2"})
    assert answer.status_code == 302
    assert standing(TODAY).owners[KEY].lead is None


def test_who_may_not_assign_reads_and_is_offered_no_form(signed_in):
    mayor = signed_in("mayor")
    page = mayor.get(OWNERS)
    assert page.status_code == 200
    assert 'method="post" class="owns"' in body(page)
    assert 'type="checkbox"' not in body(page)
    assert "指定所有勾选的" not in body(page)
    assert mayor.post(OWNERS, {"line": ["x|y"]}).status_code == 403
    overview = mayor.get(f"{PLAN}/")
    assert "为68个目标指定牵头单位" in text(overview)
    assert OWNERS not in body(overview)


def test_a_visitor_is_not_asked_to_assign(client):
    page = client.get(f"{PLAN}/", HTTP_HOST="localhost")
    assert "指定牵头单位" not in text(page)
    assert "认领率0.0%" in text(page)


def test_the_overview_leads_the_dispatcher_to_the_page_and_not_on_a_past_day(desk):
    page = desk.get(f"{PLAN}/")
    assert f'<a class="btn seal" href="{OWNERS}">按领域批量指定</a>' in body(page)
    assert OWNERS not in body(desk.get(f"{PLAN}/?as_of=2026-05-15"))
    assert "指定所有勾选的" not in body(desk.get(f"{OWNERS}?as_of=2026-05-15"))


def test_lists_are_filtered_by_unit(client, desk):
    assign(default_line(TODAY), {KEY: Assigned("swj", ("tjj",)), "物流-10": Assigned("tjj")}, on=TODAY, by=None)
    for code, keys in (("swj", {KEY}), ("tjj", {KEY, "物流-10"}), ("none", {"物流-12"})):
        page = client.get(f"{PLAN}/targets/", {"unit": code}, HTTP_HOST="localhost")
        rows = set(re.findall(rf'href="{PLAN}/targets/([^"/?]+)/"', body(page)))
        assert {quote(key) for key in keys} <= rows
        assert (quote("物流-12") in rows) is (code == "none")
    assert "市商务局" in body(client.get(f"{PLAN}/targets/", HTTP_HOST="localhost"))


def test_the_handover_sheet_tells_what_a_unit_or_a_person_answers_for(desk, signed_in):
    given = {
        KEY: Assigned("swj", (), "某甲"),
        "文化旅游-34": Assigned("swj", (), "某乙"),
        "物流-10": Assigned("tjj", ("swj",)),
    }
    keys = standing(TODAY).owners
    missed = next(c.id for c in standing(TODAY).targets if c.indicator == "游客数量")
    given[missed] = given.pop("文化旅游-34")
    assert set(given) <= set(keys)
    assign(default_line(TODAY), given, on=TODAY, by=None)
    whole = text(desk.get("/office/handover/?unit=swj"))
    assert "3个条目，其中牵头2个，有事未了3个" in whole
    assert "未完成" in whole
    one = text(desk.get("/office/handover/?unit=swj&person=某乙&to=某丙"))
    assert "1个条目" in one
    assert "游客数量" in one
    assert "货物发运量" not in one
    assert "移交人：某乙" in one
    assert "某丙" in one
    own = signed_in("liaison", unit="swj")
    assert "3个条目" in text(own.get("/office/handover/"))
    other = signed_in("liaison", unit="tjj")
    assert "3个条目" not in text(other.get("/office/handover/?unit=swj"))
    assert "0个条目" in text(desk.get("/office/handover/?unit=swj&as_of=2026-06-01"))


def test_a_draft_says_that_it_is_published_first(desk):
    draft = load_draft()
    assert "发布以后才能指定" in text(desk.get(f"/plans/{draft.code}/owners/"))


def test_the_pages_cost_the_same_however_many_lines_are_assigned(desk):
    def cost(address: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert desk.get(address).status_code == 200
        return len(asked)

    pages = [f"{OWNERS}?show=all", "/office/units/", f"{PLAN}/targets/{KEY}/", "/office/handover/?unit=swj", f"{PLAN}/"]
    for address in pages:
        desk.get(address)
    before = [cost(address) for address in pages]
    assign(default_line(TODAY), {id: Assigned("swj") for id in standing(TODAY).owners}, on=TODAY, by=None)
    assert [cost(address) for address in pages] == before


@pytest.mark.parametrize("unit", ["swj", "new"])
def test_a_unit_without_a_name_is_refused(desk, unit):
    answer = desk.post(f"/office/units/{unit}/", {"name": "", "code": "abc", "until": "2026-13-01"})
    assert (answer.status_code, "A648" in body(answer), 'value="2026-13-01"' in body(answer)) == (400, True, True)
