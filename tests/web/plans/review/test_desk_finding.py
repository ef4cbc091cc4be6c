"""Where the desk opens, what it shows, what a search finds over all leaves, and what ends with a version."""

from __future__ import annotations

import re

import pytest
from tests.web.addresses import PLAN
from tests.web.plans.review.test_desk import TODAY, by, desk, do, fixed_day, plan  # noqa: F401
from tests.web.plans.review.test_leaves import rows_on, short  # noqa: F401
from tests.web.plans.review.test_services import settle

from guatu.core.plan.model import Kind
from guatu.core.review.draft import fold
from guatu.core.review.edits import Answer, Confirm
from guatu.web.office.desk.finding import MOST, find_on_desk
from guatu.web.plans.review import selectors
from guatu.web.plans.review.services import make_edit, publish

pytestmark = pytest.mark.django_db
DESK = f"{PLAN}/review/"


def opened(page) -> str:
    return re.search(r'id="row-([^"]+)"[^>]* aria-current="true"', page.content.decode())[1]


def shown(page) -> list[str]:
    return rows_on(page.content.decode())


# -- where it opens ---------------------------------------------------------------------------------------------------


def test_it_opens_at_the_first_question_then_at_a_target_that_nobody_has_seen(desk, plan):  # noqa: F811
    draft = selectors.draft_of(plan)
    order = [i.id for i in draft.items]
    asked = sorted((q.commitment for q in draft.open_questions if q.commitment), key=order.index)
    assert asked
    assert opened(desk.get(DESK)) == asked[0]
    while draft.open_questions:
        q = draft.open_questions[0]
        draft = make_edit(plan, Answer(q.id, str(q.readings[0]), {}), base=draft.until, by=desk.user).draft
    now = draft.item(opened(desk.get(DESK))).commitment
    assert now.kind is not Kind.ACTION


def test_with_everything_seen_it_opens_at_the_top(desk, plan):  # noqa: F811
    settle(plan, desk.user)
    draft = selectors.draft_of(plan)
    make_edit(plan, Confirm(tuple(i.id for i in draft.items if i.live)), base=draft.until, by=desk.user)
    assert opened(desk.get(DESK)) == draft.items[0].id


# -- targets and milestones alone -------------------------------------------------------------------------------------


def test_targets_and_milestones_alone_and_every_way_on_keeps_the_choice(desk, plan):  # noqa: F811
    kinds = {i.id: i.commitment.kind for i in selectors.draft_of(plan).items}
    whole, main = desk.get(DESK), desk.get(f"{DESK}?only=main")
    assert Kind.ACTION in {kinds[id] for id in shown(whole)}
    assert set(shown(main)) == {id for id, kind in kinds.items() if kind is not Kind.ACTION}
    body = main.content.decode()
    assert "看全部条目" in body
    assert "只看目标和里程碑" in whole.content.decode()
    rows = re.findall(r'class="pick" href="([^"]+)"', body)
    assert rows
    assert all("only=main" in href for href in rows)
    assert all("only=main" in action for action in re.findall(r'action="([^"]*/review/do/[^"]*)"', body))
    c = by(plan, "智能快件箱格口数")
    page = desk.post(f"{DESK}do/confirm/?only=main", {"base": 0, "id": c.id})
    assert "only=main" in page["Location"]
    following = re.search(r"at=([^&#]+)", page["Location"])[1]
    assert kinds[following] is not Kind.ACTION


def test_an_action_that_is_asked_for_is_shown_among_the_targets(desk, plan):  # noqa: F811
    action = next(i.id for i in selectors.draft_of(plan).items if i.commitment.kind is Kind.ACTION)
    assert opened(desk.get(f"{DESK}?only=main&at={action}")) == action


# -- the search -------------------------------------------------------------------------------------------------------


def hits(page) -> list[str]:
    part = re.search(r'<ul class="plain hits">.*?</ul>', page.content.decode(), re.DOTALL)
    return re.findall(r'href="([^"]+)"', part[0]) if part else []


def test_a_search_finds_rows_on_every_leaf(desk, plan, short):  # noqa: F811
    last = selectors.draft_of(plan).items[-1].commitment
    words = last.quote[:8]
    page = desk.get(f"{DESK}?q={words}")
    assert last.id not in shown(page)
    assert any(f"at={last.id}#" in href for href in hits(page))
    there = desk.get(next(href for href in hits(page) if f"at={last.id}#" in href).split("#")[0].replace("&amp;", "&"))
    assert opened(there) == last.id


