"""Two plans side by side: neither disturbs the other; the switcher, the list, the office's home and a draft's page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PASSWORD, at, fits
from tests.browser.test_accessibility import serious
from tests.web.addresses import PLAN
from tests.web.second_plan import load_draft, publish

LONG = """乌海市人民政府办公室关于进一步优化营商环境推动民营经济和中小企业高质量发展若干措施任务分工实施方案

一、优化服务

到2027年底，新增民营企业2000家以上（牵头单位：市市场监管局）。
"""


@pytest.fixture
def second(site):
    return publish(load_draft())


@pytest.fixture
def bare(site):
    from datetime import date

    from guatu.core.plan.model import Context
    from guatu.web.plans.ledger.services import load_plan

    return load_plan("新增托位100个。\n", context=Context(), on=date(2026, 11, 22), by=None).plan


def sign_in(page: Page, person) -> None:
    user = person("dispatcher", password=PASSWORD)
    page.goto("/accounts/login/")
    page.get_by_label("用户名").fill(user.username)
    page.get_by_label("口令").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()


@pytest.mark.parametrize("script", [True, False])
def test_two_plans_side_by_side(second, open_page, script):
    """From one to the other and back; what one says stays what it said."""
    first, other = open_page(script=script), open_page(script=script)
    first.goto(f"{PLAN}/targets/")
    expect(first.get_by_role("link", name="游客数量").first).to_be_visible()
    other.goto(f"/plans/{second.code}/targets/")
    expect(other.get_by_role("link", name="养老床位").first).to_be_visible()
    expect(other.get_by_role("link", name="游客数量")).to_have_count(0)
    first.reload()
    expect(first.get_by_role("link", name="游客数量").first).to_be_visible()
    expect(first.get_by_role("link", name="养老床位")).to_have_count(0)
    first.locator("details.switch > summary").click()
    first.locator("details.switch").get_by_role("link", name="民生实事").click()
    at(first, f"/plans/{second.code}/$")
    first.get_by_role("link", name="挂图").first.click()
    at(first, "/$")
    first.get_by_role("link", name="促进服务业高质量发展").first.click()
    at(first, f"{PLAN}/$")


def test_a_past_day_of_the_first_plan_is_answered_although_the_second_came_later(second, open_page):
    page = open_page()
    page.goto("/?as_of=2026-01-05")
    page.get_by_role("link", name="促进服务业高质量发展").first.click()
    at(page, rf"{PLAN}/\?as_of=2026-01-05")
    expect(page.get_by_role("main").get_by_text("68个目标").first).to_be_visible()


@pytest.mark.parametrize("wide", [1440, 390])
def test_the_pages_of_several_plans_fit_and_can_be_read(second, bare, open_page, shot, person, wide):
    publish(load_draft(LONG))
    page = open_page(wide=wide)
    for name, address in (("plans", "/plans/"), ("second", f"/plans/{second.code}/")):
        page.goto(address)
        fits(page)
        shot(page, f"{name}-{wide}")
        assert serious(page) == []
    page.locator("details.switch > summary").click()
    fits(page)
    shot(page, f"switch-{wide}")
    sign_in(page, person)
    for name, address in (
        ("office", "/office/"),
        ("plans-staff", "/plans/"),
        ("draft", f"/plans/{bare.code}/"),
        ("target-key", f"{PLAN}/targets/C005/"),
        ("text-keys", f"{PLAN}/text/"),
    ):
        page.goto(address)
        fits(page)
        shot(page, f"{name}-{wide}")
        assert serious(page) == []


def test_a_draft_takes_what_it_needs_and_is_published_then(bare, open_page, person):
    page = open_page()
    sign_in(page, person)
    page.goto(f"/plans/{bare.code}/")
    expect(page.get_by_text("标题、地区、起止年份")).to_be_visible()
    page.get_by_label("标题").fill("托育服务行动")
    page.get_by_label("地区").fill("乌海市")
    page.get_by_label("起始年").fill("2026")
    page.get_by_label("结束年").fill("2027")
    page.get_by_role("button", name="存下").click()
    expect(page.get_by_text("该写的都有了")).to_be_visible()
    page.get_by_role("link", name="挂图").first.click()
    expect(
        page.get_by_role("main").get_by_text("68个目标").first
    ).to_be_visible()  # the public's first page is as it was
