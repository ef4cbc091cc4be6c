"""A draft of the ledger: the compiled plan with everything that people did to it, in order.

`fold` is pure and total: an edit that finds nothing to act on (because an earlier one was undone) is moot, never an
error, and never lost. What an edit would do is tried beforehand with `tried`, which says why not.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

from guatu.core.plan.model import Claim, Commitment, Coverage, Evidence, Kind, Plan, Question
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
from guatu.core.review.errors import BadCut, BadSpan, LaterEdits, NoReason, NothingToDo, NotThere, ReviewError
from guatu.core.review.fields import with_changes
from guatu.core.review.order import Order
from guatu.core.text.said import Said
from guatu.core.text.spans import Span

EDGES = " \t\r\n\u3000，。；、：,;:"
SENTENCE_ENDS = frozenset("。！？；\n")
CARRIED = "carried over"  # the rule of a question that an amendment asks


class ItemState(StrEnum):
    COMPILED = "compiled"  # nobody has looked at it
    CONFIRMED = "confirmed"
    EDITED = "edited"
    ADDED = "added"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Item:
    """A commitment in the draft, and what became of it."""

    commitment: Commitment
    state: ItemState = ItemState.COMPILED
    changed: frozenset[str] = frozenset()  # fields that a person set
    reason: str = ""  # why it was rejected

    @property
    def id(self) -> str:
        return self.commitment.id

    @property
    def live(self) -> bool:
        return self.state is not ItemState.REJECTED

    @property
    def looked_at(self) -> bool:
        return self.state is not ItemState.COMPILED


@dataclass(frozen=True)
class Draft:
    """What the ledger says after the edits so far. What follows from that is worked out once and kept."""

    plan: Plan  # as compiled
    items: tuple[Item, ...] = ()  # in the order of the text, rejected ones too
    claims: tuple[Claim, ...] = ()  # every number and date, as the draft's commitments claim them
    answers: Mapping[str, Answer] = field(default_factory=dict)  # by question
    asked: Mapping[str, Recheck] = field(default_factory=dict)  # by question: what an amendment left to check
    excuses: Mapping[tuple[str, str], Excuse] = field(default_factory=dict)  # by place and rule
    merged: Mapping[str, str] = field(default_factory=dict)  # id → the id that took it in, in the order of the edits
    revisions: Mapping[str, int] = field(default_factory=dict)  # by id, question or number: the last edit about it
    log: tuple[DraftEntry, ...] = ()
    undone: frozenset[int] = frozenset()
    moot: frozenset[int] = frozenset()  # edits that found nothing to act on

    @property
    def until(self) -> int:
        """The number of the last edit."""
        return self.log[-1].number if self.log else 0

    @cached_property
    def commitments(self) -> tuple[Commitment, ...]:
        """The ledger as it would be published."""
        return tuple(item.commitment for item in self.items if item.live)

    @cached_property
    def open_claims(self) -> tuple[Claim, ...]:
        return Coverage(self.claims).open

    @cached_property
    def open_questions(self) -> tuple[Question, ...]:
        """Not answered yet; a question about what was rejected has gone with it."""
        live = {item.id for item in self.items if item.live}
        return tuple(
            q for q in self.questions if q.id not in self.answers and (not q.commitment or q.commitment in live)
        )

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """The compiler's questions and those of an amendment, each at the commitment that now has its words."""
        compiled = tuple(replace(q, commitment=self.stands_for(q.commitment)) for q in self.plan.questions)
        return compiled + tuple(
            Question(id, self.by_id[at].commitment.span, asked.asks, asked.readings, CARRIED, at)
            for id, asked in self.asked.items()
            if (at := self.stands_for(asked.id)) in self.by_id
        )

    @cached_property
    def value(self) -> Plan:
        """The draft as a plan, for everything that reads plans."""
        return replace(
            self.plan, commitments=self.commitments, questions=self.open_questions, coverage=Coverage(self.claims)
        )

    @cached_property
    def by_id(self) -> Mapping[str, Item]:
        return {item.id: item for item in self.items}

    def item(self, id: str) -> Item:
        """Raises NotThere."""
        return _found(self.by_id, id)

    def stands_for(self, id: str) -> str:
        """The commitment that took this one in, or itself."""
        return self._taken_in_by.get(id, id)

    @cached_property
    def _taken_in_by(self) -> Mapping[str, str]:
        return taken_in_by(self.merged)

    @cached_property
    def touched(self) -> Mapping[int, frozenset[str]]:
        """What each edit changed, with what it brought in."""
        return _touched(self.log)

    def seen_since(self, edit: Edit, base: int) -> tuple[int, ...]:
        """Edits made after `base` to the same things: whoever made `edit` has not seen them."""
        about = {s for s in subjects(edit, self) if self.revisions.get(s, 0) > base}
        return tuple(e.number for e in self.log if e.number > base and about & self.touched[e.number]) if about else ()


