"""目录: lists as they stand, forms that decide from a day on, and what is missing said."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from django.test import Client

from guatu.core.text.figures import number
from guatu.web.figures import selectors as figures
from guatu.web.plans.ledger.selectors import calendar

pytestmark = pytest.mark.django_db
TODAY, BEFORE = date(2026, 11, 23), date(2026, 11, 22)
HOME = "/office/catalogue/"


@pytest.fixture
def client(person, settings) -> Client:
    settings.GUATU_TODAY = TODAY.isoformat()
    client = Client(HTTP_HOST="localhost")
    client.force_login(person("statistician"), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def typed_in(page: str) -> dict[str, str]:
    """What the form of a page would send, were its button pressed."""
    form = page[page.index('<form method="post" action="/office/catalogue') :]
    found = dict(re.findall(r'<input id="[^"]*" name="([^"]+)" value="([^"]*)"', form))
    found |= dict(re.findall(r'<textarea id="[^"]*" name="([^"]+)"[^>]*>([^<]*)</textarea>', form))
    for name, options in re.findall(r'<select id="[^"]*" name="([^"]+)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        found[name] = chosen[1] if chosen else ""
    return {name: unescape(value) for name, value in found.items()}


def test_a_form_sent_as_it_stands_changes_nothing(client):
    """What is printed is read back the same."""
    known = figures.catalogue(TODAY)
    plain = {i.code for i in known.indicators.values() if not (i.aliases or i.formula or i.scopes or i.read_as)}
    for code in known.indicators.keys() - set(sorted(plain)[5:]):
        path = f"{HOME}indicators/{code}/"
        assert client.post(path, typed_in(client.get(path).content.decode())).status_code == 302, code
    for code in sorted(known.sources)[::7]:
        path = f"{HOME}sources/{code}/"
        assert client.post(path, typed_in(client.get(path).content.decode())).status_code == 302, code
    assert figures.catalogue(TODAY) == known


def test_an_indicator_is_changed_from_today_on_and_no_day_before(client):
    path = f"{HOME}indicators/rail_freight_share/"
    typed = typed_in(client.get(path).content.decode())
    road = figures.indicators(TODAY)["road_freight"]
    answer = client.post(path, typed | {"denominator": road.name, "definition-new": "另立的口径", "paper": "某文"})
    assert answer.status_code == 302
    now, before = figures.catalogue(TODAY), figures.catalogue(BEFORE)
    assert now.indicators["rail_freight_share"].formula.denominator == "road_freight"
    assert before.indicators["rail_freight_share"].formula.denominator == "freight"
    new = [d for d in now.definitions if d not in before.definitions]
    assert [(d.indicator, d.text, d.confirmed) for d in new] == [("rail_freight_share", "另立的口径", False)]
    assert "某文" in client.get(path).content.decode()


@pytest.mark.parametrize(
    ("typed", "code", "field"),
    [
        ({"name": "社会消费品零售总额"}, "D345", "name"),
        ({"nature": "stock"}, "D345", "name"),
        ({"denominator": ""}, "A607", "denominator"),
        ({"denominator": "没有这个"}, "A503", "denominator"),
        ({"not_same_as": "没有冒号"}, "A607", "not_same_as"),
        ({"unit": ""}, "A607", "unit"),
    ],
)
def test_a_contradiction_is_said_at_its_field_and_nothing_is_lost(client, typed, code, field):
    path = f"{HOME}indicators/rail_freight_share/"
    before = figures.catalogue(TODAY)
    sent = typed_in(client.get(path).content.decode()) | typed | {"note": "别丢了我"}
    page = client.post(path, sent)
    text = page.content.decode()
    assert page.status_code in (400, 404, 422)
    assert code in text
    assert "别丢了我" in text
    assert re.search(rf'name="{field}"[^>]*aria-invalid="true"', text)
    assert figures.catalogue(TODAY) == before


def test_an_indicator_that_the_catalogue_lacks_is_added(client):
    page = client.get(f"{HOME}indicators/new/?name=新增车位数量&unit=个").content.decode()
    typed = typed_in(page)
    assert (typed["name"], typed["unit"]) == ("新增车位数量", "个")
    assert "A607" in client.post(f"{HOME}indicators/new/", typed).content.decode()  # no nature
    answer = client.post(f"{HOME}indicators/new/", typed | {"nature": "stock", "definition-new": "建成投用的"})
    code = answer.headers["Location"].strip("/").rpartition("/")[2]
    assert figures.indicators(TODAY)[code].name == "新增车位数量"
    assert code not in figures.indicators(BEFORE)
    taken = client.post(f"{HOME}indicators/new/", typed | {"nature": "stock", "name": "另一个", "code": "gdp"})
    assert re.search(r'name="code"[^>]*aria-invalid="true"', taken.content.decode())


def test_a_source_keeps_its_rank_in_the_past_and_a_reason_is_asked_for_an_earlier_day(client):
    path = f"{HOME}sources/wh-gb-2025/"
    typed = typed_in(client.get(path).content.decode()) | {"rank": "40"}
    asked = client.post(path, typed | {"known_on": "2026-06-01"})
    assert "D370" in asked.content.decode()
    assert client.post(path, typed | {"known_on": "2026-06-01", "reason": "原来定高了"}).status_code == 302
    ranks = [{s.code: s.rank for s in figures.sources(day)}["wh-gb-2025"] for day in (date(2026, 5, 31), TODAY)]
    assert ranks == [10, 40]
    assert "追认" in client.get(path).content.decode()
    assert "A607" in client.post(path, typed | {"rank": "高"}).content.decode()


def test_lists_are_filtered_and_paged(client):
    page = client.get(f"{HOME}sources/?q=统计公报&rank=10").content.decode()
    shown = re.findall(r'<th scope="row"><a href="[^"]+" lang="zh-Hans">([^<]+)</a>', page)
    known = figures.sources(TODAY)
    assert sorted(shown) == sorted(s.title for s in known if "统计公报" in s.title and s.rank == 10)[: len(shown)]
    assert shown
    many = client.get(f"{HOME}indicators/").content.decode()
    assert many.count('<th scope="row">') == min(100, len(figures.indicators(TODAY)))
    assert "没有符合条件的" in client.get(f"{HOME}indicators/?q=%25%27%22").content.decode()


def test_the_calendar_says_which_years_are_missing(client):
    page = client.get(f"{HOME}calendar/").content.decode()
    known = calendar(TODAY).tables
    assert 2027 not in known  # the plan runs until then
    assert "缺2027年" in page
    for year, table in known.items():
        shown = client.get(f"{HOME}calendar/?year={year}").content.decode()
        assert shown.count('class="off"') == len(table.off)
        assert shown.count('class="makeup"') == len(table.makeup)


def test_the_versions_of_the_rules_stand_with_their_days(client):
    page = client.get(f"{HOME}rules/").content.decode()
    rules = figures.catalogue(TODAY).rules
    assert str(rules.named) in page
    assert page.count("现行") >= 2
    assert number(rules.ok_from) in page
