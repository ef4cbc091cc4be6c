"""Drawings on paper: the right size, one page, and Chinese that can be searched and copied."""

import shutil

import pypdfium2
import pytest
from tests.core.reports.builders import TODAY, example

from guatu.core.drawing.wall import SIZES, wall, wall_svg
from guatu.store import pdf


@pytest.mark.parametrize("size", ["A1", "A3"])
def test_wall_on_paper(size):
    plan, judgements = example()
    wide, high = SIZES[size]
    printed = pdf.svg_to_pdf(
        wall_svg(wall(plan, judgements, as_of=TODAY, city="某市"), size), width_mm=wide, height_mm=high
    )
    document = pypdfium2.PdfDocument(printed)
    assert len(document) == 1
    assert [round(side / 72 * 25.4) for side in document[0].get_size()] == [wide, high]
    text = document[0].get_textpage().get_text_range()
    for words in ("促进服务业高质量发展三年攻坚行动作战图", "284.80", "≥344亿元", "到期无数", "−1.4"):
        assert words in text


def test_text_stands_where_the_drawing_puts_it():
    """text-anchor: the three words end, sit on and begin at the middle of the page."""
    rows = (("end", 20), ("middle", 50), ("start", 80))
    words = "".join(
        f'<text x="50" y="{y}" font-size="10" font-weight="700" text-anchor="{anchor}">统计公报</text>'
        for anchor, y in rows
    )
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">{words}</svg>'
    page = pypdfium2.PdfDocument(pdf.svg_to_pdf(svg, width_mm=100, height_mm=100))[0].get_textpage()
    boxes = [page.get_charbox(page.get_text_range().index("统") + i * 6) for i in range(3)]
    lefts = [box[0] / 72 * 25.4 for box in boxes]
    assert [round(left / 10) for left in lefts] == [1, 3, 5]


def test_without_chinese_fonts_nothing_is_printed(monkeypatch):
    pdf.require_chinese_font.cache_clear()
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(pdf.ChineseFontError, match=r"\[U610\].*apt-get install fontconfig fonts-noto-cjk"):
        pdf.svg_to_pdf("<svg/>", width_mm=10, height_mm=10)
    pdf.require_chinese_font.cache_clear()
