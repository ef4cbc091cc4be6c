"""The pages of amendments: what changed, with both quotes; two plans side by side."""

from __future__ import annotations

import html
import re
from datetime import date
from urllib.parse import quote

import pytest
from django.template import Context, Template
from tests.web.addresses import C005, PLAN
from tests.web.plans.amend.conftest import PAPER, REASON, TODAY

from guatu.core.plan import model as core
from guatu.web.plans.ledger.services import load_plan
from guatu.web.plans.review.services import publish_as_read
from guatu.web.standing.selectors import standing

pytestmark = pytest.mark.django_db


def body(reader, address):
    answer = reader.get(address)
    assert answer.status_code == 200, address
    assert "style=" not in answer.content.decode()
    return html.unescape(answer.content.decode())


def test_without_an_amendment_it_says_so(reader):
    assert "这份方案没有修订过" in body(reader, f"{PLAN}/changes/")
    assert "库里只有一份方案" in body(reader, "/compare/")


def unbroken(page: str) -> str:
    """Without the places where a line may break."""
    return re.sub(r'<wbr>|<span class="name">|</span>', "", page)


def test_the_changes_stand_with_both_quotes_day_paper_and_reason(reader, amend):
    amend()
    page = body(reader, f"{PLAN}/changes/")
    for words in ("2026年7月1日起用", PAPER, REASON, "344亿元→360亿元，提高16亿元", "新方案里没有这一条"):
        assert words in unbroken(page)
    assert "到2027年，全市服务业增加值达到<del>344</del>亿元以上" in page
    assert "到2027年，全市服务业增加值达到<ins>360</ins>亿元以上" in page
    assert f'<a href="{PLAN}/targets/{quote(C005)}/?as_of=2026-06-30">{C005}</a>' in unbroken(page)
    assert f'<a href="{PLAN}/targets/{quote(C005)}/">{C005}</a>' in unbroken(page)
    heads = re.findall(r'<h3 id="\d+-(\w+)">', page)
    assert heads == ["loosened", "vanished", "mixed", "restated", "tightened", "new"]


def test_on_an_earlier_day_the_amendment_is_not_known(reader, amend):
    amend()
    page = body(reader, f"{PLAN}/changes/?as_of=2026-06-30")
    assert PAPER not in page
    assert "此后另有1次修订" in page
    assert "≥344" in body(reader, f"{PLAN}/targets/{C005}/?as_of=2026-06-30")
    assert "≥360" in body(reader, f"{PLAN}/targets/{C005}/")


def test_an_amendment_to_come_is_announced_as_such(reader, amend):
    amend(effective=date(2027, 1, 1))
    assert "还没有起用" in body(reader, f"{PLAN}/changes/")


def test_two_versions_side_by_side(reader, amend):
    done = amend().amendment
    page = body(reader, f"/compare/?old={done.old.code}&new={done.new.code}")
    assert "344亿元→360亿元，提高16亿元" in page
    assert page.count("<option") == 4
    same = body(reader, f"/compare/?old={done.old.code}&new={done.old.code}")
    assert "344亿元→360亿元" not in same


def test_two_different_plans_side_by_side(reader, old):
    text = "某省服务业行动方案\n\n一、目标\n\n到2027年，全省服务业增加值达到9000亿元以上、年均增长5.5%以上。\n"
    other = load_plan(text, context=core.Context("", None, 2025, 2027), region=old.region_id, on=TODAY, by=None).plan
    publish_as_read(other, reason="试", on=TODAY, by=None)
    page = body(reader, f"/compare/?old={old.code}&new={other.code}")
    assert "6%比5.5%高0.5个百分点" in page
    assert "收紧" not in page
    left = page.split("只在左边的目标66个")[1]
    assert "只在右边" not in left  # it says nothing that the city's plan does not speak of
    assert "<td" in left
    assert left.split("</details>")[0].count("<tr>") == 1 + 66
    assert "游客数量" in left


def test_the_versions_of_a_target_are_told(rf, amend):
    amend()
    shown = Template("{% load amend %}{% versions_of plan '" + C005 + "' %}")
    page = html.unescape(shown.render(Context({"plan": standing(TODAY).plan, "request": rf.get("/")})))
    assert "344亿元→360亿元，提高16亿元" in page
    assert "印发时" in page
    assert shown.render(Context({"plan": standing(date(2026, 6, 30)).plan})).strip() == ""


def test_an_unknown_plan_is_not_found(reader):
    assert reader.get("/compare/?old=x&new=y").status_code == 404


def test_the_list_costs_the_same_for_more_amendments(reader, amend, django_assert_max_num_queries):
    amend()
    reader.get(f"{PLAN}/changes/")
    with django_assert_max_num_queries(21):
        reader.get(f"{PLAN}/changes/")


@pytest.mark.parametrize("address", [f"{PLAN}/changes/", "/compare/"])
def test_the_pages_in_english(reader, amend, address):
    amend()
    reader.cookies["django_language"] = "en"
    page = body(reader, address)
    assert '<html lang="en"' in page
    for pattern in (
        r"<h1>([^<]*)",
        r"<h2[^>]*>([^<]*)",
        r"<h3[^>]*>([^<]*)",
        r"<th scope=\"col\">([^<]*)",
        r"<dt>([^<]*)",
    ):
        for words in re.findall(pattern, page):
            assert not re.search("[\u4e00-\u9fff]", words), (pattern, words)


def test_the_target_and_the_plan_lead_to_the_amendment(reader, amend):
    assert 'id="h-versions"' not in body(reader, f"{PLAN}/targets/{C005}/")
    amend()
    assert 'id="h-versions"' in body(reader, f"{PLAN}/targets/{C005}/")
    assert 'id="h-versions"' not in body(reader, f"{PLAN}/targets/{C005}/?as_of=2026-06-30")
    assert f'href="{PLAN}/changes/"' in body(reader, f"{PLAN}/text/")


def test_the_history_of_lights_is_not_repainted(reader, amend):
    def past():
        page = body(reader, f"{PLAN}/targets/{C005}/")
        return page[page.index('id="h-hist"') :].split("</table>")[0]

    assert "2026年4月30日" in past()
    was = past()
    amend()
    assert "目标2027年≥344亿元" in past()
    assert was.split("<tbody>")[1].split("</tr>")[0] in past()
