"""A store with nothing in it, and one with nothing but a draft: every page says what is missing and what to do next."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from guatu.core.series.model import Region
from guatu.store import catalogue
from guatu.store.example import example_city
from guatu.web.figures.services import load_regions, load_rules
from guatu.web.people.models import Role
from tests.conftest import TODAY
from tests.web.second_plan import load_draft
from tests.web.test_rights_walk import ADDRESSES

pytestmark = pytest.mark.django_db
STAFF = ("dispatcher", "statistician", "liaison", "district", "mayor", "administrator", "security", "auditor")


@pytest.fixture(autouse=True)
def nothing(empty, settings) -> None:
    settings.GUATU_TODAY = TODAY.isoformat()


@pytest.fixture
def draft():
    load_regions([Region("150300", "乌海市")], on=TODAY, by=None)
    load_rules(catalogue.load_rules(example_city().rules_path), on=TODAY, by=None)
    return load_draft()


@pytest.fixture
def window(person):
    def of(role: str = "") -> Client:
        client = Client(HTTP_HOST="localhost")
        if role:
            client.force_login(person(role), backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return of


def main(client: Client, path: str) -> str:
    page = client.get(path, follow=True)
    assert page.status_code == 200, path
    return page.content.decode().split("<main")[1].split("</main>")[0]


def ways(part: str) -> list[str]:
    return [unescape(href) for href in re.findall(r'<a [^>]*href="(/[^"#?]*)', part)]


def empty_states(body: str) -> list[str]:
    return re.findall(r'<p class="state empty.*?</p>', body, re.S)


PLAIN = [name for name, (method, parts, _who) in ADDRESSES.items() if method == "GET" and not parts]


@pytest.mark.parametrize("role", ["", *STAFF])
@pytest.mark.parametrize("with_draft", [False, True])
def test_every_page_opens_and_no_way_that_it_shows_is_shut(role, with_draft, request, window):
    """Each link of the main part of each page without an object in its address leads somewhere for its reader."""
    if with_draft:
        request.getfixturevalue("draft")
    client, shut, tried = window(role), set(), set()
    for name in PLAIN:
        if name in ("account_logout",):
            continue
        page = client.get(reverse(name))
        assert page.status_code < 500, name
        if page.status_code != 200 or "<main" not in (body := page.content.decode(errors="replace")):
            continue
        for href in set(ways(body.split("<main")[1].split("</main>")[0])) - tried:
            tried.add(href)
            if client.get(href, follow=True).status_code >= 400:
                shut.add((name, href))
    assert shut == set()


@pytest.mark.parametrize(("role", "page", "says", "way"), [
    ("dispatcher", "/", "还没有方案", "/office/plans/add/"),
    ("statistician", "/", "先备好目录", "/office/catalogue/"),
    ("", "/", "工作人员登录", "/accounts/login/"),
    ("dispatcher", "/office/", "还没有发布的方案", "/office/plans/add/"),
    ("statistician", "/office/", "您可以先备好目录", "/office/catalogue/"),
    ("mayor", "/office/", "由调度员添加、发布", ""),
    ("liaison", "/office/", "调度员指定后会出现在这里", ""),
    ("district", "/office/", "请市里的调度员添加", "/plans/"),
    ("auditor", "/office/", "还没有核对过", ""),
    ("statistician", "/office/figures/", "先导入指标目录", "/office/loads/new/indicators/"),
    ("statistician", "/office/waiting/", "方案由调度员添加", "/office/figures/"),
    ("statistician", "/office/catalogue/indicators/", "没有这样的指标", "/office/loads/new/indicators/"),
    ("statistician", "/office/catalogue/regions/", "没有这样的地区", "/office/loads/new/regions/"),
    ("statistician", "/office/catalogue/rules/", "灯判不出来", "/office/loads/new/rules/"),
    ("statistician", "/office/catalogue/units/", "单位由调度员登记", ""),
    ("dispatcher", "/office/units/", "加一个单位", "/office/units/new/"),
    ("dispatcher", "/office/handover/", "请先选一个单位", "/office/units/"),
    ("dispatcher", "/compare/", "库里只有一份方案", "/plans/"),
])  # fmt: skip
def test_with_nothing_a_page_says_what_to_do_next_and_lets_one_do_it(window, role, page, says, way):
    body = main(window(role), page)
    assert says in body
    assert not way or way in ways(body)


@pytest.mark.parametrize("role", ["dispatcher", "statistician", "mayor", "liaison", "district"])
def test_a_home_without_plans_claims_nothing_of_them(window, role):
    body = main(window(role), "/office/")
    for word in ("方案里的日期都已过去", "没有一盏灯变化", "每个目标都有指标衡量"):
        assert word not in body


def test_a_draft_can_be_checked_before_there_is_any_plan(window):
    body = main(window("dispatcher"), "/check/draft/")
    assert 'type="file"' in body


def test_with_a_draft_alone_the_dispatcher_is_led_to_the_desk_and_others_see_nothing(window, draft):
    desk = f"/plans/{draft.code}/review/"
    dispatcher = window("dispatcher")
    assert desk in ways(main(dispatcher, "/office/"))
    assert desk in ways(main(dispatcher, f"/plans/{draft.code}/owners/"))
    assert desk in ways(main(dispatcher, f"/plans/{draft.code}/review/history/"))
    assert main(dispatcher, f"/plans/{draft.code}/targets/{draft.commitments.all()[0].code}/")  # it has no history
    assert "还没有方案" in main(window(), "/")
    assert set(STAFF) == set(Role.values)
