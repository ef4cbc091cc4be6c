"""Reads: plans as the compiler made them, their links, and the calendar. What people made of a plan: `in_force`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import F

from guatu.core.judging.model import Link, Why
from guatu.core.plan import model as core
from guatu.core.series.model import Form
from guatu.core.text.spans import Span
from guatu.core.time.workdays import Calendar, YearTable
from guatu.web.base.asof import today
from guatu.web.base.errors import NotInStore
from guatu.web.plans.ledger import models


class NoPlan(NotInStore):
    code = "A505"
    reason = "库里还没有方案。"
    remedy = "请系统管理员导入一份方案，或先导入示例城市看看。"
    command = "请运行 guatu load example 导入示例城市，或用 guatu load plan 导入方案。"


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
        commitments = compiled_commitments(plan)
    return core.Plan(
        title=plan.title,
        text=plan.text,
        context=core.Context(plan.place, plan.year, plan.plan_from, plan.plan_to),
        headings=tuple(
            core.Heading(Span(h.starts_at, h.ends_at), h.depth, h.text, h.sector) for h in _rows(plan.headings)
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
            for q in _rows(plan.questions.annotate(promise=F("commitment__code")))
        ),
        coverage=core.Coverage(
            tuple(
                core.Claim(Span(c.starts_at, c.ends_at), c.text, c.promise or "", c.excuse)
                for c in _rows(plan.claims.annotate(promise=F("commitment__code")))
            )
        ),
        compiler=plan.compiler,
    )


def compiled_commitments(plan: models.Plan) -> tuple[core.Commitment, ...]:
    """As the compiler made them. One query."""
    return tuple(commitment_value(row) for row in _rows(plan.commitments))


def _rows(found: Any) -> Iterator[Any]:
    """Every column by its name, without the models around them: thousands of rows in half the time."""
    yield from found.values_list(named=True)


def links(plan: models.Plan) -> dict[str, Link]:
    """How each target is measured, by commitment id. One query."""
    rows = (
        models.Link.objects.filter(commitment__plan=plan)
        .select_related("commitment")
        .only("commitment__code", "indicator", "form", "region", "versus", "confirmed", "why", "reason")
    )
    return {row.commitment.code: link_value(row) for row in rows}


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


def commitment_value(row: Any) -> core.Commitment:
    """
    Args:
        row: a `models.Commitment`, or its columns by name.
    """
    return core.Commitment(
        id=row.code,
        kind=core.Kind(row.kind),
        quote=row.quote,
        span=Span(row.starts_at, row.ends_at),
        sector=row.sector,
        period=core.Period.certain(core.PeriodKind(row.period_kind), row.since, row.until, row.month, row.day),
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


def _deadline(row: Any) -> core.Evidence | None:
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
