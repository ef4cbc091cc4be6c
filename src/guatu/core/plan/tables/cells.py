# ruff: noqa: E501 - rules and their corpus stand one to a line
"""An indicator table as targets: a row's name is the label, its column gives the year, the cell its own bound."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from guatu.core.plan.clauses.bounds import comparator_of, is_ceiling, measure_of
from guatu.core.plan.clauses.drafts import Making
from guatu.core.plan.clauses.lexicon import PACE
from guatu.core.plan.clauses.subjects import per_head
from guatu.core.plan.model import Comparator, Direction, Evidence, Kind, Measure
from guatu.core.plan.tables import grid
from guatu.core.plan.tables.columns import Column, Role, is_unit
from guatu.core.plan.tables.indicator_table import IndicatorLine, IndicatorTable
from guatu.core.text.comparators import read_bound
from guatu.core.text.dates import When, Years, find_dates
from guatu.core.text.quantities import Quantity
from guatu.core.text.spans import Span
from guatu.core.text.units import core_of, is_counted

_BRACKET = re.compile(r"[（〔](?P<inside>[^（）〔〕]{1,12})[）〕]?")
_YEARLY = re.compile(r"年均(?!浓度|气温|降水|温度|降雨|湿度|每|受|死)|每年|平均每年")
_FALLS = re.compile(r"(?:累计)?(?P<verb>下降|降低|减少|削减|压减)(?:率|幅度?|比例|目标)?$")
_WHAT = re.compile(r"(?:计划|年度)?(?:总投资|完成投资|投资|产值|收入|产量|税收|营收)")
_TO_CHECK = "表中数字待核"


@dataclass(slots=True)
class Read:
    """What a table gave: its targets, the stretches that are excused with their reasons, and what a person must be asked."""

    drafts: list[Making] = field(default_factory=list)
    regions: list[tuple[Span, str]] = field(default_factory=list)
    asks: list[tuple[Span, str, tuple[str, ...]]] = field(default_factory=list)


def read_table(even: str, table: IndicatorTable, around: Span, years: Years, when: When | None) -> Read:
    """The targets of a table; `around` covers all its lines, `when` dates it where no column and no title does."""
    read = Read()
    title = table.title.of(even).strip() if table.title else ""
    if table.title is not None:
        read.regions.append((table.title, "标题"))
        when = next((w for w in find_dates(title, years) if w.role == "due" and w.until), None) or when
    if when is None and years.until:
        when = When(0, 0, "plan's end", "by", None, years.until)
    name = f"“{title[:30]}”" if title else "这张表"
    if table.refused:
        read.regions.append((around, _TO_CHECK))
        read.asks.append(
            (
                table.title or Span(around.start, min(around.end, around.start + 40)),
                f"{name}有的行与表头对不上，没有从中读出目标，请对照原表核对。",
                ("补齐各行后重新编译", "把指标逐项写成文字"),
            )
        )
        return read
    read.regions += [(span, "表头或序号") for span in table.leftovers]
    for row in table.rows:
        _read_row(even, row, years, when, read)
    if not table.baseline_told and read.drafts:
        read.asks.append(
            (
                table.title or Span(around.start, min(around.end, around.start + 40)),
                f"{name}有几个年份，文中没有写明规划年份：最早一年是基期，还是目标？",
                ("最早一年是基期", "各年都是目标"),
            )
        )
    return read


def _read_row(even: str, row: IndicatorLine, years: Years, when: When | None, read: Read) -> None:
    was = [column.year for _, column in row.values if column.role is Role.PAST]
    has_target = any(column.role is Role.TARGET for _, column in row.values)
    for cell, column in row.values:
        if column.role is Role.PAST:
            read.regions.append((cell, "基期值"))
        elif (
            column.role in (Role.YEARLY, Role.CHANGE)
            and has_target
            and (column.role is Role.CHANGE or grid.is_bracketed(cell.of(even)))
        ):
            read.regions.append((cell, "规划期累计变化"))  # says the same as the target beside it
        elif column.role is not Role.UNKNOWN:
            draft = _read_cell(even, row, cell, column, years, when)
            if draft is not None and was and draft.cumulative:
                draft.base_year = was[-1]
            if draft is not None:
                read.drafts.append(draft)
        if (behind := grid.spread_of(cell.of(even))[1]) > 0:
            read.regions.append((Span(cell.start, cell.start + behind), "时间单位"))
    read.regions.append((row.name, "指标名称的一部分"))


def _name_of(row: IndicatorLine, even: str) -> tuple[str, str]:
    """The row's name without the unit in its brackets, and that unit."""
    name = re.sub(r"\s", "", row.name.of(even)).replace("\x00", "").strip("*#")
    for found in reversed(list(_BRACKET.finditer(name))):
        inside = found["inside"]
        if (is_unit(inside) or inside == row.unit) and (found.end() == len(name) or name[found.end()] in "（〔"):
            return name[: found.start()] + name[found.end() :], inside
    return name, ""


