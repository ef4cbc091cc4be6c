"""The mayor's page: what stands on it, who is led to it, and that it says no more than one sheet holds."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.web.addresses import PLAN
from tests.web.second_plan import load_draft, publish

pytestmark = pytest.mark.django_db
PAGE = f"{PLAN}/one-page/"


@pytest.fixture(autouse=True)
def fixed_day(settings) -> None:
    settings.GUATU_TODAY = "2026-11-22"


@pytest.fixture
def mayor(person) -> Client:
    client = Client(HTTP_HOST="localhost")
    client.force_login(person("mayor"))
    return client


def parts(page) -> dict[str, str]:
    """The text of each section by its heading's id."""
    body = page.content.decode()
    found = re.findall(r'<section class="sec" aria-labelledby="(m\d)">(.*?)</section>', body, re.S)
    return {name: re.sub(r"<[^>]+>|\s+", "", text) for name, text in found}


def test_it_asks_for_four_decisions_at_most_each_with_boxes_to_tick(mayor):
    found = parts(mayor.get(PAGE))["m1"]
    assert found.count("□同意") == found.count("□再议") <= 4
    assert "另有" in found  # the rest is counted


def test_it_names_the_overall_targets_once_each_by_their_last_year(mayor):
    found = parts(mayor.get(PAGE))["m2"]
    assert "284.80" in found
    assert found.count("服务业增加值年均增长") == 1


def test_it_says_what_will_be_missed_and_what_moved(mayor):
    found = parts(mayor.get(PAGE))
    assert "铁路货运量占比" in found["m3"]
    assert "没有新的公布数" in found["m4"]
    moved = parts(mayor.get(f"{PAGE}?as_of=2026-05-15"))["m4"]
    assert "→" in moved


def test_a_mayor_of_one_plan_is_led_to_it_and_of_two_chooses(mayor):
    assert mayor.get("/office/").headers["Location"] == PAGE
    second = publish(load_draft())
    page = mayor.get("/office/").content.decode()
    assert f'href="{PAGE}"' in page
    assert f'href="/plans/{second.code}/one-page/"' in page


def test_a_visitor_is_asked_to_sign_in():
    assert Client(HTTP_HOST="localhost").get(PAGE).headers["Location"].startswith("/accounts/login/")
