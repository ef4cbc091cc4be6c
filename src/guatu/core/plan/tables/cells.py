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
from guatu.core.plan.tables.columns import Column, Role, YearPart, is_unit
from guatu.core.plan.tables.heads import is_whole
from guatu.core.plan.tables.shapes import IndicatorLine, IndicatorTable
from guatu.core.text.comparators import read_bound
from guatu.core.text.dates import find_dates
from guatu.core.text.excused import Excused
from guatu.core.text.quantities import Quantity
from guatu.core.text.said import Said, verbatim
from guatu.core.text.spans import Span
from guatu.core.text.units import core_of, is_counted
from guatu.core.text.when import When, WhenForm, Years

_BRACKET = re.compile(r"[（〔](?P<inside>[^（）〔〕]{1,12})[）〕]?")
_YEARLY = re.compile(r"年均(?!浓度|气温|降水|温度|降雨|湿度|每|受|死)|每年|平均每年")
_FALLS = re.compile(r"(?:累计)?(?P<verb>下降|降低|减少|削减|压减)(?:率|幅度?|比例|目标)?$")
_WHAT = re.compile(r"(?:计划|年度)?(?:总投资|完成投资|投资|产值|收入|产量|税收|营收)")


@dataclass(slots=True)
class Read:
    """What a table gave: the targets of each row, the stretches that are excused with their reasons, and what a person must
    be asked."""

    rows: list[tuple[IndicatorLine, list[Making]]] = field(default_factory=list)
    regions: list[tuple[Span, Excused]] = field(default_factory=list)
    asks: list[tuple[Span, Said, tuple[Said, ...]]] = field(default_factory=list)


def read_table(even: str, table: IndicatorTable, around: Span, years: Years, when: When | None) -> Read:
    """The targets of a table; `around` covers all its lines, `when` dates it where no column and no title does."""
    read = Read()
    title = table.title.of(even).strip() if table.title else ""
    if table.title is not None:
        read.regions.append((table.title, Excused.HEADING))
        when = next((w for w in find_dates(title, years) if w.role == "due" and w.until), None) or when
    if when is None and years.until:
        when = When(0, 0, "plan's end", WhenForm.PLAIN, "by", None, years.until)
    name = Said("“{title}”", title=verbatim(title[:30])) if title else Said("这张表")
    if table.refused:
        read.regions.append((around, Excused.TO_CHECK))
        read.asks.append(
            (
                table.title or Span(around.start, min(around.end, around.start + 40)),
                Said("{name}有的行与表头对不上，没有从中读出目标，请对照原表核对。", name=name),
                (Said("补齐各行后重新编译"), Said("把指标逐项写成文字")),
            )
        )
        return read
    read.regions += [(span, Excused.TABLE_HEAD) for span in table.leftovers]
    place = table.title or Span(around.start, min(around.end, around.start + 40))
    if table.unsaid and _tells_what_was(title):
        read.regions.append((around, Excused.PAST))
        return read
    of_all = _what_all_is(title)
    if not of_all and any(not row.names and not column.name for row in table.rows for _, column in row.values):
        read.regions.append((around, Excused.TO_CHECK))
        asks = Said("{name}没有写明是什么指标，没有从中读出目标，请写明。", name=name)
        read.asks.append((place, asks, (Said("把指标写进表头"), Said("把指标逐项写成文字"))))
        return read
    for row in table.rows:
        _read_row(even, table, row, of_all, years, when, read)
    any_read = any(drafts for _, drafts in read.rows)
    undated = all(d.when is None or d.when.until is None for _, drafts in read.rows for d in drafts)
    unsaid = table.unsaid and when is None and not _AIMS.search(title)
    if any_read and unsaid and (undated or table.parts):
        read.asks.append(
            (
                place,
                Said("{name}没有写明是目标还是现状，也没有写明期限，按目标读，是这样吗？", name=name),
                (Said("是目标，请写明期限"), Said("是现状，不列入")),
            )
        )
    if table.parts and table.alone is None and any_read:
        asks = Said("{name}各季度（月）的数，是当季（月）数，还是累计数？", name=name)
        read.asks.append((place, asks, (Said("是当季（月）数"), Said("是累计数"))))
    if not table.baseline_told and any_read:
        read.asks.append(
            (
                place,
                Said("{name}有几个年份，文中没有写明规划年份：最早一年是基期，还是目标？", name=name),
                (Said("最早一年是基期"), Said("各年都是目标")),
            )
        )
    return read


