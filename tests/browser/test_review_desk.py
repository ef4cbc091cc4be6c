"""A dispatcher's afternoon at the desk: by keyboard, with a colleague at the same time, until version 1 is out."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from guatu.web.office.desk import leaves
from tests.browser.conftest import PASSWORD, at, fits
from tests.browser.test_accessibility import serious
from tests.web.addresses import PLAN

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Open = Callable[..., Page]


@pytest.fixture
def at_desk(open_page: Open) -> Callable[..., Page]:
    """The desk in a browser of its own, with a dispatcher signed in."""

    def sit(name: str, *, wide: int = 1440, script: bool = True) -> Page:
        from guatu.web.people.models import Grant, User

        user, new = User.objects.get_or_create(
            username=name, defaults={"display_name": name, "must_change_password": False}
        )
        if new:
            user.set_password(PASSWORD)
            user.save()
            Grant.objects.create(user=user, role="dispatcher", since=date(2025, 1, 1))
        page = open_page(wide=wide, script=script)
        page.goto(f"{PLAN}/review/")
        page.get_by_label("用户名").fill(name)
        page.get_by_label("口令").fill(PASSWORD)
        page.get_by_role("button", name="登录").click()
        at(page, f"{PLAN}/review/")
        page.wait_for_load_state()  # keys work once the script has run
        return page

    return sit


def row(page: Page, id: str):
    return page.locator(f"#row-{id}")


def go(page: Page, id: str) -> None:
    page.goto(f"{PLAN}/review/?at={id}#row-{id}")
    expect(row(page, id)).to_have_attribute("aria-current", "true")


def select(page: Page, of: str) -> None:
    """Select the words of a mark, as a mouse does."""
    page.evaluate(
        """(id) => {
            const range = document.createRange();
            range.selectNodeContents(document.querySelector(`[data-of="${id}"]`));
            getSelection().removeAllRanges();
            getSelection().addRange(range);
        }""",
        of,
    )


def ids(**wanted: str) -> dict[str, str]:
    """The ids of targets, by words of their indicators."""
    from guatu.web.plans.in_force import newest_plan
    from guatu.web.plans.review.selectors import commitments

    found = commitments(newest_plan(date(2026, 11, 23)))
    return {name: next(c.id for c in found if words in c.indicator) for name, words in wanted.items()}


def test_the_keys_walk_confirm_and_undo(at_desk, shot):
    page = at_desk("diaodu")
    id = ids(va="服务业增加值")["va"]
    go(page, id)
    page.keyboard.press("j")
    expect(row(page, id)).not_to_have_attribute("aria-current", "true")
    second = page.locator("tbody[aria-current]").get_attribute("data-row") or ""
    assert second > id
    expect(page.locator(f'[data-of="{second}"]').first).to_have_attribute("aria-current", "true")
    expect(row(page, second).locator(".pick")).to_be_focused()
    page.keyboard.press("k")
    expect(row(page, id)).to_have_attribute("aria-current", "true")

    page.keyboard.press("Enter")
    expect(row(page, id).locator(".st")).to_have_text("已核")
    expect(page.locator("#counts")).to_contain_text("已核1/")
    expect(row(page, second)).to_have_attribute("aria-current", "true")  # onward to the next that nobody has seen
    expect(page.locator("#saved")).to_contain_text("第1步")

    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    shot(page, "desk-keys")
    page.keyboard.press("z")
    expect(row(page, id).locator(".st")).to_have_text("未核")
    expect(page.locator("#counts")).to_contain_text("已核0/")
    fits(page)


def test_a_unit_is_edited_and_a_wrong_number_kept_on_screen(at_desk):
    page = at_desk("diaodu")
    id = ids(box="智能快件箱格口数")["box"]
    go(page, id)
    page.keyboard.press("e")
    form = row(page, id).locator("#do-change")
    expect(form.get_by_label("指标", exact=True)).to_be_focused()
    page.keyboard.press("j")  # letters are letters while a field has focus
    expect(form.get_by_label("指标", exact=True)).to_have_value(re.compile("j"))
    form.get_by_label("指标", exact=True).fill("智能快件箱格口数")
    form.get_by_label("数值", exact=True).fill("三万三")
    form.get_by_role("button", name="存").click()
    expect(row(page, id).get_by_role("alert")).to_contain_text("数写阿拉伯数字")
    field = row(page, id).get_by_label("数值", exact=True)
    expect(field).to_have_value("三万三")
    expect(field).to_be_visible()
    field.fill("33000")
    row(page, id).get_by_label("单位", exact=True).fill("个")
    row(page, id).locator("#do-change").get_by_role("button", name="存").click()
    expect(row(page, id).locator(".st")).to_have_text("已改")
    expect(row(page, id).locator("tr").first).to_contain_text("33000个")


def test_split_merge_reject_and_add_by_selecting(at_desk, shot):
    from guatu.core.review.readings import cuts
    from guatu.web.plans.in_force import newest_plan
    from guatu.web.plans.review.selectors import commitments

    long = next(c for c in commitments(newest_plan(date(2026, 11, 23))) if cuts(c))
    page = at_desk("diaodu")
    go(page, long.id)
    page.keyboard.press("s")
    shot(page, "desk-split")
    page.get_by_role("button", name="拆开", exact=True).click()
    expect(row(page, "A001")).to_be_visible()
    expect(page.locator("main").get_by_role("status").first).to_contain_text("已存：拆分")

    go(page, long.id)
    page.keyboard.press("m")
    page.get_by_label(re.compile("^A001")).check()
    shot(page, "desk-merge")
    page.get_by_role("button", name="合并", exact=True).click()
    expect(row(page, "A001")).to_have_count(0)

    page.keyboard.press("x")
    page.get_by_label("理由").fill("背景情况，不是承诺")
    page.get_by_label("理由").press("Enter")
    expect(row(page, long.id).locator(".st")).to_have_text("不采纳")
    expect(page.locator(f'[data-of="{long.id}"]')).to_have_count(0)

    other = next(c for c in commitments(newest_plan(date(2026, 11, 23))) if c.kind == "action" and len(c.quote) > 12)
    select(page, other.id)
    expect(page.locator("#selected output")).to_contain_text(other.quote[:6])
    shot(page, "desk-selected")
    page.keyboard.press("a")
    at(page, f"start={other.span.start}&end={other.span.end}")
    page.get_by_label("类别", exact=True).select_option("milestone")
    page.get_by_label("期限", exact=True).select_option("by")
    page.get_by_label("截止年", exact=True).fill("2026")
    shot(page, "desk-add")
    page.get_by_role("button", name="补录", exact=True).click()
    expect(row(page, "A004").locator(".st")).to_have_text("补录")
    page.get_by_role("link", name="经过").click()
    expect(page.get_by_role("row")).to_have_count(5)
    shot(page, "desk-history")


def test_two_people_at_one_commitment(at_desk, shot):
    mine, theirs = at_desk("diaodu"), at_desk("erke", wide=390)
    id = ids(box="智能快件箱格口数")["box"]
    go(mine, id)
    go(theirs, id)
    theirs.locator("#do-change > summary").click()
    theirs.get_by_label("单位", exact=True).fill("格")
    theirs.locator("#do-change").get_by_role("button", name="存").click()
    expect(row(theirs, id).locator(".st")).to_have_text("已改")

    mine.keyboard.press("e")
    row(mine, id).get_by_label("单位", exact=True).fill("组")
    row(mine, id).locator("#do-change").get_by_role("button", name="存").click()
    alert = row(mine, id).get_by_role("alert")
    expect(alert).to_contain_text("erke")
    expect(alert.get_by_role("row", name="单位")).to_contain_text("格")
    expect(alert.get_by_role("row", name="单位")).to_contain_text("组")
    shot(mine, "desk-conflict-1440")
    assert serious(mine) == []
    alert.get_by_role("button", name="用我的").click()
    expect(row(mine, id).locator("tr").first).to_contain_text("3.3组")

    theirs.locator("#do-change > summary").click()
    theirs.get_by_label("单位", exact=True).fill("个")
    theirs.locator("#do-change").get_by_role("button", name="存").click()
    expect(row(theirs, id).get_by_role("alert")).to_contain_text("diaodu")
    fits(theirs)
    shot(theirs, "desk-conflict-390")
    row(theirs, id).get_by_role("link", name="用对方的").click()
    expect(row(theirs, id).locator("tr").first).to_contain_text("3.3组")


def test_the_queue_is_answered_and_version_2_published(at_desk, shot):
    page = at_desk("diaodu")
    page.goto(f"{PLAN}/review/publish/")
    expect(page.get_by_role("heading", name="还不能发布")).to_be_visible()
    shot(page, "desk-not-ready")
    page.get_by_role("link", name="待办").click()
    shot(page, "desk-queue")
    while page.locator("#questions").count():
        page.locator(".todo").first.get_by_role("listitem").first.locator(".answer button").first.click()
        expect(page.get_by_text("已存：答")).to_be_visible()
    while page.locator("#others").count():
        page.get_by_label("写明理由").first.fill("按规划期末考核")
        page.get_by_role("button", name="说明").first.click()
        expect(page.get_by_text("已存：说明")).to_be_visible()
    page.get_by_role("link", name="对照原文").click()
    whole = page.locator("details.sure")
    for _ in range(whole.count()):
        left = whole.count()
        whole.first.get_by_text(re.compile("这一节看过了")).click()
        whole.first.get_by_role("button", name=re.compile("^确认这")).click()
        expect(whole).to_have_count(left - 1)
    shot(page, "desk-done")
    page.get_by_role("link", name="发布", exact=True).click()
    shot(page, "desk-ready")
    assert serious(page) == []
    page.get_by_label("依据").fill("市政府第12次常务会议纪要")
    page.get_by_role("button", name="发布第2版").click()
    expect(page.locator("#saved")).to_contain_text("清单第2版，2026年11月22日发布")
    expect(page.locator("main")).to_contain_text("市政府第12次常务会议纪要")
    expect(page.get_by_role("link", name="导出清单Excel")).to_be_visible()
    expect(page.get_by_role("link", name="看清单")).to_be_visible()
    shot(page, "desk-published")


def test_the_next_unclaimed_number_by_key(at_desk):
    from guatu.web.plans.in_force import newest_plan

    claims = newest_plan(date(2026, 11, 23)).claims
    last = claims.filter(commitment=None).order_by("position").last()
    claims.filter(pk=last.pk).update(excuse="")
    page = at_desk("diaodu")
    expect(page.locator("#counts")).to_contain_text("1 处未认领")
    page.keyboard.press("u")
    expect(page.locator(f"#n{last.starts_at}")).to_be_focused()
    page.keyboard.press("q")
    at(page, f"{PLAN}/review/queue/")
    page.get_by_role("button", name="名称，不是数量").click()
    expect(page.locator("#counts")).to_contain_text("0 处未认领")


def test_the_keys_turn_the_leaf_of_a_long_plan(at_desk, shot, monkeypatch):
    monkeypatch.setattr(leaves, "MOST", 40)
    page = at_desk("diaodu")
    page.goto(f"{PLAN}/review/?at=C001")
    expect(page.get_by_role("navigation", name="翻页").first).to_contain_text("第1页")
    last = page.locator("[data-row]").last.get_attribute("data-row") or ""
    go(page, last)
    page.keyboard.press("j")
    expect(page.get_by_role("navigation", name="翻页").first).to_contain_text("第2页")
    first = page.locator("[data-row]").first
    expect(first).to_have_attribute("aria-current", "true")
    expect(first.locator(".pick")).to_be_focused()
    shot(page, "desk-leaf")
    page.keyboard.press("k")
    expect(row(page, last)).to_have_attribute("aria-current", "true")
    page.keyboard.press("Enter")  # confirmed, and onward over the edge
    expect(first).to_have_attribute("aria-current", "true")
    expect(page.get_by_role("navigation", name="翻页").first).to_contain_text("第2页")
    fits(page)


def test_the_desk_without_script(at_desk):
    page = at_desk("diaodu", script=False)
    id = ids(box="智能快件箱格口数")["box"]
    go(page, id)
    row(page, id).get_by_role("button", name="确认").click()
    expect(row(page, id).locator(".st")).to_have_text("已核")
    page.get_by_role("link", name="补录").first.click()
    page.get_by_label("漏掉的原话").fill("加速构建优质高效的服务业发展新体系")
    page.get_by_role("button", name="在正文里找").click()
    page.get_by_role("button", name="补录", exact=True).click()
    expect(row(page, "A002").locator(".st")).to_have_text("补录")
    page.get_by_role("button", name="撤销第2步").click()
    expect(row(page, "A002")).to_have_count(0)


@pytest.mark.parametrize("wide", [1440, 390])
def test_the_desks_pages_have_no_serious_finding(at_desk, shot, wide):
    page = at_desk("diaodu", wide=wide)
    id = ids(box="智能快件箱格口数")["box"]
    findings = {}
    for name, address in {
        "desk": f"{PLAN}/review/?at={id}",
        "desk-queue": f"{PLAN}/review/queue/",
        "desk-history": f"{PLAN}/review/history/",
        "desk-find": f"{PLAN}/review/add/",
        "desk-add": f"{PLAN}/review/add/?start=465&end=482",
        "desk-publish": f"{PLAN}/review/publish/",
    }.items():
        page.goto(address)
        for box in page.locator(".dos > details > summary").all():
            box.click()
        fits(page)
        shot(page, f"{name}-{wide}")
        if found := serious(page):
            findings[name] = found
    assert findings == {}


def test_the_desk_begins_at_its_first_question(at_desk):
    page = at_desk("diaodu")
    current = page.locator("tbody[aria-current]")
    expect(current.locator(".doubt").first).to_be_visible()
    expect(current).to_be_in_viewport()


def test_a_row_keeps_its_height_when_the_page_is_loaded_again(at_desk):
    page = at_desk("diaodu")
    id = ids(box="智能快件箱格口数")["box"]
    go(page, id)
    page.evaluate("(id) => scrollBy(0, document.getElementById(`row-${id}`).getBoundingClientRect().top - 260)", id)
    page.keyboard.press("x")
    row(page, id).get_by_label("理由").fill("与另一条重复")
    before = row(page, id).bounding_box()
    row(page, id).get_by_role("button", name="不采纳").click()
    expect(row(page, id).locator(".st")).to_have_text("不采纳")
    page.wait_for_timeout(400)
    after = row(page, id).bounding_box()
    assert before is not None
    assert after is not None
    assert abs(after["y"] - before["y"]) < 12


def test_a_section_is_confirmed_after_a_question(at_desk):
    page = at_desk("diaodu")
    box = page.locator("details.sure").first
    expect(box.get_by_role("button")).to_be_hidden()
    box.locator("summary").click()
    box.get_by_role("button").click()
    expect(page.locator("#counts")).not_to_contain_text("已核0/")
    page.locator("#undo").click()
    expect(page.locator("#counts")).to_contain_text("已核0/")


def test_the_search_box_is_a_key_away(at_desk):
    page = at_desk("diaodu")
    page.keyboard.press("/")
    expect(page.locator("#find")).to_be_focused()
    page.keyboard.type("格口数")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="找到的")).to_be_in_viewport()
    page.locator(".hits a").first.click()
    expect(row(page, ids(box="智能快件箱格口数")["box"])).to_have_attribute("aria-current", "true")
