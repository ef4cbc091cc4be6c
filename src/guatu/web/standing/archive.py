"""Everything that the lights and tasks of one plan rest on, read once, so that any day can be asked for.

The page of today, the list of what changed, the history of a light, the wall and the command line all ask `on`: they
cannot differ. Nothing here decides; what counted on a day is a dated decision, and the core judges.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Any

from guatu.core.decisions import Dated, all_in_force
from guatu.core.judging.desk import FirstIssue, Wording, series_behind
from guatu.core.judging.model import Judgement, Link
from guatu.core.judging.rules import RuleSet
from guatu.core.judging.status import as_promised, judge_all
from guatu.core.plan import model as core
from guatu.core.plan.keys import known_as
from guatu.core.plan.model import Measure
from guatu.core.plan.owners import Assigned, KnownUnits, Owners, owners_of
from guatu.core.reports.labels import short_labels
from guatu.core.reports.overview import span_of
from guatu.core.series.model import Definition, Indicator, Observation, Region, Source
from guatu.core.series.units import same_kind
from guatu.core.tasks.judge import Earlier, judge_task
from guatu.core.tasks.model import TaskJudgement, TaskStep, is_task
from guatu.web.decisions.selectors import Histories, histories_of
from guatu.web.figures import selectors as figures
from guatu.web.figures.selectors import Catalogue, Catalogues, RulesMissing
from guatu.web.people.selectors import known_units
from guatu.web.plans.in_force import Edition, PlanLine, renamed
from guatu.web.plans.ledger import models
from guatu.web.plans.ledger.keys import keys_in
from guatu.web.plans.ledger.names import KIND as NAME
from guatu.web.plans.ledger.names import Named, name_key, named_in
from guatu.web.plans.ledger.owners import KIND as OWNER
from guatu.web.plans.ledger.owners import assigned_in, owner_key
from guatu.web.standing.faults import log_fault
from guatu.web.tasks.selectors import KIND, task_key

DAYS = 32  # whose standing an archive holds


@dataclass(frozen=True)
class Standing:
    """Where every target of a plan stands on a day, and everything that was used to say so.

    Outside of the desk a commitment of a published plan is known by its key (物流-03) instead of the number that the
    compiler gave it: ids here, and in all that is built on this, are keys.
    """

    line: PlanLine
    edition: Edition  # which reading of the plan stood on the day
    as_of: date
    links: Mapping[str, Link]  # by commitment id
    catalogue: Catalogue
    observations: tuple[Observation, ...]  # of the linked series, every vintage, also those published after `as_of`
    rules: RuleSet
    years: tuple[int, int]
    origins: Mapping[str, FirstIssue] = field(
        default_factory=dict
    )  # of an amended plan: what implied each base at first
    earlier: Mapping[str, Sequence[Wording]] = field(default_factory=dict)  # how targets were worded before
    recorded_by: date | None = None
    keys: Mapping[str, str] = field(default_factory=dict)  # by the compiler's number; empty for a draft
    steps: Mapping[str, Sequence[Dated[TaskStep]]] = field(default_factory=dict)  # of tasks, also of withdrawn ones
    reworded: Mapping[str, Earlier] = field(default_factory=dict)  # how tasks were worded before
    assigned: Mapping[str, Sequence[Dated[Assigned]]] = field(default_factory=dict)  # by commitment id, ever
    units: Callable[[], KnownUnits] = known_units
    short_names: Named = field(default_factory=dict)  # by commitment id, ever

    @property
    def plan(self) -> models.Plan:
        return self.edition.plan

    @property
    def indicators(self) -> Mapping[str, Indicator]:
        return self.catalogue.indicators

    @property
    def regions(self) -> Mapping[str, Region]:
        return self.catalogue.regions

    @property
    def sources(self) -> Mapping[str, Source]:
        return self.catalogue.sources

    def definitions(self, indicator: str) -> tuple[Definition, ...]:
        return tuple(d for d in self.catalogue.definitions if d.indicator == indicator)

    @cached_property
    def items(self) -> tuple[core.Commitment, ...]:
        """The ledger of the day as it was published, under its keys."""
        return tuple(known_as(c, self.keys) for c in self.edition.commitments)

    @cached_property
    def commitments(self) -> tuple[core.Commitment, ...]:
        """The ledger of the day, each target with the promise that it is judged by."""
        judged = self.judgements
        return tuple(as_promised(c, judged[c.id]) if c.id in judged else c for c in self.items)

    @cached_property
    def owners(self) -> Mapping[str, Owners]:
        """Who answers for each line on the day, by commitment id. One query."""
        return owners_of(self.items, self.assigned, units=self.units(), as_of=self.as_of, recorded_by=self.recorded_by)

    @cached_property
    def named(self) -> Mapping[str, str]:
        """What people decided to call targets, as it counts on the day, by commitment id."""
        found = all_in_force(self.short_names, as_of=self.as_of, recorded_by=self.recorded_by)
        return {id: short.name for id, short in found.items() if short.name}

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The one short name of every target, on every page and paper."""
        return short_labels(self.targets, overrides=self.named)

    @cached_property
    def leads(self) -> Mapping[str, str]:
        """The lead unit's name of each line that has one."""
        return {id: who.lead_name for id, who in self.owners.items() if who.lead}

    def code(self, id: str) -> str:
        """The compiler's number of a commitment, by which the plan's own tables know it."""
        return next((code for code, key in self.keys.items() if key == id), id)

    @property
    def targets(self) -> tuple[core.Commitment, ...]:
        return tuple(c for c in self.commitments if c.kind is core.Kind.TARGET)

    @cached_property
    def judgements(self) -> Mapping[str, Judgement]:
        """Every target's judgement by commitment id."""
        return self._judged()

    def judgement(self, id: str) -> Judgement:
        """One target's judgement, among all the others."""
        return self._judged(only=id)[id]

    @cached_property
    def tasks(self) -> Mapping[str, TaskJudgement]:
        """Where every milestone and action stands, by commitment id."""
        return {
            item.id: judge_task(
                item,
                self.steps.get(item.id, ()),
                as_of=self.as_of,
                grace=self.rules.task_grace_days,
                recorded_by=self.recorded_by,
                earlier=self.reworded.get(item.id, ()),
            )
            for item in self.items
            if is_task(item)
        }

    def _judged(self, only: str = "") -> dict[str, Judgement]:
        return judge_all(
            self.items,
            self.links,
            indicators=self.indicators,
            observations=self.observations,
            rules=self.rules,
            as_of=self.as_of,
            plan_years=self.years,
            origins=self.origins,
            earlier=self.earlier,
            unconfirmed={d.indicator for d in self.catalogue.definitions if not d.confirmed},
            only=only,
            on_fault=log_fault,
        )


