"""Reads: plans as the compiler made them, how targets are measured, and the calendar. What people made: `in_force`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import Any

from django.db.models import F

from guatu.core.decisions import all_in_force
from guatu.core.judging.model import Link
from guatu.core.plan import model as core
from guatu.core.text.kept import said_again
from guatu.core.text.said import Said, quoted
from guatu.core.text.spans import Span
from guatu.core.time.workdays import Calendar
from guatu.web.base.errors import NotInStore
from guatu.web.decisions.selectors import histories, histories_of
from guatu.web.plans.ledger import models


class NoPlan(NotInStore):
    code = "A505"
    reason = "库里还没有方案。"
    remedy = "请系统管理员导入一份方案，或先导入示例城市看看。"
    command = "请运行 guatu load example 导入示例城市，或用 guatu load plan 导入方案。"


FULL_DATE = re.compile(r"(20\d{2})年(\d{1,2})月(\d{1,2})日")


def plans() -> tuple[models.Plan, ...]:
    """Every plan, drafts and earlier versions among them, in the order of loading. Texts are not read."""
    return tuple(models.Plan.objects.defer("text"))


def plan_of(code: str) -> models.Plan:
    """The plan with this code. Raises NotInStore."""
    plan = models.Plan.objects.filter(code=code).first()
    if plan is None:
        raise NotInStore(kind="方案", name=code[:40])
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
                *asked(q.asks, q.readings, q.said),
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


def asked(asks: str, readings: Sequence[str], said: Mapping[str, Any] | None) -> tuple[Said, tuple[Said, ...]]:
    """A question and its readings as values. Recorded is the text: a value that says something else is none."""
    if said is not None:
        again, offered = said_again(said["asks"]), tuple(map(said_again, said["readings"]))
        if [str(again), *map(str, offered)] == [asks, *readings]:
            return again, offered
    return quoted(asks), tuple(map(quoted, readings))


def compiled_commitments(plan: models.Plan) -> tuple[core.Commitment, ...]:
    """As the compiler made them. One query."""
    return tuple(commitment_value(row) for row in _rows(plan.commitments))


def _rows(found: Any) -> Iterator[Any]:
    """Every column by its name, without the models around them: thousands of rows in half the time."""
    yield from found.values_list(named=True)


def link_key(plan: models.Plan, target: str) -> str:
    """The name under which it is decided how a target is measured."""
    return f"{plan.code}/{target}"


def links(plan: models.Plan, *, as_of: date) -> dict[str, Link]:
    """How each target is measured on a day, by commitment id. One query."""
    rows = histories_of([("link", f"{plan.code}/")])["link"]
    return {link.target: link for link in all_in_force(rows, as_of=as_of).values()}


def own_day(plan: models.Plan) -> date | None:
    """The day of the plan itself: as recorded with it, else the only full date that the paper's opening bears, else the
    first day of its first year. None when the text says neither."""
    if plan.issued:
        return plan.issued
    first = plan.headings.order_by("position").values_list("starts_at", flat=True).first()
    found = set(FULL_DATE.findall(plan.text[: first or 0]))
    with suppress(ValueError):
        if len(found) == 1:
            return date(*map(int, found.pop()))
    return date(plan.plan_from, 1, 1) if plan.plan_from else None


def calendar(as_of: date) -> Calendar:
    """The years whose working days were known on a day."""
    return Calendar.of(all_in_force(histories("calendar")["calendar"], as_of=as_of).values())


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
