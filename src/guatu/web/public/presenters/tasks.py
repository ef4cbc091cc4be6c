"""Milestones and actions: the list with what the reader asked to see, and the page of one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from guatu.core.decisions import Basis, Dated
from guatu.core.plan.model import Commitment, Kind
from guatu.core.reports.tasks import (
    TaskRow,
    TaskTally,
    counted_tasks,
    counts,
    in_order,
    tally_tasks,
    task_label,
    task_row,
)
from guatu.core.tasks.course import course, proved_by, reporters
from guatu.core.tasks.model import Move, TaskJudgement, TaskState, TaskStep, is_task, terms
from guatu.core.tasks.words import MOVE_WORDS, STATE_SHAPES, STATE_WORDS
from guatu.core.text.said import Said, Sentence, quoted
from guatu.core.text.spans import Span
from guatu.web.base.errors import NotInStore
from guatu.web.public.presenters.addresses import address, sector_address
from guatu.web.public.presenters.lists import KIND_WORDS, Filter
from guatu.web.public.presenters.target import cite, heading_of
from guatu.web.standing.reading import Reader, Reading
from guatu.web.tasks.scopes import TaskPlaces

# -- the list ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AskedTasks:
    """Which tasks the reader asked to see."""

    states: frozenset[TaskState] = frozenset()
    unit: str = ""
    sector: str = ""
    kind: str = ""
    word: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> AskedTasks:
        given = {name: query.get(name, "").strip()[:120] for name in ("unit", "sector", "kind")}
        states = frozenset(s for s in TaskState if s.value in query.get("state", "").split(","))
        return cls(states, word=query.get("q", "").strip()[:40], **given)

    def __bool__(self) -> bool:
        return any((self.states, self.unit, self.sector, self.kind, self.word))

    def wants(self, row: TaskRow, sector: int) -> bool:
        return (
            (not self.states or row.state in self.states)
            and (not self.unit or row.lead == ("" if self.unit == NOBODY else self.unit))
            and (not self.sector or str(sector) == self.sector)
            and (not self.kind or row.kind.value == self.kind)
            and (not self.word or self.word in f"{row.task} {row.label} {row.lead}")
        )


NOBODY = "-"  # no unit leads it


@dataclass(frozen=True, slots=True)
class TaskList:
    summary: Sentence
    groups: tuple[TaskTally, ...]  # by state, without the actions that have no deadline
    undated: tuple[TaskRow, ...]
    filters: list[Filter]

    def __bool__(self) -> bool:
        return bool(self.groups or self.undated)


def task_list(reading: Reading, asked: AskedTasks) -> TaskList:
    """The tasks asked for, what is late first; actions without a deadline apart."""
    judged = reading.standing.tasks
    items, rows, chosen = _chosen(reading, asked)
    counted = [rows[c.id] for c in items if c.id in chosen and counts(c, judged[c.id])]
    groups = tally_tasks(in_order(counted))
    undated = tuple(rows[c.id] for c in items if c.id in chosen and not counts(c, judged[c.id]))
    return TaskList(counted_tasks(groups), groups, undated, _filters(reading, rows.values(), asked))


def _chosen(reading: Reading, asked: AskedTasks) -> tuple[list[Commitment], dict[str, TaskRow], set[str]]:
    """All tasks, their rows by key, and the keys of those that are asked for."""
    items = [c for c in reading.standing.items if is_task(c)]
    rows = {c.id: task_row(c, reading.standing.tasks[c.id], reading.standing.leads) for c in items}
    numbers = {name: n for n, name in enumerate(reading.sectors, start=1)}
    return items, rows, {c.id for c in items if asked.wants(rows[c.id], numbers.get(c.sector, 0))}


def asked_tasks(reading: Reading, asked: AskedTasks) -> list[str]:
    """The keys of the tasks that the list shows, in its order."""
    found = task_list(reading, asked)
    return [row.task for group in found.groups for row in group.rows] + [row.task for row in found.undated]


def _filters(reading: Reading, rows: Iterable[TaskRow], asked: AskedTasks) -> list[Filter]:
    rows = tuple(rows)
    states, units = Counter(r.state for r in rows), Counter(r.lead for r in rows)
    chosen = ",".join(s.value for s in TaskState if s in asked.states)
    options = [(s.value, f"{gettext(STATE_WORDS[s])} {states[s]}", s.value == chosen) for s in TaskState if states[s]]
    if len(asked.states) > 1:
        options.insert(
            0, (chosen, gettext("、").join(gettext(STATE_WORDS[s]) for s in TaskState if s in asked.states), True)
        )
    named = [(u, f"{u} {n}", u == asked.unit) for u, n in sorted(units.items(), key=lambda one: -one[1]) if u]
    if units[""]:
        nobody = gettext("没有写明")
        named.append((NOBODY, f"{nobody} {units['']}", asked.unit == NOBODY))
    sectors = [(str(n), name, str(n) == asked.sector) for n, name in enumerate(reading.sectors, start=1)]
    kinds = [(k.value, gettext(KIND_WORDS[k]), k.value == asked.kind) for k in (Kind.MILESTONE, Kind.ACTION)]
    return [
        Filter("state", gettext("状态"), options),
        Filter("unit", gettext("牵头单位"), named),
        Filter("sector", gettext("领域"), sectors),
        Filter("kind", gettext("类别"), kinds),
    ]


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
