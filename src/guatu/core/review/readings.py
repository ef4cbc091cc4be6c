"""How words that a person selects, or a half that a split leaves, would be read: a proposal for the form's fields."""

from __future__ import annotations

import re
from dataclasses import replace

from guatu.core.errors import PlanTextError
from guatu.core.plan.certify.questions import AskedBy
from guatu.core.plan.compiler import compile_plan
from guatu.core.plan.model import Commitment, Comparator, Kind, PeriodKind, Plan, Question
from guatu.core.review.draft import Draft, halves, trimmed
from guatu.core.review.edits import Split
from guatu.core.review.fields import Changes, changes_between, plain_fields
from guatu.core.text.spans import Span
from guatu.core.time.deadlines import Deadline

CUTS = re.compile("[，。；、]")
KEPT = ("sector", "scope", "lead", "supporting")  # what a fragment cannot say better than its surroundings


def read_fragment(plan: Plan, span: Span) -> Commitment | None:
    """What the grammar makes of these words alone: the first target, else the first commitment, else None."""
    try:
        found = compile_plan(span.of(plan.text), context=plan.context).commitments
    except PlanTextError:
        return None
    return next((c for c in found if c.kind is Kind.TARGET), found[0] if found else None)


def proposal(plan: Plan, span: Span) -> tuple[Span, Kind, Changes]:
    """A selection without its edges, and the kind and fields with which the form opens. Raises BadSpan."""
    span = trimmed(plan.text, span)
    read = read_fragment(plan, span)
    if read is None:
        return span, Kind.ACTION, {}
    blank = Commitment("", read.kind, "", span, "")
    fields = {n: v for n, v in plain_fields(read).items() if n not in (*KEPT, "kind")}
    return span, read.kind, changes_between(blank, fields)


def find_words(text: str, words: str) -> tuple[Span, ...]:
    """Every place where these words stand, spaces aside."""
    wanted = [re.escape(sign) for sign in re.sub(r"\s", "", words)]
    if not wanted:
        return ()
    return tuple(Span(*m.span()) for m in re.finditer(r"\s*".join(wanted), text))


def split_at(plan: Plan, c: Commitment, at: int) -> Split:
    """The split at this place, both halves read anew. What a half does not say itself it keeps. Raises BadCut."""
    first, second = halves(c, plan.text, at)
    return Split(c.id, at, _of_half(plan, c, first), _of_half(plan, c, second))


def _of_half(plan: Plan, c: Commitment, span: Span) -> Changes:
    read = read_fragment(plan, span)
    if read is None:
        return changes_between(c, {"kind": Kind.ACTION.value})
    fields = {n: v for n, v in plain_fields(read).items() if n not in KEPT}
    if read.period.kind is PeriodKind.OPEN or not re.search(r"\d", span.of(plan.text).split("年")[0][-4:]):
        fields = {n: v for n, v in fields.items() if n not in ("period_kind", "since", "until", "month", "day")}
    return changes_between(c, fields)


def cuts(c: Commitment) -> tuple[tuple[int, str, str], ...]:
    """Where a commitment can be cut in two: after each sign, with the words before and after."""
    found = []
    for m in CUTS.finditer(c.quote):
        before, after = c.quote[: m.start()], c.quote[m.end() :]
        if before and after:
            found.append((c.span.start + m.end(), before, after))
    return tuple(found)


def follows_in(draft: Draft, question: Question, reading: str) -> Changes:
    """The fields that an answer settles in a draft: the second reading of a recheck takes the earlier ones over."""
    if not question.commitment:
        return {}
    c = draft.item(question.commitment).commitment
    if asked := draft.asked.get(question.id):
        taken = reading in map(str, asked.readings[1:])
        return changes_between(c, asked.changes) if taken and asked.changes else {}
    return follows(question, reading, c)


def follows(question: Question, reading: str, c: Commitment) -> Changes:
    """The fields that an answer settles; most answers settle none and are only recorded.

    A range (3—5家) read by one of its ends is a target of that number at least. A day that the calendar does not have
    becomes the one that is chosen.
    """
    chosen_one = next((offered for offered in question.readings if str(offered) == reading), None)
    if chosen_one is None:
        return {}
    if question.rule == AskedBy.NO_SUCH_DAY:
        return _on_the_day(chosen_one.facts.get("deadline"), c)
    if question.rule != AskedBy.RANGE or c.value is None or c.value_max is None:
        return {}
    ends = dict(zip(question.readings, (c.value, c.value_max), strict=False))  # the third keeps the range
    if chosen_one not in ends:
        return {}
    chosen = replace(c, comparator=Comparator.AT_LEAST, value=ends[chosen_one], value_max=None)
    return changes_between(
        c, {n: v for n, v in plain_fields(chosen).items() if n in ("comparator", "value", "value_max")}
    )


def _on_the_day(chosen: object, c: Commitment) -> Changes:
    if not isinstance(chosen, Deadline) or chosen.year is None:
        return {}
    period = replace(c.period, until=chosen.year, month=chosen.month, day=chosen.day)
    fields = plain_fields(replace(c, period=period))
    return changes_between(c, {n: fields[n] for n in ("until", "month", "day")})