@dataclass(frozen=True)
class Figures:
    """The figures behind the targets of one plan, or of several that are looked at together."""

    catalogues: Catalogues
    measured: Histories  # of the plans' links

    @cached_property
    def _rows(self) -> tuple[tuple[Any, ...], ...]:
        """Every vintage of the series that any target was ever linked to. One query."""
        linked = [row.value for rows in self.measured["link"].values() for row in rows]
        known: dict[str, list[Indicator]] = {
            code: [row.value for row in rows] for code, rows in self.catalogues.rows["indicator"].items()
        }
        codes = {code for every in _ever(known) for code in series_behind(linked, every)}
        regions = {code for link in linked for code in (link.region, link.versus) if code}
        return figures.observation_rows(indicators=codes, regions=regions)

    @cached_property
    def _shared(self) -> dict[tuple[tuple[str, Source], ...], tuple[Observation, ...]]:
        return {}

    def observations(
        self, sources: Mapping[str, Source], *, recorded_by: date | None = None
    ) -> tuple[Observation, ...]:
        """The figures with their sources as they stood; made once for all days on which the sources were the same."""
        named = tuple((code, sources[code]) for code in sorted({row[figures.SOURCE] for row in self._rows}))
        if named not in self._shared:
            self._shared[named] = figures.observation_values(self._rows, sources)
        found = self._shared[named]
        return found if recorded_by is None else tuple(o for o in found if o.recorded_on <= recorded_by)


