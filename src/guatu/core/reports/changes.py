"""What changed since an earlier day, and which days come next. “Nothing changed” is a sentence, not a blank."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from guatu.core.judging.model import Judgement, Status
from guatu.core.judging.phrases import growth_word
from guatu.core.plan.model import Commitment, Kind, PeriodKind
from guatu.core.reports.words import shape, status_word
from guatu.core.series.model import Form
from guatu.core.series.printed import as_printed
from guatu.core.text.said import NOTHING, Said, Sentence, listed

WorkingDays = Callable[[date, date], int | None]  # between two days; None when a calendar year is not published


@dataclass(frozen=True, slots=True)
class LightChange:
    target: str
    label: str
    before: str  # shape
    before_word: str
    after: str
    after_word: str
    reason: Sentence
    figure: Said = NOTHING  # what it rests on now: 2025年8.7%


@dataclass(frozen=True, slots=True)
class NewFigure:
    target: str
    label: str
    text: Said  # 2025年284.80亿元
    known_on: date


@dataclass(frozen=True, slots=True)
class Changes:
    since: date | None  # None: there is nothing to compare with
    lights: tuple[LightChange, ...]
    figures: tuple[NewFigure, ...]
    sentence: Said


@dataclass(frozen=True, slots=True)
class NextDay:
    on: date
    text: Sentence
    left: Said  # 29个工作日, or 39天 where the working-day calendar is not known


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
        return Changes(None, (), (), Said("没有更早的研判可以比较。"))
    since = min(j.as_of for j in earlier.values())
    lights, figures = [], []
    for target in targets:
        old, new, name = earlier.get(target.id), now[target.id], names[target.id]
        words = figure_words(new)
        if old and shape(old) != shape(new):
            was, word, now_word = shape(old), status_word(old), status_word(new)
            lights.append(LightChange(target.id, name, was, word, shape(new), now_word, new.reason, words))
        if new.actual and new.actual.known_on > since and (old is None or old.actual != new.actual):
            figures.append(NewFigure(target.id, name, words, new.actual.known_on))
    return Changes(since, tuple(lights), tuple(figures), _changed(since, lights, figures))


def figure_words(judgement: Judgement) -> Said:
    """2025年284.80亿元, 2025年下降5.4%: a growth is never told as a level."""
    figure = judgement.actual
    if figure is None:
        return NOTHING
    said = growth_word(figure.value) if figure.form is Form.GROWTH else as_printed(figure)
    return Said("{period}{figure}", period=figure.period, figure=said)


def _changed(since: date, lights: Sequence[LightChange], figures: Sequence[NewFigure]) -> Said:
    """2026年10月22日以来没有新的公布数，没有一盏灯变化。"""
    new = Said("有{count}个新的公布数", count=len(figures)) if figures else Said("没有新的公布数")
    silent = sum(c.before == Status.UNKNOWN for c in lights)
    facts = {"since": since, "figures": new}
    if not lights:
        return Said("{since}以来{figures}，没有一盏灯变化。", **facts)
    if silent == len(lights):
        return Said("{since}以来{figures}，{count}个目标从无数据变为有数。", **facts, count=silent)
    if not silent:
        return Said("{since}以来{figures}，{count}盏灯变化。", **facts, count=len(lights))
    return Said(
        "{since}以来{figures}，{count}盏灯变化，其中{lit}盏从无数据变为有数。", **facts, count=len(lights), lit=silent
    )  # fmt: skip


def next_days(
    items: Iterable[Commitment],
    judged: Mapping[str, Judgement],
    *,
    as_of: date,
    others: Iterable[tuple[date, Sentence]] = (),
    working_days: WorkingDays | None = None,
    closed: Collection[str] = (),
    limit: int = 4,
) -> tuple[NextDay, ...]:
    """The next deadlines by what falls due on them, among them days from elsewhere (a form's last day).

    Args:
        closed: tasks that are closed out already.
    """
    due: dict[date, list[Commitment]] = {}
    for item in items:
        if item.id in closed:
            continue
        for on in _deadlines(item):
            if on >= as_of:
                due.setdefault(on, []).append(item)
    days: list[tuple[date, Sentence]] = [(on, _due_text(items, judged)) for on, items in due.items()]
    days += [(on, words) for on, words in others if on >= as_of]
    shown = sorted(days, key=_by_day)[:limit]
    counted = {on: working_days(as_of, on) if working_days else None for on, _ in shown}
    known = None not in counted.values()  # one list never counts some days in working days and others not
    return tuple(NextDay(on, words, _left(as_of, on, counted[on] if known else None)) for on, words in shown)


def _deadlines(item: Commitment) -> list[date]:
    period = item.period
    if period.kind is PeriodKind.OPEN or period.until is None:
        return []
    first = period.since if period.kind is PeriodKind.EACH_YEAR and period.since else period.until
    return [item.period.due_in(year) for year in range(first, period.until + 1)]


def _by_day(one: tuple[date, Sentence]) -> tuple[date, str]:
    on, words = one
    return on, str(words)


def _due_text(items: Sequence[Commitment], judged: Mapping[str, Judgement]) -> Said:
    """5个目标、8项年度任务、1个里程碑到期，均无数据"""
    yearly = sum(i.kind is Kind.TARGET and i.period.kind is PeriodKind.EACH_YEAR for i in items)
    once = [i for i in items if i.kind is Kind.TARGET and i.period.kind is not PeriodKind.EACH_YEAR]
    dated = sum(i.kind is Kind.MILESTONE for i in items)
    actions = sum(i.kind is Kind.ACTION for i in items)
    counts = listed((
        Said("{count}个目标", count=len(once)) if once else NOTHING,
        Said("{count}项年度任务", count=yearly) if yearly else NOTHING,
        Said("{count}个里程碑", count=dated) if dated else NOTHING,
        Said("{count}项举措", count=actions) if actions else NOTHING,
    ))  # fmt: skip
    silent = sum(judged[i.id].status is Status.UNKNOWN for i in once)
    if not silent:
        return Said("{counts}到期", counts=counts)
    if silent < len(once):
        return Said("{counts}到期，{count}个目标无数据", counts=counts, count=silent)
    return (
        Said("{counts}到期，目标均无数据", counts=counts)
        if silent > 1
        else Said("{counts}到期，尚无数据", counts=counts)
    )


def _left(as_of: date, on: date, working: int | None) -> Said:
    if on == as_of:
        return Said("今天")
    return Said("{count}天", count=(on - as_of).days) if working is None else Said("{count}个工作日", count=working)
