"""No input takes a page down: impossible days, plans without years, the first and last day of all, a failing rule."""

from __future__ import annotations

import ast
import logging
import re
from datetime import date
from pathlib import Path

import pytest

import guatu
from guatu.core.judging import levels, status
from guatu.core.plan.model import Context
from guatu.web.plans.ledger.models import Plan
from guatu.web.plans.ledger.services import load_plan
from guatu.web.plans.review.services import publish_as_read
from guatu.web.public import drawings
from tests.web.addresses import PLAN

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)  # that the pages' tests stand on
CITY = ["/", "/plans/", "/indicators/", "/sources/", "/rules/", "/help/"]
PUBLIC = ["", "text/", "targets/", "sectors/", "sectors/1/", "wall/", "wall.svg", "wall.pdf", "ledger.xlsx", "check/",
          "changes/"]  # fmt: skip
DESK = ["review/", "review/queue/", "review/history/", "review/publish/"]
ODD = """乌海市服务业三年攻坚行动方案（2025—2027年）
一、主要目标
到2027年2月30日，服务业增加值达到344亿元，年均增长6%以上。
2026年13月底前，社会消费品零售总额达到130亿元。
2027年6月0日前建成智能工厂3个。
每年2月29日前新增规模以上服务业企业5家。
2月30日前接待游客900万人次。
二、重点任务
2027年4月31日前建成公共平台。
| 任务 | 完成时限 | 责任单位 |
|---|---|---|
| 建成物流园3个 | 2027年2月30日 | 商务局 |
"""
YEARLESS = """乌海市服务业行动方案
一、主要目标
服务业增加值达到344亿元，增长6%以上。
每年新增规模以上服务业企业5家，年均培训100人次。
年底前建成智能工厂3个。
"""


def load(text, **years):
    """Loaded and in force since the first of its years."""
    plan = load_plan(text, context=Context("乌海市", **years), region="150300", by=None, on=TODAY).plan
    stated = Plan.objects.filter(pk=plan.pk)
    if not years:  # a store from before years were asked for may have published such a plan
        stated.update(plan_from=2025, plan_to=2027)
    publish_as_read(stated.get(), reason="试", on=TODAY, by=None)
    stated.update(**{"plan_from": None, "plan_to": None} | {name: years[name] for name in years if name != "year"})
    return stated.get()


@pytest.fixture
def odd(db):
    return load(ODD, year=2025, plan_from=2025, plan_to=2027)


def opens(client, address, **query):
    response = client.get(address, query, follow=True)  # a compiler's number leads to the key
    if response.streaming:
        body = b"".join(response.streaming_content)
    else:
        body = response.content
    assert response.status_code == 200, (address, query, body[:300])
    return "" if address.endswith((".pdf", ".xlsx")) else body.decode()


