"""What was tried at a place: its sentence, read again with a recorder, and the certificate for what no clause saw."""

from __future__ import annotations

from collections.abc import Iterator

from guatu.core.plan.clauses.telling import AS_TARGET
from guatu.core.plan.compiler import compile_plan
from guatu.core.plan.model import Claim, Plan
from guatu.core.plan.trace import RuleOutcome, Step, Token, Trace, Try
from guatu.core.text.spans import Span


def read_again(plan: Plan, within: Span) -> Trace:
    """The plan's text compiled once more, with a recorder on the sentences that touch `within`."""
    trace = Trace(within)
    compile_plan(plan.text, context=plan.context, trace=trace)
    return trace


def tried_in(plan: Plan, trace: Trace, clause: Span, claims: tuple[Claim, ...]) -> tuple[Try, ...]:
    """The rules that were tried in a clause, in the order in which they were; every number of it has at least one."""
    tries = [t for t in trace.tries if t.span.overlaps(clause)]
    for claim in claims:
        tries += _certified(plan, claim, [t for t in tries if t.span.overlaps(claim.span)])
    return tuple(tries)


def tokens_in(trace: Trace, clause: Span) -> tuple[Token, ...]:
    return tuple(sorted((t for t in trace.tokens if t.span.overlaps(clause)), key=lambda t: t.span))


def _certified(plan: Plan, claim: Claim, told: list[Try]) -> Iterator[Try]:
    """What became of a number in the end, where the clause's rules did not say it: tables, headings, frames."""
    refused = any(t.outcome is RuleOutcome.REFUSED and t.step is not Step.UNIT for t in told)
    taken = any(t.outcome is RuleOutcome.TAKEN for t in told)
    if claim.commitment:
        if not taken:
            yield from _claimed(plan, claim)
    elif claim.excuse:
        if not any(claim.excuse in (t.reading, t.because) for t in told):
            yield Try(claim.span, Step.COVERAGE, "certificate", RuleOutcome.TAKEN, claim.excuse)
            yield Try(claim.span, Step.COVERAGE, "certificate", RuleOutcome.REFUSED, AS_TARGET, claim.excuse)
    elif not refused:
        because = "没有一条规则读到它，要由人来看"
        yield Try(claim.span, Step.COVERAGE, "certificate", RuleOutcome.REFUSED, AS_TARGET, because)


def _claimed(plan: Plan, claim: Claim) -> Iterator[Try]:
    owner = next((c for c in plan.commitments if c.id == claim.commitment), None)
    rules = [e.rule for e in owner.evidence if e.span.overlaps(claim.span)] if owner else []
    for rule in rules or ["certificate"]:
        yield Try(claim.span, Step.COVERAGE, rule, RuleOutcome.TAKEN, f"属于{claim.commitment}")
