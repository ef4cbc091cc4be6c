"""The four tables of the overview: missed, behind, kept or on course, and what is not known by its reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from guatu.core.judging.model import Judgement, Status, Why
from guatu.core.judging.promise_words import Promise, promise
from guatu.core.plan.model import Commitment, PeriodKind
from guatu.core.plan.own_words import own_mark_of
from guatu.core.reports.best_year import BestYear
from guatu.core.reports.in_short import on_the_way
from guatu.core.reports.words import (
    apart,
    due_words,
    needed_words,
    shape,
    stage_mark,
    status_word,
)
from guatu.core.series.model import Form, Source
from guatu.core.series.printed import as_printed
from guatu.core.text.figures import Amount, amount, in_points
from guatu.core.text.said import NOTHING, Said, Sentence
from guatu.core.time.periods import ReportPeriod


@dataclass(frozen=True, slots=True)
class TargetRow:
    """One target as a line of a table: `−5.4 / ≥12 %  低17.4个百分点`."""

    target: str  # commitment id
    label: str
    sector: str
    shape: str  # which light
    word: str
    actual: Amount | None  # None when there is no figure
    promise: Promise
    stage: str  # 初, 修, 终, 预
    period: ReportPeriod | None  # 2025年
    due: Said  # 2027年底
    gap: Said  # what the fourth column says
    note: Sentence
    sources: tuple[int, ...]  # numbers in the page's list of sources
    mark: str = ""  # the plan's own words that the sign does not say: 力争, 突破, 不少于
    way: Sentence = NOTHING  # of a target behind: what is left to go and what it takes, for a mayor
    partner: TargetRow | None = None  # the other target of the same matter: the growth beside the level

    @property
    def targets(self) -> tuple[str, ...]:
        return (self.target, self.partner.target) if self.partner else (self.target,)


@dataclass(frozen=True, slots=True)
class TargetTable:
    title: Said
    hint: Said
    gap_head: Said  # head of the fourth column: 差, 还需
    rows: tuple[TargetRow, ...]
    stage: str = ""  # vintage that all rows share, then it stands in the head, once
    source: int | None = None  # the only source, likewise


@dataclass(frozen=True, slots=True)
class Reason:
    """Targets without a figure that share a reason."""

    words: Said
    targets: tuple[str, ...]
    examples: tuple[str, ...]  # up to three labels

    @property
    def count(self) -> int:
        return len(self.targets)


class Sources:
    """The sources of a page in the order in which they are first needed; numbers start at 1."""

    def __init__(self) -> None:
        self.seen: dict[tuple[str, str], Source] = {}

    def numbers(self, judgement: Judgement) -> tuple[int, ...]:
        found = []
        for figure in (judgement.actual, judgement.versus):
            for observation in figure.observations if figure else ():
                key = (observation.source.code, observation.source.title)
                self.seen.setdefault(key, observation.source)
                found.append(list(self.seen).index(key) + 1)
        return tuple(dict.fromkeys(found))


def against(target: Commitment, judgement: Judgement) -> Decimal | None:
    """Actual minus promised, in the unit of the target; None where either is missing."""
    if judgement.actual is None:
        return None
    held = judgement.versus.value if judgement.versus else target.value
    return None if held is None else judgement.actual.value - held


def lag_percent(target: Commitment, judgement: Judgement) -> Decimal | None:
    """How far it is from what it should be, for sorting unlike targets: points where the gap has them, else the gap as
    percent of what is promised. Negative is behind; None where nothing can be compared.
    """
    gap = judgement.gap
    if gap is None or judgement.status is Status.UNKNOWN:
        return None
    if in_points(judgement.gap_unit):
        return gap
    held = judgement.versus.value if judgement.versus else target.value
    return gap / abs(held) * 100 if held else None


def gap_words(target: Commitment, judgement: Judgement) -> Said:
    """The fourth column: the gap at the deadline, what is still needed, or how far it is against the pace."""
    if judgement.actual is None:
        return Said("—")
    status, gap = judgement.status, against(target, judgement)
    unit = target.unit or judgement.gap_unit
    if judgement.versus is not None and gap is not None:
        other = target.relative_to or "对照数"
        return Said("比{other}{gap}", other=other, gap=apart(gap, "%" if in_points(judgement.actual.unit) else unit))
    if status in (Status.BAD, Status.SLOW) and (needed := needed_words(judgement, target.period.until, target)):
        return needed
    if status is Status.OK and judgement.done is not None and judgement.pace is not None:
        return Said("{done}，时序{pace}", done=amount(judgement.done, "%", 1), pace=amount(judgement.pace, "%", 1))
    return Said("—") if gap is None else apart(gap, unit)


def note_words(target: Commitment, judgement: Judgement) -> Sentence:
    """A few words on the figure: its arithmetic, the other number of the same series, or when it falls due."""
    figure = judgement.actual
    if figure is None:
        return NOTHING
    if figure.formula:
        return figure.formula
    observation = figure.observations[0] if figure.observations else None
    if observation and figure.form is Form.GROWTH and observation.value is not None:
        level = amount(observation.value, observation.unit)
        if not observation.growth_basis:
            return Said("总量{level}", level=level)
        return Said("总量{level}，增速按{basis}", level=level, basis=observation.growth_basis)
    due = Said("{due}到期", due=due_words(target))
    if judgement.status in (Status.MET, Status.MISSED):
        return due
    if observation and figure.form is Form.VALUE and observation.growth is not None:
        return Said(
            "{period}{basis}增速{rate}",
            period=observation.period, basis=observation.growth_basis, rate=amount(observation.growth, "%"),
        )  # fmt: skip
    return due


def row(
    target: Commitment, judgement: Judgement, *, label: str, sources: Sources, best: BestYear | None = None
) -> TargetRow:
    """`best`: the best year of the target's series, to tell how hard it has become."""
    return TargetRow(
        target=target.id,
        label=label,
        sector=target.sector,
        shape=shape(judgement),
        word=status_word(judgement),
        actual=as_printed(judgement.actual) if judgement.actual else None,
        promise=promise(target),
        stage=stage_mark(judgement.actual),
        period=judgement.actual.period if judgement.actual else None,
        due=due_words(target),
        gap=gap_words(target, judgement),
        note=note_words(target, judgement),
        sources=sources.numbers(judgement),
        mark=own_mark_of(target),
        way=on_the_way(target, judgement, best),
    )


