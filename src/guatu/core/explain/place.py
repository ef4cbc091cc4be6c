"""One place of a plan, explained by what the compiler kept (evidence, claims, questions) and by what it tried there.

No grammar of its own: the sentence is cut as the compiler cuts it, and read again with a recorder.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from guatu.core.explain.errors import NothingThere, OutsideText, WordsMissing
from guatu.core.explain.model import Explanation, PlaceRole, ReadingTold, Refused, RuleTold
from guatu.core.explain.tried import read_again, tokens_in, tried_in
from guatu.core.plan.model import Commitment, Kind, Plan, Question
from guatu.core.plan.trace import RuleOutcome, Trace, Try
from guatu.core.text.evened import even_out
from guatu.core.text.segments import lines, sentences
from guatu.core.text.spans import Span

_ORDER = tuple(PlaceRole)
_PRESENT = {Kind.TARGET: 0, Kind.MILESTONE: 1, Kind.ACTION: 2}


def find_words(plan: Plan, words: str) -> tuple[int, ...]:
    """Every offset at which `words` begin; blanks and line breaks in the text may differ, signs are evened.

    Raises:
        WordsMissing.
    """
    signs = [re.escape(sign) for sign in even_out(words) if not sign.isspace() and sign != "\x00"]
    pattern = r"[\s\x00]*".join(signs)
    found = tuple(m.start() for m in re.finditer(pattern, even_out(plan.text))) if signs else ()
    if not found:
        raise WordsMissing(words=words)
    return found


def explain(plan: Plan, at: int, *, trace: Trace | None = None) -> Explanation:
    """What the compiler says of the character at offset `at`.

    `trace` is that of a reading already recorded; without it the sentence is read again.

    Raises:
        OutsideText, NothingThere.

    >>> from guatu.core.plan.compiler import compile_plan
    >>> plan = compile_plan("2027年底前建成智能工厂3个。")
    >>> [r.role.value for r in explain(plan, 9).readings]
    ['quote']
    """
    text = plan.text
    if not 0 <= at < len(text):
        raise OutsideText(length=len(text), number=at + 1, last=len(text) - 1)
    if text[at].isspace():
        raise NothingThere(number=at + 1)
    even = even_out(text)
    line, sentence, clause = _cut(even, text, at)
    claims = tuple(c for c in plan.coverage.claims if c.span.overlaps(clause))
    readings = sorted(_readings(plan, at, clause, sentence), key=lambda r: (_ORDER.index(r.role), r.commitment.span))
    questions = _questions(plan, at, clause, readings)
    trace = read_again(plan, sentence) if trace is None else trace
    tried = tried_in(plan, trace, clause, claims)
    return Explanation(
        at=at,
        line=line,
        headings=_headings(plan, at),
        sentence=sentence,
        clause=clause,
        readings=tuple(readings),
        claims=claims,
        questions=questions,
        refused=(*_refused(plan, tried), *_open_readings(plan, questions)),
        tokens=tokens_in(trace, clause),
        tried=tried,
    )


def _cut(even: str, text: str, at: int) -> tuple[Span, Span, Span]:
    """The line, the sentence and the clause around an offset."""
    found = next((span for span in lines(even, raw=text) if span.start <= at < span.end), None)
    if found is None:  # a sign that the compiler reads as a blank
        start, end = even.rfind("\n", 0, at) + 1, even.find("\n", at)
        found = Span(start, len(even) if end < 0 else end)
        return found, found, found
    for clauses in sentences(even, found.start, found.end):
        whole = Span(clauses[0].start, clauses[-1].end + len(clauses[-1].mark))
        if not whole.start <= at < whole.end:
            continue
        for clause in clauses:
            if at < clause.end + len(clause.mark):
                return found, whole, Span(clause.start, clause.end)
    return found, found, found


def _readings(plan: Plan, at: int, clause: Span, sentence: Span) -> Iterator[ReadingTold]:
    for c in plan.commitments:
        role = _role(c, at, clause, sentence)
        if role is not None:
            rules = tuple(RuleTold(e.span, e.span.of(plan.text), e.rule, _holds(e.span, at)) for e in c.evidence)
            yield ReadingTold(c, role, rules)


def _role(c: Commitment, at: int, clause: Span, sentence: Span) -> PlaceRole | None:
    if _holds(c.span, at):
        return PlaceRole.QUOTE
    if any(_holds(span, at) for span in c.also):
        return PlaceRole.ALSO
    if c.deadline is not None and _holds(c.deadline.span, at):
        return PlaceRole.DEADLINE
    if any(_holds(e.span, at) for e in c.evidence):
        return PlaceRole.EVIDENCE
    return PlaceRole.SENTENCE if c.span.overlaps(sentence) or c.span.overlaps(clause) else None


def _holds(span: Span, at: int) -> bool:
    return span.start <= at < span.end


def _questions(plan: Plan, at: int, clause: Span, readings: list[ReadingTold]) -> tuple[Question, ...]:
    """Questions about this place, and those about the commitments that it states."""
    owned = {r.commitment.id for r in readings if r.role is not PlaceRole.SENTENCE}
    return tuple(
        q for q in plan.questions if q.commitment in owned or (not q.commitment and q.span.overlaps(clause))
        or _holds(q.span, at)
    )  # fmt: skip


def _refused(plan: Plan, tried: tuple[Try, ...]) -> Iterator[Refused]:
    """The readings that were tried and not taken."""
    for t in tried:
        if t.outcome is RuleOutcome.REFUSED:
            yield Refused(t.span, t.span.of(plan.text), t.reading, t.because, t.rule, t.step.value)


def _open_readings(plan: Plan, questions: tuple[Question, ...]) -> Iterator[Refused]:
    """Readings that the compiler saw and left to a person."""
    for question in questions:
        for reading in question.readings:
            yield Refused(
                question.span,
                question.span.of(plan.text),
                str(reading),
                f"待人来定（{question.id}）",
                question.rule,
                "question",
            )


def _headings(plan: Plan, at: int) -> tuple[str, ...]:
    above: dict[int, str] = {}
    for heading in sorted(plan.headings, key=lambda h: h.span.start):
        if heading.span.start > at:
            break
        above = {level: text for level, text in above.items() if level < heading.level}
        above[heading.level] = heading.text
    return tuple(above[level] for level in sorted(above))


def best(explanation: Explanation) -> ReadingTold | None:
    """The reading that the place states most directly: a target before a milestone before an action."""
    direct = [r for r in explanation.readings if r.role is not PlaceRole.SENTENCE]
    return min(direct, key=lambda r: (_ORDER.index(r.role), _PRESENT[r.commitment.kind]), default=None)
