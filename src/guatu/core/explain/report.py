"""An explanation as lines for a person and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from guatu.core.codec import plain
from guatu.core.explain.model import Explanation, NumberFate, PlaceRole, ReadingTold, verdict_of
from guatu.core.explain.place import best
from guatu.core.explain.words import STEP_WORDS, reading_words, rule_words
from guatu.core.judging.promise_words import promise
from guatu.core.plan.model import Direction, Kind, Plan, Strength
from guatu.core.plan.published import published_commitment
from guatu.core.plan.trace import RuleOutcome, Step, Try
from guatu.core.reports.words import MEASURE_WORDS, due_words
from guatu.core.text.spans import Span

KIND_WORDS = {Kind.TARGET: "目标", Kind.MILESTONE: "里程碑", Kind.ACTION: "举措"}
ROLE_WORDS = {
    PlaceRole.QUOTE: "这里就是它的原文",
    PlaceRole.ALSO: "这里是它的另一处原文",
    PlaceRole.DEADLINE: "这里是它的期限",
    PlaceRole.EVIDENCE: "读它时用到了这里",
    PlaceRole.SENTENCE: "在同一句里",
}
TOKEN_WORDS = {"date": "时间", "figure": "数字", "name": "名称里的数", "comparison": "比较或变动的词"}
VERDICT_WORDS = {NumberFate.CLAIMED: "已认领", NumberFate.EXCUSED: "不是目标", NumberFate.OPEN: "没有去向"}


def to_json(explanation: Explanation, plan: Plan) -> dict[str, Any]:
    """The explanation as JSON values; offsets are code points, end exclusive."""
    e, text = explanation, plan.text
    chosen = best(e)
    return {
        "at": e.at,
        "headings": list(e.headings),
        "line": _place(e.line, text),
        "sentence": _place(e.sentence, text),
        "clause": _place(e.clause, text),
        "chosen": chosen.commitment.id if chosen else None,
        "readings": [_reading(r, text) for r in e.readings],
        "numbers": [
            {
                **_place(c.span, text),
                "verdict": verdict_of(c).value,
                "commitment": c.commitment or None,
                "reason": c.excuse or None,
            }
            for c in e.claims
        ],
        "questions": [
            {
                "id": q.id, **_place(q.span, text), "asks": str(q.asks), "readings": list(map(str, q.readings)),
                "rule": q.rule, "commitment": q.commitment or None,
            }
            for q in e.questions
        ],
        "refused": [
            {**_place(r.span, text), "step": r.step, "rule": r.rule, "reading": r.reading, "because": r.because}
            for r in e.refused
        ],
        "tokens": [{**_place(t.span, text), "kind": t.kind, "rule": t.says or None} for t in e.tokens],
        "tried": [
            {
                **_place(t.span, text), "step": t.step.value, "rule": t.rule, "outcome": t.outcome.value,
                "reading": t.reading or None, "because": t.because or None,
            }
            for t in e.tried
        ],
        "compiler": plan.compiler,
    }  # fmt: skip


def _place(span: Span, text: str) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.of(text)}


def _reading(reading: ReadingTold, text: str) -> dict[str, Any]:
    fields = plain(published_commitment(reading.commitment, text))
    fields.pop("evidence", None)
    return {
        "role": reading.role.value,
        "commitment": fields,
        "rules": [
            {"start": r.span.start, "end": r.span.end, "text": r.words, "rule": r.rule, "here": r.here}
            for r in reading.rules
        ],
    }


def lines(explanation: Explanation, plan: Plan) -> Iterator[str]:
    """The explanation as an official reads it, line by line."""
    e, text = explanation, plan.text
    yield f"第{e.at + 1}字“{text[e.at]}”　{' / '.join(e.headings) or '正文'}"
    yield f"分句：{_one_line(e.clause.of(text))}"
    yield f"句子：{_one_line(e.sentence.of(text))}"
    direct = [r for r in e.readings if r.role is not PlaceRole.SENTENCE]
    beside = [r for r in e.readings if r.role is PlaceRole.SENTENCE]
    for reading in direct:
        yield ""
        yield from _told(reading, text)
    if not direct:
        yield ""
        yield "这里没有读成条目。"
    if beside:
        yield f"同一句里还有：{'、'.join(r.commitment.id + _short(r) for r in beside)}"
    if e.claims:
        yield ""
        yield "这个分句里的数字"
        for claim in e.claims:
            because = claim.commitment or claim.excuse
            said = f"{VERDICT_WORDS[verdict_of(claim)]}（{because}）" if because else VERDICT_WORDS[NumberFate.OPEN]
            yield f"  {claim.text}：{said}"
    yield from _trial(e, text)
    if e.questions:
        yield ""
        yield "两种读法，待人来定"
        for question in e.questions:
            yield f"  {question.id} {question.asks}（{' / '.join(map(str, question.readings))}；规则：{question.rule}）"


def _trial(e: Explanation, text: str) -> Iterator[str]:
    """What was tried, taken and refused: of the figure or date that was pointed at, else of the whole clause."""
    pointed = [t for t in e.tried if t.span.start <= e.at < t.span.end and t.step is not Step.DEED]
    shown = pointed or list(e.tried)
    if e.tokens:
        yield from ("", "记号")
        for token in e.tokens:
            yield f"  “{_one_line(token.span.of(text))}”　{TOKEN_WORDS[token.kind]}"
    if shown:
        yield from ("", "试过的规则")
        for span in dict.fromkeys(t.span for t in shown):
            yield f"  “{_one_line(span.of(text))}”"
            yield from _steps([t for t in shown if t.span == span])
        yield from ("", "选定的读法")
        taken = [t for t in shown if t.outcome is RuleOutcome.TAKEN]
        yield from (_outcome(t, text) for t in taken)
        if not taken:
            yield "  没有"
        refused = [t for t in shown if t.outcome is RuleOutcome.REFUSED]
        if refused:
            yield from ("", "不取的读法及原因")
            yield from (_outcome(t, text) for t in refused)


def _steps(tried: list[Try]) -> Iterator[str]:
    """A step a line, its rules in the order in which they were tried."""
    for step in dict.fromkeys(t.step for t in tried):
        rules: dict[str, bool] = {}
        for t in tried:
            if t.step is step:
                rule = rule_words(t.rule, step)
                rules[rule] = rules.get(rule, False) or t.outcome is RuleOutcome.TAKEN
        said = "；".join(rule + ("（符合）" if held else "") for rule, held in rules.items())
        yield f"    {STEP_WORDS[step]}：{said}"


def _outcome(t: Try, text: str) -> str:
    because = f"——{t.because}" if t.because else ""
    return f"  “{_one_line(t.span.of(text))}”　{STEP_WORDS[t.step]}：{reading_words(t.reading, t.step)}{because}"


def _told(reading: ReadingTold, text: str) -> Iterator[str]:
    c = reading.commitment
    yield f"{c.id} {KIND_WORDS[c.kind]}：{ROLE_WORDS[reading.role]}"
    told = [("原文", _one_line(c.quote)), ("领域", c.sector)]
    if c.kind is Kind.TARGET:
        told += [
            ("指标", c.indicator),
            ("目标", str(promise(c))),
            ("类型", MEASURE_WORDS[c.measure] if c.measure else ""),
            ("方向", "下降" if c.direction is Direction.DOWN else ""),
            ("对比年", f"{c.base_year}年" if c.base_year else ""),
            ("对照", c.relative_to),
            ("性质", c.nature),
        ]
    told += [
        ("期限", str(due_words(c))),
        ("期限出处", _one_line(c.deadline.span.of(text)) if c.deadline else ""),
        ("力度", "力争" if c.strength is Strength.STRIVE else ""),
        ("范围", c.scope),
        ("牵头", c.lead),
        ("配合", "、".join(c.supporting)),
    ]
    yield from (f"  {name}：{words}" for name, words in told if words)
    if reading.rules:
        yield "  依据"
        for rule in reading.rules:
            mark = "→" if rule.here else " "
            yield f"  {mark} 第{rule.span.start + 1}—{rule.span.end}字“{_one_line(rule.words)}”　{rule.rule}"


def _short(reading: ReadingTold) -> str:
    c = reading.commitment
    return f"{c.indicator}{promise(c)}" if c.kind is Kind.TARGET else KIND_WORDS[c.kind]


def _one_line(words: str) -> str:
    return " ".join(words.split())
