"""The statistician's pages: a figure in few actions, a block from a spreadsheet, a queue by keys, a dropped file."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Locator, Page, expect

from guatu.web.figures.models import Observation
from guatu.web.standing.selectors import standing
from tests.browser.conftest import PASSWORD, at, fits
from tests.browser.test_accessibility import serious

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TODAY = date(2026, 11, 22)
Open = Callable[..., Page]


class Hand:
    """What a person does, counted: one for each click, choice or field that is filled."""

    def __init__(self) -> None:
        self.actions = 0

    def __call__(self, act: Callable[..., object], *args: object) -> None:
        self.actions += 1
        act(*args)


@pytest.fixture
def signed_in(open_page: Open, person) -> Callable[..., Page]:
    person("statistician", username="tongji", password=PASSWORD)

    def new(**window: object) -> Page:
        page = open_page(**window)
        page.goto("/accounts/login/?next=/office/waiting/")
        page.get_by_label("用户名").fill("tongji")
        page.get_by_label("口令").fill(PASSWORD)
        page.get_by_role("button", name="登录").click()
        at(page, "/office/waiting/")
        return page

    return new


def cell(page: Page, name: str, row: int = 0) -> Locator:
    return page.locator(f'[name="r{row}-{name}"]')


def name_of_a_waiting_indicator() -> str:
    """Of an indicator that measures a target and has no figure yet."""
    now = standing(TODAY)
    target = next(
        t for t in now.targets
        if now.links[t.id].confirmed and now.judgements[t.id].actual is None and t.period.until == 2025
        and not now.indicators[now.links[t.id].indicator].formula
    )  # fmt: skip
    return now.indicators[now.links[target.id].indicator].name


@pytest.mark.parametrize("script", [True, False])
def test_one_figure_takes_six_actions(signed_in, shot, script):
    page, hand = signed_in(script=script), Hand()
    name, before = name_of_a_waiting_indicator(), Observation.objects.count()
    hand(page.get_by_role("navigation", name="数据和目录").get_by_role("link", name="填数").click)
    hand(page.get_by_label("数出自哪份文件").select_option, "wh-gb-2025")
    hand(cell(page, "indicator").fill, name)
    hand(cell(page, "period").fill, "2025年")
    hand(cell(page, "value").fill, "7")
    hand(page.get_by_role("button", name="保存").click)
    at(page, r"/office/loads/\d+/")
    expect(page.get_by_role("heading", name="变了的灯")).to_be_visible()
    assert Observation.objects.count() == before + 1
    assert hand.actions <= 6
    sys.stdout.write(f"\na figure: {hand.actions} actions, {'with' if script else 'without'} script\n")
    shot(page, "figures-saved")
    page.locator("main table a").first.click()
    at(page, "/targets/")


def test_a_block_from_a_spreadsheet_fills_the_grid_and_errors_stand_in_their_cells(signed_in, shot):
    page = signed_in()
    page.get_by_role("navigation", name="数据和目录").get_by_role("link", name="填数").click()
    page.get_by_label("数出自哪份文件").select_option("wh-gb-2025")
    name = name_of_a_waiting_indicator()
    lines = [f"{name}\t2025年\t{n}\t\t\t\t{stage}" for n, stage in enumerate(("初步", "修订", "最终"), 1)]
    lines += ["没有的指标\t2025年\t5", f"{name}\t去年\t6", f"{name}\t2024年\t7", f"{name}\t2023年\t8"]
    paste(page, "\n".join(lines))
    assert [cell(page, "value", n).input_value() for n in range(7)] == list("1235678")
    assert cell(page, "stage", 2).input_value() == "最终"
    assert cell(page, "unit", 0).get_attribute("placeholder")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("alert")).to_be_visible()
    for n, field in ((3, "indicator"), (4, "period")):
        wrong = cell(page, field, n)
        expect(wrong).to_have_attribute("aria-invalid", "true")
        assert page.locator(f"#{wrong.get_attribute('aria-describedby')}").is_visible()
    shot(page, "figures-wrong")
    cell(page, "indicator", 3).fill(name)
    cell(page, "period", 3).fill("2022年")
    cell(page, "period", 4).fill("2021年")
    page.get_by_role("button", name="保存").click()
    at(page, r"/office/loads/\d+/")
    expect(page.locator(".verdict")).to_contain_text("7条")


def test_a_block_with_a_header_is_read_by_its_columns(signed_in):
    page = signed_in()
    page.get_by_role("navigation", name="数据和目录").get_by_role("link", name="填数").click()
    paste(page, "报告期\t指标\t备注\t数值\n2025年\t甲\t乙\t3.50\n")
    assert {name: cell(page, name).input_value() for name in ("indicator", "period", "value", "note")} == {
        "indicator": "甲", "period": "2025年", "value": "3.50", "note": "乙",
    }  # fmt: skip


def paste(page: Page, text: str) -> None:
    cell(page, "indicator").evaluate(
        """(field, text) => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            field.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
        }""",
        text,
    )


def test_a_session_that_ends_in_the_middle_loses_nothing_typed(signed_in):
    page = signed_in()
    page.get_by_role("navigation", name="数据和目录").get_by_role("link", name="填数").click()
    name = name_of_a_waiting_indicator()
    page.get_by_label("数出自哪份文件").select_option("wh-gb-2025")
    paste(page, "\n".join(f"{name}\t{year}年\t{year}" for year in range(2015, 2023)))
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="保存").click()
    at(page, "/accounts/login/")
    page.get_by_label("用户名").fill("tongji")
    page.get_by_label("口令").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    at(page, "/office/figures/")
    expect(page.get_by_text("已经填回来了")).to_be_visible()
    assert [cell(page, "value", n).input_value() for n in range(8)] == [str(y) for y in range(2015, 2023)]
    page.get_by_role("button", name="保存").click()
    expect(page.locator(".verdict")).to_contain_text("8条")
    page.goto("/office/figures/")
    expect(page.get_by_text("已经填回来了")).to_be_hidden()
    assert cell(page, "value").input_value() == ""


def test_what_waits_is_decided_by_keys_alone(signed_in, shot):
    page = signed_in()
    open_row = page.locator("[data-row][aria-current]")
    first = open_row.get_attribute("id")
    shot(page, "waiting")
    page.keyboard.press("j")
    expect(open_row).not_to_have_attribute("id", first)
    page.keyboard.press("k")
    expect(open_row).to_have_attribute("id", first)
    waiting = page.locator("[data-row]").count()
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("已确认")
    expect(page.locator("[data-row]")).to_have_count(waiting - 1)
    assert page.locator(f"#{first}").count() == 0


def test_a_file_is_dropped_looked_at_and_loaded(signed_in, shot):
    page = signed_in()
    page.goto("/office/loads/new/figures/")
    name = name_of_a_waiting_indicator()
    text = f"指标,地区,报告期,数值,单位,增速,来源\n{name},150300,2025年,3,,,wh-gb-2025\n"
    page.locator("form.drop").evaluate(
        """(box, text) => {
            const data = new DataTransfer();
            data.items.add(new File([text], "月报.csv", {type: "text/csv"}));
            box.dispatchEvent(new DragEvent("drop", {dataTransfer: data, bubbles: true, cancelable: true}));
        }""",
        text,
    )
    at(page, r"/office/loads/\d+/")
    expect(page.locator(".verdict")).to_contain_text("新的1项")
    shot(page, "load-looked-at")
    page.get_by_role("button", name="确认导入").click()
    expect(page.locator(".verdict")).to_contain_text("已导入")
    expect(page.get_by_role("heading", name="变了的灯")).to_be_visible()


@pytest.mark.parametrize("wide", [1440, 390])
def test_the_pages_have_no_serious_finding_and_fit(signed_in, shot, wide):
    page = signed_in(wide=wide)
    findings = {}
    for name, address in (
        ("grid", "/office/figures/"),
        ("waiting", "/office/waiting/"),
        ("catalogue", "/office/catalogue/"),
        ("indicators", "/office/catalogue/indicators/"),
        ("indicator", "/office/catalogue/indicators/rail_freight_share/"),
        ("sources", "/office/catalogue/sources/"),
        ("source", "/office/catalogue/sources/wh-gb-2025/"),
        ("rules", "/office/catalogue/rules/"),
        ("calendar", "/office/catalogue/calendar/"),
        ("regions", "/office/catalogue/regions/"),
        ("units", "/office/catalogue/units/"),
        ("loads", "/office/loads/"),
        ("load-new", "/office/loads/new/figures/"),
    ):
        page.goto(address)
        assert re.search(re.escape(address), page.url)
        fits(page)
        shot(page, f"office-{name}-{wide}")
        if found := serious(page):
            findings[name] = found
    assert findings == {}
