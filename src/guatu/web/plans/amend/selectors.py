"""Reads: the versions of a plan, what changed between them, and the earlier versions of one commitment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from guatu.core.judging.desk import Origin
from guatu.core.judging.model import Link
from guatu.core.plan import model as core
from guatu.core.plan.model import Measure
from guatu.core.series.units import same_kind
from guatu.web.plans.amend import models
from guatu.web.plans.in_force import commitments
from guatu.web.plans.ledger.models import Commitment, Plan
from guatu.web.plans.ledger.selectors import commitment_value, current_plan, links


@dataclass(frozen=True, slots=True)
class Version:
    """A commitment as one version of the plan had it."""

    plan: Plan
    since: date | None  # from which day; None for the version that the plan was issued with
    commitment: core.Commitment
    sentence: str = ""  # what changed when this version came
    verdict: str = ""
    paper: str = ""
    reason: str = ""


def line_of(plan: Plan) -> tuple[models.Amendment, ...]:
    """Every amendment of the line of versions that `plan` stands in, newest first. One query."""
    rows = models.Amendment.objects.select_related("old", "new", "by").defer("old__text", "new__text")
    by_old = {row.old_id: row for row in rows}
    by_new = {row.new_id: row for row in by_old.values()}
    found: list[models.Amendment] = []
    at = plan.pk
    while at in by_old:
        found.insert(0, by_old[at])
        at = by_old[at].new_id
    at = plan.pk
    while at in by_new:
        found.append(by_new[at])
        at = by_new[at].old_id
    return tuple(found)


def latest_version(code: str = "") -> Plan:
    """The version that the next amendment amends: the active plan's last one, also when it is not in force yet."""
    if code:
        return current_plan(code)
    return Plan.objects.filter(active=True).order_by("-id").first() or current_plan()


def changes(amendment: models.Amendment) -> tuple[models.Change, ...]:
    """In the order of the old text, then what is new. One query."""
    return tuple(amendment.changes.all())


def are_versions(one: Plan, other: Plan) -> bool:
    """Whether two plans stand in one line of versions. One query."""
    return one.pk == other.pk or any(other.pk in (a.old_id, a.new_id) for a in line_of(one))


def origins(plan: Plan) -> dict[str, Origin]:
    """What each level target of an amended plan was when the plan was first issued, with its average growth then.

    The base that follows from the two stays: an amendment moves the target, never where it started.
    """
    line = [a for a in line_of(plan) if a.effective <= plan.amendment.effective]
    codes = {code: code for code in plan.commitments.values_list("code", flat=True)}
    steps: dict[int, dict[str, str]] = defaultdict(dict)
    events = models.Change.objects.filter(amendment__in=line).exclude(old_code="").exclude(new_code="")
    for key, old, new in events.values_list("amendment", "old_code", "new_code"):
        steps[key][new] = old
    for amendment in line:
        step = steps[amendment.pk]
        codes = {now: step[was] for now, was in codes.items() if was in step}
    first = line[-1].old
    targets, measured = {c.id: c for c in commitments(first)}, links(first)
    current = {c.id: c for c in commitments(plan)}
    found = {}
    for code, was in codes.items():
        level, now, growth = targets.get(was), current.get(code), _average_beside(was, targets, measured)
        if not (level and now and growth) or level.measure is not Measure.LEVEL or now.measure is not Measure.LEVEL:
            continue
        if same_kind(level.unit, now.unit):
            found[code] = Origin(level, growth)
    return found


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


def history_of(commitment: Commitment) -> tuple[Version, ...]:
    """Every version of a commitment up to this one, newest first. One query for a plan that was never amended."""
    found: list[Version] = []
    row: Commitment | None = commitment
    amendments = {a.new_id: a for a in line_of(commitment.plan)}
    while row is not None:
        amendment = amendments.get(row.plan_id)
        value = commitment_value(row)
        if amendment is None:
            found.append(Version(row.plan, None, value))
            break
        change = models.Change.objects.filter(amendment=amendment, new_code=row.code).first()
        if change is None:
            break
        found.append(
            Version(
                row.plan, amendment.effective, value, change.sentence, change.verdict, amendment.paper, amendment.reason
            )
        )
        row = Commitment.objects.select_related("plan").filter(plan=amendment.old_id, code=change.old_code).first()
    return tuple(found)
