"""A compiled plan for the terminal and for Excel. JSON and CSV are the core's own: `jsonform` and `table`."""

from __future__ import annotations

from guatu.core.plan.model import Commitment, Kind, Plan, Strength
from guatu.core.reports.words import due_words, promise

KIND_WORDS = {Kind.TARGET: "目标", Kind.MILESTONE: "里程碑", Kind.ACTION: "举措"}
HEADS = ("条目", "类别", "领域", "指标", "目标", "期限", "原文")


def table_row(c: Commitment) -> tuple[str, ...]:
    promised = str(promise(c)) if c.kind is Kind.TARGET else ""
    return c.id, KIND_WORDS[c.kind], c.sector, c.indicator, promised, due_words(c), c.quote


def spreadsheet(plan: Plan) -> bytes:
    """The ledger (清单) in the columns that offices keep."""
    from guatu.store.ledger_xlsx import LedgerRow, write_ledger

    rows = (
        LedgerRow(
            number=n,
            sector=c.sector,
            task=c.quote,
            target=f"{c.indicator}{promise(c)}" if c.kind is Kind.TARGET else "",
            measures=c.quote if c.kind is Kind.ACTION else "",
            lead=c.lead,
            supporting="、".join(c.supporting),
            due=due_words(c),
            remark="力争" if c.strength is Strength.STRIVE else "",
            code=c.id,
            kind=KIND_WORDS[c.kind],
            target_value=c.value,
            unit=c.unit,
        )
        for n, c in enumerate(plan.commitments, 1)
    )
    return write_ledger(rows, title=plan.title, about=[("编译版本", plan.compiler)])
