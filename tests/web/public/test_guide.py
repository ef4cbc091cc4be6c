"""The guide: one text for the site and for docs/, a section for each page, and nothing said twice in two ways."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client
from hypothesis import given
from hypothesis.strategies import text

import guatu.web.public.guide as guide
from guatu.core.reports.words import NOT_YET, NOT_YET_WORD, STATUS_WORDS
from guatu.web.public.guide.markup import chapter
from guatu.web.public.guide.sections import SECTIONS, TITLES, guide_of, section_for
from guatu.web.public.guide.views import read
from guatu.web.public.presenters.legend import LIGHT_SAYS, SHAPE_SAYS
from tests.web.test_rights_walk import ADDRESSES, EVERYBODY

pytestmark = pytest.mark.django_db
FOLDER = Path(guide.__file__).parent
ROOT = FOLDER.parents[4]
FILES = sorted(FOLDER.glob("*/*.md"))
OFFICE = (
    "office:", "entry:", "waiting:", "catalogue:", "loads:", "excel:", "owners:", "review:", "mayor:", "planning:",
    "rights:", "health:", "check:",
)  # fmt: skip
NO_PAGES = {
    "check:annotated",
    "excel:out",
    "excel:plan_out",
    "rights:log_file",
    "review:row",
}  # files, and a part of a page


def chapter_in(path: Path):
    return read(path.read_text(encoding="utf-8"))


def in_chinese(name: str):
    return chapter_in(FOLDER / "zh" / f"{name}.md")


def test_every_role_has_its_guide_under_its_title():
    assert {str(path.stem) for path in (FOLDER / "zh").glob("*.md")} == {str(name) for name in TITLES}
    assert {name: in_chinese(name).title for name in TITLES} == {name: str(said) for name, said in TITLES.items()}


def test_every_page_of_the_office_has_its_section():
    pages = {name for name, (method, *_) in ADDRESSES.items() if method == "GET" and name.startswith(OFFICE)}
    assert pages - NO_PAGES - set(SECTIONS) == set()
    assert set(SECTIONS) <= set(ADDRESSES)


def test_every_section_that_a_page_names_is_in_its_guide():
    anchors = {f"{name}#{anchor}" for name in TITLES for anchor, _words in in_chinese(name).heads}
    named = {section for sections in SECTIONS.values() for section in sections}
    assert named - anchors == set()


def test_a_page_leads_each_role_to_its_own_section():
    assert section_for("pages:task", {"liaison"}) == ("liaison", "report")
    assert section_for("pages:task", {"dispatcher"}) == ("dispatcher", "close")
    assert section_for("pages:task", ()) == ("visitor", "targets")
    assert section_for("pages:help", {"dispatcher"}) == ("", "")
    assert guide_of("security") == "administrators"


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_steps_and_pictures_and_every_link_leads_somewhere(path):
    found = chapter_in(path)
    assert path.stem == "mayor" or "<ol>" in found.body
    assert path.parent.name == "en" or found.pictures
    for to in re.findall(r"\]\(([^)]+)\)", path.read_text(encoding="utf-8")):
        file, _, anchor = to.partition("#")
        assert (path.parent / file).resolve().exists(), to  # in docs a link is by file, as it is written
        assert not anchor or anchor in dict(chapter_in(path.parent / file).heads)
    assert len(set(dict(found.heads))) == len(found.heads)


def test_a_translation_has_the_same_sections_and_pictures():
    for path in (FOLDER / "en").glob("*.md"):
        chinese, other = in_chinese(path.stem), chapter_in(path)
        assert [anchor for anchor, _ in other.heads] == [anchor for anchor, _ in chinese.heads]
        assert other.pictures == chinese.pictures


def test_the_lights_are_said_as_the_pages_say_them():
    words = {status.value: word for status, word in STATUS_WORDS.items()} | {NOT_YET: NOT_YET_WORD}
    said = re.findall(r"^\| (\S+) \| (\S+) \| (\S+) \|$", (FOLDER / "zh" / "visitor.md").read_text("utf-8"), re.M)
    assert sorted(said[1:]) == sorted((words[shape], SHAPE_SAYS[shape], LIGHT_SAYS[shape]) for shape in LIGHT_SAYS)


def test_the_handbook_in_docs_is_these_files():
    index = (ROOT / "docs" / "user-guide.zh-CN.md").read_text(encoding="utf-8")
    for name in TITLES:
        assert f"(../src/guatu/web/public/guide/zh/{name}.md)" in index
    assert "\n## " not in index  # what is to be said is said there


# -- on the site ------------------------------------------------------------------------------------------------------


def test_anybody_reads_every_guide_with_its_pictures():
    client = Client(HTTP_HOST="localhost")
    contents = client.get("/help/").content.decode()
    for name in TITLES:
        assert f'href="/help/{name}/"' in contents
        body = client.get(f"/help/{name}/").content.decode()
        for picture in in_chinese(name).pictures:
            assert f"/static/guatu/guide/{picture}" in body
    assert ADDRESSES["pages:guide"][2] == EVERYBODY
    assert client.get("/help/nobody/").status_code == 404


def test_ones_own_guide_comes_first_and_each_page_leads_to_its_section(person):
    client = Client(HTTP_HOST="localhost")
    client.force_login(person("statistician"))
    start = client.get("/help/").content.decode().split("从这里开始")[1]
    assert re.search(r'href="(/help/[a-z]+/)"', start)[1] == "/help/statistician/"
    body = client.get("/office/figures/").content.decode()
    assert '<a class="howto" href="/help/statistician/#grid">这一页怎么用</a>' in body
    assert 'id="grid"' in client.get("/help/statistician/").content.decode()


def test_in_english_what_is_only_in_chinese_is_said_to_be_so():
    client = Client(HTTP_HOST="localhost")
    client.cookies["django_language"] = "en"
    assert "<h1>For everybody" in client.get("/help/visitor/").content.decode()
    body = client.get("/help/dispatcher/").content.decode()
    assert "written in Chinese only" in body
    assert '<article lang="zh-Hans-CN">' in body


# -- the marks --------------------------------------------------------------------------------------------------------


def made(words: str):
    return chapter(f"# 题\n\n{words}", link=lambda to: f"/to/{to}", picture=lambda path: f"/pictures/{path}")


def test_each_mark_becomes_what_it_means():
    found = made(
        '<a id="one"></a>\n## 头\n\n一段**粗**和`码`，见[彼](b.md#c)。\n\n- 甲\n- 乙\n\n1. 先\n2. 后\n\n'
        "![图](p/x.webp)\n\n| 列 |\n|---|\n| 格 |"
    )
    assert found.body == (
        '<h2 id="one">头</h2>\n<p>一段<b>粗</b>和<code>码</code>，见<a href="/to/b.md#c">彼</a>。</p>\n'
        "<ul><li>甲</li><li>乙</li></ul>\n<ol><li>先</li><li>后</li></ol>\n"
        '<p class="shown"><a href="/pictures/p/x.webp"><img src="/pictures/p/x.webp" alt="图" loading="lazy"></a></p>\n'
        '<table class="stack"><thead><tr><th scope="col">列</th></tr></thead><tbody><tr><td class="all">格</td></tr>'
        "</tbody></table>"
    )
    assert (found.title, found.heads, found.pictures) == ("题", (("one", "头"),), ("x.webp",))


@given(text(alphabet="<>&\"'ab 甲`*[]()#-|!\n1.", max_size=60))
def test_nothing_that_is_written_becomes_a_tag_of_its_own(words):
    ours = re.compile(r'</?(h[123]|p|ul|ol|li|b|code|a|img|table|thead|tbody|tr|th|td)( [a-z]+="[^"<>]*")*>')
    assert not re.search("[<>]", ours.sub("", made(words).body))