def fold(plan: Plan, log: Iterable[DraftEntry]) -> Draft:
    """The draft that these edits make of the plan, whoever made them and in whatever groups.

    >>> fold(Plan("", "", None), ()).commitments
    ()
    """
    entries = tuple(log)
    undone = _undone(entries)
    work = Folding(plan)
    moot = []
    for entry in entries:
        if entry.number in undone or isinstance(entry.edit, Undo):
            continue
        try:
            work.apply(entry)
        except ReviewError:
            moot.append(entry.number)
    touched = _touched(entries)
    revisions = {subject: entry.number for entry in entries for subject in touched[entry.number]}
    return _drafted(work, revisions=revisions, log=entries, undone=undone, moot=frozenset(moot))


def tried(draft: Draft, edit: Edit) -> Draft:
    """The draft with one edit more. Raises ReviewError with what stands against it."""
    entry = DraftEntry(draft.until + 1, edit)
    log = (*draft.log, entry)
    if isinstance(edit, Undo):
        _undo_allowed(draft, edit)
        return fold(draft.plan, log)  # as if the edit had never been made: from the beginning
    work = Folding.after(draft)
    before = work.signature()
    work.apply(entry)
    if work.signature() == before:
        raise NothingToDo
    revisions = {**draft.revisions, **dict.fromkeys(_brought_about(entry), entry.number)}
    return _drafted(work, revisions=revisions, log=log, undone=draft.undone, moot=draft.moot)


def _drafted(
    work: Folding,
    *,
    revisions: Mapping[str, int],
    log: tuple[DraftEntry, ...],
    undone: frozenset[int],
    moot: frozenset[int],
) -> Draft:
    return Draft(
        work.plan,
        tuple(work.in_order()),
        work.claimed(),
        work.answers,
        work.asked,
        work.excuses,
        work.merged,
        revisions,
        log,
        undone,
        moot,
    )


def asked_id(number: int) -> str:
    """The id of the question that edit `number` asks."""
    return f"K{number:03d}"


def added_id(entry: DraftEntry) -> str:
    """The id of what an edit brought in: nobody else ever gets it.

    >>> added_id(DraftEntry(17, Split("C003", 40)))
    'A017'
    """
    letter = entry.edit.letter if isinstance(entry.edit, Add | Split) else ""
    return f"{letter}{entry.number:03d}"


def taken_in_by(merged: Mapping[str, str]) -> dict[str, str]:
    """For each commitment that was merged into another: the one that has its words in the end.

    >>> taken_in_by({"C001": "C002", "C002": "C003"})
    {'C002': 'C003', 'C001': 'C003'}
    """
    found: dict[str, str] = {}
    for id in reversed(list(merged)):
        found[id] = found.get(merged[id], merged[id])
    return found


def place_of(claim: Claim) -> str:
    """How an edit names a number of the text."""
    return f"n{claim.span.start}"


def subjects(edit: Edit, draft: Draft | None = None) -> frozenset[str]:
    """What an edit is about: ids of commitments, questions and numbers."""
    match edit:
        case Confirm(ids):
            return frozenset(ids)
        case Revise(id) | Split(id) | Reject(id) | Reopen(id) | Recheck(id):
            return frozenset({id})
        case Merge(keep, others):
            return frozenset({keep, *others})
        case Answer(question):
            about = {q.id: q.commitment for q in draft.questions} if draft else {}
            return frozenset({question, about.get(question) or question})
        case Excuse(place):
            return frozenset({place})
        case Undo(number) if draft is not None:
            return draft.touched.get(number, frozenset())
    return frozenset()


