"""A long plan is read on the desk leaf by leaf: nothing is left out, everything leads to the leaf where it stands."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.web.addresses import PLAN
from tests.web.plans.review.test_desk import desk, do, fixed_day, plan  # noqa: F401 - fixtures

from guatu.core.text.spans import Span
from guatu.web.office.desk import leaves
from guatu.web.office.desk.leaves import Leaves
from guatu.web.office.desk.marking import HeadedText
from guatu.web.plans.review import selectors

DESK = f"{PLAN}/review/"


@pytest.fixture
def short(monkeypatch):
    """A leaf takes forty commitments."""
    monkeypatch.setattr(leaves, "MOST", 40)


def rows_on(page: str) -> list[str]:
    return re.findall(r'data-row="([^"]+)"', page)


def text_on(page: str) -> list[str]:
    return re.findall(r'<p class="quote" data-start="(\d+)">', page)


def turned(page: str, where: str) -> str:
    found = re.search(rf'<a rel="{where}"[^>]* href="([^"]+)"', page)
    return found[1].replace("&amp;", "&") if found else ""


def all_leaves(client) -> list[str]:
    """From the first leaf to the last, by the links that a reader has."""
    page = client.get(DESK).content.decode()
    while back := turned(page, "prev"):
        page = client.get(back).content.decode()
    found = [page]
    while onward := turned(found[-1], "next"):
        found.append(client.get(onward).content.decode())
    return found


@pytest.mark.django_db
def test_the_leaves_together_are_the_whole_desk(desk, monkeypatch):  # noqa: F811
    (whole,) = all_leaves(desk)
    monkeypatch.setattr(leaves, "MOST", 40)
    several = all_leaves(desk)
    assert len(several) > 4
    assert max(len(rows_on(page)) for page in several) <= 40
    assert [id for page in several for id in rows_on(page)] == rows_on(whole)
    assert [place for page in several for place in text_on(page)] == text_on(whole)
    marks = re.compile(r'<a data-kind="\w+" data-of="([^"]+)"')
    assert [id for page in several for id in marks.findall(page)] == marks.findall(whole)
    for number, page in enumerate(several, 1):
        assert page.count(f"第{number}页，共{len(several)}页") == 2


@pytest.mark.django_db
def test_a_row_opens_on_its_leaf(desk, plan, short):  # noqa: F811
    items = selectors.draft_of(plan).items
    for item in (items[0], items[len(items) // 2], items[-1]):
        page = desk.get(f"{DESK}?at={item.id}").content.decode()
        assert item.id in rows_on(page)
        assert re.search(rf'id="row-{item.id}"[^>]* aria-current="true"', page)


@pytest.mark.django_db
def test_the_keys_lead_over_the_edge_of_a_leaf(desk, short):  # noqa: F811
    several = all_leaves(desk)
    for page, following in pairwise(several):
        assert f'data-after="{DESK}?at={rows_on(following)[0]}#row-{rows_on(following)[0]}"' in page
        assert f'data-before="{DESK}?at={rows_on(page)[-1]}#row-{rows_on(page)[-1]}"' in following
    assert 'data-before=""' in several[0]
    assert 'data-after=""' in several[-1]


@pytest.mark.django_db
def test_an_unclaimed_number_is_led_to_from_the_queue_and_from_every_other_leaf(desk, plan, short):  # noqa: F811
    last = plan.claims.filter(commitment=None).order_by("position").last()
    plan.claims.filter(pk=last.pk).update(excuse="")
    queue = desk.get(f"{DESK}queue/").content.decode()
    address = f"{DESK}?near={last.starts_at}#n{last.starts_at}"
    assert f'href="{address}"' in queue
    there = desk.get(address).content.decode()
    assert f'id="n{last.starts_at}"' in there
    assert 'data-unclaimed=""' in there
    for page in all_leaves(desk):
        assert (f'data-unclaimed="{address}"' in page) is (f'id="n{last.starts_at}"' not in page)


@pytest.mark.django_db
def test_a_leaf_confirms_what_it_shows(desk, plan, short):  # noqa: F811
    for page in all_leaves(desk):
        shown = set(rows_on(page))
        for form in re.findall(r'<form method="post" action="[^"]*confirm/" class="push.*?</form>', page, re.DOTALL):
            assert set(re.findall(r'name="id" value="([^"]+)"', form)) <= shown


@pytest.mark.django_db
@pytest.mark.parametrize("asked", ["at=nothing", "near=", "near=x", "near=999999999", "near=-1"])
def test_what_is_nowhere_opens_some_leaf(desk, short, asked):  # noqa: F811
    page = desk.get(f"{DESK}?{asked}")
    assert page.status_code == 200
    assert rows_on(page.content.decode())


LINES = st.lists(st.integers(0, 3), min_size=1, max_size=30)  # commitments in each line


@given(parts=st.lists(LINES, min_size=1, max_size=6), most=st.integers(1, 9))
def test_every_line_and_every_commitment_is_on_one_leaf(parts, most):
    text, headed, places = "", [], []
    for lines in parts:
        start = len(text)
        for count in lines:
            places += [(len(text) + n, f"c{len(places) + n}") for n in range(count)]
            text += "一二三四\n"
        headed.append(HeadedText("某节", Span(start, len(text))))
    before, leaves.MOST = leaves.MOST, most
    try:
        found = Leaves(text, headed, places)
    finally:
        leaves.MOST = before
    assert "".join(part.span.of(text) for leaf in found.all for part in leaf.parts) == text
    assert [id for leaf in found.all for id in leaf.ids] == [id for _, id in places]
    assert all(len(leaf.ids) <= max(most, 3) for leaf in found.all)
    assert all(leaf.ids for leaf in found.all[:-1])
    assert all(id in found.all[found.at(start)].ids for start, id in places)


def test_a_plan_without_text_has_one_empty_leaf():
    assert [leaf.ids for leaf in Leaves("", [], []).all] == [()]
