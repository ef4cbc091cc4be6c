"""Plans in a line or two, for checks: a sentence compiled within a frame, or targets written by hand."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from guatu.core.check import Finding, check_plan
from guatu.core.check.thresholds import read_thresholds
from guatu.core.plan.compiler import compile_plan
from guatu.core.plan.model import Commitment, Comparator, Context, Kind, Measure, Period, PeriodKind, Plan
from guatu.core.text.spans import Span

ROOT = Path(__file__).parents[3]
THRESHOLDS = read_thresholds(tomllib.loads((ROOT / "data/thresholds/enrolment.toml").read_text("utf-8")))
CONTEXT = Context(place="某市", year=2025, plan_from=2025, plan_to=2027)
FRAME = "某市行动方案（2025—2027年）\n2025年5月31日\n"


def plan_of(line: str) -> Plan:
    """A plan of 2025—2027, issued on 31 May 2025, that says just this."""
    heading = "" if line.startswith("一、") else "一、重点任务\n"
    return compile_plan(FRAME + heading + line, context=CONTEXT)


def found_in(line: str) -> tuple[Finding, ...]:
    return check_plan(plan_of(line), thresholds=THRESHOLDS)


def only(line: str, code: str) -> Finding:
    """The one finding of this code."""
    (finding,) = [f for f in found_in(line) if f.code == code]
    return finding


def sums(finding: Finding) -> tuple[str, ...]:
    """The lines of its computation as they are read."""
    return tuple(map(str, finding.computation))


def target(indicator: str, value: str | Decimal | None, unit: str, period: Period, **fields) -> Commitment:
    """A target by hand; `written` turns several into a plan."""
    given = {"measure": Measure.LEVEL, "comparator": Comparator.AT_LEAST, "lead": "市发展改革委"} | fields
    number = None if value is None else Decimal(value)
    return Commitment(
        "", Kind.TARGET, "", Span(0, 0), "总体", period, indicator=indicator, value=number, unit=unit, **given
    )


def by(year: int) -> Period:
    return Period(PeriodKind.BY, None, year)


def average(since: int, until: int) -> Period:
    return Period(PeriodKind.AVERAGE, since, until)


def each(since: int, until: int) -> Period:
    return Period(PeriodKind.EACH_YEAR, since, until)


def written(*targets: Commitment, verb: str = "达到") -> Plan:
    """A plan whose text is these targets' sentences one after another."""
    text, placed = "某市行动方案\n", []
    for number, one in enumerate(targets, 1):
        quote = f"{one.indicator}{verb}{'' if one.value is None else one.value}{one.unit}"
        span = Span(len(text), len(text) + len(quote))
        placed.append(replace(one, id=f"C{number:03d}", quote=quote, span=span))
        text += quote + "。\n"
    return Plan("某市行动方案", text, CONTEXT, commitments=tuple(placed))
