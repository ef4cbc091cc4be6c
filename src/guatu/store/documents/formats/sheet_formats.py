"""Cells of an Excel sheet as they are shown: the file stores 0.15 where the sheet shows 15%, a day where it shows a
month, and text that is struck through.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from lxml import etree

from guatu.store.documents.formats.docx_styles import is_on
from guatu.store.documents.zip_archive import ZipArchive, attribute, child, local

_BUILT_IN = (9, 10)  # 0% and 0.00%
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_EPOCH = date(1899, 12, 30)
At = tuple[int, int]  # row and column, from 0
Runs = tuple[tuple[str, bool | None], ...]  # text, and whether it is struck; None where its cell decides


class Shown(StrEnum):
    """What a cell's number format makes of its number."""

    PERCENT = "percent"
    DAY = "day"
    MONTH = "month"  # 2027年6月, although the file stores a day of it
    YEAR = "year"


_BUILT_IN_DATES = {
    **dict.fromkeys((14, 15, 16, 22, 28, 29, 30, 31, 51, 53, 54, 58), Shown.DAY),
    **dict.fromkeys((17, 27, 36, 50, 52, 57), Shown.MONTH),
}


@dataclass(slots=True)
class SheetLooks:
    """What the formats of a sheet's cells say: how their numbers are shown, and what of them is struck through."""

    shown: dict[At, Shown] = field(default_factory=dict)
    struck: dict[At, tuple[str, str]] = field(default_factory=dict)  # what stands, what was struck; "" for all of it


def sheet_looks(archive: ZipArchive) -> dict[str, SheetLooks]:
    """Per sheet's name. Empty for files that are no .xlsx."""
    if "xl/workbook.xml" not in archive or "xl/styles.xml" not in archive:
        return {}
    root = archive.xml("xl/styles.xml")
    formats, strikes = _number_styles(root), _struck_styles(root)
    shared = list(_items(archive))
    shared = shared if any(shared) else []
    if not formats and not strikes and not shared:
        return {}
    targets = {}
    if "xl/_rels/workbook.xml.rels" in archive:
        for part in archive.xml("xl/_rels/workbook.xml.rels"):
            targets[attribute(part, "Id") or ""] = attribute(part, "Target") or ""
    found: dict[str, SheetLooks] = {}
    sheets = child(archive.xml("xl/workbook.xml"), "sheets")
    for sheet in sheets if sheets is not None else ():
        target = targets.get(sheet.get(_ID) or "", "")
        place = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
        if target and place in archive:
            found[attribute(sheet, "name") or ""] = _looks(archive.xml(place), formats, strikes, shared)
    return found


def _items(archive: ZipArchive) -> Iterator[Runs]:
    """The shared strings that are written in several runs; the others are empty."""
    if "xl/sharedStrings.xml" in archive:
        for item in archive.xml("xl/sharedStrings.xml"):
            if local(item) == "si":
                yield tuple(_runs(item))


def _runs(item: etree._Element) -> Iterator[tuple[str, bool | None]]:
    for run in item:
        if local(run) == "r":
            own, text = child(run, "rPr"), child(run, "t")
            struck = None if own is None else is_on(child(own, "strike"))
            yield (text.text or "") if text is not None else "", struck


def _number_styles(root: etree._Element) -> dict[str, Shown]:
    formats = child(root, "numFmts")
    own = {
        attribute(part, "numFmtId"): attribute(part, "formatCode") or ""
        for part in (formats if formats is not None else ())
    }
    found = {}
    styles = child(root, "cellXfs")
    for index, style in enumerate(styles if styles is not None else ()):
        key = attribute(style, "numFmtId") or "0"
        if (shown := _shown(own.get(key, ""), int(key) if key.isdigit() else 0)) is not None:
            found[str(index)] = shown
    return found


def _shown(code: str, key: int) -> Shown | None:
    """
    >>> _shown('yyyy"年"m"月";@', 170), _shown('0.0%', 171), _shown("", 31), _shown("0.00", 2)
    (<Shown.MONTH: 'month'>, <Shown.PERCENT: 'percent'>, <Shown.DAY: 'day'>, None)
    """
    if not code:
        return Shown.PERCENT if key in _BUILT_IN else _BUILT_IN_DATES.get(key)
    signs = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", code).lower().split(";")[0]
    if "%" in signs:
        return Shown.PERCENT
    if "y" not in signs and not ("m" in signs and "d" in signs):
        return None
    return Shown.DAY if "d" in signs else Shown.MONTH if "m" in signs else Shown.YEAR


def _struck_styles(root: etree._Element) -> set[str]:
    """The cell styles whose font is struck through."""
    fonts = child(root, "fonts")
    struck = {
        str(index) for index, font in enumerate(fonts if fonts is not None else ()) if is_on(child(font, "strike"))
    }
    styles = child(root, "cellXfs")
    if not struck or styles is None:
        return set()
    return {str(index) for index, style in enumerate(styles) if attribute(style, "fontId") in struck}


def _looks(root: etree._Element, formats: dict[str, Shown], strikes: set[str], shared: list[Runs]) -> SheetLooks:
    looks = SheetLooks()
    for cell in root.iter("{*}c"):
        if (match := _REFERENCE.fullmatch(cell.get("r") or "")) is None:
            continue
        style, kind = cell.get("s") or "", cell.get("t") or ""
        runs: Runs = ()
        if kind == "s" and shared:
            value = child(cell, "v")
            number = (value.text or "") if value is not None else ""
            runs = shared[int(number)] if number.isdigit() and int(number) < len(shared) else ()
        elif kind == "inlineStr" and (inline := child(cell, "is")) is not None:
            runs = tuple(_runs(inline))
        if style not in formats and style not in strikes and not runs:
            continue
        at = _place(match)
        if style in formats:
            looks.shown[at] = formats[style]
        gone = [struck if struck is not None else style in strikes for _, struck in runs]
        if any(gone):
            stands = "".join(text for (text, _), off in zip(runs, gone, strict=True) if not off)
            looks.struck[at] = stands, "".join(text for (text, _), off in zip(runs, gone, strict=True) if off)
        elif style in strikes and not runs:
            looks.struck[at] = "", ""
    return looks


def _place(match: re.Match[str]) -> At:
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1


def as_shown(value: object, shown: Shown | None = None) -> str:
    """A cell's value as the sheet shows it, on one line; a date without its midnight, a whole number without “.0”.

    >>> as_shown(0.153, Shown.PERCENT), as_shown(3.0), as_shown(date(2027, 12, 31)), as_shown(46357.0, Shown.MONTH)
    ('15.3%', '3', '2027-12-31', '2026年12月')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    dated = shown is not None and shown is not Shown.PERCENT
    if dated and isinstance(value, (int, float)) and 0 < value < 2_958_466:
        value = _EPOCH + timedelta(days=int(value))
    if dated and isinstance(value, (datetime, date)) and shown is not Shown.DAY:
        return f"{value.year}年{value.month}月" if shown is Shown.MONTH else f"{value.year}年"
    if isinstance(value, (int, float)):
        percent = shown is Shown.PERCENT
        number = float(f"{value * 100:.12g}") if percent else float(value)
        return (f"{number:.15g}" if abs(number) < 1e15 else f"{number:f}") + ("%" if percent else "")
    if isinstance(value, datetime) and not (value.hour or value.minute or value.second):
        return value.date().isoformat()
    if isinstance(value, (datetime, date)):
        return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()
    return " ".join(str(value).split())
