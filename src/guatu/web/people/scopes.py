"""Which scopes a role may have, and how units are named as one."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from guatu.web.base.scopes import KINDS, WHOLE, Scope, scope_kind
from guatu.web.people.models import Role, ScopeKind, Unit, User

ALLOWED: Mapping[str, frozenset[str]] = {
    Role.DISPATCHER: frozenset({ScopeKind.WHOLE, ScopeKind.PLAN, ScopeKind.SERVICE}),
    Role.LIAISON: frozenset({ScopeKind.UNIT}),
    Role.STATISTICIAN: frozenset({ScopeKind.WHOLE}),
    Role.MAYOR: frozenset({ScopeKind.WHOLE}),
    Role.DISTRICT: frozenset({ScopeKind.REGION}),
    Role.ADMINISTRATOR: frozenset({ScopeKind.WHOLE}),
    Role.SECURITY: frozenset({ScopeKind.WHOLE}),
    Role.AUDITOR: frozenset({ScopeKind.WHOLE}),
}


def said(scope: Scope) -> str:
    """A scope in words: 全市, 单位 市商务局."""
    if scope == WHOLE:
        return str(ScopeKind.WHOLE.label)
    known = KINDS[scope.kind].named() if scope.kind in KINDS else {}
    return f"{ScopeKind(scope.kind).label} {known.get(scope.key, scope.key)}"


def fitting(user: User, role: str, scope: Scope) -> Scope:
    """The scope that is meant: a liaison's is her own unit when nothing is said."""
    own = scope == WHOLE and role == Role.LIAISON and user.unit_id
    return Scope(ScopeKind.UNIT, user.unit_id or "") if own else scope


def units_by_code() -> dict[str, str]:
    return {unit.pk: str(unit) for unit in Unit.objects.all()}


def register() -> None:
    """Once, when the app is ready."""
    scope_kind(ScopeKind.UNIT, says=_("本单位"), named=units_by_code)
