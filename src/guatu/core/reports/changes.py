"""What changed since an earlier day, and which days come next. “Nothing changed” is a sentence, not a blank."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from guatu.core.judging.model import Judgement, Status
from guatu.core.plan.model import Commitment, Kind, PeriodKind, Plan
from guatu.core.reports.words import figure_text, joined, shape, status_word
from guatu.core.text.figures import day

WorkingDays = Callable[[date, date], int | None]  # between two days; None when a calendar year is not published


@dataclass(frozen=True, slots=True)
class LightChange:
    target: str
    label: str
    before: str  # shape
    before_word: str
    after: str
    after_word: str
    reason: str


@dataclass(frozen=True, slots=True)
class NewFigure:
    target: str
    label: str
    text: str  # 2025年284.80亿元
    known_on: date


@dataclass(frozen=True, slots=True)
class Changes:
    since: date | None  # None: there is nothing to compare with
    lights: tuple[LightChange, ...]
    figures: tuple[NewFigure, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class NextDay:
    on: date
    text: str
    left: str  # 29个工作日, or 39天 where the working-day calendar is not known


def changes(
    targets: Sequence[Commitment],
    now: Mapping[str, Judgement],
    before: Iterable[Judgement],
    *,
    names: Mapping[str, str],
    as_of: date,
) -> Changes:
    """Compare today's lights with those of an earlier day, which is read from the earlier judgements themselves."""
    earlier = {j.target: j for j in before}
    if not earlier:
        return Changes(None, (), (), "没有更早的研判可以比较。")
    since = min(j.as_of for j in earlier.values())
    lights, figures = [], []
    for target in targets:
        old, new, name = earlier.get(target.id), now[target.id], names[target.id]
        if old and shape(old) != shape(new):
            lights.append(
                LightChange(target.id, name, shape(old), status_word(old), shape(new), status_word(new), new.reason)
            )
        if new.actual and new.actual.known_on > since and (old is None or old.actual != new.actual):
            words = f"{new.actual.period}{figure_text(new.actual)}{new.actual.unit}"
            figures.append(NewFigure(target.id, name, words, new.actual.known_on))
    return Changes(since, tuple(lights), tuple(figures), _changed(since, lights, figures))


def _changed(since: date, lights: Sequence[LightChange], figures: Sequence[NewFigure]) -> str:
    """2026年10月22日以来没有新的公布数，没有一盏灯变化。"""
    new = f"有{len(figures)}个新的公布数" if figures else "没有新的公布数"
    if not lights:
        return f"{day(since)}以来{new}，没有一盏灯变化。"
    silent = sum(c.before == Status.UNKNOWN for c in lights)
    lit = f"，其中{silent}盏从无数据变为有数" if silent and silent < len(lights) else ""
    if silent == len(lights):
        return f"{day(since)}以来{new}，{silent}个目标从无数据变为有数。"
    return f"{day(since)}以来{new}，{len(lights)}盏灯变化{lit}。"


def next_days(
    plan: Plan,
    judged: Mapping[str, Judgement],
    *,
    as_of: date,
    others: Iterable[tuple[date, str]] = (),
    working_days: WorkingDays | None = None,
    limit: int = 4,
) -> tuple[NextDay, ...]:
    """The next deadlines by what falls due on them, among them days from elsewhere (a form's last day)."""
    due: dict[date, list[Commitment]] = {}
    for item in plan.commitments:
        for on in _deadlines(item):
            if on >= as_of:
                due.setdefault(on, []).append(item)
    days = [(on, _due_text(items, judged)) for on, items in due.items()]
    days += [(on, words) for on, words in others if on >= as_of]
    return tuple(NextDay(on, words, _left(as_of, on, working_days)) for on, words in sorted(days)[:limit])


def _deadlines(item: Commitment) -> list[date]:
    period = item.period
    if period.kind is PeriodKind.OPEN or period.until is None:
        return []
    first = period.since if period.kind is PeriodKind.EACH_YEAR and period.since else period.until
    return [item.period.due_in(year) for year in range(first, period.until + 1)]


def _due_text(items: Sequence[Commitment], judged: Mapping[str, Judgement]) -> str:
    """5个目标、8项年度任务、1个里程碑到期，均无数据"""
    yearly = [i for i in items if i.kind is Kind.TARGET and i.period.kind is PeriodKind.EACH_YEAR]
    once = [i for i in items if i.kind is Kind.TARGET and i.period.kind is not PeriodKind.EACH_YEAR]
    dated = sum(i.kind is Kind.MILESTONE for i in items)
    actions = sum(i.kind is Kind.ACTION for i in items)
    counts = ((len(once), "个目标"), (len(yearly), "项年度任务"), (dated, "个里程碑"), (actions, "项举措"))
    words = joined(f"{n}{what}" for n, what in counts if n) + "到期"
    silent = sum(judged[i.id].status is Status.UNKNOWN for i in once)
    if once and silent == len(once):
        return words + ("，目标均无数据" if len(once) > 1 else "，尚无数据")
    return words + (f"，{silent}个目标无数据" if silent else "")


def _left(as_of: date, on: date, working_days: WorkingDays | None) -> str:
    if on == as_of:
        return "今天"
    counted = working_days(as_of, on) if working_days else None
    return f"{(on - as_of).days}天" if counted is None else f"{counted}个工作日"
