"""Reads: the versions of a plan, what changed between them, and the earlier versions of one commitment."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from guatu.core.amend.compare import became
from guatu.core.codec import read
from guatu.core.plan import model as core
from guatu.core.text.said import NOTHING, Sentence, quoted
from guatu.web.plans.amend import models
from guatu.web.plans.ledger.models import Commitment, Plan
from guatu.web.plans.ledger.selectors import commitment_value


@dataclass(frozen=True, slots=True)
class AmendedVersion:
    """A commitment as one version of the plan had it."""

    plan: Plan
    since: date | None  # from which day; None for the version that the plan was issued with
    commitment: core.Commitment
    sentence: Sentence = NOTHING  # what changed when this version came
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


def changes(amendment: models.Amendment) -> tuple[models.Change, ...]:
    """In the order of the old text, then what is new. One query."""
    return tuple(amendment.changes.all())


def sentence_of(change: models.Change) -> Sentence:
    """What was written down of a change, as a value: said anew from both commitments, if that says the same."""
    old, new = (read(json.loads(text), core.Commitment) if text else None for text in (change.before, change.after))
    said = became(old, new).sentence
    return said if str(said) == change.sentence else quoted(change.sentence)


def are_versions(one: Plan, other: Plan) -> bool:
    """Whether two plans stand in one line of versions. One query."""
    return one.pk == other.pk or any(other.pk in (a.old_id, a.new_id) for a in line_of(one))


def history_of(commitment: Commitment) -> tuple[AmendedVersion, ...]:
    """Every version of a commitment up to this one, newest first. One query for a plan that was never amended."""
    found: list[AmendedVersion] = []
    row: Commitment | None = commitment
    amendments = {a.new_id: a for a in line_of(commitment.plan)}
    while row is not None:
        amendment = amendments.get(row.plan_id)
        value = commitment_value(row)
        if amendment is None:
            found.append(AmendedVersion(row.plan, None, value))
            break
        change = models.Change.objects.filter(amendment=amendment, new_code=row.code).first()
        if change is None:
            break
        found.append(
            AmendedVersion(
                row.plan,
                amendment.effective,
                value,
                sentence_of(change),
                change.verdict,
                amendment.paper,
                amendment.reason,
            )
        )
        row = Commitment.objects.select_related("plan").filter(plan=amendment.old_id, code=change.old_code).first()
    return tuple(found)
