"""Every page: it opens, says its key facts, keeps its day, and costs the same number of queries at any size."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from itertools import pairwise

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from guatu.core.reports.in_short import in_short
from guatu.core.reports.words import rule_word
from guatu.store.ledger_xlsx import read_ledger
from tests.web.addresses import PLAN

LISTS = [
    "/",
    f"{PLAN}/text/",
    f"{PLAN}/targets/",
    f"{PLAN}/sectors/",
    f"{PLAN}/sectors/1/",
    "/indicators/",
    "/sources/",
    f"{PLAN}/wall/",
    "/rules/",
    "/help/",
]
BEFORE = "2026-04-29"  # the day before the bulletin


def text(response) -> str:
    """What a reader sees: without tags."""
    body = re.sub(r"<(script|style|svg)\b.*?</\1>", "", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", body))


def links(response) -> list[str]:
    return re.findall(r'href="(/[^"]*)"', response.content.decode())


@pytest.mark.parametrize("address", LISTS)
def test_a_page_opens_in_chinese_and_in_its_own_look(reader, address):
    page = reader.get(address)
    assert page.status_code == 200
    body = page.content.decode()
    assert '<html lang="zh-Hans-CN"' in body
    assert 'href="#main"' in body
    assert '<main id="main"' in body
    assert body.count("<h1") == 1


@pytest.mark.parametrize("address", LISTS)
def test_a_page_brings_no_inline_style_or_script(reader, address):
    page = reader.get(address)
    body = page.content.decode()
    assert not re.search(r"\sstyle=", body)
    assert not re.search(r"\son\w+=", body)
    assert "<style" not in body
    assert re.findall(r"<script(?![^>]*\bsrc=)", body) == []
    assert "https://" not in re.sub(r'<a [^>]*href="https?://[^"]*"[^>]*>[^<]*</a>', "", body)
    assert page["Content-Security-Policy"].startswith("default-src 'self'")


@pytest.mark.parametrize("address", LISTS)
def test_headings_stand_in_order(reader, address):
    levels = [int(n) for n in re.findall(r"<h(\d)", reader.get(address).content.decode())]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("address", LISTS)
def test_every_link_leads_somewhere(reader, address):
    for href in sorted(set(links(reader.get(address)))):
        if href.startswith(("/static/", f"{PLAN}/wall.pdf", f"{PLAN}/targets/", "/indicators/", "/sources/")):
            continue
        assert reader.get(href.partition("#")[0]).status_code == 200, href


def test_every_target_indicator_and_source_has_its_page(reader):
    found = {h for page in (f"{PLAN}/targets/", "/indicators/", "/sources/") for h in links(reader.get(page))}
    pages = sorted(h for h in found if re.fullmatch(r"/(targets|indicators|sources)/[^/?]+/", h))
    assert len(pages) > 150
    for href in pages[::7]:
        assert reader.get(href).status_code == 200, href


# ---- key facts


def test_the_overview_says_what_was_met_and_missed(reader):
    said = text(reader.get("/"))
    assert "2个完成、3个未完成" in said
    for fact in (
        "858.74",
        "−5.4",
        "100.64",
        "284.80",
        "后两年须年均增长9.9%",
        "为什么没有数",
        "需要决定",
        "接下来的日子",
    ):
        assert fact in said


def test_the_overview_of_an_earlier_day_knows_nothing_that_came_later(reader):
    page = reader.get("/", {"as_of": BEFORE})
    said = text(page)
    assert "都没有公布数" in said
    assert "284.80" not in said
    assert "您在看2026年4月29日的情形" in said
    assert 'class="asof past"' in page.content.decode()


@pytest.mark.parametrize("day", ["", BEFORE, "2027-02-01"])
def test_each_reason_leads_to_exactly_its_targets(reader, day):
    body = reader.get("/", {"as_of": day} if day else {}).content.decode()
    table = body[body.index('id="h-u"') : body.index('id="h-x"')]
    rows = re.findall(r'<a href="([^"]+)">([^<]+)</a></th><td[^>]*><b>(\d+)</b>', table)
    assert rows
    for href, words, count in rows:
        listed = reader.get(href.replace("&amp;", "&")).content.decode()
        assert len(re.findall(r'<td class="lt">', listed)) == int(count), words


def test_the_plan_is_whole_and_marked(reader, today):
    page = reader.get(f"{PLAN}/text/")
    body = page.content.decode()
    said = re.sub(r"\s", "", text(page))
    for c in today.commitments:
        assert re.search(rf'<a data-kind="{c.kind}" id="{c.id}"', body), c.id
    for sentence in ("各区人民政府，市直各部门单位", "加快5G网络全覆盖"):
        assert sentence in said


def test_the_plan_filters_by_kind_and_by_word(reader):
    only = reader.get(f"{PLAN}/text/", {"kind": "milestone"}).content.decode()
    assert 'data-kind="target" id="' in only  # the text stays whole
    assert not re.search(r'<tr id="L\w+"><td><a[^>]*>\w+</a></td><th scope="row"><a', only)
    none = reader.get(f"{PLAN}/text/", {"q": "没有这样的词"})
    assert "没有符合条件的条目" in text(none)


def test_targets_filter_by_light_sector_and_word(reader):
    assert text(reader.get(f"{PLAN}/targets/", {"status": "missed"})).count("2025年底") >= 3
    assert "没有符合条件的目标" in text(reader.get(f"{PLAN}/targets/", {"q": "月球"}))
    assert "游客数量" in text(reader.get(f"{PLAN}/targets/", {"q": "游客"}))


def test_a_target_shows_sentence_figures_rule_and_arithmetic(reader, code_of, today):
    code = code_of("服务业增加值", "344")
    page = reader.get(f"{PLAN}/targets/{code}/")
    said, body = text(page), page.content.decode()
    judgement = today.judgements[code]
    assert "<mark>" in body
    assert "服务业增加值达到344亿元以上" in said
    assert str(judgement.reason) in said
    assert rule_word(judgement.rule) in said
    assert judgement.rule_version in said
    for step in map(str, judgement.steps):
        assert escape(step) in body
    assert str(judgement.changes_when) in said
    assert "乌海市2025年国民经济和社会发展统计公报" in said
    assert "2026年4月30日" in said
    assert body.count('class="chart full"') == 2  # the course, and other places
    assert body.count('class="chart narrow"') == 2
    assert 'rel="next"' in body


def test_a_target_without_a_figure_says_why(reader, today):
    code = next(i for i, j in today.judgements.items() if j.why and j.why.value == "not_published")
    said = text(reader.get(f"{PLAN}/targets/{code}/"))
    assert "无数据" in said
    target = next(t for t in today.targets if t.id == code)
    assert str(in_short(target, today.judgements[code])) in said


def test_what_is_easily_confused_is_named_and_linked(reader, code_of):
    page = reader.get(f"{PLAN}/targets/{code_of('快递服务电商业务量')}/")
    assert re.search(
        r'<p class="state">不是 <a href="/indicators/[^"]+">(<span class="name">)?快递业务量', page.content.decode()
    )
    assert "1009.75" not in text(page)


def test_conflicting_sources_stand_side_by_side_with_the_reason(reader):
    pages = [h for h in links(reader.get("/indicators/")) if h.startswith("/indicators/")]
    pages = [h for h in pages if "out=xlsx" not in h]
    said = next(said for h in pages if "不采用" in (said := text(reader.get(h))))
    assert "不采用" in said
    assert "采用：" in said


def test_a_source_lists_the_figures_taken_from_it(reader):
    page = next(h for h in links(reader.get("/")) if h.startswith("/sources/") and len(h) > 9)
    said = text(reader.get(page))
    assert "从中取的数" in said
    assert "284.80" in said


def test_the_wall_is_drawn_and_comes_as_svg_and_pdf(reader):
    assert "<svg" in reader.get(f"{PLAN}/wall/").content.decode()
    svg = reader.get(f"{PLAN}/wall.svg")
    assert svg["Content-Type"] == "image/svg+xml"
    pdf = reader.get(f"{PLAN}/wall.pdf", {"size": "A3"})
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf.content.startswith(b"%PDF")


def test_the_rules_in_force_are_said_in_words(reader, today):
    said = text(reader.get("/rules/"))
    for rule in today.rules.rules.values():
        assert rule.says in said


def test_the_ledger_goes_out_with_every_commitment_and_reads_back(reader, today):
    book = reader.get(f"{PLAN}/ledger.xlsx")
    assert "attachment" in book["Content-Disposition"]
    rows = read_ledger(BytesIO(book.content))
    assert [r.code for r in rows] == [c.id for c in today.commitments]
    assert [r.number for r in rows] == list(range(1, len(rows) + 1))
    told = {r.code: r for r in rows}
    for code, judgement in today.judgements.items():
        if judgement.actual and len(judgement.actual.value.as_tuple().digits) <= 15:
            assert told[code].actual_value == judgement.actual.value


# ---- the day


def test_every_link_keeps_the_day(reader):
    for address in (
        "/",
        f"{PLAN}/text/",
        f"{PLAN}/targets/",
        f"{PLAN}/sectors/",
        "/indicators/",
        "/sources/",
        f"{PLAN}/wall/",
        "/rules/",
    ):
        page = reader.get(address, {"as_of": BEFORE})
        free = ("/static/", "/accounts/", "/help/", address)  # the guide is of no day
        lost = [h for h in links(page) if f"as_of={BEFORE}" not in h and "as_of=" not in h and not h.startswith(free)]
        assert [h for h in lost if h != "/"] == [], address


def test_today_needs_no_day_in_its_addresses(reader):
    found = links(reader.get(f"{PLAN}/targets/"))
    assert not [h for h in found if "as_of=2026-11-22" in h]


@pytest.mark.parametrize("day", ["x", "2026-13-01", "2026-1-1", "20260429", "明天"])
def test_a_day_that_is_no_date_is_refused_with_the_next_step(reader, day):
    page = reader.get("/", {"as_of": day})
    assert page.status_code == 400
    said = text(page)
    assert "A501" in said
    assert "请写成 2026-04-29 这样的年-月-日" in said
    assert "回到总览" in said


def test_a_day_far_in_the_past_or_future_is_answered(reader):
    for day in ("1990-01-01", "2031-05-05"):
        for address in ("/", f"{PLAN}/targets/", f"{PLAN}/wall/", f"{PLAN}/text/"):
            assert reader.get(address, {"as_of": day}).status_code == 200, (day, address)


def test_a_day_that_has_not_come_says_so(reader):
    said = text(reader.get("/", {"as_of": "2027-03-01"}))
    assert "2027年3月1日还没有到，数只到今天" in said


# ---- errors


def test_a_broken_page_says_so_without_the_store(rf):
    from django.views.defaults import server_error

    page = server_error(rf.get("/"))
    assert page.status_code == 500
    assert "系统出了错" in page.content.decode()
    assert "S500" in page.content.decode()


def test_a_form_from_an_old_page_says_what_to_do(db):
    page = Client(HTTP_HOST="localhost", enforce_csrf_checks=True).post("/language/", {"language": "en"})
    assert page.status_code == 403
    assert "请返回上一页，刷新后再提交一次" in text(page)


def test_who_is_signed_in_and_as_what_stands_on_every_page(reader, django_user_model):
    from guatu.web.people.models import Grant

    user = django_user_model.objects.create(username="tongji", display_name="统计科", must_change_password=False)
    user.set_password("Guatu-2026-x")
    user.save()
    Grant.objects.create(user=user, role="statistician", since=date(2025, 1, 1))
    reader.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    for address in ("/", "/help/", "/accounts/password/change/", "/accounts/2fa/"):
        page = reader.get(address)
        assert "统计科，统计员" in text(page)
        assert 'class="masthead"' in page.content.decode()
        assert "退出" in text(page)


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("/nope/", 404, "A404"),
        (f"{PLAN}/targets/C9999/", 404, "A503"),
        ("/indicators/nothing/", 404, "A503"),
        ("/sources/nothing/", 404, "A503"),
        (f"{PLAN}/sectors/99/", 404, "A503"),
        (f"{PLAN}/wall.pdf?size=A9", 400, "A512"),
    ],
)
def test_what_is_not_there_is_said_in_the_same_look(reader, address, status, code):
    page = reader.get(address)
    assert page.status_code == status
    assert code in text(page)
    assert 'class="masthead"' in page.content.decode()


def test_pages_are_read_only(reader):
    assert reader.post("/").status_code == 405
    assert reader.post(f"{PLAN}/text/").status_code == 405


def test_without_a_plan_a_page_says_who_loads_one(reader, empty):
    for address in ("/", f"{PLAN}/text/", f"{PLAN}/targets/", f"{PLAN}/wall/"):
        said = text(reader.get(address))
        assert "还没有方案" in said
        assert "先由调度员交上方案原文" in said


# ---- queries


@pytest.mark.parametrize("address", LISTS)
def test_a_page_costs_few_queries(reader, address):
    reader.get(address)
    with CaptureQueriesContext(connection) as asked:
        reader.get(address)
    assert len(asked) <= 25, [q["sql"][:90] for q in asked]


@pytest.mark.parametrize("address", ["/", f"{PLAN}/text/", f"{PLAN}/targets/", "/indicators/", "/sources/"])
def test_more_rows_cost_no_more_queries(reader, address, db):
    from guatu.web.plans.ledger.models import Commitment

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert reader.get(address).status_code == 200
        return len(asked)

    cost()
    many = cost()
    keep = list(Commitment.objects.order_by("position").values_list("pk", flat=True)[:12])
    Commitment.objects.exclude(pk__in=keep).delete()
    assert cost() == many


def test_only_who_may_act_sees_a_button_beside_a_decision_and_only_today(reader, person):
    """A visitor is offered something to read; nobody acts on a day that has passed."""
    dispatcher = Client(HTTP_HOST="localhost")
    dispatcher.force_login(person("dispatcher"))
    buttons = [
        client.get(path).content.decode().split("<main")[1].count('class="btn seal"')
        for client, path in ((reader, "/"), (dispatcher, "/"), (dispatcher, "/?as_of=2026-06-30"))
    ]
    assert buttons[0] == buttons[2] == 0
    assert buttons[1] > 0
