"""Folded drafts that this process keeps, so that a page does not fold again what the page before it had folded.

A draft is kept under its last edit, and an edit never changes: what another process adds has another last edit, and
what a transaction took back is never asked for again.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock

from guatu.core.review.draft import Draft
from guatu.web.plans.ledger.models import Plan
from guatu.web.plans.review.models import Edit

MOST = 8  # drafts; one of 2,800 commitments takes some 10 MB
COMPILED = ("pk", "digest", "title", "place", "year", "plan_from", "plan_to", "compiler")

_drafts: OrderedDict[Hashable, Draft] = OrderedDict()  # the one used last stands last
_lock = Lock()


def kept(plan: Plan, last: Edit) -> Draft | None:
    """The draft of a plan up to this edit, when this process has folded it."""
    key = _key(plan, last)
    with _lock:
        if key in _drafts:
            _drafts.move_to_end(key)
        return _drafts.get(key)


def keep(plan: Plan, last: Edit, draft: Draft) -> Draft:
    """Keep a draft up to this edit, and let go of the one that was not asked for longest."""
    with _lock:
        _drafts[_key(plan, last)] = draft
        while len(_drafts) > MOST:
            _drafts.popitem(last=False)
    return draft


def let_go() -> None:
    """Keep nothing."""
    with _lock:
        _drafts.clear()


def _key(plan: Plan, last: Edit) -> Hashable:
    return (*(getattr(plan, name) for name in COMPILED), last.pk, last.number, last.made_at, last.said)
