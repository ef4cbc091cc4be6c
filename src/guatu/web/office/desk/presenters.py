"""What the desk's templates show: rows, the panel of the current row, counters, the queue and the history."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter
from typing import Any

from guatu.core.judging.promise_words import Promise, promise
from guatu.core.plan.model import Commitment, Kind
from guatu.core.plan.own_words import own_mark_of
from guatu.core.reports.labels import PAGE, short_label
from guatu.core.reports.words import due_words
from guatu.core.review.draft import Draft, Item, ItemState, place_of
from guatu.core.review.edits import Undo
from guatu.core.review.fields import Changes, plain_fields
from guatu.core.review.readings import cuts
from guatu.core.review.ready import Refusal, ready
from guatu.core.text.said import NOTHING, Said
from guatu.core.text.spans import Span
from guatu.web.base.addresses import address
from guatu.web.office.desk.finding import DeskFinds, find_on_desk
from guatu.web.office.desk.leaves import DeskLeaf, Leaves
from guatu.web.office.desk.marking import DeskMarked, MarkedParagraph, parts
from guatu.web.plans.review.rule_names import rule_word
from guatu.web.plans.review.selectors import ReviewDesk, ReviewStep
from guatu.web.plans.review.words import CHOICES, FIELDS, KINDS, STATES, edit_words, value_word
from guatu.web.public.presenters.paging import Pages

MAIN = (
    *("kind", "indicator", "comparator", "value", "value_max", "unit"),
    *("period_kind", "since", "until", "strength", "lead"),
)
WIDE = frozenset({"indicator", "lead", "supporting"})
NUMERIC = frozenset({"value", "value_max", "since", "until", "month", "day", "base_year"})
EXCUSES = ("名称，不是数量", "背景情况，不是承诺", "以往完成数", "标准或门槛", "文件、会议的编号")
REJECTIONS = ("背景情况，不是承诺", "与另一条重复", "以往完成的工作", "表述性内容，无法考核")


@dataclass(frozen=True, slots=True)
class FormField:
    name: str
    label: str
    value: str
    options: tuple[tuple[str, str, bool], ...] = ()
    wrong: bool = False

    @property
    def wide(self) -> bool:
        return self.name in WIDE

    @property
    def numeric(self) -> bool:
        return self.name in NUMERIC


@dataclass(frozen=True, slots=True)
class Trouble:
    """An edit that was not made: why, what the person wrote, and for a conflict what others did meanwhile."""

    verb: str
    code: str
    reason: Said
    remedy: Said
    posted: Mapping[str, list[str]] = field(default_factory=dict)
    wrong: str = ""  # name of the field that cannot be read
    steps: tuple[tuple[ReviewStep, Said], ...] = ()  # a conflict: who did what
    compared: tuple[tuple[str, str, str], ...] = ()  # field, theirs, mine
    mine: Said = NOTHING

    @property
    def conflict(self) -> bool:
        return bool(self.steps)

    @property
    def kept(self) -> list[tuple[str, str]]:
        """Everything that was sent, to send it again, with the step that its sender had seen."""
        hidden = {"csrfmiddlewaretoken", "base", "seen"}
        sent = [(name, value) for name, values in self.posted.items() if name not in hidden for value in values]
        return [*sent, ("seen", (self.posted.get("seen") or self.posted.get("base") or ["0"])[-1])]


@dataclass(frozen=True, slots=True)
class DeskRow:
    id: str
    href: str
    kind: str
    kind_word: str
    label: str
    promise: Promise | None
    due: Said
    mark: str  # the plan's own words that the sign does not say
    state: str
    state_word: str
    waits: int  # open questions and refusals but that nobody has looked


@dataclass(frozen=True, slots=True)
class DeskSection:
    number: int
    title: str
    paragraphs: list[MarkedParagraph]
    rows: list[DeskRow]

    @property
    def unseen(self) -> list[str]:
        """What a person can confirm after reading the section: nobody has looked, and nothing is doubtful."""
        return [r.id for r in self.rows if r.state == ItemState.COMPILED and not r.waits]


@dataclass(frozen=True, slots=True)
class Neighbour:
    id: str
    quote: str


class Bench:
    """One reading of the desk for one request."""

    def __init__(
        self,
        desk: ReviewDesk,
        *,
        current: str = "",
        trouble: Trouble | None = None,
        may_edit: bool = False,
        whole: bool = True,
        near: int | None = None,
        only: bool = False,
    ) -> None:
        self.desk, self.draft, self.trouble, self.may_edit = desk, desk.draft, trouble, may_edit
        self.whole = whole  # False: only the lines within the reader's scope are here
        self.current = current if current in desk.draft.by_id else ""
        self.near = near  # a place of the text that is asked for
        self.only = only  # targets and milestones, without the actions

    def address(self, page: str) -> str:
        """One of the desk's own pages: each text of a plan has a desk of its own."""
        return address(f"review:{page}", plan=self.desk.plan.code)

    @property
    def kept(self) -> str:
        """What an address carries on, so that every form and link keeps the choice of rows."""
        return "?only=main" if self.only else ""

    def opening(self) -> str:
        """Where work begins: the first question, then other doubts, then the first target or milestone unseen."""
        asked = {q.commitment for q in self.draft.open_questions}
        live = [i for i in self.draft.items if i.live]
        orders: tuple[Callable[[Item], bool], ...] = (
            lambda i: i.commitment.id in asked,
            lambda i: bool(self.waits[i.commitment.id]),
            lambda i: not i.looked_at and i.commitment.kind is not Kind.ACTION,
            lambda i: not i.looked_at,
        )
        found = (i.id for first in orders for i in live if first(i))
        return next(found, self.draft.items[0].id if self.draft.items else "")

    @cached_property
    def refusals(self) -> tuple[Refusal, ...]:
        return ready(self.draft)

    @cached_property
    def waits(self) -> Counter[str]:
        """How many doubts hang on each commitment."""
        about = Counter(r.place for r in self.refusals if r.code not in ("L501", "L502", "L508"))
        return about + Counter(q.commitment for q in self.draft.open_questions)

    @cached_property
    def counts(self) -> dict[str, int]:
        items = [i for i in self.draft.items if i.live]
        return {
            "unclaimed": len(self.draft.open_claims),
            "questions": len(self.draft.open_questions),
            "unseen": sum(r.code == "L508" for r in self.refusals),
            "others": sum(r.code not in ("L501", "L502", "L508") for r in self.refusals),
            "refusals": len(self.refusals),
            "looked": sum(i.looked_at for i in items),
            "total": len(items),
        }

    @property
    def published(self) -> int:
        """The last edit that a version holds: it is no longer undone, a new edit corrects it."""
        return self.desk.version.until if self.desk.version else 0

    @cached_property
    def undoable(self) -> tuple[int, Said] | None:
        """The last edit that stands, in words."""
        for entry in reversed(self.draft.log):
            if entry.number <= self.published:
                return None  # what a version fixed is corrected by a new edit
            if entry.number not in self.draft.undone and not isinstance(entry.edit, Undo):
                return entry.number, edit_words(entry.edit, entry.number)
        return None

    def row(self, id: str) -> DeskRow:
        return self.row_of(self.draft.item(id))

    def row_of(self, item: Item) -> DeskRow:
        c = item.commitment
        return DeskRow(
            id=c.id,
            href=self.row_address(c.id),
            kind=c.kind.value,
            kind_word=str(KINDS[c.kind]),
            label=label_of(c),
            promise=promise(c) if c.kind is Kind.TARGET else None,
            due=NOTHING if c.kind is Kind.ACTION and c.period.until is None else due_words(c),
            mark=own_mark_of(c),
            state=item.state.value,
            state_word=str(STATES[item.state]),
            waits=self.waits[c.id] if item.live else 0,
        )

    # -- the leaf that is open ----------------------------------------------------------------------------------------

    @cached_property
    def leaves(self) -> Leaves:
        plan = self.draft.value
        places = [(i.commitment.span.start, i.id) for i in self.draft.items]
        return Leaves(plan.text, parts(plan), sorted(places, key=itemgetter(0)))

    @cached_property
    def number(self) -> int:
        """Of the leaf that is open, from 0: the one of the place that is asked for, or of the current row."""
        if self.near is not None:
            return self.leaves.at(self.near)
        return self.leaves.at(self.draft.item(self.current).commitment.span.start) if self.current else 0

    @property
    def leaf(self) -> DeskLeaf:
        return self.leaves.all[self.number]

    @cached_property
    def turn(self) -> Pages:
        """The leaves before and after, each at its first row."""
        beside = (next(iter(self._shown(leaf.ids)), "") if leaf else "" for leaf in self._beside)
        before, after = (self.row_address(id) if id else "" for id in beside)
        return Pages(self.number + 1, len(self.leaves.all), before, after)

    @property
    def before(self) -> str:
        """Where the row before the first of this leaf is."""
        leaf = self._beside[0]
        return self.row_address(self._shown(leaf.ids)[-1]) if leaf and leaf.ids else ""

    @property
    def unclaimed_elsewhere(self) -> str:
        """The next number on another leaf that nothing claims, from the top again at the end."""
        open_leaf, places = self.leaf, [c.span.start for c in self.draft.open_claims]
        after = [place for place in places if place >= open_leaf.end]
        found = next(iter([*after, *(place for place in places if place < open_leaf.start)]), None)
        return "" if found is None else self.place_address(found, f"n{found}")

    @property
    def _beside(self) -> tuple[DeskLeaf | None, DeskLeaf | None]:
        every, n = self.leaves.all, self.number
        return every[n - 1] if n else None, every[n + 1] if n + 1 < len(every) else None

    def row_address(self, id: str) -> str:
        return f"{self.address('desk')}?at={id}{self._more}#row-{id}"

    def place_address(self, place: int, mark: str) -> str:
        return f"{self.address('desk')}?near={place}{self._more}#{mark}"

    @property
    def _more(self) -> str:
        return "&only=main" if self.only else ""

    @property
    def other_choice(self) -> str:
        """The desk at the same row, with the actions or without them."""
        more = "" if self.only else "&only=main"
        return f"{self.address('desk')}?at={self.current}{more}#row-{self.current}"

    def _shown(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        """The rows of a leaf that are shown; all of them where nothing else would be."""
        if not self.only:
            return ids
        main = tuple(i for i in ids if i == self.current or self.draft.item(i).commitment.kind is not Kind.ACTION)
        return main or ids

    def find(self, words: str) -> DeskFinds | None:
        """What a search finds over all leaves; None where nothing is asked for."""
        place = lambda at: self.place_address(at, f"s{self._part_at(at)}")  # noqa: E731 - an address, said once
        return find_on_desk(self.draft, words, to_row=self.row_address, to_place=place)

    def _part_at(self, place: int) -> int:
        parts = self.leaves.all[self.leaves.at(place)].parts
        return next((n for n, part in enumerate(parts, 1) if place < part.span.end), 1)

    @property
    def contents(self) -> list[tuple[str, str]]:
        """The parts of the open leaf, and the first part of every other leaf, with their addresses."""
        found = []
        for number, leaf in enumerate(self.leaves.all):
            for n, part in enumerate(leaf.parts[: None if number == self.number else 1], 1):
                here = number == self.number
                found.append((part.title, f"#s{n}" if here else self.place_address(part.span.start, f"s{n}")))
        return found if len(found) > 1 else []

    @cached_property
    def sections(self) -> list[DeskSection]:
        """Of the leaf that is open: its text, and beside each part the rows that begin in it."""
        said = {state: str(word) for state, word in STATES.items()}
        words = {i.id: said[i.state] for i in self.draft.items}
        marked = DeskMarked(self.draft.value, words, self.current, desk=self.address("desk"), more=self._more)
        rows = [self.row(id) for id in self._shown(self.leaf.ids)]
        starts = {r.id: self.draft.by_id[r.id].commitment.span.start for r in rows}
        return [
            DeskSection(
                n,
                part.title,
                marked.paragraphs(part.span),
                [r for r in rows if part.span.start <= starts[r.id] < part.span.end],
            )
            for n, part in enumerate(self.leaf.parts, 1)
        ]

    # -- the panel of one row -----------------------------------------------------------------------------------------

    @cached_property
    def panel(self) -> dict[str, Any] | None:
        if not self.current:
            return None
        item = self.draft.item(self.current)
        c = item.commitment
        text = self.draft.plan.text
        last = self.desk.step(self.draft.revisions.get(c.id, 0))
        return {
            "id": c.id,
            "item": item,
            "live": item.live,
            "looked": item.looked_at,
            "base": self.draft.until,
            "quote": c.quote,
            "evidence": [(rule_word(e.rule), shortened(e.span.of(text))) for e in c.evidence]
            + ([(rule_word(c.deadline.rule), shortened(c.deadline.span.of(text)))] if c.deadline else []),
            "lead": c.lead,
            "supporting": "、".join(c.supporting),
            "also": [span.of(text) for span in c.also],
            "changed": "、".join(str(FIELDS[name]) for name in FIELDS if name in item.changed),
            "last": (last, edit_words(last.edit, last.number)) if last else None,
            "questions": [q for q in self.draft.open_questions if q.commitment == c.id],
            "answers": [
                (q.asks, self.draft.answers[q.id].reading)
                for q in self.draft.questions
                if q.commitment == c.id and q.id in self.draft.answers
            ],
            "doubts": [r for r in self.refusals if r.place == c.id and r.code != "L508"],
            "main": [f for f in self.fields if f.name in MAIN],
            "more": [f for f in self.fields if f.name not in MAIN],
            "cuts": cuts(c),
            "neighbours": list(self._neighbours(item)),
            "rejections": REJECTIONS,
            "trouble": self.trouble,
        }

    @property
    def fields(self) -> list[FormField]:
        trouble = self.trouble
        typed = trouble.posted if trouble and trouble.verb == "change" and not trouble.conflict else {}
        return form_fields(plain_fields(self.draft.item(self.current).commitment), typed, trouble)

    def _neighbours(self, item: Item) -> Iterable[Neighbour]:
        """What stands next to a commitment, three on either side: what it might be merged with."""
        live = [i for i in self.draft.items if i.live]
        at = live.index(item) if item in live else -1
        if at >= 0:
            for other in (*live[max(0, at - 3) : at], *live[at + 1 : at + 4]):
                yield Neighbour(other.id, shortened(other.commitment.quote, 40))

    def next_unseen(self, id: str) -> str:
        """The next commitment after this one that nobody has looked at, from the top again at the end."""
        ids = [i.id for i in self.draft.items]
        at = ids.index(id) + 1 if id in ids else 0
        unseen = [
            i.id
            for i in (*self.draft.items[at:], *self.draft.items[:at])
            if not i.looked_at and not (self.only and i.commitment.kind is Kind.ACTION)
        ]
        return next((other for other in unseen if other != id), "")

    # -- the queue ----------------------------------------------------------------------------------------------------

    @cached_property
    def queue(self) -> dict[str, Any]:
        text = self.draft.plan.text
        return {
            "questions": [(q, context(text, q.span, 0)) for q in self.draft.open_questions],
            "unclaimed": [(place_of(c), c, context(text, c.span)) for c in self.draft.open_claims],
            "others": [r for r in self.refusals if r.code not in ("L501", "L502", "L508")],
            "unseen": [r for r in self.refusals if r.code == "L508"],
            "excuses": EXCUSES,
        }

    @cached_property
    def history(self) -> list[dict[str, Any]]:
        """Every edit, the newest first."""
        return [
            {
                "number": s.number,
                "at": s.at,
                "by": s.by,
                "words": edit_words(s.edit, s.number),
                "undone": s.number in self.draft.undone,
                "moot": s.number in self.draft.moot,
                "undo": not isinstance(s.edit, Undo)
                and s.number not in self.draft.undone
                and s.number > self.published,
            }
            for s in reversed(self.desk.steps)
        ]

    @property
    def next_version(self) -> int:
        return self.desk.version.number + 1 if self.desk.version else 1

    @property
    def listed(self) -> list[dict[str, object]]:
        """Every refusal but the unseen, which are one line together, with the address where it is settled."""
        desk, queue = self.address("desk"), self.address("queue")
        return [
            {
                "code": r.code,
                "reason": r.reason,
                "way_out": r.way_out,
                "place_word": "".join(context(self.draft.plan.text, r.span, 8)) if r.code == "L501" else r.place,
                "href": f"{queue}#{r.place}" if r.code in ("L501", "L502") else f"{desk}?at={r.place}#row-{r.place}",
            }
            for r in self.refusals
            if r.code != "L508"
        ]

    @cached_property
    def summary(self) -> dict[str, int]:
        """What a version would fix, counted."""
        states = Counter(i.state for i in self.draft.items)
        kinds = Counter(c.kind for c in self.draft.commitments)
        return {
            **{f"n_{k.value}": kinds[k] for k in Kind},
            **{f"n_{s.value}": states[s] for s in ItemState},
            "n_merged": len(self.draft.merged),
            "n_answers": len(self.draft.answers),
            "n_excuses": len(self.draft.excuses),
        }


def form_fields(
    values: Changes, typed: Mapping[str, list[str]] | None = None, trouble: Trouble | None = None
) -> list[FormField]:
    """The fields of a commitment as the form shows them; what a person typed and could not be saved stays."""
    found = []
    for name, label in FIELDS.items():
        value = values.get(name)
        shown = "1" if value is True else "" if value in (None, False) else str(value)
        if typed and name in typed:
            shown = typed[name][-1]
        options = tuple((str(k), str(word), str(k) == shown) for k, word in CHOICES.get(name, {}).items())
        found.append(FormField(name, str(label), shown, options, bool(trouble and trouble.wrong == name)))
    return found


def compared(draft: Draft, id: str, changes: Changes) -> tuple[tuple[str, str, str], ...]:
    """Field by field: what stands in the draft now, and what a person wanted."""
    now = plain_fields(draft.item(id).commitment)
    return tuple((str(FIELDS[n]), value_word(n, now[n]), value_word(n, mine)) for n, mine in changes.items())


def label_of(c: Commitment) -> str:
    return short_label(c, limit=PAGE) if c.kind is Kind.TARGET and c.indicator else c.quote


def shortened(words: str, limit: int = 30) -> str:
    return words if len(words) <= limit else words[: limit - 1] + "…"


def context(text: str, span: Span, around: int = 22) -> tuple[str, str, str]:
    """The words before, the words themselves, the words after, on one line."""
    before = text[max(0, span.start - around) : span.start].rpartition("\n")[2]
    after = text[span.end : span.end + around].partition("\n")[0]
    return before, span.of(text).replace("\n", " "), after
