"""Every page, wide and narrow: axe finds nothing serious, nothing is wider than the window, and a picture is kept."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import fits
from tests.web.addresses import PLAN

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = {
    "overview": "/",
    "overview-past": "/?as_of=2026-04-29",
    "plan": f"{PLAN}/text/",
    "plan-filtered": f"{PLAN}/text/?kind=action&q=物流",
    "targets": f"{PLAN}/targets/",
    "targets-none": f"{PLAN}/targets/?q=没有这样的词",
    "sectors": f"{PLAN}/sectors/",
    "sector": f"{PLAN}/sectors/2/",
    "indicators": "/indicators/",
    "sources": "/sources/",
    "wall": f"{PLAN}/wall/",
    "rules": "/rules/",
    "help": "/help/",
    "login": "/accounts/login/",
    "not-found": "/nothing/",
    "bad-day": "/?as_of=never",
}


def inner(page: Page, list_page: str, words: str) -> str:
    page.goto(list_page)
    return page.get_by_role("link", name=words, exact=True).first.get_attribute("href") or ""


def serious(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [
        f"{v['id']}: {v['nodes'][0]['html'][:160]} ({len(v['nodes'])})"
        for v in found
        if v["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("wide", [1440, 390])
def test_no_page_has_a_serious_finding(open_page: Callable[..., Page], shot, wide):
    page = open_page(wide=wide)
    addresses = dict(PAGES)
    addresses["target"] = inner(page, f"{PLAN}/targets/", "服务业增加值")
    addresses["target-silent"] = inner(page, f"{PLAN}/targets/", "智能快件箱格口数")
    addresses["indicator"] = inner(page, "/indicators/", "第三产业增加值")
    addresses["source"] = inner(page, "/sources/", "乌海市2025年国民经济和社会发展统计公报")
    findings = {}
    for name, address in addresses.items():
        page.goto(address)
        fits(page)
        shot(page, f"{name}-{wide}")
        if found := serious(page):
            findings[name] = found
    assert findings == {}


def test_the_english_pages_have_no_serious_finding(open_page: Callable[..., Page], shot):
    page = open_page()
    page.goto("/")
    page.get_by_role("button", name="English").click()
    findings = {}
    for name in ("overview", "plan", "targets", "sectors", "sources", "wall", "rules", "help", "login"):
        page.goto(PAGES[name])
        fits(page)
        shot(page, f"{name}-en")
        if found := serious(page):
            findings[name] = found
    assert findings == {}
