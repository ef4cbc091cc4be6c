"""A plan in force, and a draft that nobody stores, held against their own arithmetic."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile

from guatu.core.check import Finding, check_plan
from guatu.core.plan.keys import plan_known_as
from guatu.core.plan.model import Context, Plan
from guatu.store.annotate import annotate_docx
from guatu.store.plan_files import ReadPlan, read_plan, thresholds
from guatu.web.base.permits import require
from guatu.web.people.models import User
from guatu.web.plans.in_force import Edition
from guatu.web.plans.ledger import selectors
from guatu.web.plans.ledger.keys import keys_of
from guatu.web.plans.ledger.sent import ON_A_PAGE, sent_file

PERMISSION = "check.draft"


@dataclass(frozen=True, slots=True)
class Checked:
    """A plan with what was found in it."""

    plan: Plan
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class CheckedDraft(Checked):
    file: ReadPlan
    name: str
    annotated: bytes = b""  # the author's own file with comments, when it was asked for


def check_stored(edition: Edition) -> Checked:
    """A published reading of a plan."""
    row = edition.plan
    plan = plan_known_as(selectors.plan_value(row, commitments=edition.commitments), keys_of(row))
    return Checked(plan, check_plan(plan, thresholds=thresholds(), issued_on=row.issued))


def check_draft(upload: UploadedFile, *, context: Context, annotate: bool, by: User) -> CheckedDraft:
    """Read and check a draft. Nothing of it is kept: its copy on disk is gone when this returns.

    Raises:
        NotAllowed, DraftTooBig, FileError, PlanTextError.
    """
    require(by, PERMISSION)
    with sent_file(upload.name or "", upload.chunks(), size=upload.size or 0) as path:
        found = read_plan(path, context=context, limits=ON_A_PAGE, ocr=False)
        findings = check_plan(found.plan, thresholds=thresholds(), issued_on=found.issued)
        annotated = b""
        if annotate:
            out = path.with_name("annotated.docx")
            annotate_docx(path, findings, found.plan, out)
            annotated = out.read_bytes()
    return CheckedDraft(found.plan, findings, found, path.name, annotated)
