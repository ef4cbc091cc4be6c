"""An amendment on its way: kept with its file, laid beside the plan, recorded or dropped. Nothing judges by it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone

from guatu.core.amend import Comparison, compare_plans
from guatu.core.plan import model as core
from guatu.store.originals import Original, keep_original
from guatu.store.plan_files import ReadPlan, read_plan
from guatu.web.base.errors import NotInStore
from guatu.web.base.permits import require
from guatu.web.people.models import User
from guatu.web.plans.amend.models import Proposal
from guatu.web.plans.amend.services import PlanAmended, amend_plan, may_be_amended
from guatu.web.plans.ledger import models as ledger
from guatu.web.plans.ledger import selectors
from guatu.web.plans.ledger.sent import ON_A_PAGE, sent_file
from guatu.web.plans.review.selectors import commitments


@dataclass(frozen=True, slots=True)
class Laid:
    """The new text as it was read, beside the plan as it stands."""

    file: ReadPlan
    original: Original
    comparison: Comparison


def propose_amendment(
    old: ledger.Plan, *, name: str, content: bytes, effective: date, paper: str, reason: str, by: User
) -> Proposal:
    """Keep what is to be amended, after it was read once.

    Raises:
        NotAllowed, PaperMissing, AmendedAlready, EffectiveTooEarly, DraftTooBig, FileError, PlanTextError.
    """
    require(by, "ledger.load_plan", old)
    paper, reason = paper.strip(), reason.strip()
    may_be_amended(old, effective=effective, paper=paper, reason=reason)
    _read(old, name, content)
    return Proposal.objects.create(
        old=old, name=name[:120], content=content, effective=effective, paper=paper[:300], reason=reason,
        by=by, sent_at=timezone.now(),
    )  # fmt: skip


def waiting(plans: Sequence[ledger.Plan]) -> list[Proposal]:
    """Proposals for a plan that nobody has recorded or dropped, without their files: also those that another amendment
    came before. One query."""
    return list(Proposal.objects.filter(old__in=plans).select_related("by").defer("content"))


def proposal_of(plans: Sequence[ledger.Plan], pk: int) -> Proposal:
    """Raises NotInStore."""
    found = Proposal.objects.select_related("old").filter(old__in=plans, pk=pk).first()
    if found is None:
        raise NotInStore(kind="拟修订", name=str(pk))
    return found


def laid(proposal: Proposal, *, said: Mapping[str, str] | None = None) -> Laid:
    """What the amendment would change, given which commitments a person says are the same."""
    old = proposal.old
    file, original = _read(old, proposal.name, bytes(proposal.content))
    before = selectors.plan_value(old, commitments=commitments(old))
    return Laid(file, original, compare_plans(before, file.plan, said=dict(said or {})))


def record_proposal(
    proposal: Proposal, *, said: Mapping[str, str], apart: bool, late: bool, on: date, by: User
) -> PlanAmended:
    """The amendment is recorded as it was proposed, and the proposal goes.

    Raises:
        What `amend_plan` raises; then the proposal waits as before.
    """
    require(by, "ledger.load_plan", proposal.old)
    found = laid(proposal)
    done = amend_plan(
        proposal.old,
        found.file.plan.text,
        effective=proposal.effective,
        paper=proposal.paper,
        reason=proposal.reason,
        by=by,
        said=said,
        apart=apart,
        late=late,
        compiled=found.file.plan,
        name=proposal.name,
        original=found.original,
        on=on,
    )
    proposal.delete()
    return done


def drop_proposal(proposal: Proposal, *, by: User) -> None:
    require(by, "ledger.load_plan", proposal.old)
    proposal.delete()


def _read(old: ledger.Plan, name: str, content: bytes) -> tuple[ReadPlan, Original]:
    """The text with the place and the years of the plan that it amends, where it does not say them itself."""
    stated = core.Context(old.place, None, old.plan_from, old.plan_to)
    with sent_file(name, [content], size=len(content)) as path:
        found = read_plan(path, context=stated, limits=ON_A_PAGE, ocr=False)
        original = replace(keep_original(path, found.document), name=name)
    return found, original
