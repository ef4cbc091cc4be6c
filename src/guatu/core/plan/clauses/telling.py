"""Why a sentence was read so: told from what its steps found, after it was read.

The rules that decided are asked again, of the same values; what they say is the trace. Decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from guatu.core.plan.clauses.bounds import comparators, measures
from guatu.core.plan.clauses.conditions import excuses, is_bare, rules_of
from guatu.core.plan.clauses.dated import DatedClause
from guatu.core.plan.clauses.drafts import Making
from guatu.core.plan.clauses.labels import labels
from guatu.core.plan.clauses.parts import FigureWords
from guatu.core.plan.clauses.promises import promised
from guatu.core.plan.clauses.sentence import Found, SentenceReading
from guatu.core.plan.clauses.state import Tense
from guatu.core.plan.clauses.subjects import cut
from guatu.core.plan.clauses.targets import FigureGroup, Row, words_before
from guatu.core.plan.clauses.tense import done_words
from guatu.core.plan.clauses.undertaken import IDLE
from guatu.core.plan.model import Kind, Measure
from guatu.core.plan.trace import RuleOutcome, Step, Trace
from guatu.core.text.excused import Excused
from guatu.core.text.quantities import Quantity
from guatu.core.text.segments import Clause
from guatu.core.text.spans import Span
from guatu.core.text.when import When

AS_TARGET = "作为目标"
# What holds where a figure is not asked for itself: it stands in a list whose first figure was.
_SHARED = {Step.PROMISE: "shared by a list", Step.LABEL: "label dealt out", Step.MEASURE: "unit and words of change"}
_ROLES = {
    "base": "是作比较的起点年份",
    "past": "说的是已经过去的事",
    "era": "只说明指的是哪一批东西",
    "stamp": "是印发或填报的日子",
}
MEASURES = {
    Measure.LEVEL: "水平（到多少）",
    Measure.GROWTH: "增速（变动百分之几）",
    Measure.SHARE: "比重",
    Measure.INCREMENT: "增量（新增多少）",
}


def tell(trace: Trace, reading: SentenceReading) -> None:
    """Everything that was tried in a sentence, clause by clause and step by step."""
    for found in reading.clauses:
        _tell_clause(trace, found)


def _tell_clause(trace: Trace, found: Found) -> None:
    dated = found.dated
    _tell_tokens(trace, dated)
    if found.asked_for:
        _tell_required(trace, dated)
        return
    _tell_tense(trace, dated, found.under.tense)
    if found.targets is not None:
        _tell_conditions(trace, dated)
        for group in found.targets.groups:
            _tell_group(trace, dated, found.under.governing.when, group)
    if found.drafts and found.drafts[0].relative_to and found.drafts[0].figure is None:
        _tell_relative(trace, dated.clause, found.drafts[0])
    if found.idle:
        _tell_idle(trace, found)
        if found.drafts:
            _tell_deed(trace, dated.clause, found.drafts[0])


def _place(dated: DatedClause, q: Quantity) -> Span:
    return dated.place(q.start, q.end)


def _tell_tokens(trace: Trace, dated: DatedClause) -> None:
    """The dates and figures of a clause, and the dates that are none because they stand in a name or a phrase."""
    kept = {(when.start, when.end): when for when in dated.said}
    for when in dated.mentions:
        span = dated.place(when.start, when.end)
        now = kept.get((when.start, when.end))
        trace.see(span, "date", when.rule)
        if now is None:
            trace.tell(
                span, Step.DATE, when.rule, RuleOutcome.REFUSED, "作为期限", "在书名、引号里，或只是背景（在…时期…中）"
            )
        elif now.role in _ROLES:
            trace.tell(span, Step.DATE, when.rule, RuleOutcome.REFUSED, "作为期限", _ROLES[now.role])
        else:
            trace.tell(span, Step.DATE, when.rule, RuleOutcome.TAKEN, "作为期限", "只管自己那个数" if now.local else "")
    for q in dated.quantities:
        trace.see(_place(dated, q), "name" if q.kind == "name" else "figure", q.rule or q.kind)


def _tell_tense(trace: Trace, dated: DatedClause, tense: Tense) -> None:
    """Whether the clause is an account: by its section, a date that is over, or words such as 已建成."""
    past, section, done = tense.past, tense.section, done_words(dated.clause.text)
    rules = [
        ("section is a review", "这一节或这一行是回顾" if past and section else ""),
        ("words of completion", f"句中有“{done}”" if past and done else ""),
        ("date that is over", "句中的日子已过去，或接着前面的回顾说" if past and not section and not done else ""),
    ]
    for q in dated.quantities:
        span = _place(dated, q)
        for rule, because in rules:
            if because:
                trace.tell(span, Step.TENSE, rule, RuleOutcome.TAKEN, Excused.PAST, because)
                trace.tell(span, Step.TENSE, rule, RuleOutcome.REFUSED, AS_TARGET, because)
                trace.settle(span)
            else:
                trace.tell(span, Step.TENSE, rule, RuleOutcome.NO_MATCH)


def _tell_required(trace: Trace, dated: DatedClause) -> None:
    """应具备以下条件：…: every figure behind it says who may apply."""
    rule, why = "list of requirements", Excused.CONDITION
    for q in dated.quantities:
        span = _place(dated, q)
        trace.tell(span, Step.CONDITION, rule, RuleOutcome.TAKEN, why, "前面写明是要具备的条件")
        trace.tell(span, Step.CONDITION, rule, RuleOutcome.REFUSED, AS_TARGET, why)
        trace.settle(span)


def _tell_conditions(trace: Trace, dated: DatedClause) -> None:
    """The rules of `conditions.py` in their order, up to the one that excused the figure."""
    reasons = excuses(dated.text, dated.quantities)
    for at, q in enumerate(dated.quantities):
        span = _place(dated, q)
        for rule, why in rules_of(dated.text, dated.quantities, reasons, at):
            if why:
                trace.tell(span, Step.CONDITION, rule, RuleOutcome.TAKEN, why, _around(dated.clause, q))
                trace.tell(span, Step.CONDITION, rule, RuleOutcome.REFUSED, AS_TARGET, why)
                trace.settle(span)
                break
            trace.tell(span, Step.CONDITION, rule, RuleOutcome.NO_MATCH)
        if not reasons[at] and is_bare(dated.text, q):
            because = "没有单位，前面也没有达到、不低于这类词"
            trace.tell(span, Step.UNIT, "unit or comparison", RuleOutcome.REFUSED, AS_TARGET, because)
            trace.settle(span)


def _around(clause: Clause, q: Quantity) -> str:
    """The figure with the words that the rules of conditions look at first."""
    begin, end = max(0, q.start - 12), q.end + 12
    words = clause.text[begin:end].replace("\x00", "")
    return f"看的是“{'…' if begin else ''}{words}{'…' if end < len(clause.text) else ''}”"


class _Told(NamedTuple):
    """One figure of a group, with what its telling needs."""

    trace: Trace
    dated: DatedClause
    governing: When | None
    group: FigureGroup
    part: FigureWords
    span: Span

    def tell(self, step: Step, rule: str, outcome: RuleOutcome, reading: str = "", because: str = "") -> None:
        self.trace.tell(self.span, step, rule, outcome, reading, because)

    def asked(self, step: Step, rules: Iterable[tuple[str, object]] | None) -> str:
        """Tells the rules that were asked and had no answer; the one that had, to be told with what it gave. None: what
        holds here was asked for another figure of the list."""
        for rule, answer in rules or ():
            if answer is not None:
                return rule
            self.tell(step, rule, RuleOutcome.NO_MATCH)
        return _SHARED[step]


def _tell_group(trace: Trace, dated: DatedClause, governing: When | None, group: FigureGroup) -> None:
    """The figures of one subject: promised or not; where promised, how unit, date, label, measure and bound came."""
    for part in group.parts:
        told = _Told(trace, dated, governing, group, part, _place(dated, part.q))
        if part.bound.words:
            begin = max(dated.clause.start + part.start, told.span.start - len(part.pre) + part.bound.start)
            trace.see(Span(begin, told.span.start), "comparison", "、".join(part.bound.rules))
        rows = [row for row in group.rows if row.part is part]
        if rows:
            _tell_promised(told, rows)
        else:
            _tell_unpromised(told)


def _promise_rules(told: _Told) -> Iterable[tuple[str, object]] | None:
    group = told.group
    if told.part is not group.parts[0] or group.of_year:
        return None
    return promised(told.part, listed=group.listed, each=group.each)


def _tell_unpromised(told: _Told) -> None:
    before, behind = cut(told.part.pre), cut(told.part.post)
    because = (f"前面的“{before}”没有达到、建成这类承诺的词" if before else "前面没有承诺的词") + (
        f"，后面的“{behind[:16]}”也不足以说明在数什么" if behind else "，后面也没有所数的东西"
    )
    rule = told.asked(Step.PROMISE, _promise_rules(told))
    told.tell(Step.PROMISE, rule, RuleOutcome.REFUSED, AS_TARGET, because)
    told.trace.settle(told.span)


def _tell_promised(told: _Told, rows: list[Row]) -> None:
    part = told.part
    by = f"“{'、'.join(part.bound.words)}”" if part.bound.words else f"“{cut(part.pre) or cut(part.post)}”"
    told.tell(Step.PROMISE, told.asked(Step.PROMISE, _promise_rules(told)), RuleOutcome.TAKEN, AS_TARGET, f"由{by}承诺")
    _tell_unit(told)
    _tell_date(told, rows[0].draft)
    for row in rows:
        _tell_label(told, row)
        _tell_measure(told, row, rows[0])
        for rule, comparator in comparators(
            part.q, row.bound, row.draft.measure, row.label, words_before(part, told.dated.text)
        ):
            taken = comparator is not None
            told.tell(Step.COMPARATOR, rule, RuleOutcome.TAKEN if taken else RuleOutcome.NO_MATCH, comparator or "")
            if taken:
                break


def _tell_unit(told: _Told) -> None:
    q, behind = told.part.q, told.part.post.replace("\x00", "").lstrip(" ")
    rule = q.rule or "figure and unit"
    told.tell(Step.UNIT, rule, RuleOutcome.TAKEN, f"单位“{q.unit}”" if q.unit else "没有单位")
    if behind and "\u4e00" <= behind[0] <= "\u9fff" and q.unit:
        because = f"单位到“{q.unit}”为止，“{behind[:8]}”是后面的话"
        told.tell(Step.UNIT, rule, RuleOutcome.REFUSED, f"单位“{q.unit}{behind[0]}”", because)


def _tell_date(told: _Told, draft: Making) -> None:
    chosen, text = draft.when, told.dated.clause.text
    for when in told.dated.dates:
        said = f"期限“{text[when.start : when.end]}”"
        same = chosen is not None and (when.start, when.end) == (chosen.start, chosen.end)
        if same or when in (chosen, draft.under):
            told.tell(Step.DATE, when.rule, RuleOutcome.TAKEN, said)
        else:
            told.tell(Step.DATE, when.rule, RuleOutcome.REFUSED, said, _why_not(when, told.part.q))
    governing = told.governing
    if governing is None:
        if chosen is None:
            told.tell(Step.DATE, "date of sentence or section", RuleOutcome.NO_MATCH)
        return
    said = f"前文或本节的期限（{governing.until or '年份未写明'}）"
    if governing in (chosen, draft.under):
        told.tell(Step.DATE, governing.rule, RuleOutcome.TAKEN, said)
    else:
        told.tell(Step.DATE, governing.rule, RuleOutcome.REFUSED, said, "这个分句里另有期限，近的管")


def _why_not(when: When, q: Quantity) -> str:
    if when.role in _ROLES:
        return _ROLES[when.role]
    if when.start > q.start:
        return "在这个数后面，只管后面的数"
    return "年均、每年只管紧跟着的那个数" if when.local else "后面另有离这个数更近的期限"


def _tell_label(told: _Told, row: Row) -> None:
    part, label, group = told.part, row.label, told.group
    before, behind = cut(part.pre[: part.bound.start]), cut(part.post)
    rules = labels(part, group.subject) if part is group.parts[0] else None
    told.tell(Step.LABEL, told.asked(Step.LABEL, rules), RuleOutcome.TAKEN, label)
    for rule, words, because in (
        ("words before", before, "前面的词只是动词、范围或修饰，名称不取它"),
        ("noun behind", behind, "前面已说明是什么，后面的词不作名称"),
        ("label carried on", group.subject.label, "这个数自己有名称，不承前"),
    ):
        if words and words not in label and label not in words:
            told.tell(Step.LABEL, rule, RuleOutcome.REFUSED, words, because)


def _tell_measure(told: _Told, row: Row, first: Row) -> None:
    q, chosen = told.part.q, row.draft.measure
    rule = told.asked(Step.MEASURE, measures(q, first.bound, first.label, told.group.verb))
    relative, percent = q.kind in ("percent", "points", "times"), q.kind == "percent"
    why_not = {
        Measure.LEVEL: "这是百分数" if percent else "话里说的是变动，不是到多少",
        Measure.GROWTH: "没有增长、下降、增速这类词，或写的是变到多少" if relative else "数字不是百分数或倍数",
        Measure.SHARE: "话里说的是变动，不是占多少" if percent else "单位不是百分号",
        Measure.INCREMENT: "百分数没有增量，百分点才有" if percent else "没有新增、增加这类词，或写的是变到多少",
    }
    for measure, words in MEASURES.items():
        if measure is chosen:
            told.tell(Step.MEASURE, rule, RuleOutcome.TAKEN, words)
        else:
            told.tell(Step.MEASURE, rule, RuleOutcome.REFUSED, words, why_not[measure])


def _tell_relative(trace: Trace, clause: Clause, draft: Making) -> None:
    """与全省持平: a clause without a figure that is a target nevertheless."""
    span, rule = Span(clause.start, clause.end), draft.evidence[0].rule
    because = f"“{draft.indicator}”要和“{draft.relative_to}”比"
    trace.tell(span, Step.PROMISE, rule, RuleOutcome.TAKEN, AS_TARGET, because)
    trace.tell(span, Step.DEED, rule, RuleOutcome.REFUSED, "作为举措或里程碑", f"{because}，算得出是否达到")


def _tell_idle(trace: Trace, found: Found) -> None:
    """The first of the rules that make a clause no deed, where one held for its words."""
    clause = found.dated.clause
    rule = next((rule for rule in IDLE if rule.fits(found.dated.text, clause.mark, last=found.last)), None)
    if rule is not None:
        span = Span(clause.start, clause.end)
        trace.tell(span, Step.DEED, rule.name, RuleOutcome.REFUSED, "作为举措或里程碑", rule.because)


def _tell_deed(trace: Trace, clause: Clause, draft: Making) -> None:
    """A clause without targets that is a milestone or an action."""
    span, rule = Span(clause.start, clause.end), "verb that delivers"
    if draft.kind is Kind.MILESTONE:
        trace.tell(span, Step.DEED, rule, RuleOutcome.TAKEN, "里程碑", "有期限，动词交付得出可以核对的成果")
        trace.tell(span, Step.DEED, rule, RuleOutcome.REFUSED, "举措", "有期限又有成果，按里程碑管")
    else:
        dated = draft.when is not None
        because = "动词只说程度或过程，核对不出成果" if dated else "没有期限，或动词交付不出可以核对的成果"
        trace.tell(span, Step.DEED, rule, RuleOutcome.TAKEN, "举措", "有动词，没有作为目标的数")
        trace.tell(span, Step.DEED, rule, RuleOutcome.REFUSED, "里程碑", because)