@dataclass(frozen=True)
class Archive:
    """One plan through all its editions, the catalogue and the figures, on any day."""

    line: PlanLine
    catalogues: Catalogues
    measured: Histories  # of the plan's links, and of those looked at together with it
    figures: Figures
    before: Mapping[int, Mapping[str, str]]  # plan → commitment → what it was called in the text before
    keys: Mapping[int, Mapping[str, str]]  # plan → commitment → its key
    assigned: Mapping[str, Sequence[Dated[Assigned]]]  # by the commitment's key: who was to answer for it
    units: Callable[[], KnownUnits]
    short_names: Named

    def items(self, edition: Edition) -> tuple[core.Commitment, ...]:
        """The commitments of an edition under their keys."""
        names = self.keys.get(edition.plan.pk, {})
        return tuple(known_as(c, names) for c in edition.commitments)

    def links(self, edition: Edition, as_of: date, *, recorded_by: date | None = None) -> dict[str, Link]:
        """How the targets of an edition were measured on a day, by commitment id."""
        found = all_in_force(self.measured["link"], as_of=as_of, recorded_by=recorded_by)
        prefix = f"{edition.plan.code}/"
        by_code = {key.removeprefix(prefix): link for key, link in found.items() if key.startswith(prefix)}
        names = self.keys.get(edition.plan.pk, {})
        return {
            (id := names.get(c.id, c.id)): replace(by_code[c.id], target=id)
            for c in edition.commitments
            if c.kind is core.Kind.TARGET and c.id in by_code
        }

    def on(self, as_of: date, *, recorded_by: date | None = None) -> Standing:
        """Where the plan stood on a day. Raises NothingPublished, NotYetInForce, NotYetRecorded, RulesMissing."""
        asked = as_of, recorded_by
        if asked not in self._stood:
            self.line.required(as_of, recorded_by=recorded_by)
            found = self._standing(self.line.editions_until(as_of, recorded_by=recorded_by), as_of, recorded_by)
            while len(self._stood) >= DAYS:
                self._stood.pop(next(iter(self._stood)), None)
            self._stood[asked] = found
        return self._stood[asked]

    @cached_property
    def _stood(self) -> dict[tuple[date, date | None], Standing]:
        """The days that were asked for last: an archive may be kept from page to page."""
        return {}

    def draft(self, as_of: date) -> Standing:
        """Where the plan would stand if its draft were published as it is. For staff: it stands on no day."""
        return self._standing((Edition(self.line.newest, None),), as_of, None)

    def _standing(self, stood: Sequence[Edition], as_of: date, recorded_by: date | None) -> Standing:
        edition, catalogue = stood[-1], self.catalogues.on(as_of, recorded_by=recorded_by)
        if catalogue.rules is None:
            raise RulesMissing
        return Standing(
            line=self.line,
            edition=edition,
            as_of=as_of,
            links=self.links(edition, as_of, recorded_by=recorded_by),
            catalogue=catalogue,
            observations=self.figures.observations(catalogue.sources, recorded_by=recorded_by),
            rules=catalogue.rules,
            years=_years(edition, as_of),
            origins=self._origins(stood, as_of, recorded_by),
            earlier=self._earlier(stood, as_of, recorded_by),
            recorded_by=recorded_by,
            keys=self.keys.get(edition.plan.pk, {}),
            steps=self.steps,
            reworded=self._reworded(stood),
            assigned=self.assigned,
            units=self.units,
            short_names=self.short_names,
        )

    @cached_property
    def steps(self) -> Mapping[str, Sequence[Dated[TaskStep]]]:
        """Every step of the plan's tasks by their keys, which amendments carry along."""
        prefix = task_key(self.line, "")
        return {k.removeprefix(prefix): rows for k, rows in self.measured[KIND].items() if k.startswith(prefix)}

    def called(self, id: str, edition: Edition, then: Edition) -> str | None:
        """What a commitment of one edition was called in an earlier one; None when it was not there."""
        texts = [plan.pk for plan in self.line.plans]
        at, goal = texts.index(edition.plan.pk), texts.index(then.plan.pk)
        codes = {key: code for code, key in self.keys.get(edition.plan.pk, {}).items()}
        name: str | None = codes.get(id, id)
        while at > goal and name is not None:
            name = self.before.get(texts[at], {}).get(name)
            at -= 1
        if name is None or all(c.id != name for c in then.commitments):
            return None
        return self.keys.get(then.plan.pk, {}).get(name, name)

    def judged(self, day: date, like: Standing) -> dict[str, Judgement]:
        """The judgements of an earlier day under the names that targets bear in `like`; nothing before the plan."""
        if self.line.edition_on(day, recorded_by=like.recorded_by) is None:
            return {}
        then = self.on(day, recorded_by=like.recorded_by)
        if then.edition == like.edition:
            return dict(then.judgements)
        names = {id: self.called(id, like.edition, then.edition) for id in like.judgements}
        return {
            id: replace(then.judgements[was], target=id) for id, was in names.items() if was and was in then.judgements
        }

    def judgement(self, day: date, id: str, like: Standing) -> Judgement | None:
        """One target's judgement on an earlier day, under its name in `like`; None when it was not there."""
        if self.line.edition_on(day, recorded_by=like.recorded_by) is None:
            return None
        then = self.on(day, recorded_by=like.recorded_by)
        was = self.called(id, like.edition, then.edition)
        there = {c.id for c in then.items if c.kind is core.Kind.TARGET}
        return replace(then.judgement(was), target=id) if was is not None and was in there else None

    def tasks(self, day: date, like: Standing) -> Mapping[str, TaskJudgement]:
        """Where the tasks stood on an earlier day, by their keys; nothing before the plan."""
        if self.line.edition_on(day, recorded_by=like.recorded_by) is None:
            return {}
        return self.on(day, recorded_by=like.recorded_by).tasks

    def days(self, id: str, like: Standing) -> set[date]:
        """Days on which a light may have turned: a figure or a decision came, a year or a deadline ended.

        None of a draft, which stands on no day.
        """
        published = {row.known_on for row in self.line.editions}
        if not published:
            return set()
        link = like.links.get(id)
        codes = {link.indicator} if link else set()
        if link and (indicator := like.indicators.get(link.indicator)) and indicator.formula:
            codes |= {indicator.formula.numerator, indicator.formula.denominator}
        rests_on = [rows for kind, rows in self.measured.items() if kind != KIND]
        decided = {row.known_on for rows in rests_on for history in rows.values() for row in history}
        first, last = like.years
        return (
            {o.known_on for o in like.observations if o.indicator in codes}
            | {max(day, min(published)) for day in decided | published}
            | {date(year + 1, 1, 1) for year in range(first, last + 1)}
        )

    def _earlier(
        self, stood: Sequence[Edition], as_of: date, recorded_by: date | None
    ) -> Mapping[str, Sequence[Wording]]:
        """How the targets of the last edition were worded in those before it, the oldest first."""
        if len(stood) < 2:
            return {}
        now, found = stood[-1], {}
        wanted = [c.id for c in self.items(now) if c.kind is core.Kind.TARGET]
        steps = []
        for edition, following in pairwise(stood):
            targets = {c.id: c for c in self.items(edition) if c.kind is core.Kind.TARGET}
            steps.append((edition, following.known_on, targets, self.links(edition, as_of, recorded_by=recorded_by)))
        for id in wanted:
            wordings = []
            for edition, until, targets, links in steps:
                was = self.called(id, now, edition)
                if was in targets:
                    wordings.append(Wording(targets[was], links.get(was) or Link(was), until))
            found[id] = wordings
        return found

    def _reworded(self, stood: Sequence[Edition]) -> Mapping[str, Earlier]:
        """How the tasks of the last edition were worded in those before it: a key names the same one in each."""
        found: dict[str, list[tuple[core.Commitment, date]]] = {}
        for edition, following in pairwise(stood):
            for item in self.items(edition):
                if is_task(item):
                    found.setdefault(item.id, []).append((item, following.known_on))
        return found

    def _origins(self, stood: Sequence[Edition], as_of: date, recorded_by: date | None) -> dict[str, FirstIssue]:
        """What each level target was when the plan was first issued, with its average growth then.

        The base that follows from the two stays: an amendment moves the target, never where it started.
        """
        if len(stood) < 2 or stood[0].plan.pk == stood[-1].plan.pk:
            return {}
        first, now = stood[0], stood[-1]
        targets = {c.id: c for c in self.items(first)}
        measured = self.links(first, as_of, recorded_by=recorded_by)
        found = {}
        for item in self.items(now):
            was = self.called(item.id, now, first)
            if was is None or item.measure is not Measure.LEVEL:
                continue
            level, growth = targets[was], _average_beside(was, targets, measured)
            if growth and level.measure is Measure.LEVEL and same_kind(level.unit, item.unit):
                found[item.id] = FirstIssue(level, growth)
        return found


