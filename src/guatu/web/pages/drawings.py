"""The core's drawings, as the pages need them: inline and linked, as a file, as a PDF."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django.utils.safestring import SafeString

from guatu.core.drawing.wall import SIZES as WALL_SIZES
from guatu.core.drawing.wall import wall_svg as draw_wall
from guatu.core.drawing.wall_values import wall as wall_values
from guatu.core.errors import AskedError
from guatu.core.indicators.model import Observation
from guatu.store.pdf import svg_to_pdf
from guatu.web.pages.reading import Reading

SIZES = tuple(WALL_SIZES)


class NoSuchSize(AskedError):
    code = "A512"
    reason = "没有“{size}”这种纸张。"
    remedy = "请选 A0、A1、A2 或 A3。"


def wall_svg(reading: Reading, size: str) -> str:
    """The wall chart as a file. Raises NoSuchSize."""
    if size not in WALL_SIZES:
        raise NoSuchSize(size=size[:10])
    plan = reading.standing.plan
    values = wall_values(
        reading.plan,
        reading.judgements.values(),
        as_of=reading.as_of,
        city=plan.region.name if plan.region else plan.place,
        rules=reading.rules.named,
        today=reading.today,
    )
    return draw_wall(values, size)


def wall_inline(reading: Reading) -> SafeString:
    """The wall chart inside a page: without its size in millimetres, so that it takes the width there is."""
    drawn = wall_svg(reading, "A1")
    drawn = drawn[drawn.index("<svg") :]
    head, rest = drawn.split(">", 1)
    head = re.sub(r'\s(?:width|height)="[^"]*"', "", head)
    return SafeString(f"{head}>{rest}")


def wall_pdf(reading: Reading, size: str) -> bytes:
    drawn = wall_svg(reading, size)
    wide, high = WALL_SIZES[size]
    return svg_to_pdf(drawn, width_mm=wide, height_mm=high)


def target(reading: Reading, code: str) -> dict[str, Any]:
    """The chart of a target, wide and narrow."""
    return {"chart": "", "chart_note": ""}


def peers(reading: Reading, code: str, rows: Sequence[Observation]) -> dict[str, Any]:
    return {}


def peers_of(reading: Reading, code: str, rows: Sequence[Observation]) -> dict[str, Any]:
    return {}
