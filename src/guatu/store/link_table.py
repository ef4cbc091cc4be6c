"""Which indicator measures which target, from a table.

Columns: 目标, 指标, and if wanted 方案, 取数 (数值 or 增速), 地区, 对照地区, 理由.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from guatu.core.errors import FiguresError, Place
from guatu.core.series.model import Form
from guatu.store.tables import read_table

COLUMNS = ("目标", "指标")
ALIASES = {
    "target": "目标", "indicator": "指标", "plan": "方案", "form": "取数", "region": "地区", "versus": "对照地区",
    "reason": "理由",
}  # fmt: skip
FORMS = {"": None, "数值": Form.VALUE, "增速": Form.GROWTH}


class LinkUnreadable(FiguresError):
    code = "D357"
    reason = "{why}。"
    remedy = "请改好后重新导入整个文件。"


@dataclass(frozen=True, slots=True)
class SaidLink:
    """One row: a target by its key, and the indicator by its name or code."""

    row: int
    target: str
    indicator: str
    plan: str = ""  # code of its text; "" where there is only one plan
    form: Form | None = None  # None: as it was proposed
    region: str = ""  # code or name
    versus: str = ""
    reason: str = ""


def read_links(path: str | Path) -> tuple[SaidLink, ...]:
    """Raises FileError, MissingColumn, LinkUnreadable."""
    table = read_table(path, required=COLUMNS, aliases=ALIASES)
    found: dict[tuple[str, str], SaidLink] = {}
    for row in table.rows:
        for column in COLUMNS:
            if not row[column]:
                raise LinkUnreadable(Place(table.source, row=row.number, column=column), why="不能空着")
        if row["取数"] not in FORMS:
            place = Place(table.source, row=row.number, column="取数")
            raise LinkUnreadable(place, why=f"“{row['取数']}”不是数值，也不是增速")
        name = (row["方案"], row["目标"])
        if name in found:
            place = Place(table.source, row=row.number, column="目标")
            raise LinkUnreadable(place, why=f"与第{found[name].row}行是同一个目标")
        found[name] = SaidLink(
            row.number,
            row["目标"],
            row["指标"],
            row["方案"],
            FORMS[row["取数"]],
            row["地区"],
            row["对照地区"],
            row["理由"],
        )
    return tuple(found.values())
