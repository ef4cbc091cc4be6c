"""The pages of the three administrators: the matrix, the log, the accounts, from the first click to the last."""

from __future__ import annotations

import ast
import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from django.test import Client

import guatu.web
from guatu.web.audit.models import Entry
from guatu.web.audit.services import record
from guatu.web.base.permits import PERMITS
from guatu.web.office.rights import presenters
from guatu.web.people.models import Role, User

pytestmark = pytest.mark.django_db


def signed_in(user) -> Client:
    client = Client(HTTP_HOST="localhost")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def text(answer) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.content.decode().split("<main")[1])))


# -- the matrix -------------------------------------------------------------------------------------------------------


def reach(name: str) -> dict[str, str]:
    return {role.value: words for role in Role if (words := presenters.reach(PERMITS[name], role))}


def test_the_matrix_says_what_the_rules_answer(db):
    assert reach("people.grant_role") == {"security": "可以"}
    assert reach("review.edit") == {"dispatcher": "全市或指定的方案"}
    assert reach("ledger.load_plan") == {"dispatcher": "全市"}  # a dispatcher of one plan loads no other
    assert reach("review.read") == {
        "dispatcher": "全市或指定的方案", "liaison": "本单位", "statistician": "全市", "mayor": "全市",
        "district": "本区",
    }  # fmt: skip
    assert reach("ledger.read_original") == {
        "dispatcher": "全市", "liaison": "可以", "statistician": "全市", "mayor": "全市", "district": "可以",
    }  # fmt: skip


def test_the_matrix_leaves_nothing_out_and_every_area_has_a_word(person):
    lines = [line for _, lines in presenters.matrix() for line in lines]
    assert {line.permit.name for line in lines} == PERMITS.keys()
    assert {name.partition(".")[0] for name in PERMITS} == presenters.AREAS.keys()
    for language, word in (("zh-hans", "本单位牵头或配合"), ("en", "her unit leads or supports")):
        client = signed_in(person("liaison"))
        client.cookies["django_language"] = language
        assert word in text(client.get("/office/rights/"))


def test_whoever_has_no_role_is_told_so(person):
    assert "您现在没有角色" in text(signed_in(person()).get("/office/rights/"))


# -- the log ----------------------------------------------------------------------------------------------------------


