"""The verdict: one or two sentences that say how the plan stands, from counts and from the first target behind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from guatu.core.judging.model import Judgement, Status
from guatu.core.judging.promise_words import promise
from guatu.core.plan.model import Commitment, PeriodKind
from guatu.core.reports.words import STATUS_WORDS, due_year, needed_words
from guatu.core.series.printed import as_printed
from guatu.core.text.said import NOTHING, Said, Sentence, Strong, listed, sentences


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
        return Said("方案里没有读到可以量化的目标。")
    years = due_years(targets, judged)
    known = sum(j.status is not Status.UNKNOWN for j in judged.values())
    if not known:
        return sentences(silence(len(targets), as_of), overdue(years, as_of))
    return sentences(*(ended(years, as_of) or (under_way(judged),)), key_sentence(targets, judged, names=names))


def silence(count: int, as_of: date) -> Said:
    """截至2026年4月29日，68个目标都没有公布数。"""
    return Said("截至{as_of}，{count}个目标{none}。", as_of=as_of, count=count, none=Strong(Said("都没有公布数")))


def overdue(years: Iterable[DueYear], as_of: date) -> Said:
    """2025年底到期的24个目标已过期限119天，还不能说完成，也不能说未完成。"""
    past = [y for y in years if date(y.year, 12, 31) < as_of]
    if not past:
        return NOTHING
    days = (as_of - date(past[-1].year, 12, 31)).days
    return Said("{due}已过期限{days}天，还不能说完成，也不能说未完成。", due=_of(past[-1]), days=days)


def ended(years: Iterable[DueYear], as_of: date) -> tuple[Said, ...]:
    """2025年底到期的24个目标，2个完成、3个未完成、19个至今无数。 Earlier years follow in one clause."""
    past = [y for y in years if date(y.year, 12, 31) < as_of]
    if not past:
        return ()
    last = Said("{due}，{shares}。", due=_of(past[-1]), shares=Strong(_shares(past[-1])))
    earlier = DueYear(0, tuple((s, sum(y.of(s) for y in past[:-1])) for s in Status))
    if not earlier.of(Status.MISSED, Status.UNKNOWN):
        return (last,)
    return last, Said("此前到期的{count}个，{shares}。", count=earlier.total, shares=_shares(earlier))


def under_way(judged: Mapping[str, Judgement]) -> Said:
    """All deadlines lie ahead: 68个目标都未到期限：4个严重滞后、1个正常、63个无数据。"""
    tally = Counter(j.status for j in judged.values())
    counts = listed(Said("{number}个{word}", number=tally[s], word=STATUS_WORDS[s]) for s in Status if tally[s])
    return Said("{count}个目标都未到年底期限，{counts}。", count=len(judged), counts=Strong(counts))


def _of(year: DueYear) -> Said:
    if year.whole_year:
        return Said("{year}年底到期的{count}个目标", year=year.year, count=year.total)
    return Said("{year}年到期的{count}个目标", year=year.year, count=year.total)


def _shares(year: DueYear) -> Sentence:
    """2个完成、3个未完成、19个至今无数; all of one kind: 全部完成, 至今都无数."""
    kept = year.of(Status.MET, Status.REACHED)
    lost = year.of(Status.MISSED)
    silent = year.of(Status.UNKNOWN)
    open_ = year.total - kept - lost - silent
    if silent == year.total:
        return Said("至今都无数")
    if kept == year.total:
        return Said("全部完成")
    if lost == year.total:
        return Said("全部未完成")
    return listed((
        Said("{number}个完成", number=kept) if kept else NOTHING,
        Said("{number}个未完成", number=lost) if lost else NOTHING,
        Said("{number}个还没有定论", number=open_) if open_ else NOTHING,
        Said("{number}个至今无数", number=silent) if silent else NOTHING,
    ))  # fmt: skip


def key_target(targets: Sequence[Commitment], judged: Mapping[str, Judgement]) -> Commitment | None:
    """The first target behind, with a needed rate, of the plan's first section; else of the whole plan."""

    def behind(target: Commitment) -> bool:
        judgement = judged[target.id]
        if judgement.versus is not None:
            return False  # what it needs hangs on the other series
        return judgement.status in (Status.BAD, Status.SLOW) and bool(
            needed_words(judgement, target.period.until, target)
        )

    goals = [t for t in targets if t.sector == targets[0].sector] if targets else []
    return next((t for t in (*goals, *targets) if behind(t)), None)


def key_sentence(targets: Sequence[Commitment], judged: Mapping[str, Judgement], *, names: Mapping[str, str]) -> Said:
    """服务业增加值目标344亿元：2025年284.80亿元，后两年须年均增长9.9%。"""
    target = key_target(targets, judged)
    if target is None or judged[target.id].actual is None:
        return NOTHING
    judgement = judged[target.id]
    figure = judgement.actual
    assert figure is not None
    return Said(
        "{name}目标{promise}：{period}{figure}，{needed}。",
        name=names[target.id], promise=promise(target).asked, period=figure.period, figure=as_printed(figure),
        needed=Strong(needed_words(judgement, target.period.until, target)),
    )  # fmt: skip
