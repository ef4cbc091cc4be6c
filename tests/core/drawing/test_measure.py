"""Where Chinese may break, and how labels keep apart."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guatu.core.drawing import measure
from guatu.core.drawing.measure import Rectangle, spread, units, width, wrap


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("3A级以上物流企业", ("3A级以上物流企业",)),
        ("科创产业发展基金支持投放的重点项目", ("科创产业发展基金", "支持投放的重点项目")),
        ("完成安全取暖设施改造的农区互助幸福院", ("完成安全取暖设施改造的", "农区互助幸福院")),
        ("电子版“居家上门服务证”推广率", ("电子版", "“居家上门服务证”推广率")),
        ("乌海经济开发区低碳产业园铁路专用线新增运力", ("乌海经济开发区低碳产业园", "铁路专用线新增运力")),
    ],
)
def test_names_break_where_an_office_would_break_them(name, lines):
    assert wrap(name, 10, 145) == lines


def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one():
    assert units("（限额）以上，10.5%。") == ["（限", "额）", "以", "上，", "10.5%。"]


@given(st.text("一二三四五、，（）“”aB1.%", min_size=1, max_size=60), st.integers(60, 300))
def test_wrapping_loses_nothing_and_fits(text, room):
    lines = wrap(text, 10, room)
    assert "".join(lines) == text
    widest_unit = max(width(u, 10) for u in units(text))
    assert all(width(line, 10) <= max(room, widest_unit) + 1e-6 for line in lines)


def test_each_part_of_a_line_is_measured_once(monkeypatch):
    measured = []
    monkeypatch.setattr(measure, "width", lambda text, size, **_: measured.append(text) or len(text) * size)
    measure.wrap.__wrapped__("一二三四五六七" * 12, 10, 145)
    assert len(measured) < 3 * 84


def test_what_is_too_long_for_a_name_is_broken_all_the_same():
    lines = wrap("一二三四五六七八九" * 100, 10, 205)
    assert {len(line) for line in lines[:-1]} == {20}


@given(st.lists(st.floats(0, 200), max_size=9))
def test_spread_labels_keep_apart_and_in_order(wanted):
    placed = spread(wanted, 15, 0, 200)
    order = sorted(range(len(wanted)), key=lambda i: (wanted[i], i))
    ranked = [placed[i] for i in order]
    assert all(b - a >= 15 - 1e-6 for a, b in pairwise(ranked))
    assert all(-1e-6 <= p <= 200 + 1e-6 for p in placed)


def test_boxes_that_only_touch_do_not_overlap():
    assert not Rectangle(0, 0, 1, 1).overlaps(Rectangle(1, 0, 2, 1))
    assert Rectangle(0, 0, 2, 2).overlaps(Rectangle(1, 1, 3, 3))
