"""What the wall chart shows, as plain values: sectors, rows, and on each row a stop at every deadline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from guatu.core.judging.model import Judgement, RatioPart, Status, Why
from guatu.core.judging.promise_words import WHY_WORDS, promise
from guatu.core.plan.model import Commitment, Kind, PeriodKind, Plan
from guatu.core.plan.owners import named_lead
from guatu.core.reports.labels import PAGE, short_label
from guatu.core.reports.overview import Tally, elapsed, plan_verdict, plan_years, tally
from guatu.core.reports.stations import Station, by_target, stations
from guatu.core.reports.target_tables import gap_words
from guatu.core.reports.tasks import task_label, task_report
from guatu.core.reports.verdict import verdict
from guatu.core.reports.words import NOT_YET, STAGE_WORDS, due_words, needed_words
from guatu.core.series.model import Source
from guatu.core.series.printed import as_printed
from guatu.core.tasks.model import TaskJudgement, TaskState, terms
from guatu.core.tasks.words import STATE_SHAPES, STATE_WORDS
from guatu.core.text.figures import day

LATE_AND_SILENT = "到期无数"
URGENCY = (*(s.value for s in Status), NOT_YET)


@dataclass(frozen=True, slots=True)
class Stop:
    """One deadline on a row. Positions are shares of the plan's days, 0 to 1."""

    target: str  # commitment id, also of a milestone or an action
    at: float
    shape: str
    promise: str  # ≥344亿元; "" where the row has already said it
    figure: str = ""  # 284.80
    reach: float = 0.0  # as far as the figure's period reaches
    why: str = ""  # why there is no figure, where that is more than “not published yet”
    needed: str = ""  # 后两年须年均增长9.9%, or 比自治区低5.7个百分点


@dataclass(frozen=True, slots=True)
class WallRow:
    label: str
    stops: tuple[Stop, ...]
    lead: str = ""  # 牵头单位

    @property
    def known(self) -> bool:
        return any(s.figure for s in self.stops)

    @property
    def urgency(self) -> int:
        """Where its worst light stands in the order of the lights."""
        return min(URGENCY.index(s.shape) for s in self.stops)


@dataclass(frozen=True, slots=True)
class Sector:
    name: str
    count: int  # targets, which may be more than rows
    rows: tuple[WallRow, ...]
    tasks: int = 0  # milestones and actions, which stand below the targets
    again: bool = False  # it began on the sheet before

    @property
    def counted(self) -> str:
        """8个, 8个＋3项, 3项."""
        return "＋".join(
            w for w in (f"{self.count}个" if self.count else "", f"{self.tasks}项" if self.tasks else "") if w
        )


@dataclass(frozen=True, slots=True)
class Wall:
    city: str
    title: str  # without city and kind of paper
    as_of: date
    years: tuple[int, ...]
    elapsed: float
    verdict: str
    left: str  # 离今年底还有39天
    tally: tuple[Tally, ...]
    tasks: tuple[Tally, ...]  # of milestones and actions that have a day
    sectors: tuple[Sector, ...]
    source: str  # where the figures come from, one line
    today: bool = True  # False: a look back, the red line bears the date only
    made: date | None = None  # the day on which the sheet is drawn
    address: str = ""  # where the same is read on a screen
    qr: tuple[tuple[bool, ...], ...] = ()  # the address as a QR code, row by row
    sheet: tuple[int, int] = (1, 1)  # which of how many sheets

    @property
    def count(self) -> int:
        """Targets of the whole plan, on whatever sheet."""
        return sum(t.count for t in self.tally)

    @property
    def task_count(self) -> int:
        return sum(t.count for t in self.tasks)


