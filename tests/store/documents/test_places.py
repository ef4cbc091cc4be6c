"""Quotes on the page: the box that is kept really holds the words, and a page can be drawn."""

from __future__ import annotations

import io
import tempfile

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageDraw
from tests.store.documents import makers

from guatu.core.errors import FileError, Place
from guatu.core.text.spans import Span
from guatu.store.documents.bounded import draw_in_child
from guatu.store.documents.limits import Limits
from guatu.store.documents.lines import turned_back
from guatu.store.documents.model import Box, Format
from guatu.store.documents.places import Places
from guatu.store.documents.reader import read_document
from guatu.store.originals import keep_original, page_picture

QUOTES = ("服务业增加值达到344亿元", "旅游收入", "到2027年", "贷款余额")


@pytest.fixture(scope="module")
def plan_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("plan") / "方案.pdf"
    path.write_bytes(makers.plan_pdf())
    return path


def drawn_page(kind: Format, content: bytes, page: int, *, seconds: float = 20) -> bytes:
    with tempfile.TemporaryFile() as handle:
        handle.write(content)
        return draw_in_child(kind, handle, page, Place("方案.pdf"), Limits(seconds=seconds))


def words_in(content: bytes, page: int, box: Box) -> str:
    """What pdfium finds inside a box of a page, a little widened: the edge of a box may cut a letter."""
    shown = pdfium.PdfDocument(content)[page - 1]
    height = shown.get_height()
    return makers.squeezed(
        shown.get_textpage().get_text_bounded(
            box.left - 3, height - box.bottom - 1, box.right + 3, height - box.top + 1
        )
    )


@pytest.mark.parametrize("quote", QUOTES)
def test_the_boxes_of_a_quote_hold_its_words(plan_file, quote):
    document = read_document(plan_file)
    places = Places.from_json(Places.of(document).to_json())
    at = document.text.find(quote)
    if at < 0:
        at, quote = next((document.text.find(q), q) for q in (quote[:6], quote[:4]) if q in document.text)
    found = places.of_span(Span(at, at + len(quote)), document.text)
    words = "".join(words_in(plan_file.read_bytes(), place.page, place.box) for place in found)
    assert quote in words
    assert len(words) <= len(quote) + 4 * len(found)
    assert places.page_of(Span(at, at + len(quote))) == found[0].page


def test_every_printed_line_is_kept_once_and_in_order(plan_file):
    document = read_document(plan_file)
    places = Places.of(document)
    assert [page.number for page in places.pages] == list(range(1, len(document.pages) + 1))
    assert sum(len(places.on_page(page.number)) for page in places.pages) == len(document.pieces) > 100
    assert Places.from_json(places.to_json()).page_of(Span(len(document.text), len(document.text) + 1)) is None


@pytest.mark.parametrize("data", [None, {}, {"pages": [], "lines": [[1, 2]]}, {"pages": [["x", 1, 1]], "lines": []}])
def test_what_is_no_map_of_places_is_refused(data):
    with pytest.raises(ValueError, match=r".*"):
        Places.from_json(data)


def test_a_page_is_drawn_in_its_own_proportions(plan_file, tmp_path):
    original = keep_original(plan_file, read_document(plan_file))
    picture = page_picture(
        lambda: original.content, Format.PDF, 2, name="x", sha256=original.sha256, cache=tmp_path / "c"
    )
    page, drawn = original.places.page(2), Image.open(io.BytesIO(picture))
    assert drawn.format == "PNG"
    assert drawn.width / drawn.height == pytest.approx(page.width / page.height, rel=0.01)
    box = next(p.box for p in original.places.on_page(2) if p.span.end - p.span.start > 10)
    scale = drawn.width / page.width
    ink = drawn.convert("L").crop(tuple(round(edge * scale) for edge in box))
    assert ink.getextrema()[0] < 100, "there is print where the line should stand"

    def gone() -> bytes:
        raise AssertionError("a page that was drawn is not drawn again")

    assert page_picture(gone, Format.PDF, 2, name="x", sha256=original.sha256, cache=tmp_path / "c") == picture


@pytest.mark.parametrize(
    ("content", "page", "code"), [(makers.plan_pdf, 99, "F229"), (lambda: b"%PDF-1.7 nothing", 1, "F223")]
)
def test_a_page_that_cannot_be_drawn_is_refused_with_a_code(content, page, code):
    with pytest.raises(FileError) as caught:
        drawn_page(Format.PDF, content(), page)
    assert caught.value.code == code
    assert caught.value.place.source == "方案.pdf"


def test_a_page_that_takes_too_long_is_stopped():
    with pytest.raises(FileError) as caught:
        drawn_page(Format.PDF, makers.plan_pdf(), 1, seconds=0.01)
    assert caught.value.code == "F230"


def test_a_scan_is_shown_itself():
    scan = Image.new("RGB", (400, 600), "white")
    ImageDraw.Draw(scan).rectangle((100, 200, 140, 210), fill="black")
    out = io.BytesIO()
    scan.save(out, "PNG")
    picture = drawn_page(Format.IMAGE, out.getvalue(), 1)
    drawn = Image.open(io.BytesIO(picture))
    assert (drawn.size, drawn.getpixel((120, 205)), drawn.getpixel((300, 300))) == (
        (400, 600), (0, 0, 0), (255, 255, 255),
    )  # fmt: skip


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_box_of_a_page_set_upright_stands_right_on_the_page_as_scanned(turn):
    scan = Image.new("L", (300, 200), 255)
    ImageDraw.Draw(scan).rectangle((40, 60, 99, 79), fill=0)
    upright = scan.rotate(turn, expand=True)
    left, top, right, bottom = upright.point(lambda v: 255 - v).getbbox()
    assert turned_back(Box(left, top, right, bottom), turn, *upright.size) == (40, 60, 100, 80)


def test_an_ofd_has_places_and_a_word_file_has_none(tmp_path):
    ofd, docx = tmp_path / "a.ofd", tmp_path / "a.docx"
    ofd.write_bytes(makers.plan_ofd())
    docx.write_bytes(makers.plan_docx())
    assert len(keep_original(ofd, read_document(ofd)).places.pages) > 5
    kept = keep_original(docx, read_document(docx))
    assert (kept.places, kept.content) == (Places(), docx.read_bytes())
