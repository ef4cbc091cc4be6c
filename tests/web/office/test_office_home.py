"""One's own page: what waits for whom, what slips over all plans, and what no administrator sees."""

from __future__ import annotations

import csv
import json
import re
from datetime import date
from decimal import Decimal
from html import unescape
from io import StringIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guatu.core.plan.model import Context
from guatu.web.audit.models import Entry
from guatu.web.audit.services import record
from guatu.web.figures.models import Observation
from guatu.web.people.models import Role
from guatu.web.people.services import create_user
from guatu.web.plans.ledger.services import load_plan
from tests.web.addresses import PLAN
from tests.web.second_plan import load_draft, publish

pytestmark = pytest.mark.django_db
SECOND_DAY = date(2026, 3, 2)
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
    client.force_login(person("statistician"))
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
    assert [re.sub(r"<[^>]+>", "", head) for head in heads] == ["市发改委", "未指定牵头单位"]
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


# -- by role ----------------------------------------------------------------------------------------------------------


def at_home(person, role: str, **kwargs) -> str:
    client = Client(HTTP_HOST="localhost")
    client.force_login(person(role, **kwargs))
    page = client.get("/office/")
    assert page.status_code == 200
    return page.content.decode()


def waiting(body: str) -> str:
    """What stands under 等您办的."""
    return body.split('id="h-todo"')[1].split("</section>")[0]


def test_the_dispatcher_sees_what_waits_for_her(person):
    draft = load_draft(SLIPS)
    found = waiting(at_home(person, "dispatcher"))
    assert "还没有发布" in found
    assert f'href="/plans/{draft.code}/review/"' in found
    assert "68个目标没有牵头单位" in found
    assert "项任务到期还没有报办结" in found


def test_the_statistician_is_asked_for_links_and_never_for_units(person):
    found = waiting(at_home(person, "statistician"))
    assert "个目标的指标没有确认" in found
    assert "牵头单位" not in found


def test_a_liaison_sees_her_units_lines_alone(person):
    publish(load_draft(SLIPS))
    mine = at_home(person, "liaison", unit="fgw")
    assert "本月没有向您要数" in mine
    assert "1份方案、1个目标" in re.sub(r"<[^>]+>", "", mine)
    assert "游客数量" not in mine
    other = at_home(person, "liaison", unit="elsewhere")
    assert "还没有条目指定由您的单位牵头或配合" in other
    assert 'id="u1"' not in other


@pytest.mark.parametrize(("role", "opens", "shut"), [
    ("administrator", "/office/health/", "/office/audit/"),
    ("security", "/office/accounts/", "/office/health/"),
    ("auditor", "/office/audit/", "/office/accounts/"),
])  # fmt: skip
def test_the_three_see_no_plan_at_home_and_only_their_own_ways(person, role, opens, shut):
    body = at_home(person, role)
    own = body.split('class="ways-in"')[1].split("</ul>")[0]
    assert f'href="{opens}"' in own
    assert f'href="{shut}"' not in body
    for word in ("游客数量", "未完成", "各份方案"):
        assert word not in body


def test_every_way_that_a_menu_or_a_home_shows_is_open(person):
    """Nothing is shown that answers 403."""
    for role in Role.values:
        client = Client(HTTP_HOST="localhost")
        client.force_login(person(role))
        body = client.get("/office/", follow=True).content.decode()
        shown = set(re.findall(r'href="(/[^"#]*)"', body))
        assert shown
        shut = {href for href in shown if client.get(href, follow=True).status_code >= 400}
        assert shut == set(), role


def test_the_security_administrator_is_told_of_accounts_that_wait(person):
    create_user("xinren", display_name="新人", by=person("administrator"))
    assert "1个账号等您批准" in waiting(at_home(person, "security"))


def test_the_auditor_is_told_of_refusals_and_of_a_check_that_is_due(person):
    mayor = Client(HTTP_HOST="localhost")
    mayor.force_login(person("mayor"))
    mayor.get("/office/audit/")
    found = waiting(at_home(person, "auditor"))
    assert "审计记录该核对了" in found
    assert "30天里有1次越权被拒" in found


def test_who_has_no_role_reads_the_citys_pages(person):
    client = Client(HTTP_HOST="localhost")
    client.force_login(person())
    assert client.get("/office/").headers["Location"] == "/"


# -- the district officer ---------------------------------------------------------------------------------------------


