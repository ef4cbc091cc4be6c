"""A file of figures looked at before it is loaded: what is new, what is known, what contradicts, what cannot be read.

Nothing is locked and nothing is kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from guatu.core.errors import FiguresError
from guatu.store.figures import WRITTEN, FigureFile, FiguresRefused, Written
from guatu.web.base import bulk
from guatu.web.figures.staging import COLUMNS, STORE, TABLE, FigureDiffers, Staged

ROW = WRITTEN.index("row_number")
SEARCHED = 1_000  # rows among which those that are shown are looked for


class WhatCanBeRead(FigureFile):
    """A file of figures whose wrong rows are left out, and kept as what is wrong with it."""

    refused: FiguresRefused | None = None

    def written(self) -> Iterator[Written]:
        try:
            yield from super().written()
        except FiguresRefused as error:
            self.refused = error


@dataclass(frozen=True, slots=True)
class LookedAt:
    """What a load of this file would meet."""

    new: int
    known: int  # in the store already
    first: tuple[Written, ...]  # some of the new
    contradicting: tuple[FigureDiffers, ...]
    odd_rows: Mapping[int | None, Written]  # some of the contradicting figures, by the row of an error's place
    wrong: tuple[FiguresError, ...]  # other errors, each at its row and column
    wrong_count: int


def look_at(file: WhatCanBeRead, *, name: str, show: int = 20) -> LookedAt:
    """Raises FileError, MissingColumn … when the file is no table of figures."""
    with bulk.own_table(TABLE, COLUMNS, like=STORE):
        figures = Staged(name)
        figures.take(file)
        unread = list(file.refused.errors) if file.refused else []
        odd: list[FigureDiffers] = []
        twice: list[FiguresError] = []
        for look in (figures.check, figures.check_again):  # the first stops at what the file says against itself
            try:
                look()
                break
            except FiguresRefused as error:
                odd = [e for e in error.errors if isinstance(e, FigureDiffers)]
                twice += [e for e in error.errors if not isinstance(e, FigureDiffers)]
                if odd:
                    break
        off = {e.place.row for e in (*odd, *twice)}
        listed, most = ", ".join(WRITTEN), show + min(len(off), SEARCHED)
        left = bulk.rows(f"SELECT {listed} FROM {TABLE} ORDER BY {bulk.in_order()} LIMIT {most}")
        fresh = [row for row in left if (row[ROW] or 0) + file.header not in off]
        asked = [e.place.row - file.header for e in odd[:SEARCHED] if e.place.row is not None]
        these = bulk.rows(f"SELECT {listed} FROM {TABLE} WHERE row_number IN ({', '.join(map(str, asked)) or 'NULL'})")
        staying = bulk.one(f"SELECT count(*) FROM {TABLE}")
        return LookedAt(
            new=staying - len(off),
            known=figures.count - staying,
            first=tuple(fresh[:show]),
            contradicting=tuple(odd),
            odd_rows={row[ROW] + file.header: row for row in these},
            wrong=tuple(sorted((*unread, *twice), key=lambda e: e.place.row or 0)),
            wrong_count=(file.refused.count if file.refused else 0) + len(twice),
        )


def by_column(row: Written) -> dict[str, Any]:
    """A figure as the store keeps it, by the names of its columns."""
    return dict(zip(WRITTEN, row, strict=True))
