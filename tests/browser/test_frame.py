"""The frame that every page stands in: on a telephone, with keys, magnified, on paper."""

from __future__ import annotations

import re
from collections.abc import Callable

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import fits
from tests.web.addresses import PLAN

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Open = Callable[..., Page]

PAGES = ("/", f"{PLAN}/targets/", f"{PLAN}/text/", f"{PLAN}/wall/", "/indicators/", "/sources/", "/rules/", "/help/")
TELEPHONE = {"wide": 390, "high": 844}

FIRST = """() => {
  const shown = (e) => e.getBoundingClientRect().height > 8 && !e.closest('.vh');
  const first = [...document.querySelectorAll('main :is(h1, p, table, section, nav)')].find(shown);
  return first.getBoundingClientRect().top;
}"""
SMALL = """() => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = new Set();
  for (let node; (node = texts.nextNode());) {
    const e = node.parentElement;
    if (!node.textContent.trim() || e.closest('.vh, svg') || !e.getBoundingClientRect().height) continue;
    if (parseFloat(getComputedStyle(e).fontSize) < 12) found.add(`${e.tagName}.${e.className}`);
  }
  return [...found];
}"""
TAPPED = (
    "button, .btn, select, summary, nav a, .strip dd a, main th > a,"
    " input:not([type=hidden], [type=radio], [type=checkbox])"
)
LOW = """(tapped) => [...document.querySelectorAll(tapped)]
  .filter((e) => { const box = e.getBoundingClientRect(); return box.height > 1 && box.height < 43.5; })
  .map((e) => `${e.tagName}.${e.className} ${e.textContent.trim().slice(0, 12)} ${e.getBoundingClientRect().height}`)"""
PARTED = """() => {
  const found = [], range = document.createRange();
  for (const name of document.querySelectorAll('.name, .fig')) {
    const texts = document.createTreeWalker(name, NodeFilter.SHOW_TEXT);
    for (let node; (node = texts.nextNode());) {
      range.selectNodeContents(node);
      const one = node.textContent.length < 12 && !/[ 　]/.test(node.textContent);
      if (one && range.getClientRects().length > 1) found.push(node.textContent);
    }
  }
  return found;
}"""


@pytest.mark.parametrize("address", PAGES)
def test_on_a_telephone_content_begins_in_the_first_third_and_is_large_enough(open_page: Open, address):
    page = open_page(**TELEPHONE)
    page.goto(address)
    assert page.evaluate(FIRST) < TELEPHONE["high"] / 3
    assert page.evaluate(SMALL) == []
    assert page.evaluate(LOW, TAPPED) == []
    fits(page)


@pytest.mark.parametrize("wide", [390, 720, 1440])
def test_no_word_and_no_figure_is_parted(open_page: Open, wide):
    """720 is a desk's window at 200%."""
    page = open_page(wide=wide)
    for address in ("/", f"{PLAN}/targets/", "/indicators/"):
        page.goto(address)
        assert page.evaluate(PARTED) == [], address
        fits(page)


def test_in_english_too_a_telephone_scrolls_in_one_direction(open_page: Open):
    page = open_page(**TELEPHONE)
    page.goto("/")
    page.get_by_role("button", name="English").click()
    for address in PAGES:
        page.goto(address)
        fits(page)


def test_the_day_is_one_line_and_unfolds_into_days_to_choose(open_page: Open):
    page = open_page(**TELEPHONE)
    page.goto("/")
    bar = page.locator(".asof")
    box = bar.bounding_box()
    assert box is not None
    assert box["height"] < 50
    expect(bar).to_contain_text("2026年11月22日")
    bar.get_by_text("换一天看").click()
    for head in ("公布前后", "季末", "年末"):
        expect(bar.get_by_text(head, exact=True)).to_be_visible()
    bar.get_by_role("link", name="2026年4月29日（公布前）").click()
    expect(page.locator(".asof.past")).to_contain_text("您在看2026年4月29日的情形")
    page.get_by_role("link", name="回到今天").click()
    expect(page.locator(".asof.past")).to_have_count(0)


def test_a_row_of_glyphs_is_one_stop_and_arrows_walk_in_it(open_page: Open):
    page = open_page()
    page.goto("/")
    row = page.locator(".strip [data-row-of-links]").last
    links = row.get_by_role("link")
    assert row.locator('a[tabindex="0"]').count() == 1
    links.first.focus()
    page.keyboard.press("ArrowLeft")
    expect(links.last).to_be_focused()
    page.keyboard.press("Home")
    expect(links.first).to_be_focused()
    page.keyboard.press("Tab")
    expect(links.nth(1)).not_to_be_focused()


def test_on_a_telephone_long_tables_are_folded_and_open_again(open_page: Open):
    page = open_page(**TELEPHONE)
    page.goto("/")
    part = page.locator("section", has=page.get_by_role("heading", name="无数据", exact=True))
    expect(part.locator("table")).to_be_hidden()
    part.get_by_role("button", name="展开").click()
    expect(part.locator("table")).to_be_visible()
    part.get_by_role("button", name="收起").click()
    expect(part.locator("table")).to_be_hidden()


def test_without_script_nothing_stays_folded(open_page: Open):
    page = open_page(script=False, **TELEPHONE)
    page.goto("/")
    expect(page.locator("section", has=page.locator("#h-u")).locator("table")).to_be_visible()
    fits(page)


def test_every_printed_sheet_says_where_it_is_from_of_which_day_and_which_it_is(open_page: Open):
    page = open_page()
    page.goto(f"{PLAN}/targets/?as_of=2026-06-30")
    document = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    assert len(document) > 1
    for number, sheet in enumerate(document, 1):
        words = re.sub(r"\s", "", sheet.get_textpage().get_text_bounded())
        assert f"{PLAN}/targets/" in words
        assert "截至2026年6月30日" in words
        assert f"{number}/{len(document)}" in words
    first = re.sub(r"\s", "", document[0].get_textpage().get_text_bounded())
    assert not any(word in first for word in ("筛选", "导出清单", "登录", "换一天看"))


def test_the_wall_is_read_and_moved_on_a_telephone(open_page: Open):
    page = open_page(**TELEPHONE)
    page.goto(f"{PLAN}/wall/")
    wall = page.locator(".wall").first
    page.get_by_label("再大些").check()
    letters = (
        "() => Math.min(...[...document.querySelectorAll('.wall a text')].map((t) => t.getBoundingClientRect().height))"
    )
    assert page.evaluate(letters) >= 12
    wall.evaluate("e => e.scrollTo(300, 200)")
    assert wall.evaluate("e => [e.scrollLeft, e.scrollTop]") == [300, 200]
    fits(page)
    wall.evaluate("e => e.scrollTo(0, 0)")
    name = wall.get_by_role("link", name="服务业增加值", exact=True)
    name.click()
    expect(page.locator("h1")).to_contain_text("服务业增加值")