# -- what stands together, and in which order --------------------------------------------------------------------------

Series = tuple[tuple[str, str], ...]  # which series a figure comes from: indicator and region


def matter(target: Commitment, judgement: Judgement) -> tuple[Series, int | None] | None:
    """What a target is about: the series of its figure and the year in which it falls due. None without a figure."""
    if judgement.actual is None or judgement.versus is not None:
        return None
    return tuple(dict.fromkeys((o.indicator, o.region) for o in judgement.actual.observations)), target.period.until


def told_once(
    rows: Iterable[TargetRow], targets: Mapping[str, Commitment], judged: Mapping[str, Judgement]
) -> list[TargetRow]:
    """A level and the growth of the same series, due in the same year, are one matter: the first bears the second."""
    kept: list[TargetRow] = []
    place: dict[object, int] = {}
    for one in rows:
        figure, about = judged[one.target].actual, matter(targets[one.target], judged[one.target])
        at = place.get(about) if about is not None else None
        if at is not None and kept[at].partner is None:
            first = judged[kept[at].target].actual
            if first and figure and first.form is not figure.form:
                kept[at] = replace(kept[at], partner=one)
                continue
        place.setdefault(about, len(kept))
        kept.append(one)
    return kept


def shortfall(target: Commitment, judgement: Judgement) -> Decimal:
    """By how much of what was promised a figure falls short: 0.5 is half of it; of a rate the points count so, too."""
    short = against(target, judgement)
    held = judgement.versus.value if judgement.versus else target.value
    if short is None or held is None:
        return Decimal(0)
    return abs(short) / abs(held) if held else abs(short)


def table(title: Said, hint: Said, gap_head: Said, rows: Iterable[TargetRow]) -> TargetTable:
    """A table whose head says what all its rows share."""
    lines = tuple(rows)
    stages, numbers = {r.stage for r in lines}, {r.sources for r in lines}
    only = next(iter(numbers)) if len(numbers) == 1 else ()
    return TargetTable(
        title,
        hint,
        gap_head,
        lines,
        stage=next(iter(stages)) if len(stages) == 1 else "",
        source=only[0] if len(only) == 1 else None,
    )


OTHER_REASONS = (
    (Said("口径待定或不同"), (Why.DEFINITION_OPEN, Why.DEFINITION_DIFFERS)),
    (Said("缺分子、分母或对照数"), (Why.PART_MISSING,)),
    (Said("合并报告期，分不出单月"), (Why.MERGED_PERIOD,)),
    (Said("还没有确认指标"), (Why.NOT_LINKED,)),
    (Said("未定期限"), (Why.NO_DEADLINE,)),
    (Said("算不出"), (Why.NOT_COMPUTED,)),
    (Said("未到节点，还不该有数"), (Why.NOT_DUE,)),
)


def reasons(
    targets: Iterable[Commitment], judged: Mapping[str, Judgement], labels: Mapping[str, str], as_of: date
) -> tuple[Reason, ...]:
    """Targets without a figure by reason: first those that are due, then the later years, then the other reasons."""
    groups: dict[tuple[int, int, Said], list[str]] = {}
    for target in targets:
        judgement = judged[target.id]
        if judgement.status is Status.UNKNOWN:
            groups.setdefault(_group(target, judgement, as_of), []).append(target.id)
    return tuple(
        Reason(key[2], tuple(ids), tuple(dict.fromkeys(labels[i] for i in ids))[:3])
        for key, ids in sorted(groups.items(), key=lambda item: item[0][:2])
    )


def _group(target: Commitment, judgement: Judgement, as_of: date) -> tuple[int, int, Said]:
    """Rank, year within the rank, and the words of the reason."""
    for rank, (words, whys) in enumerate(OTHER_REASONS):
        if judgement.why in whys:
            return (3 + rank, 0, words)
    if target.period.kind is PeriodKind.EACH_YEAR:
        last = target.period.until
        first = target.period.since if target.period.since is not None else last
        years = range(first, last + 1) if first is not None and last is not None else ()
        ended = [y for y in years if target.period.due_in(y) < as_of]
        if ended:
            return (1, 0, Said("每年任务，{year}年度未见公布", year=ended[-1]))
        return (1, 0, Said("每年任务，未见公布"))
    due = target.period.deadline.last_day
    if due is None:
        return (3 + len(OTHER_REASONS), 0, Said("未定期限，未见公布"))
    if due < as_of:
        return (0, due.year, Said("{year}年底已到期，未见公布", year=due.year))
    return (2, due.year, Said("{year}年底到期，未见公布", year=due.year))
