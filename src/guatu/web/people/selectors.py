"""Reads: people, their roles, and the units."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from guatu.web.people.models import Grant, Role, Unit, User


def people() -> QuerySet[User]:
    """Every account with its unit and grants. Two queries."""
    return User.objects.select_related("unit").prefetch_related("grants")


def units() -> tuple[Unit, ...]:
    """Every organisation, by code. One query."""
    return tuple(Unit.objects.select_related("parent"))


def grants_on(day: date) -> QuerySet[Grant]:
    """Grants in force on a day."""
    return Grant.objects.filter(since__lte=day).filter(Q(until=None) | Q(until__gte=day))


def active_administrators(day: date) -> QuerySet[User]:
    held = grants_on(day).filter(role=Role.ADMINISTRATOR)
    return User.objects.filter(is_active=True, grants__in=held).distinct()