def test_every_action_that_is_logged_has_a_word():
    logged = set()
    for path in Path(guatu.web.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in (
                "record", "record_changes",
            ):  # fmt: skip
                first = node.args[0]
                logged |= {first.value} if isinstance(first, ast.Constant) else set()
    assert len(logged) > 20
    assert sorted(a for a in logged if presenters.action_word(a) == a) == []


def test_the_auditor_finds_by_action_account_and_day_and_is_logged(person):
    mayor, auditor = person("mayor"), person("auditor")
    record("people.sign_in", actor=mayor, obj=mayor)
    client = signed_in(auditor)
    page = text(client.get(f"/office/audit/?action=people.sign_in&actor={mayor.username.upper()}"))
    assert page.count(f"people.user {mayor.pk}") == 1
    assert "没有符合条件" in text(client.get("/office/audit/?day=2001-01-01"))
    last = Entry.objects.order_by("-seq").first()
    assert (last.action, last.actor, last.role) == ("audit.read", auditor.username, "auditor")
    assert "2001-01-01" in last.after
    for wrong, code in (("day=x", "A501"), ("before=x", "A528"), ("before=" + "9" * 30, "A528")):
        assert code in text(client.get(f"/office/audit/?{wrong}"))


def test_the_log_is_turned_page_by_page_and_a_page_costs_the_same(person, django_assert_max_num_queries):
    mayor, client = person("mayor"), signed_in(person("auditor"))
    for _ in range(120):
        record("people.sign_in", actor=mayor, obj=mayor)
    seen, address = [], "/office/audit/?action=people.sign_in"
    while address:
        with django_assert_max_num_queries(25):
            page = client.get(address).content.decode()
        seen.append(page.count(f"people.user {mayor.pk}"))
        older = re.search(r'class="btn" href="(\?[^"]+)"', page)
        address = "/office/audit/" + unescape(older[1]) if older else ""
    assert seen == [50, 50, 20]


def test_the_security_administrator_sees_what_auditors_did_and_nothing_else(person):
    signed_in(person("auditor", username="shenji")).get("/office/audit/")
    page = text(signed_in(person("security")).get("/office/audit/"))
    assert "shenji" in page
    assert "授予角色" not in page
    assert "核对审计链" not in page


def test_the_chain_is_verified_on_request_and_the_result_is_kept(person):
    client = signed_in(person("auditor", username="shenji"))
    assert "还没有在这里核对过" in text(client.get("/office/audit/"))
    client.post("/office/audit/check/")
    head = Entry.objects.get(action="audit.verify").prev_hash
    page = text(client.get("/office/audit/"))
    assert "没有发现被改动" in page
    assert head in page


# -- accounts ---------------------------------------------------------------------------------------------------------


def test_an_account_is_made_approved_used_and_shut_by_two_administrators(person):
    system, security = signed_in(person("administrator")), signed_in(person("security"))
    made = system.post("/office/accounts/", {"username": "lianluo", "name": "王联络", "unit": "swj"})
    password = re.search(r"<code>([^<]{16})</code>", made.content.decode())
    assert password
    user = User.objects.get(username="lianluo")
    here = f"/office/accounts/{user.pk}/"

    def sign_in() -> Client:
        client = Client(HTTP_HOST="localhost")
        client.post("/accounts/login/", {"login": "lianluo", "password": unescape(password[1])})
        return client

    def comes_in(client: Client) -> bool:
        return client.get("/office/rights/", follow=True).redirect_chain[-1][0].startswith("/accounts/password/change/")

    assert not comes_in(sign_in())
    assert "待批准" in text(security.get("/office/accounts/"))
    assert security.post(f"{here}do/approve/").headers["Location"] == here
    security.post(f"{here}do/grant/", {"role": "liaison", "scope": ""})
    assert "联络员（单位市商务局）" in text(security.get(here)).replace(" ", "")
    session = sign_in()
    assert comes_in(session)
    assert system.post(f"{here}do/disable/", {"reason": "离职"}).status_code == 403
    security.post(f"{here}do/disable/", {"reason": "离职"})
    assert not comes_in(session)
    assert password[1] not in str(list(Entry.objects.values()))


def test_what_a_service_refuses_is_said_on_the_page_and_what_was_typed_stays(person):
    system, security = signed_in(person("administrator")), signed_in(person("security"))
    taken = person("mayor")
    page = system.post("/office/accounts/", {"username": taken.username, "name": "甲"})
    assert "A520" in text(page)
    assert 'value="甲"' in page.content.decode()
    assert page.status_code == 400
    here = f"/office/accounts/{taken.pk}/do/"
    for verb, given, code in (
        ("grant", {"role": "auditor"}, "A521"), ("grant", {"role": "district"}, "A525"),
        ("grant", {"role": "district", "scope": "region:none"}, "A526"),
        ("grant", {"role": "mayor", "scope": "x"}, "A527"),
        ("grant", {"role": "king"}, "A503"), ("end", {"grant": "0"}, "A503"),
    ):  # fmt: skip
        assert code in text(security.post(f"{here}{verb}/", given)), (verb, given)
    assert security.get("/office/accounts/999999/").status_code == 404


def test_a_role_is_ended_at_once_and_the_own_account_offers_nothing(person):
    officer, security = person("mayor"), person("security")
    client, grant = signed_in(security), officer.grants.get()
    client.post(f"/office/accounts/{officer.pk}/do/end/", {"grant": grant.pk, "reason": "调离"})
    assert User.objects.get(pk=officer.pk).roles() == frozenset()
    assert Entry.objects.get(action="people.end_grant").reason == "调离"
    own = client.get(f"/office/accounts/{security.pk}/").content.decode()
    assert "/do/" not in own
    assert "另一位管理员" in own


def test_the_list_costs_the_same_for_few_and_for_many(person, django_assert_max_num_queries):
    client = signed_in(person("security"))
    for _ in range(12):
        person("mayor")
    with django_assert_max_num_queries(16):
        assert client.get("/office/accounts/").status_code == 200


def test_each_administrator_finds_the_way(person):
    for role, links in (("administrator", {"/office/accounts/"}), ("auditor", {"/office/audit/"}), ("mayor", set()),
                        ("security", {"/office/accounts/", "/office/audit/"})):  # fmt: skip
        nav = signed_in(person(role)).get("/help/").content.decode().split("<main")[0]
        assert set(re.findall(r'href="(/office/(?:accounts|audit)/)"', nav)) == links


def test_a_grant_that_has_ended_is_not_shown(person):
    officer = person("mayor")
    officer.grants.update(until=date(2020, 2, 1))
    assert "还没有角色" in text(signed_in(person("security")).get(f"/office/accounts/{officer.pk}/"))
