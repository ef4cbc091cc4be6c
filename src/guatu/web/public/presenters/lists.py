"""Targets in lists: lines, and what the lists of a plan are filtered and sorted by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext

from guatu.core.judging.model import Judgement, Status, Why
from guatu.core.lists.listing import list_rows
from guatu.core.lists.model import Facet, Listing, ListKind, ListOrder, Query
from guatu.core.plan.model import Commitment, Kind, PeriodKind
from guatu.core.plan.owners import Owners
from guatu.core.reports.target_tables import Sources, TargetRow, lag_percent
from guatu.core.reports.target_tables import row as table_row
from guatu.core.reports.words import (
    NOT_YET,
    WHY_WORDS,
    shape,
    why_word,
)
from guatu.core.text.said import Listed, Said, listed
from guatu.web.public.templatetags.guatu import chinese_word, word_of
from guatu.web.standing.reading import Reading

EACH_WORDS = {"1": "每年任务", "0": "一次到期"}
NOBODY = "none"  # a unit's code in the filter: lines that nobody leads
OPEN = "open"  # a year in the filter: without a deadline
SHAPES = (*(s.value for s in Status), NOT_YET)


KIND_WORDS = {Kind.TARGET: "目标", Kind.MILESTONE: "里程碑", Kind.ACTION: "举措"}


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target in a list: the core's row and what a list adds to it."""

    row: TargetRow
    why: str
    lead: str = ""

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
    why = why_word(judgement) if judgement.status is Status.UNKNOWN else ""
    return TargetLine(made, why, reading.standing.leads.get(target.id, ""))


# -- what a list of the plan's lines is filtered and sorted by --------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LineEntry:
    """One line of the plan with what the lists ask of it: cheap, for there may be ten thousand."""

    item: Commitment
    at: int  # its place in the text
    judgement: Judgement | None
    sector: str  # its number; "" without one
    who: Owners

    @property
    def id(self) -> str:
        return self.item.id

    @property
    def units(self) -> tuple[str, ...]:
        """Codes of the units that answer for it; that nobody leads it is a choice, too."""
        return (*self.who.codes, NOBODY) if self.who.lead is None else tuple(self.who.codes)

    @property
    def until(self) -> str:
        return str(self.item.period.until or OPEN)

    @property
    def light(self) -> tuple[str, ...]:
        return (shape(self.judgement),) if self.judgement is not None else ()

    @property
    def place(self) -> int:
        """Of its light, the worst first."""
        return SHAPES.index(self.light[0])

    @property
    def why(self) -> tuple[str, ...]:
        return (self.judgement.why.value,) if self.judgement is not None and self.judgement.why is not None else ()

    @property
    def lag(self) -> Decimal | None:
        return None if self.judgement is None else lag_percent(self.item, self.judgement)


def entries(reading: Reading, items: Iterable[Commitment]) -> list[LineEntry]:
    numbers = {name: str(n) for n, name in enumerate(reading.sectors, start=1)}
    owners, judged = reading.standing.owners, reading.judgements
    return [
        LineEntry(item, at, judged.get(item.id), numbers.get(item.sector, ""), owners[item.id])
        for at, item in enumerate(items)
    ]


def target_listing(reading: Reading, query: Query) -> Listing[LineEntry]:
    """The targets, what is worst first."""
    rows = entries(reading, reading.standing.targets)
    rows.sort(key=lambda row: (row.place, (lag := row.lag) is None, lag or 0, row.at))
    return list_rows(rows, targets_kind(reading), query, word_label=gettext("词"))


def item_listing(reading: Reading, query: Query) -> Listing[LineEntry]:
    """Every line of the plan in the order of its text, which has no pages."""
    kinds: Facet[LineEntry] = Facet(
        "kind",
        gettext("类别"),
        lambda row: (row.item.kind.value,),
        {k.value: gettext(w) for k, w in KIND_WORDS.items()},
    )
    kind = ListKind(
        says=gettext("按原文的次序"), facets=(kinds, *_shared_facets(reading)), text=_text, whole=True,
    )  # fmt: skip
    return list_rows(entries(reading, reading.standing.commitments), kind, query, word_label=gettext("词"))


