"""A figure that a scan has lost altogether is noticed by the words around its place."""

import pytest
from tests.core.plan import corpus
from tests.store.documents import makers

from guatu.store.documents.lost_figures import lost_figures


@pytest.mark.parametrize(
    ("line", "behind"),
    [
        ("力争创建家国家级研发中心", "建"),
        ("年均增长%以上", "长"),
        ("增加值达到亿元，", "到"),
        ("培育个品牌", "育"),
        ("新建公里管网", "建"),
        ("提高到个百分点", "到"),
    ],
)
def test_a_unit_without_its_figure_is_noticed(line, behind):
    assert [line[at] for at in lost_figures(line)] == [behind]


def test_whole_texts_lose_nothing():
    whole = (*corpus.TARGETS, *corpus.NO_TARGETS, *corpus.MILESTONES, *corpus.ACTIONS, *makers.plan_paragraphs())
    assert [text for text in whole if lost_figures(text)] == []
