"""What people come for: a mayor with a telephone, a reader who doubts, a dispatcher, somebody with a keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from guatu.store.ledger_xlsx import read_ledger
from tests.browser.conftest import PASSWORD, at, fits
from tests.web.addresses import PLAN

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Open = Callable[..., Page]


def test_a_mayor_reads_one_page_on_a_telephone(open_page: Open, shot):
    page = open_page(wide=390, high=844)
    page.goto("/")
    expect(page.locator(".verdict")).to_contain_text("2个完成、3个未完成")
    first = page.get_by_role("heading", name="需要决定").bounding_box()
    tables = page.get_by_role("heading", name="未完成", exact=True).bounding_box()
    assert first is not None
    assert tables is not None
    assert first["y"] < tables["y"]  # decisions come before the tables
    fits(page)
    shot(page, "mayor-overview-390")
    page.get_by_role("row").filter(has_text="服务业增加值").get_by_role("link").first.click()
    at(page, f"{PLAN}/targets/")
    expect(page.locator("h1")).to_contain_text("344亿元")
    expect(page.locator("svg.chart.narrow").first).to_be_visible()
    expect(page.locator("svg.chart.full").first).to_be_hidden()
    fits(page)
    shot(page, "mayor-target-390")


def test_a_doubting_reader_goes_from_light_to_source_and_back_in_time(open_page: Open, shot):
    page = open_page()
    page.goto("/")
    page.get_by_role("row").filter(has_text="旅游收入").get_by_role("link", name="旅游收入").first.click()
    expect(page.get_by_role("heading", name="灯怎么来的")).to_be_visible()
    expect(page.locator("blockquote mark").first).to_be_visible()
    page.get_by_role("link", name="乌海市2025年国民经济和社会发展统计公报").first.click()
    at(page, "/sources/")
    expect(page.get_by_role("cell", name="100.64")).to_be_visible()
    page.go_back()

    page.get_by_text("换一天看").click()
    page.get_by_label("截至").fill("2026-04-29")
    page.get_by_role("button", name="查看").click()
    at(page, "as_of=2026-04-29")
    expect(page.locator(".asof.past")).to_contain_text("您在看2026年4月29日的情形")
    expect(page.locator("main")).not_to_contain_text("100.64")
    expect(page.locator(".titled .light")).to_contain_text("无数据")
    page.get_by_role("link", name="作战图", exact=True).click()
    at(page, rf"{PLAN}/wall/\?as_of=2026-04-29")
    expect(page.locator(".wall svg")).to_be_visible()
    shot(page, "reader-wall-past")
    page.get_by_role("link", name="今天").click()
    expect(page.locator(".asof.past")).to_have_count(0)
    assert "as_of" not in page.url


def test_a_bad_day_says_what_to_do(open_page: Open):
    page = open_page()
    page.goto("/?as_of=2026-02-30")
    expect(page.get_by_role("alert")).to_contain_text("请写成 2026-04-29 这样的年-月-日")
    expect(page.get_by_role("alert")).to_contain_text("A501")
    page.get_by_role("link", name="回到总览").click()
    expect(page.locator(".verdict")).to_be_visible()


def test_a_dispatcher_signs_in_and_takes_the_ledger_to_excel(open_page: Open, shot):
    from guatu.web.people.models import Grant, User

    user = User.objects.create(username="diaodu", display_name="服务业科", must_change_password=False)
    user.set_password(PASSWORD)
    user.save()
    Grant.objects.create(user=user, role="dispatcher", since=date(2025, 1, 1))

    page = open_page()
    page.goto(f"{PLAN}/targets/")
    page.get_by_role("link", name="登录").click()
    page.get_by_label("用户名").fill("diaodu")
    page.get_by_label("口令").fill("不对的口令")
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("alert")).to_be_visible()
    shot(page, "dispatcher-login-refused")
    page.get_by_label("用户名").fill("diaodu")
    page.get_by_label("口令").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    at(page, f"{PLAN}/targets/")
    expect(page.get_by_role("banner")).to_contain_text("服务业科，调度员")

    with page.expect_download() as started:
        page.get_by_role("link", name="导出清单Excel").click()
    rows = read_ledger(BytesIO(Path(started.value.path()).read_bytes()))
    assert {r.kind for r in rows} == {"目标"}  # what stands on the page
    assert len(rows) == page.locator("main tbody th a").count()
    shot(page, "dispatcher-targets")

    page.get_by_role("button", name="退出").click()
    expect(page.get_by_role("banner").get_by_role("link", name="登录")).to_be_visible()


def test_the_plan_is_filtered_and_read_beside_its_ledger(open_page: Open, shot):
    page = open_page()
    page.goto(f"{PLAN}/text/")
    page.get_by_label("类别").select_option("milestone")  # at once, without a button
    at(page, "kind=milestone")
    expect(page.locator(".bar")).to_contain_text("选出")
    shot(page, "plan-milestones")
    page.get_by_role("link", name="清除全部").click()
    expect(page.locator(".chips")).to_have_count(0)
    page.locator('a[data-kind="target"]').filter(has_text="344亿元").click()
    at(page, f"{PLAN}/targets/")
    page.get_by_role("link", name="在原文中看").click()
    at(page, rf"{PLAN}/text/#")
    expect(page.locator(":target")).to_be_in_viewport()


def test_everything_is_reached_with_the_keyboard(open_page: Open):
    page = open_page()
    page.goto(f"{PLAN}/targets/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    for _ in range(40):
        page.keyboard.press("Tab")
        if re.match(f"{PLAN}/targets/[^/]+/", page.evaluate("document.activeElement.getAttribute('href') || ''")):
            break
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Enter")
    at(page, rf"{PLAN}/targets/[^/]+/")
    first = page.url
    page.keyboard.press("]")
    expect(page).not_to_have_url(first)
    page.keyboard.press("[")
    expect(page).to_have_url(first)
    page.get_by_text("换一天看").click()
    page.get_by_label("截至").focus()
    page.keyboard.press("]")  # keys sleep while a field has focus
    expect(page).to_have_url(first)

    page.goto(f"{PLAN}/text/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.dataset.kind")


def test_single_keys_can_be_put_off(open_page: Open):
    page = open_page()
    page.goto("/help/")
    page.get_by_label("在这台电脑上使用单键快捷键").uncheck()
    page.goto(f"{PLAN}/targets/")
    page.locator("tbody a").first.click()
    here = page.url
    page.keyboard.press("]")
    page.wait_for_timeout(200)
    assert page.url == here


def test_pages_work_without_script(open_page: Open):
    page = open_page(script=False)
    page.goto("/")
    page.get_by_text("换一天看").click()
    page.get_by_label("截至").fill("2026-04-30")
    page.get_by_role("button", name="查看").click()
    at(page, "as_of=2026-04-30")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("navigation", name="Main navigation")).to_contain_text("Overview")
    at(page, "as_of=2026-04-30")
    expect(page.locator(".verdict")).to_contain_text("met")
    page.get_by_role("button", name="中文").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans-CN")
