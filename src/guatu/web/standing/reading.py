"""What one request reads: the standing of its day, the plan, and the values drawn from both, each at most once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Protocol

from guatu.core.decisions import Basis
from guatu.core.judging.model import Judgement
from guatu.core.judging.rules import RuleSet
from guatu.core.plan.model import Commitment, Plan
from guatu.core.reports import overview as core_overview
from guatu.core.reports.best_year import BestYear, best_year
from guatu.core.series.model import Form, Observation, Source
from guatu.core.series.vintages import OFFICIAL, known, latest, prefer
from guatu.core.text.said import Said
from guatu.core.time.days import month_before
from guatu.core.time.workdays import CalendarUnknown
from guatu.web.base.errors import NotInStore
from guatu.web.base.request import AppRequest
from guatu.web.base.scopes import SOMEWHERE
from guatu.web.plans.in_force import PlanLine, lines
from guatu.web.plans.ledger.models import Plan as PlanRow
from guatu.web.plans.ledger.selectors import NoPlan, calendar, own_day
from guatu.web.standing.archive import Archive, Standing
from guatu.web.standing.kept import archive_at_hand
from guatu.web.standing.selectors import plan_around


@dataclass(frozen=True, slots=True)
class Release:
    """A day on which figures of the plan's years were published."""

    on: date
    source: Source
    count: int
    year: int  # that most of them are about


class Reader(Protocol):
    """Whoever looks at a page, signed in or not."""

    def has_perm(self, perm: str, obj: Any = None) -> bool: ...


@dataclass(frozen=True, slots=True)
class Revision:
    """From a day on the plan is read otherwise: an amendment by a paper, or another published version of the ledger."""

    on: date  # from which it counts
    published: date  # on which it was written down
    words: str  # the paper of an amendment, or the reason of a version
    amended: bool
    ratified: bool  # 追认: it counts from a day before it was written down

    def since(self, day: date, *, until: date) -> bool:
        """Whether it came between two days, by its own day or by that of its publishing."""
        return day < max(self.on, self.published) <= until or day < self.on <= until


