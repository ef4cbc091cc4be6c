"""Pictures of pages (.png, .jpg, scanned PDF), read by the models of the extra `ocr`.

The page is set straight first. Every line with a figure is read twice, the second time enlarged: a figure on which the
two readings differ, or of which the model is not sure, becomes a question with its place. Nothing is corrected.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from math import cos, radians, sin
from statistics import median
from typing import Any

import numpy as np  # type: ignore[import-not-found, unused-ignore]
from PIL import Image, ImageOps, UnidentifiedImageError

from guatu.core.text.said import Said
from guatu.store.documents.draft import DocumentDraft
from guatu.store.documents.errors import DocumentDamaged, TooManyPages
from guatu.store.documents.furniture import part_furniture
from guatu.store.documents.limits import Limits
from guatu.store.documents.lines import Char, Line, Sheet, turned_back
from guatu.store.documents.lost_figures import lost_figures
from guatu.store.documents.model import Box, CautionKind, Document, Format
from guatu.store.documents.paragraphs import set_paragraphs
from guatu.store.documents.typeset import lines_of

SURE = 0.95  # a figure below this confidence is asked about
_DIGIT = re.compile(r"[0-9０-９.%％]")
_FIGURES = re.compile(r"[0-9０-９]+(?:[.．][0-9０-９]+)?[%％]?")
_POOR = 0.8  # mean confidence of a page that was probably read in the wrong direction
_MOST_PIXELS = 80_000_000
_LONG_SIDE = 2339  # pixels of A4 at 200 dots an inch
_STEEPEST = 5.0  # degrees of tilt that are put right
Found = tuple[str, float, Any, Sequence[Any]]  # text, confidence, corners, characters


def read_image(data: bytes, limits: Limits) -> Document:
    """
    Raises:
        DocumentDamaged, TooManyPages, NoText, TextTooLong.
    """
    draft = DocumentDraft(Format.IMAGE, limits)
    Image.MAX_IMAGE_PIXELS = _MOST_PIXELS
    try:
        picture = Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "TIFF", "BMP"))
        count = getattr(picture, "n_frames", 1)
        if count > limits.scan_pages:
            raise TooManyPages(pages=count, limit=limits.scan_pages)
        sheets = []
        for number in range(1, count + 1):
            picture.seek(number - 1)
            page = ImageOps.exif_transpose(picture.convert("RGB"))
            scale = 842 / max(page.size)
            sheets.append(read_picture(page, number, page.width * scale, page.height * scale, draft))
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as error:
        raise DocumentDamaged(why="图片打不开") from error
    kept, furniture = part_furniture(sheets)
    draft.furniture.extend(furniture)
    set_paragraphs(draft, kept)
    return draft.finish()


def read_picture(picture: Image.Image, number: int, width: float, height: float, draft: DocumentDraft) -> Sheet:
    """One page: its lines in points on a page of `width` × `height`."""
    page, shown = picture.convert("RGB"), (width, height)
    scale = _LONG_SIDE / max(page.size)
    if not 0.8 < scale < 1.25:
        page = page.resize((max(1, round(page.width * scale)), max(1, round(page.height * scale))))
    found, page, turned = _upright(page)
    tilt = 0.0 if turned else _tilt(page)
    if abs(tilt) >= 0.2:
        page = page.rotate(tilt, Image.Resampling.BICUBIC, fillcolor="white")
        found = _read(page)
    if not found:
        draft.warn(CautionKind.NO_TEXT, Said("第{page}页没有认出文字。", page=number), page=number)
        return Sheet(number, width, height, ())
    if turned in (90, 270):
        width, height = height, width
    unit = width / page.width
    doubtful = _doubtful(page, found)
    lines = lines_of(_chars(found, doubtful, unit), number)
    mean = sum(score for _, score, _, _ in found) / len(found)
    if mean < _POOR or turned:
        says = (
            Said("第{page}页识别质量较差，请对照原件核对。", page=number)
            if mean < _POOR
            else Said("第{page}页是横着或倒着扫的，已转正。", page=number)
        )
        draft.warn(CautionKind.UNSURE_TEXT, says, page=number)
    if tilt:
        lines = [replace(line, shown=_tilted(line.box, tilt, width, height)) for line in lines]
    if turned:
        lines = [replace(line, shown=turned_back(line.box, turned, width, height)) for line in lines]
    return Sheet(number, width, height, tuple(_even(lines)), shown=shown)


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR  # type: ignore[import-not-found, import-untyped, unused-ignore]

    return RapidOCR(
        params={
            "Global.log_level": "error",
            "Global.return_word_box": True,
            "Global.return_single_char_box": True,
            "EngineConfig.onnxruntime.intra_op_num_threads": 2,
        }
    )


def _read(page: Image.Image) -> list[Found]:
    result = _engine()(
        np.asarray(page)[:, :, ::-1], use_det=True, use_cls=False, use_rec=True,
        return_word_box=True, return_single_char_box=True,
    )  # fmt: skip
    if result.txts is None or result.boxes is None:
        return []
    words = result.word_results or [()] * len(result.txts)
    return [
        (text, float(score), box, chars)
        for text, score, box, chars in zip(result.txts, result.scores, result.boxes, words, strict=False)
        if text.strip()
    ]


def _upright(page: Image.Image) -> tuple[list[Found], Image.Image, int]:
    """The page as it reads best; the other three directions are only tried when it reads badly as it lies."""
    found = _read(page)
    if _quality(found) >= _POOR:
        return found, page, 0
    best = (_quality(found), found, page, 0)
    for turn in (90, 270, 180):
        other = page.rotate(turn, expand=True)
        reading = _read(other)
        if _quality(reading) > best[0] + 0.05:
            best = (_quality(reading), reading, other, turn)
    return best[1:]


def _quality(found: Sequence[Found]) -> float:
    """Mean confidence, by the length of the lines; tall boxes are lines that run the wrong way."""
    whole = sum(len(text) for text, _, _, _ in found)
    if not whole:
        return 0.0
    wide = sum(len(text) for text, _, box, _ in found if _width(box) > 0.8 * _height(box))
    return sum(len(text) * score for text, score, _, _ in found) / whole * wide / whole


def _width(box: Any) -> float:
    return float(max(p[0] for p in box) - min(p[0] for p in box))


def _height(box: Any) -> float:
    return float(max(p[1] for p in box) - min(p[1] for p in box))


def _tilt(page: Image.Image) -> float:
    """Degrees by which the page must be turned for its lines to lie level: where the rows of ink part best."""
    small = ImageOps.invert(page.convert("L").resize((600, max(1, round(600 * page.height / page.width)))))
    ink = small.point(lambda value: 255 if value > 100 else 0)

    def parted(angle: float) -> float:
        rows = np.asarray(ink.rotate(angle), dtype=np.float64).sum(axis=1)
        return float(((rows[1:] - rows[:-1]) ** 2).sum())

    rough = max(np.arange(-_STEEPEST, _STEEPEST + 0.1, 0.5), key=parted)
    return float(max(np.arange(rough - 0.4, rough + 0.41, 0.1), key=parted))


def _doubtful(page: Image.Image, found: Sequence[Found]) -> list[set[int]]:
    """For each line, the offsets of characters of figures that a second, enlarged reading does not confirm."""
    doubts: list[set[int]] = []
    for text, _, box, chars in found:
        unsure = {at for at, char in enumerate(chars) if _DIGIT.match(char[0]) and char[1] < SURE}
        unsure |= lost_figures(text)
        if _FIGURES.search(text):
            again = _again(page, box)
            unsure |= _differing(text, again) | _left_out(text, again)
        doubts.append(unsure)
    return doubts


def _again(page: Image.Image, box: Any) -> str:
    left, top = min(p[0] for p in box), min(p[1] for p in box)
    right, bottom = max(p[0] for p in box), max(p[1] for p in box)
    edge = 0.15 * (bottom - top)
    part = page.crop((int(left - edge), int(top - edge), int(right + edge), int(bottom + edge)))
    larger = part.resize((round(part.width * 1.6), round(part.height * 1.6)), Image.Resampling.LANCZOS)
    result = _engine()(np.asarray(larger)[:, :, ::-1], use_det=False, use_cls=False, use_rec=True)
    return "".join(result.txts or ())


def _differing(text: str, again: str) -> set[int]:
    """Offsets of the figures of `text` that do not stand in `again` in the same order."""
    from difflib import SequenceMatcher

    first = list(_FIGURES.finditer(text))
    second = [m[0] for m in _FIGURES.finditer(again)]
    matcher = SequenceMatcher(None, [m[0] for m in first], second, autojunk=False)
    same = {a + i for a, _, size in matcher.get_matching_blocks() for i in range(size)}
    return {at for k, m in enumerate(first) if k not in same for at in range(m.start(), m.end())}


def _left_out(text: str, again: str) -> set[int]:
    """Offsets of the signs behind which only the second reading sees a figure: 争创家, where it reads 争创1家."""
    from difflib import SequenceMatcher

    moves = SequenceMatcher(None, text, again, autojunk=False).get_opcodes()
    return {
        max(0, a - 1)
        for kind, a, b, c, d in moves
        if kind in ("insert", "replace") and _DIGIT.search(again[c:d]) and not _DIGIT.search(text[a:b])
    }


def _chars(found: Sequence[Found], doubtful: Sequence[set[int]], unit: float) -> list[Char]:
    """Characters in points. Sizes are evened: the boxes of a scan are not exact enough to tell two sizes apart."""
    pitches = [_pitch(box, text) for text, _, box, _ in found]
    usual = median(pitches)
    chars: list[Char] = []
    for (text, score, box, parts), doubts, pitch in zip(found, doubtful, pitches, strict=True):
        size = usual if abs(pitch - usual) < 0.25 * usual else pitch
        middle = sum(float(p[1]) for p in box) / 4
        base = middle + 0.36 * size
        if len("".join(p[0] for p in parts)) != len(text.replace(" ", "")) or not parts:
            chars.extend(_spread(text, score, box, doubts, base, size, unit))
            continue
        for at, (sign, sure, corners) in enumerate(parts):
            left, right = min(p[0] for p in corners), max(p[0] for p in corners)
            doubt = at in doubts or (_DIGIT.match(sign) is not None and sure < SURE)
            sure = min(float(sure), 0.5) if doubt else 1.0
            chars.append(Char(sign, left * unit, right * unit, base * unit, size * unit, sure))
    return chars


def _pitch(box: Any, text: str) -> float:
    """Width of a full character of a line, from its length; its height bounds it."""
    units = sum(1.0 if sign >= "\u2000" else 0.55 for sign in text)
    return min(_width(box) / max(units, 1.0), 1.05 * _height(box))


def _spread(text: str, score: float, box: Any, doubts: set[int], base: float, size: float, unit: float) -> list[Char]:
    """Characters set evenly over a line's box, where the model gives none of their places."""
    left, step = min(p[0] for p in box), _width(box) / max(1, len(text))
    return [
        Char(
            sign, (left + i * step) * unit, (left + (i + 1) * step) * unit, base * unit, size * unit,
            0.5 if _DIGIT.match(sign) and (score < SURE or i in doubts) else 1.0,
        )
        for i, sign in enumerate(text)
        if sign != " "
    ]  # fmt: skip