def wall(
    plan: Plan,
    judgements: Iterable[Judgement],
    *,
    as_of: date,
    city: str,
    title: str = "",
    overrides: Mapping[str, str] | None = None,
    sectors: Mapping[str, str] | None = None,
    rules: str = "",
    today: date | None = None,
    leads: Mapping[str, str] | None = None,
    worst_first: bool = False,
    address: str = "",
    qr: tuple[tuple[bool, ...], ...] = (),
    tasks: Mapping[str, TaskJudgement] | None = None,
) -> Wall:
    """The wall chart's values for any plan on any day.

    Args:
        title: what to print when the plan's own title will not do.
        overrides: short row names by commitment id or indicator name; `sectors`: short sector names.
        rules: name and version of the rules behind the lights, for the foot.
        today: the day on which the sheet is made.
        leads: lead units by commitment id; what is not in it bears the unit that the plan itself names.
        worst_first: within a sector the worst light stands first, not the plan's order.
        address: where the same is read on a screen; `qr`: the same as a QR code.
        tasks: where milestones and actions stand; those that have a day are drawn below the targets of their sector.
    """
    targets = plan.targets
    judged = by_target(targets, judgements, as_of)
    names = {t.id: short_label(t, limit=PAGE, overrides=overrides) for t in targets}
    years = plan_years(plan, as_of=as_of)
    stand = {id: task for id, task in (tasks or {}).items() if task.due is not None}
    dated = [c for c in plan.commitments if c.id in stand]
    units = {c.id: (leads or {}).get(c.id) or named_lead(c) for c in (*targets, *dated)}
    grouped: dict[str, tuple[list[Commitment], list[Commitment]]] = {}
    for c in plan.commitments:
        if c.kind is Kind.TARGET or c.id in stand:
            grouped.setdefault(c.sector, ([], []))[c.id in stand].append(c)

    def rows(members: list[Commitment], doing: list[Commitment]) -> tuple[WallRow, ...]:
        found = [*_rows(members, judged, names, years, as_of), *(_task_row(c, stand[c.id], years) for c in doing)]
        found = [_led(row, units) for row in found]
        return tuple(sorted(found, key=lambda row: row.urgency) if worst_first else found)

    report = task_report(plan.commitments, stand)
    return Wall(
        city=city,
        title=title or bare_title(plan.title, city),
        as_of=as_of,
        years=years,
        elapsed=float(elapsed(years, as_of)),
        verdict=str(plan_verdict(verdict(targets, judged, as_of=as_of, names=names), report, targets=len(targets))),
        left=days_left(years, as_of),
        tally=tally(judged),
        tasks=tuple(Tally(t.shape, t.word, tuple(r.task for r in t.rows)) for t in report.tally),
        sectors=tuple(
            Sector((sectors or {}).get(name, name), len(members), rows(members, doing), len(doing))
            for name, (members, doing) in grouped.items()
        ),
        source=source_line(judged.values(), as_of, rules),
        today=today is None or today == as_of,
        made=today,
        address=address,
        qr=qr,
    )


def bare_title(title: str, city: str) -> str:
    """促进服务业高质量发展三年攻坚行动, of 某市促进服务业高质量发展三年攻坚行动实施方案."""
    inner = re.search(r"《(.+)》", title)
    bare = (inner[1] if inner else title).strip()
    bare = re.sub(r"(?:的通知|通知)$", "", bare).removeprefix(city)
    bare = re.sub(r"[（(][^（）()]*[）)]$", "", bare)
    bare = re.sub(r"(?<=.{4})(?:实施|工作|行动|总体)?(?:方案|意见)$", "", bare)
    return bare or title


def days_left(years: tuple[int, ...], as_of: date) -> str:
    if as_of > date(years[-1], 12, 31):
        return "方案期已满"
    if as_of < date(years[0], 1, 1):
        return f"离{years[0]}年还有{(date(years[0], 1, 1) - as_of).days}天"
    left = (date(as_of.year, 12, 31) - as_of).days
    return f"离今年底还有{left}天" if left else "今天是年底"


def source_line(judgements: Iterable[Judgement], as_of: date, rules: str) -> str:
    """Where the figures come from: every source once, with its day, and what its figures are called."""
    seen: dict[str, tuple[Source, str]] = {}
    for judgement in judgements:
        for observation in judgement.actual.observations if judgement.actual else ():
            seen.setdefault(observation.source.title, (observation.source, STAGE_WORDS[observation.stage]))
    named = []
    for source, stage in list(seen.values())[:2]:
        facts = [source.publisher, day(source.published) if source.published else "未注明日期", stage]
        named.append(f"{source.title}（{'，'.join(f for f in facts if f)}）")
    more = f"等{len(seen)}个来源" if len(seen) > 2 else ""
    figures = f"数据：{'；'.join(named)}{more}。" if named else "方案期内的数都还没有公布。"
    return f"截至{day(as_of)}。{figures}无数据而未注明的，为未见公布。" + (f"灯的规则：{rules}。" if rules else "")