def _brought_about(entry: DraftEntry) -> frozenset[str]:
    """What an edit is about, with what it brings in."""
    about = subjects(entry.edit)
    return about | {added_id(entry)} if isinstance(entry.edit, Add | Split) else about


def _touched(entries: Iterable[DraftEntry]) -> dict[int, frozenset[str]]:
    """What each edit changed, by its number. An undo touches what it undoes."""
    found: dict[int, frozenset[str]] = {}
    for entry in entries:
        undo = entry.edit if isinstance(entry.edit, Undo) else None
        found[entry.number] = found.get(undo.number, frozenset()) if undo else _brought_about(entry)
    return found


def _undone(entries: tuple[DraftEntry, ...]) -> frozenset[int]:
    """Edits that are undone. An undo that is undone itself has no effect."""
    found: set[int] = set()
    for entry in reversed(entries):
        if isinstance(entry.edit, Undo) and entry.number not in found and entry.edit.number < entry.number:
            found.add(entry.edit.number)
    return frozenset(found)


def _undo_allowed(draft: Draft, undo: Undo) -> None:
    if undo.number not in draft.touched or undo.number in draft.undone:
        raise NotThere(what=Said("第{number}步", number=undo.number))
    about = draft.touched[undo.number]
    later = [
        e.number
        for e in draft.log
        if e.number > undo.number
        and e.number not in draft.undone
        and e.number not in draft.moot
        and not isinstance(e.edit, Undo)
        and about & draft.touched[e.number]
    ]
    if later:
        raise LaterEdits(number=undo.number, later=later[-1])


def trimmed(text: str, span: Span) -> Span:
    """A selection without the signs and spaces at its edges. Raises BadSpan."""
    start, end = span
    if not 0 <= start < end <= len(text):
        raise BadSpan
    words = text[start:end]
    start += len(words) - len(words.lstrip(EDGES))
    end -= len(words) - len(words.rstrip(EDGES))
    if start >= end:
        raise BadSpan
    return Span(start, end)


def halves(c: Commitment, text: str, at: int) -> tuple[Span, Span]:
    """The two stretches that a cut at `at` leaves. Raises BadCut."""
    if not c.span.start < at < c.span.end:
        raise BadCut
    try:
        return trimmed(text, Span(c.span.start, at)), trimmed(text, Span(at, c.span.end))
    except BadSpan:
        raise BadCut from None


