"""The city's table of sectors and units (职责分工): 领域, 词, 牵头单位, and if wanted 配合单位, 依据."""

from __future__ import annotations

from pathlib import Path

from guatu.core.plan.duties import Duty
from guatu.core.plan.owners import APART
from guatu.store.tables import read_table

COLUMNS = ("领域", "词", "牵头单位")


def read_duties(path: str | Path) -> tuple[Duty, ...]:
    """Every line of the table, units as they are written there. Raises FileError, MissingColumn."""
    table = read_table(path, required=COLUMNS)
    return tuple(
        Duty(
            row["领域"],
            row["词"],
            row["牵头单位"],
            tuple(word for word in APART.split(row["配合单位"]) if word),
            row["依据"],
        )
        for row in table.rows
    )
