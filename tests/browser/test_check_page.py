"""自检 in a real browser: the dispatcher checks a draft, wide and narrow, with and without script."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PASSWORD, fits
from tests.browser.test_accessibility import serious
from tests.web.addresses import PLAN

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LINES = [
    "平安县公园行动方案（2025—2027年）",
    "一、目标",
    "到2027年，服务业增加值达到344亿元以上、年均增长6%以上，公园绿地率达标率达到120%。",
    "二、任务",
    "2026年底前建成便民公园5个，引进养护企业3—5家。",
]


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    document = docx.Document()
    for line in LINES:
        document.add_paragraph(line)
    document.save(str(tmp_path / "草稿.docx"))
    return tmp_path / "草稿.docx"


def sign_in(page: Page, username: str) -> None:
    page.goto(f"/accounts/login/?next={PLAN}/check/")
    page.locator("[name=login]").fill(username)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form button").first.click()


@pytest.mark.parametrize(("wide", "script"), [(1440, True), (390, False)])
def test_a_dispatcher_checks_a_draft(open_page: Callable[..., Page], shot, person, draft, tmp_path, wide, script):
    person("dispatcher", username="diaodu", password=PASSWORD)
    page = open_page(wide=wide, script=script)
    sign_in(page, "diaodu")
    expect(page.get_by_role("heading", name="自检", exact=True)).to_be_visible()
    fits(page)
    shot(page, f"check-{wide}")
    page.get_by_label("草稿文件").set_input_files(draft)
    page.get_by_role("button", name="检查", exact=True).click()
    expect(page.get_by_text("这份草稿没有保存")).to_be_visible()
    expect(page.get_by_text("344 ÷")).to_be_visible()
    fits(page)
    shot(page, f"check-draft-{wide}")
    page.get_by_label("草稿文件").set_input_files(draft)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="下载带批注的Word").click()
    assert waiting.value.suggested_filename == "批注-草稿.docx"
    got = tmp_path / "批注.docx"
    waiting.value.save_as(got)
    assert [p.text for p in docx.Document(str(got)).paragraphs] == LINES


@pytest.mark.parametrize("wide", [1440, 390])
def test_the_pages_have_no_serious_finding(open_page: Callable[..., Page], shot, person, draft, wide):
    person("dispatcher", username="diaodu", password=PASSWORD)
    page = open_page(wide=wide)
    page.goto(f"{PLAN}/check/")
    fits(page)
    found = {"everybody": serious(page)}
    sign_in(page, "diaodu")
    found["dispatcher"] = serious(page)
    page.get_by_label("草稿文件").set_input_files(draft)
    page.get_by_role("button", name="检查", exact=True).click()
    found["draft"] = serious(page)
    page.goto(f"{PLAN}/check/")
    page.get_by_role("button", name="English").click()
    fits(page)
    shot(page, f"check-en-{wide}")
    found["english"] = serious(page)
    assert found == {name: [] for name in found}


def test_a_place_leads_to_the_words(open_page: Callable[..., Page]):
    page = open_page()
    page.goto(f"{PLAN}/check/")
    page.locator("#f3 .where a").first.click()
    expect(page.locator(":target")).to_be_visible()
