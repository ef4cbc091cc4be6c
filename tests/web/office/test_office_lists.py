"""The lists of the office: filtered, sorted, paged and exported like every other, however long they are."""

from __future__ import annotations

import re
from datetime import datetime
from html import unescape
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from guatu.web.base.asof import SHANGHAI
from guatu.web.loads.models import Load
from guatu.web.people.models import Unit
from tests.web.public.test_lists import BAD, names
from tests.web.public.test_pages import text

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
LISTS = {
    "/office/catalogue/indicators/": "dispatcher",
    "/office/catalogue/sources/": "dispatcher",
    "/office/catalogue/regions/": "dispatcher",
    "/office/catalogue/units/": "dispatcher",
    "/office/accounts/": "administrator",
    "/office/loads/": "dispatcher",
    "/office/units/": "dispatcher",
}


@pytest.fixture
def at_work(person, settings):
    """Somebody who may see every list of these, two units, and some loads."""
    settings.GUATU_TODAY = "2026-11-23"
    for code, name in (("swj", "市商务局"), ("tjj", "市统计局")):
        Unit.objects.get_or_create(code=code, defaults={"name": name})
    clients = {}
    for role in set(LISTS.values()):
        clients[role] = Client(HTTP_HOST="localhost")
        clients[role].force_login(person(role), backend=BACKEND)
    load_many(person("statistician"), 3)
    return clients


def load_many(by, count: int) -> None:
    at = datetime(2026, 3, 1, 9, tzinfo=SHANGHAI)
    Load.objects.bulk_create(
        Load(kind="figures" if n % 2 else "sources", name=f"第{n:05}份.csv", by=by, sent_at=at, changed_at=at,
             state="done" if n % 3 else "waiting", looked={"long": "x" * 200})
        for n in range(count)
    )  # fmt: skip


@pytest.mark.parametrize("address", LISTS)
def test_nothing_in_an_address_is_an_error(at_work, address):
    client = at_work[LISTS[address]]
    assert [q for q in BAD if client.get(f"{address}?{q}").status_code != 200] == []
    said = text(client.get(f"{address}?sort=xyz&page=-1&size=7"))
    assert [w for w in ("不能按“xyz”排", "没有第“-1”页", "一页不能放“7”行") if w not in said] == []


@pytest.mark.parametrize("address", LISTS)
def test_heads_sort_both_ways_and_choices_leave_what_they_say(at_work, address):
    client = at_work[LISTS[address]]
    body = client.get(address).content.decode()
    heads = re.findall(r'<th scope="col"[^>]*><a class="sort" [^>]*href="([^"]+)"', body)
    assert len(heads) >= 3
    for href in map(unescape, heads):
        both = "".join(client.get(way).content.decode() for way in (href, href.replace("=", "=-")))
        assert sorted(re.findall(r'aria-sort="(\w+)"', both)) == ["ascending", "descending"], href
    for name, options in re.findall(r'<select name="(\w+)" id="by-\w+">(.*?)</select>', body, re.S):
        for value, count in re.findall(r'<option value="([^"]+)"[^>]*>[^<]* (\d+)</option>', options)[:2]:
            assert client.get(address, {name: unescape(value)}).context["p"].l.turn.count == int(count), (name, value)


@pytest.mark.parametrize("address", LISTS)
def test_each_goes_out_as_it_is_shown(at_work, address):
    client = at_work[LISTS[address]]
    page = client.get(f"{address}?sort=-name&size=500")
    book = client.get(page.context["p"].excel)
    rows = CalamineWorkbook.from_filelike(BytesIO(book.content)).get_sheet_by_index(0).to_python()[1:]
    assert len(rows) == page.context["p"].l.turn.count > 0
    if shown := names(page):
        assert [row[0] for row in rows] == shown


def test_ten_thousand_loads_cost_what_three_do(at_work, person):
    client = at_work["dispatcher"]

    def cost(query: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"/office/loads/?{query}").status_code == 200
        return len(asked)

    cost("")
    few = cost("")
    load_many(person("statistician"), 10_000)
    assert [cost(q) for q in ("", "state=waiting&sort=-name", "q=00042", "page=101")] == [few] * 4
    page = client.get("/office/loads/?state=waiting&kind=sources&page=2&sort=name")
    listing = page.context["p"].l
    assert (listing.total, listing.turn.number, len(listing.rows)) == (10_003, 2, 100)
    assert names(page) == sorted(names(page))


def test_an_account_that_waits_stands_first_and_is_found(at_work, person):
    waits = person(username="zzz-waits")
    waits.is_active, waits.waiting = False, True
    waits.save()
    client = at_work["administrator"]
    assert client.get("/office/accounts/").context["rows"][0].user == waits
    assert [row.user for row in client.get("/office/accounts/?state=waiting").context["rows"]] == [waits]
    assert [row.user for row in client.get("/office/accounts/?q=zzz").context["rows"]] == [waits]
    assert waits not in [row.user for row in client.get("/office/accounts/?role=administrator").context["rows"]]
