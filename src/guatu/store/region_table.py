"""Regions from a CSV: codes, names, and the words by which a plan speaks of its own place and of those above it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from guatu.core.errors import FiguresError, Place
from guatu.core.series.model import Region
from guatu.store.tables import read_table

COLUMNS = ("代码", "名称")
ALIASES = {"code": "代码", "name": "名称", "level": "级别", "parent": "上级", "aliases": "别称"}


class RegionCode(FiguresError):
    code = "D342"
    reason = "“{text}”不是行政区划代码。"
    remedy = "县以上写6位数字，街道、乡镇写9位数字。"


class RegionTwice(FiguresError):
    code = "D343"
    reason = "代码{text}出现了不止一次。"
    remedy = "每个地区只写一行。"


def load_regions(*paths: str | Path) -> dict[str, Region]:
    """Regions by code, from one file or several. 别称 are separated by “、”.

    Raises:
        FileError, MissingColumn, RegionCode, RegionTwice.
    """
    found: dict[str, Region] = {}
    for path in paths:
        table = read_table(path, required=COLUMNS, aliases=ALIASES)
        for row in table.rows:
            code = row["代码"]
            if not (code.isdigit() and len(code) in (6, 9)):
                raise RegionCode(Place(table.source, row=row.number, column="代码"), text=code)
            if code in found:
                raise RegionTwice(Place(table.source, row=row.number, column="代码"), text=code)
            aliases = tuple(a.strip() for a in row["别称"].split("、") if a.strip())
            found[code] = Region(code, row["名称"], row["级别"], row["上级"], aliases)
    return found


def place_names(regions: Mapping[str, Region], region: str) -> dict[str, str]:
    """Every name under which the plan of `region` may speak of a place → its code.

    Aliases hold only along the line of `region`, its parents and its children: 全市 is this city, never another's.
    """
    names = {r.name: code for code, r in regions.items()}
    line = []
    at = regions.get(region)
    while at:
        line.append(at)
        at = regions.get(at.parent)
    for place in reversed(line):
        names |= dict.fromkeys(place.aliases, place.code)
    for place in regions.values():
        if place.parent == region:
            names |= {alias: place.code for alias in place.aliases if alias not in names}
    return names
