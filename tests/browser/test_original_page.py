"""A quote shown on the page of the file that the plan came in: wide, narrow, without scripts, and on paper."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import at, fits
from tests.browser.test_accessibility import serious
from tests.store.documents import makers
from tests.web.public.test_original import load


@pytest.fixture
def paged(site, tmp_path):
    from guatu.web.plans.ledger import models

    models.Plan.objects.update(title="另一份", digest="0")
    return load(tmp_path / "实施方案.pdf", makers.plan_pdf())


@pytest.mark.parametrize("wide", [1440, 390])
@pytest.mark.parametrize("script", [True, False])
def test_from_a_target_to_its_words_on_the_page(paged, open_page, shot, wide, script):
    page = open_page(wide=wide, script=script)
    page.goto(f"/plans/{paged.code}/targets/")
    page.get_by_role("link", name="服务业增加值").first.click()
    page.get_by_role("link", name="看原件第").click()
    at(page, f"/plans/{paged.code}/original/")
    picture = page.get_by_role("img", name="框出")
    expect(picture).to_be_visible()
    expect(picture.locator("rect.found").first).to_be_visible()
    if script:
        page.wait_for_load_state("networkidle")
        fits(page)
        shot(page, f"original-{wide}")
        assert serious(page) == []
    page.get_by_role("link", name="下一页").first.click()
    expect(page.get_by_text("这段文字不在这一页。")).to_be_visible()


def test_the_picture_of_the_page_is_really_there(paged, open_page):
    page = open_page()
    with page.expect_response("**/original/*/1.png") as caught:
        page.goto(f"/plans/{paged.code}/original/?page=1")
    assert (caught.value.status, caught.value.headers["content-type"]) == (200, "image/png")


def test_an_ofd_is_set_from_its_text(site, tmp_path, open_page, shot):
    from guatu.web.plans.ledger import models

    models.Plan.objects.update(title="另一份", digest="0")
    plan = load(tmp_path / "实施方案.ofd", makers.plan_ofd())
    page = open_page()
    page.goto(f"/plans/{plan.code}/targets/")
    page.get_by_role("link", name="服务业增加值").first.click()
    page.get_by_role("link", name="看原件第").click()
    expect(page.get_by_role("img", name="框出").locator("rect.found").first).to_be_visible()
    fits(page)
    shot(page, "original-ofd")
    assert serious(page) == []


@pytest.mark.parametrize("wide", [1440, 390])
def test_a_page_that_cannot_be_drawn_says_so(paged, open_page, shot, monkeypatch, wide):
    from guatu.store.documents.errors import ReaderTimedOut
    from guatu.web.public import originals

    def broken(*args, **options):
        raise ReaderTimedOut(seconds="20")

    monkeypatch.setattr(originals, "page_picture", broken)
    page = open_page(wide=wide)
    page.goto(f"/plans/{paged.code}/original/?page=2")
    expect(page.get_by_text("这一页的图像画不出来")).to_be_visible()
    fits(page)
    shot(page, f"original-undrawn-{wide}")
    assert serious(page) == []
