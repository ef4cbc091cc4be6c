"""Web pages: the article, without the page around it."""

import pytest

from guatu.store.documents.errors import MarkupForbidden
from guatu.store.documents.formats.html import read_html
from guatu.store.documents.limits import Limits
from guatu.store.documents.model import Style


def read(html, encoding="utf-8"):
    return read_html(html.encode(encoding), Limits())


def lines(document):
    return [p.span.of(document.text) for p in document.paragraphs]


BODY = "<p>　　到2027年，全市服务业增加值达到344亿元以上。</p>" * 3


def test_scripts_navigation_and_hidden_parts_stay_out():
    document = read(
        "<body><nav><a href=/>首页</a></nav><div class=main><script>var a='2030年999亿元'</script>"
        f"<div style='display:none'>2031年888亿元</div>{BODY}</div><aside>推荐</aside><footer>版权所有</footer>"
    )
    assert lines(document) == ["到2027年，全市服务业增加值达到344亿元以上。"] * 3
    assert document.text.startswith("　　到2027年")


def test_the_article_is_found_among_lists_of_links():
    links = "<ul>" + "<li><a href=/x>关于印发某某实施方案的通知（2024年）</a></li>" * 30 + "</ul>"
    document = read(f"<div id=left>{links}</div><div id=right><div><div class=TRS>{BODY}</div></div></div>")
    assert len(document.paragraphs) == 3


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-16"])
def test_the_encoding_is_told_by_declaration_or_look(encoding):
    declared = {"gb18030": "<meta charset=gb2312>", "utf-8": "", "utf-16": ""}[encoding]
    document = read(f"<html><head>{declared}</head><body>{BODY}</body></html>", encoding)
    assert lines(document)[0].startswith("到2027年")


def test_breaks_part_paragraphs_and_line_ends_of_the_source_do_not():
    document = read("<div>第一段，全市服务业\n      增加值。<br>　　第二段。<br/><br/>第三段 GDP\nof the city。</div>")
    assert lines(document) == ["第一段，全市服务业增加值。", "第二段。", "第三段 GDP of the city。"]


def test_a_raised_figure_is_no_digit_of_the_one_before_it():
    assert lines(read("<p>达到120<sup>1</sup>家</p>")) == ["达到120¹家"]


def test_tables_keep_rows_cells_and_merged_cells():
    document = read(
        "<p>表1</p><table><tr><th>类别</th><th>指标</th><th>2027年</th></tr>"
        "<tr><td rowspan=2>物流</td><td>货运量</td><td>500</td></tr>"
        "<tr><td>占比</td><td>25%</td></tr></table><p>完。</p>"
    )
    assert document.text == "表1\n类别\t指标\t2027年\n物流\t货运量\t500\n物流\t占比\t25%\n完。"
    assert [[c.above for c in row] for row in document.tables[0].rows][2] == [True, False, False]


def test_a_table_that_lays_out_the_page_is_no_table():
    document = read(f"<table><tr><td>{BODY}<table><tr><td>甲</td><td>乙</td></tr></table></td></tr></table>")
    assert lines(document)[:3] == ["到2027年，全市服务业增加值达到344亿元以上。"] * 3


def test_facts_beside_the_article_are_found():
    document = read(
        "<head><title>某某实施方案_市人民政府</title><meta name=ArticleTitle content='服务业实施方案'></head><body>"
        "<div class=info><li>发文字号：乌海政办发〔2025〕12号</li><li>成文日期：2025-05-31</li>"
        "<li>发文机关：市人民政府办公室</li>"
        f"</div><div class=article>{BODY * 5}</div>"
    )
    assert (document.number, str(document.issued), document.issuer) == (
        "乌海政办发〔2025〕12号", "2025-05-31", "市人民政府办公室",
    )  # fmt: skip
    assert document.title == "某某实施方案"


def test_a_heading_element_is_a_heading():
    document = read(f"<h1>服务业<br>实施方案</h1><h2>总体要求</h2>{BODY}")
    assert [p.style for p in document.paragraphs[:2]] == [Style.TITLE, Style.HEADING]
    assert document.title == "服务业实施方案"


def test_nesting_without_end_is_refused_at_once():
    with pytest.raises(MarkupForbidden):
        read("<div>" * 100_000 + "x")
