"""The grid as a table: what was typed row by row, the file that it makes, and each error at the cell it concerns."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.utils.translation import gettext as _

from guatu.core.errors import AskedError, FiguresError, GuatuError

FEW, MORE, MOST = 5, 5, 150  # rows of an empty grid, that are added at once, that are taken
HEADER = 1  # rows of the table above the first
COLUMNS = {  # field → column of the table, in the order in which a person types and pastes
    "indicator": "指标", "period": "报告期", "value": "数值", "unit": "单位", "growth": "增速", "basis": "增速口径",
    "stage": "版次", "region": "地区", "note": "备注",
}  # fmt: skip
SOURCE = "来源"
OF_SOURCE = ("title", "published", "kind", "publisher", "url", "code")  # fields of a new source


class TooManyRows(AskedError):
    code = "A604"
    reason = "一次填了{count}行，超过{most}行。"
    remedy = "请分几次填，或存成文件导入。"


class SourceWanting(AskedError):
    """A field of the source is missing or wrong; `name` says which."""

    code = "A605"
    reason = "{what}"
    remedy = "请补上这一栏，再保存。"


class NoRows(AskedError):
    code = "A606"
    reason = "一行也没有填。"
    remedy = "请至少填一个指标、报告期和数。"


class CellsWrong(AskedError):
    code = "A608"
    reason = "有{count}处不对，一行也没有存。"
    remedy = "请改标出的格，再保存；填过的都还在。"
    http = HTTPStatus.UNPROCESSABLE_ENTITY


@dataclass(frozen=True, slots=True)
class Wrong:
    code: str
    reason: str
    remedy: str


@dataclass(slots=True)
class SheetRow:
    """One row as it was typed, with what is wrong in it."""

    number: int
    typed: Mapping[str, str]
    wrong: dict[str, Wrong] = field(default_factory=dict)  # by field
    here: str = ""  # the figure that stands, when this one contradicts it
    coming: str = ""

    @property
    def empty(self) -> bool:
        return not any(self.typed[name] for name in ("indicator", "period", "value", "growth"))


@dataclass(slots=True)
class EntrySheet:
    """All rows, and the source that they have in common."""

    rows: list[SheetRow]
    source: str = ""
    new: dict[str, str] = field(default_factory=dict)  # the fields of a new source

    @classmethod
    def blank(cls, rows: int = FEW) -> EntrySheet:
        return cls([SheetRow(n, dict.fromkeys(COLUMNS, "")) for n in range(rows)])

    @classmethod
    def of(cls, post: Mapping[str, Any]) -> EntrySheet:
        """Raises TooManyRows."""
        numbers = sorted({int(n) for n in (name[1:].split("-")[0] for name in post if name[:1] == "r") if n.isdecimal()
                          and len(n) < 6})  # fmt: skip
        if len(numbers) > MOST:
            raise TooManyRows(count=len(numbers), most=MOST)
        rows = [
            SheetRow(at, {name: str(post.get(f"r{n}-{name}", "")).strip()[:500] for name in COLUMNS})
            for at, n in enumerate(numbers)
        ]
        new = {
            name: str(post.get(f"new-{name}", "")).strip()[:300] for name in (*OF_SOURCE, "kind", "publisher", "url")
        }
        return cls(rows or cls.blank().rows, str(post.get("source", ""))[:80], new)

    def more(self) -> None:
        start = len(self.rows)
        self.rows += [SheetRow(start + n, dict.fromkeys(COLUMNS, "")) for n in range(MORE) if start + n < MOST]

    @contextmanager
    def as_file(self, *, source: str, region: str) -> Iterator[Path]:
        """The rows as a table of figures. The row of an error is that of the grid, one more than its number."""
        with TemporaryDirectory(prefix="guatu-grid-") as folder:
            path = Path(folder) / f"{_('网页填报')}.csv"
            with path.open("w", encoding="utf-8", newline="") as out:
                table = csv.writer(out)
                table.writerow([*COLUMNS.values(), SOURCE])
                for row in self.rows:
                    if row.empty:
                        out.write("\n")
                        continue
                    cells = {**row.typed, "region": row.typed["region"] or region}
                    table.writerow([*(cells[name].replace("\n", " ") for name in COLUMNS), source])
            yield path

    def mark(self, errors: tuple[FiguresError, ...]) -> None:
        """Put each error under its cell; one that concerns a whole row under its value."""
        fields = {column: name for name, column in COLUMNS.items()}
        for error in errors:
            at = (error.place.row or 0) - 1 - HEADER
            if not 0 <= at < len(self.rows):
                continue
            row = self.rows[at]
            row.wrong.setdefault(fields.get(error.place.column, "value"), said(error))
            if "old" in error.facts:
                row.here, row.coming = str(error.facts["old"]), str(error.facts["new"])


def said(error: GuatuError) -> Wrong:
    facts = error.facts
    return Wrong(error.code, _(error.reason).format(**facts), _(error.remedy).format(**facts) if error.remedy else "")
