"""A plan in force, and a draft that nobody stores, held against their own arithmetic."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.files.uploadedfile import UploadedFile

from guatu.core.check import Finding, check_plan
from guatu.core.errors import AskedError
from guatu.core.plan.keys import plan_known_as
from guatu.core.plan.model import Context, Plan
from guatu.store.annotate import annotate_docx
from guatu.store.documents.limits import MB, Limits
from guatu.store.plan_files import ReadPlan, read_plan, thresholds
from guatu.web.base.permits import require
from guatu.web.people.models import User
from guatu.web.plans.in_force import Edition
from guatu.web.plans.ledger import selectors
from guatu.web.plans.ledger.keys import keys_of

PERMISSION = "check.draft"
DRAFT = Limits(
    seconds=30, input=10 * MB, text=300_000, pages=500, unpacked=60 * MB, members=2_000, rows=5_000
)  # a page waits for the answer: less than the command line allows


class DraftTooBig(AskedError):
    code = "A570"
    reason = "文件超过{limit}兆字节的上限。"
    remedy = "请删去图片，或请系统管理员在服务器上检查。"


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
    if (upload.size or 0) > DRAFT.input:
        raise DraftTooBig(limit=DRAFT.input // MB)
    given = Path(upload.name or "draft")
    with TemporaryDirectory(prefix="guatu-draft-") as folder:
        path = Path(folder) / f"{given.stem[:50]}{given.suffix[:8]}"
        with path.open("wb") as copy:
            for chunk in upload.chunks():
                copy.write(chunk)
        found = read_plan(path, context=context, limits=DRAFT, ocr=False)
        findings = check_plan(found.plan, thresholds=thresholds(), issued_on=found.issued)
        annotated = b""
        if annotate:
            out = Path(folder) / "annotated.docx"
            annotate_docx(path, findings, found.plan, out)
            annotated = out.read_bytes()
    return CheckedDraft(found.plan, findings, found, path.name, annotated)
