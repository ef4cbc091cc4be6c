# ruff: noqa: E501 - rules and their corpus stand one to a line
"""One cell of an indicator table as a target: its row's name is the label, its own words are the bound."""

from __future__ import annotations

import re

from guatu.core.plan.bounds import comparator_of, measure_of
from guatu.core.plan.drafts import Draft
from guatu.core.plan.lexicon import PACE
from guatu.core.plan.model import Comparator, Direction, Evidence, Kind, Measure
from guatu.core.plan.tables import Row
from guatu.core.text.comparators import read_bound
from guatu.core.text.dates import When, Years
from guatu.core.text.quantities import Quantity, find_quantities
from guatu.core.text.spans import Span
from guatu.core.text.units import core_of, is_counted

_UNIT_IN_NAME = re.compile(r"（(?P<unit>[^（）]{1,12})）$")
_YEARLY = re.compile(r"年均|每年|平均")


def read_cell(even: str, row: Row, name: str, cell: Span, header: str, years: Years) -> Draft | None:
    """The target of a cell such as 下降15%, <1 or 344; None when the cell holds no figure."""
    words = cell.of(even)
    quantities = [q for q in find_quantities(words) if q.kind != "name"]
    if len(quantities) != 1:
        return None
    (q,) = quantities
    label, unit = name, q.unit or row.unit
    if found := _UNIT_IN_NAME.search(name):
        if not q.unit:
            unit = unit or found["unit"]
        if not row.unit or row.unit == found["unit"]:
            label = name[: found.start()]
    q = Quantity(q.start, q.end, q.digits_end, q.value, q.value_max, unit, q.after, q.glyph, _kind(unit), q.rule)
    bound = read_bound(words[: q.start - bool(q.glyph)])
    measure, direction = measure_of(q, bound, label, "")
    if re.search(r"增速|增长", header) or (PACE.search(label) and unit == "%"):
        measure = Measure.GROWTH
    when = (
        When(0, 0, "mean: 年均", "average", years.since, years.until, local=True)
        if _YEARLY.search(name + header)
        else None
    )
    comparator = comparator_of(q, bound, measure, "", label)
    if comparator is Comparator.EXACTLY:
        comparator = Comparator.AT_LEAST
    start = row.name.start if row.name.start < cell.start else cell.start
    return Draft(
        Kind.TARGET, start, cell.end, when=when, indicator=label, measure=measure, comparator=comparator, value=q.value, value_max=q.value_max,
        unit=unit, direction=direction if direction is Direction.DOWN else Direction.UP, nature=row.nature,
        figure=Span(cell.start + q.start, cell.start + q.digits_end),
        evidence=[Evidence(row.name, "table: row"), Evidence(cell, "table: value")],
    )  # fmt: skip


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
