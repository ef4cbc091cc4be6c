"""The pages of tasks: everybody sees the state, staff who and how; forms only for those who may, only today."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from guatu.core.tasks.model import TaskState
from guatu.web.audit.verify import verify
from tests.web.tasks.conftest import TODAY

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def browser(user=None) -> Client:
    client = Client(HTTP_HOST="localhost")
    if user is not None:
        client.force_login(user, backend=BACKEND)
    return client


def words(response) -> str:
    """The page's text; what is strong stands within its sentence."""
    plain = re.sub(r"<[^>]+>", " ", re.sub(r"</?b>|<wbr>|\u2060", "", response.content.decode()))
    return re.sub(r"\s+", " ", plain)


def missing(response, *wanted: str) -> list[str]:
    return [one for one in wanted if one not in words(response) and one not in response.content.decode()]


def at(office, *more) -> str:
    return "/".join(["/plans", office.line.code, "tasks", *more, ""])


def reported(office, **more):
    given = {"done_on": "2026-09-28", "paper": "乌政服〔2026〕8号", **more}
    return browser(office.liaison).post(at(office, office.key("移动端"), "report"), given)


def test_the_list_begins_with_what_is_late(office):
    said = words(browser().get(at(office)))
    assert "3项里程碑和举措，1项逾期、1项到期未报、1项未到期。" in said
    assert said.index("建设政务服务移动端 ") < said.index("建设统一公共支付系统 ") < said.index("完善事项库 ")


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ({"state": "overdue"}, {"移动端"}),
        ({"state": "overdue,unreported"}, {"移动端", "支付系统"}),
        ({"unit": "市统计局"}, {"事项库"}),
        ({"unit": "市商务局"}, {"移动端", "支付系统"}),
        ({"sector": "2"}, {"事项库"}),
        ({"q": "支付"}, {"支付系统"}),
        ({"q": "%"}, set()),
        ({"state": "nonsense"}, set()),  # and the page says that there is no such state
        ({"state": "nonsense,overdue"}, {"移动端"}),
    ],
)
def test_the_list_is_filtered(office, query, seen):
    page = browser().get(at(office), query)
    assert page.status_code == 200
    labels = "".join(row.label for row, _tick in page.context["rows"])
    assert ("里没有“nonsense”" in words(page)) is ("nonsense" in query.get("state", ""))
    assert {w for w in ("移动端", "支付系统", "事项库") if w in labels} == seen


def test_everybody_sees_the_state_and_nobody_a_form(office):
    page = browser().get(at(office, office.key("移动端")))
    assert "2026年9月30日到期，已过54天，没有办结报告。" in words(page)
    assert "建设政务服务移动端" in words(page)
    assert b"taskform" not in page.content


def test_the_liaison_reports_and_the_dispatcher_closes(office):
    key = office.key("移动端")
    assert b"taskform" in browser(office.liaison).get(at(office, key)).content
    assert b"taskform" not in browser(office.other_liaison).get(at(office, key)).content
    answer = reported(office, note="已上线", file=SimpleUploadedFile("验收单.pdf", b"%PDF-1.7"))
    assert (answer.status_code, unquote(answer.headers["Location"])) == (302, at(office, key))
    page = browser(office.dispatcher).get(at(office, key))
    assert missing(page, "乌政服〔2026〕8号", "lianluo", "已上线") == []
    closed = browser(office.dispatcher).post(at(office, key, "close"), {"reason": "查看应用商店，属实"})
    assert closed.status_code == 302
    assert office.task("移动端").state is TaskState.CLOSED
    assert verify().findings == ()


def test_the_public_sees_neither_who_nor_the_paper_before_it_is_closed(office):
    key = office.key("移动端")
    reported(office, note="内部情况")
    said = words(browser().get(at(office, key)))
    assert "报告办结，等待核查" in said
    assert not [w for w in ("lianluo", "乌政服〔2026〕8号", "内部情况") if w in said]
    browser(office.dispatcher).post(at(office, key, "return"), {"reason": "内部意见"})
    reported(office, paper="乌政服〔2026〕9号", note="内部情况")
    browser(office.dispatcher).post(at(office, key, "close"), {"reason": "内部意见"})
    said = words(browser().get(at(office, key)))
    assert "乌政服〔2026〕9号" in said  # the paper that proves it
    assert not [w for w in ("乌政服〔2026〕8号", "lianluo", "diaodu", "内部情况", "内部意见") if w in said]


