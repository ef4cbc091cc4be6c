"""The dispatcher gives every line its unit, sector by sector; what was assigned is seen where it is asked for."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PASSWORD, at, fits
from tests.browser.test_accessibility import serious
from tests.store.test_round_trip import retyped
from tests.web.addresses import PLAN
from tests.web.office.test_excel_pages import typed

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


def test_excel_goes_out_and_comes_back(open_page, person, capsys, tmp_path):
    person("dispatcher", username="diaodu", password=PASSWORD)
    page, clicks = open_page(), Clicks()
    sign_in(page, "diaodu")
    page.goto(f"{PLAN}/owners/")
    with page.expect_download() as started:
        clicks(lambda: page.get_by_role("link", name="导出清单Excel").click())
    edits = {"物流-06": {"牵头单位": "市商务局"}, "物流-10": {"牵头单位": "市统计局", "责任人": "某甲"}}
    filled = tmp_path / "填好的.xlsx"
    filled.write_bytes(retyped(Path(started.value.path()).read_bytes(), typed("清单", "条目号", edits)))
    clicks(lambda: page.get_by_role("link", name="填好后导入").click())
    clicks(lambda: page.get_by_label("填好的文件").set_input_files(filled))
    clicks(lambda: page.get_by_role("button", name="看看会改什么").click())
    expect(page.get_by_text("2行可以改入")).to_be_visible()
    clicks(lambda: page.get_by_role("button", name="改入勾选的行").click())
    expect(page.get_by_text("已改入2行")).to_be_visible()
    with capsys.disabled():
        sys.stdout.write(f"\nExcel out and back: {clicks.count} actions\n")
    assert clicks.count <= 6


@pytest.mark.parametrize("wide", [1440, 390])
def test_the_pages_of_excel_fit_and_have_no_serious_finding(open_page, person, shot, wide, tmp_path):
    person("dispatcher", username="diaodu", password=PASSWORD)
    page = open_page(wide=wide)
    sign_in(page, "diaodu")
    data = page.request.get(f"{PLAN}/ledger.xlsx").body()
    edits = {
        "物流-06": {"牵头单位": "市商务局", "责任(配合)单位": "市统计局、市发展改革委"},
        "物流-10": {"牵头单位": "没有这个局"},
        "物流-12": {"牵头单位": "市统计局", "完成时限": "2028年底"},
    }
    filled = tmp_path / "填好的.xlsx"
    filled.write_bytes(retyped(data, typed("清单", "条目号", edits)))
    page.goto(f"{PLAN}/owners/物流-12/")
    page.locator("select[name=lead]").select_option(label="市商务局")
    page.locator("form", has=page.locator("select[name=lead]")).get_by_role("button", name="存下").click()
    page.goto(f"{PLAN}/excel/")
    fits(page)
    shot(page, f"excel-{wide}")
    assert serious(page) == []
    page.get_by_label("填好的文件").set_input_files(filled)
    page.get_by_role("button", name="看看会改什么").click()
    expect(page.get_by_text("导出以后有人改过").first).to_be_visible()
    fits(page)
    shot(page, f"excel-look-{wide}")
    assert serious(page) == []
    for kind, address in (("tasks", f"{PLAN}/excel/tasks/"), ("figures", "/office/excel/figures/")):
        page.goto(address)
        fits(page)
        shot(page, f"excel-{kind}-{wide}")
        assert serious(page) == []
