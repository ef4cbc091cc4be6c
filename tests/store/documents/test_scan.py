"""Scans: printed, scanned askew with noise, read back. Needs the extra `ocr`; says so when it is not installed."""

import io
import re
from difflib import SequenceMatcher

import pytest
from tests.store.documents import makers

from guatu.core.plan.compiler import compile_plan
from guatu.core.text.spans import Span
from guatu.store.documents import reader
from guatu.store.documents.errors import OcrMissing
from guatu.store.documents.model import CautionKind, Format
from guatu.store.documents.reader import read_document
from guatu.store.plan_files import READER_RULE, read_plan

needs_ocr = pytest.mark.skipif(
    not reader.has_ocr(), reason="the extra ocr is not installed (pip install guatu[ocr]): scans cannot be read"
)
FIGURES = (
    "到2027年，全市服务业增加值达到344亿元以上、年均增长6%以上；规模以上服务业企业达到150家以上，铁路货运量占比达到25%以上，"
    "智能快件箱格口数达到3.3万个，2025—2027年每年新增入库规上道路运输企业2家，千人托位数达到4.5个。"
)


def picture(turn=0.0, noise=0.0):
    """A page of the plan as a scanner gives it."""
    import pypdfium2 as pdfium
    from PIL import Image, ImageChops, ImageFilter

    page = pdfium.PdfDocument(makers.pdf(f"<p>{FIGURES}</p>", style="@page { @bottom-right { content: none } }"))[0]
    image = page.render(scale=200 / 72).to_pil().convert("L")
    if turn:
        image = image.rotate(turn, Image.Resampling.BICUBIC, fillcolor=255)
    if noise:
        grain = Image.effect_noise(image.size, noise)
        image = ImageChops.add(image, grain, scale=1, offset=-128).filter(ImageFilter.GaussianBlur(0.7))
    return image


def saved(image, kind):
    out = io.BytesIO()
    image.convert("RGB").save(out, kind, quality=70)
    return out.getvalue()


def wrong(found, want):
    moves = SequenceMatcher(None, want, found, autojunk=False).get_opcodes()
    return sum(max(b - a, d - c) for kind, a, b, c, d in moves if kind != "equal")


@needs_ocr
@pytest.mark.parametrize(("turn", "noise"), [(0, 0), (1.3, 40)], ids=["clean", "askew and noisy"])
def test_a_scan_reads_like_the_page(tmp_path, turn, noise):
    path = tmp_path / "扫描.png"
    path.write_bytes(saved(picture(turn, noise), "PNG"))
    document = read_document(path)
    assert document.format is Format.IMAGE
    assert wrong(makers.squeezed(document.text), FIGURES) <= 1
    assert len(document.paragraphs) == 1
    place = document.place_of(document.text.index("344"))
    assert place.page == 1
    assert 0 < place.box.left < place.box.right < 600


@needs_ocr
def test_a_scanned_pdf_is_recognised_and_read(tmp_path):
    path = tmp_path / "扫描.pdf"
    path.write_bytes(saved(picture(), "PDF"))
    document = read_document(path)
    assert document.format is Format.PDF
    assert wrong(makers.squeezed(document.text), FIGURES) <= 1


@needs_ocr
def test_a_figure_that_is_hard_to_read_becomes_a_question(tmp_path):
    from PIL import ImageDraw

    image = picture()
    document = read_document(_written(tmp_path / "a.png", saved(image, "PNG")))
    box = document.place_of(document.text.index("344")).box
    unit = 200 / 72
    at = document.text.index("344")
    (cut,) = document.places_of(Span(at, at + 3))
    ImageDraw.Draw(image).line(
        (cut.box.left * unit, box.bottom * unit, cut.box.right * unit, box.top * unit), fill=40, width=9
    )
    document = read_document(_written(tmp_path / "b.png", saved(image, "PNG")))
    spoiled = makers.squeezed(document.text)
    asked = [w for w in document.warnings if w.kind is CautionKind.UNSURE_DIGITS]
    assert "344" in spoiled or asked, "a spoilt figure went through in silence"
    for caution in asked:
        assert any(sign.isdigit() or sign in ".%" for sign in caution.span.of(document.text))