class Folding:
    """One folding, edit by edit: the items so far. Every method either does its edit wholly or raises."""

    def __init__(self, plan: Plan, items: Iterable[Item] | None = None) -> None:
        self.plan = plan
        self.items = {i.id: i for i in (map(Item, plan.commitments) if items is None else items)}
        self.order = Order((i.id, i.commitment.span) for i in self.items.values())
        self.answers: dict[str, Answer] = {}
        self.asked: dict[str, Recheck] = {}
        self.excuses: dict[tuple[str, str], Excuse] = {}
        self.merged: dict[str, str] = {}

    @classmethod
    def after(cls, draft: Draft) -> Folding:
        """A folding that goes on from a draft."""
        work = cls(draft.plan, draft.items)
        work.answers, work.asked = dict(draft.answers), dict(draft.asked)
        work.excuses, work.merged = dict(draft.excuses), dict(draft.merged)
        return work

    def in_order(self) -> Iterable[Item]:
        return map(self.items.__getitem__, self.order)

    def signature(self) -> object:
        return tuple(self.in_order()), tuple(self.answers.items()), tuple(self.excuses.items()), tuple(self.asked)

    @cached_property
    def _compiled(self) -> Mapping[str, Span]:
        return {c.id: c.span for c in self.plan.commitments}

    @cached_property
    def _places(self) -> frozenset[str]:
        return frozenset(map(place_of, self.plan.coverage.claims))

    @cached_property
    def _asked_of(self) -> Mapping[str, str]:
        return {q.id: q.commitment for q in self.plan.questions}

    def apply(self, entry: DraftEntry) -> None:
        match entry.edit:
            case Confirm(ids):
                self._confirm(ids)
            case Revise(id, changes):
                item = self._live(id)
                if not changes:
                    raise NothingToDo
                self._put(self._changed(item, changes))
            case Split():
                self._split(entry.edit, added_id(entry))
            case Merge(keep, others):
                self._merge(keep, others)
            case Reject(id, reason):
                if not reason.strip():
                    raise NoReason
                self._put(replace(self._live(id), state=ItemState.REJECTED, reason=reason.strip()))
            case Reopen(id):
                self._put(replace(self.item(id), state=ItemState.COMPILED, reason=""))
            case Add():
                self._add(entry.edit, added_id(entry))
            case Answer():
                self._answer(entry.edit)
            case Recheck(id):
                self._live(id)
                self.asked[asked_id(entry.number)] = entry.edit
            case Excuse(place, rule, reason):
                if not reason.strip():
                    raise NoReason
                if place not in self._places:
                    self._live(place)
                self.excuses[place, rule] = entry.edit

    def item(self, id: str) -> Item:
        """Raises NotThere."""
        return _found(self.items, id)

    def stands_for(self, id: str) -> str:
        while id in self.merged:
            id = self.merged[id]
        return id

    def _live(self, id: str) -> Item:
        item = self.item(id)
        if not item.live:
            raise NotThere(what=Said("条目{id}", id=id[:20]))
        return item

    def _put(self, item: Item) -> None:
        self.items[item.id] = item

    def _confirm(self, ids: tuple[str, ...]) -> None:
        found = [self._live(id) for id in ids]
        if not found:
            raise NothingToDo
        for item in found:
            if item.state is not ItemState.ADDED:
                self._put(replace(item, state=ItemState.CONFIRMED))

    def _changed(self, item: Item, changes: Mapping[str, object]) -> Item:
        made = with_changes(item.commitment, changes)  # type: ignore[arg-type]
        state = ItemState.ADDED if item.state is ItemState.ADDED else ItemState.EDITED
        return replace(item, commitment=made, state=state, changed=item.changed | set(changes))

    def _split(self, edit: Split, new: str) -> None:
        item = self._live(edit.id)
        text, c = self.plan.text, item.commitment
        first, second = halves(c, text, edit.at)
        one = with_changes(_moved(c, text, first, c.id), edit.first)
        two = with_changes(_moved(c, text, second, new), edit.second)
        self.order.put_behind(c.id, c.span.start, new, second)
        self.order.move(c.id, c.span.start, first)
        self._put(replace(item, commitment=one, state=ItemState.COMPILED))
        self._put(Item(two, ItemState.COMPILED, item.changed))

    def _merge(self, keep: str, others: tuple[str, ...]) -> None:
        kept = self._live(keep)
        taken = [self._live(id) for id in dict.fromkeys(others) if id != keep]
        if not taken:
            raise NothingToDo
        ids = {keep, *(item.id for item in taken)}

        def parted(hull: Span) -> bool:
            between = (self.items[id] for id in self.order.near(hull) if id not in ids)
            return any(i.live and hull.overlaps(i.commitment.span) for i in between)

        c = kept.commitment
        made = _joined(c, [item.commitment for item in taken], self.plan.text, parted)
        self.order.move(keep, c.span.start, made.span)
        self._put(replace(kept, commitment=made, state=ItemState.EDITED))
        for item in taken:
            self.order.drop(item.id, item.commitment.span.start)
            del self.items[item.id]
        self.merged |= {item.id: keep for item in taken}

    def _add(self, edit: Add, new: str) -> None:
        span = trimmed(self.plan.text, edit.span)
        if span != edit.span:
            raise BadSpan
        blank = Commitment(
            new, edit.kind, span.of(self.plan.text), span, self._sector(span), evidence=(Evidence(span, "补录"),)
        )
        made = with_changes(blank, {"kind": edit.kind.value, **edit.changes})
        self.order.put(new, span)
        self._put(Item(made, ItemState.ADDED, frozenset(edit.changes)))

    def _sector(self, span: Span) -> str:
        before = self.order.before(span.start)
        return self.items[before].commitment.sector if before else ""

    def _answer(self, edit: Answer) -> None:
        asked = self.asked.get(edit.question)
        if asked is None and edit.question not in self._asked_of:
            raise NotThere(what=Said("疑问{id}", id=edit.question[:20]))
        if not edit.reading.strip():
            raise NoReason
        if edit.changes:
            id = self.stands_for(asked.id if asked else self._asked_of[edit.question])
            self._put(self._changed(self._live(id), edit.changes))
        self.answers[edit.question] = edit

    def claimed(self) -> tuple[Claim, ...]:
        """What became of every number, now that the commitments are as they are."""
        owners = taken_in_by(self.merged)
        moved = _Moved(i for i in self.items.values() if i.live and i.commitment.span != self._compiled.get(i.id))
        return tuple(
            self._claim(claim, owners.get(claim.commitment, claim.commitment), moved)
            for claim in self.plan.coverage.claims
        )

    def _claim(self, claim: Claim, owner: str, moved: _Moved) -> Claim:
        """By a person's word first; then by who had it; then by who has its words now. What is left stands open."""
        if self.excuses and (excuse := self.excuses.get((place_of(claim), "L501"))):
            return replace(claim, commitment="", excuse=excuse.reason)
        item = self.items.get(owner)
        if item is not None and item.live:
            had_words = self._compiled[claim.commitment].covers(claim.span)
            c = item.commitment
            if not had_words or c.span.covers(claim.span) or any(s.covers(claim.span) for s in c.also):
                return claim if claim.commitment == owner else replace(claim, commitment=owner)
        if nearest := moved.nearest(claim):
            return replace(claim, commitment=nearest, excuse="")
        if item is not None and not item.live:
            return replace(claim, commitment="", excuse=f"不采纳：{item.reason}")
        return replace(claim, commitment="") if claim.commitment else claim


