"""A plan in force, and drafts, held against their own arithmetic.

A short draft is checked while its sender waits, a long one by the cluster. Whoever sent it finds it again for a day, or
keeps it; whoever may check drafts sees what was kept.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from guatu.core.check import Finding, check_plan, verdict
from guatu.core.codec import plain
from guatu.core.errors import AskedError, GuatuError, Place
from guatu.core.plan.keys import plan_known_as
from guatu.core.plan.model import Context, Plan
from guatu.core.text.said import Said
from guatu.store.annotate import annotate_docx
from guatu.store.files import MB, FileEmpty
from guatu.store.plan_files import ReadPlan, read_plan, thresholds
from guatu.web.audit.services import in_turn, record
from guatu.web.base.permits import require
from guatu.web.check.models import CheckState, DraftCheck
from guatu.web.check.results import CheckTrouble, draft_found
from guatu.web.check.selectors import draft_file
from guatu.web.people.models import User
from guatu.web.plans.in_force import Edition
from guatu.web.plans.ledger import selectors
from guatu.web.plans.ledger.keys import keys_of
from guatu.web.plans.ledger.sent import ON_A_PAGE, DraftTooBig

PERMISSION = "check.draft"
AT_ONCE = 2 * MB  # up to this its sender waits for the answer


class NotChecked(AskedError):
    code = "A571"
    reason = "《{name}》还没有查完，或读不了。"
    remedy = "请等它查完再办；读不了的，请照它页面上写的改好再查。"


class OthersDraft(AskedError):
    code = "A572"
    reason = "《{name}》是别人检查的。"
    remedy = "留下或不留由检查的人自己定；不要了的，请他自己或全市的调度员删去。"


@dataclass(frozen=True, slots=True)
class Checked:
    """A plan with what was found in it."""

    plan: Plan
    findings: tuple[Finding, ...]


def check_stored(edition: Edition) -> Checked:
    """A published reading of a plan."""
    row = edition.plan
    plan = plan_known_as(selectors.plan_value(row, commitments=edition.commitments), keys_of(row))
    return Checked(plan, check_plan(plan, thresholds=thresholds(), issued_on=row.issued))


def check_draft(upload: UploadedFile, *, context: Context, by: User) -> DraftCheck:
    """Have a draft checked; a long one is checked by the cluster. What cannot be read at once is not kept.

    Raises:
        NotAllowed, DraftTooBig, FileError, PlanTextError.
    """
    require(by, PERMISSION)
    size = upload.size or 0
    if size > ON_A_PAGE.input:
        raise DraftTooBig(limit=ON_A_PAGE.input // MB)
    name = _named(upload.name or "")
    if not size:
        raise FileEmpty(Place(name))
    now = timezone.now()
    row = DraftCheck(
        name=name, by=by, asked_at=now, changed_at=now, state=CheckState.RUNNING, place=context.place,
        year=context.year, size=size, content=upload.read(),
    )  # fmt: skip
    if size > AT_ONCE:
        row.save()
        _queue(row)
        return row
    _look(row)
    row.save()
    return row


def work_on(row: DraftCheck) -> None:
    """Check a draft that waits, in the cluster. What cannot be read says so on its page."""
    try:
        _look(row)
    except GuatuError as error:
        refuse(row, error)
        return
    row.save()


def refuse(row: DraftCheck, error: GuatuError) -> None:
    """Say what kept a draft from being checked."""
    facts = error.facts
    trouble = CheckTrouble(error.code, Said(error.reason, **facts), Said(error.remedy, **facts))
    row.state, row.found, row.changed_at = CheckState.REFUSED, plain(trouble), timezone.now()
    row.save(update_fields=["state", "found", "changed_at"])


def _look(row: DraftCheck) -> None:
    with draft_file(row) as path:
        read, findings = _checked(path, row)
    row.title = read.plan.title[:300]
    row.found = plain(draft_found(read, findings, verdict=verdict(findings)))
    row.state, row.changed_at = CheckState.DONE, timezone.now()


def _checked(path: Path, row: DraftCheck) -> tuple[ReadPlan, tuple[Finding, ...]]:
    read = read_plan(path, context=Context(row.place, row.year), limits=ON_A_PAGE, ocr=False)
    return read, check_plan(read.plan, thresholds=thresholds(), issued_on=read.issued)


def annotated(row: DraftCheck, *, by: User) -> bytes:
    """The author's own file with comments, made anew. Raises NotAllowed, NotChecked, NotWord."""
    require(by, PERMISSION)
    if row.state != CheckState.DONE:
        raise NotChecked(name=row.name)
    with draft_file(row) as path:
        read, findings = _checked(path, row)
        out = path.with_name("annotated.docx")
        annotate_docx(path, findings, read.plan, out)
        return out.read_bytes()


@in_turn
def keep_check(row: DraftCheck, *, by: User) -> None:
    """Keep a check, so that it can be opened again. Raises NotAllowed, NotChecked, OthersDraft."""
    require(by, PERMISSION)
    if row.by_id != by.pk:
        raise OthersDraft(name=row.name)
    if row.state != CheckState.DONE:
        raise NotChecked(name=row.name)
    if DraftCheck.objects.filter(pk=row.pk, kept=False).update(kept=True):
        record("check.keep_draft", actor=by, obj=row, after=_facts(row))
    row.kept = True


@in_turn
def drop_check(row: DraftCheck, *, by: User) -> None:
    """Delete a check with its file: by whoever made it, or a dispatcher of the whole city. Raises NotAllowed."""
    require(by, PERMISSION)
    if row.by_id != by.pk:
        require(by, "check.drop_others")
    if row.kept:
        record("check.drop_draft", actor=by, obj=row, before=_facts(row))
    DraftCheck.objects.filter(pk=row.pk).delete()


def _facts(row: DraftCheck) -> dict[str, object]:
    return {"file": row.name, "size": row.size, "sha256": hashlib.sha256(bytes(row.content)).hexdigest()}


def _named(given: str) -> str:
    path = Path(given.replace("\\", "/") or "draft")
    return f"{path.stem[:80]}{path.suffix[:8]}"


def _queue(row: DraftCheck) -> None:
    from guatu.web.check.jobs import queue

    queue(row)
