"""What the compiler left open: numbers that nothing claims, and questions that it asks instead of guessing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from guatu.core.check.model import CheckRule, Finding, Severity
from guatu.core.check.reading import CheckReading
from guatu.core.plan.certify.questions import AskedBy
from guatu.core.plan.model import Question
from guatu.core.text.said import Said, listed
from guatu.core.text.spans import Span

UNCLAIMED = CheckRule(
    "K170",
    "coverage: number unclaimed",
    Said("数字没有着落"),
    Severity.DOUBT,
    Said("方案里的每个数字都应能在清单里找到，或有理由不进清单；没有着落的数字，没人会去办。"),
    Said("请确认它属于哪一条；不是承诺的，注明是什么。"),
)
QUESTION = CheckRule(
    "K171",
    "coverage: question of the compiler",
    Said("有两种读法"),
    Severity.DOUBT,
    Said("同一句话有两种读法，分解任务时各单位会各取一种。"),
    Said("请改成只有一种读法的写法，或在校核台上选定一种。"),
)

SHOWN = 6
TOGETHER_ABOVE = 5  # more questions of one kind than this are one finding


def unclaimed_numbers(reading: CheckReading) -> Iterator[Finding]:
    """Every number or date that is neither claimed by a commitment nor excused; the same one once, many together, and
    none that stands in a table of which the compiler asks already."""
    asked = [question.span for question in reading.plan.questions if question.rule == AskedBy.TABLE]
    places: dict[str, list[Span]] = {}
    for claim in reading.plan.coverage.open:
        if not any(span.covers(claim.span) for span in asked):
            places.setdefault(claim.text, []).append(claim.span)
    if sum(map(len, places.values())) > TOGETHER_ABOVE:
        spans = [span for same in places.values() for span in same]
        yield UNCLAIMED.finding(
            reading.plan.text,
            Said(
                "有{count}个数既不在任何一条目标里，也没有不列入的理由：{words}。",
                count=len(spans),
                words=listed(f"“{words}”" for words in list(places)[:SHOWN]),
            ),
            at=spans,
        )
        return
    for words, same in places.items():
        yield UNCLAIMED.finding(
            reading.plan.text, Said("“{words}”既不在任何一条目标里，也没有不列入的理由。", words=words), at=same
        )


def open_questions(reading: CheckReading, questions: Iterable[Question]) -> Iterator[Finding]:
    """The compiler's questions as doubts: one each, or one for many of a kind."""
    by_id = {c.id: c for c in reading.plan.commitments}
    kinds: dict[str, list[Question]] = {}
    for question in questions:
        kinds.setdefault(question.rule, []).append(question)
    for same in kinds.values():
        if len(same) > TOGETHER_ABOVE:
            yield QUESTION.finding(
                reading.plan.text,
                Said("同类问题{count}处，如：{asks}", count=len(same), asks=same[0].asks),
                at=[q.span for q in same],
                on=[by_id[q.commitment] for q in same if q.commitment in by_id],
                computation=[q.asks for q in same],
            )
            continue
        for question in same:
            yield QUESTION.finding(
                reading.plan.text,
                question.asks,
                at=[question.span],
                on=[by_id[question.commitment]] if question.commitment in by_id else [],
                computation=[
                    Said("读法{number}：{words}", number=number, words=words)
                    for number, words in enumerate(question.readings, 1)
                ],
            )
