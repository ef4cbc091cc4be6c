"""Reads: plans as the compiler made them, and where every target stands on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import F

from guatu.core.errors import AskedError, Place
from guatu.core.indicators.desk import Origin, series_behind
from guatu.core.indicators.linking import propose_links
from guatu.core.indicators.model import Form, Indicator, Judgement, Link, Observation, Region, Why
from guatu.core.indicators.rules import RuleSet
from guatu.core.indicators.status import judge_all
from guatu.core.plan import model as core
from guatu.core.text.spans import Span
from guatu.core.workdays import Calendar, YearTable
from guatu.store.places import place_names
from guatu.web.common.asof import today
from guatu.web.common.errors import NotInStore
from guatu.web.indicators import selectors as figures
from guatu.web.ledger import models


class NoPlan(NotInStore):
    code = "A505"
    reason = "库里还没有方案。"
    remedy = "请运行 guatu load example 导入示例城市，或用 guatu load plan 导入方案。"


class PlanYearsMissing(AskedError):
    code = "A504"
    reason = "方案没有起止年份，算不出序时进度。"
    remedy = "请用 --years 2025-2027 重新导入。"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where every target of a plan stands on a day, and everything that was used to say so."""

    plan: models.Plan
    as_of: date
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


def plans() -> tuple[models.Plan, ...]:
    """Every plan, the active ones first. Texts are not read."""
    return tuple(models.Plan.objects.defer("text"))


def current_plan(code: str = "", *, as_of: date | None = None) -> models.Plan:
    """The active plan in the version in force on a day (today), or the one with this code. Raises NotInStore."""
    rows = models.Plan.objects.filter(code=code) if code else models.Plan.objects.filter(active=True)
    plan = rows.select_related("amendment__old").order_by("-id").first()
    if plan is None:
        raise NotInStore(kind="方案", name=code) if code else NoPlan
    return plan if code else _in_force(plan, as_of or today())


def _in_force(plan: models.Plan, as_of: date) -> models.Plan:
    """The version that stood on a day: a plan takes its predecessor's place from the day of its amendment on."""
    amendment = getattr(plan, "amendment", None)
    while amendment is not None and amendment.effective > as_of:
        plan = amendment.old
        amendment = getattr(plan, "amendment", None)
    return plan


def original_of(plan: models.Plan) -> models.PlanFile | None:
    """The file that a plan came in, without its bytes. One query."""
    return models.PlanFile.objects.filter(plan=plan).defer("content").first()


def plan_value(plan: models.Plan, *, commitments: tuple[core.Commitment, ...] | None = None) -> core.Plan:
    """The plan exactly as it was compiled. Four queries at any size, three when the commitments are at hand."""
    if commitments is None:
        commitments = tuple(commitment_value(row) for row in plan.commitments.all())
    return core.Plan(
        title=plan.title,
        text=plan.text,
        context=core.Context(plan.place, plan.year, plan.plan_from, plan.plan_to),
        headings=tuple(
            core.Heading(Span(h.starts_at, h.ends_at), h.depth, h.text, h.sector) for h in plan.headings.all()
        ),
        commitments=commitments,
        questions=tuple(
            core.Question(
                q.code,
                Span(q.starts_at, q.ends_at),
                q.asks,
                tuple(q.readings),
                q.rule,
                q.promise or "",
            )
            for q in plan.questions.annotate(promise=F("commitment__code"))
        ),
        coverage=core.Coverage(
            tuple(
                core.Claim(Span(c.starts_at, c.ends_at), c.text, c.promise or "", c.excuse)
                for c in plan.claims.annotate(promise=F("commitment__code"))
            )
        ),
        compiler=plan.compiler,
    )


def commitments(plan: models.Plan) -> tuple[core.Commitment, ...]:
    """The ledger in force: as published, else the draft, else as compiled. In the order of the text; two queries."""
    from guatu.web.review.selectors import reviewed  # the desk builds upon the ledger: asked for only here

    found = reviewed(plan)
    return compiled_commitments(plan) if found is None else found


def compiled_commitments(plan: models.Plan) -> tuple[core.Commitment, ...]:
    """As the compiler made them. One query."""
    return tuple(commitment_value(row) for row in plan.commitments.all())


def links(plan: models.Plan) -> dict[str, Link]:
    """How each target is measured, by commitment id. One query."""
    rows = (
        models.Link.objects.filter(commitment__plan=plan)
        .select_related("commitment")
        .only("commitment__code", "indicator", "form", "region", "versus", "confirmed", "why", "reason")
    )
    return {row.commitment.code: link_value(row) for row in rows}


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
    origins = _origins(plan)
    judgements = judge_all(
        items,
        measured,
        indicators=catalogue,
        observations=observations,
        rules=rules,
        as_of=as_of,
        plan_years=plan_years(plan),
        origins=origins,
    )
    return Standing(plan, as_of, items, measured, judgements, catalogue, observations, regions, rules, origins)


def _origins(plan: models.Plan) -> Mapping[str, Origin]:
    """What implied the bases of an amended plan when it was first issued. No query for a plan that was not amended."""
    if getattr(plan, "amendment", None) is None:
        return {}
    from guatu.web.amend.selectors import origins  # amendments build upon the ledger: asked for only here

    return origins(plan)


def plan_years(plan: models.Plan) -> tuple[int, int]:
    """First and last year of the plan. Raises PlanYearsMissing."""
    if plan.plan_from is None or plan.plan_to is None:
        raise PlanYearsMissing(Place(plan.title))
    return plan.plan_from, plan.plan_to


def calendar() -> Calendar:
    """The years whose working days are known."""
    return Calendar.of(
        YearTable(
            row.year,
            frozenset(map(date.fromisoformat, row.off)),
            frozenset(map(date.fromisoformat, row.makeup)),
            row.source,
        )
        for row in models.WorkYear.objects.all()
    )


def commitment_value(row: models.Commitment) -> core.Commitment:
    return core.Commitment(
        id=row.code,
        kind=core.Kind(row.kind),
        quote=row.quote,
        span=Span(row.starts_at, row.ends_at),
        sector=row.sector,
        period=core.Period(core.PeriodKind(row.period_kind), row.since, row.until, row.month, row.day),
        strength=core.Strength(row.strength),
        scope=row.scope,
        indicator=row.indicator,
        measure=core.Measure(row.measure) if row.measure else None,
        comparator=core.Comparator(row.comparator) if row.comparator else None,
        value=row.value,
        value_max=row.value_max,
        unit=row.unit,
        direction=core.Direction(row.direction),
        base_year=row.base_year,
        relative_to=row.relative_to,
        cumulative=row.cumulative,
        nature=row.nature,
        lead=row.lead,
        supporting=tuple(row.supporting),
        deadline=_deadline(row),
        also=tuple(Span(*span) for span in row.also),
        evidence=tuple(core.Evidence(Span(start, end), rule) for start, end, rule in row.evidence),
    )


def _deadline(row: models.Commitment) -> core.Evidence | None:
    if row.deadline_starts_at is None or row.deadline_ends_at is None:
        return None
    return core.Evidence(Span(row.deadline_starts_at, row.deadline_ends_at), row.deadline_rule)


def link_value(row: models.Link) -> Link:
    return Link(
        target=row.commitment.code,
        indicator=row.indicator_id or "",
        form=Form(row.form),
        region=row.region_id or "",
        versus=row.versus_id or "",
        confirmed=row.confirmed,
        why=Why(row.why) if row.why else None,
        reason=row.reason,
    )
