"""Milestones and actions: the list with what the reader asked to see, and the page of one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from guatu.core.decisions import Basis, Dated
from guatu.core.lists.listing import list_rows
from guatu.core.lists.model import Facet, Listing, ListKind, ListOrder, Query
from guatu.core.plan.model import Commitment, Kind
from guatu.core.reports.tasks import (
    TaskRow,
    counts,
    in_order,
    task_label,
    task_row,
)
from guatu.core.tasks.course import course, proved_by, reporters
from guatu.core.tasks.model import Move, TaskJudgement, TaskState, TaskStep, is_task, terms
from guatu.core.tasks.words import MOVE_WORDS, STATE_SHAPES, STATE_WORDS
from guatu.core.text.said import Said, quoted
from guatu.core.text.spans import Span
from guatu.web.base.errors import NotInStore
from guatu.web.public.presenters.addresses import address, sector_address
from guatu.web.public.presenters.lists import KIND_WORDS, OPEN, sector_words
from guatu.web.public.presenters.target import cite, heading_of
from guatu.web.standing.reading import Reader, Reading
from guatu.web.tasks.scopes import TaskPlaces

# -- the list ---------------------------------------------------------------------------------------------------------

NOBODY = "-"  # no unit leads it


@dataclass(frozen=True, slots=True)
class TaskEntry:
    """A task with what its list asks of it: cheap, for there may be ten thousand."""

    item: Commitment
    judgement: TaskJudgement
    lead: str

    @property
    def id(self) -> str:
        return self.item.id

    @property
    def state(self) -> TaskState:
        return self.judgement.state

    @property
    def year(self) -> str:
        return str(self.judgement.due.year) if self.judgement.due else OPEN

    @property
    def counts(self) -> bool:
        return counts(self.item, self.judgement)


def task_entries(reading: Reading) -> list[TaskEntry]:
    """Every milestone and action: what is late first, those that are not counted at the end."""
    judged, leads, order = reading.standing.tasks, reading.standing.leads, list(TaskState)
    rows = [TaskEntry(c, judged[c.id], leads.get(c.id, "")) for c in reading.standing.items if is_task(c)]
    return sorted(rows, key=lambda r: (not r.counts, order.index(r.state), r.judgement.due or date.max))


def task_listing(reading: Reading, query: Query) -> Listing[TaskEntry]:
    """The tasks asked for."""
    rows = task_entries(reading)
    return list_rows(rows, tasks_kind(reading, rows), query, word_label=gettext("词"))


def rows_of(reading: Reading, entries: Iterable[TaskEntry]) -> list[TaskRow]:
    return [task_row(row.item, row.judgement, reading.standing.leads) for row in entries]


def tasks_kind(reading: Reading, rows: Sequence[TaskEntry]) -> ListKind[TaskEntry]:
    numbers = {name: str(n) for n, name in enumerate(reading.sectors, start=1)}
    units = Counter(row.lead for row in rows)
    leads = {unit: unit for unit, _ in sorted(units.items(), key=lambda one: (-one[1], one[0])) if unit}
    nobody = {NOBODY: gettext("没有写明")} if units[""] else {}
    years = {year: year for year in sorted({row.year for row in rows} - {OPEN})}
    facets: tuple[Facet[TaskEntry], ...] = (
        Facet("state", gettext("状态"), lambda r: (r.state.value,),
              {s.value: gettext(STATE_WORDS[s]) for s in TaskState}),
        Facet("unit", gettext("牵头单位"), lambda r: (r.lead or NOBODY,), {**leads, **nobody}, names=True),
        Facet("sector", gettext("领域"), lambda r: (numbers[r.item.sector],) if r.item.sector in numbers else (),
              sector_words(reading), names=True),
        Facet("year", gettext("到期年"), lambda r: (r.year,), {**years, OPEN: gettext("未定期限")}),
        Facet("kind", gettext("类别"), lambda r: (r.item.kind.value,),
              {k.value: gettext(KIND_WORDS[k]) for k in (Kind.MILESTONE, Kind.ACTION)}),
    )  # fmt: skip
    return ListKind(
        says=gettext("逾期和到期未报的在前，同一种状态里先到期的在前，没有写明期限的举措在后"),
        facets=facets, orders=_orders(rows), text=lambda r: f"{r.id} {r.item.quote} {r.lead}",
    )  # fmt: skip


def _orders(rows: Sequence[TaskEntry]) -> tuple[ListOrder[TaskEntry], ...]:
    at = {row.id: n for n, row in enumerate(rows)}
    return (
        ListOrder("state", gettext("状态"), lambda r: at[r.id],
              gettext("最要紧的状态在前"), gettext("最要紧的状态在后")),
        ListOrder("name", gettext("里程碑和举措"), lambda r: task_label(r.item),
              gettext("按名称"), gettext("按名称，倒着排")),
        ListOrder("lead", gettext("牵头单位"), lambda r: r.lead or None,
              gettext("按牵头单位的名称"), gettext("按牵头单位的名称，倒着排")),
        ListOrder("due", gettext("期限"), lambda r: r.judgement.due, gettext("先到期的在前"), gettext("后到期的在前")),
    )  # fmt: skip


# -- one task ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Told:
    """One step of a task as its page tells it. What only staff may see is empty for the public."""

    on: date
    word: str
    shape: str
    year: int | None
    done_on: date | None
    paper: str
    ratified: bool
    recorded_on: date
    who: str = ""
    note: str = ""
    reason: str = ""
    link: str = ""
    file: tuple[str, str] | None = None  # address and name


@dataclass(frozen=True, slots=True)
class TaskForms:
    """What this reader may do with the task today."""

    report: bool = False
    check: bool = False
    same_person: bool = False  # he may check, but reported this one himself
    years: tuple[int, ...] = ()  # of a yearly task: those that are open

    def __bool__(self) -> bool:
        return self.report or self.check


@dataclass(frozen=True, slots=True)
class TaskPage:
    c: Commitment
    row: TaskRow | None  # None when an amendment took it out of the plan
    j: TaskJudgement | None
    label: str
    withdrawn: date | None
    heading: str
    passage: SafeString
    cite: Said
    in_plan: str
    history: list[Told]
    staff: bool
    forms: TaskForms
    grace: int
    beside: list[TaskRow]  # of the same passage
    previous: TaskRow | None = None
    following: TaskRow | None = None
    on_page: tuple[str, int] | None = None
    years: list[dict[str, Any]] = field(default_factory=list)


MOVE_SHAPES = {
    Move.REPORTED: STATE_SHAPES[TaskState.REPORTED],
    Move.CLOSED: STATE_SHAPES[TaskState.CLOSED],
    Move.RETURNED: STATE_SHAPES[TaskState.UNREPORTED],
}


def task_page(
    reading: Reading, code: str, reader: Reader, name: str, *, on_page: tuple[str, int] | None = None
) -> TaskPage:
    """
    Args:
        reader: who looks, signed in or not; name: of the account.
    Raises:
        NotInStore: no edition of the plan ever had such a task.
    """
    standing, plan = reading.standing, reading.plan
    item = next((c for c in standing.items if c.id == code and is_task(c)), None)
    if item is None:
        return _withdrawn(reading, code, reader)
    places = TaskPlaces(standing.plan, reading.today)
    staff = reader.has_perm("tasks.read", places.shared(item))
    judgement, span = standing.tasks[code], paragraph_around(plan.text, item.span)
    rows = in_order(
        task_row(c, standing.tasks[c.id], standing.leads)
        for c in standing.items
        if is_task(c) and counts(c, standing.tasks[c.id])
    )
    at = next((n for n, row in enumerate(rows) if row.task == code), None)
    near = [c for c in standing.items if c.id != code and is_task(c) and span.overlaps(c.span)]
    return TaskPage(
        c=item,
        row=task_row(item, judgement, standing.leads),
        j=judgement,
        label=task_label(item),
        withdrawn=None,
        heading=heading_of(plan, item.span),
        passage=passage(plan.text, span, item),
        cite=cite(reading, item.span),
        in_plan=address(reading, "plan") + f"#{code}",
        history=told(reading, item, standing.steps.get(code, ()), staff=staff),
        staff=staff,
        forms=forms(reading, item, reader, name, places),
        grace=standing.rules.task_grace_days,
        beside=[task_row(c, standing.tasks[c.id], standing.leads) for c in near],
        previous=rows[at - 1] if at else None,
        following=rows[at + 1] if at is not None and at + 1 < len(rows) else None,
        on_page=on_page,
        years=[{"year": y.year, "shape": STATE_SHAPES[y.state], "word": STATE_WORDS[y.state], "reason": y.reason}
               for y in judgement.years],
    )  # fmt: skip


def _withdrawn(reading: Reading, code: str, reader: Reader) -> TaskPage:
    """A task that an amendment took out of the plan: what became of it stays. Raises NotInStore."""
    archive = reading.archive
    stood = archive.line.editions_until(reading.as_of, recorded_by=reading.recorded_by)
    for n in range(len(stood) - 2, -1, -1):
        item = next((c for c in archive.items(stood[n]) if c.id == code and is_task(c)), None)
        if item is not None:
            text = stood[n].plan.text
            places = TaskPlaces(reading.standing.plan, reading.today)
            staff = reader.has_perm("tasks.read", places.shared(item))
            return TaskPage(
                c=item, row=None, j=None, label=task_label(item), withdrawn=stood[n + 1].known_on, heading="",
                passage=passage(text, paragraph_around(text, item.span), item),
                cite=quoted(f"《{stood[n].plan.title}》"),
                in_plan="", history=told(reading, item, archive.steps.get(code, ()), staff=staff), staff=staff,
                forms=TaskForms(), grace=reading.standing.rules.task_grace_days, beside=[],
            )  # fmt: skip
    raise NotInStore(kind="任务", name=code[:40])


def told(reading: Reading, item: Commitment, rows: Iterable[Dated[TaskStep]], *, staff: bool) -> list[Told]:
    """Its steps as far as they count on the day, the newest first. Only a closed task shows its paper to everybody."""
    as_of, recorded_by, rows = reading.as_of, reading.recorded_by, tuple(rows)
    ways = [course(rows, as_of=as_of, recorded_by=recorded_by, year=year) for year, _ in terms(item)]
    shown = [row for way in ways for row in (way if staff else proved_by(way))]
    found = []
    for row in sorted((row for way in ways for row in way), key=lambda row: row.known_on)[::-1]:
        step = row.value
        public = Told(
            on=row.known_on, word=MOVE_WORDS[step.move], shape=MOVE_SHAPES[step.move], year=step.year,
            done_on=step.done_on, paper=row.paper if row in shown else "",
            ratified=row.basis is Basis.RATIFIED, recorded_on=row.recorded_on,
        )  # fmt: skip
        found.append(_in_full(reading, item, row, public) if staff else public)
    return found


def _in_full(reading: Reading, item: Commitment, row: Dated[TaskStep], told: Told) -> Told:
    proof = row.value.proof
    file = (address(reading, "task_file", item.id, proof.file), proof.name) if proof.file else None
    return replace(
        told, who=row.by or gettext("系统"), note=row.value.note, reason=row.reason, link=proof.link, file=file
    )


def forms(reading: Reading, item: Commitment, reader: Reader, name: str, places: TaskPlaces) -> TaskForms:
    """What this reader may do: nothing on another day than today, and nothing in a draft."""
    if reading.as_of != reading.today or not reading.archive.line.published:
        return TaskForms()
    place, rows = places.led(item), reading.standing.steps.get(item.id, ())
    ways = {year: course(rows, as_of=reading.today, year=year) for year, _ in terms(item)}
    moves = {year: steps[-1].value.move if steps else None for year, steps in ways.items()}
    checks = [year for year, move in moves.items() if move is Move.REPORTED]
    may_check = bool(checks) and reader.has_perm("tasks.close", place)
    return TaskForms(
        report=any(move is not Move.CLOSED for move in moves.values()) and reader.has_perm("tasks.report", place),
        check=may_check,
        same_person=may_check and all(name in reporters(ways[year]) for year in checks),
        years=tuple(year for year, move in moves.items() if year is not None and move is not Move.CLOSED),
    )


def paragraph_around(text: str, span: Span) -> Span:
    """The whole paragraph that a task stands in."""
    start, end = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    end = len(text) if end < 0 else end
    while start < span.start and text[start] in " \u3000\t":
        start += 1
    return Span(start, end)


def passage(text: str, around: Span, item: Commitment) -> SafeString:
    """The paragraph with the task marked."""
    before, after = text[around.start : item.span.start], text[item.span.end : around.end]
    return format_html("{}<mark>{}</mark>{}", before, item.span.of(text), after)


def sector_link(reading: Reading, page: TaskPage) -> tuple[str, str]:
    name = page.c.sector
    return (sector_address(reading, name) if name in reading.sectors else "", name or gettext("未分领域"))
