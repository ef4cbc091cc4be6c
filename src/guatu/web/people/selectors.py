"""Reads: people, their roles, and the units."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from guatu.core.plan.owners import KnownUnit, KnownUnits
from guatu.web.base.errors import NotInStore
from guatu.web.people.models import Grant, Role, SavedView, Unit, User
from guatu.web.people.rules import THREE


def people() -> QuerySet[User]:
    """Every account with its unit and grants. Two queries."""
    return User.objects.select_related("unit").prefetch_related("grants")


def views_of(user: Any, of: str, plan: str) -> tuple[SavedView, ...]:
    """The views that a person keeps of a list, in the order in which they were saved. One query."""
    return tuple(SavedView.objects.filter(user=user, list=of, plan=plan))


def view_of(user: Any, pk: int) -> SavedView:
    """A view of the person's own. Raises NotInStore: another's is as if it were not there."""
    found = SavedView.objects.filter(user=user, pk=pk).first()
    if found is None:
        raise NotInStore(kind="视图", name=pk)
    return found


def units() -> tuple[Unit, ...]:
    """Every organisation, by code. One query."""
    return tuple(Unit.objects.select_related("parent", "successor"))


def known_units() -> KnownUnits:
    """Every organisation by its code and by the words that mean it. One query."""
    columns = ("code", "name", "short_name", "aliases", "since", "until", "successor")
    rows = Unit.objects.values_list(*columns)
    return KnownUnits.of(
        KnownUnit(code, name, short, tuple(aliases), since, until, successor or "")
        for code, name, short, aliases, since, until, successor in rows
    )


def liaisons_of(units: Iterable[str], day: date) -> dict[str, list[str]]:
    """Names of the people who are a unit's liaisons on a day, by the unit's code. One query."""
    found: dict[str, list[str]] = {}
    held = grants_on(day).filter(role=Role.LIAISON, scope_kind="unit", scope_key__in=list(units), user__is_active=True)
    for unit, name in held.order_by("user__display_name").values_list("scope_key", "user__display_name"):
        found.setdefault(unit, []).append(name)
    return found


def unit(code: str) -> Unit | None:
    """The unit with this code; None when none is named. Raises NotInStore."""
    if not code:
        return None
    found = Unit.objects.filter(pk=code[:40]).first()
    if found is None:
        raise NotInStore(kind="单位", name=code[:40])
    return found


def held_on(user: User, day: date) -> list[Grant]:
    """A person's grants in force on a day. No query for one of `people()`."""
    return [grant for grant in user.grants.all() if grant.holds_on(day)]


def grants_on(day: date) -> QuerySet[Grant]:
    """Grants in force on a day."""
    return Grant.objects.filter(since__lte=day).filter(Q(until=None) | Q(until__gte=day))


def holders(role: str, day: date, *, without: Grant | None = None) -> QuerySet[User]:
    """Active people who hold a role on a day, not counting one grant."""
    held = grants_on(day).filter(role=role)
    if without is not None:
        held = held.exclude(pk=without.pk)
    return User.objects.filter(is_active=True, grants__in=held).distinct()


def missing_administrators(day: date) -> tuple[Role, ...]:
    """Which of the three nobody is: a store from before the security administrator has none."""
    return tuple(role for role in THREE if not holders(role, day).exists())
