"""One compilation under way: what has been found so far, and where the reader stands in the document."""

from __future__ import annotations

from dataclasses import dataclass, field

from guatu.core.plan.certify.coverage import Ledger
from guatu.core.plan.clauses.drafts import Making
from guatu.core.plan.clauses.results import AccountFigure
from guatu.core.plan.layout.account import AccountText
from guatu.core.plan.layout.document import TitleBlock
from guatu.core.plan.model import Evidence, Heading
from guatu.core.plan.tables import task_table
from guatu.core.plan.trace import Trace
from guatu.core.text.excused import Excused
from guatu.core.text.said import Said
from guatu.core.text.spans import Span
from guatu.core.text.when import When


@dataclass(slots=True)
class Work:
    """One compilation: what has been found so far."""

    text: str
    even: str
    doc: TitleBlock
    ledger: Ledger
    drafts: list[Making] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    regions: list[tuple[Span, Excused]] = field(default_factory=list)  # stretches whose figures are excused, and why
    dates: list[tuple[Span, When]] = field(default_factory=list)
    asks: list[tuple[Span, Said, tuple[Said, ...]]] = field(default_factory=list)  # what a table leaves open
    trace: Trace | None = None
    told: list[AccountFigure] = field(default_factory=list)  # figures of the past
    account: AccountText | None = None  # the bulletin that the document is, or begins with


@dataclass(slots=True)
class Standpoint:
    """Where the reader stands in the document."""

    one: str = ""  # the nearest heading of level 1
    two: str = ""
    goals: bool = False
    past: bool = False
    past_level: int = 9
    account: bool = False  # the line stands in a bulletin or a report of progress
    reviewed: bool = False  # the line stands before 在肯定成绩的同时
    when: When | None = None  # the date that governs the section
    dated_by: Span | None = None
    when_above: When | None = None  # the date of the part of the document that the section stands in
    dated_above: Span | None = None
    when_title: When | None = None  # the one year that the title names: 2026年重点工作实施方案
    when_part: When | None = None  # the date of the unnumbered heading (2026年重点工作) above them all
    dated_part: Span | None = None
    block: int = 0  # index of the first draft of the block that unit and deadline lines speak of
    dated_to: int = 0  # index of the first draft behind the last line that says until when
    deadline: When | None = None
    deadline_by: Evidence | None = None
    opened: tuple[When, Span | None] | None = None  # the date that opens the paragraph above
    row_name: str = ""  # what the row of a list is called: its figures speak of it
    columns: tuple[task_table.Role, ...] = ()  # of the list of tasks that the reader is in
    unnamed: bool = False  # a task with a deadline whose number stands before a sentence, not before a heading

    @property
    def sector(self) -> str:
        if self.goals:
            return "总体"
        return self.two or self.one or "总体"
