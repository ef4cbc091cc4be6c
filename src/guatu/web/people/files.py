"""Organisations from a table: columns 代码, 名称, and if wanted 简称, 别名, 上级, 类别, 设立, 撤销, 承接单位."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from guatu.core.errors import FiguresError, Place
from guatu.core.plan.owners import APART
from guatu.store.tables import CellRow, read_table
from guatu.web.people.models import Unit

COLUMNS = ("代码", "名称")
ALIASES = {
    "code": "代码", "name": "名称", "short_name": "简称",
    "parent": "上级", "kind": "类别", "since": "设立", "until": "撤销", "aliases": "别名", "successor": "承接单位",
}  # fmt: skip


class UnitUnreadable(FiguresError):
    code = "D354"
    reason = "{why}。"
    remedy = "请改好后重新导入整个文件。"


class UnitsRefused(FiguresError):
    code = "D355"
    reason = "共{count}处不对，一行也没有收。\n{lines}\n"
    remedy = "请改好后重新导入整个文件。"


def read_units(path: str | Path) -> tuple[Unit, ...]:
    """Every organisation of the table, not saved. Raises UnitsRefused with everything that is wrong in it."""
    table = read_table(path, required=COLUMNS, aliases=ALIASES)
    errors: list[FiguresError] = []
    found: dict[str, Unit] = {}
    for row in table.rows:
        try:
            unit = _unit(row, table.source)
            if unit.code in found:
                raise UnitUnreadable(Place(table.source, row=row.number, column="代码"), why=f"代码{unit.code}重复")
            found[unit.code] = unit
        except UnitUnreadable as error:
            errors.append(error)
    if errors:
        raise UnitsRefused(
            Place(table.source), count=len(errors), lines="\n".join(error.said() for error in errors[:20])
        )
    return tuple(found.values())


def _unit(row: CellRow, source: str) -> Unit:
    for column in COLUMNS:
        if not row[column]:
            raise UnitUnreadable(Place(source, row=row.number, column=column), why="不能空着")
    return Unit(
        code=row["代码"],
        name=row["名称"],
        short_name=row["简称"],
        aliases=[word for word in APART.split(row["别名"]) if word],
        parent_id=row["上级"] or None,
        kind=row["类别"],
        since=_day(row, "设立", source),
        until=_day(row, "撤销", source),
        successor_id=row["承接单位"] or None,
    )


def _day(row: CellRow, column: str, source: str) -> date | None:
    try:
        return date.fromisoformat(row[column]) if row[column] else None
    except ValueError:
        place = Place(source, row=row.number, column=column)
        raise UnitUnreadable(place, why=f"“{row[column]}”不是日期，请写成2026-02-14") from None
