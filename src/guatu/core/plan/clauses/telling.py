"""What the readers of a clause tell a `Trace`: for each decision the readings that were open, and why one was taken.

Called only when somebody asks for an explanation. Decides nothing.
"""

from __future__ import annotations

from guatu.core.plan.clauses.bounds import comparators
from guatu.core.plan.clauses.conditions import Tried
from guatu.core.plan.clauses.drafts import Making
from guatu.core.plan.clauses.parts import FigureWords
from guatu.core.plan.clauses.subjects import cut
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


def place(clause: Clause, q: Quantity) -> Span:
    return Span(clause.start + q.start, clause.start + q.end)


def tell_tokens(trace: Trace, clause: Clause, found: list[When], dates: list[When], quantities: list[Quantity]) -> None:
    """The dates and figures of a clause, and the dates that are none because they stand in a name or a phrase."""
    kept = {(when.start, when.end): when for when in dates}
    for when in found:
        span = Span(clause.start + when.start, clause.start + when.end)
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
    for q in quantities:
        trace.see(place(clause, q), "name" if q.kind == "name" else "figure", q.rule or q.kind)


def tell_tense(
    trace: Trace, clause: Clause, quantities: list[Quantity], *, past: bool, section: bool, done: str
) -> None:
    """Whether the clause is an account: by its section, a date that is over, or words such as 已建成."""
    rules = [
        ("section is a review", "这一节或这一行是回顾" if past and section else ""),
        ("words of completion", f"句中有“{done}”" if past and done else ""),
        ("date that is over", "句中的日子已过去，或接着前面的回顾说" if past and not section and not done else ""),
    ]
    for q in quantities:
        span = place(clause, q)
        for rule, because in rules:
            if because:
                trace.tell(span, Step.TENSE, rule, RuleOutcome.TAKEN, Excused.PAST, because)
                trace.tell(span, Step.TENSE, rule, RuleOutcome.REFUSED, AS_TARGET, because)
                trace.settle(span)
            else:
                trace.tell(span, Step.TENSE, rule, RuleOutcome.NO_MATCH)


def tell_required(trace: Trace, clause: Clause, quantities: list[Quantity]) -> None:
    """应具备以下条件：…: every figure behind it says who may apply."""
    for q in quantities:
        trace.tell(
            place(clause, q),
            Step.CONDITION,
            "list of requirements",
            RuleOutcome.TAKEN,
            Excused.CONDITION,
            "前面写明是要具备的条件",
        )
        trace.tell(
            place(clause, q), Step.CONDITION, "list of requirements", RuleOutcome.REFUSED, AS_TARGET, Excused.CONDITION
        )
        trace.settle(place(clause, q))


def tell_conditions(trace: Trace, clause: Clause, q: Quantity, tried: Tried, *, bare: bool) -> None:
    """The rules of `conditions.py` in their order, up to the one that excused the figure."""
    span = place(clause, q)
    for rule, why in tried:
        if why:
            trace.tell(span, Step.CONDITION, rule, RuleOutcome.TAKEN, why, _around(clause, q))
            trace.tell(span, Step.CONDITION, rule, RuleOutcome.REFUSED, AS_TARGET, why)
            trace.settle(span)
        else:
            trace.tell(span, Step.CONDITION, rule, RuleOutcome.NO_MATCH)
    if bare:
        because = "没有单位，前面也没有达到、不低于这类词"
        trace.tell(span, Step.UNIT, "unit or comparison", RuleOutcome.REFUSED, AS_TARGET, because)
        trace.settle(span)


def _around(clause: Clause, q: Quantity) -> str:
    """The figure with the words that the rules of conditions look at first."""
    begin, end = max(0, q.start - 12), q.end + 12
    words = clause.text[begin:end].replace("\x00", "")
    return f"看的是“{'…' if begin else ''}{words}{'…' if end < len(clause.text) else ''}”"


