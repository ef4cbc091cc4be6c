"""What was decided about a thing, newest first: from which day it counts, who wrote it down, by which paper and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guatu.core.decisions import ALWAYS, Basis, Dated
from guatu.core.series.model import Indicator
from guatu.web.figures.services import THE_CITY
from guatu.web.public.templatetags.guatu import day
from guatu.web.standing.reading import Reading

BASIS_WORDS = {Basis.FIRST: _("首次"), Basis.DECIDED: _("决定"), Basis.RATIFIED: _("追认")}


@dataclass(frozen=True, slots=True)
class Decided:
    since: str
    basis: str
    what: object
    recorded_on: date
    by: str
    paper: str
    reason: str


def of_rules(reading: Reading) -> list[Decided]:
    return decided(reading, "rules", THE_CITY, what=lambda rules: rules.named)


def of_source(reading: Reading, code: str) -> list[Decided]:
    return decided(reading, "source", code, what=lambda s: f"{s.title}，{s.published or '无日期'}，次序{s.rank}")


def of_indicator(reading: Reading, code: str) -> list[Decided]:
    names = {i.code: i.name for i in reading.standing.indicators.values()}

    def says(indicator: Indicator) -> str:
        formula, parts = indicator.formula, [indicator.name, indicator.unit]
        if formula is not None:
            parts.append(f"{names.get(formula.numerator)} ÷ {names.get(formula.denominator)}")
        return "，".join(part for part in parts if part)

    return decided(reading, "indicator", code, what=says)


def decided(reading: Reading, kind: str, key: str, *, what: Callable[[Any], object]) -> list[Decided]:
    """Every decision about one thing that the day could know; nothing while it is still as it first came."""
    rows: Iterable[Dated[Any]] = reading.archive.catalogues.rows[kind].get(key, ())
    seen = [row for row in rows if row.seen(as_of=reading.as_of, recorded_by=reading.recorded_by)]
    if len(seen) < 2 and all(row.basis is Basis.FIRST for row in seen):
        return []
    return [
        Decided(
            gettext("自始") if row.known_on == ALWAYS else day(row.known_on),
            str(BASIS_WORDS[row.basis]),
            what(row.value),
            row.recorded_on,
            row.by,
            row.paper,
            row.reason,
        )
        for row in sorted(seen, key=lambda row: row.known_on, reverse=True)
    ]
