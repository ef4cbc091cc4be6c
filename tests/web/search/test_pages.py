"""The page of the search and the lines under its box: what they say, whatever is typed."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guatu.web.base.findable import Findable, FindablePart, FoundKind
from guatu.web.search.services import refresh, refresh_part
from tests.web.addresses import PLAN
from tests.web.search.conftest import TODAY
from tests.web.second_plan import load_draft, publish

pytestmark = pytest.mark.django_db
BAD = [
    "", " ", "　", "%", '"', "'", "''", "*", "AND", "OR", "NOT", "NEAR", "NEAR(", "(", ")", "((", "{}", "[]", "^", ":",
    "-", "a:b", "tokens:游客", "%s", "%(x)s", "\\", "\x00", "\ud800", "a\x00b", "游客*", '"游客', "游客 AND", "游客)",
    "游客'", "<b>", "游客" * 5000, "x" * 10_000, "? " * 300, "😀", "' OR 1=1 --", "1.2.3.4", "½", "ﬃ", "２０２５",
]  # fmt: skip


@pytest.fixture
def at(client, settings):
    settings.GUATU_TODAY = TODAY.isoformat()
    refresh(TODAY)

    def ask(path: str = "/search/", **query: str):
        return client.get(path, query)

    return ask


def main_of(answer) -> str:
    page = answer.content.decode()
    return page[page.index("<main") : page.index("</main>")]


def test_the_words_found_are_marked_and_a_target_bears_its_light(at):
    page = main_of(at(q="游客"))
    assert "<mark>游客</mark>数量" in page
    assert re.search(r'class="light missed ".*?</svg>未完成</span></span><div><a href="/plans/[^"]+"', page)
    assert page.index('id="k-target"') < page.index('id="k-indicator"') < page.index('id="k-text"')
    assert re.search(rf'href="{PLAN}/text/#s\d+"', page)


def test_a_paragraph_that_was_found_is_there(at):
    where = re.search(r'href="(/plans/[^"]+/text/)#(s\d+)"', main_of(at(q="游客")))
    assert where is not None
    assert f'id="{where[2]}"' in main_of(at(where[1]))


@pytest.mark.parametrize("path", ["/search/", "/search/now/"])
@pytest.mark.parametrize("typed", BAD, ids=lambda typed: ascii(typed[:12]))
def test_whatever_is_typed_there_is_an_answer(at, path, typed):
    answer = at(path, q=typed.encode("utf-8", "replace").decode())
    assert answer.status_code == 200
    if path == "/search/":
        assert "<h1" in main_of(answer)


def test_a_question_without_a_word_says_so_and_a_long_one_too(at):
    assert "里面没有可以查的字" in main_of(at(q="%*"))
    assert "只按前60个字" in main_of(at(q="游客" * 5000))
    assert "写名称、编号" in main_of(at())
    missing = main_of(at(q="没有这样的东西啊"))
    assert "没有找到“没有这样的东西啊”" in missing
    assert "请少写几个字" in missing


def test_what_was_typed_is_shown_as_text(at):
    page = main_of(at(q='<img src=x onerror="1">游客'))
    assert "<img" not in page
    assert "&lt;img" in page


def test_a_day_is_kept_and_counts(at):
    before = main_of(at(q="游客", as_of="2026-04-29"))
    assert "as_of=2026-04-29" in before
    assert 'name="as_of" value="2026-04-29"' in before
    assert 'class="light missed ' not in before  # its figure was published a day later
    assert "那天以后的不算" in main_of(at(q="物流-03", as_of="2025-01-01"))


def test_a_kind_is_shown_in_pages_and_an_unknown_one_is_every_kind(at):
    things = [Findable(FoundKind.TASK, str(n), f"云雀第{n:03}项", "pages:help", order=n) for n in range(250)]
    refresh_part(FindablePart("test.things", frozenset(), lambda on: things), on=TODAY)
    every = main_of(at(q="云雀"))
    assert "里程碑和举措全部250条" in every
    second = main_of(at(q="云雀", kind="task", page="2"))
    assert "第2页，共3页" in second
    assert "第100项" in second
    assert main_of(at(q="云雀", kind="nonsense")) == every
    assert at(q="云雀", kind="task", page="x" * 50).status_code == 200


def test_under_the_box_stand_eight_lines_at_most_and_no_more_page_than_that(at):
    page = at("/search/now/", q="lv").content.decode()
    assert page.count("<li>") == 8
    assert "<html" not in page
    assert "<mark>" in page
    assert "看全部结果" in page


def test_in_english_the_page_is_english_and_what_was_found_stays_chinese(at, client):
    client.post("/language/", {"language": "en"})
    page = main_of(at(q="游客"))
    assert '<h1 class="m5">Search</h1>' in page
    assert "Missed" in page or "missed" in page.lower()
    assert 'lang="zh-Hans-CN"><mark>游客</mark>数量' in page
    assert "Nothing was found" in main_of(at(q="没有这样的东西啊"))


def test_the_box_stands_on_every_page_and_works_without_script(at):
    page = at("/").content.decode()
    form = page[page.index('<form id="find-all"') :]
    form = form[: form.index("</form>")]
    assert 'action="/search/" method="get"' in form
    assert "onclick" not in form
    assert "<script" not in form
    assert "查找</button>" in form


def test_a_store_without_a_plan_has_a_search(empty, client):
    assert "检索目录还没有建好" in main_of(client.get("/search/", {"q": "游客"}))


def test_the_number_of_questions_does_not_grow_with_plans_or_things(at, client):
    def asked(**query: str) -> int:
        at(**query)  # what a process keeps is kept
        with CaptureQueriesContext(connection) as queries:
            assert at(**query).status_code == 200
        return len(queries)

    before = asked(q="到"), asked(q="2026"), asked(q="2026", kind="target")
    publish(load_draft())
    publish(load_draft("乌海市2026年云雀方案\n\n到2026年底，云雀泊位达到100个以上。\n"))
    refresh(TODAY)
    after = asked(q="到"), asked(q="2026"), asked(q="2026", kind="target")
    assert max(b - a for a, b in zip(before, after, strict=True)) <= 0
