"""What a plan says of the year before a target: in a result, in 从50亿元提高到60亿元, in a table's base column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from guatu.core.check.reading import CheckReading, core_name
from guatu.core.plan.model import Commitment, Measure, PeriodKind
from guatu.core.series.units import MixedUnits, convert
from guatu.core.text.evened import even_out
from guatu.core.text.excused import Excused
from guatu.core.text.quantities import find_quantities
from guatu.core.text.spans import Span

_FROM = re.compile(r"(?:从|由|自)(?:(?P<year>20\d\d)年(?:底|末)?的?)?[^，。；、\d]{0,8}(?=\d)")
_UP_TO = re.compile(r"[^，。；、\d]{0,6}(?:到|至)")
_FIGURE = re.compile(r"\d[\d.,]*")
_HEAD_OF_TABLE = 400  # signs before a row in which its head stands
_LAST_MONTH = 12


@dataclass(frozen=True, slots=True)
class StatedBase:
    """A level of an earlier year, in the unit of the target that it stands beside."""

    value: Decimal
    year: int
    span: Span


def stated_bases(reading: CheckReading, target: Commitment) -> Iterator[StatedBase]:
    """The levels of earlier years that the text gives for a target's indicator, the nearest way of saying it first."""
    if target.value is None or target.period.until is None or target.period.kind is PeriodKind.OPEN:
        return
    yield from _moved_from(target)
    yield from _of_the_row(reading, target)
    yield from _in_results(reading, target)


def _moved_from(target: Commitment) -> Iterator[StatedBase]:
    """由2025年的50亿元增长到2026年的60亿元; without a year it is that of the year before."""
    words = even_out(target.quote)
    for found in _FROM.finditer(words):
        first = next((q for q in find_quantities(words[found.end() :]) if q.start == 0), None)
        if first is None or first.value is None or not _UP_TO.match(words, found.end() + first.end):
            continue
        value = _in_unit(first.value, first.unit, target.unit)
        year = int(found["year"]) if found["year"] else (target.period.until or 0) - 1
        if value is not None and year < (target.period.until or 0):
            start = target.span.start + found.end()
            yield StatedBase(value, year, Span(start, start + first.end))


def _of_the_row(reading: CheckReading, target: Commitment) -> Iterator[StatedBase]:
    """300 under 2025年完成 beside 320 under 2026年目标: where the row has one base and the head names its year."""
    if "\t" not in target.quote and "|" not in target.quote:
        return
    year = (target.period.until or 0) - 1
    bases = [
        c
        for c in reading.plan.coverage.claims
        if c.excuse == Excused.BASELINE and target.span.start <= c.span.start and c.span.end <= target.span.end
    ]
    head = reading.even[max(0, target.span.start - _HEAD_OF_TABLE) : target.span.start]
    if len(bases) == 1 and f"{year}年" in head and (figure := _FIGURE.fullmatch(bases[0].text)):
        yield StatedBase(Decimal(figure[0].replace(",", "")), year, bases[0].span)


def _in_results(reading: CheckReading, target: Commitment) -> Iterator[StatedBase]:
    """2025年旅游收入达到50亿元, told as what was reached."""
    name = core_name(target.indicator)
    for r in reading.plan.results:
        if r.value is None or r.value_max is not None or r.measure is not Measure.LEVEL or r.period is None:
            continue
        if core_name(r.indicator) != name or r.period.until is None or r.period.month not in (None, _LAST_MONTH):
            continue
        value = _in_unit(r.value, r.unit, target.unit)
        if value is not None and r.period.until < (target.period.until or 0):
            yield StatedBase(value, r.period.until, r.span)


def _in_unit(value: Decimal, unit: str, wanted: str) -> Decimal | None:
    try:
        return convert(value, unit, wanted)
    except MixedUnits:
        return None
