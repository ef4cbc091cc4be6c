"""Every check over one plan, in the order in which an official reads: worst first, then by place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date

from guatu.core.check import coverage, dates, definitions, growth, lists, owners, parts, sums, thresholds, wording
from guatu.core.check.model import QUOTED, CheckRule, Finding
from guatu.core.check.reading import CheckReading
from guatu.core.check.thresholds import Threshold
from guatu.core.plan.certify.questions import AskedBy
from guatu.core.plan.model import Plan

FAMILIES = (growth, sums, parts, lists, dates, owners, definitions, thresholds, coverage, wording)

CHECKS: tuple[Callable[[CheckReading], Iterator[Finding]], ...] = (
    growth.implied_bases,
    growth.implied_counts,
    growth.chains,
    growth.falling_chains,
    growth.levels_against_growth,
    sums.gross_and_net,
    sums.yearly_against_total,
    sums.clashes,
    sums.units_that_differ,
    parts.sums_within_a_sentence,
    lists.lists_behind_among,
    dates.deadlines_over_at_issue,
    dates.deadlines_outside_the_plan,
    dates.reversed_spans,
    dates.missing_deadlines,
    owners.missing_leads,
    definitions.missing_units,
    definitions.missing_denominators,
    definitions.missing_bases,
    definitions.references_not_named,
    definitions.persons_or_visits,
    definitions.totals_or_new,
    definitions.brackets_against_their_heads,
    definitions.joint_rates,
    thresholds.thresholds_against_the_standard,
    wording.unmeasurable_goals,
    wording.bounds_said_twice,
    wording.percent_for_points,
    wording.points_for_percent,
    wording.falls_by_times,
    wording.grows_by_times,
    wording.ranges_reversed,
    wording.shares_above_all,
    wording.yearly_averages,
    coverage.unclaimed_numbers,
)

ALL_RULES: tuple[CheckRule, ...] = tuple(
    sorted(
        (value for family in FAMILIES for value in vars(family).values() if isinstance(value, CheckRule)),
        key=lambda rule: rule.code,
    )
)

# Questions of the compiler that a check of ours answers with a computation: one finding is enough.
ASKED_TWICE: dict[str, str] = {
    AskedBy.STOCK_OR_NEW: definitions.STOCK_OR_NEW.code,
    AskedBy.TWO_FIGURES: sums.CLASH.code,
    AskedBy.WHICH_YEAR: dates.NO_DEADLINE.code,
}


def check_plan(
    plan: Plan, *, thresholds: Iterable[Threshold] = (), issued_on: date | None = None
) -> tuple[Finding, ...]:
    """Everything that a plan's own text gives away, before anyone signs it.

    Args:
        thresholds: enrolment standards (data/thresholds/, read with `read_thresholds`); without them a plan's own
            thresholds are not compared with anything.
        issued_on: the day of issue, when the text does not carry it on a line of its own.
    Returns:
        Findings, worst first, then in the order of the text. The same plan gives the same findings.
    """
    reading = CheckReading(plan, tuple(thresholds), issued_on)
    found = [finding for check in CHECKS for finding in check(reading)]
    answered = {(f.code, c) for f in found for c in f.commitments}
    answered |= {(sums.CLASH.code, t.id) for t in reading.targets if reading.is_part(t)}  # of a whole, no second figure
    left = [q for q in plan.questions if (ASKED_TWICE.get(q.rule, ""), q.commitment) not in answered]
    found.extend(coverage.open_questions(reading, left))
    return tuple(sorted(_once(found), key=lambda f: (f.severity.order, f.span, f.code, f.spans)))


def _once(found: Iterable[Finding]) -> Iterator[Finding]:
    """The same thing said of several places is one finding with all of them."""
    same: dict[tuple[object, ...], list[Finding]] = {}
    for f in found:
        same.setdefault((f.code, f.severity, f.what, f.why, f.mend, f.computation), []).append(f)
    for first, *others in same.values():
        if not others:
            yield first
            continue
        every = (first, *others)
        yield replace(
            first,
            spans=tuple(sorted({span for f in every for span in f.spans})),
            quote=" … ".join(dict.fromkeys(f.quote for f in every[:QUOTED])),
            commitments=tuple(dict.fromkeys(c for f in every for c in f.commitments)),
        )
