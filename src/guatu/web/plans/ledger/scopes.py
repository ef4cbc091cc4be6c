"""Where a plan and each of its lines belong: to the plan itself, its region, and the units that lead or support."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guatu.core.plan.model import Commitment
from guatu.web.base.asof import today
from guatu.web.base.scopes import WHOLE, Places, Scope, belongs, scope_kind, scopes_for
from guatu.web.people.models import User
from guatu.web.plans.ledger import models
from guatu.web.plans.ledger.owners import owners


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
    user: User | None, permission: str, plan: models.Plan, commitments: Sequence[Commitment]
) -> frozenset[str] | None:
    """Ids of the lines that a person may see under a right today; None when it is every line.

    Three queries more at most, and none for whoever sees every line.
    """
    if user is None or WHOLE in scopes_for(user, permission) or user.has_perm(permission, plan):
        return None
    owned = owners(plan, commitments, as_of=today())
    return frozenset(id for id, who in owned.items() if user.has_perm(permission, UnitLine(plan, who.codes)))


def register() -> None:
    """Once, when the app is ready."""
    scope_kind("plan", says=_("指定的方案"), named=lambda: dict(models.Plan.objects.values_list("code", "title")))
    belongs(models.Plan, places=places_of_plan, within=plans_within)