def tell_group(
    trace: Trace, clause: Clause, text: str, group: list[FigureWords], made: list[Making], dates: list[When],
    carried: tuple[str, When | None],
) -> None:  # fmt: skip
    """The figures of one subject: promised or not; where promised, how unit, date, label, measure and bound came."""
    label, governing = carried
    for part in group:
        span = place(clause, part.q)
        if part.bound.words:
            begin = max(clause.start + part.start, span.start - len(part.pre) + part.bound.start)
            trace.see(Span(begin, span.start), "comparison", "、".join(part.bound.rules))
        drafts = [d for d in made if d.figure is not None and d.figure.start == span.start]
        if not drafts:
            before, behind = cut(part.pre), cut(part.post)
            because = (f"前面的“{before}”没有达到、建成这类承诺的词" if before else "前面没有承诺的词") + (
                f"，后面的“{behind[:16]}”也不足以说明在数什么" if behind else "，后面也没有所数的东西"
            )
            trace.tell(
                span,
                Step.PROMISE,
                _tell_asked(trace, span, part, Step.PROMISE),
                RuleOutcome.REFUSED,
                AS_TARGET,
                because,
            )
            trace.settle(span)
            continue
        by = f"“{'、'.join(part.bound.words)}”" if part.bound.words else f"“{cut(part.pre) or cut(part.post)}”"
        rule = _tell_asked(trace, span, part, Step.PROMISE)
        trace.tell(span, Step.PROMISE, rule, RuleOutcome.TAKEN, AS_TARGET, f"由{by}承诺")
        bound = part.bound if part.bound.words else group[0].bound
        _tell_unit(trace, span, part)
        _tell_date(trace, clause, span, part, drafts[0], dates, governing)
        for draft in drafts:
            _tell_label(trace, span, part, draft.indicator, label)
            _tell_measure(trace, span, part, draft)
            before = part.pre if cut(part.pre) else text[max(0, part.q.start - 80) : part.q.start]
            for rule, comparator in comparators(part.q, bound, draft.measure, draft.indicator, before):
                taken = comparator is not None
                trace.tell(
                    span, Step.COMPARATOR, rule, RuleOutcome.TAKEN if taken else RuleOutcome.NO_MATCH, comparator or ""
                )
                if taken:
                    break


def _tell_unit(trace: Trace, span: Span, part: FigureWords) -> None:
    q, behind = part.q, part.post.replace("\x00", "").lstrip(" ")
    trace.tell(
        span, Step.UNIT, q.rule or "figure and unit", RuleOutcome.TAKEN, f"单位“{q.unit}”" if q.unit else "没有单位"
    )
    if behind and "\u4e00" <= behind[0] <= "\u9fff" and q.unit:
        because = f"单位到“{q.unit}”为止，“{behind[:8]}”是后面的话"
        trace.tell(
            span, Step.UNIT, q.rule or "figure and unit", RuleOutcome.REFUSED, f"单位“{q.unit}{behind[0]}”", because
        )


def _tell_date(
    trace: Trace, clause: Clause, span: Span, part: FigureWords, draft: Making,
    dates: list[When], governing: When | None,
) -> None:  # fmt: skip
    chosen = draft.when
    for when in dates:
        said = f"期限“{clause.text[when.start : when.end]}”"
        if when in (chosen, draft.under) or (
            chosen is not None and (when.start, when.end) == (chosen.start, chosen.end)
        ):
            trace.tell(span, Step.DATE, when.rule, RuleOutcome.TAKEN, said)
            continue
        if when.role in _ROLES:
            because = _ROLES[when.role]
        elif when.start > part.q.start:
            because = "在这个数后面，只管后面的数"
        elif when.local:
            because = "年均、每年只管紧跟着的那个数"
        else:
            because = "后面另有离这个数更近的期限"
        trace.tell(span, Step.DATE, when.rule, RuleOutcome.REFUSED, said, because)
    if governing is None:
        if chosen is None:
            trace.tell(span, Step.DATE, "date of sentence or section", RuleOutcome.NO_MATCH)
        return
    said = f"前文或本节的期限（{governing.until or '年份未写明'}）"
    if governing in (chosen, draft.under):
        trace.tell(span, Step.DATE, governing.rule, RuleOutcome.TAKEN, said)
    else:
        trace.tell(span, Step.DATE, governing.rule, RuleOutcome.REFUSED, said, "这个分句里另有期限，近的管")


