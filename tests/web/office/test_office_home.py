"""The office's home: what slips over all plans, by lead unit, for those who are signed in."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.web.addresses import PLAN
from tests.web.second_plan import load_draft, publish

pytestmark = pytest.mark.django_db
SLIPS = """乌海市2025年民生实事实施方案

一、服务业

到2025年底，服务业增加值达到900亿元以上（牵头单位：市发展改革委）。
"""


@pytest.fixture(autouse=True)
def fixed_day(settings) -> None:
    settings.GUATU_TODAY = "2026-11-22"


@pytest.fixture
def staff(person) -> Client:
    client = Client(HTTP_HOST="localhost")
    client.force_login(person("mayor"))
    return client


def text(page) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page.content.decode()))


def test_it_is_for_those_who_are_signed_in():
    page = Client(HTTP_HOST="localhost").get("/office/")
    assert (page.status_code, page["Location"]) == (302, "/accounts/login/?next=/office/")


def test_what_slips_stands_under_its_unit_with_its_plan(staff):
    body = staff.get("/office/").content.decode()
    assert "未指定牵头单位" in body
    assert f'href="{PLAN}/"' in body
    assert body.count('class="light missed') >= 3
    assert "游客数量" in body


def test_all_published_plans_stand_together(staff):
    second = publish(load_draft(SLIPS))
    page = staff.get("/office/")
    body = page.content.decode()
    assert "2份方案" in text(page)
    heads = re.findall(r'<h2 id="u\d+">(.*?)</h2>', body)
    assert [re.sub(r"<[^>]+>", "", head) for head in heads] == ["市发展改革委", "未指定牵头单位"]
    assert f'href="/plans/{second.code}/"' in body


def test_a_draft_has_no_part_in_it(staff):
    load_draft(SLIPS)
    assert "1份方案" in text(staff.get("/office/"))


def test_it_speaks_of_the_day_asked_for(staff):
    body = staff.get("/office/?as_of=2026-04-29").content.decode()
    assert f'href="{PLAN}/?as_of=2026-04-29"' in body


def test_more_plans_cost_no_more_queries(staff):
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert staff.get("/office/").status_code == 200
        return len(asked)

    publish(load_draft())
    cost()
    few = cost()
    publish(load_draft(SLIPS))
    publish(load_draft("乌海市2027年实施方案\n\n一、目标\n\n到2027年底，建成便民服务点40个。\n"))
    cost()
    assert cost() == few
