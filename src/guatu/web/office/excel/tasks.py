"""里程碑和举措 in Excel: who answers for each, and what is reported done. Checking and closing out stay on its page.

A task that falls due in several years has a row for each; a deadline is changed by an amendment, never here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.http import QueryDict

from guatu.core.decisions import Dated
from guatu.core.errors import AskedError, Place
from guatu.core.plan.model import Commitment
from guatu.core.plan.owners import Assigned
from guatu.core.reports.labels import short_label
from guatu.core.reports.words import due_words
from guatu.core.round_trip import Cells, RoundColumn, RoundTable
from guatu.core.tasks.course import course
from guatu.core.tasks.model import Move, TaskJudgement, TaskStep, is_task, terms
from guatu.core.tasks.words import STATE_WORDS
from guatu.web.audit.services import in_turn
from guatu.web.base.asof import read_day
from guatu.web.base.permits import require
from guatu.web.office.excel.cells import DAY, WORDS, CellEmpty, unit_code, with_units, words
from guatu.web.people import selectors as people
from guatu.web.people.models import User
from guatu.web.plans.owners.services import assign, check
from guatu.web.public.ledger_sheet import KINDS
from guatu.web.public.presenters.tasks import task_listing
from guatu.web.standing.reading import Reading
from guatu.web.tasks.reports import fits, report_step
from guatu.web.tasks.scopes import TaskPlaces
from guatu.web.tasks.services import report_done

OWNERS = ("lead", "supporting", "person")
REPORT = ("done_on", "paper", "link", "note")
LIMITS = {"paper": 300, "link": 500, "note": 2000}  # signs, as the form of a report has them


class TwoLeads(AskedError):
    code = "A660"
    reason = "“{task}”的几行写了不同的牵头、配合单位或联络员。"
    remedy = "一项任务各年由同样的单位办：请写成一样，或只改一行。"


class ReportGone(AskedError):
    code = "A661"
    reason = "报告过的办结不能在表里抹掉。"
    remedy = "报告有误的，改成对的再传；不属实的，由调度员退回。"


class ReportHasFile(AskedError):
    code = "A663"
    reason = "这项任务的办结报告附有文件“{name}”，在表里改会把它丢掉。"
    remedy = "请到任务的页面上重报，并附上文件。"


class ReportCellTooLong(AskedError):
    code = "A662"
    reason = "“{head}”超过{limit}个字。"
    remedy = "请写短些；长的材料请在任务的页面上作为文件交上。"


@dataclass(frozen=True, slots=True)
class Reported:
    """What a row reports of a task."""

    done_on: date
    paper: str
    link: str
    note: str
    year: int | None


@dataclass(frozen=True, slots=True)
class TaskFilled:
    """What a row changes: who answers, what was done; None where it changes nothing."""

    task: str
    who: Assigned | None = None
    report: Reported | None = None


@dataclass
class TasksTable:
    """The milestones and actions of one plan."""

    reading: Reading
    right = "tasks.report"
    anywhere = True  # whoever may report some task; each row asks for itself
    table = RoundTable(
        "tasks",
        "里程碑和举措",
        "key",
        (
            RoundColumn("key", "编号", 14),
            RoundColumn("task", "任务", 50),
            RoundColumn("kind", "类别", 8),
            RoundColumn("sector", "领域", 16),
            RoundColumn("due", "期限", 14),
            RoundColumn("state", "状态", 12),
            RoundColumn("lead", "牵头单位", 18, editable=True),
            RoundColumn("supporting", "配合单位", 28, WORDS, editable=True),
            RoundColumn("person", "责任人", 12, editable=True),
            RoundColumn("done_on", "办结日", 12, DAY, editable=True),
            RoundColumn("paper", "凭什么：文号或标题", 30, editable=True),
            RoundColumn("link", "网址", 24, editable=True),
            RoundColumn("file", "文件", 20),
            RoundColumn("note", "办理情况", 40, editable=True),
        ),
        naming=("task",),
        watched=("state",),
    )
    _rows: dict[str, dict[str, str]] = field(default_factory=dict)
    _items: dict[str, tuple[Commitment, int | None]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        line = self.reading.line
        assert line is not None
        self.line = line
        self.of, self.title = line.code, self.reading.standing.plan.title
        self.units = people.known_units()
        self.places = TaskPlaces(line.text_on(self.reading.today), self.reading.today)

    def spelled(self, cells: Cells) -> Cells:
        return with_units(cells, self.units, self.reading.today)

    def listed(self, asked: QueryDict) -> list[dict[str, str]]:
        every = self._every()
        return [row for task in task_listing(self.reading, asked).found for row in every[task.id]]

    def rows(self, keys: Iterable[str] | None = None) -> list[dict[str, str]]:
        return [row for rows in self._every().values() for row in rows]

    def _every(self) -> dict[str, list[dict[str, str]]]:
        """The rows of each task, by its key."""
        found: dict[str, list[dict[str, str]]] = {}
        for item in self.reading.standing.items:
            for year, _due in terms(item) if is_task(item) else ():
                key = f"{item.id}@{year}" if year else item.id
                self._items[key] = (item, year)
                self._rows[key] = self._row(key, item, year)
                found.setdefault(item.id, []).append(self._rows[key])
        return found

    def _row(self, key: str, item: Commitment, year: int | None) -> dict[str, str]:
        standing = self.reading.standing
        owners, judged = standing.owners[item.id], _of_year(standing.tasks[item.id], year)
        last = self._report(item, year)
        step = last.value if last else None
        return {
            "key": key,
            "task": short_label(item, limit=60),
            "kind": KINDS[item.kind],
            "sector": item.sector,
            "due": judged.due.isoformat() if judged.due else str(due_words(item)),
            "state": STATE_WORDS[judged.state],
            "lead": owners.lead_name,
            "supporting": "、".join(owners.supporting_names),
            "person": owners.person,
            "done_on": step.done_on.isoformat() if step and step.done_on else "",
            "paper": last.paper if last else "",
            "link": step.proof.link if step else "",
            "file": step.proof.name if step else "",
            "note": step.note if step else "",
        }

    def _report(self, item: Commitment, year: int | None) -> Dated[TaskStep] | None:
        """What stands as reported: nothing once it was sent back."""
        rows = self.reading.standing.steps.get(item.id, ())
        for step in reversed(course(rows, as_of=self.reading.as_of, year=year)):
            if step.value.move is not Move.CLOSED:
                return step if step.value.move is Move.REPORTED else None
        return None

    def meant(self, cells: Cells) -> TaskFilled:
        """What a changed row asks for, looked at as its services look at it.

        Raises:
            NotAllowed, UnitAbolished, UnitHandedOver, UnitNotListed, LeadTwice, NoLead, ReportGone, CellEmpty,
            ReportCellTooLong, NothingProves, NoAddress, ClosedAlready, DoneLater, StepTooEarly, NoSuchDay.
        """
        (item, year), stands = self._items[cells["key"]], self.table.normal(self._rows[cells["key"]])
        other = {name for name in (*OWNERS, *REPORT) if cells[name] != stands[name]}
        who = self._assigned(item, cells) if other & set(OWNERS) else None
        report = self._reported(item, year, cells, stands) if other & set(REPORT) else None
        return TaskFilled(item.id, who, report)

    def _assigned(self, item: Commitment, cells: Cells) -> Assigned:
        on = self.reading.today
        require(self.reading.reader, "ledger.assign_owner", self.line.newest)
        lead, *supporting = (unit_code(word, self.units, on) for word in (cells["lead"], *words(cells["supporting"])))
        who = Assigned(lead, tuple(supporting), cells["person"])
        check(item.id, who, units=self.units, on=on)
        return who

    def _reported(self, item: Commitment, year: int | None, cells: Cells, stands: Cells) -> Reported:
        on, by = self.reading.today, self.reading.reader
        require(by, "tasks.report", self.places.led(item))
        if stands["done_on"] and not cells["done_on"]:
            raise ReportGone(Place(cells["key"]))
        if stands["file"]:
            raise ReportHasFile(name=stands["file"])
        if not cells["done_on"]:
            raise CellEmpty(Place(cells["key"]), head=self.table.head("done_on"))
        for name, limit in LIMITS.items():
            if len(cells[name]) > limit:
                raise ReportCellTooLong(Place(cells["key"]), head=self.table.head(name), limit=limit)
        done_on = read_day(cells["done_on"], said_in="办结日")
        said = Reported(done_on, cells["paper"], cells["link"], cells["note"], year)
        name = by.get_username() if isinstance(by, User) else ""
        step = report_step(
            item, done_on=done_on, paper=said.paper, link=said.link, note=said.note, year=year, name=name
        )
        fits(item, self.reading.standing.steps.get(item.id, ()), step, since=on, on=on)
        return said

    def take(self, values: Mapping[str, TaskFilled], *, name: str, by: User | None) -> int:
        owners: dict[str, Assigned] = {}
        for filled in values.values():
            if filled.who and owners.setdefault(filled.task, filled.who) != filled.who:
                raise TwoLeads(task=filled.task)
        return self._take(values, owners, name=name, by=by)

    @in_turn
    def _take(
        self, values: Mapping[str, TaskFilled], owners: Mapping[str, Assigned], *, name: str, by: User | None
    ) -> int:
        """Both kinds of change, or none. How many rows changed something."""
        on = self.reading.today
        changed = set(assign(self.line, owners, on=on, name=name, by=by)) if owners else set()
        written = [key for key, filled in values.items() if filled.task in changed and filled.who]
        for key, filled in values.items():
            if (said := filled.report) and report_done(
                self.line, filled.task, done_on=said.done_on, paper=said.paper, link=said.link, note=said.note,
                year=said.year, on=on, by=by,
            ):  # fmt: skip
                written.append(key)
        return len(set(written))


def _of_year(judged: TaskJudgement, year: int | None) -> TaskJudgement:
    return next((term for term in judged.years if term.year == year), judged)
