"""The draft: what each edit does, that undo is as if it had not been, and that nothing of the text is ever lost."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given
from tests.core.review.desk_plans import PLAN, TEXT, edits, histories, log, one

from guatu.core.plan.model import Comparator, Kind, PeriodKind
from guatu.core.review.draft import ItemState, fold, subjects, tried
from guatu.core.review.edits import (
    Add,
    Answer,
    Confirm,
    DraftEntry,
    Excuse,
    Merge,
    Reject,
    Reopen,
    Revise,
    Split,
    Undo,
    from_json,
    to_json,
)
from guatu.core.review.errors import (
    BadCut,
    BadField,
    BadSpan,
    ImpossibleDay,
    LaterEdits,
    NoReason,
    NothingToDo,
    NotThere,
    ReviewError,
    YearsWithoutPeriod,
)
from guatu.core.review.fields import plain_fields, with_changes
from guatu.core.review.readings import cuts, find_words, follows, proposal, split_at
from guatu.core.review.record import claims_of, commitments_of, record_of
from guatu.core.text.spans import Span
from guatu.web.base.digests import canonical

FRESH = fold(PLAN, ())


# -- what each edit does ----------------------------------------------------------------------------------------------


def test_without_edits_the_draft_is_the_compiled_plan():
    assert FRESH.value == PLAN
    assert {i.state for i in FRESH.items} == {ItemState.COMPILED}


def test_confirm_and_reopen():
    id = PLAN.commitments[0].id
    assert fold(PLAN, log(Confirm((id,)))).item(id).state is ItemState.CONFIRMED
    assert fold(PLAN, log(Confirm((id,)), Reopen(id))).item(id).state is ItemState.COMPILED


def test_a_change_keeps_everything_else():
    c = one("80亿元")
    item = fold(PLAN, log(Revise(c.id, {"unit": "万元", "value": "800000"}))).item(c.id)
    assert (item.state, item.changed) == (ItemState.EDITED, {"unit", "value"})
    assert item.commitment == with_changes(c, {"unit": "万元", "value": "800000"})
    assert item.commitment.value == Decimal(800000)
    assert item.commitment.quote == c.quote


def test_what_is_no_target_keeps_no_figure():
    c = one("80亿元")
    made = with_changes(c, {"kind": "action"})
    assert (made.value, made.unit, made.indicator) == (None, "", "")


def test_an_undated_target_keeps_no_years():
    made = with_changes(one("80亿元"), {"period_kind": "open"})
    assert (made.period.kind, made.period.until) == (PeriodKind.OPEN, None)


@pytest.mark.parametrize("changes", [{"value": "许多"}, {"kind": "愿望"}, {"until": "明年"}, {"value": "NaN"},
                                     {"until": 12}, {"nonsense": 1}, {"since": 2028, "until": 2027}])  # fmt: skip
def test_a_field_that_cannot_be_read_is_refused(changes):
    with pytest.raises(BadField):
        tried(FRESH, Revise(one("80亿元").id, {"period_kind": "by", **changes}))


def test_an_edit_to_a_day_that_there_is_not_is_refused_and_an_old_one_is_moot():
    c = one("物流业增加值")
    edit = Revise(c.id, {"month": "2", "day": "30"})
    with pytest.raises(ImpossibleDay, match="2027年2月30日"):
        tried(FRESH, edit)
    kept = fold(PLAN, log(edit))  # as an older store may hold it
    assert kept.moot == {1}
    assert kept.item(c.id).commitment == c


def test_years_beside_an_open_period_are_not_dropped():
    with pytest.raises(YearsWithoutPeriod):
        with_changes(with_changes(one("80亿元"), {"period_kind": "open"}), {"until": 2027})


def test_a_split_reads_both_halves_anew():
    whole = Merge(one("80亿元").id, (one("5家").id,))
    merged = fold(PLAN, log(whole))
    c = merged.item(whole.keep).commitment
    assert c.quote == TEXT[c.span.start : c.span.end]
    (at,) = [at for at, before, _ in cuts(c) if before.endswith("80亿元以上")]
    edit = split_at(PLAN, c, at)
    draft = fold(PLAN, log(whole, edit))
    first, second = draft.item(c.id).commitment, draft.item("A002").commitment
    assert (first.value, first.unit) == (Decimal(80), "亿元")
    assert (second.value, second.unit) == (Decimal(5), "家")
    assert second.period == c.period
    assert [n.commitment for n in draft.claims if n.text == "5家"] == ["A002"]


def test_a_merge_across_sentences_keeps_two_quotes():
    first, second = one("80亿元"), one("3.3万个")
    draft = fold(PLAN, log(Merge(first.id, (second.id,))))
    made = draft.item(first.id).commitment
    assert (made.span, made.also) == (first.span, (second.span,))
    assert draft.stands_for(second.id) == first.id
    assert not draft.open_claims
    assert {n.commitment for n in draft.claims if second.span.covers(n.span) and not n.excuse} == {first.id}


def test_the_numbers_of_a_rejected_commitment_carry_its_reason():
    c = one("3.3万个")
    draft = fold(PLAN, log(Reject(c.id, "在建项目的既有数")))
    assert c.id not in {x.id for x in draft.commitments}
    assert {n.excuse for n in draft.claims if c.span.covers(n.span)} == {"不采纳：在建项目的既有数"}


def test_what_was_missed_is_added_in_its_place():
    (span,) = find_words(TEXT, "推进铁路专用线建设")
    span, kind, _ = proposal(PLAN, Span(span.start, span.end + 1))
    draft = fold(PLAN, log(Add(span, Kind.MILESTONE, {"period_kind": "by", "until": 2026})))
    made = draft.item("A001").commitment
    assert kind is Kind.ACTION
    assert (made.quote, made.period.until, made.sector) == ("推进铁路专用线建设", 2026, "枢纽建设")
    starts = [c.span.start for c in draft.commitments]
    assert starts == sorted(starts)


def test_a_selection_opens_with_what_the_grammar_reads():
    (span,) = find_words(TEXT, "智能快件箱格口数达到3.3万个")
    _, kind, changes = proposal(PLAN, span)
    assert (kind, changes["value"], changes["unit"]) == (Kind.TARGET, "3.3", "万个")


def test_an_answer_about_a_range_settles_its_figure():
    (q,) = [q for q in PLAN.questions if q.rule == "range"]
    c = FRESH.item(q.commitment).commitment
    draft = fold(PLAN, log(Answer(q.id, "按下限3", follows(q, "按下限3", c))))
    made = draft.item(c.id).commitment
    assert (made.comparator, made.value, made.value_max) == (Comparator.AT_LEAST, Decimal(3), None)
    assert q not in draft.open_questions
    assert follows(q, "保留区间", c) == {}


def test_a_question_about_what_was_rejected_has_gone():
    q = PLAN.questions[0]
    assert q.id not in {x.id for x in fold(PLAN, log(Reject(q.commitment, "背景"))).open_questions}


# -- refusals ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("edit", "error"),
    [
        (Confirm(("C999",)), NotThere),
        (Reject(PLAN.commitments[0].id, "  "), NoReason),
        (Split(PLAN.commitments[0].id, 0), BadCut),
        (Add(Span(0, 10**6), Kind.ACTION), BadSpan),
        (Add(Span(5, 5), Kind.ACTION), BadSpan),
        (Answer("Q99", "x"), NotThere),
        (Excuse("n999999", "L501", "x"), NotThere),
        (Undo(1), NotThere),
        (Merge(PLAN.commitments[0].id, ()), NothingToDo),
    ],
)
def test_what_cannot_be_done_says_why(edit, error):
    with pytest.raises(error):
        tried(FRESH, edit)


def test_confirming_twice_changes_nothing():
    once = tried(FRESH, Confirm(("C001",)))
    with pytest.raises(NothingToDo):
        tried(once, Confirm(("C001",)))


def test_an_undo_under_later_edits_names_them():
    id = one("80亿元").id
    draft = fold(PLAN, log(Revise(id, {"unit": "万元"}), Confirm((id,))))
    with pytest.raises(LaterEdits, match="第2步"):
        tried(draft, Undo(1))


def test_somebody_elses_edit_of_the_same_thing_is_seen():
    a, b = PLAN.commitments[0].id, PLAN.commitments[1].id
    draft = fold(PLAN, log(Confirm((a,)), Revise(b, {"scope": "辖区"}), Undo(2)))
    assert draft.seen_since(Reject(a, "x"), 0) == (1,)
    assert draft.seen_since(Reject(a, "x"), 1) == ()
    assert draft.seen_since(Reject(b, "x"), 1) == (2, 3)


# -- whatever people do -----------------------------------------------------------------------------------------------


@given(histories)
def test_every_quote_stands_in_the_text(history):
    draft = fold(PLAN, history)
    for c in draft.commitments:
        assert 0 <= c.span.start < c.span.end <= len(TEXT)
        assert c.quote == c.span.of(TEXT)
        assert all(0 <= s.start < s.end <= len(TEXT) for s in c.also)


@given(histories)
def test_no_id_is_used_twice_and_none_returns(history):
    ever: dict[str, tuple] = {}
    for n in range(len(history) + 1):
        found = [i.id for i in fold(PLAN, history[:n]).items]
        assert len(found) == len(set(found))
    for n, entry in enumerate(history):
        new = {i.id for i in fold(PLAN, history[: n + 1]).items} - {c.id for c in PLAN.commitments}
        for id in new:
            made_by = history[int(id[1:]) - 1].edit
            assert ever.setdefault(id, made_by) is made_by
        assert entry.number == n + 1


@given(histories)
def test_undo_is_as_if_the_edit_had_not_been_made(history):
    for n in range(len(history)):
        if isinstance(history[n].edit, Undo) or any(isinstance(e.edit, Undo) for e in history):
            continue
        undone = fold(PLAN, (*history, DraftEntry(len(history) + 1, Undo(n + 1))))
        without = fold(PLAN, history[:n] + history[n + 1 :])
        assert undone.items == without.items
        assert undone.claims == without.claims
        assert undone.open_questions == without.open_questions


@given(histories)
def test_undoing_an_undo_brings_everything_back(history):
    if history:
        last = len(history)
        twice = fold(PLAN, (*history, DraftEntry(last + 1, Undo(last)), DraftEntry(last + 2, Undo(last + 1))))
        assert twice.items == fold(PLAN, history).items


@given(histories)
def test_every_number_is_claimed_by_what_is_there_excused_or_open(history):
    draft = fold(PLAN, history)
    live = {c.id for c in draft.commitments}
    assert [c.span for c in draft.claims] == [c.span for c in PLAN.coverage.claims]
    for claim in draft.claims:
        assert not (claim.commitment and claim.excuse)
        assert not claim.commitment or claim.commitment in live


@given(histories)
def test_the_draft_comes_back_from_what_is_stored(history):
    stored = [(e.number, json.loads(canonical(to_json(e.edit)))) for e in history]
    again = fold(PLAN, [DraftEntry(n, from_json(said)) for n, said in stored])
    assert again == fold(PLAN, history)


@given(histories, edits)
def test_trying_an_edit_is_folding_it(history, edit):
    draft = fold(PLAN, history)
    try:
        after = tried(draft, edit)
    except ReviewError:
        return
    assert after == fold(PLAN, (*history, DraftEntry(draft.until + 1, edit)))
    assert all(after.revisions[s] == after.until for s in subjects(edit) if s in after.revisions)


@given(histories)
def test_a_published_record_gives_the_ledger_back(history):
    draft = fold(PLAN, history)
    record = json.loads(canonical(record_of(draft)))
    assert commitments_of(record) == draft.commitments
    assert claims_of(record) == draft.claims


@given(histories)
def test_fields_are_spelt_so_that_they_read_back(history):
    for c in fold(PLAN, history).commitments:
        assert with_changes(c, plain_fields(c)) == c
