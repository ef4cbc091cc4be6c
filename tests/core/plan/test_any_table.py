"""Whatever table is written: no figure is lost, and none is read as what it is not without a question."""

from __future__ import annotations

import re
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.core.plan.any_table import ISSUE, AnyTable, Wanted, any_tables
from tests.store.documents import makers

from guatu.core.plan.compiler import compile_plan
from guatu.core.plan.model import Commitment, Context, Plan

CONTEXT = Context("某市", ISSUE, 2026, 2028)
EXAMPLES = 1000


def complaints(table: AnyTable, plan: Plan) -> list[str]:
    """What a person would complain of: figures lost, and figures read wrongly of which nobody is asked."""
    found: list[str] = []
    asked = [question.span for question in plan.questions]
    whole = any(question.rule == "table" and "对不上" in str(question.asks) for question in plan.questions)
    for wanted in table.wanted:
        written = re.compile(rf"(?<![\d.]){re.escape(wanted.value)}(?![\d.])")
        claims = [c for c in plan.coverage.claims if written.search(c.text)]
        if not claims:
            found.append(f"{wanted.value}: not in the certificate")
        for claim in claims:
            settled = claim.commitment or claim.excuse or whole
            if not settled and not any(span.overlaps(claim.span) for span in asked):
                found.append(f"{wanted.value}: open, and nobody is asked")
        targets = [t for t in plan.targets if t.value == Decimal(wanted.value)]
        if wanted.past:
            found += [f"{wanted.value}: a baseline or a size became {t.indicator}" for t in targets]
        elif not targets and not whole and not any(span.overlaps(c.span) for span in asked for c in claims):
            found.append(f"{wanted.value}: lost ({[c.excuse for c in claims]})")
        found += [f"{wanted.value}: {wrong}" for t in targets for wrong in differences(wanted, t)]
    known = {Decimal(w.value) for w in table.wanted}
    found += [f"{t.value}{t.unit} {t.indicator}: invented" for t in plan.targets if t.value not in known]
    return found


def differences(wanted: Wanted, target: Commitment) -> list[str]:
    got = (target.unit, target.period.until, target.period.month, target.period.day, target.scope)
    right = (wanted.unit, wanted.year, wanted.month, wanted.day, wanted.scope)
    wrong = [f"{g} for {r}" for g, r in zip(got, right, strict=True) if g != r]
    return wrong + ([f"{target.lead} for {wanted.lead}"] if wanted.lead and target.lead != wanted.lead else [])


def filled(table: AnyTable) -> str:
    """A table as the readers of documents give it: squared, names and dates in each of their rows."""
    lines = [table.title] if table.title else []
    grid = [[""] * makers.width_of(table.rows) for _ in table.rows]
    for number, line in enumerate(makers.placed(table.rows)):
        for column, text, _, down in line:
            for below in range(down):
                grid[number + below][column] = text
    return "\n".join(lines + ["\t".join(row) for row in grid])


LAYOUTS = {
    "filled": filled,
    "markdown": lambda table: makers.table_markdown(table.rows, title=table.title).replace("\n\n", "\n"),
}


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(any_tables, st.sampled_from(sorted(LAYOUTS)))
def test_no_figure_of_a_table_is_lost_or_wrong_in_silence(table, layout):
    merged = any(isinstance(cell, tuple) and cell[2] > 1 for row in table.rows[1:] for cell in row)
    text = LAYOUTS["filled" if merged and table.tasks else layout](table)
    plan = compile_plan(text, context=CONTEXT)
    assert complaints(table, plan) == [], text


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(any_tables, st.data())
def test_a_row_that_lost_a_cell_takes_no_figure_with_it(table, data):
    """A cell that went missing: what is left is read as it stands, or asked about; nothing moves to another column."""
    lines = filled(table).split("\n")
    at = data.draw(st.integers(1 + bool(table.title), len(lines) - 1))
    cells = lines[at].split("\t")
    del cells[data.draw(st.integers(0, len(cells) - 1))]
    lines[at] = "\t".join(cells)
    plan = compile_plan("\n".join(lines), context=CONTEXT)
    left = [w for w in table.wanted if any(w.value in line.split("\t") or f"{w.value}" in line for line in lines)]
    kept = AnyTable(table.title, table.rows, left, table.tasks)
    wrong = [c for c in complaints(kept, plan) if " for " in c and ": None for" not in c and ":  for" not in c]
    assert wrong == [], "\n".join(lines)