def test_the_overview_begins_with_the_tasks_of_a_plan_of_tasks(office):
    page = browser().get(f"/plans/{office.line.code}/")
    assert words(page).count("3项里程碑和举措，1项逾期、1项到期未报、1项未到期。") == 2  # the verdict, and its section
    assert "催报2项到期没有报告的任务" in words(page)
    reported(office)
    page = browser().get(f"/plans/{office.line.code}/")
    assert "核查1项报告办结的任务" in words(page)
    report = page.context["o"].tasks
    assert [row.task for row in report.waiting] == [office.key("移动端")]
    assert {m.row.task: (m.word_before, m.row.word) for m in report.moved} == {
        office.key("移动端"): ("逾期", "已完成待核"),
        office.key("支付"): ("未到期", "到期未报"),
    }


def test_what_is_closed_falls_due_no_more(office):
    def coming() -> list[str]:
        return [str(day.text) for day in browser().get(f"/plans/{office.line.code}/").context["o"].next_days]

    assert coming() == ["1个里程碑到期"]
    key = office.key("事项库")
    browser(office.other_liaison).post(at(office, key, "report"), {"done_on": "2026-11-20", "paper": "办事指南"})
    browser(office.dispatcher).post(at(office, key, "close"), {"reason": "属实"})
    assert coming() == []


def test_the_exported_ledger_says_the_state_and_the_paper_but_nobody(office):
    from guatu.store.ledger_xlsx import read_ledger

    key = office.key("移动端")
    reported(office)
    browser(office.dispatcher).post(at(office, key, "close"), {"reason": "属实"})
    rows = {row.code: row for row in read_ledger(browser().get(f"/plans/{office.line.code}/ledger.xlsx").content)}
    assert (rows[key].status, rows[key].due_on.isoformat()) == ("已销号", "2026-09-30")
    assert rows[key].evidence.endswith("乌政服〔2026〕8号")
    late = rows[office.key("支付")]
    assert (late.status, late.progress) == ("到期未报", "")
    assert "没有办结报告" in late.problems
    assert not [w for row in rows.values() for w in ("lianluo", "diaodu") if w in str(row)]


def test_the_sector_and_the_text_show_the_state(office):
    for page in ("sectors/1/", "text/"):
        said = words(browser().get(f"/plans/{office.line.code}/{page}"))
        assert [w for w in ("逾期", "到期未报") if w not in said] == []


def test_the_file_is_for_those_who_have_a_part_in_it(office):
    key = office.key("移动端")
    reported(office, file=SimpleUploadedFile("验收单.pdf", b"%PDF-1.7"))
    page = browser(office.dispatcher).get(at(office, key))
    address = re.search(r'href="([^"]*/files/[^"]*)"', page.content.decode())[1]
    got = browser(office.dispatcher).get(address)
    assert (got.content, got.headers["X-Content-Type-Options"]) == (b"%PDF-1.7", "nosniff")
    assert "attachment" in got.headers["Content-Disposition"]
    assert browser(office.other_liaison).get(address).status_code == 200  # her unit supports it
    assert browser().get(address).status_code == 403
    assert browser(office.dispatcher).get(at(office, office.key("支付"), "files", "0" * 64)).status_code == 404


def test_a_refusal_says_what_to_do_and_keeps_what_was_typed(office):
    key = office.key("移动端")
    page = browser(office.liaison).post(at(office, key, "report"), {"done_on": "2026-09-28", "note": "很长的情况"})
    assert (page.status_code, missing(page, "A626", "很长的情况")) == (400, [])
    page = browser(office.liaison).post(at(office, key, "report"), {"done_on": "九月", "paper": "某文"})
    assert (page.status_code, missing(page, "年-月-日", 'value="某文"')) == (400, [])
    page = browser(office.liaison).post(at(office, key, "report"), {"done_on": "2027-01-01", "paper": "某文"})
    assert (page.status_code, missing(page, "A623")) == (400, [])
    assert office.task("移动端").state is TaskState.OVERDUE