def part(body: str, heading: str) -> str:
    """The text of one section, by the id of its head."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", body.split(f'id="{heading}"')[1].split("</section>")[0]))


def test_a_district_officer_reads_the_lines_that_name_her_district(person):
    body = at_home(person, "district", region="150304")  # 乌达区
    named = part(body, "h-named")
    assert "乌达区托育综合服务中心" in named
    assert "公办托育服务机构" in named  # 各区至少建设2所
    assert "游客数量" not in named
    due = part(body, "h-due")
    assert "2026年12月31日" in due  # of 各区至少建设2所, and of nothing else in the city's plan
    assert "1个目标" in due
    other = part(at_home(person, "district", region="150303"), "h-named")  # 海南区
    assert "乌达区" not in other
    assert "公办托育服务机构" in other


def test_a_district_officer_sees_her_own_plan_and_what_is_late_in_it(person):
    body = at_home(person, "district", region="150304")
    assert "还没有本区的方案" in body
    plan = load_plan(
        "乌达区2026年民生实事实施方案\n\n一、便民\n\n2026年6月底前建成便民服务点30个。2026年6月底前完成食堂改造。\n",
        context=Context("乌达区", 2026, 2026, 2026), region="150304", on=SECOND_DAY, by=None, issued=SECOND_DAY,
    ).plan  # fmt: skip
    publish(plan)
    body = at_home(person, "district", region="150304")
    assert "1份方案" in re.sub(r"<[^>]+>", "", body)
    assert "任务到期还没有报办结" in waiting(body)
    assert "便民服务点" not in at_home(person, "district", region="150303")


def test_a_districts_figures_are_its_own_and_of_the_day(person, settings):
    assert "库里还没有本区的数" in at_home(person, "district", region="150302001")
    row = Observation.objects.filter(indicator_id="tertiary_va", value__isnull=False)[0]
    row.pk, row.key, row.region_id, row.value, row.known_on = None, "a", "150304", Decimal("31.40"), SECOND_DAY
    row.save()
    assert "31.40" in part(at_home(person, "district", region="150304"), "h-figures")
    assert "31.40" not in at_home(person, "district", region="150303")
    client = Client(HTTP_HOST="localhost")
    client.force_login(person("district", region="150304"))
    assert "31.40" not in client.get("/office/?as_of=2026-03-01").content.decode()


# -- the audit administrator ------------------------------------------------------------------------------------------


def test_the_auditor_checks_the_chain_from_home_and_sees_what_was_found(person):
    auditor = person("auditor", username="shenji")
    client = Client(HTTP_HOST="localhost")
    client.force_login(auditor)
    assert "还没有核对过" in part(client.get("/office/").content.decode(), "h-chain")
    assert client.post("/office/audit/check/").status_code == 302
    found = part(client.get("/office/").content.decode(), "h-chain")
    assert "shenji" in found
    assert "没有发现被改动" in found


def test_the_auditor_sees_who_did_what_today_each_with_the_way_to_it(person):
    mayor = person("mayor", username="shizhang")
    record("audit.read", actor=mayor)  # reading the log is no work of the day
    record("export", actor=mayor)
    record("export", actor=mayor)
    client = Client(HTTP_HOST="localhost")
    client.force_login(person("auditor"))
    body = client.get("/office/").content.decode()
    assert "导出 2" in part(body, "h-did")
    where = next(href for href in re.findall(r'href="([^"]+)"', body) if "actor=shizhang" in href)
    shown = client.get(unescape(where)).content.decode()
    assert shown.count('<th scope="row">导出</th>') == 2


def test_more_accounts_cost_the_auditors_page_no_more_queries(person):
    client = Client(HTTP_HOST="localhost")
    client.force_login(person("auditor"))

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/office/").status_code == 200
        return len(asked)

    cost()
    few = cost()
    for one in (person("mayor"), person("statistician")):
        record("export", actor=one)
    assert cost() == few


def test_nobody_else_sees_the_log_at_home(person):
    for role in ("administrator", "security", "dispatcher"):
        assert 'id="h-did"' not in at_home(person, role)


def test_the_log_is_taken_along_as_it_is_filtered_and_that_is_logged(person):
    mayor = person("mayor", username="shizhang")
    record("export", actor=mayor, reason="=1+1")
    client = Client(HTTP_HOST="localhost")
    client.force_login(person("auditor", username="shenji"))
    answer = client.get("/office/audit/log.csv?action=export&actor=shizhang")
    rows = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))
    assert [(row["actor"], row["action"], row["reason"]) for row in rows] == [("shizhang", "export", "'=1+1")]
    assert rows[0]["hash"] == Entry.objects.get(seq=rows[0]["seq"]).hash
    taken = Entry.objects.filter(action="audit.take").latest("seq")
    assert (taken.actor, json.loads(taken.after)["entries"]) == ("shenji", 1)


def test_a_security_administrator_takes_only_what_auditors_did(person):
    record("export", actor=person("mayor"))
    record("audit.verify", actor=person("auditor"))
    client = Client(HTTP_HOST="localhost")
    client.force_login(person("security"))
    answer = client.get("/office/audit/log.csv")
    assert {row["role"] for row in csv.DictReader(StringIO(answer.content.decode("utf-8-sig")))} == {"auditor"}
