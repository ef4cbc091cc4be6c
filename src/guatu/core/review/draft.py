"""A draft of the ledger: the compiled plan with everything that people did to it, in order.

`fold` is pure and total: an edit that finds nothing to act on (because an earlier one was undone) is moot, never an
error, and never lost. What an edit would do is tried beforehand with `tried`, which says why not.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from guatu.core.plan.model import Claim, Commitment, Coverage, Evidence, Kind, Plan, Question
from guatu.core.review.edits import (
    Add,
    Answer,
    Change,
    Confirm,
    Edit,
    Entry,
    Excuse,
    Merge,
    Recheck,
    Reject,
    Reopen,
    Split,
    Undo,
)
from guatu.core.review.errors import BadCut, BadSpan, LaterEdits, NoReason, NothingToDo, NotThere, ReviewError
from guatu.core.review.fields import with_changes
from guatu.core.text.spans import Span

EDGES = " \t\r\n\u3000，。；、：,;:"
SENTENCE_ENDS = frozenset("。！？；\n")
CARRIED = "carried over"  # the rule of a question that an amendment asks


class State(StrEnum):
    COMPILED = "compiled"  # nobody has looked at it
    CONFIRMED = "confirmed"
    EDITED = "edited"
    ADDED = "added"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Item:
    """A commitment in the draft, and what became of it."""

    commitment: Commitment
    state: State = State.COMPILED
    changed: frozenset[str] = frozenset()  # fields that a person set
    reason: str = ""  # why it was rejected

    @property
    def id(self) -> str:
        return self.commitment.id

    @property
    def live(self) -> bool:
        return self.state is not State.REJECTED

    @property
    def looked_at(self) -> bool:
        return self.state is not State.COMPILED


@dataclass(frozen=True, slots=True)
class Draft:
    """What the ledger says after the edits so far."""

    plan: Plan  # as compiled
    items: tuple[Item, ...] = ()  # in the order of the text, rejected ones too
    claims: tuple[Claim, ...] = ()  # every number and date, as the draft's commitments claim them
    answers: Mapping[str, Answer] = field(default_factory=dict)  # by question
    asked: Mapping[str, Recheck] = field(default_factory=dict)  # by question: what an amendment left to check
    excuses: Mapping[tuple[str, str], Excuse] = field(default_factory=dict)  # by place and rule
    merged: Mapping[str, str] = field(default_factory=dict)  # id → the id that took it in
    revisions: Mapping[str, int] = field(default_factory=dict)  # by id, question or number: the last edit about it
    log: tuple[Entry, ...] = ()
    undone: frozenset[int] = frozenset()
    moot: tuple[int, ...] = ()  # edits that found nothing to act on

    @property
    def until(self) -> int:
        """The number of the last edit."""
        return self.log[-1].number if self.log else 0

    @property
    def commitments(self) -> tuple[Commitment, ...]:
        """The ledger as it would be published."""
        return tuple(item.commitment for item in self.items if item.live)

    @property
    def open_claims(self) -> tuple[Claim, ...]:
        return Coverage(self.claims).open

    @property
    def open_questions(self) -> tuple[Question, ...]:
        """Not answered yet; a question about what was rejected has gone with it."""
        live = {item.id for item in self.items if item.live}
        return tuple(
            q for q in self.questions if q.id not in self.answers and (not q.commitment or q.commitment in live)
        )

    @property
    def questions(self) -> tuple[Question, ...]:
        """The compiler's questions and those of an amendment, each at the commitment that now has its words."""
        compiled = tuple(replace(q, commitment=self.stands_for(q.commitment)) for q in self.plan.questions)
        if not self.asked:
            return compiled
        spans = {item.id: item.commitment.span for item in self.items}
        return compiled + tuple(
            Question(id, spans[at], asked.asks, asked.readings, CARRIED, at)
            for id, asked in self.asked.items()
            if (at := self.stands_for(asked.id)) in spans
        )

    @property
    def value(self) -> Plan:
        """The draft as a plan, for everything that reads plans."""
        return replace(
            self.plan, commitments=self.commitments, questions=self.open_questions, coverage=Coverage(self.claims)
        )

    def item(self, id: str) -> Item:
        """Raises NotThere."""
        for item in self.items:
            if item.id == id:
                return item
        raise NotThere(what=f"条目{id[:20]}")

    def stands_for(self, id: str) -> str:
        while id in self.merged:
            id = self.merged[id]
        return id

    def seen_since(self, edit: Edit, base: int) -> tuple[int, ...]:
        """Edits made after `base` to the same things: whoever made `edit` has not seen them."""
        about = {s for s in subjects(edit, self) if self.revisions.get(s, 0) > base}
        return tuple(
            e.number for e in self.log if e.number > base and about & _touched(e, {x.number: x for x in self.log})
        )


