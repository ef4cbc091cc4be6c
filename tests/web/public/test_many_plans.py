"""Several plans: each at its own address, the old addresses, the list, the switcher, drafts, the city's own pages."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.web.addresses import CODE, PLAN
from tests.web.second_plan import load_draft, publish

pytestmark = pytest.mark.django_db
OF_A_PLAN = [
    "",
    "text/",
    "targets/",
    "sectors/",
    "sectors/1/",
    "wall/",
    "wall.svg",
    "ledger.xlsx",
    "check/",
    "changes/",
]
CITY = ["/indicators/", "/sources/", "/rules/", "/help/", "/compare/", "/plans/"]


@pytest.fixture
def second(db):
    return publish(load_draft())


@pytest.fixture
def staff(person) -> Client:
    client = Client(HTTP_HOST="localhost")
    client.force_login(person("statistician"))
    return client


def text(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", response.content.decode()))


def masthead(response) -> str:
    return response.content.decode().split("</header>")[0]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/plan/", f"{PLAN}/text/"),
        ("/plan/?kind=milestone&as_of=2026-04-29", f"{PLAN}/text/?kind=milestone&as_of=2026-04-29"),
        ("/plan/original/?page=2", f"{PLAN}/original/?page=2"),
        (f"/plan/original/{CODE}/1.png", f"{PLAN}/original/{CODE}/1.png"),
        ("/plan/check/", f"{PLAN}/check/"),
        ("/plan/changes/", f"{PLAN}/changes/"),
        ("/plan/compare/?old=a&new=b", "/compare/?old=a&new=b"),
        ("/targets/", f"{PLAN}/targets/"),
        ("/targets/C005/?as_of=2026-04-29", f"{PLAN}/targets/C005/?as_of=2026-04-29"),
        ("/sectors/2/", f"{PLAN}/sectors/2/"),
        ("/wall/", f"{PLAN}/wall/"),
        ("/wall.svg", f"{PLAN}/wall.svg"),
        ("/wall.pdf?size=A3", f"{PLAN}/wall.pdf?size=A3"),
        ("/ledger.xlsx", f"{PLAN}/ledger.xlsx"),
        ("/review/", f"{PLAN}/review/"),
        ("/review/add/?words=养老", f"{PLAN}/review/add/?words=养老"),
    ],
)
def test_an_old_address_leads_to_the_same_page_of_the_plan_that_it_meant(reader, second, old, new):
    page = reader.get(old)
    assert (page.status_code, unquote(page["Location"])) == (302, new)


def test_an_old_address_takes_no_form(reader):
    assert reader.post("/review/publish/").status_code == 405


def test_with_one_plan_the_first_page_is_its_overview(reader):
    page = reader.get("/")
    assert page.status_code == 200
    assert 'class="verdict"' in page.content.decode()
    assert f'href="{PLAN}/targets/"' in page.content.decode()
    assert "<details" not in masthead(page)


def test_with_several_plans_the_first_page_lists_them(reader, second):
    page = reader.get("/")
    assert "全部方案" in text(page)
    assert f'href="{PLAN}/"' in page.content.decode()
    assert f'href="/plans/{second.code}/"' in page.content.decode()
    assert re.findall(r"<h2[^>]*>(.*?)</h2>", page.content.decode()) == ["执行中"]


def test_the_list_tells_running_plans_from_ended_ones(reader, second):
    groups = re.findall(r"<h2[^>]*>(.*?)</h2>", reader.get("/plans/?as_of=2027-03-01").content.decode())
    assert groups == ["执行中", "已结束"]


@pytest.mark.parametrize("page", OF_A_PLAN)
def test_each_page_speaks_of_the_plan_in_its_address(reader, second, page):
    ours, theirs = reader.get(f"{PLAN}/{page}"), reader.get(f"/plans/{second.code}/{page}")
    assert (ours.status_code, theirs.status_code) == (200, 200)
    assert ours.content != theirs.content
    if page.endswith("/") or not page:
        for found, here, other in ((ours, CODE, second.code), (theirs, second.code, CODE)):
            body = found.content.decode().split("</header>", 1)[1]
            assert f"/plans/{here}/" in body
            assert f"/plans/{other}/" not in body


def test_a_second_plan_leaves_the_first_ones_pages_as_they_were(reader):
    addresses = [f"{PLAN}/{page}{day}" for page in ("", "targets/", "wall.svg") for day in ("", "?as_of=2026-04-29")]

    def pages() -> list[str]:
        return [reader.get(a).content.decode().split("</header>")[-1] for a in addresses]

    before = pages()
    publish(load_draft())
    assert pages() == before


def test_the_switcher_lists_the_plans_on_the_same_day(reader, second):
    page = masthead(reader.get(f"{PLAN}/targets/?as_of=2026-04-29"))
    assert '<details class="plan switch">' in page
    assert f'href="/plans/{second.code}/?as_of=2026-04-29"' in page
    assert re.search(rf'href="{PLAN}/\?as_of=2026-04-29" aria-current="true"', page)


@pytest.mark.parametrize("address", CITY)
def test_the_citys_pages_stand_beside_the_plans(reader, second, address):
    page = reader.get(address)
    assert page.status_code == 200
    assert 'href="/plans/"' in masthead(page)


def test_a_draft_is_seen_by_staff_only(reader, staff):
    draft = load_draft()
    for page in OF_A_PLAN:
        assert reader.get(f"/plans/{draft.code}/{page}").status_code == 404, page
    assert draft.title not in text(reader.get("/plans/"))
    assert draft.title not in text(reader.get("/compare/"))
    assert staff.get(f"/plans/{draft.code}/").status_code == 200
    assert "草稿" in text(staff.get("/plans/"))
    assert f'href="/plans/{draft.code}/review/"' in staff.get("/plans/").content.decode()


def test_each_plan_has_a_desk_of_its_own(staff, second):
    ours, theirs = (staff.get(f"/plans/{code}/review/").content.decode() for code in (CODE, second.code))
    assert "新增养老床位" in theirs
    assert "新增养老床位" not in ours
    assert f'href="/plans/{second.code}/review/queue/"' in theirs


def test_a_plan_that_is_not_there_is_said_so(reader):
    page = reader.get("/plans/nothing/targets/")
    assert page.status_code == 404
    assert "A503" in text(page)


@pytest.mark.parametrize("address", ["/plans/", f"{PLAN}/", f"{PLAN}/targets/", "/indicators/"])
def test_more_plans_cost_no_more_queries(reader, second, address):
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert reader.get(address).status_code == 200
        return len(asked)

    cost()
    few = cost()
    publish(load_draft("乌海市2027年实施方案\n\n一、目标\n\n到2027年底，建成便民服务点40个。\n"))
    cost()  # what was published is read once and kept
    assert cost() == few
