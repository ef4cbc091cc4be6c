"""Where every target of a plan stands on a day: the ledger in force, its figures and the rules, judged together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from guatu.core.judging.desk import Origin, series_behind
from guatu.core.judging.linking import propose_links
from guatu.core.judging.model import Judgement, Link
from guatu.core.judging.rules import RuleSet
from guatu.core.judging.status import judge_all
from guatu.core.plan import model as core
from guatu.core.reports.overview import span_of
from guatu.core.series.model import Indicator, Observation, Region
from guatu.core.text.spans import Span
from guatu.store.places import place_names
from guatu.web.figures import selectors as figures
from guatu.web.plans.amend.selectors import origins
from guatu.web.plans.in_force import commitments
from guatu.web.plans.ledger import models
from guatu.web.plans.ledger.selectors import current_plan, links
from guatu.web.plans.review.selectors import reviewed_plan
from guatu.web.standing.faults import log_fault


@dataclass(frozen=True, slots=True)
class Standing:
    """Where every target of a plan stands on a day, and everything that was used to say so."""

    plan: models.Plan
    as_of: date
    years: tuple[int, int]  # first and last of the plan: as stated, else those that its deadlines span
    commitments: tuple[core.Commitment, ...]
    links: Mapping[str, Link]  # by commitment id
    judgements: Mapping[str, Judgement]  # by commitment id
    indicators: Mapping[str, Indicator]
    observations: tuple[Observation, ...]  # of the linked series, every vintage, also those published after `as_of`
    regions: Mapping[str, Region]
    rules: RuleSet
    origins: Mapping[str, Origin] = field(default_factory=dict)  # of an amended plan: what implied each base at first

    @property
    def targets(self) -> tuple[core.Commitment, ...]:
        return tuple(c for c in self.commitments if c.kind is core.Kind.TARGET)


def measures(
    plan: models.Plan,
    items: Iterable[core.Commitment],
    known: Mapping[str, Link],
    catalogue: Mapping[str, Indicator],
    regions: Mapping[str, Region],
) -> dict[str, Link]:
    """A link for every target of the ledger: the one on record, or a proposal for what people added to the plan."""
    targets = [c for c in items if c.kind is core.Kind.TARGET]
    region = plan.region_id or ""
    new = propose_links(
        [c for c in targets if c.id not in known],
        catalogue,
        region=region,
        place_names=place_names(regions, region),
    )
    found = {**known, **{link.target: link for link in new}}
    return {c.id: found[c.id] for c in targets}


def standing(as_of: date, *, plan: models.Plan | None = None) -> Standing:
    """Every target's judgement on a day: what pages, the wall and the command line all show. At most 8 queries."""
    plan = plan or current_plan(as_of=as_of)
    items, catalogue, regions = commitments(plan), figures.indicators(), figures.regions()
    measured = measures(plan, items, links(plan), catalogue, regions)
    observations = figures.observations(
        indicators=series_behind(measured.values(), catalogue),
        regions={code for link in measured.values() for code in (link.region, link.versus) if code},
    )
    rules = figures.rules(as_of)
    first = origins(plan) if getattr(plan, "amendment", None) else {}  # no query for a plan that was never amended
    context = core.Context(plan.place, plan.year, plan.plan_from, plan.plan_to)
    years = span_of(context, items, as_of=as_of)
    judgements = judge_all(
        items,
        measured,
        indicators=catalogue,
        observations=observations,
        rules=rules,
        as_of=as_of,
        plan_years=years,
        on_fault=log_fault,
        origins=first,
    )
    return Standing(plan, as_of, years, items, measured, judgements, catalogue, observations, regions, rules, first)


def plan_around(standing: Standing) -> core.Plan:
    """The plan of a standing, whose commitments are at hand already. Four queries.

    Of the claims only those that no commitment makes are read: the excused and the open ones, which pages list.
    """
    row = standing.plan
    if (reviewed := reviewed_plan(row)) is not None:
        return replace(reviewed, commitments=standing.commitments)
    headings = row.headings.values_list("starts_at", "ends_at", "depth", "text", "sector")
    questions = row.questions.values_list(
        "code", "starts_at", "ends_at", "asks", "readings", "rule", "commitment__code"
    )
    claims = row.claims.filter(commitment=None).values_list("starts_at", "ends_at", "text", "excuse")
    return core.Plan(
        title=row.title,
        text=row.text,
        context=core.Context(row.place, row.year, row.plan_from, row.plan_to),
        headings=tuple(core.Heading(Span(a, b), depth, text, sector) for a, b, depth, text, sector in headings),
        commitments=standing.commitments,
        questions=tuple(
            core.Question(code, Span(a, b), asks, tuple(readings), rule, commitment or "")
            for code, a, b, asks, readings, rule, commitment in questions
        ),
        coverage=core.Coverage(tuple(core.Claim(Span(a, b), text, "", excuse) for a, b, text, excuse in claims)),
        compiler=row.compiler,
    )


def count_claims(standing: Standing) -> int:
    """How many numbers and dates the plan's text has. One query."""
    return standing.plan.claims.count()