def test_a_search_by_number_by_name_and_in_vain(desk, plan):  # noqa: F811
    c = by(plan, "智能快件箱格口数")
    assert any(f"at={c.id}#" in href for href in hits(desk.get(f"{DESK}?q={c.id.lower()}")))
    assert any(f"at={c.id}#" in href for href in hits(desk.get(f"{DESK}?q=格口数")))
    assert "全文和条目里都没有这几个字" in desk.get(f"{DESK}?q=没有这样的话").content.decode()
    assert "找到的" not in desk.get(f"{DESK}?q=%20").content.decode()


def test_words_outside_of_every_row_lead_to_their_place(plan):  # noqa: F811
    draft = fold(selectors.draft_of(plan).plan, ())
    title = draft.plan.title[:6]
    found = find_on_desk(draft, title, to_row=lambda id: f"row {id}", to_place=lambda at: f"place {at}")
    assert found is not None
    assert found.hits[0].href.startswith("place ")
    many = find_on_desk(draft, "的", to_row=str, to_place=str)
    assert many is not None
    assert len(many.hits) == min(MOST, many.total)
    assert [h.words for h in many.hits if h.id == ""] == ["的"] * sum(h.id == "" for h in many.hits)


# -- confirming a section asks first ----------------------------------------------------------------------------------


def test_confirming_a_section_is_asked_about_and_undone(desk, plan):  # noqa: F811
    body = desk.get(DESK).content.decode()
    boxes = re.findall(r'<details class="push noprint sure">.*?</details>', body, re.DOTALL)
    assert boxes
    assert body.count('class="push noprint sure"') == len(boxes)
    ids = re.findall(r'name="id" value="([^"]+)"', boxes[0])
    assert f"确认这{len(ids)}条" in boxes[0]
    assert "都和原文对过了吗" in boxes[0]
    do(desk, "confirm", id=ids)
    assert all(selectors.draft_of(plan).item(id).looked_at for id in ids)
    do(desk, "undo", number=1, base=1)
    assert not any(selectors.draft_of(plan).item(id).looked_at for id in ids)


# -- a version --------------------------------------------------------------------------------------------------------


def test_after_publishing_the_list_is_offered_and_undoing_ends(desk, plan):  # noqa: F811
    draft = settle(plan, desk.user)
    assert "undo/" in desk.get(f"{DESK}history/").content.decode()
    version = publish(plan, base=draft.until, reason="市政府第12次常务会议", on=TODAY, by=desk.user)
    done = desk.get(f"{DESK}publish/").content.decode()
    assert f'href="{PLAN}/targets/"' in done
    assert f'href="{PLAN}/ledger.xlsx"' in done
    assert f">{version.digest[:12]}…<" in done
    assert f">{version.digest}<" not in done
    history = desk.get(f"{DESK}history/").content.decode()
    assert "undo/" not in history
    assert f"到第{version.until}步为止已经发布" in history
    assert 'id="undo"' not in desk.get(DESK).content.decode()
    c = by(plan, "智能快件箱格口数")
    do(desk, "change", id=c.id, base=draft.until, unit="格")
    assert desk.get(f"{DESK}history/").content.decode().count("undo/") == 1
    assert 'id="undo"' in desk.get(DESK).content.decode()


def test_the_lead_unit_stands_among_the_first_fields(desk, plan):  # noqa: F811
    body = desk.get(DESK).content.decode()
    first = body[body.index('id="do-change"') :].split("更多字段")[0]
    assert 'name="lead"' in first
    assert "牵头单位：" in body


def test_the_desk_says_its_parts_and_leads_back_to_the_top(desk, short):  # noqa: F811
    body = desk.get(DESK).content.decode()
    contents = re.search(r"<summary>各节目录</summary>.*?</details>", body, re.DOTALL)[0]
    links = re.findall(r'href="([^"]+)"', contents)
    assert any(href.startswith("#s") for href in links)
    assert any("near=" in href for href in links)
    for href in links:
        if href.startswith("#"):
            assert f'id="{href[1:]}"' in body
    assert 'class="totop noprint"><a href="#top"' in body


def test_a_key_and_its_meaning_stay_together(desk):  # noqa: F811
    keys = re.search(r'<dl class="keylist">.*?</dl>', desk.get(DESK).content.decode(), re.DOTALL)[0]
    assert keys.count("<div><dt>") == keys.count("<dt>") == keys.count("</dd></div>") > 9