@pytest.fixture
def dispatcher(client, person):
    client.force_login(person("dispatcher"), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def page_of(plan, address):
    return address if address.startswith("/") else f"/plans/{plan.code}/{address}"


@pytest.mark.parametrize("address", [*CITY, *PUBLIC, *DESK])
def test_a_plan_with_impossible_days_has_all_its_pages(odd, dispatcher, address):
    opens(dispatcher, page_of(odd, address))


def test_an_impossible_day_is_asked_where_people_look(odd, dispatcher):
    asked = "“服务业增加值”的期限写的是2027年2月30日，日历上没有，按哪一天算？"
    (target,) = odd.commitments.filter(indicator="服务业增加值", measure="level")
    assert asked in opens(dispatcher, page_of(odd, f"targets/{target.code}/"))
    queue = opens(dispatcher, page_of(odd, "review/queue/"))
    assert asked in queue
    for reading in ("2027年2月28日", "2027年3月1日", "2027年2月底"):
        assert reading in queue


def test_every_target_of_such_a_plan_has_its_page(odd, dispatcher):
    for target in odd.commitments.filter(kind="target"):
        opens(dispatcher, page_of(odd, f"targets/{target.code}/"))


def test_an_answer_on_the_desk_dates_the_target(odd, dispatcher):
    question = odd.questions.get(asks__startswith="“服务业增加值”的期限", commitment__measure="level")
    answer = {"base": 0, "question": question.code, "reading": "2027年3月1日", "back": "queue"}
    done = dispatcher.post(page_of(odd, "review/do/answer/"), answer)
    assert done.status_code == 302, done.content.decode()[:500]
    assert "2027年3月1日" in opens(dispatcher, page_of(odd, f"targets/{question.commitment.code}/"))


def test_the_desk_refuses_an_impossible_day_at_its_field(odd, dispatcher):
    target = odd.commitments.get(indicator="服务业增加值", measure="level")
    fields = {"base": 0, "id": target.code, "period_kind": "by", "until": "2027", "month": "2", "day": "30"}
    done = dispatcher.post(page_of(odd, "review/do/change/"), fields)
    body = done.content.decode()
    assert done.status_code == 422
    assert "L528" in body
    assert "期限写成2027年2月30日，日历上没有这一天。" in body
    assert re.search(r'name="day"[^>]*aria-invalid="true"|aria-invalid="true"[^>]*name="day"', body)


@pytest.mark.parametrize("address", [*CITY, *PUBLIC, *DESK])
def test_a_plan_without_years_has_all_its_pages(db, dispatcher, address):
    plan = load(YEARLESS)
    assert (plan.plan_from, plan.plan_to) == (None, None)
    opens(dispatcher, page_of(plan, address))


@pytest.mark.parametrize("day", ["0001-01-01", "0001-01-31", "0001-02-01", "1900-02-28", "9999-12-01", "9999-12-31"])
def test_the_first_and_the_last_day_of_all_are_answered(db, client, day):
    before = day < "2025"  # the plan was issued: its pages say so, and there is no file of it
    for address in (*CITY, *(f"{PLAN}/{one}" for one in (*PUBLIC, "targets/C005/") if not (before and "." in one))):
        opens(client, address, as_of=day)


def test_one_failing_target_takes_nothing_else_down(db, client, monkeypatch, caplog):
    whole = levels.level

    def failing(desk):
        if desk.target.value == 344:
            raise ZeroDivisionError("an input nobody thought of")
        return whole(desk)

    monkeypatch.setattr(status.levels, "level", failing)
    with caplog.at_level(logging.ERROR, logger="guatu.judging"):
        page = opens(client, f"{PLAN}/targets/C005/")
        assert "算不出，因为算式不成立：除数为零，或者数字超出了能算的范围（编号J701）。" in page
        for address in (*CITY, *(f"{PLAN}/{one}" for one in PUBLIC)):
            opens(client, address)
    logged = [record for record in caplog.records if record.name == "guatu.judging"]
    assert logged
    assert all("an input nobody thought of" in str(record.exc_info[1]) for record in logged)
    assert "858.74" in opens(client, f"{PLAN}/")  # what the others say stands as before


def test_a_chart_that_cannot_be_drawn_leaves_its_page_standing(db, client, monkeypatch, caplog):
    def failing(*_, **__):
        raise ZeroDivisionError("no such chart")

    drawn = opens(client, f"{PLAN}/targets/C005/").count('class="chart full"')
    monkeypatch.setattr(drawings, "chart_for", failing)
    page = opens(client, f"{PLAN}/targets/C005/")
    assert "服务业增加值" in page
    assert page.count('class="chart full"') == drawn - 1  # that of the other cities stands
    assert [str(r.exc_info[1]) for r in caplog.records if r.name == "guatu.judging"] == ["no such chart"]


# -- no page prints a command -----------------------------------------------------------------------------------------

COMMAND = re.compile(r"\bguatu [a-z]|(?<![\w-])--[a-z]|\bpip install\b|\bapt(?:-get)? install\b")
TAGS = re.compile(r"\{%-?\s*(?:load|url|at|include|comment)\b.*?%\}|\{#.*?#\}|var\([^)]*\)")
ROOT = Path(guatu.__file__).parent


def said_by_errors(path):
    """Every reason and remedy that the classes of a file set, with the class's name."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        for line in node.body if isinstance(node, ast.ClassDef) else ():
            if not isinstance(line, ast.Assign) or line.value is None:
                continue
            names = line.targets[0].elts if isinstance(line.targets[0], ast.Tuple) else line.targets
            values = line.value.elts if isinstance(line.value, ast.Tuple) else [line.value]
            for name, value in zip(names, values, strict=False):
                if isinstance(name, ast.Name) and name.id in ("reason", "remedy") and isinstance(value, ast.Constant):
                    yield node.name, value.value


def test_no_remedy_that_a_page_may_print_is_a_command():
    files = [path for room in ("core", "store", "web") for path in (ROOT / room).rglob("*.py")]
    said = [pair for path in files for pair in said_by_errors(path)]
    assert len(said) > 200
    assert {name: words for name, words in said if COMMAND.search(words)} == {}


def test_no_template_prints_a_command():
    found = {}
    for path in (ROOT / "web").rglob("*.html"):
        words = TAGS.sub("", path.read_text("utf-8"))
        if COMMAND.search(words):
            found[path.name] = COMMAND.search(words)[0]
    assert found == {}