def _tell_label(trace: Trace, span: Span, part: FigureWords, label: str, carried: str) -> None:
    before, behind = cut(part.pre[: part.bound.start]), cut(part.post)
    trace.tell(span, Step.LABEL, _tell_asked(trace, span, part, Step.LABEL), RuleOutcome.TAKEN, label)
    for rule, words, because in (
        ("words before", before, "前面的词只是动词、范围或修饰，名称不取它"),
        ("noun behind", behind, "前面已说明是什么，后面的词不作名称"),
        ("label carried on", carried, "这个数自己有名称，不承前"),
    ):
        if words and words not in label and label not in words:
            trace.tell(span, Step.LABEL, rule, RuleOutcome.REFUSED, words, because)


def _tell_asked(trace: Trace, span: Span, part: FigureWords, step: Step) -> str:
    """The rules that were asked and had no answer; the one that had, to be told with what it gave."""
    held = _SHARED[step]
    for asked, rule, answered in part.asked or ():
        if asked is not step:
            continue
        if answered:
            return rule
        trace.tell(span, step, rule, RuleOutcome.NO_MATCH)
    return held


def _tell_measure(trace: Trace, span: Span, part: FigureWords, draft: Making) -> None:
    q = part.q
    rule = _tell_asked(trace, span, part, Step.MEASURE)
    relative = q.kind in ("percent", "points", "times")
    why_not = {
        Measure.LEVEL: "这是百分数" if q.kind == "percent" else "话里说的是变动，不是到多少",
        Measure.GROWTH: "没有增长、下降、增速这类词，或写的是变到多少" if relative else "数字不是百分数或倍数",
        Measure.SHARE: "话里说的是变动，不是占多少" if q.kind == "percent" else "单位不是百分号",
        Measure.INCREMENT: "百分数没有增量，百分点才有"
        if q.kind == "percent"
        else "没有新增、增加这类词，或写的是变到多少",
    }
    for measure, words in MEASURES.items():
        taken = measure is draft.measure
        outcome = RuleOutcome.TAKEN if taken else RuleOutcome.REFUSED
        trace.tell(span, Step.MEASURE, rule, outcome, words, "" if taken else why_not[measure])


def tell_relative(trace: Trace, clause: Clause, draft: Making) -> None:
    """与全省持平: a clause without a figure that is a target nevertheless."""
    span, rule = Span(clause.start, clause.end), draft.evidence[0].rule
    because = f"“{draft.indicator}”要和“{draft.relative_to}”比"
    trace.tell(span, Step.PROMISE, rule, RuleOutcome.TAKEN, AS_TARGET, because)
    trace.tell(span, Step.DEED, rule, RuleOutcome.REFUSED, "作为举措或里程碑", f"{because}，算得出是否达到")


def tell_deed(trace: Trace, clause: Clause, rule: str, draft: Making | None, because: str = "") -> None:
    """A clause without targets: a milestone, an action, or words that promise nothing of their own."""
    span = Span(clause.start, clause.end)
    if draft is None:
        trace.tell(span, Step.DEED, rule, RuleOutcome.REFUSED, "作为举措或里程碑", because)
    elif draft.kind is Kind.MILESTONE:
        trace.tell(span, Step.DEED, rule, RuleOutcome.TAKEN, "里程碑", "有期限，动词交付得出可以核对的成果")
        trace.tell(span, Step.DEED, rule, RuleOutcome.REFUSED, "举措", "有期限又有成果，按里程碑管")
    else:
        dated = draft.when is not None
        because = "动词只说程度或过程，核对不出成果" if dated else "没有期限，或动词交付不出可以核对的成果"
        trace.tell(span, Step.DEED, rule, RuleOutcome.TAKEN, "举措", "有动词，没有作为目标的数")
        trace.tell(span, Step.DEED, rule, RuleOutcome.REFUSED, "里程碑", because)
