"""The short names of a plan's targets: 条目 (its key), 简称."""

from __future__ import annotations

from pathlib import Path

from guatu.core.plan.names import ShortName
from guatu.store.tables import read_table

COLUMNS = ("条目", "简称")


def read_names(path: str | Path) -> dict[str, ShortName]:
    """By key. Raises FileError, MissingColumn."""
    return {row["条目"]: ShortName(row["简称"]) for row in read_table(path, required=COLUMNS).rows}