MOST_WRONG = 0.002  # of all characters, on a scan as an office makes it
FIGURE = re.compile(r"[0-9.%％]")


def scanned_plan(turn, noise, *, dots=200):
    """All pages of the printed plan as one scanned PDF: askew, with the same grain each time, pressed as JPEG."""
    import numpy as np
    import pypdfium2 as pdfium
    from PIL import Image, ImageFilter

    grain = np.random.default_rng(20250531)
    sheets = []
    for page in pdfium.PdfDocument(makers.plan_pdf()):
        image = page.render(scale=dots / 72).to_pil().convert("L").rotate(turn, Image.Resampling.BICUBIC, fillcolor=255)
        ink = np.asarray(image, dtype=float)
        ink = np.clip(ink + grain.normal(0, noise, ink.shape), 0, 255).astype("uint8")
        sheets.append(Image.fromarray(ink).filter(ImageFilter.GaussianBlur(0.7)))
    out = io.BytesIO()
    sheets[0].save(out, "PDF", save_all=True, append_images=sheets[1:], quality=70, resolution=dots)
    return out.getvalue(), len(sheets)


def silent(text, want, asked):
    """Figures that read otherwise than printed and of which no question speaks. `asked`: spans of questions."""
    places = [at for at, sign in enumerate(text) if not sign.isspace()]
    found = makers.squeezed(text)
    wrong_ones = []
    for kind, a, b, c, d in SequenceMatcher(None, want, found, autojunk=False).get_opcodes():
        if kind == "equal" or not FIGURE.search(want[a:b] + found[c:d]):
            continue
        first, last = places[max(0, c - 1)], places[min(len(places) - 1, d)]
        if not any(span.start <= last and first < span.end for span in asked):
            wrong_ones.append((want[max(0, a - 8) : b + 4], found[max(0, c - 8) : d + 4]))
    return wrong_ones


def ledger_of(plan):
    return [
        (c.kind, c.indicator, c.comparator, c.value, c.value_max, c.unit, c.period, c.sector, c.strength)
        for c in plan.commitments
    ]


@needs_ocr
def test_the_whole_plan_scanned_askew_and_noisy_keeps_its_ledger(tmp_path):
    data, pages = scanned_plan(0.7, 30)
    assert pages > 5
    found = read_plan(_written(tmp_path / "扫描.pdf", data))
    want = makers.squeezed("".join(makers.plan_paragraphs()))
    text = found.document.text
    errors = wrong(makers.squeezed(text), want)
    assert errors <= MOST_WRONG * len(want), f"{errors} of {len(want)}"
    asked = [q.span for q in found.plan.questions if q.rule.startswith(READER_RULE)]
    assert silent(text, want, asked) == []
    assert ledger_of(found.plan) == ledger_of(compile_plan(makers.PLAN.read_text("utf-8")))
    assert len(asked) <= 5, "too many needless questions"


def test_a_figure_read_otherwise_is_silent_unless_a_question_speaks_of_it():
    want, text = "增加值达到344亿元。", "增加值达到\n314亿元。"
    at = text.index("314")
    assert silent(text, want, []) == [(want, "增加值达到314亿元。")]
    assert silent(text, want, [Span(at, at + 3)]) == []


@pytest.mark.parametrize(
    ("first", "second", "behind"),
    [("2025年底前争创家民宿", "2025年底前争创1家民宿", "创"), ("新增3个", "新增3个", ""), ("新增3个", "新增8个", "")],
)
def test_a_figure_that_only_the_second_reading_sees_is_asked_about(first, second, behind):
    scan = pytest.importorskip("guatu.store.documents.formats.scan", reason="numpy is not installed (extra ocr)")
    assert "".join(first[at] for at in sorted(scan._left_out(first, second))) == behind


def _written(path, data):
    path.write_bytes(data)
    return path


@pytest.mark.skipif(reader.has_ocr(), reason="the extra ocr is installed: scans are read, not refused")
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "PDF"])
def test_without_the_extra_a_scan_is_refused_with_the_way_out(tmp_path, kind):
    with pytest.raises(OcrMissing) as caught:
        read_document(_written(tmp_path / "扫描件", saved(picture(), kind)))
    assert "pip install guatu[ocr]" in str(caught.value)