def fold(plan: Plan, log: Iterable[Entry]) -> Draft:
    """The draft that these edits make of the plan, whoever made them and in whatever groups.

    >>> fold(Plan("", "", None), ()).commitments
    ()
    """
    entries = tuple(log)
    by_number = {e.number: e for e in entries}
    undone = _undone(entries)
    work = Work(plan)
    moot = []
    for entry in entries:
        if entry.number in undone or isinstance(entry.edit, Undo):
            continue
        try:
            work.apply(entry)
        except ReviewError:
            moot.append(entry.number)
    revisions: dict[str, int] = {}
    for entry in entries:
        for subject in _touched(entry, by_number):
            revisions[subject] = entry.number
    return Draft(
        plan,
        tuple(work.items),
        work.claimed(),
        work.answers,
        work.asked,
        work.excuses,
        work.merged,
        revisions,
        entries,
        frozenset(undone),
        tuple(moot),
    )


def tried(draft: Draft, edit: Edit) -> Draft:
    """The draft with one edit more. Raises ReviewError with what stands against it."""
    entry = Entry(draft.until + 1, edit)
    if isinstance(edit, Undo):
        _undo_allowed(draft, edit)
    else:
        work = Work(draft.plan)
        for done in draft.log:
            if done.number not in draft.undone and done.number not in draft.moot and not isinstance(done.edit, Undo):
                work.apply(done)
        before = work.signature()
        work.apply(entry)
        if work.signature() == before:
            raise NothingToDo
    return fold(draft.plan, (*draft.log, entry))


def asked_id(number: int) -> str:
    """The id of the question that edit `number` asks."""
    return f"K{number:03d}"


def added_id(number: int) -> str:
    """The id of what edit `number` brought in: nobody else ever gets it."""
    return f"R{number:03d}"


def place_of(claim: Claim) -> str:
    """How an edit names a number of the text."""
    return f"n{claim.span.start}"


def subjects(edit: Edit, draft: Draft | None = None) -> frozenset[str]:
    """What an edit is about: ids of commitments, questions and numbers."""
    match edit:
        case Confirm(ids):
            return frozenset(ids)
        case Change(id) | Split(id) | Reject(id) | Reopen(id) | Recheck(id):
            return frozenset({id})
        case Merge(keep, others):
            return frozenset({keep, *others})
        case Answer(question):
            about = {q.id: q.commitment for q in draft.questions} if draft else {}
            return frozenset({question, about.get(question) or question})
        case Excuse(place):
            return frozenset({place})
        case Undo(number) if draft is not None:
            by_number = {e.number: e for e in draft.log}
            return _touched(by_number[number], by_number) if number in by_number else frozenset()
    return frozenset()


def _touched(entry: Entry, by_number: Mapping[int, Entry]) -> frozenset[str]:
    """What an edit changed, with what it brought in. An undo touches what it undoes."""
    edit = entry.edit
    if isinstance(edit, Undo):
        other = by_number.get(edit.number)
        return _touched(other, by_number) if other and other.number < entry.number else frozenset()
    return subjects(edit) | ({added_id(entry.number)} if isinstance(edit, Add | Split) else frozenset())


def _undone(entries: tuple[Entry, ...]) -> set[int]:
    """Edits that are undone. An undo that is undone itself has no effect."""
    found: set[int] = set()
    for entry in reversed(entries):
        if isinstance(entry.edit, Undo) and entry.number not in found and entry.edit.number < entry.number:
            found.add(entry.edit.number)
    return found


