"""The one search: found in two actions, by keys, on a telephone, without script; each journey prints its count."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import at, fits
from tests.web.addresses import PLAN

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Open = Callable[..., Page]


class Counted:
    """A person who types and presses; a word typed is one action."""

    def __init__(self, words: str) -> None:
        self.words, self.count = words, 0

    def does(self, *deeds: Callable[[], object]) -> None:
        for deed in deeds:
            deed()
            self.count += 1

    def said(self, *, most: int) -> None:
        assert self.count <= most
        sys.stdout.write(f"\n{self.words}: {self.count} actions\n")


def accessible(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    assert [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in found] == []


def test_visitors_are_found_in_two_actions_from_any_page(open_page: Open, shot):
    page = open_page()
    page.goto("/indicators/")
    box = page.get_by_role("searchbox", name="查什么")
    who = Counted("find 游客")
    who.does(lambda: box.fill("游客"), lambda: page.get_by_role("link", name="游客数量").click())
    at(page, f"{PLAN}/targets/")
    expect(page.locator("h1")).to_contain_text("900万人")
    who.said(most=2)


def test_keys_alone_find_it_by_its_sound(open_page: Open, shot):
    page = open_page()
    page.goto("/")
    page.keyboard.press("/")
    box = page.get_by_role("searchbox", name="查什么")
    expect(box).to_be_focused()
    page.keyboard.type("lvyou")
    lines = page.locator("#found-now a")
    expect(lines.first).to_contain_text("旅游收入")
    assert lines.count() <= 9  # eight and the way to all
    expect(lines.first.locator("mark")).to_have_text("旅游")
    shot(page, "search-lines-1440")
    page.keyboard.press("ArrowDown")
    expect(lines.first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(box).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(lines.last).to_be_focused()
    page.keyboard.press("Escape")
    expect(lines).to_have_count(0)
    expect(box).to_be_focused()
    page.keyboard.press("Enter")
    at(page, "/search/")
    expect(page.get_by_role("heading", name="目标")).to_be_visible()
    expect(page.locator(".found .light").first).to_be_visible()
    accessible(page)
    shot(page, "search-1440")


def test_a_key_sleeps_in_fields_and_goes_to_the_large_box_on_the_page_of_the_search(open_page: Open):
    page = open_page()
    page.goto("/search/?q=游客")
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.locator("#q").fill("")
    page.keyboard.type("a/b")
    expect(page.locator("#q")).to_have_value("a/b")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_on_a_telephone_a_word_opens_the_box_over_the_page(open_page: Open, shot, script):
    page = open_page(wide=390, high=844, script=script)
    page.goto("/")
    word = page.locator(".find > button")
    size = word.bounding_box()
    assert size is not None
    assert min(size["width"], size["height"]) >= 43.5
    before = page.locator("main").bounding_box()
    word.click()
    box = page.get_by_role("searchbox", name="查什么")
    expect(box).to_be_visible()
    assert page.locator("main").bounding_box() == before  # nothing is pushed down
    fits(page)
    if script:
        expect(box).to_be_focused()
        page.keyboard.type("ykl")
        expect(page.locator("#found-now a").first).to_contain_text("游客")
        shot(page, "search-390")
        accessible(page)
        return
    box.fill("游客")
    box.press("Enter")
    at(page, "/search/")
    expect(page.get_by_role("link", name="游客数量")).to_be_visible()
    fits(page)
