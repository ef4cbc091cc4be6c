"""自检 in a real browser: a draft is checked, kept, found again and made a plan, with its number of actions."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PASSWORD, at, fits
from tests.browser.test_accessibility import serious
from tests.browser.test_owner_journeys import Clicks
from tests.web.addresses import PLAN

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LINES = [
    "乌海市公园行动方案（2025—2027年）",
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


def sign_in(page: Page, username: str, to: str = "/check/draft/") -> None:
    page.goto(f"/accounts/login/?next={to}")
    page.locator("[name=login]").fill(username)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form button").first.click()


@pytest.mark.parametrize(("wide", "script"), [(1440, True), (390, False)])
def test_a_draft_is_checked_kept_found_again_and_made_a_plan(
    open_page: Callable[..., Page], shot, person, draft, tmp_path, capsys, wide, script
):
    person("dispatcher", username="diaodu", password=PASSWORD)
    page, clicks = open_page(wide=wide, script=script), Clicks()
    sign_in(page, "diaodu")
    expect(page.get_by_role("heading", name="检查一份草稿")).to_be_visible()
    expect(page.get_by_text("还没有选", exact=True)).to_be_visible()
    fits(page)
    shot(page, f"check-form-{wide}")
    clicks(lambda: page.get_by_label("草稿文件").set_input_files(draft))
    expect(page.get_by_text("还没有选", exact=True)).to_be_hidden()  # the name of the file is in its place
    clicks(lambda: page.get_by_role("button", name="检查", exact=True).click())
    expect(page.get_by_text("344 ÷")).to_be_visible()
    expect(page.get_by_role("heading", name="读出来的")).to_be_visible()
    fits(page)
    shot(page, f"check-draft-{wide}")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="下载带批注的Word").click()
    assert waiting.value.suggested_filename == "批注-草稿.docx"
    got = tmp_path / "批注.docx"
    waiting.value.save_as(got)
    assert [p.text for p in docx.Document(str(got)).paragraphs] == LINES
    clicks(lambda: page.get_by_role("button", name="留下这次检查").click())
    expect(page.get_by_text("已留下：")).to_be_visible()
    page.goto("/check/draft/")
    clicks(lambda: page.get_by_role("link", name="乌海市公园行动方案").click())
    clicks(lambda: page.get_by_role("link", name="用它作方案").click())
    expect(page.get_by_text("不用再传")).to_be_visible()
    fits(page)
    clicks(lambda: page.get_by_role("button", name="读这份方案").click())
    expect(page.get_by_text("现在是草稿，审阅、发布以后才对外")).to_be_visible()
    at(page, "/review/")
    with capsys.disabled():
        sys.stdout.write(f"\na draft checked, kept, found again and made a plan ({wide}): {clicks.count} actions\n")
    assert clicks.count <= 6


@pytest.mark.parametrize("script", [True, False])
def test_the_file_field_speaks_our_language_and_is_used_by_keyboard(open_page, person, draft, script):
    """The browser's own words are painted transparent; Space opens the choice, Tab comes to it."""
    person("dispatcher", username="diaodu", password=PASSWORD)
    page = open_page(script=script)
    sign_in(page, "diaodu")
    for address in ("/check/draft/", "/office/plans/add/", "/office/loads/new/figures/", "/office/excel/units/"):
        page.goto(address)
        field = page.locator("main input[type=file]")
        assert page.locator("main .filefield").count() == page.locator("main input[type=file]").count() == 1
        empty = (
            page.evaluate("getComputedStyle(document.querySelector('main input[type=file]')).color") if script else ""
        )
        assert empty in ("", "rgba(0, 0, 0, 0)")
        field.focus()
        with page.expect_file_chooser() as choice:
            page.keyboard.press("Space")
        choice.value.set_files(draft)
        expect(page.get_by_text("还没有选", exact=True)).to_be_hidden()
    page.goto("/check/draft/")
    page.get_by_role("button", name="检查", exact=True).click()  # an empty field is answered by us
    expect(page.get_by_text("请选一个文件。")).to_be_visible()


@pytest.mark.parametrize("wide", [1440, 390])
def test_the_pages_have_no_serious_finding(open_page: Callable[..., Page], shot, person, draft, wide):
    person("dispatcher", username="diaodu", password=PASSWORD)
    page = open_page(wide=wide)
    page.goto(f"{PLAN}/check/")
    fits(page)
    found = {"everybody": serious(page)}
    sign_in(page, "diaodu")
    found["form"] = serious(page)
    page.get_by_label("草稿文件").set_input_files(draft)
    page.get_by_role("button", name="检查", exact=True).click()
    found["draft"] = serious(page)
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
