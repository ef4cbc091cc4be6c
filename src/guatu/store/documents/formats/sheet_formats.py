"""Cells of an Excel sheet as they are shown: the file stores 0.15 where the sheet shows 15%."""

from __future__ import annotations

import posixpath
import re
from datetime import date, datetime

from lxml import etree

from guatu.store.documents.archive import Archive, attribute, child

_BUILT_IN = (9, 10)  # 0% and 0.00%
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")


def percent_cells(archive: Archive) -> dict[str, set[tuple[int, int]]]:
    """Per sheet's name, the rows and columns (from 0) of cells in per cent. Empty for files that are no .xlsx."""
    if "xl/workbook.xml" not in archive or "xl/styles.xml" not in archive:
        return {}
    styles = _percent_styles(archive.xml("xl/styles.xml"))
    if not styles:
        return {}
    targets = {}
    if "xl/_rels/workbook.xml.rels" in archive:
        for part in archive.xml("xl/_rels/workbook.xml.rels"):
            targets[attribute(part, "Id") or ""] = attribute(part, "Target") or ""
    found: dict[str, set[tuple[int, int]]] = {}
    sheets = child(archive.xml("xl/workbook.xml"), "sheets")
    for sheet in sheets if sheets is not None else ():
        target = targets.get(sheet.get(_ID) or "", "")
        place = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
        if target and place in archive:
            found[attribute(sheet, "name") or ""] = _cells(archive.xml(place), styles)
    return found


_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def _percent_styles(root: etree._Element) -> set[str]:
    formats = child(root, "numFmts")
    own = {
        attribute(part, "numFmtId"): attribute(part, "formatCode") or ""
        for part in (formats if formats is not None else ())
    }
    found = set()
    styles = child(root, "cellXfs")
    for index, style in enumerate(styles if styles is not None else ()):
        key = attribute(style, "numFmtId") or "0"
        code = re.sub(r'"[^"]*"|\\.', "", own.get(key, ""))
        if "%" in code or (key.isdigit() and int(key) in _BUILT_IN):
            found.add(str(index))
    return found


def _cells(root: etree._Element, styles: set[str]) -> set[tuple[int, int]]:
    found = set()
    for cell in root.iter("{*}c"):
        if cell.get("s") in styles and (match := _REFERENCE.fullmatch(cell.get("r") or "")):
            column = 0
            for letter in match[1]:
                column = column * 26 + ord(letter) - 64
            found.add((int(match[2]) - 1, column - 1))
    return found


def as_shown(value: object, *, percent: bool) -> str:
    """A cell's value as the sheet shows it, on one line; a date without its midnight, a whole number without “.0”.

    >>> as_shown(0.153, percent=True), as_shown(3.0, percent=False), as_shown(date(2027, 12, 31), percent=False)
    ('15.3%', '3', '2027-12-31')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, (int, float)):
        number = float(f"{value * 100:.12g}") if percent else float(value)
        return (f"{number:.15g}" if abs(number) < 1e15 else f"{number:f}") + ("%" if percent else "")
    if isinstance(value, datetime) and not (value.hour or value.minute or value.second):
        return value.date().isoformat()
    if isinstance(value, (datetime, date)):
        return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()
    return " ".join(str(value).split())
