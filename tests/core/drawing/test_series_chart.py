"""A series over the years: levels where there are any, growths never on the same axis, gaps named."""

from __future__ import annotations

from datetime import date

from tests.core.judging.builders import seen

from guatu.core.drawing.series_chart import series_chart, series_svg
from guatu.core.series.model import Form


def row(year: int, value: str | None, growth: str | None = None):
    return seen("retail", str(year), value, growth, known=date(year + 1, 4, 30))


def test_levels_go_before_growths():
    made = series_chart([row(2023, "115.2", "4.6"), row(2025, "118.77", "-1.4")], name="社零", unit="亿元")
    assert made
    assert (made.form, [p.year for p in made.points], made.years) == (Form.VALUE, [2023, 2025], (2023, 2024, 2025))
    drawn = series_svg(made)
    assert "118.77" in drawn
    assert "缺" in drawn
    assert "-1.4" not in drawn.replace("−", "-")


def test_growths_alone_say_that_they_are():
    made = series_chart([row(2023, None, "4.6"), row(2024, None, "3.1")], name="社零", unit="亿元")
    assert made
    assert made.form is Form.GROWTH
    assert "比上年增长，%" in series_svg(made)
    assert str(made.label) == "社零，比上年增长，%：2023年4.6、2024年3.1。"


def test_one_year_is_no_line():
    assert series_chart([row(2025, "118.77", "-1.4")], name="社零", unit="亿元") is None
    assert series_chart([], name="社零", unit="亿元") is None