def _years(edition: Edition, as_of: date) -> tuple[int, int]:
    """First and last year of the plan: as stated, else those that its deadlines span."""
    row = edition.plan
    context = core.Context(row.place, row.year, row.plan_from, row.plan_to)
    return span_of(context, edition.commitments, as_of=as_of)


def _ever(known: Mapping[str, Sequence[Indicator]]) -> list[dict[str, Indicator]]:
    """The catalogue in as many layers as any indicator has versions: every formula that ever was is in one of them."""
    depth = max((len(rows) for rows in known.values()), default=0)
    return [{code: rows[min(n, len(rows) - 1)] for code, rows in known.items() if rows} for n in range(depth)]


def _average_beside(
    code: str, targets: Mapping[str, core.Commitment], measured: Mapping[str, Link]
) -> core.Commitment | None:
    """The average growth that a plan asks of the indicator of one of its targets, over the same years."""
    mine = measured.get(code)
    if mine is None or not mine.confirmed:
        return None
    for other in targets.values():
        link = measured.get(other.id)
        if (
            link is not None
            and link.confirmed
            and (link.indicator, link.region) == (mine.indicator, mine.region)
            and other.measure is Measure.GROWTH
            and other.period.kind is core.PeriodKind.AVERAGE
            and other.value is not None
            and other.period.until == targets[code].period.until
        ):
            return other
    return None


def archive(line: PlanLine) -> Archive:
    """The archive of a plan. Figures are read when a day is asked for."""
    return archives([line])[0]


def archives(lines: Sequence[PlanLine]) -> tuple[Archive, ...]:
    """The archives of several plans at the price of one: two queries, one more if any of them was amended."""
    plans = [plan for line in lines for plan in line.plans]
    rows = histories_of(
        [(kind, "") for kind in figures.KINDS]
        + [("link", f"{plan.code}/") for plan in plans]
        + [(KIND, task_key(line, "")) for line in lines]
        + [(OWNER, owner_key(line.code, "")) for line in lines]
        + [(NAME, name_key(line.code, "")) for line in lines]
    )
    beside = {kind: rows.pop(kind, {}) for kind in (OWNER, NAME)}  # no light rests on them
    units = lru_cache(maxsize=1)(known_units)  # asked once for all plans
    catalogues, before, keys = Catalogues(rows), renamed(lines), keys_in(plans)
    shared = Figures(catalogues, rows)
    return tuple(
        Archive(
            line,
            catalogues,
            rows,
            shared,
            before,
            keys,
            assigned_in(beside, line.code),
            units,
            named_in(beside, line.code),
        )
        for line in lines
    )
