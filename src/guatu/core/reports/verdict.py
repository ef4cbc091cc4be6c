"""The verdict: one or two sentences that say how the plan stands, from counts and from the first target behind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from guatu.core.judging.model import Judgement, Status
from guatu.core.plan.model import Commitment, PeriodKind
from guatu.core.reports.words import STATUS_WORDS, due_year, figure_text, needed_text, promise


@dataclass(frozen=True, slots=True)
class Phrase:
    """A stretch of a sentence; the strong ones are what the eye should land on."""

    text: str
    strong: bool = False


Sentence = tuple[Phrase, ...]


def text(sentence: Iterable[Phrase]) -> str:
    return "".join(p.text for p in sentence)


@dataclass(frozen=True, slots=True)
class DueYear:
    """The targets that fall due once and for all in a year, by status."""

    year: int
    counts: tuple[tuple[Status, int], ...]  # every status, in the fixed order
    whole_year: bool = True  # False: some of them fall due before the year's end

    @property
    def total(self) -> int:
        return sum(n for _, n in self.counts)

    def of(self, *statuses: Status) -> int:
        return sum(n for s, n in self.counts if s in statuses)


def due_years(targets: Iterable[Commitment], judged: Mapping[str, Judgement]) -> tuple[DueYear, ...]:
    """Yearly quotas and targets without a deadline are left out: they do not fall due once."""
    found: dict[int, list[Commitment]] = {}
    for target in targets:
        year = due_year(target)
        if year is not None and target.period.kind is not PeriodKind.EACH_YEAR:
            found.setdefault(year, []).append(target)
    result = []
    for year in sorted(found):
        tally = Counter(judged[t.id].status for t in found[year])
        whole = all((t.period.deadline.last_day or date.max) >= date(year, 12, 31) for t in found[year])
        result.append(DueYear(year, tuple((s, tally[s]) for s in Status), whole))
    return tuple(result)


def verdict(
    targets: Sequence[Commitment], judged: Mapping[str, Judgement], *, as_of: date, names: Mapping[str, str]
) -> Sentence:
    """What the mayor reads first."""
    if not targets:
        return (Phrase("方案里没有读到可以量化的目标。"),)
    years = due_years(targets, judged)
    known = sum(j.status is not Status.UNKNOWN for j in judged.values())
    if not known:
        return silence(len(targets), as_of) + overdue(years, as_of)
    return (ended(years, as_of) or under_way(judged)) + key_sentence(targets, judged, names=names)


def silence(count: int, as_of: date) -> Sentence:
    """截至2026年4月29日，68个目标都没有公布数。"""
    return (
        Phrase(f"截至{as_of.year}年{as_of.month}月{as_of.day}日，{count}个目标"),
        Phrase("都没有公布数", strong=True),
        Phrase("。"),
    )


def overdue(years: Iterable[DueYear], as_of: date) -> Sentence:
    """2025年底到期的24个目标已过期限119天，还不能说完成，也不能说未完成。"""
    past = [y for y in years if date(y.year, 12, 31) < as_of]
    if not past:
        return ()
    days = (as_of - date(past[-1].year, 12, 31)).days
    return (Phrase(f"{_of(past[-1])}已过期限{days}天，还不能说完成，也不能说未完成。"),)


def ended(years: Iterable[DueYear], as_of: date) -> Sentence:
    """2025年底到期的24个目标，2个完成、3个未完成、19个至今无数。 Earlier years follow in one clause."""
    past = [y for y in years if date(y.year, 12, 31) < as_of]
    if not past:
        return ()
    sentence: Sentence = (Phrase(f"{_of(past[-1])}，"), Phrase(_shares(past[-1]), strong=True), Phrase("。"))
    earlier = DueYear(0, tuple((s, sum(y.of(s) for y in past[:-1])) for s in Status))
    if earlier.of(Status.MISSED, Status.UNKNOWN):
        sentence += (Phrase(f"此前到期的{earlier.total}个，{_shares(earlier)}。"),)
    return sentence


def under_way(judged: Mapping[str, Judgement]) -> Sentence:
    """All deadlines lie ahead: 68个目标都未到期限：4个严重滞后、1个正常、63个无数据。"""
    tally = Counter(j.status for j in judged.values())
    parts = "、".join(f"{tally[s]}个{STATUS_WORDS[s]}" for s in Status if tally[s])
    return (Phrase(f"{len(judged)}个目标都未到年底期限，"), Phrase(parts, strong=True), Phrase("。"))


def _of(year: DueYear) -> str:
    return f"{year.year}年{'底' if year.whole_year else ''}到期的{year.total}个目标"


def _shares(year: DueYear) -> str:
    """2个完成、3个未完成、19个至今无数; all of one kind: 全部完成, 至今都无数."""
    kept = year.of(Status.MET, Status.REACHED)
    lost = year.of(Status.MISSED)
    silent = year.of(Status.UNKNOWN)
    open_ = year.total - kept - lost - silent
    if silent == year.total:
        return "至今都无数"
    if kept == year.total:
        return "全部完成"
    if lost == year.total:
        return "全部未完成"
    parts = ((kept, "个完成"), (lost, "个未完成"), (open_, "个还没有定论"), (silent, "个至今无数"))
    return "、".join(f"{n}{words}" for n, words in parts if n)


def key_target(targets: Sequence[Commitment], judged: Mapping[str, Judgement]) -> Commitment | None:
    """The first target behind, with a needed rate, of the plan's first section; else of the whole plan."""

    def behind(target: Commitment) -> bool:
        judgement = judged[target.id]
        if judgement.versus is not None:
            return False  # what it needs hangs on the other series
        return judgement.status in (Status.BAD, Status.SLOW) and bool(
            needed_text(judgement, target.period.until, target)
        )

    goals = [t for t in targets if t.sector == targets[0].sector] if targets else []
    return next((t for t in (*goals, *targets) if behind(t)), None)


def key_sentence(
    targets: Sequence[Commitment], judged: Mapping[str, Judgement], *, names: Mapping[str, str]
) -> Sentence:
    """服务业增加值目标344亿元：2025年284.80亿元，后两年须年均增长9.9%。"""
    target = key_target(targets, judged)
    if target is None:
        return ()
    judgement = judged[target.id]
    figure, promised = judgement.actual, promise(target)
    if figure is None:
        return ()
    return (
        Phrase(f"{names[target.id]}目标{promised.text.lstrip('≥')}{promised.unit}："),
        Phrase(f"{figure.period}{figure_text(figure)}{figure.unit}，"),
        Phrase(needed_text(judgement, target.period.until, target), strong=True),
        Phrase("。"),
    )