def _even(lines: Sequence[Line]) -> list[Line]:
    """Half-width signs that the model mixes into Chinese text, as the text writes them; a dash between two figures
    comes back as the character 一 at times, which never stands there."""
    return [replace(line, text=_signs(line.text)) for line in lines]


def _signs(text: str) -> str:
    text = re.sub(r"(?<=[0-9年])[一ー](?=[0-9])", "—", text)
    for half, full in ((",", "，"), (";", "；"), (":", "："), ("(", "（"), (")", "）")):
        text = re.sub(
            rf"(?<=[\u4e00-\u9fff”》％%]){re.escape(half)}|{re.escape(half)}(?=[\u4e00-\u9fff“《])", full, text
        )
    return text


def _tilted(box: Box, tilt: float, width: float, height: float) -> Box:
    """Where a box of the straightened page stands on the page as it was scanned."""
    angle = radians(tilt)
    middle_x, middle_y = width / 2, height / 2
    corners = [(x, y) for x in (box.left, box.right) for y in (box.top, box.bottom)]
    turned = [
        (
            middle_x + (x - middle_x) * cos(angle) - (y - middle_y) * sin(angle),
            middle_y + (x - middle_x) * sin(angle) + (y - middle_y) * cos(angle),
        )
        for x, y in corners
    ]
    xs, ys = [x for x, _ in turned], [y for _, y in turned]
    return Box(round(min(xs), 1), round(min(ys), 1), round(max(xs), 1), round(max(ys), 1))
