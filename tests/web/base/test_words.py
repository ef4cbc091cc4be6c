"""Lines end between words: a browser's own rule would part 零|售 and 20|25."""

from __future__ import annotations

import re

import pytest
from django.utils.safestring import SafeString
from hypothesis import given
from hypothesis import strategies as st

from guatu.web.base.words import CLOSES, OPENS, by_words, pieces

TEXTS = st.text("社会消费品零售总额平均增速占GDP比重的和（）“”、，。：≥−—%/ 0123456789.亿元年月家个", max_size=40)


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("社会消费品零售总额平均增速", "社会|消费品|零售总额|平均|增速"),
        ("交通仓储邮政业增加值占GDP比重", "交通|仓储|邮政业|增加值|占GDP|比重"),
        ("“品质型”城区及“基础型”农区", "“品质型”|城区|及|“基础型”|农区"),
        ("目标2027年≥344亿元，完成率−7.3%", "目标2027年|≥344亿元，|完成率|−7.3%"),
        ("每年新增3—5家企业", "每年|新增3—5家|企业"),
    ],
)
def test_a_line_ends_between_words(text, cut):
    assert "|".join(pieces(text)) == cut


@given(TEXTS)
def test_nothing_is_lost_and_marks_stay_where_they_belong(text):
    found = pieces(text)
    assert "".join(found) == text
    assert not any(piece[0] in CLOSES for piece in found[1:])
    assert not any(piece[-1] in OPENS for piece in found[:-1])


@given(st.decimals("0.01", "99999", places=2), st.sampled_from(["亿元", "万吨", "家", "个", "年", "%", "万人次"]))
def test_a_figure_keeps_its_unit(value, unit):
    assert any(
        re.search(rf"(?<!\d){re.escape(str(value))}{unit[0]}", piece)
        for piece in pieces(f"实际完成{value}{unit}的目标")
    )


def test_marks_of_a_page_stay_whole_and_text_is_escaped():
    page = by_words(SafeString('<b title="社会消费品零售总额">社会消费品零售总额</b>'))
    assert page == '<span class="name"><b title="社会消费品零售总额">社会<wbr>消费品<wbr>零售总额</b></span>'
    assert "<script" not in by_words("名称很长的<script>指标")


def test_short_names_and_other_tongues_are_left_alone():
    assert by_words("旅游收入") == "旅游收入"
    assert by_words("铁路货运量占比") == '<span class="name">铁路货运量占比</span>'
    assert by_words("Retail sales of consumer goods") == "Retail sales of consumer goods"
