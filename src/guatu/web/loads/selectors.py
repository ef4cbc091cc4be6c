"""Reads: what was sent to be loaded, by those who may load it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from guatu.core.codec import read
from guatu.web.base.errors import NotInStore
from guatu.web.base.permits import require
from guatu.web.loads.kinds import KINDS, LoadKind
from guatu.web.loads.models import Load
from guatu.web.loads.previews import Preview
from guatu.web.loads.services import Did
from guatu.web.people.models import User


def may_load(user: User) -> list[LoadKind]:
    """The kinds of file that a person may load."""
    return [kind for kind in KINDS.values() if user.has_perm(kind.permit)]


def loads_for(user: User) -> QuerySet[Load]:
    """What was sent of the kinds that a person may load, newest first."""
    return Load.objects.filter(kind__in=[kind.code for kind in may_load(user)]).select_related("by")


@dataclass(frozen=True, slots=True)
class LoadHead:
    """A load as its list has it: without what was looked at and done, which may be long."""

    pk: int
    kind: str
    name: str
    state: str
    by: str
    sent_at: datetime


def load_heads(user: User) -> list[LoadHead]:
    """What was sent of the kinds that a person may load, newest first. One query."""
    columns = ("pk", "kind", "name", "state", "by__display_name", "by__username", "sent_at")
    rows = loads_for(user).select_related(None).values_list(*columns)
    return [LoadHead(pk, kind, name, state, by or account, at) for pk, kind, name, state, by, account, at in rows]


def load_of(pk: int, *, by: User) -> Load:
    """Raises NotInStore, NotAllowed."""
    load = Load.objects.select_related("by").filter(pk=pk).first()
    if load is None:
        raise NotInStore(kind="导入", name=pk)
    require(by, KINDS[load.kind].permit)
    return load


def preview_of(load: Load) -> Preview:
    return read(load.looked, Preview)


def did_of(load: Load) -> Did:
    return read(load.did, Did)
