"""Every list of the public pages: filtered, sorted, turned over, exported as it is shown, kept as a view."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from guatu.store.ledger_xlsx import read_ledger
from guatu.web.audit.models import Entry
from guatu.web.audit.verify import verify
from guatu.web.people.models import SavedView
from guatu.web.people.services import MOST_VIEWS, TooManyViews, ViewNameless, ViewPlain, drop_view, keep_view
from guatu.web.public.presenters import lists
from guatu.web.standing.reading import Reading
from tests.web.addresses import PLAN
from tests.web.public.test_pages import text

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
LISTS = [f"{PLAN}/targets/", f"{PLAN}/tasks/", f"{PLAN}/text/", "/indicators/", "/sources/"]
TABLES = [one for one in LISTS if not one.endswith("/text/")]
BAD = [
    "sort=xyz", "sort=--name", "page=999999", "page=-1", "page=x", "page=²", "size=7", "size=99999999", "sector=99",
    "unit=gone", "state=nonsense", "status=nonsense", "use=x", "publisher=x", "year=1066", "q=" + "甲" * 500, "q=%00",
    "why=,,,", "sector=1,2,99", "out=pdf",
]  # fmt: skip


def names(page) -> list[str]:
    """The rows of a list, by the names that lead to them."""
    table = page.content.decode().partition("<tbody>")[2].partition("</table>")[0]
    return [
        re.sub(r"<[^>]+>|\u2060", "", unescape(n)) for n in re.findall(r'<th scope="row"><a [^>]*>(.*?)</a>', table)
    ]


@pytest.fixture
def signed_in(person, reader) -> Client:
    client = Client(HTTP_HOST="localhost")
    client.user = person("dispatcher")
    client.force_login(client.user, backend=BACKEND)
    return client


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize("query", BAD)
def test_nothing_in_an_address_is_an_error(reader, address, query):
    assert reader.get(f"{address}?{query}").status_code == 200


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("sort=xyz", "不能按“xyz”排"),
        ("page=999999", "没有第“999999”页"),
        ("page=-1", "没有第“-1”页"),
        ("size=7", "一页不能放“7”行"),
    ],
)
@pytest.mark.parametrize("address", TABLES)
def test_what_could_not_be_followed_is_said(reader, address, query, said):
    assert said in text(reader.get(f"{address}?{query}"))


def test_a_value_that_is_gone_is_said_and_the_way_out_stands_beside_it(reader):
    page = reader.get(f"{PLAN}/targets/?unit=gone")
    assert "“单位”里没有“gone”" in text(page)
    assert "没有符合条件的目标。" in text(page)
    assert f'<a href="{PLAN}/targets/" hx-boost="true">清除全部</a>' in page.content.decode()


@pytest.mark.parametrize("address", TABLES)
def test_every_head_that_sorts_says_how_it_sorts(reader, address):
    heads = re.findall(
        r'<th scope="col"[^>]*><a class="sort" [^>]*href="([^"]+)"', reader.get(address).content.decode()
    )
    assert len(heads) >= 3
    for href in map(unescape, heads):
        forth = reader.get(href)
        (aria,) = re.findall(r'aria-sort="(\w+)"', forth.content.decode())
        back = reader.get(href.replace("sort=", "sort=-"))
        (other,) = re.findall(r'aria-sort="(\w+)"', back.content.decode())
        assert {aria, other} == {"ascending", "descending"}
        assert sorted(names(forth)) == sorted(names(back)) or "第1页" in text(forth)


def test_targets_are_sorted_by_how_far_they_are_behind(reader, today):
    found = lists.target_listing(Reading(today.as_of, today.as_of), {"sort": "gap"})
    lags = [row.lag for row in found.found if row.lag is not None]
    assert lags == sorted(lags)
    assert lags[0] < 0 < lags[-1]
    assert all(row.lag is None for row in found.found[len(lags) :])


@pytest.mark.parametrize("address", LISTS)
def test_the_count_beside_each_choice_is_what_it_leaves(reader, address):
    page = reader.get(address)
    fields = re.findall(r'<select name="(\w+)" id="by-\w+">(.*?)</select>', page.content.decode(), re.S)
    assert len(fields) >= 4
    for name, options in fields:
        for value, count in re.findall(r'<option value="([^"]+)"[^>]*>[^<]* (\d+)</option>', options)[:3]:
            listing = reader.get(address, {name: unescape(value)}).context["p"].l
            assert listing.turn.count == int(count), (name, value)


def test_each_condition_can_be_taken_off(reader):
    page = reader.get(f"{PLAN}/targets/?status=missed,bad&year=2025&sort=-due")
    chips = {c.word: c.href for c in page.context["p"].chips}
    assert chips == {
        "未完成": f"{PLAN}/targets/?status=bad&year=2025&sort=-due",
        "严重滞后": f"{PLAN}/targets/?status=missed&year=2025&sort=-due",
        "2025": f"{PLAN}/targets/?status=missed,bad&sort=-due",
    }
    assert page.context["p"].cleared == f"{PLAN}/targets/?sort=-due"


def test_the_day_stays_wherever_a_list_leads(reader):
    page = reader.get(f"{PLAN}/tasks/?as_of=2026-04-29&size=50&kind=action&sort=due").context["p"]
    hrefs = [page.all, page.cleared, page.following, page.last, page.excel, *(c.href for c in page.chips),
             *(h.href for h in page.heads.values())]  # fmt: skip
    assert [href for href in hrefs if "as_of=2026-04-29" not in href] == []


def test_pages_keep_filter_and_order_and_are_the_whole(reader, today):
    query = {"kind": "action", "sort": "name", "size": "50"}
    first = reader.get(f"{PLAN}/tasks/", query)
    last = first.context["p"].l.turn.last
    assert last > 2
    assert f"第1页，共{last}页" in text(first)
    turned = [n for at in range(last) for n in names(reader.get(f"{PLAN}/tasks/", {**query, "page": str(at + 1)}))]
    assert turned == names(reader.get(f"{PLAN}/tasks/", {**query, "size": "500"}))
    assert len(turned) == sum(c.kind == "action" for c in today.commitments)


# -- export -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("query", ["status=missed&sort=-gap", "sort=name&q=增长", "unit=gone"])
def test_targets_go_out_as_they_are_shown(reader, query):
    page = reader.get(f"{PLAN}/targets/?{query}&size=500")
    book = reader.get(page.context["p"].excel)
    assert [row.code for row in read_ledger(BytesIO(book.content))] == [row.id for row in page.context["p"].l.rows]


@pytest.mark.parametrize("query", ["kind=milestone&sort=-due", "state=overdue"])
def test_tasks_go_out_as_they_are_shown(reader, query):
    page = reader.get(f"{PLAN}/tasks/?{query}&size=500")
    book = reader.get(page.context["p"].excel)
    assert [row.code for row in read_ledger(BytesIO(book.content))] == [row.id for row in page.context["p"].l.rows]


@pytest.mark.parametrize(
    ("address", "query"), [("/indicators/", "use=used&sort=-name"), ("/sources/", "sort=-figures")]
)
def test_the_whole_of_a_list_goes_out_not_its_page(reader, address, query):
    page = reader.get(f"{address}?{query}&size=50")
    shown, listing = names(page), page.context["p"].l
    book = CalamineWorkbook.from_filelike(BytesIO(reader.get(page.context["p"].excel).content))
    rows = book.get_sheet_by_index(0).to_python()[1:]
    assert [row[0] for row in rows][: len(shown)] == shown
    assert len(rows) == len(listing.found)
    about = dict(row[:2] for row in book.get_sheet_by_name("说明").to_python())
    assert about["次序"] == listing.says


# -- views ------------------------------------------------------------------------------------------------------------


def test_a_view_is_kept_shown_as_a_tab_and_deleted(signed_in, person):
    address = f"{PLAN}/targets/"
    page = signed_in.get(f"{address}?status=missed&sort=gap&size=50&page=1")
    given = dict(
        re.findall(r'<input type="hidden" name="(list|plan|query|next)" value="([^"]*)"', page.content.decode())
    )
    given = {name: unescape(value) for name, value in given.items()}
    answer = signed_in.post("/views/", {**given, "name": " 我的  未完成 "})
    assert answer.status_code == 302
    shown = signed_in.get(answer.headers["Location"])
    tab = shown.context["p"].current
    assert (tab.name, shown.context["p"].query) == ("我的 未完成", "status=missed&sort=gap")
    assert "我的 未完成" in text(signed_in.get(address))
    other = Client(HTTP_HOST="localhost")
    other.force_login(person("dispatcher"), backend=BACKEND)
    assert other.get(address).context["p"].views == []
    assert other.post(f"/views/{tab.pk}/delete/").status_code == 404
    assert signed_in.post(f"/views/{tab.pk}/delete/", {"next": address}).headers["Location"] == address
    assert not SavedView.objects.exists()
    told = Entry.objects.filter(actor=signed_in.user.username, action__endswith="_view").order_by("seq")
    assert list(told.values_list("action", flat=True)) == ["people.keep_view", "people.drop_view"]
    assert verify().findings == ()


def test_a_view_bears_one_name_and_there_are_not_too_many(person):
    by = person("mayor")
    keep_view("targets", "滞后", "status=bad", by=by)
    keep_view("targets", "滞后", "status=slow", by=by)
    keep_view("targets", "滞后", "status=slow", plan="another", by=by)
    assert list(SavedView.objects.filter(plan="").values_list("name", "query")) == [("滞后", "status=slow")]
    with pytest.raises(ViewNameless):
        keep_view("targets", "  ", "status=bad", by=by)
    with pytest.raises(ViewPlain):
        keep_view("targets", "全部", "", by=by)
    for n in range(MOST_VIEWS - 1):
        keep_view("targets", f"第{n}个", "status=bad", by=by)
    with pytest.raises(TooManyViews):
        keep_view("targets", "再来一个", "status=bad", by=by)
    first = SavedView.objects.filter(plan="").first()
    assert drop_view(first.pk, by=by).name == "滞后"
    keep_view("targets", "再来一个", "status=bad", by=by)


def test_a_view_whose_name_is_missing_says_what_to_do(signed_in):
    answer = signed_in.post(
        "/views/", {"list": "targets", "query": "q=x", "name": "", "next": "/sources/"}, follow=True
    )
    assert "视图没有写名称" in text(answer)
    assert answer.redirect_chain[-1][0] == "/sources/"


@pytest.mark.parametrize(
    "where", ["https://example.org/", "//example.org/", "javascript:alert(1)", "", "/\\example.org"]
)
def test_a_form_leads_back_to_our_own_pages_only(signed_in, where):
    given = {"list": "targets", "query": "q=x", "name": "一", "next": where}
    assert signed_in.post("/views/", given).headers["Location"] == "/"


def test_whoever_is_not_signed_in_is_offered_no_view(reader):
    assert "存为视图" not in text(reader.get(f"{PLAN}/targets/?status=missed"))


# -- what it costs ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", LISTS)
def test_filter_order_page_and_views_cost_the_same_queries(signed_in, address):
    def cost(query: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert signed_in.get(f"{address}?{query}").status_code == 200
        return len(asked)

    cost("")
    plain = cost("")
    asked = ("q=增", "sort=name&size=50&page=2", "year=2025,2026&q=a", "size=500")
    assert max(map(cost, asked)) <= plain + 1  # the districts are read once, where a task names one
    for n in range(3):
        keep_view("targets", f"第{n}个", "status=bad", plan=address.split("/")[2], by=signed_in.user)
    assert cost("sort=-name") == plain


def test_ten_thousand_lines_ask_no_more_than_sixty_eight(today):
    """Filtering and sorting make no row that is not shown, and ask nothing of the store."""
    reading = Reading(today.as_of, today.as_of)
    few = lists.entries(reading, reading.standing.targets)
    many = [replace(row, at=n) for n in range(150) for row in few]
    kind = lists.targets_kind(reading)
    with CaptureQueriesContext(connection) as asked:
        found = lists.list_rows(many, kind, {"year": "2027", "sort": "gap", "page": "3"})
    assert len(asked) == 0
    assert found.total == len(few) * 150 > 10_000
    assert len(found.rows) == 100
