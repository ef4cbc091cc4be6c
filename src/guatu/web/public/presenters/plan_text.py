"""The plan's text with every commitment marked, each part beside its own ledger."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from guatu.core.judging.model import Status
from guatu.core.judging.promise_words import Promise, promise
from guatu.core.plan.model import Commitment, Kind, Plan
from guatu.core.plan.own_words import own_mark_of
from guatu.core.reports.words import due_words, shape
from guatu.core.tasks.model import TaskState
from guatu.core.tasks.words import STATE_SHAPES, STATE_WORDS
from guatu.core.text.said import NOTHING, Said, listed
from guatu.core.text.spans import Span
from guatu.web.base.tongue import known
from guatu.web.public.presenters.addresses import sector_address, target_address
from guatu.web.public.presenters.lists import KIND_WORDS
from guatu.web.public.templatetags.guatu import word_of
from guatu.web.standing.reading import Reading

if TYPE_CHECKING:
    from guatu.web.public.presenters.original import OnPages


@dataclass(frozen=True, slots=True)
class LedgerLine:
    id: str
    kind: str
    label: str
    promise: Promise | None
    due: Said
    mark: str  # the plan's own words that the sign does not say
    shape: str
    word: str  # of a task's state; a target's light has its own
    questions: list[Any]
    on_page: tuple[str, int] | None = None  # address and number of the page of the original file


@dataclass(slots=True)
class TextSection:
    title: str
    href: str
    paragraphs: list[tuple[int, SafeString]]  # each with where it begins in the text
    lines: list[LedgerLine]
    actions: list[LedgerLine]
    n_targets: int = 0
    n_milestones: int = 0
    n_actions: int = 0

    @property
    def count(self) -> int:
        return self.n_targets + self.n_milestones + self.n_actions

    @property
    def shown(self) -> int:
        return len(self.lines) + len(self.actions)


@dataclass(frozen=True, slots=True)
class Claimed:
    start: int
    text: str
    context: str
    excuse: str


def ledger_line(reading: Reading, item: Commitment, pages: OnPages | None = None) -> LedgerLine:
    judgement, task = reading.judgements.get(item.id), reading.standing.tasks.get(item.id)
    return LedgerLine(
        id=item.id,
        kind=item.kind.value,
        label=reading.names[item.id] if item.kind is Kind.TARGET else item.quote,
        promise=promise(item) if item.kind is Kind.TARGET else None,
        due=NOTHING if item.kind is Kind.ACTION and item.period.until is None else due_words(item),
        mark=own_mark_of(item),
        shape=shape(judgement) if judgement else STATE_SHAPES[task.state] if task else "",
        word=STATE_WORDS[task.state] if task else "",
        questions=[q for q in reading.plan.questions if q.commitment == item.id],
        on_page=pages.link(item) if pages else None,
    )


def sections(reading: Reading, shown: Container[str], pages: OnPages | None = None) -> list[TextSection]:
    """The text cut at its headings, every commitment marked, each part beside the ledger of its lines in `shown`."""
    plan = reading.plan
    marked = Marked(reading, shown)
    starts = sorted({h.span.start: h for h in plan.headings if h.level <= 2}.values(), key=lambda h: h.span.start)
    cuts = [_line_start(plan.text, h.span.start) for h in starts] + [len(plan.text)]
    found: list[TextSection] = []
    if cuts[0] > 0 and plan.text[: cuts[0]].strip():
        found.append(_section(reading, marked, gettext("文首"), "", Span(0, cuts[0]), pages))
    waiting: list[tuple[int, SafeString]] = []  # a heading without text of its own stands above the next part
    for n, h in enumerate(starts):
        href = sector_address(reading, h.sector) if h.sector in reading.sectors else ""
        made = _section(reading, marked, h.text, href, Span(cuts[n], cuts[n + 1]), pages)
        if len(made.paragraphs) < 2 and not made.count and n + 1 < len(starts):
            waiting += made.paragraphs
            continue
        made.paragraphs[:0], waiting = waiting, []
        found.append(made)
    return found


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _section(reading: Reading, marked: Marked, title: str, href: str, span: Span, pages: OnPages | None) -> TextSection:
    plan = reading.plan
    inside = [c for c in plan.commitments if span.start <= c.span.start < span.end]
    shown = [c for c in inside if marked.wanted(c)]
    paragraphs, at = [], span.start
    for row in span.of(plan.text).splitlines(keepends=True):
        body = row.strip()
        if body:
            start = at + row.index(body[0])
            paragraphs.append((start, marked.html(Span(start, start + len(body)))))
        at += len(row)
    made = TextSection(
        title,
        href,
        paragraphs,
        [ledger_line(reading, c, pages) for c in shown if c.kind is not Kind.ACTION],
        [ledger_line(reading, c, pages) for c in shown if c.kind is Kind.ACTION],
    )
    for c in inside:
        name = f"n_{c.kind.value}s"
        setattr(made, name, getattr(made, name) + 1)
    return made


class Marked:
    """Turns stretches of the plan into HTML: commitments linked, excused numbers grey, unclaimed ones red."""

    def __init__(self, reading: Reading, shown: Container[str] | None = None) -> None:
        """`shown`: the ids of the commitments that were asked for; without it every one."""
        self.reading, self.shown, self.plan = reading, shown, reading.plan
        self.text = self.plan.text
        self.owner: list[str] = [""] * len(self.text)
        order = {Kind.ACTION: 0, Kind.MILESTONE: 1, Kind.TARGET: 2}
        self.by_id = {c.id: c for c in self.plan.commitments}
        for c in sorted(self.plan.commitments, key=lambda c: (order[c.kind], c.span.start - c.span.end)):
            self.owner[c.span.start : c.span.end] = [c.id] * (c.span.end - c.span.start)
        # words that two commitments share are marked once; the other follows as a number of its own
        shown = set(self.owner)
        self.sharing: dict[str, list[Commitment]] = {}
        for c in self.plan.commitments:
            if c.id not in shown:
                self.sharing.setdefault(self.owner[c.span.start], []).append(c)
        self.claim: list[int] = [-1] * len(self.text)
        for n, claim in enumerate(self.plan.coverage.claims):
            if not claim.commitment:
                self.claim[claim.span.start : claim.span.end] = [n] * (claim.span.end - claim.span.start)
        self.seen: set[str] = set()
        self.claimed: set[int] = set()

    def wanted(self, c: Commitment) -> bool:
        return self.shown is None or c.id in self.shown

    def html(self, span: Span) -> SafeString:
        return SafeString("".join(self._run(id, part) for id, part in runs(self.owner, span)))

    def _run(self, id: str, span: Span) -> str:
        inner = SafeString("".join(self._claims(n, part) for n, part in runs(self.claim, span)))
        if not id:
            return inner
        c = self.by_id[id]
        first = id not in self.seen
        self.seen.add(id)
        anchor = format_html(' id="{}"', id) if first else mark_safe("")
        off = mark_safe(' class="off"') if not self.wanted(c) else mark_safe(" data-walk")
        last = span.end == c.span.end
        number = (
            format_html("<sup>{}</sup>{}", id, self._light(c)) if last and c.kind is not Kind.ACTION else mark_safe("")
        )
        href = target_address(self.reading, id) if c.kind is Kind.TARGET else f"#L{id}"
        title = self._title(c)
        run = format_html(
            '<a data-kind="{}"{}{} href="{}" title="{}">{}{}</a>', c.kind.value, anchor, off, href, title, inner, number
        )
        return run + SafeString("".join(self._number_only(other) for other in self.sharing.get(id, ()) if last))

    def _number_only(self, c: Commitment) -> str:
        href = target_address(self.reading, c.id) if c.kind is Kind.TARGET else f"#L{c.id}"
        return format_html(
            '<a data-kind="{}" id="{}" href="{}" title="{}"><sup>{}</sup>{}</a>',
            c.kind.value, c.id, href, self._title(c), c.id, self._light(c),
        )  # fmt: skip

    def _light(self, c: Commitment) -> SafeString:
        """The light of a target that has a figure, or of a task that is due or done, small, after its words."""
        judgement, task = self.reading.judgements.get(c.id), self.reading.standing.tasks.get(c.id)
        lit = shape(judgement) if judgement and judgement.status is not Status.UNKNOWN else ""
        if task and task.state not in (TaskState.NOT_DUE, TaskState.UNDATED):
            lit = STATE_SHAPES[task.state]
        if not lit:
            return mark_safe("")
        return format_html(
            '<span class="{0}"><svg class="glyph" aria-hidden="true"><use href="#l-{0}"/></svg></span>\u2060', lit
        )

    def _title(self, c: Commitment) -> str:
        kind = gettext(KIND_WORDS[c.kind])
        judgement, task = self.reading.judgements.get(c.id), self.reading.standing.tasks.get(c.id)
        word = word_of(shape(judgement)) if judgement else gettext(STATE_WORDS[task.state]) if task else ""
        return f"{c.id} {kind}" + (f" · {word}" if word else "")

    def _claims(self, n: int, span: Span) -> str:
        words = span.of(self.text)
        if n < 0:
            return format_html("{}", words)
        claim = self.plan.coverage.claims[n]
        anchor = format_html(' id="n{}"', claim.span.start) if n not in self.claimed else mark_safe("")
        self.claimed.add(n)
        if claim.excuse:
            return format_html('<span data-kind="excused"{} title="{}">{}</span>', anchor, known(claim.excuse), words)
        return format_html('<span data-kind="open"{} title="{}">{}</span>', anchor, gettext("未认领"), words)


def runs(values: Sequence[Any], span: Span) -> Iterable[tuple[Any, Span]]:
    """Stretches of equal value within a span."""
    start = span.start
    for at in range(span.start + 1, span.end + 1):
        if at == span.end or values[at] != values[start]:
            yield values[start], Span(start, at)
            start = at


def claims(plan: Plan, *, excused: bool) -> list[Claimed]:
    return [
        Claimed(
            c.span.start,
            c.text,
            plan.text[max(0, c.span.start - 18) : c.span.end + 18].replace("\n", " ").strip(),
            c.excuse,
        )
        for c in plan.coverage.claims
        if not c.commitment and bool(c.excuse) is excused
    ]


def plan_questions(plan: Plan) -> list[dict[str, Any]]:
    return [
        {
            "id": q.id,
            "asks": q.asks,
            "words": q.span.of(plan.text),
            "readings": listed(q.readings, "；"),
            "target": q.commitment,
        }
        for q in plan.questions
    ]
