"""The mayor's page: what stands on it, who is led to it, and that it says no more than one sheet holds."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from django.test import Client

from guatu.core.series.model import Stage
from guatu.web.audit.models import Entry
from guatu.web.figures.services import load_figures
from guatu.web.standing.models import Snapshot
from guatu.web.standing.selectors import standing
from tests.web.addresses import PLAN
from tests.web.second_plan import load_draft, publish

pytestmark = pytest.mark.django_db
PAGE = f"{PLAN}/one-page/"
TODAY = date(2026, 11, 22)


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


@pytest.fixture
def dispatcher(person) -> Client:
    client = Client(HTTP_HOST="localhost")
    client.force_login(person("dispatcher"))
    return client


def test_what_is_handed_out_is_kept_and_its_digest_stands_on_the_sheet(dispatcher, mayor):
    done = dispatcher.post(f"{PAGE}issue/?as_of=2026-05-15", {"paper": "市长一页纸 （5月）"})
    assert done.headers["Location"] == f"{PAGE}?as_of=2026-05-15"
    row = Snapshot.objects.exclude(paper="").get()
    assert (row.paper, row.as_of) == ("市长一页纸 （5月）", date(2026, 5, 15))
    entry = Entry.objects.filter(action="standing.freeze").latest("seq")
    assert row.digest in entry.after
    assert row.digest[:16] in mayor.get(f"{PAGE}?as_of=2026-05-15").content.decode().split("</article>")[0]
    today = mayor.get(PAGE).content.decode()
    assert row.digest[:16] not in today.split("</article>")[0]  # another day's sheet is not this paper
    assert "市长一页纸（5月）" in re.sub(r"<[^>]+>|\s+", "", today)
    assert "现在说的与它不同" not in today
    assert "印发，留存这一页" not in today  # a mayor reads


def test_a_paper_of_a_day_of_which_more_is_recorded_later_says_so(dispatcher):
    """An amendment of an earlier day, ratified afterwards, repaints no paper."""
    dispatcher.post(f"{PAGE}issue/?as_of=2026-05-15", {"paper": "五月"})
    row = Snapshot.objects.exclude(paper="").get()
    kept = row.content
    found = standing(date(2026, 5, 15))
    link = found.links[next(t.id for t in found.targets if found.judgements[t.id].actual)]
    figure = next(o for o in found.observations if o.indicator == link.indicator and o.region == link.region)
    later = replace(figure, key="x" * 64, value=figure.value and figure.value + 100, growth=None, stage=Stage.REVISED,
                    known_on=date(2026, 5, 1), recorded_on=TODAY, row=None)  # fmt: skip
    load_figures([later], name="补录", recorded_on=TODAY, by=None)
    page = dispatcher.get(f"{PAGE}?as_of=2026-05-15").content.decode()
    assert "后来有追认，现在说的与它不同" in page
    row.refresh_from_db()
    assert row.content == kept


@pytest.mark.parametrize(
    ("asked", "paper", "code"),
    [("", "", "A597"), ("", " 　", "A597"), ("", "长" * 101, "A597"), ("?as_of=2027-03-01", "明年", "A598"),
     ("?recorded_by=2099-12-31", "录入", "A598")],
)  # fmt: skip
def test_what_is_no_paper_is_refused_and_what_was_typed_stays(dispatcher, asked, paper, code):
    answer = dispatcher.post(f"{PAGE}issue/{asked}", {"paper": paper})
    assert code in answer.content.decode()
    assert not Snapshot.objects.exclude(paper="").exists()


def test_one_name_is_one_paper(dispatcher):
    assert dispatcher.post(f"{PAGE}issue/?as_of=2026-05-15", {"paper": "一页纸"}).status_code == 302
    assert dispatcher.post(f"{PAGE}issue/?as_of=2026-05-15", {"paper": "一页纸"}).status_code == 302  # the same again
    other = dispatcher.post(f"{PAGE}issue/", {"paper": "一页纸"})
    assert "S480" in other.content.decode()
    assert Snapshot.objects.exclude(paper="").count() == 1
