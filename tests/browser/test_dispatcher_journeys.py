"""What a dispatcher does with plans, with its number of actions; the mayor's page on paper."""

from __future__ import annotations

import sys
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PASSWORD, at, fits
from tests.browser.test_accessibility import serious
from tests.browser.test_owner_journeys import Clicks, sign_in
from tests.web.addresses import PLAN
from tests.web.office.test_plans_on_their_way import AMENDED, TEXT

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MINE = TEXT.replace("海川市", "乌海市")


def said(capsys, words: str, clicks: Clicks) -> None:
    with capsys.disabled():
        sys.stdout.write(f"\n{words}: {clicks.count} actions\n")


def file(folder: Path, text: str, name: str = "方案.txt") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_her_own_plan_is_read_reviewed_and_published(open_page, person, tmp_path, capsys, shot):
    person("dispatcher", username="diaodu", password=PASSWORD)
    page, clicks = open_page(), Clicks()
    sign_in(page, "diaodu")
    at(page, "/office/$")
    clicks(lambda: page.get_by_role("link", name="添加方案").first.click())
    clicks(lambda: page.get_by_label("方案原文").set_input_files(file(tmp_path, MINE)))
    clicks(lambda: page.get_by_role("button", name="读这份方案").click())
    expect(page.get_by_text("读出3个条目，其中目标2个")).to_be_visible()
    at(page, "/review/$")
    shot(page, "plan-read")
    said(capsys, "a plan read into a draft", clicks)
    assert clicks.count <= 6


def test_a_plan_is_amended_by_its_new_text(open_page, person, tmp_path, capsys, shot):
    from tests.web.second_plan import load_draft, publish

    plan = publish(load_draft(TEXT))
    person("dispatcher", username="diaodu", password=PASSWORD)
    page, clicks = open_page(), Clicks()
    sign_in(page, "diaodu")
    page.goto(f"/plans/{plan.code}/changes/")
    clicks(lambda: page.get_by_role("link", name="登记修订").click())
    clicks(lambda: page.get_by_label("修订后的全文").set_input_files(file(tmp_path, AMENDED)))
    clicks(lambda: page.get_by_label("起用日").fill("2026-12-01"))
    clicks(lambda: page.get_by_label("依据的文件").fill("海政发〔2026〕9号"))
    clicks(lambda: page.get_by_label("为什么修订").fill("国家调整目标"))
    clicks(lambda: page.get_by_role("button", name="看会变什么").click())
    expect(page.get_by_role("heading", name="看会变什么")).to_be_visible()
    shot(page, "amendment-proposed")
    assert serious(page) == []
    clicks(lambda: page.get_by_role("button", name="登记这次修订").click())
    expect(page.get_by_text("修订已登记")).to_be_visible()
    said(capsys, "a plan amended", clicks)
    assert clicks.count <= 8


def test_the_mayors_page_is_one_sheet_and_fits_a_telephone(open_page, person, tmp_path, shot):
    person("mayor", username="shizhang", password=PASSWORD)
    page = open_page()
    sign_in(page, "shizhang")
    at(page, f"{PLAN}/one-page/$")
    assert serious(page) == []
    sheet = tmp_path / "page.pdf"
    page.pdf(path=sheet, prefer_css_page_size=True)
    assert len(pypdfium2.PdfDocument(sheet)) == 1
    page.set_viewport_size({"width": 390, "height": 844})
    fits(page)
    shot(page, "mayor-390")


@pytest.mark.parametrize("wide", [1440, 390])
@pytest.mark.parametrize("role", ["dispatcher", "liaison", "statistician", "district"])
def test_each_roles_home_fits_and_has_no_serious_finding(open_page, person, shot, role, wide):
    person(role, username="ta", password=PASSWORD)
    page = open_page(wide=wide)
    sign_in(page, "ta")
    at(page, "/office/$")
    fits(page)
    assert serious(page) == []
    shot(page, f"home-{role}-{wide}")
