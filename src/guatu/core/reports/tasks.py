"""Milestones and actions as pages list them: rows, counts by state, what is late, what waits, what comes next."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from guatu.core.plan.model import Commitment, Kind
from guatu.core.plan.owners import named_lead
from guatu.core.reports.words import due_words
from guatu.core.tasks.model import LATE, TaskJudgement, TaskState, is_task
from guatu.core.tasks.words import STATE_SHAPES, STATE_WORDS
from guatu.core.text.said import NOTHING, Said, Sentence, Strong, listed

SHOWN = 8  # lines of one list on the first page
# The day stands beside a task wherever it is listed.
DATED = re.compile(
    r"^(?:力争|争取|确保)?(?:到|在)?20\d\d(?:[—-]20\d\d)?年(?:\d{1,2}月(?:\d{1,2}日)?)?(?:底|末)?(?:以?前)?[，,]?(?=.{4})"
)


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One milestone or action as a line."""

    task: str  # commitment id
    label: str
    sector: str
    kind: Kind
    lead: str
    state: TaskState
    due: Said  # 2026年9月底
    due_on: date | None
    since: Said  # 已过54天, 还有7天, 晚20天; nothing without a day
    reason: Said

    @property
    def shape(self) -> str:
        return STATE_SHAPES[self.state]

    @property
    def word(self) -> str:
        return STATE_WORDS[self.state]


@dataclass(frozen=True, slots=True)
class TaskTally:
    state: TaskState
    rows: tuple[TaskRow, ...]

    @property
    def shape(self) -> str:
        return STATE_SHAPES[self.state]

    @property
    def word(self) -> str:
        return STATE_WORDS[self.state]

    @property
    def count(self) -> int:
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class TaskMove:
    """A task whose state changed since an earlier day."""

    row: TaskRow
    before: TaskState

    @property
    def shape_before(self) -> str:
        return STATE_SHAPES[self.before]

    @property
    def word_before(self) -> str:
        return STATE_WORDS[self.before]


@dataclass(frozen=True, slots=True)
class TaskReport:
    """What the first page says of the tasks of a plan."""

    sentence: Sentence
    tally: tuple[TaskTally, ...]  # the states that occur, in their order
    late: tuple[TaskRow, ...]  # 逾期 and 到期未报, the longest first
    waiting: tuple[TaskRow, ...]  # 已完成待核
    coming: tuple[TaskRow, ...]  # 未到期, the next first
    moved: tuple[TaskMove, ...]  # whose state is another than on the earlier day
    undated: int  # actions without a deadline, which are not counted above
    first: bool  # there are more of them than targets: they are what the plan is about

    @property
    def count(self) -> int:
        return sum(t.count for t in self.tally)

    @property
    def more_late(self) -> int:
        return max(len(self.late) - SHOWN, 0)


def task_label(item: Commitment) -> str:
    """What is to be done, without the day: it stands beside.

    >>> from guatu.core.text.spans import Span
    >>> task_label(Commitment("C1", Kind.MILESTONE, "2025年底前制定银行业金融机构考核机制", Span(0, 0), ""))
    '制定银行业金融机构考核机制'
    """
    return DATED.sub("", item.quote, count=1)


def task_row(item: Commitment, judgement: TaskJudgement, leads: Mapping[str, str] | None = None) -> TaskRow:
    """`leads`: who leads each task, by its id; without it whom the plan names."""
    return TaskRow(
        task=item.id,
        label=task_label(item),
        sector=item.sector,
        kind=item.kind,
        lead=named_lead(item) if leads is None else leads.get(item.id, ""),
        state=judgement.state,
        due=due_words(item),
        due_on=judgement.due,
        since=_since(judgement),
        reason=judgement.reason,
    )


def _since(judgement: TaskJudgement) -> Said:
    if judgement.late is not None:
        return Said("晚{count}天", count=judgement.late) if judgement.late > 0 else Said("按期")
    if judgement.due is None or judgement.state in (TaskState.REPORTED, TaskState.CLOSED):
        return NOTHING
    days = (judgement.due - judgement.as_of).days
    return Said("已过{count}天", count=-days) if days < 0 else Said("还有{count}天", count=days)


def counts(item: Commitment, judgement: TaskJudgement) -> bool:
    """Whether a task is counted: an action that has no day and of which nobody said anything is not."""
    return item.kind is Kind.MILESTONE or judgement.state is not TaskState.UNDATED


def tallied(states: Iterable[TaskState]) -> Sentence:
    """12项里程碑和举措，9项逾期、3项未到期, of states alone: long lists make no rows to be counted."""
    found = Counter(states)
    return _counted([(STATE_WORDS[state], found[state]) for state in TaskState if found[state]])


def in_order(rows: Iterable[TaskRow]) -> list[TaskRow]:
    """By state, and within a state by the day that it fell or falls due."""
    states = list(TaskState)
    return sorted(rows, key=lambda r: (states.index(r.state), r.due_on or date.max))


def tally_tasks(rows: Iterable[TaskRow]) -> tuple[TaskTally, ...]:
    """The states that occur, in their order."""
    found = tuple(rows)
    groups = (TaskTally(state, tuple(r for r in found if r.state is state)) for state in TaskState)
    return tuple(group for group in groups if group.count)


def task_report(
    items: Sequence[Commitment],
    judged: Mapping[str, TaskJudgement],
    before: Mapping[str, TaskJudgement] | None = None,
    *,
    leads: Mapping[str, str] | None = None,
) -> TaskReport:
    """Everything that the first page says of tasks. Nothing is counted that was not judged.

    Args:
        before: where they stood on an earlier day.
        leads: who leads each, by its id; without it whom the plan names.
    """
    then = before or {}
    tasks = [item for item in items if is_task(item) and item.id in judged]
    rows = in_order(task_row(item, judged[item.id], leads) for item in tasks if counts(item, judged[item.id]))
    tally = tally_tasks(rows)
    return TaskReport(
        sentence=counted_tasks(tally),
        tally=tally,
        late=tuple(sorted((r for r in rows if r.state in LATE), key=lambda r: r.due_on or date.max)),
        waiting=tuple(r for r in rows if r.state is TaskState.REPORTED),
        coming=tuple(r for r in rows if r.state is TaskState.NOT_DUE),
        moved=tuple(
            TaskMove(r, then[r.task].state) for r in rows if r.task in then and then[r.task].state is not r.state
        ),
        undated=len(tasks) - len(rows),
        first=len(rows) > sum(not is_task(item) for item in items),
    )


def counted_tasks(tally: Sequence[TaskTally]) -> Sentence:
    """12项里程碑和举措，9项逾期、3项未到期。 Nothing where there are none."""
    return _counted([(t.word, t.count) for t in tally])


def _counted(tally: Sequence[tuple[str, int]]) -> Sentence:
    total = sum(count for _, count in tally)
    if not total:
        return NOTHING
    states = listed(Said("{number}项{word}", number=count, word=word) for word, count in tally)
    if len(tally) == 1:
        return Said("{count}项里程碑和举措，都是{word}。", count=total, word=Strong(tally[0][0]))
    return Said("{count}项里程碑和举措，{states}。", count=total, states=Strong(states))
