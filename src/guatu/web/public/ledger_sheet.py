"""The ledger as rows of the Excel sheet that offices keep: what the plan says, and what the figures say on the day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from guatu.core.judging.model import Status
from guatu.core.judging.promise_words import promise
from guatu.core.plan.model import Commitment, Kind
from guatu.core.reports.changes import figure_words
from guatu.core.reports.words import due_words, needed_words, rule_word, status_word, why_word
from guatu.core.tasks.course import course, proved_by
from guatu.core.tasks.model import LATE, TaskState, terms
from guatu.core.tasks.words import STATE_WORDS
from guatu.core.text.figures import percent
from guatu.store.ledger_xlsx import LEDGER, LedgerRow
from guatu.store.round_trip import Stamp
from guatu.web.standing.reading import Reading

KINDS = {Kind.TARGET: "目标", Kind.MILESTONE: "里程碑", Kind.ACTION: "举措"}


def rows(reading: Reading, shown: Sequence[str] | None = None) -> list[LedgerRow]:
    """One row for each of the commitments named, in that order; without names for every one, as the text has them."""
    wanted = reading.commitments if shown is None else shown
    return [row(reading, n, reading.commitments[id]) for n, id in enumerate(wanted, start=1)]


def stamp(reading: Reading) -> Stamp | None:
    """What tells the file when it comes back; a draft has no keys yet, so its file is for reading only."""
    line = reading.line
    if line is None or not line.published:
        return None
    return Stamp(
        LEDGER.kind, reading.today.isoformat(), of=line.code, title=reading.standing.plan.title, table=LEDGER.title,
        as_of=reading.as_of.isoformat(),
    )  # fmt: skip


def row(reading: Reading, number: int, item: Commitment) -> LedgerRow:
    due, owners = item.period.deadline.last_day, reading.standing.owners[item.id]
    common = LedgerRow(
        number=number,
        sector=item.sector,
        task=item.quote,
        measures=item.quote if item.kind is Kind.ACTION else "",
        nodes=f"{due.year}年第{(due.month + 2) // 3}季度" if due else "",
        lead=owners.lead_name,
        supporting="、".join(owners.supporting_names),
        person=owners.person,
        due="" if due is None and item.kind is Kind.ACTION else str(due_words(item)),
        evidence=f"方案第{item.span.start + 1}—{item.span.end}字",
        code=item.id,
        kind=KINDS[item.kind],
        due_on=due,
    )
    return target_row(reading, common, item) if item.kind is Kind.TARGET else task_line(reading, common, item)


def task_line(reading: Reading, common: LedgerRow, item: Commitment) -> LedgerRow:
    """A milestone or action: its state, and once it is closed out the paper that proves it."""
    judgement = reading.standing.tasks[item.id]
    papers = closed_by(reading, item) if judgement.state is TaskState.CLOSED else ()
    said = str(judgement.reason)
    return replace(
        common,
        progress=said if judgement.last else "",
        status=STATE_WORDS[judgement.state],
        problems=said if judgement.state in LATE else "",
        next_step="" if judgement.state is TaskState.CLOSED else str(judgement.changes_when),
        evidence="；".join((common.evidence, *papers)),
        due_on=judgement.due,
    )


def closed_by(reading: Reading, item: Commitment) -> tuple[str, ...]:
    """The papers that a closed task rests on."""
    rows = reading.standing.steps.get(item.id, ())
    ways = (course(rows, as_of=reading.as_of, recorded_by=reading.recorded_by, year=year) for year, _ in terms(item))
    return tuple(dict.fromkeys(row.paper for way in ways for row in proved_by(way) if row.paper))


def target_row(reading: Reading, common: LedgerRow, target: Commitment) -> LedgerRow:
    judgement = reading.judgements[target.id]
    figure = judgement.actual
    known = judgement.status is not Status.UNKNOWN
    sources = "；".join(dict.fromkeys(f"《{o.source.title}》" for o in figure.observations)) if figure else ""
    return replace(
        common,
        target=f"{reading.names[target.id]} {promise(target)}",
        progress=str(figure_words(judgement)),
        status=status_word(judgement)
        + (f"（{percent(judgement.done)}）" if known and judgement.done is not None else ""),
        problems=str(judgement.reason)
        if judgement.status in (Status.MISSED, Status.BAD, Status.SLOW)
        else why_word(judgement),
        next_step=str(needed_words(judgement, target.period.until, target)),
        evidence=f"{common.evidence}；{sources}" if sources else common.evidence,
        remark=f"规则 {rule_word(judgement.rule)} {judgement.rule_version}".strip() if judgement.rule else "",
        target_value=target.value,
        actual_value=figure.value if figure else None,
        unit=target.unit,
        published_on=figure.known_on if figure else None,
    )


def about(reading: Reading, count: int) -> list[tuple[str, str]]:
    day = reading.as_of
    return [
        ("截至", f"{day.year}年{day.month}月{day.day}日已公布的数"),
        ("研判规则", str(reading.rules.named)),
        ("条目", f"{count}条，照导出时页面上的筛选和次序；全表{len(reading.standing.commitments)}条"),
        ("列", "前16列与各地清单相同；后7列是供计算用的数和日期"),
    ]