class _Moved:
    """Commitments that have other words than the compiler gave them, found by the place of their words."""

    def __init__(self, items: Iterable[Item]) -> None:
        self.items = sorted(items, key=lambda i: i.commitment.span)
        self.starts = [i.commitment.span.start for i in self.items]
        self.longest = max((i.commitment.span.end - i.commitment.span.start for i in self.items), default=0)

    def nearest(self, claim: Claim) -> str:
        """The shortest that has this number in its words; an excused number belongs to an added target only."""
        first = bisect_left(self.starts, claim.span.end - self.longest)
        near = [
            (c.span.end - c.span.start, c.id)
            for item in self.items[first : bisect_right(self.starts, claim.span.start)]
            if (c := item.commitment).span.covers(claim.span)
            and (not claim.excuse or (item.state is ItemState.ADDED and c.kind is Kind.TARGET))
        ]
        return min(near)[1] if near else ""


def _found(items: Mapping[str, Item], id: str) -> Item:
    if id not in items:
        raise NotThere(what=Said("条目{id}", id=id[:20]))
    return items[id]


def _moved(c: Commitment, text: str, span: Span, id: str) -> Commitment:
    """The commitment on other words: evidence outside them stays only as what dates it."""
    inside = tuple(e for e in c.evidence if span.overlaps(e.span))
    return replace(c, id=id, span=span, quote=span.of(text), evidence=inside)


def _joined(c: Commitment, others: Iterable[Commitment], text: str, parted: Callable[[Span], bool]) -> Commitment:
    """One stretch where only a comma parts them; two quotes of one promise where a sentence ends between."""
    span, also, evidence = c.span, set(c.also), dict.fromkeys(c.evidence)
    for other in others:
        evidence |= dict.fromkeys(other.evidence)
        hull = Span(min(span.start, other.span.start), max(span.end, other.span.end))
        gap = text[min(span.end, other.span.end) : max(span.start, other.span.start)]
        also |= set(other.also)
        if SENTENCE_ENDS.isdisjoint(gap) and not parted(hull):
            span = hull
        else:
            also = {*also, other.span} - {span}
    return replace(
        c,
        span=span,
        quote=span.of(text),
        evidence=tuple(sorted(evidence, key=lambda e: (e.span, e.rule))),
        also=tuple(sorted(also)),
    )