_TELLS = re.compile(r"完成情况|进展|现状|统计|排名|排序|通报|基本情况|一览|概况|结果")
_AIMS = re.compile(r"目标|任务|计划|分解|指标|规划|安排|清单|20\d\d年")
_NUMBERED = re.compile(r"^(?:附件|附表|附|专栏|表)?\s*(?:[\d一二三四五六七八九十]{1,2}(?!\d|年))?[.、：:\s]*")
_AROUND = re.compile(
    r"^(?:20\d\d年度?|“?十[一二三四五六]五”?(?:时期|期间)?)?(?:全[市县区省]|[\u4e00-\u9fff]{1,6}[市县旗](?=各))?(?:各?(?:县区|县（市、区）|县市区|旗区|旗县区|区县|乡镇|镇街|街道|园区|市州|盟市|地区|单位|部门))*(?:分?季度|分?年度|各季度)?"
)
_SHEET = re.compile(
    r"(?:年度|分季度|季度)?(?:主要|预期|工作)?(?:目标任务|目标|任务|计划|指标|推进计划|安排)*(?:分解落实|分解|分配|安排|落实|责任|汇总|一览|清单)*(?:情况)?(?:表|清单|单)?(?:（[^（）]{1,12}）)?$"
)


def _tells_what_was(title: str) -> bool:
    return bool(_TELLS.search(title)) and not _AIMS.search(re.sub(r"20\d\d年", "", title))


def _what_all_is(title: str) -> str:
    """What all figures of a table are of, by its title: 2026年各县区招商引资到位资金目标分解表.

    >>> _what_all_is("2026年各县区招商引资到位资金目标分解表"), _what_all_is("各县区目标任务分解表")
    ('招商引资到位资金', '')
    """
    words = re.sub(r"\s", "", _NUMBERED.sub("", title.strip()))
    return _SHEET.sub("", _AROUND.sub("", words))[:24] if words else ""


def _read_row(
    even: str, table: IndicatorTable, row: IndicatorLine, of_all: str, years: Years, when: When | None, read: Read
) -> None:
    drafts: list[Making] = []
    read.rows.append((row, drafts))
    was = [column.year for _, column in row.values if column.role is Role.PAST]
    ahead = any(column.role is not Role.PAST for _, column in row.values)
    has_target = any(column.role is Role.TARGET for _, column in row.values)
    for cell, column in row.values:
        if column.role is Role.PAST:
            read.regions.append((cell, Excused.BASELINE if ahead else Excused.PAST))
        elif (
            column.role in (Role.YEARLY, Role.CHANGE)
            and has_target
            and (column.role is Role.CHANGE or grid.is_bracketed(cell.of(even)))
        ):
            read.regions.append((cell, Excused.CHANGE_TOLD_TWICE))  # says the same as the target beside it
        elif column.role is not Role.UNKNOWN:
            draft = _read_cell(even, table, row, of_all, cell, column, years, when)
            if draft is not None and was and draft.cumulative:
                draft.base_year = was[-1]
            if draft is not None:
                drafts.append(draft)
        if (behind := grid.spread_of(cell.of(even))[1]) > 0:
            read.regions.append((Span(cell.start, cell.start + behind), Excused.UNIT_OF_TIME))
    read.regions += [(cell, Excused.PROJECT) for cell in row.sizes]
    if row.name not in [cell for cell, _ in row.words]:
        read.regions.append((row.name, Excused.DENOMINATOR if row.names else Excused.TABLE_HEAD))


def _name_of(row: IndicatorLine, even: str) -> tuple[str, str]:
    """The row's name without the unit in its brackets, and that unit."""
    name = re.sub(r"\s", "", row.name.of(even)).replace("\x00", "").strip("*#")
    for found in reversed(list(_BRACKET.finditer(name))):
        inside = found["inside"]
        if (is_unit(inside) or inside == row.unit) and (found.end() == len(name) or name[found.end()] in "（〔"):
            return name[: found.start()] + name[found.end() :], inside
    return name, ""


