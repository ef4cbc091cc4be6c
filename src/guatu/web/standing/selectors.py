"""Where every target of a plan stands on a day: what pages, the wall and the command line all show."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from guatu.core.plan import model as core
from guatu.core.plan.keys import plan_known_as
from guatu.core.text.spans import Span
from guatu.web.base.digests import canonical
from guatu.web.plans.in_force import PlanLine, default_line, line_with
from guatu.web.plans.ledger.selectors import asked
from guatu.web.plans.review.selectors import plan_as_edited
from guatu.web.standing.archive import Standing, archive
from guatu.web.standing.content import content_of
from guatu.web.standing.models import Snapshot


def standing(as_of: date, *, plan: str = "", line: PlanLine | None = None, recorded_by: date | None = None) -> Standing:
    """Every target's judgement on a day. At most 8 queries.

    Args:
        as_of: by what was published up to this day.
        plan: the code of a plan's text; the one in force on the day when none is named.
        recorded_by: and, when given, only by what this office had written down up to this day.
    Raises:
        NoPlan, NotInStore, NothingPublished, NotYetInForce, RulesMissing.
    """
    found = line or (line_with(plan) if plan else default_line(as_of, recorded_by=recorded_by))
    return archive(found).on(as_of, recorded_by=recorded_by)


def plan_around(standing: Standing) -> core.Plan:
    """The plan of a standing, whose commitments are at hand already. Four queries.

    Of the claims only those that no commitment makes are read: the excused and the open ones, which pages list.
    """
    row, version = standing.plan, standing.edition.version
    if (edited := plan_as_edited(row, until=version.until if version else None)) is not None:
        return replace(plan_known_as(edited, standing.keys), commitments=standing.commitments)
    headings = row.headings.values_list("starts_at", "ends_at", "depth", "text", "sector")
    questions = row.questions.values_list(
        "code", "starts_at", "ends_at", "asks", "readings", "said", "rule", "commitment__code"
    )
    claims = row.claims.filter(commitment=None).values_list("starts_at", "ends_at", "text", "excuse")
    return core.Plan(
        title=row.title,
        text=row.text,
        context=core.Context(row.place, row.year, row.plan_from, row.plan_to),
        headings=tuple(core.Heading(Span(a, b), depth, text, sector) for a, b, depth, text, sector in headings),
        commitments=standing.commitments,
        questions=tuple(
            core.Question(code, Span(a, b), *asked(asks, readings, said), rule, standing.keys.get(about, about or ""))
            for code, a, b, asks, readings, said, rule, about in questions
        ),
        coverage=core.Coverage(tuple(core.Claim(Span(a, b), text, "", excuse) for a, b, text, excuse in claims)),
        compiler=row.compiler,
    )


def papers_of(line: PlanLine) -> tuple[Snapshot, ...]:
    """The papers that a plan's standing was kept for, the latest first. One query."""
    return tuple(Snapshot.objects.filter(plan__in=line.plans).exclude(paper="").order_by("-taken_at", "-id"))


def as_kept(row: Snapshot, now: Standing) -> bool:
    """Whether a paper said what is said now of its day: only what is recorded for it later parts the two."""
    return row.content == canonical(content_of(now))


def count_claims(standing: Standing) -> int:
    """How many numbers and dates the plan's text has. One query."""
    return standing.plan.claims.count()