def _read_cell(
    even: str, row: IndicatorLine, cell: Span, column: Column, years: Years, when: When | None
) -> Making | None:
    """The target of a cell such as 下降15%, <1, 〔18〕 or 344; None when the cell holds no figure."""
    words = cell.of(even)
    q = grid.value_of(words)
    if q is None:
        return None
    label, named = _name_of(row, even)
    yearly = column.role is Role.YEARLY and not grid.is_bracketed(words)
    if what := _WHAT.search(column.header):
        label = label if what[0] in label else label + what[0]  # 2026年计划投资 of a project
    unit = q.unit or column.unit or ("%" if yearly and named not in ("个百分点", "百分点") else row.unit or named)
    unit = per_head(label, unit)
    q = Quantity(q.start, q.end, q.digits_end, q.value, q.value_max, unit, q.after, q.glyph, _kind(unit), q.rule)
    bound = read_bound(words[: q.start - bool(q.glyph)].strip("〔（ -"))
    spread, _ = grid.spread_of(words)
    changes = column.role is Role.CHANGE or (column.role is Role.YEARLY and not yearly)
    falls = _FALLS.search(label)
    if falls and bound.effect in ("", "level"):
        label, bound = label[: falls.start()] or label, bound._replace(effect="fall")
    elif changes and grid.falls(words):
        bound = bound._replace(effect="fall")
    elif changes and bound.effect == "":
        bound = bound._replace(effect="growth" if unit == "%" and not PACE.end(label) else "add")
    measure, direction = measure_of(q, bound, label, "")
    if (
        yearly
        or (re.search(r"增速|增长", column.header) and column.role is not Role.YEARLY)
        or (PACE.end(label) and unit == "%")
    ):
        measure = Measure.GROWTH
    comparator = comparator_of(q, bound, measure, "", label)
    if comparator is Comparator.EXACTLY:
        comparator = Comparator.AT_MOST if is_ceiling(label) else Comparator.AT_LEAST
    if column.year is not None:
        when = When(0, 0, "table: column", "by", None, column.year)
    under = when
    if yearly or _YEARLY.search(label):
        when = When(0, 0, "mean: 年均", "average", years.since, years.until, local=True)
    if spread == "each":
        when = When(0, 0, "each: 每年", "each_year", years.since, years.until)
    start = cell.start if row.sideways else min(row.name.start, cell.start)
    return Making(
        Kind.TARGET, start, cell.end, when=when, under=under, indicator=label, measure=measure, comparator=comparator, value=q.value,
        value_max=q.value_max, unit=unit, direction=direction if direction is Direction.DOWN else Direction.UP, nature=row.nature, cumulative=changes or spread == "sum",
        figure=Span(cell.start + q.start, cell.start + q.digits_end), evidence=[Evidence(row.name, "table: row"), Evidence(cell, "table: value")],
    )  # fmt: skip


def at_end_of(when: When | None) -> When | None:
    """A table under a heading of one year is due by its end."""
    return when._replace(kind="by", since=None) if when is not None and when.kind == "in" else when


def _kind(unit: str) -> str:
    if unit in ("%", "‰"):
        return "percent"
    if core_of(unit) in ("个百分点", "百分点"):
        return "points"
    if core_of(unit) in ("倍", "番"):
        return "times"
    if not unit:
        return "amount"
    return "count" if is_counted(unit) else "amount"
