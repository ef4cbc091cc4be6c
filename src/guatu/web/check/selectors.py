"""Reads: the checks of drafts that a person may see."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db.models import Q, QuerySet

from guatu.core.codec import read
from guatu.web.base.errors import NotInStore
from guatu.web.base.permits import require
from guatu.web.check.models import CheckState, DraftCheck
from guatu.web.check.results import CheckTrouble, DraftFound
from guatu.web.people.models import User
from guatu.web.plans.ledger.sent import sent_file


def checks_for(user: User) -> QuerySet[DraftCheck]:
    """The own checks of the last day, and all that were kept; newest first, without their files."""
    return _seen_by(user).select_related("by").defer("content", "found")


def check_of(pk: int, *, by: User) -> DraftCheck:
    """Raises NotAllowed, NotInStore."""
    require(by, "check.draft")
    row = _seen_by(by).select_related("by").filter(pk=pk).first()
    if row is None:
        raise NotInStore(kind="草稿检查", name=pk)
    return row


def found_in(row: DraftCheck) -> DraftFound | None:
    return read(row.found, DraftFound) if row.state == CheckState.DONE else None


def trouble_in(row: DraftCheck) -> CheckTrouble | None:
    return read(row.found, CheckTrouble) if row.state == CheckState.REFUSED else None


@contextmanager
def draft_file(row: DraftCheck) -> Iterator[Path]:
    """The draft as it came, in a folder that goes."""
    content = bytes(row.content)
    with sent_file(row.name, [content], size=len(content)) as path:
        yield path


def _seen_by(user: User) -> QuerySet[DraftCheck]:
    return DraftCheck.objects.filter(Q(kept=True) | Q(by=user.pk))
