"""What people decided about the old version of a plan, laid on the new one: carried, to be checked, or lapsed.

Edits that stand (not undone, not moot) are taken in their order. One carries where what it was about is still there and
still says the same; where the new text says something else, the desk asks; where it is gone, the report says so.
Nothing is dropped without a line in the report.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from guatu.core.amend.fieldwords import in_words
from guatu.core.amend.match import match_plans
from guatu.core.amend.refind import refound
from guatu.core.plan.model import Commitment, Plan
from guatu.core.review.draft import Draft, Folding, Item, added_id, asked_id, place_of
from guatu.core.review.edits import (
    Add,
    Answer,
    Confirm,
    DraftEntry,
    Edit,
    Excuse,
    Merge,
    Recheck,
    Reject,
    Reopen,
    Revise,
    Split,
    Undo,
)
from guatu.core.review.errors import ReviewError
from guatu.core.review.fields import Changes, changes_between, plain_fields
from guatu.core.text.said import NOTHING, Said, listed

ASKS = Said("原方案上改过的，请再核对")
FROM_FIGURES = frozenset({
    "comparator", "value", "value_max", "unit", "measure", "period_kind", "since", "until", "month", "day", "base_year",
})  # fmt: skip
GONE = Said("新方案里没有这一条")


class Fate(StrEnum):
    CARRIED = "carried"
    CHECK = "check"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class EditFate:
    """What became of one edit, or of one commitment of an edit about several."""

    number: int  # in the old draft
    edit: Edit  # as it was made
    fate: Fate
    why: Said = NOTHING
    about: str = ""  # id, number or question in the old draft
    now: str = ""  # what it is in the new one
    words: str = ""  # quoted, of the old text


@dataclass(frozen=True, slots=True)
class Rebased:
    """The history with which the new draft starts, and what became of every edit of the old one."""

    log: tuple[DraftEntry, ...] = ()
    lines: tuple[EditFate, ...] = ()
    origins: Mapping[int, int] = field(default_factory=dict)  # new number → the number it carries on
    names: Mapping[str, str] = field(default_factory=dict)  # old id → new id

    def of(self, fate: Fate) -> tuple[EditFate, ...]:
        return tuple(line for line in self.lines if line.fate is fate)


def rebase(old: Draft, new: Plan, *, said: Mapping[str, str] | None = None) -> Rebased:
    """The edits of `old` as the beginning of a draft of `new`.

    Args:
        said: which commitments are the same, as a person has answered: old id → new id, or "" for none.
    """
    if not old.log:
        return Rebased()
    olds, news = {c.id for c in old.plan.commitments}, {c.id for c in new.commitments}
    answers = {a: b for a, b in (said or {}).items() if a in olds and (not b or b in news)}
    desk = _Rebase(old.plan, new, match_plans(old.plan, new, said=answers).pairs)
    for entry in old.log:
        if entry.number not in old.undone and entry.number not in old.moot and not isinstance(entry.edit, Undo):
            desk.take(entry)
    return Rebased(tuple(desk.log), tuple(desk.lines), desk.origins, desk.names)


class _Rebase:
    """Both drafts, step by step: what each edit met then, and what it would meet now."""

    def __init__(self, old: Plan, new: Plan, pairs: Mapping[str, str]) -> None:
        self.before, self.after = Folding(old), Folding(new)
        self.old, self.new = old, new
        self.compiled = frozenset(c.id for c in old.commitments)
        self.names = dict(pairs)
        self.log: list[DraftEntry] = []
        self.lines: list[EditFate] = []
        self.origins: dict[int, int] = {}

    def take(self, entry: DraftEntry) -> None:
        match entry.edit:
            case Confirm(ids):
                self._confirm(entry, ids)
            case Revise(id, changes):
                self._change(entry, id, changes)
            case Split(id):
                self._split(entry, entry.edit)
            case Merge(keep, others):
                self._merge(entry, keep, others)
            case Reject(id, reason):
                self._reject(entry, id, reason)
            case Reopen(id):
                if (now := self._now(entry, id)) is not None:
                    self._carry(entry, Reopen(now.id), id, now.id)
            case Recheck(id, asks, readings, changes):
                if (now := self._now(entry, id)) is not None:
                    number = self._carry(entry, Recheck(now.id, asks, readings, changes), id, now.id)
                    self.names[asked_id(entry.number)] = asked_id(number)
            case Add():
                self._add(entry, entry.edit)
            case Answer():
                self._answer(entry, entry.edit)
            case Excuse():
                self._excuse(entry, entry.edit)
        self.before.apply(entry)

    # -- edit by edit -------------------------------------------------------------------------------------------------

    def _confirm(self, entry: DraftEntry, ids: Sequence[str]) -> None:
        kept = []
        for id in ids:
            if (now := self._now(entry, id)) is None:
                continue
            was = self._was(id).commitment
            if not _same_words(was, now.commitment):
                self._line(entry, Fate.CHECK, Said("新方案的文字不同，请重新确认"), id, now.id)
            elif plain_fields(was) != plain_fields(now.commitment):
                self._line(entry, Fate.CHECK, Said("文字相同而字段不同，请重新确认"), id, now.id)
            else:
                kept.append((id, now.id))
        if kept:
            self._write(entry, Confirm(tuple(now for _, now in kept)))
            for id, now_id in kept:
                self._line(entry, Fate.CARRIED, NOTHING, id, now_id)

    def _change(self, entry: DraftEntry, id: str, changes: Changes) -> None:
        if (now := self._now(entry, id)) is None:
            return
        kept, asked = self._sorted(self._was(id).commitment, now.commitment, changes)
        if kept:
            try:
                self._write(entry, Revise(now.id, kept))
            except ReviewError:
                asked = changes
                kept = {}
        if asked:
            self._ask(entry, id, now, asked)
        else:
            self._line(entry, Fate.CARRIED, NOTHING if kept else Said("新方案本来就这样写"), id, now.id)

    def _sorted(self, was: Commitment, now: Commitment, changes: Changes) -> tuple[Changes, Changes]:
        """The fields that carry, and those to ask about. What the new text says by itself is neither."""
        then, here = plain_fields(was), plain_fields(now)
        words = _same_words(was, now)
        open_ = {n: v for n, v in changes.items() if here[n] != v}
        asked = {n: v for n, v in open_.items() if then[n] != here[n] or (not words and n in FROM_FIGURES)}
        return {n: v for n, v in changes.items() if n not in asked and (n in open_ or words)}, asked

    def _split(self, entry: DraftEntry, edit: Split) -> None:
        if (now := self._now(entry, edit.id)) is None:
            return
        was = self._was(edit.id).commitment
        if was.quote != now.commitment.quote:
            self._note(entry, edit.id, now, Said("原方案上拆成两条，新方案的文字不同"))
            return
        at = edit.at - was.span.start + now.commitment.span.start
        number = self._carry(entry, Split(now.id, at, edit.first, edit.second), edit.id, now.id)
        if number:
            self.names[added_id(entry)] = added_id(self.log[-1])

    def _merge(self, entry: DraftEntry, keep: str, others: Sequence[str]) -> None:
        found = {id: now for id in dict.fromkeys((keep, *others)) if (now := self._find(id)) is not None}
        gone = [id for id in (keep, *others) if id not in found]
        if gone:
            self._line(
                entry, Fate.LAPSED, Said("新方案里没有{names}", names=listed(gone)), keep, self.names.get(keep, "")
            )
        elif all(_same_words(self._was(id).commitment, now.commitment) for id, now in found.items()):
            edit = Merge(found[keep].id, tuple(found[id].id for id in others))
            self._carry(entry, edit, keep, found[keep].id)
        else:
            why = Said("原方案上与{names}合并，新方案的文字不同", names=listed(others))
            self._note(entry, keep, found[keep], why)

    def _reject(self, entry: DraftEntry, id: str, reason: str) -> None:
        if (now := self._now(entry, id)) is None:
            return
        if _same_words(self._was(id).commitment, now.commitment):
            self._carry(entry, Reject(now.id, reason), id, now.id)
        else:
            self._note(entry, id, now, Said("原方案上不采纳（{reason}），新方案的文字不同", reason=reason))

    def _add(self, entry: DraftEntry, edit: Add) -> None:
        id, words = added_id(entry), edit.span.of(self.old.text)
        span = refound(self.old.text, self.new.text, edit.span)
        if span is None:
            self._line(entry, Fate.LAPSED, Said("补录的原文在新方案里找不到，或不止一处"), id, words=words)
            return
        had = any(i.commitment.span == edit.span for i in self.before.items.values())
        there = next((i for i in self.after.in_order() if i.live and i.commitment.span == span), None)
        if there is None or had:
            number = self._carry(entry, Add(span, edit.kind, edit.changes), id, "", words=words)
            if number:
                self.names[id] = added_id(self.log[-1])
            return
        self.names[id] = there.id
        wanted = changes_between(there.commitment, {"kind": edit.kind.value, **edit.changes})
        if wanted:
            self._ask(entry, id, there, wanted, words=words)
        else:
            self._line(entry, Fate.CARRIED, Said("新方案编译时已读出"), id, there.id, words=words)

    def _answer(self, entry: DraftEntry, edit: Answer) -> None:
        asked = self.names.get(edit.question, "")
        if edit.question in self.before.asked:
            about = self.before.asked[edit.question].id
            now = self._find(about)
            questions = [asked] if asked in self.after.asked else []
        else:
            question = next(q for q in self.old.questions if q.id == edit.question)
            about = self.before.stands_for(question.commitment)
            now = self._find(about) if about else None
            compiled = self.names.get(question.commitment, "")
            questions = [
                q.id for q in self.new.questions
                if (q.rule, q.span.of(self.new.text), tuple(q.readings))
                == (question.rule, question.span.of(self.old.text), tuple(question.readings))
                and q.commitment == compiled
            ]  # fmt: skip
        if about and now is None:
            self._line(entry, Fate.LAPSED, GONE, edit.question)
            return
        if not questions:
            self._line(entry, Fate.LAPSED, Said("新方案里没有这一问，或问的不同"), edit.question)
            return
        question_id = edit.question if edit.question in questions else questions[0]
        if len(questions) > 1 and question_id != edit.question:
            self._line(entry, Fate.CHECK, Said("新方案里不止一处这样问，请重新答"), edit.question)
            return
        if now is not None:
            was = self._was(about).commitment
            _kept, asks = self._sorted(was, now.commitment, edit.changes)
            if asks or not _same_words(was, now.commitment):
                self._line(entry, Fate.CHECK, Said("新方案的文字不同，请重新答"), edit.question, question_id)
                return
        self._carry(entry, Answer(question_id, edit.reading, edit.changes), edit.question, question_id)

    def _excuse(self, entry: DraftEntry, edit: Excuse) -> None:
        claim = next((c for c in self.old.coverage.claims if place_of(c) == edit.place), None)
        if claim is None:
            if (now := self._now(entry, edit.place)) is None:
                return
            if _same_words(self._was(edit.place).commitment, now.commitment):
                self._carry(entry, Excuse(now.id, edit.rule, edit.reason), edit.place, now.id)
            else:
                self._line(entry, Fate.CHECK, Said("新方案的文字不同，请重新说明"), edit.place, now.id)
            return
        span = refound(self.old.text, self.new.text, claim.span, by_clause=True)
        place = next((place_of(c) for c in self.new.coverage.claims if span and c.span == span), "")
        words = claim.text
        if place:
            self._carry(entry, Excuse(place, edit.rule, edit.reason), edit.place, place, words=words)
        else:
            self._line(
                entry, Fate.LAPSED, Said("说明过的这处数字在新方案里找不到，或前后文字不同"), edit.place, words=words
            )

    # -- what all of them need ----------------------------------------------------------------------------------------

    def _was(self, id: str) -> Item:
        return self.before.items[id]

    def _find(self, id: str) -> Item | None:
        return self.after.items.get(self.after.stands_for(self.names.get(id, "")))

    def _now(self, entry: DraftEntry, id: str) -> Item | None:
        """The commitment as the new draft has it; without one, the edit lapses."""
        found = self._find(id)
        if found is None:
            self._line(
                entry, Fate.LAPSED, GONE if id in self.compiled else Said("这一条是补录或拆出来的，没有沿用"), id
            )
        return found

    def _write(self, entry: DraftEntry, edit: Edit) -> int:
        """Apply an edit to the new draft and keep it. Raises ReviewError when it cannot be done there."""
        made = DraftEntry(len(self.log) + 1, edit)
        self.after.apply(made)
        self.log.append(made)
        self.origins[made.number] = entry.number
        return made.number

    def _carry(self, entry: DraftEntry, edit: Edit, about: str, now: str, *, words: str = "") -> int:
        """Keep an edit; 0, and a line that it lapsed, when the new draft does not take it."""
        try:
            number = self._write(entry, edit)
        except ReviewError as error:
            self._line(entry, Fate.LAPSED, _refused(error), about, now, words=words)
            return 0
        self._line(entry, Fate.CARRIED, NOTHING, about, now or added_id(self.log[-1]), words=words)
        return number

    def _ask(self, entry: DraftEntry, id: str, now: Item, changes: Changes, *, words: str = "") -> None:
        """A question at the desk: the new text's fields, or the person's."""
        from_text = plain_fields(now.commitment)
        readings = (
            Said("照新方案：{fields}", fields=in_words(from_text, changes)),
            Said("沿用原改：{fields}", fields=in_words(changes, changes)),
        )
        self._question(entry, id, now, ASKS, readings, changes, words)

    def _note(self, entry: DraftEntry, id: str, now: Item, why: Said) -> None:
        asks = Said("原方案上改过的，请再核对：{why}", why=why)
        self._question(entry, id, now, asks, (Said("已核对，照新方案"),), {}, "", why)

    def _question(
        self,
        entry: DraftEntry,
        id: str,
        now: Item,
        asks: Said,
        readings: tuple[Said, ...],
        changes: Changes,
        words: str,
        why: Said = NOTHING,
    ) -> None:
        try:
            self._write(entry, Recheck(now.id, asks, readings, changes))
        except ReviewError as error:
            self._line(entry, Fate.LAPSED, _refused(error), id, now.id, words=words)
            return
        both = Said("{readings}", readings=listed(readings, "；"))
        self._line(entry, Fate.CHECK, why or both, id, now.id, words=words)

    def _line(self, entry: DraftEntry, fate: Fate, why: Said, about: str, now: str = "", *, words: str = "") -> None:
        if not words and about in self.before.items:
            words = self.before.items[about].commitment.quote
        self.lines.append(EditFate(entry.number, entry.edit, fate, why, about, now, words))


def _refused(error: ReviewError) -> Said:
    return Said(error.reason, **error.facts)


def _same_words(a: Commitment, b: Commitment) -> bool:
    return re.sub(r"\s", "", a.quote) == re.sub(r"\s", "", b.quote)
