"""The figures that the plan's text tells of the past (成绩): offered beside the ledger, stored nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from guatu.core.plan.compiler import compile_plan
from guatu.core.plan.model import Context, Plan, Result
from guatu.core.reports.results import figure_words, years_words
from guatu.core.text.excused import Excused
from guatu.core.text.said import Said


@dataclass(frozen=True, slots=True)
class ToldResult:
    id: str
    indicator: str
    words: str  # 突破, 左右 as written
    figure: Said
    years: Said
    doubts: tuple[str, ...]
    quote: str
    at: int | None  # where the figure's mark stands in the text on the page


def told(plan: Plan) -> list[ToldResult]:
    """One line per result, in the order of the text; none that a commitment claims by now."""
    if not any(claim.excuse == Excused.PAST for claim in plan.coverage.claims):
        return []  # the compiler found no account of the past: nothing to read again
    claims = plan.coverage.claims
    taken = [claim.span for claim in claims if claim.commitment]
    taken += [target.span for target in plan.targets]
    marks = {at: claim.span.start for claim in claims for at in range(*claim.span) if not claim.commitment}
    return [
        ToldResult(
            r.id, r.indicator, r.comparator, figure_words(r), years_words(r.period), r.doubts, r.quote,
            next((marks[at] for at in range(*r.figure) if at in marks), None),
        )
        for r in _results(plan.text, plan.context)
        if not any(span.start < r.figure.end and r.figure.start < span.end for span in taken)
    ]  # fmt: skip


@lru_cache(maxsize=8)
def _results(text: str, context: Context) -> tuple[Result, ...]:
    return compile_plan(text, context=context).results