def _shared_facets(reading: Reading) -> tuple[Facet[LineEntry], ...]:
    return (
        Facet("sector", gettext("领域"), lambda row: (row.sector,) if row.sector else (),
              sector_words(reading), names=True),
        Facet("status", gettext("灯"), lambda row: row.light, {s: word_of(s) for s in SHAPES}),
        Facet("unit", gettext("单位"), lambda row: row.units, owning(reading), names=True),
    )  # fmt: skip


def targets_kind(reading: Reading) -> ListKind[LineEntry]:
    years = sorted({c.period.until for c in reading.standing.targets if c.period.until})
    names = reading.names
    facets: tuple[Facet[LineEntry], ...] = (
        *_shared_facets(reading),
        Facet("year", gettext("到期年"), lambda row: (row.until,),
              {**{str(y): str(y) for y in years}, OPEN: gettext("未定期限")}),
        Facet("each", gettext("任务"), lambda row: ("1" if row.item.period.kind is PeriodKind.EACH_YEAR else "0",),
              {value: gettext(word) for value, word in EACH_WORDS.items()}),
        Facet("why", gettext("为什么没有数"), lambda row: row.why, {w.value: gettext(WHY_WORDS[w]) for w in Why}),
    )  # fmt: skip
    orders: tuple[ListOrder[LineEntry], ...] = (
        ListOrder("light", gettext("灯"), lambda row: row.place,
              gettext("最差的灯在前"), gettext("最好的灯在前")),
        ListOrder("name", gettext("目标"), lambda row: names[row.id], gettext("按名称"), gettext("按名称，倒着排")),
        ListOrder("gap", gettext("差或原因"), lambda row: row.lag,
              gettext("落后最多的在前：按落后的百分点，没有百分点的按差额占目标的百分比"),
              gettext("超出最多的在前：按百分点，没有百分点的按差额占目标的百分比")),
        ListOrder("due", gettext("期限"), lambda row: row.item.period.deadline.last_day,
              gettext("先到期的在前"), gettext("后到期的在前")),
        ListOrder("lead", gettext("牵头单位"), lambda row: row.who.lead_name or None,
              gettext("按牵头单位的名称"), gettext("按牵头单位的名称，倒着排")),
        ListOrder("text", gettext("原文"), lambda row: row.at,
              gettext("按原文的次序"), gettext("按原文的次序，倒着排")),
    )  # fmt: skip
    says = gettext("最差的灯在前，同一种灯里落后多的在前")
    return ListKind(says=says, facets=facets, orders=orders, text=lambda row: f"{names[row.id]} {_text(row)}")


def _text(row: LineEntry) -> str:
    item = row.item
    return f"{item.id} {item.indicator} {item.quote} {item.unit} {row.who.lead_name}"


def sector_words(reading: Reading) -> dict[str, str]:
    return {str(n): name for n, name in enumerate(reading.sectors, start=1)}


def owning(reading: Reading) -> dict[str, str]:
    """The units that answer for any line of the plan, and the choice of those that nobody leads."""
    owners = reading.standing.owners.values()
    units = sorted({(unit.code, unit.name) for who in owners for unit in who.units if unit.code})
    nobody = {NOBODY: gettext("还没有牵头单位")} if any(who.lead is None for who in owners) else {}
    return {**dict(units), **nobody}


def counted(lights: Iterable[str]) -> Listed:
    """3个未完成、4个严重滞后 …, in the fixed order."""
    tally = Counter(lights)
    return listed(Said("{number}个{word}", number=tally[s], word=chinese_word(s)) for s in SHAPES if tally[s])


def counted_sentence(lights: Sequence[str]) -> Said:
    """Of the lights of targets."""
    if not lights:
        return Said("{count}个目标", count=0)
    return Said("{count}个目标：{counts}。", count=len(lights), counts=counted(lights))
