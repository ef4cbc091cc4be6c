"""Several tasks at once: each by its own service, each with its own answer, and nobody reaches further than alone."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guatu.core.tasks.model import TaskState
from guatu.web.audit.models import Entry
from guatu.web.audit.verify import verify
from tests.web.tasks.test_task_pages import at, browser, words

pytestmark = pytest.mark.django_db
REPORT = {"done_on": "2026-11-20", "paper": "乌政服〔2026〕8号"}


def at_once(office, verb: str) -> str:
    return f"/plans/{office.line.code}/tasks-at-once/{verb}/"


def leads_of_ticked(page) -> list[str]:
    return [row.lead for row, tick in page.context["rows"] if tick]


def test_each_row_answers_for_itself(office):
    both = [office.key("移动端"), office.key("支付")]
    page = browser(office.liaison).post(at_once(office, "report"), {**REPORT, "task": both})
    assert "办好2项" in words(page)
    assert {office.task(w).state for w in ("移动端", "支付")} == {TaskState.REPORTED}
    again = browser(office.liaison).post(at_once(office, "report"), {**REPORT, "task": both})
    assert "2项没有办" in words(again)
    browser(office.dispatcher).post(at_once(office, "close"), {"finding": "属实", "task": [both[0]]})
    page = browser(office.dispatcher).post(at_once(office, "close"), {"finding": "属实", "task": both})
    assert "办好1项" in words(page)
    assert "1项没有办" in words(page)  # closed already: its reason stands beside it
    assert {office.task(w).state for w in ("移动端", "支付")} == {TaskState.CLOSED}
    assert verify().findings == ()


def test_who_reported_does_not_close_his_own_and_the_others_are_closed(office):
    mine, theirs = office.key("移动端"), office.key("支付")
    browser(office.dispatcher).post(at_once(office, "report"), {**REPORT, "task": [mine]})
    browser(office.liaison).post(at_once(office, "report"), {**REPORT, "task": [theirs]})
    page = browser(office.dispatcher).post(at_once(office, "close"), {"finding": "属实", "task": [mine, theirs]})
    assert (office.task("移动端").state, office.task("支付").state) == (TaskState.REPORTED, TaskState.CLOSED)
    assert "另一位" in words(page)


def test_a_task_of_another_unit_refuses_the_whole_and_is_logged(office):
    keys = [office.key("移动端"), office.key("事项库")]
    answer = browser(office.liaison).post(at_once(office, "report"), {**REPORT, "task": keys})
    assert answer.status_code == 403
    assert office.task("移动端").state is TaskState.OVERDUE
    assert Entry.objects.order_by("-seq").first().action == "refused"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({}, "A684"),
        ({"task": [f"x{n}" for n in range(201)]}, "A685"),
        ({"task": ["没有"], "done_on": "2026-11-20"}, "A503"),
    ],
)
def test_what_cannot_be_begun_is_said(office, given, code):
    assert code in words(browser(office.liaison).post(at_once(office, "report"), given))


@pytest.mark.parametrize(
    ("verb", "given"), [("report", {"done_on": "昨天"}), ("close", {"finding": ""}), ("return", {})]
)
def test_a_field_that_is_not_filled_changes_nothing(office, verb, given):
    page = browser(office.dispatcher).post(at_once(office, verb), {**given, "task": [office.key("移动端")]})
    assert (page.status_code, "A686" in words(page)) == (400, True)
    assert office.task("移动端").state is TaskState.OVERDUE


def test_only_what_one_may_do_can_be_ticked(office):
    assert leads_of_ticked(browser().get(at(office))) == []
    assert set(leads_of_ticked(browser(office.liaison).get(at(office)))) == {"市商务局"}
    page = browser(office.dispatcher).get(at(office))
    assert len(leads_of_ticked(page)) == len(page.context["rows"])
    past = browser(office.dispatcher).get(f"{at(office)}?as_of=2026-11-22")
    assert leads_of_ticked(past) == []
    assert "一次办几项" not in past.content.decode()


def test_ticks_cost_the_same_queries_on_a_page_of_one_and_of_all(office):
    def cost(query: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert browser(office.dispatcher).get(f"{at(office)}?{query}").status_code == 200
        return len(asked)

    cost("")
    assert cost("q=支付") == cost("")
