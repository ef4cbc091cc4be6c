"""Targets in lists: lines, groups, and what the reader asked to see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from guatu.core.judging.model import Judgement, Status, Why
from guatu.core.plan.model import Commitment, Kind, PeriodKind
from guatu.core.plan.owners import Owners
from guatu.core.reports.target_tables import Sources, TargetRow
from guatu.core.reports.target_tables import row as table_row
from guatu.core.reports.words import (
    NOT_YET,
    WHY_WORDS,
    shape,
    why_word,
)
from guatu.core.text.said import Listed, Said, listed
from guatu.web.public.presenters.addresses import sector_address
from guatu.web.public.templatetags.guatu import chinese_word, word_of
from guatu.web.standing.reading import Reading

EACH_WORDS = {"1": "每年任务", "0": "一次到期"}
NOBODY = "none"  # a unit's code in the filter: lines that nobody leads
SHAPES = (*(s.value for s in Status), NOT_YET)


KIND_WORDS = {Kind.TARGET: "目标", Kind.MILESTONE: "里程碑", Kind.ACTION: "举措"}


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target in a list: the core's row and what a list adds to it."""

    row: TargetRow
    why: str

    @property
    def target(self) -> str:
        return self.row.target

    def __getattr__(self, name: str) -> Any:
        return getattr(self.row, name)


def line(reading: Reading, target: Commitment, *, sources: Sources | None = None) -> TargetLine:
    judgement = reading.judgements[target.id]
    made = table_row(
        target,
        judgement,
        label=reading.names[target.id],
        sources=sources or Sources(),
        best=reading.best.get(target.id),
    )
    return TargetLine(made, why_word(judgement) if judgement.status is Status.UNKNOWN else "")


@dataclass(frozen=True, slots=True)
class TargetGroup:
    name: str
    href: str
    rows: list[TargetLine]


@dataclass(frozen=True, slots=True)
class Filter:
    name: str
    label: str
    options: list[tuple[str, str, bool]]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the reader asked a list to show."""

    kind: str = ""
    sector: str = ""
    status: str = ""
    why: str = ""
    year: str = ""
    each: str = ""  # "1": yearly tasks, "0": those that fall due once
    unit: str = ""  # code of a unit that leads or supports; "none": nobody leads
    word: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Chosen:
        given = {
            name: query.get(name, "").strip() for name in ("kind", "sector", "status", "why", "year", "each", "unit")
        }
        return cls(word=query.get("q", "").strip()[:40], **given)

    def __bool__(self) -> bool:
        return any((self.kind, self.sector, self.status, self.why, self.year, self.each, self.unit, self.word))

    def wants(self, item: Commitment, judgement: Judgement | None, sector: int, who: Owners) -> bool:
        return (
            (not self.kind or item.kind.value == self.kind)
            and (not self.sector or str(sector) == self.sector)
            and (not self.status or (judgement is not None and shape(judgement) == self.status))
            and (
                not self.why
                or (judgement is not None and judgement.why is not None and judgement.why.value in self.why.split(","))
            )
            and (not self.year or str(item.period.until or "open") == self.year)
            and (not self.each or (item.period.kind is PeriodKind.EACH_YEAR) == (self.each == "1"))
            and (not self.unit or (who.lead is None if self.unit == NOBODY else self.unit in who.codes))
            and (not self.word or self.word in f"{item.id} {item.indicator} {item.quote} {item.unit}")
        )


def filters(reading: Reading, chosen: Chosen, *, kinds: bool) -> list[Filter]:
    sectors = [(str(n), name, str(n) == chosen.sector) for n, name in enumerate(reading.sectors, start=1)]
    statuses = [(s, word_of(s), s == chosen.status) for s in SHAPES]
    found = [
        Filter("sector", gettext("领域"), sectors),
        Filter("status", gettext("灯"), statuses),
        Filter("unit", gettext("单位"), owning(reading, chosen)),
    ]
    if kinds:
        options = [(k.value, gettext(word), k.value == chosen.kind) for k, word in KIND_WORDS.items()]
        return [Filter("kind", gettext("类别"), options), *found]
    years = sorted({c.period.until for c in reading.standing.targets if c.period.until})
    whys = sorted({j.why for j in reading.judgements.values() if j.why}, key=list(Why).index)
    return [
        *found,
        Filter("year", gettext("到期年"), [(str(y), str(y), str(y) == chosen.year) for y in years]),
        Filter("each", gettext("任务"), [(v, gettext(word), v == chosen.each) for v, word in EACH_WORDS.items()]),
        Filter("why", gettext("为什么没有数"), [(w.value, gettext(WHY_WORDS[w]), w.value == chosen.why) for w in whys]),
    ]


def owning(reading: Reading, chosen: Chosen) -> list[tuple[str, str, bool]]:
    """The units that answer for any line of the plan, and the choice of those that nobody leads."""
    owners = reading.standing.owners.values()
    units = sorted({(unit.code, unit.name) for who in owners for unit in who.units if unit.code})
    nobody = [(NOBODY, gettext("还没有牵头单位"))] if any(who.lead is None for who in owners) else []
    return [(code, name, code == chosen.unit) for code, name in [*units, *nobody]]


def target_groups(reading: Reading, chosen: Chosen) -> list[TargetGroup]:
    """The targets asked for, by sector, in the order of the text."""
    groups: dict[str, list[TargetLine]] = {}
    for target in reading.standing.targets:
        judgement = reading.judgements[target.id]
        sector, who = reading.sector_number(target.sector) if target.sector else 0, reading.standing.owners[target.id]
        if chosen.wants(target, judgement, sector, who):
            groups.setdefault(target.sector, []).append(line(reading, target))
    order = {s: n for n, s in enumerate(SHAPES)}
    return [
        TargetGroup(name, sector_address(reading, name), sorted(rows, key=lambda r: order[r.row.shape]))
        for name, rows in groups.items()
    ]


def chosen_items(reading: Reading, chosen: Chosen) -> list[str]:
    """Every line asked for, in the order of the text."""
    numbers = {name: n for n, name in enumerate(reading.sectors, start=1)}
    owners, judged = reading.standing.owners, reading.judgements
    return [
        c.id
        for c in reading.standing.commitments
        if chosen.wants(c, judged.get(c.id), numbers.get(c.sector, 0), owners[c.id])
    ]


def counted(rows: Iterable[TargetLine]) -> Listed:
    """3个未完成、4个严重滞后 …, in the fixed order."""
    tally: dict[str, int] = {}
    for row in rows:
        tally[row.row.shape] = tally.get(row.row.shape, 0) + 1
    return listed(Said("{number}个{word}", number=tally[s], word=chinese_word(s)) for s in SHAPES if s in tally)


def counted_sentence(rows: Sequence[TargetLine]) -> Said:
    if not rows:
        return Said("{count}个目标", count=0)
    return Said("{count}个目标：{counts}。", count=len(rows), counts=counted(rows))