class Reading:
    """One day of one plan. Nothing is read before it is asked for.

    Args:
        asked: the plan's code in the address; without one, the plan that the city's own pages speak of.
        reader: who asks: a plan that is not published is seen by those who may read the whole of it at the desk.
        recorded_by: only what this office had written down by that day.
    """

    def __init__(
        self,
        as_of: date,
        today: date,
        *,
        asked: str = "",
        reader: Reader | None = None,
        recorded_by: date | None = None,
    ) -> None:
        self.as_of, self.today, self.asked, self.reader, self.recorded_by = as_of, today, asked, reader, recorded_by

    @classmethod
    def of(cls, request: AppRequest) -> Reading:
        """The request's reading: made once, shared by the view and by what surrounds the page."""
        found: Reading | None = getattr(request, "reading", None)
        if found is None:
            found = cls(
                request.as_of,
                request.today,
                asked=request.plan_code,
                reader=request.user,
                recorded_by=request.recorded_by,
            )
            request.reading = found
        return found

    @cached_property
    def lines(self) -> tuple[PlanLine, ...]:
        """The plans that this reader may see, the published ones first. Three queries."""
        seen = [line for line in lines() if line.published or self._may_read(line)]
        return tuple(sorted(seen, key=lambda line: not line.published))

    def _may_read(self, line: PlanLine) -> bool:
        return self.reader is not None and self.reader.has_perm("review.read", line.newest)

    @cached_property
    def at_the_desk(self) -> bool:
        """Whether the reader works at the review desk, be it for one unit."""
        return self.reader is not None and self.reader.has_perm("review.read", SOMEWHERE)

    @cached_property
    def published(self) -> tuple[PlanLine, ...]:
        return tuple(line for line in self.lines if line.published)

    @cached_property
    def line(self) -> PlanLine | None:
        """The plan that the address names, else the city's first one; None without any. Raises NotInStore."""
        if not self.asked or not self.lines:
            return next(iter(self.published), None)
        found = next((line for line in self.lines if line.has(self.asked)), None)
        if found is None:
            raise NotInStore(kind="方案", name=self.asked[:40])
        return found

    @property
    def plan_code(self) -> str:
        """How the plan's addresses begin."""
        return self.asked or (self.line.code if self.line else "")

    @property
    def plan_row(self) -> PlanRow:
        """The text of the plan that stood on the day. Raises NoPlan, NotInStore, NotYetInForce."""
        if self.line is None:
            raise NoPlan
        return self.line.required(self.as_of).plan if self.line.published else self.line.newest

    @cached_property
    def archive(self) -> Archive:
        """Everything that this plan's lights ever rested on. Raises NoPlan, NotInStore."""
        if self.line is None:
            raise NoPlan
        return archive_at_hand(self.line)

    @cached_property
    def standing(self) -> Standing:
        """Of a draft, which only staff see: as it would stand if it were published as it is."""
        if not self.archive.line.published:
            return self.archive.draft(self.as_of)
        return self.archive.on(self.as_of, recorded_by=self.recorded_by)

    @cached_property
    def plan(self) -> Plan:
        return plan_around(self.standing)

    @property
    def judgements(self) -> Mapping[str, Judgement]:
        return self.standing.judgements

    @property
    def rules(self) -> RuleSet:
        return self.standing.rules

    @cached_property
    def commitments(self) -> dict[str, Commitment]:
        return {c.id: c for c in self.standing.commitments}

    @property
    def names(self) -> Mapping[str, str]:
        """The one short name of every target, on every page."""
        return self.standing.names

    @property
    def years(self) -> tuple[int, ...]:
        first, last = self.standing.years
        return tuple(range(first, last + 1))

    @cached_property
    def issued(self) -> date | None:
        """The day of issue, as recorded with the plan or as its opening bears it."""
        return own_day(self.standing.plan)

    @cached_property
    def known(self) -> tuple[Observation, ...]:
        return known(self.standing.observations, as_of=self.as_of)

    @cached_property
    def revisions(self) -> tuple[Revision, ...]:
        """What changed the reading of the plan up to the day, newest first; without what it began with."""
        line = self.archive.line
        papers = {a.new_id: a.paper for a in line.amendments}
        seen = line.editions_until(self.as_of, recorded_by=self.recorded_by)
        found = [
            Revision(
                version.known_on,
                version.published_on,
                papers.get(edition.plan.pk, version.reason) if version.number == 1 else version.reason,
                amended=version.number == 1 and edition.plan.pk in papers,
                ratified=version.basis is Basis.RATIFIED,
            )
            for edition in seen[1:]
            if (version := edition.version) is not None
        ]
        return tuple(reversed(found))

    @cached_property
    def changed_late(self) -> tuple[Commitment, ...]:
        """Targets changed after their deadline (到期后修订): each is judged by the wording that stood on it."""
        late = {id for id, j in self.judgements.items() if j.later or any(year.later for year in j.years)}
        return tuple(c for c in self.standing.targets if c.id in late)

    def judged_on(self, day: date) -> dict[str, Judgement]:
        """Every target as it was judged on another day, under the names that it bears today."""
        return self.archive.judged(day, self.standing)

    @cached_property
    def releases(self) -> tuple[Release, ...]:
        """Days on which figures for the plan's own region and years came out, newest first; not beyond today."""
        region = self.standing.plan.region_id or next((link.region for link in self.standing.links.values()), "")
        of_the_plan = (
            o
            for o in known(self.standing.observations, as_of=self.today)
            if o.region == region and o.period.year >= self.years[0]
        )
        rows = [o for o in prefer(of_the_plan) if o.preferred and o.source.rank <= OFFICIAL]
        counted: dict[date, Counter[str]] = {}
        years: dict[date, Counter[int]] = {}
        for o in rows:
            counted.setdefault(o.known_on, Counter())[o.source.code] += 1
            years.setdefault(o.known_on, Counter())[o.period.year] += 1
        by_code = {o.source.code: o.source for o in rows}
        found = [
            Release(on, by_code[c.most_common(1)[0][0]], c.total(), years[on].most_common(1)[0][0])
            for on, c in counted.items()
        ]
        return tuple(sorted(found, key=lambda r: r.on, reverse=True))

    @cached_property
    def release(self) -> Release | None:
        """The day to look at before and after: the one that brought the most figures."""
        return max(self.releases, key=lambda r: (r.count, r.on), default=None)

    @cached_property
    def last_published(self) -> date | None:
        """When the newest figure behind today's lights was published."""
        figures = [f for j in self.judgements.values() for f in (j.actual, j.versus) if f]
        return max((f.known_on for f in figures), default=None)

    def working_days(self) -> Callable[[date, date], int | None]:
        known_years = calendar(self.as_of)

        def between(start: date, end: date) -> int | None:
            try:
                return known_years.workdays_between(start, end)
            except CalendarUnknown:
                return None

        return between

    @cached_property
    def best(self) -> dict[str, BestYear]:
        """The best year of each target's series: of whole years that the publisher itself published by the day."""
        grown: dict[tuple[str, str], list[Observation]] = {}
        for o in self.known:
            if o.period.whole_year and o.growth is not None and o.source.rank <= OFFICIAL:
                grown.setdefault((o.indicator, o.region), []).append(o)
        tops = {
            series: best_year(_one_a_year(rows, self.as_of), self.standing.indicators[series[0]])
            for series, rows in grown.items()
            if series[0] in self.standing.indicators
        }
        by_target = ((id, tops.get((link.indicator, link.region))) for id, link in self.standing.links.items())
        return {id: top for id, top in by_target if top is not None}

    @cached_property
    def overview(self) -> core_overview.Overview:
        events = [(self.issued, Said("方案印发"))] if self.issued and self.issued <= self.as_of else []
        events += [(r.on, Said("公布{year}年数", year=r.year)) for r in self.releases if r.on <= self.as_of]
        events += [(r.on, Said("方案修订")) for r in self.revisions if r.amended]
        return core_overview.overview(
            self.plan,
            self.judgements.values(),
            as_of=self.as_of,
            previous=self.judged_on(month_before(self.as_of)).values(),
            best=self.best,
            overrides=self.standing.named,
            leads=self.standing.leads,
            events=events,
            working_days=self.working_days(),
            today=self.today,
            tasks=self.standing.tasks,
            tasks_before=self.archive.tasks(month_before(self.as_of), self.standing),
        )

    @cached_property
    def sectors(self) -> tuple[str, ...]:
        """Sectors in the order of the text; their numbers in addresses count from 1."""
        return tuple(dict.fromkeys(c.sector for c in self.standing.commitments if c.sector))

    def sector_number(self, name: str) -> int:
        return self.sectors.index(name) + 1


def _one_a_year(rows: Sequence[Observation], as_of: date) -> list[Observation]:
    """Of growths of one series, of each period the one that stands."""
    one = rows[0]
    found = (
        latest(rows, indicator=one.indicator, region=one.region, period=period, as_of=as_of, form=Form.GROWTH)
        for period in {row.period for row in rows}
    )
    return [row for row in found if row is not None]