def _undo_allowed(draft: Draft, undo: Undo) -> None:
    by_number = {e.number: e for e in draft.log}
    target = by_number.get(undo.number)
    if target is None or undo.number in draft.undone:
        raise NotThere(what=f"第{undo.number}步")
    about = _touched(target, by_number)
    later = [
        e.number
        for e in draft.log
        if e.number > undo.number
        and e.number not in draft.undone
        and e.number not in draft.moot
        and not isinstance(e.edit, Undo)
        and about & _touched(e, by_number)
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


class Work:
    """One folding, edit by edit: the items so far. Every method either does its edit wholly or raises."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.items = [Item(c) for c in plan.commitments]
        self.answers: dict[str, Answer] = {}
        self.asked: dict[str, Recheck] = {}
        self.excuses: dict[tuple[str, str], Excuse] = {}
        self.merged: dict[str, str] = {}
        self.compiled = {c.id: c for c in plan.commitments}

    def signature(self) -> object:
        return tuple(self.items), tuple(self.answers.items()), tuple(self.excuses.items()), tuple(self.asked)

    def apply(self, entry: Entry) -> None:
        match entry.edit:
            case Confirm(ids):
                self._confirm(ids)
            case Change(id, changes):
                item = self._live(id)
                if not changes:
                    raise NothingToDo
                self._put(self._changed(item, changes))
            case Split():
                self._split(entry.edit, added_id(entry.number))
            case Merge(keep, others):
                self._merge(keep, others)
            case Reject(id, reason):
                if not reason.strip():
                    raise NoReason
                self._put(replace(self._live(id), state=State.REJECTED, reason=reason.strip()))
            case Reopen(id):
                self._put(replace(self._item(id), state=State.COMPILED, reason=""))
            case Add():
                self._add(entry.edit, added_id(entry.number))
            case Answer():
                self._answer(entry.edit)
            case Recheck(id):
                self._live(id)
                self.asked[asked_id(entry.number)] = entry.edit
            case Excuse(place, rule, reason):
                if not reason.strip():
                    raise NoReason
                if place not in {place_of(c) for c in self.plan.coverage.claims}:
                    self._live(place)
                self.excuses[place, rule] = entry.edit

    def _item(self, id: str) -> Item:
        for item in self.items:
            if item.id == id:
                return item
        raise NotThere(what=f"条目{id[:20]}")

    def _live(self, id: str) -> Item:
        item = self._item(id)
        if not item.live:
            raise NotThere(what=f"条目{id[:20]}")
        return item

    def _put(self, item: Item) -> None:
        self.items = [item if old.id == item.id else old for old in self.items]

    def _confirm(self, ids: tuple[str, ...]) -> None:
        found = [self._live(id) for id in ids]
        if not found:
            raise NothingToDo
        for item in found:
            if item.state is not State.ADDED:
                self._put(replace(item, state=State.CONFIRMED))

    def _changed(self, item: Item, changes: Mapping[str, object]) -> Item:
        made = with_changes(item.commitment, changes)  # type: ignore[arg-type]
        state = State.ADDED if item.state is State.ADDED else State.EDITED
        return replace(item, commitment=made, state=state, changed=item.changed | set(changes))

    def _split(self, edit: Split, new: str) -> None:
        item = self._live(edit.id)
        text, c = self.plan.text, item.commitment
        first, second = halves(c, text, edit.at)
        one = with_changes(_moved(c, text, first, c.id), edit.first)
        two = with_changes(_moved(c, text, second, new), edit.second)
        at = self.items.index(item)
        self.items[at : at + 1] = [
            replace(item, commitment=one, state=State.COMPILED),
            Item(two, State.COMPILED, item.changed),
        ]

    def _merge(self, keep: str, others: tuple[str, ...]) -> None:
        kept = self._live(keep)
        taken = [self._live(id) for id in dict.fromkeys(others) if id != keep]
        if not taken:
            raise NothingToDo
        ids = {keep, *(item.id for item in taken)}
        between = [i.commitment.span for i in self.items if i.live and i.id not in ids]
        c = kept.commitment
        for item in taken:
            c = _joined(c, item.commitment, self.plan.text, between)
        at = self.items.index(kept)
        self.items[at] = replace(kept, commitment=c, state=State.EDITED)
        self.items = [i for i in self.items if i not in taken]
        self.merged |= {item.id: keep for item in taken}

    def _add(self, edit: Add, new: str) -> None:
        span = trimmed(self.plan.text, edit.span)
        if span != edit.span:
            raise BadSpan
        blank = Commitment(
            new, edit.kind, span.of(self.plan.text), span, self._sector(span), evidence=(Evidence(span, "补录"),)
        )
        made = with_changes(blank, {"kind": edit.kind.value, **edit.changes})
        starts = [item.commitment.span.start for item in self.items]
        at = bisect_right(starts, span.start) if starts == sorted(starts) else len(self.items)
        self.items.insert(at, Item(made, State.ADDED, frozenset(edit.changes)))

    def _sector(self, span: Span) -> str:
        before = [i.commitment for i in self.items if i.commitment.span.start <= span.start]
        return before[-1].sector if before else next((i.commitment.sector for i in self.items), "")

    def _answer(self, edit: Answer) -> None:
        about = {q.id: q.commitment for q in self.plan.questions} | {q: asked.id for q, asked in self.asked.items()}
        if edit.question not in about:
            raise NotThere(what=f"疑问{edit.question[:20]}")
        if not edit.reading.strip():
            raise NoReason
        id = about[edit.question]
        while id in self.merged:
            id = self.merged[id]
        if edit.changes:
            self._put(self._changed(self._live(id), edit.changes))
        self.answers[edit.question] = edit

    def claimed(self) -> tuple[Claim, ...]:
        """What became of every number, now that the commitments are as they are."""
        live = {i.id: i for i in self.items if i.live}
        gone = {i.id: i.reason for i in self.items if not i.live}
        moved = [i for i in live.values() if i.id not in self.compiled or i.commitment.span != self.compiled[i.id].span]
        return tuple(self._claim(claim, live, gone, moved) for claim in self.plan.coverage.claims)

    def _claim(self, claim: Claim, live: Mapping[str, Item], gone: Mapping[str, str], moved: list[Item]) -> Claim:
        """By a person's word first; then by who had it; then by who has its words now. What is left stands open."""
        if excuse := self.excuses.get((place_of(claim), "L501")):
            return replace(claim, commitment="", excuse=excuse.reason)
        owner = claim.commitment
        while owner in self.merged:
            owner = self.merged[owner]
        if owner in live:
            had_words = self.compiled[claim.commitment].span.covers(claim.span)
            c = live[owner].commitment
            if not had_words or any(s.covers(claim.span) for s in (c.span, *c.also)):
                return replace(claim, commitment=owner)
        near = [i.commitment for i in moved if i.commitment.span.covers(claim.span)
                and (not claim.excuse or (i.state is State.ADDED and i.commitment.kind is Kind.TARGET))]  # fmt: skip
        if near:
            nearest = min(near, key=lambda c: (c.span.end - c.span.start, c.id))
            return replace(claim, commitment=nearest.id, excuse="")
        if owner in gone:
            return replace(claim, commitment="", excuse=f"不采纳：{gone[owner]}")
        return replace(claim, commitment="") if claim.commitment else claim


def _moved(c: Commitment, text: str, span: Span, id: str) -> Commitment:
    """The commitment on other words: evidence outside them stays only as what dates it."""
    inside = tuple(e for e in c.evidence if span.overlaps(e.span))
    return replace(c, id=id, span=span, quote=span.of(text), evidence=inside)


def _joined(c: Commitment, other: Commitment, text: str, between: list[Span]) -> Commitment:
    """One stretch where only a comma parts them; two quotes of one promise where a sentence ends between."""
    hull = Span(min(c.span.start, other.span.start), max(c.span.end, other.span.end))
    gap = text[min(c.span.end, other.span.end) : max(c.span.start, other.span.start)]
    evidence = tuple(sorted({*c.evidence, *other.evidence}, key=lambda e: e.span))
    whole = not SENTENCE_ENDS & set(gap) and not any(hull.overlaps(s) for s in between)
    if whole:
        return replace(c, span=hull, quote=hull.of(text), evidence=evidence, also=tuple(sorted({*c.also, *other.also})))
    also = tuple(sorted({*c.also, other.span, *other.also} - {c.span}))
    return replace(c, also=also, evidence=evidence)