def _rows(
    members: Iterable[Commitment],
    judged: Mapping[str, Judgement],
    names: Mapping[str, str],
    years: tuple[int, ...],
    as_of: date,
) -> tuple[WallRow, ...]:
    """One row for each name; steps of one series (110, 121, 133) share it unless two would stop at the same day."""
    rows: dict[tuple[str, int], list[Stop]] = {}
    for target in members:
        found = _stops(target, judged[target.id], years, as_of)
        lane = 0
        while (names[target.id], lane) in rows and _clash(rows[names[target.id], lane], found):
            lane += 1
        rows.setdefault((names[target.id], lane), []).extend(found)
    return tuple(WallRow(name, tuple(sorted(s, key=lambda stop: stop.at))) for (name, _), s in rows.items())


def _task_row(item: Commitment, task: TaskJudgement, years: tuple[int, ...]) -> WallRow:
    """A milestone or action: one stop at its deadline, of a yearly one a stop a year."""
    return WallRow(task_label(item), tuple(_task_stop(item, one, years) for one in task.years or (task,)))


def _task_stop(item: Commitment, task: TaskJudgement, years: tuple[int, ...]) -> Stop:
    assert task.due is not None
    outside = not date(years[0], 1, 1) <= task.due <= date(years[-1], 12, 31)
    year_end = (task.due.month, task.due.day) == (12, 31) and not outside  # the head of the column says so
    word = "" if task.state is TaskState.NOT_DUE else STATE_WORDS[task.state]
    due = "" if year_end or len(terms(item)) > 1 else str(due_words(item))
    return Stop(
        target=item.id,
        at=float(elapsed(years, task.due)) or 0.5 / len(years),
        shape=STATE_SHAPES[task.state],
        promise=" ".join(said for said in (due, word) if said),
    )


def _led(row: WallRow, units: Mapping[str, str]) -> WallRow:
    """The row with the units that lead its targets; several take turns on one row."""
    return replace(row, lead="、".join(dict.fromkeys(units[s.target] for s in row.stops if units[s.target])))


def _clash(stops: Iterable[Stop], others: Iterable[Stop]) -> bool:
    taken = [s.at for s in stops]
    return any(abs(o.at - at) < 0.08 for o in others for at in taken)


def _stops(target: Commitment, judgement: Judgement, years: tuple[int, ...], as_of: date) -> list[Stop]:
    found: list[Stop] = []
    said = False
    for station in stations(target, judgement, as_of):
        stop = _stop(target, station, years, as_of, silent=said and station.shape == NOT_YET and not station.known)
        said = said or bool(stop.promise)
        found.append(stop)
    return found


def _stop(target: Commitment, station: Station, years: tuple[int, ...], as_of: date, *, silent: bool) -> Stop:
    year = station.year if station.year is not None else years[-1]
    on = target.period.due_in(year)
    outside = not date(years[0], 1, 1) <= on <= date(years[-1], 12, 31)
    judgement = station.judgement
    figure = judgement.actual if station.known else None
    why = ""
    if figure is None and station.shape != NOT_YET:
        why = _why(target, judgement, late=station.year is not None and on < as_of)
    if outside:
        why = str(due_words(target))
    single = target.period.kind is not PeriodKind.EACH_YEAR
    return Stop(
        target=target.id,
        at=float(elapsed(years, on)) or 0.5 / len(years),
        shape=station.shape,
        promise="" if silent else str(promise(target)),
        figure=str(as_printed(figure).number) if figure else "",
        reach=float(elapsed(years, figure.period.ends)) if figure else 0.0,
        why=why,
        needed=_needed(target, judgement) if figure and single else "",
    )


def _needed(target: Commitment, judgement: Judgement) -> str:
    """What it now takes; of a target set against another place, how far it stands from it."""
    if judgement.status not in (Status.BAD, Status.SLOW):
        return ""
    if judgement.versus is not None:
        return str(gap_words(target, judgement))
    return str(needed_words(judgement, target.period.until, target))


def _why(target: Commitment, judgement: Judgement, *, late: bool) -> str:
    if judgement.why in (None, Why.NOT_PUBLISHED):
        return LATE_AND_SILENT if late else ""
    if judgement.why is Why.PART_MISSING:
        return "缺对照数" if target.value is None else _part(judgement.missing)
    return WHY_WORDS[judgement.why] if judgement.why else ""


def _part(missing: tuple[RatioPart, ...]) -> str:
    """Which part of a ratio is missing."""
    return f"缺{''.join(missing)}" if missing else "缺分子或分母"
