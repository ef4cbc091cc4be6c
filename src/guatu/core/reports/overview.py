"""The overview of a plan on a day: every value that the first page, the wall chart and the bulletin's first part print.

Pure: the day, the judgements and the earlier judgements are arguments. Sentences are values.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from guatu.core.judging.model import Judgement, Status, Why
from guatu.core.plan.model import Commitment, Context, PeriodKind, Plan
from guatu.core.reports.best_year import BestYear
from guatu.core.reports.changes import Changes, NextDay, WorkingDays, changes, next_days
from guatu.core.reports.decisions import Advice, decisions
from guatu.core.reports.labels import short_labels
from guatu.core.reports.matrix import Matrix, matrix
from guatu.core.reports.stations import by_target
from guatu.core.reports.target_tables import (
    Reason,
    Sources,
    TargetRow,
    TargetTable,
    reasons,
    row,
    shortfall,
    table,
    told_once,
)
from guatu.core.reports.tasks import TaskReport, task_report
from guatu.core.reports.verdict import DueYear, due_years, verdict
from guatu.core.reports.words import NOT_YET, NOT_YET_WORD, STATUS_WORDS, due_year
from guatu.core.series.model import Source
from guatu.core.tasks.model import TaskJudgement, TaskState
from guatu.core.text.figures import amount
from guatu.core.text.said import NOTHING, Said, Sentence, sentences


@dataclass(frozen=True, slots=True)
class Tally:
    """One light of the legend with its count and its targets, in the plan's order."""

    shape: str
    word: str
    targets: tuple[str, ...]

    @property
    def count(self) -> int:
        return len(self.targets)


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark on the time ruler, `at` from 0 (the plan's first day) to 1 (its last)."""

    at: Decimal
    text: Said
    kind: str  # year, event, now


@dataclass(frozen=True, slots=True)
class Overview:
    as_of: date
    first_year: int
    last_year: int
    verdict: Sentence
    tally: tuple[Tally, ...]  # missed, bad, slow, ok, reached, met, unknown; then 未到节点 when there is any
    due: tuple[DueYear, ...]
    elapsed: Decimal  # share of the plan's days that are over, 0 to 1
    ruler: tuple[Mark, ...]
    missed: TargetTable
    behind: TargetTable
    kept: TargetTable
    unknown: tuple[Reason, ...]
    matrix: Matrix
    decisions: tuple[Advice, ...]
    changes: Changes
    next_days: tuple[NextDay, ...]
    rows: Mapping[str, TargetRow]  # every target's row, by commitment id
    sources: tuple[Source, ...]  # what the rows' numbers [1], [2] … stand for
    tasks: TaskReport

    @property
    def verdict_text(self) -> str:
        return str(self.verdict)

    @property
    def count(self) -> int:
        return len(self.rows)

    @property
    def known(self) -> int:
        return self.count - sum(t.count for t in self.tally if t.shape in (Status.UNKNOWN, NOT_YET))


def overview(
    plan: Plan,
    judgements: Iterable[Judgement],
    *,
    as_of: date,
    previous: Iterable[Judgement] = (),
    best: Mapping[str, BestYear] | None = None,
    leads: Mapping[str, str] | None = None,
    overrides: Mapping[str, str] | None = None,
    events: Iterable[tuple[date, Sentence]] = (),
    upcoming: Iterable[tuple[date, Sentence]] = (),
    working_days: WorkingDays | None = None,
    today: date | None = None,
    tasks: Mapping[str, TaskJudgement] | None = None,
    tasks_before: Mapping[str, TaskJudgement] | None = None,
) -> Overview:
    """Everything that the first page says.

    Args:
        tasks: where each milestone and action stands, by commitment id; `tasks_before`: where it stood a month ago.
        previous: the judgements of an earlier day (a month ago) to compare with.
        best: the best year of each target's series.
        leads: lead units assigned since the plan was read, by target.
        overrides: short names that the city prefers, by commitment id or indicator name.
        events, upcoming: days for the ruler and for the list of next days.
        working_days: working days between two days; None where the calendar is not published.
        today: the real day, when the page may look back; then an earlier `as_of` is not called today.
    """
    targets = plan.targets
    judged = by_target(targets, judgements, as_of)
    names = short_labels(targets, overrides=overrides)
    sources = Sources()
    top, by_id = best or {}, {t.id: t for t in targets}
    rows = {t.id: row(t, judged[t.id], label=names[t.id], sources=sources, best=top.get(t.id)) for t in targets}
    years = plan_years(plan, as_of=as_of)
    about_tasks = task_report(plan.commitments, tasks or {}, tasks_before, leads=leads)

    def of(*statuses: Status) -> list[TargetRow]:
        return [r for s in statuses for r in rows.values() if judged[r.target].status is s]

    missed = sorted(of(Status.MISSED), key=lambda r: -shortfall(by_id[r.target], judged[r.target]))
    behind = told_once(of(Status.BAD, Status.SLOW), by_id, judged)
    said = plan_verdict(verdict(targets, judged, as_of=as_of, names=names), about_tasks, targets=len(targets))
    return Overview(
        as_of=as_of,
        first_year=years[0],
        last_year=years[-1],
        verdict=on_its_day(said, as_of=as_of, today=today),
        tally=tally(judged),
        due=due_years(targets, judged),
        elapsed=elapsed(years, as_of),
        ruler=ruler(years, as_of, events=events, today=today),
        missed=table(Said("未完成"), WORST_FIRST if len(missed) > 1 else PAST, Said("差"), missed),
        behind=table(Said("滞后"), Said("期限未到，落后于时序"), Said("还需"), behind),
        kept=table(Said("已达与正常"), NOTHING, Said("差"), of(Status.MET, Status.REACHED, Status.OK)),
        unknown=reasons(targets, judged, names, as_of),
        matrix=matrix(targets, judged, years=years, as_of=as_of),
        decisions=decisions(plan, judged, names=names, best=best, leads=leads, tasks=about_tasks),
        changes=changes(targets, judged, previous, names=names, as_of=as_of),
        next_days=next_days(
            plan.commitments,
            judged,
            as_of=as_of,
            others=upcoming,
            working_days=working_days,
            closed=closed(tasks or {}),
        ),
        rows=rows,
        sources=tuple(sources.seen.values()),
        tasks=about_tasks,
    )


PAST = Said("期限已过，数已公布")
WORST_FIRST = Said("期限已过，数已公布；按差额占目标的比例，差得多的在前")


def on_its_day(verdict: Sentence, *, as_of: date, today: date | None) -> Sentence:
    """The verdict of a day that has not come yet says so."""
    if today is None or as_of <= today:
        return verdict
    return sentences(Said("{as_of}还没有到，下面只按{today}已知的数判。", as_of=as_of, today=today), verdict)


def plan_verdict(of_targets: Sentence, tasks: TaskReport, *, targets: int) -> Sentence:
    """What the mayor reads first: of a plan that is mostly tasks, how they stand, before its few targets."""
    if not tasks.first:
        return of_targets
    return sentences(tasks.sentence, of_targets) if targets else tasks.sentence


def closed(tasks: Mapping[str, TaskJudgement]) -> frozenset[str]:
    """What is closed out falls due no more."""
    return frozenset(id for id, task in tasks.items() if task.state is TaskState.CLOSED)


def plan_years(plan: Plan, *, as_of: date) -> tuple[int, ...]:
    """As its reader stated them, else those that its deadlines span, else the year of the day."""
    first, last = span_of(plan.context, plan.commitments, as_of=as_of)
    return tuple(range(first, last + 1))


def span_of(context: Context, commitments: Iterable[Commitment], *, as_of: date) -> tuple[int, int]:
    """First and last of these years."""
    first, last = context.plan_from, context.plan_to
    if first is None or last is None:
        stated = [y for c in commitments for y in _stated(c)]
        first = first if first is not None else min(stated, default=context.year or last or as_of.year)
        last = last if last is not None else max(stated, default=first)
    return first, max(first, last)


def _stated(item: Commitment) -> list[int]:
    spans = (PeriodKind.EACH_YEAR, PeriodKind.AVERAGE, PeriodKind.IN)
    years = [due_year(item), item.period.since if item.period.kind in spans else None]
    return [y for y in years if y is not None]


def tally(judged: Mapping[str, Judgement]) -> tuple[Tally, ...]:
    """Seven lights in their fixed order, even when none stands there; quotas that are not due are counted apart."""
    ahead = tuple(i for i, j in judged.items() if j.why is Why.NOT_DUE)
    shining = [(i, j.status) for i, j in judged.items() if j.why is not Why.NOT_DUE]
    lights = [Tally(s.value, STATUS_WORDS[s], tuple(i for i, status in shining if status is s)) for s in Status]
    return tuple(lights + ([Tally(NOT_YET, NOT_YET_WORD, ahead)] if ahead else []))


def elapsed(years: Sequence[int], as_of: date) -> Decimal:
    """Share of the plan's days that are over on the evening of `as_of`, never below 0 or above 1."""
    first, last = date(years[0], 1, 1), date(years[-1], 12, 31)
    gone = Decimal((as_of - first).days + 1) / Decimal((last - first).days + 1)
    return min(max(gone, Decimal(0)), Decimal(1))


def ruler(
    years: Sequence[int], as_of: date, *, events: Iterable[tuple[date, Sentence]] = (), today: date | None = None
) -> tuple[Mark, ...]:
    """Year ends, events within the plan, and the day itself: 今天，已过63.1%."""
    gone = elapsed(years, as_of)
    share = amount(gone * 100, "%", 1)
    name = Said("今天，已过{share}", share=share)
    if today is not None and today != as_of:
        name = Said("{day}，已过{share}", day=as_of, share=share)
    marks = [Mark(elapsed(years, date(y, 12, 31)), Said("{year}年底", year=y), "year") for y in years]
    first, last = date(years[0], 1, 1), date(years[-1], 12, 31)
    marks += [
        Mark(elapsed(years, on), Said("{day} {what}", day=on, what=what), "event")
        for on, what in events
        if first <= on <= last
    ]
    marks.append(Mark(gone, name, "now"))
    return tuple(sorted(marks, key=lambda m: (m.at, m.kind)))