def _called(even: str, table: IndicatorTable, row: IndicatorLine, column: Column, of_all: str) -> tuple[str, str]:
    """What a figure is of, by its row, its column and the table's title; and the unit in the row's brackets."""
    label, named = _name_of(row, even) if row.names else ("", "")
    what = _WHAT.search(column.header) if row.names and not column.name else None
    of_column = what[0] if what else column.name  # 2026年计划投资 of a project
    if of_column and of_column not in label:
        label = of_column if label and label in of_column else label + of_column
    label = label or of_all
    part = row.when if row.when is not None and row.when.month is not None else column
    if part.part is YearPart.ALONE and table.alone is not YearPart.SO_FAR:
        found = _PART_WORDS.search(part.header)
        label = (found[0] if found else "") + label  # 第二季度新增企业: no deadline says where a quarter begins
    return label, named


_PART_WORDS = re.compile(r"第?[一二三四1-4]季度|[Qq][1-4]|下半年|\d{1,2}(?:月份?)?(?:-\d{1,2})?月")


def _dated(table: IndicatorTable, row: IndicatorLine, column: Column, years: Years, when: When | None) -> When | None:
    """When a figure is due: by its column, its row, or what dates the table."""
    times = [c for c in (column, row.when) if c is not None]
    year = next((c.year for c in times if c.year is not None), None)
    month = next((c.month for c in times if c.month is not None), None)
    if year is None and (month is not None or (table.parts and when is None)):
        year = when.until if when is not None else years.issue
    if year is None:
        return when
    rule = "table: column" if column.year is not None or column.month is not None else "table: row"
    return When(0, 0, rule, WhenForm.TABLE, "by", None, year, month)


def _read_cell(
    even: str,
    table: IndicatorTable,
    row: IndicatorLine,
    of_all: str,
    cell: Span,
    column: Column,
    years: Years,
    when: When | None,
) -> Making | None:
    """The target of a cell such as 下降15%, <1, 〔18〕 or 344; None when the cell holds no figure."""
    words = cell.of(even)
    q = grid.value_of(words)
    if q is None:
        return None
    label, named = _called(even, table, row, column, of_all)
    yearly = (column.role is Role.YEARLY or column.growth) and not grid.is_bracketed(words)
    value = -q.value if yearly and q.value is not None and grid.falls(words) else q.value
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
        or (re.search(r"增速|增长", column.header) and column.role not in (Role.YEARLY, Role.TARGET))
        or (PACE.end(label) and unit == "%")
    ):
        measure = Measure.GROWTH
    comparator = comparator_of(q, bound, measure, label)
    if comparator is Comparator.EXACTLY:
        comparator = Comparator.AT_MOST if is_ceiling(label) else Comparator.AT_LEAST
    when = _dated(table, row, column, years, when)
    if column.growth and not column.mean and when is not None and when.until is not None and column.role is Role.TARGET:
        when = when._replace(
            kind="in" if when.month is None else "by", since=when.until if when.month is None else None
        )
    under = when
    several = years.since is not None and years.since != years.until
    mean = column.role is Role.YEARLY and (column.mean or (several and not _of_one_year(when)))
    if (yearly and mean) or _YEARLY.search(label):
        when = When(0, 0, "mean: 年均", WhenForm.MEAN, "average", years.since, years.until, local=True)
    if spread == "each":
        when = When(0, 0, "each: 每年", WhenForm.EACH_YEAR, "each_year", years.since, years.until)
    start = cell.start if row.sideways else min(row.name.start, cell.start)
    return Making(
        Kind.TARGET, start, cell.end, when=when, under=under, indicator=label, measure=measure, comparator=comparator, value=value,
        value_max=q.value_max, unit=unit, direction=direction if direction is Direction.DOWN else Direction.UP, nature=row.nature, cumulative=changes or spread == "sum",
        scope=row.scope or ("" if is_whole(column.scope) else column.scope), figure=Span(cell.start + q.start, cell.start + q.digits_end), evidence=[Evidence(row.name, "table: row"), Evidence(cell, "table: value")],
    )  # fmt: skip


def _of_one_year(when: When | None) -> bool:
    return (
        when is not None
        and when.kind in ("in", "by")
        and when.until is not None
        and when.form in (WhenForm.YEAR, WhenForm.THIS_YEAR, WhenForm.TABLE)
    )


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
