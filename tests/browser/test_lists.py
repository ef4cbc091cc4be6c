"""A list by keyboard: filtered, sorted, kept as a view and exported as it stands, with the actions counted."""

from __future__ import annotations

import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from guatu.store.ledger_xlsx import read_ledger
from tests.browser.conftest import PASSWORD, at, fits
from tests.browser.test_accessibility import serious
from tests.browser.test_owner_journeys import Clicks, sign_in
from tests.web.addresses import PLAN

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def tab_to(page: Page, id: str) -> None:
    """As somebody without a mouse goes there."""
    for _ in range(40):
        if page.evaluate("document.activeElement.id") == id:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"forty Tabs do not reach {id}")


def focused(page: Page) -> str:
    return page.evaluate("document.activeElement.id")


def shown(page: Page) -> list[str]:
    return [words.replace("\u2060", "") for words in page.locator("#list tbody th a").all_inner_texts()]


def test_a_list_is_filtered_sorted_kept_and_exported_by_keyboard(open_page, person, capsys, shot):
    person("dispatcher", username="diaodu", password=PASSWORD)
    page, does = open_page(), Clicks()
    sign_in(page, "diaodu")
    page.goto(f"{PLAN}/targets/")
    page.locator("#main").focus()
    tab_to(page, "by-status")
    does(lambda: page.keyboard.press("ArrowDown"))  # 未完成, at once
    at(page, r"\?status=missed$")
    expect(page.locator("#list-says")).to_contain_text("选出3条，共68条")
    expect(page.locator("body > [role=status]")).to_contain_text("选出3条")  # said to whoever does not see it
    assert focused(page) == "by-status"
    tab_to(page, "sort-gap")
    does(lambda: page.keyboard.press("Enter"))
    expect(page.locator("[aria-sort=ascending]")).to_contain_text("差或原因")
    assert focused(page) == "sort-gap"
    first = shown(page)
    does(lambda: page.keyboard.press("Enter"))
    expect(page.locator("[aria-sort=descending]")).to_contain_text("差或原因")
    assert shown(page) == first[::-1]
    does(lambda: page.get_by_text("存为视图").press("Enter"))
    does(lambda: page.locator("input[name=name]").fill("差得少的未完成"))
    does(lambda: page.locator("input[name=name]").press("Enter"))
    expect(page.get_by_role("navigation", name="我的视图").locator("[aria-current=page]")).to_have_text(
        "差得少的未完成"
    )
    shot(page, "list-kept-as-a-view")
    with page.expect_download() as started:
        does(lambda: page.get_by_role("link", name="导出清单Excel").press("Enter"))
    rows = read_ledger(BytesIO(Path(started.value.path()).read_bytes()))
    assert len(rows) == 3
    assert [row.target.split(" ")[0] for row in rows] == [name.split("（")[0] for name in first[::-1]]
    page.goto(f"{PLAN}/targets/")
    does(lambda: page.get_by_role("link", name="差得少的未完成").press("Enter"))
    expect(page.locator("#list-says")).to_contain_text("选出3条")
    assert shown(page) == first[::-1]
    assert serious(page) == []
    does(lambda: page.get_by_role("button", name="删除这个视图").press("Enter"))
    expect(page.get_by_text("已删除视图")).to_be_visible()
    with capsys.disabled():
        sys.stdout.write(f"\n清单：筛选、排序、存视图、导出、再用、删除：{does.count}步\n")
    assert does.count <= 10


@pytest.mark.parametrize("script", [True, False])
def test_a_telephone_filters_and_turns_pages_with_and_without_script(open_page: Callable[..., Page], script):
    page = open_page(script=script, wide=390)
    page.goto(f"{PLAN}/tasks/?size=50")
    if script:
        expect(page.locator("#by-kind")).not_to_be_visible()  # folded to one line
        page.get_by_role("button", name="筛选和排序").click()
    page.locator("#by-kind").select_option("action")
    if not script:
        page.get_by_role("button", name="筛选", exact=True).click()
    expect(page.locator("#list-says")).to_contain_text("选出197条")
    if script:
        expect(page.locator("#by-kind")).to_be_visible()  # it stays as it was
    page.get_by_role("link", name="下一页").click()
    expect(page.get_by_text("第2页，共4页")).to_be_visible()
    page.locator("#turn-page").fill("4")
    page.locator("#turn-page").press("Enter")
    expect(page.get_by_text("第4页，共4页")).to_be_visible()
    at(page, "kind=action")
    fits(page)
    page.locator(".chips a").first.click()
    expect(page.locator("#list-says")).to_contain_text("共211条")


def test_a_word_is_looked_for_while_it_is_typed_and_nothing_typed_is_lost(open_page: Callable[..., Page]):
    page = open_page()
    page.goto(f"{PLAN}/targets/")
    page.locator("#list-q").press_sequentially("增加值", delay=120)
    expect(page.locator("#list-says")).to_contain_text("选出")
    page.locator("#list-q").press_sequentially(" 交通", delay=250)
    at(page, "q=")
    expect(page.locator("#list-says")).to_contain_text("选出1条")
    assert page.locator("#list-q").input_value().split() == ["增加值", "交通"]
    assert focused(page) == "list-q"
    page.go_back()
    expect(page.locator("#list tbody th a").nth(1)).to_be_visible()  # the list before, as it was
