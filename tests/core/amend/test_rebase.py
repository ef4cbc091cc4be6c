"""Edits of the old draft on the new plan: what carries, what the desk asks, what lapses; nothing without a line."""

from __future__ import annotations

import pytest
from hypothesis import given
from tests.core.review.desk_plans import PLAN, TEXT, histories, log, one

from guatu.core.amend.rebase import Fate, rebase
from guatu.core.amend.refind import refound
from guatu.core.plan.compiler import compile_plan
from guatu.core.plan.model import Kind
from guatu.core.review.draft import ItemState, fold, tried
from guatu.core.review.edits import Add, Answer, Confirm, Excuse, Recheck, Reject, Revise, Split, Undo
from guatu.core.review.fields import plain_fields
from guatu.core.review.readings import find_words, follows_in, proposal, split_at
from guatu.core.text.spans import Span

MORE = compile_plan(
    TEXT.replace("二、重点任务\n", "二、重点任务\n\n（零）统筹。新建口袋公园12个。\n"), context=PLAN.context
)


def amended(old: str, new: str):
    assert TEXT.count(old) == 1
    return compile_plan(TEXT.replace(old, new), context=PLAN.context)


def said(draft):
    """A draft without its ids: what its ledger says, and how far people have come with it."""
    return [(i.commitment.quote, plain_fields(i.commitment), i.state, i.changed, i.reason) for i in draft.items]


def fates(found):
    return [line.fate for line in found.lines]


@given(histories)
def test_an_amendment_that_changes_nothing_carries_every_edit(history):
    old = fold(PLAN, history)
    found = rebase(old, PLAN)
    new = fold(PLAN, found.log)
    assert set(fates(found)) <= {Fate.CARRIED}
    assert said(new) == said(old)
    assert [(c.span, c.excuse) for c in new.claims] == [(c.span, c.excuse) for c in old.claims]
    assert not new.moot


@given(histories)
def test_no_edit_is_lost_without_a_line(history):
    old = fold(PLAN, history)
    found = rebase(old, MORE)
    stand = {
        e.number for e in history
        if e.number not in old.undone and e.number not in old.moot and not isinstance(e.edit, Undo)
    }  # fmt: skip
    assert {line.number for line in found.lines} == stand
    assert not fold(MORE, found.log).moot
    assert all(line.why for line in found.lines if line.fate is not Fate.CARRIED)


def test_a_changed_field_that_the_new_text_changes_is_asked_with_both_values():
    c = one("80亿元")
    new = amended("80亿元以上", "90亿元以上")
    found = rebase(fold(PLAN, log(Revise(c.id, {"value": "85", "lead": "市交通局"}))), new)
    assert [type(e.edit) for e in found.log] == [Revise, Recheck]
    draft = fold(new, found.log)
    (question,) = [q for q in draft.open_questions if q.id == "K002"]
    assert str(question.asks) == "原方案上改过的，请再核对"
    assert tuple(map(str, question.readings)) == ("照新方案：数值90", "沿用原改：数值85")
    assert draft.item(question.commitment).commitment.lead == "市交通局"
    kept = follows_in(draft, question, str(question.readings[1]))
    assert follows_in(draft, question, str(question.readings[0])) == {}
    done = tried(draft, Answer(question.id, str(question.readings[1]), kept))
    assert done.item(question.commitment).commitment.value == 85
    assert not [q for q in done.open_questions if q.id == "K002"]


def test_what_the_new_text_says_by_itself_needs_no_edit():
    c = one("80亿元")
    found = rebase(fold(PLAN, log(Revise(c.id, {"value": "90"}))), amended("80亿元以上", "90亿元以上"))
    assert (found.log, fates(found)) == ((), [Fate.CARRIED])


def test_what_vanished_takes_its_edits_along():
    c = one("撤并弱体网点")
    found = rebase(fold(PLAN, log(Confirm((c.id, one("5家").id)))), amended("撤并弱体网点3—5个。", ""))
    assert sorted(fates(found)) == [Fate.CARRIED, Fate.LAPSED]
    (lapsed,) = found.of(Fate.LAPSED)
    assert (lapsed.about, str(lapsed.why), lapsed.words) == (c.id, "新方案里没有这一条", c.quote)


def test_a_confirmation_of_other_words_is_to_be_made_again():
    c = one("80亿元")
    new = amended("80亿元以上", "90亿元以上")
    found = rebase(fold(PLAN, log(Confirm((c.id,)))), new)
    assert (found.log, fates(found)) == ((), [Fate.CHECK])
    assert fold(new, found.log).item(found.names[c.id]).state is ItemState.COMPILED


@pytest.mark.parametrize(("to", "fate"), [("3.3万个", Fate.CARRIED), ("3.5万个", Fate.CHECK)])
def test_a_rejection_carries_with_the_same_words_only(to, fate):
    c = one("3.3万个")
    new = amended("3.3万个。", f"{to}。改造老旧网点。")
    found = rebase(fold(PLAN, log(Reject(c.id, "既有数"))), new)
    assert fates(found) == [fate]
    assert fold(new, found.log).item(found.names[c.id]).live is (fate is Fate.CHECK)


def test_an_addition_is_found_again_by_its_words_or_lapses():
    (span,) = find_words(TEXT, "推进铁路专用线建设")
    span, _, _ = proposal(PLAN, Span(span.start, span.end - 2))
    old = fold(PLAN, log(Confirm((one("5家").id,)), Add(span, Kind.MILESTONE, {"period_kind": "by", "until": 2026})))
    found = rebase(old, MORE)
    (made,) = [i for i in fold(MORE, found.log).items if i.state is ItemState.ADDED]
    assert made.commitment.quote == span.of(TEXT)
    gone = rebase(old, amended("推进铁路专用线建设，", ""))
    assert fates(gone) == [Fate.CARRIED, Fate.LAPSED]


def test_an_edit_of_a_half_follows_it_to_its_new_id():
    c = one("撤并弱体网点")
    at = c.span.start + 4
    history = log(Confirm((c.id,)), Undo(1), split_at(PLAN, c, at), Revise("A003", {"lead": "市邮政局"}))
    found = rebase(fold(PLAN, history), MORE)
    assert [type(e.edit) for e in found.log] == [Split, Revise]
    assert fold(MORE, found.log).item("A001").commitment.lead == "市邮政局"


def test_an_excuse_follows_its_number():
    claim = next(c for c in PLAN.coverage.claims if c.text.startswith("18"))
    found = rebase(fold(PLAN, log(Excuse(f"n{claim.span.start}", "L501", "背景"))), MORE)
    assert fates(found) == [Fate.CARRIED]
    assert [c.text for c in fold(MORE, found.log).claims if c.excuse == "背景"] == [claim.text]


def test_words_at_two_places_are_told_apart_by_their_clause_or_not_found():
    old = "建站5个。修路5条。"
    assert refound(old, "修桥。修路5条。建站5个。", Span(7, 9)) == Span(5, 7)
    assert refound(old, "修路5条。修路5条。", Span(7, 9)) is None
    assert refound(old, "另修路5条。", Span(7, 9), by_clause=True) is None
