"""A compiled plan for the terminal and for Excel. JSON and CSV are the core's own: `published` and `table`."""

from __future__ import annotations

from guatu.cli.printing import table_text
from guatu.core.judging.promise_words import promise
from guatu.core.plan.model import Commitment, Direction, Kind, Plan, Strength
from guatu.core.reports import results
from guatu.core.reports.words import due_words
from guatu.core.text.figures import day
from guatu.store.ledger_xlsx import Table
from guatu.store.plan_files import ReadPlan

KIND_WORDS = {Kind.TARGET: "目标", Kind.MILESTONE: "里程碑", Kind.ACTION: "举措"}
HEADS = ("条目", "类别", "领域", "指标", "目标", "期限", "原文")


def table_row(c: Commitment) -> tuple[str, ...]:
    promised = str(promise(c)) if c.kind is Kind.TARGET else ""
    return c.id, KIND_WORDS[c.kind], c.sector, c.indicator, promised, str(due_words(c)), c.quote


def asked_text(plan: Plan) -> str:
    """What a person has to decide about the text as a whole, above the ledger; empty where nothing is asked."""
    asked = [f"{q.asks}（{' / '.join(map(str, q.readings))}）" for q in plan.questions if not q.commitment]
    return "".join(f"待定：{line}\n" for line in asked) + ("\n" if asked else "")


def results_text(plan: Plan) -> str:
    """The section 成绩 below the ledger; empty for a plan that tells of no past figure."""
    if not plan.results:
        return ""
    return f"\n\n成绩（不作目标）\n{table_text(results.HEADS, results.rows(plan.results))}"


def spreadsheet(found: ReadPlan) -> bytes:
    """The ledger (清单) in the columns that offices keep; questions stand in 备注."""
    from guatu.store.ledger_xlsx import LedgerRow, write_ledger

    plan, asked = found.plan, questions_of(found.plan)
    rows = (
        LedgerRow(
            number=n,
            sector=c.sector,
            task=c.quote,
            target=f"{c.indicator}{promise(c)}" if c.kind is Kind.TARGET else "",
            measures=c.quote if c.kind is Kind.ACTION else "",
            lead=c.lead,
            supporting="、".join(c.supporting),
            due=str(due_words(c)),
            remark="；".join([*(["力争"] if c.strength is Strength.STRIVE else []), *asked.get(c.id, [])]),
            code=c.id,
            kind=KIND_WORDS[c.kind],
            target_value=c.value,
            unit=c.unit,
        )
        for n, c in enumerate(plan.commitments, 1)
    )
    return write_ledger(rows, title=plan.title, about=_about(found), results=_sheet_of_results(plan))


def _sheet_of_results(plan: Plan) -> Table | None:
    """What the text tells of the past, as a sheet beside the ledger."""
    if not plan.results:
        return None
    heads = (
        "编号",
        "领域",
        "指标",
        "用语",
        "方向",
        "数",
        "数（上限）",
        "单位",
        "说的是哪一年",
        "读法",
        "原文",
        "起",
        "止",
    )
    return heads, [
        (r.id, r.sector, r.indicator, r.comparator, "下降" if r.direction is Direction.DOWN else "",
         r.value, r.value_max, r.unit, str(results.years_words(r.period)), results.reading_words(r), r.quote,
         r.span.start, r.span.end)
        for r in plan.results
    ]  # fmt: skip


def questions_of(plan: Plan) -> dict[str, list[str]]:
    """What a person has to decide, by commitment."""
    asked: dict[str, list[str]] = {}
    for question in plan.questions:
        asked.setdefault(question.commitment, []).append(f"待定：{question.asks}")
    return asked


def _about(found: ReadPlan) -> list[tuple[str, str]]:
    document, plan = found.document, found.plan
    said = [
        ("文号", document.number),
        ("成文日期", day(document.issued) if document.issued else ""),
        ("发文机关", document.issuer),
        *(("注意", str(remark.says)) for remark in found.remarks),
        *(("待定读法", asks) for asks in questions_of(plan).get("", [])),
        ("编译版本", plan.compiler),
    ]
    return [(name, words) for name, words in said if words]