def test_a_file_that_is_too_large_is_refused_before_it_is_read(office):
    path = at(office, office.key("移动端"), "report")
    answer = browser(office.liaison).generic(
        "POST", path, b"x", content_type="text/plain", CONTENT_LENGTH=200 * 1024**2
    )
    assert (answer.status_code, missing(answer, "A627", "20MB")) == (400, [])


def test_a_file_that_is_a_little_too_large_is_refused_on_its_form_and_nothing_is_lost(office, monkeypatch):
    from guatu.web.public import task_forms

    monkeypatch.setattr(task_forms, "LARGEST", 10)
    path = at(office, office.key("移动端"), "report")
    sent = {"done_on": "2026-09-28", "note": "办好了", "file": SimpleUploadedFile("大.pdf", b"x" * 100)}
    answer = browser(office.liaison).post(path, sent)
    assert (answer.status_code, missing(answer, "A627", "办好了", "2026-09-28")) == (400, [])


def test_whoever_reported_is_told_that_another_must_check(office):
    key = office.key("移动端")
    browser(office.dispatcher).post(at(office, key, "report"), {"done_on": "2026-09-28", "paper": "某文"})
    page = browser(office.dispatcher).get(at(office, key))
    assert "请另一位调度员核查" in words(page)
    assert b"/close/" not in page.content
    assert browser(office.dispatcher).post(at(office, key, "close"), {"reason": "属实"}).status_code == 400
    assert b"/close/" in browser(office.other_dispatcher).get(at(office, key)).content


def test_a_past_day_shows_what_was_and_nothing_to_do(office):
    key = office.key("移动端")
    reported(office)
    page = browser(office.liaison).get(at(office, key), {"as_of": "2026-10-08"})
    assert "到期，已过8天，没有办结报告" in words(page)
    assert b"taskform" not in page.content


def test_a_withdrawn_task_keeps_its_page(office):
    from guatu.web.plans.amend.services import amend_plan
    from tests.web.tasks.conftest import TEXT

    key = office.key("支付")
    browser(office.liaison).post(at(office, key, "report"), {"done_on": "2026-11-20", "paper": "某文"})
    text = TEXT.replace(TEXT[TEXT.index("2.建设") : TEXT.index("二、便民")], "")
    amend_plan(
        office.line.newest, text, effective=TODAY, paper="某文〔2026〕1号", reason="调整", apart=True, late=True,
        on=TODAY, by=None,
    )  # fmt: skip
    page = browser().get(at(office, key))
    assert (page.status_code, missing(page, "不再有这一条", "报告办结")) == (200, [])
    assert browser().get(at(office, "没有-99")).status_code == 404


def test_a_yearly_task_is_reported_year_by_year(office):
    from tests.web.tasks.conftest import load_tasks

    line = load_tasks("乌海市2026年另一个实施方案\n\n一、便民\n\n2026—2027年每年组织便民服务检查。\n")
    from guatu.web.standing.selectors import standing

    (item,) = standing(TODAY, line=line).items
    path = f"/plans/{line.code}/tasks/{item.id}/"
    client = browser(office.dispatcher)
    assert b'<option value="2027"' in client.get(path).content
    assert client.post(path + "report/", {"done_on": "2026-06-01", "paper": "检查通报"}).status_code == 400
    assert client.post(path + "report/", {"done_on": "2026-06-01", "paper": "通报", "year": "2026"}).status_code == 302
    browser(office.other_dispatcher).post(path + "close/", {"reason": "属实", "year": "2026"})
    said = standing(TODAY, line=line).tasks[item.id]
    assert [(y.year, y.state) for y in said.years] == [(2026, TaskState.CLOSED), (2027, TaskState.NOT_DUE)]


def test_the_number_of_queries_does_not_grow_with_the_tasks(office, django_assert_max_num_queries):
    browser().get(at(office))
    with django_assert_max_num_queries(20):
        browser().get(at(office))
