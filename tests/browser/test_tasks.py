"""A task from the liaison's report to the dispatcher's close-out, with every click counted."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PASSWORD, at, fits
from tests.browser.test_accessibility import serious
from tests.web.tasks.conftest import load_tasks

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


class Hand:
    """What a person does with the page: each click and each field filled in is one act."""

    def __init__(self, page: Page) -> None:
        self.page, self.acts = page, 0

    def click(self, role: str, name: str) -> None:
        self.acts += 1
        self.page.get_by_role(role, name=name).first.click()  # type: ignore[arg-type]

    def fill(self, label: str, words: str) -> None:
        self.acts += 1
        self.page.get_by_label(label, exact=True).fill(words)


def signed_in(open_page: Callable[..., Page], who: str, **more: int) -> Page:
    page = open_page(**more)
    page.goto("/accounts/login/")
    page.get_by_label("用户名").fill(who)
    page.get_by_label("口令").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    return page


@pytest.fixture
def people(person) -> None:
    from guatu.web.people.models import Unit

    Unit.objects.get_or_create(code="swj", defaults={"name": "市商务局"})
    person("liaison", username="lianluo", unit="swj", password=PASSWORD)
    person("dispatcher", username="diaodu", password=PASSWORD)


def test_the_liaison_reports_and_the_dispatcher_closes(open_page, people, shot, capsys):
    plan = load_tasks().code

    liaison = Hand(signed_in(open_page, "lianluo"))
    liaison.page.goto(f"/plans/{plan}/")
    liaison.click("link", "建设政务服务移动端")
    liaison.fill("凭什么：文号或标题", "乌政服〔2026〕8号")
    liaison.click("button", "报告办结")
    expect(liaison.page.get_by_role("status")).to_contain_text("已报告办结")
    shot(liaison.page, "task-reported")

    dispatcher = Hand(signed_in(open_page, "diaodu"))
    dispatcher.page.goto(f"/plans/{plan}/")
    dispatcher.click("link", "逐项核查")
    at(dispatcher.page, "state=reported")
    dispatcher.click("link", "建设政务服务移动端")
    expect(dispatcher.page.get_by_text("乌政服〔2026〕8号")).to_be_visible()
    dispatcher.fill("核查意见", "查看应用商店，属实")
    dispatcher.click("button", "销号")
    expect(dispatcher.page.get_by_role("status")).to_contain_text("已销号")
    shot(dispatcher.page, "task-closed")

    public = open_page()
    public.goto(f"/plans/{plan}/tasks/?state=closed")
    expect(public.get_by_role("link", name="建设政务服务移动端")).to_be_visible()

    with capsys.disabled():
        sys.stdout.write(f"\n报告办结：{liaison.acts}步；核查销号：{dispatcher.acts}步\n")
    assert liaison.acts <= 3
    assert dispatcher.acts <= 4


def test_a_session_that_ends_in_the_middle_loses_nothing(open_page, people):
    plan = load_tasks().code
    page = signed_in(open_page, "lianluo")
    page.goto(f"/plans/{plan}/tasks/")
    page.get_by_role("link", name="建设政务服务移动端").click()
    page.get_by_label("办结日", exact=True).fill("2026-09-28")
    page.get_by_label("凭什么：文号或标题").fill("乌政服〔2026〕8号")
    page.get_by_text("网址、文件、办理情况").click()
    page.get_by_label("办理情况").fill("已在三家应用商店上线")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="报告办结").click()
    at(page, "/accounts/login/")
    page.get_by_label("用户名").fill("lianluo")
    page.get_by_label("口令").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_label("凭什么：文号或标题")).to_have_value("乌政服〔2026〕8号")
    expect(page.get_by_label("办结日", exact=True)).to_have_value("2026-09-28")
    expect(page.get_by_label("办理情况")).to_have_value("已在三家应用商店上线")
    page.get_by_role("button", name="报告办结").click()
    expect(page.get_by_role("status")).to_contain_text("已报告办结")
    page.reload()
    assert page.evaluate("Object.entries(sessionStorage).filter(([k, v]) => k.startsWith('guatu') && v !== '{}')") == []


@pytest.mark.parametrize("wide", [1440, 390])
def test_the_pages_of_tasks_have_no_serious_finding_and_fit(open_page, people, shot, wide):
    plan = load_tasks().code
    page = signed_in(open_page, "diaodu", wide=wide)
    findings = {}
    page.goto(f"/plans/{plan}/tasks/")
    first = page.get_by_role("link", name="建设政务服务移动端").get_attribute("href")
    for name, address in {"tasks": f"/plans/{plan}/tasks/", "task": first, "overview": f"/plans/{plan}/"}.items():
        page.goto(address)
        fits(page)
        shot(page, f"{name}-of-tasks-{wide}")
        if found := serious(page):
            findings[name] = found
    assert findings == {}
    if wide == 390:  # a finger needs 44 px
        heights = page.evaluate("[...document.querySelectorAll('.tasks th a')].map(a => a.offsetHeight)")
        assert [h for h in heights if h < 44] == []
