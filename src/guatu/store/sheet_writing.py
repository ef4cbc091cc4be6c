"""How a sheet of ours is written: heads, cells of each kind, nothing that a spreadsheet could take for a formula."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter

from guatu.core.round_trip import fitting

SheetCell = str | int | Decimal | date | None
SheetColumn = tuple[str, int, str]  # head, width in characters, kind: text, integer, number, date

_CREATED = datetime(2025, 1, 1, tzinfo=UTC)  # fixed, so that the same rows give the same file
_LONGEST_NUMBER = 15  # digits that a spreadsheet keeps
_READS_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")


def like_formula(text: str) -> bool:
    return text.lstrip(" \u3000").startswith(_READS_AS_FORMULA) or text.startswith(_READS_AS_FORMULA)


@dataclass(frozen=True, slots=True)
class BookFormats:
    head: Any
    filled: Any  # the head of a column that is to be filled
    text: Any
    quoted: Any  # a text that looks like a formula
    number: Any
    day: Any


class SheetBook:
    """A workbook that is being written. The same cells give the same bytes."""

    def __init__(self, title: str) -> None:
        self._out = BytesIO()
        self.book = xlsxwriter.Workbook(
            self._out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        )
        self.book.set_properties({"title": title, "created": _CREATED})
        cell: dict[str, Any] = {"valign": "top", "text_wrap": True, "border": 1, "border_color": "#B8B0A0"}
        head = {**cell, "bold": True, "valign": "vcenter", "align": "center"}
        add = self.book.add_format
        self.formats = BookFormats(
            head=add({**head, "bg_color": "#F3F0E7"}),
            filled=add({**head, "bg_color": "#FFF2B8"}),
            text=add(cell),
            quoted=add({**cell, "quote_prefix": True}),
            number=add({**cell, "num_format": "General"}),
            day=add({**cell, "num_format": "yyyy-mm-dd"}),
        )
        self._cell, self._printed = cell, dict[int, Any]()

    def table(
        self, name: str, columns: Sequence[SheetColumn], rows: Iterable[Sequence[SheetCell]], *,
        filled: Sequence[str] = (), frozen: int = 1,
    ) -> Any:  # fmt: skip
        """A sheet with a head that stays, filters, and one row for each of `rows`; `filled`: heads that are marked."""
        sheet = self.book.add_worksheet(name)
        for column, (head, width, _) in enumerate(columns):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, head, self.formats.filled if head in filled else self.formats.head)
        sheet.set_row(0, 30)
        last = 0
        for last, row in enumerate(rows, start=1):
            for column, (value, (_, _, kind)) in enumerate(zip(row, columns, strict=True)):
                self.write(sheet, last, column, value, kind)
        sheet.freeze_panes(1, frozen)
        sheet.autofilter(0, 0, max(last, 1), len(columns) - 1)
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C&P / &N")
        return sheet

    def write(self, sheet: Any, row: int, column: int, value: SheetCell, kind: str) -> None:
        formats = self.formats
        if value is None or value == "":
            sheet.write_blank(row, column, None, formats.text)
        elif isinstance(value, date):
            sheet.write_datetime(row, column, value, formats.day)
        elif kind == "text" or isinstance(value, str) or len(Decimal(value).as_tuple().digits) > _LONGEST_NUMBER:
            text = fitting(str(value))
            sheet.write_string(row, column, text, formats.quoted if like_formula(text) else formats.text)
        else:
            sheet.write_number(row, column, float(value), self._as_printed(value))

    def _as_printed(self, value: int | Decimal) -> Any:
        """The format that shows a number with the zeros with which it was printed: 10.50."""
        places = _places(value)
        if places == _places(value.normalize() if isinstance(value, Decimal) else value):
            return self.formats.number
        if places not in self._printed:
            self._printed[places] = self.book.add_format({**self._cell, "num_format": f"0.{'0' * min(places, 15)}"})
        return self._printed[places]

    def note(self, name: str, lines: Iterable[tuple[str, str]]) -> None:
        """A sheet of words: what, and what is said of it."""
        sheet = self.book.add_worksheet(name)
        sheet.set_column(0, 0, 16)
        sheet.set_column(1, 1, 90)
        for line, (what, said) in enumerate(lines):
            sheet.write_string(line, 0, what, self.formats.head)
            self.write(sheet, line, 1, said, "text")

    def hidden(self, name: str, rows: Iterable[Sequence[str]]) -> None:
        """A sheet that no menu shows."""
        sheet = self.book.add_worksheet(name)
        for line, row in enumerate(rows):
            for column, value in enumerate(row):
                if value:
                    sheet.write_string(line, column, fitting(value))
        sheet.very_hidden()

    def bytes(self) -> bytes:
        self.book.close()
        return self._out.getvalue()


def _places(value: int | Decimal) -> int:
    """Digits after the point."""
    exponent = value.as_tuple().exponent if isinstance(value, Decimal) else 0
    return max(-exponent, 0) if isinstance(exponent, int) else 0
