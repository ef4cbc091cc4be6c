"""Where a plan and each of its lines belong: to the plan itself, its region, and the units that lead or support."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guatu.core.plan.model import Commitment
from guatu.web.base.scopes import WHOLE, Places, Scope, belongs, scope_kind, scopes_for
from guatu.web.people.models import Unit, User
from guatu.web.plans.ledger import models

APART = re.compile(r"[、，,；;\s]+")  # between the units of one field


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One line of a plan, as the rights see it."""

    plan: models.Plan
    units: frozenset[str]

    def scopes(self) -> Places:
        return {**places_of_plan(self.plan), "unit": self.units}


def places_of_plan(plan: models.Plan) -> Places:
    """A right in a plan goes on in the texts that amend it."""
    codes, at = [plan.code], plan
    while (amendment := getattr(at, "amendment", None)) is not None:
        at = amendment.old
        codes.append(at.code)
    return {"plan": codes, "region": (plan.region_id,) if plan.region_id else ()}


def plans_within(scope: Scope) -> Q:
    """No plan as a whole lies in a unit."""
    if scope.kind == "region":
        return Q(region_id=scope.key)
    return Q(code__in=_amending(scope.key)) if scope.kind == "plan" else Q(pk__in=())


def _amending(code: str) -> set[str]:
    """A plan's code and those of the texts that amend it, one after the other."""
    codes, newest = {code}, {code}
    while newest:
        newest = set(models.Plan.objects.filter(amendment__old__code__in=newest).values_list("code", flat=True)) - codes
        codes |= newest
    return codes


def seen_lines(
    user: User | None, permission: str, plan: models.Plan, commitments: Iterable[Commitment]
) -> frozenset[str] | None:
    """Ids of the lines that a person may see under a right; None when it is every line. At most one query more."""
    if user is None or WHOLE in scopes_for(user, permission) or user.has_perm(permission, plan):
        return None
    codes = unit_codes()
    return frozenset(
        c.id for c in commitments if user.has_perm(permission, UnitLine(plan, frozenset(units_of(c, codes))))
    )


def units_of(c: Commitment, codes: dict[str, str]) -> Iterable[str]:
    """Codes of the units that lead or support a line, as far as the list of units knows their names."""
    for field in (c.lead, *c.supporting):
        for name in APART.split(field):
            if code := codes.get(name):
                yield code


def unit_codes() -> dict[str, str]:
    """Every name, short name and code of a unit → its code."""
    rows = tuple(Unit.objects.values_list("code", "name", "short_name"))
    return {word: code for code, *words in rows for word in (code, *words) if word}


def register() -> None:
    """Once, when the app is ready."""
    scope_kind("plan", says=_("指定的方案"), named=lambda: dict(models.Plan.objects.values_list("code", "title")))
    belongs(models.Plan, places=places_of_plan, within=plans_within)
