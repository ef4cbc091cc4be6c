"""The dispatcher gives every line its unit, sector by sector; what was assigned is seen where it is asked for."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PASSWORD, at, fits
from tests.browser.test_accessibility import serious
from tests.web.addresses import PLAN

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


class Clicks:
    """Counts what a person does: every click, choice and file."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, act: Callable[[], object]) -> None:
        self.count += 1
        act()


def sign_in(page: Page, name: str) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("用户名").fill(name)
    page.get_by_label("口令").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()


@pytest.mark.parametrize("script", [True, False])
def test_68_targets_get_their_lead_unit_sector_by_sector(open_page, person, script, capsys):
    person("dispatcher", username="diaodu", password=PASSWORD)
    page, clicks = open_page(script=script), Clicks()
    sign_in(page, "diaodu")
    page.goto(f"{PLAN}/")
    clicks(lambda: page.get_by_role("link", name="按领域批量指定").click())
    at(page, f"{PLAN}/owners/$")
    clicks(
        lambda: page.locator("select[name^=lead-]").first.select_option(label="市统计局")
    )  # one suggestion is not followed
    for _ in range(page.locator('button[name="only"]').count()):
        clicks(lambda: page.locator('button[name="only"]').first.click())
    expect(page.get_by_text("都有牵头单位了。")).to_be_visible()
    expect(page.get_by_text("目标68/68、里程碑14/14")).to_be_visible()
    with capsys.disabled():
        sys.stdout.write(f"\n68 targets and 14 milestones by sector: {clicks.count} actions\n")
    assert clicks.count <= 20
    page.goto(f"{PLAN}/targets/总体-05/")
    expect(page.get_by_role("main").get_by_text("市统计局").first).to_be_visible()


@pytest.mark.parametrize("wide", [1440, 390])
def test_the_pages_of_owners_fit_and_have_no_serious_finding(open_page, person, shot, wide):
    person("dispatcher", username="diaodu", password=PASSWORD)
    page = open_page(wide=wide)
    sign_in(page, "diaodu")
    page.goto(f"{PLAN}/owners/")
    page.get_by_role("button", name="指定所有勾选的").click()
    findings = {}
    for name, address in (
        ("owners", f"{PLAN}/owners/?show=all"),
        ("owner-line", f"{PLAN}/owners/物流-06/"),
        ("owner-target", f"{PLAN}/targets/物流-06/"),
        ("units", "/office/units/"),
        ("unit", "/office/units/swj/"),
        ("handover", "/office/handover/?unit=jtj"),
    ):
        page.goto(address)
        fits(page)
        shot(page, f"{name}-{wide}")
        if found := serious(page):
            findings[name] = found
    assert findings == {}


def test_the_handover_sheet_prints_on_paper(open_page, person, tmp_path):
    person("dispatcher", username="diaodu", password=PASSWORD)
    page = open_page()
    sign_in(page, "diaodu")
    page.goto(f"{PLAN}/owners/")
    page.get_by_role("button", name="指定所有勾选的").click()
    page.goto("/office/handover/")
    page.locator("select[name=unit]").select_option(label="市商务局")
    page.get_by_label("接收人").fill("某丙")
    page.get_by_role("button", name="列出").click()
    expect(page.get_by_text("监交人")).to_be_visible()
    page.emulate_media(media="print")
    assert (
        page.get_by_role("button", name="列出").count() == 0 or not page.get_by_role("button", name="列出").is_visible()
    )
    expect(page.get_by_text("某丙").last).to_be_visible()
    assert page.pdf(format="A4").startswith(b"%PDF")
