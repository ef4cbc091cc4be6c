"""Where a right holds: the whole city, one unit, one region, one service or one plan.

An app registers its kind of scope once (`scope_kind`) and says for each of its scoped tables where a row belongs
(`belongs`). The rights know no app; they ask here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet

from guatu.core.errors import AskedError

Row = TypeVar("Row", bound=Model)
Places = Mapping[str, Iterable[str]]


@dataclass(frozen=True, slots=True, order=True)
class Scope:
    """A kind and the code of one thing of that kind; both empty: the whole city."""

    kind: str = ""
    key: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}" if self.kind else ""

    def scopes(self) -> Places:
        """As an object, a scope lies in itself."""
        return {self.kind: (self.key,)} if self.kind else {}


WHOLE = Scope()


class ScopeUnclear(AskedError):
    code = "A527"
    reason = "范围“{text}”写得不对。"
    remedy = "请写作 类别:代码，类别是 unit（单位）、region（地区）、service（服务）、plan（方案）之一。"


def read_scope(text: str) -> Scope:
    """`unit:swj`, or nothing for the whole city. Raises ScopeUnclear."""
    if not text:
        return WHOLE
    kind, colon, key = text.partition(":")
    if not (kind and colon and key):
        raise ScopeUnclear(text=text[:40])
    return Scope(kind, key)


class Somewhere:
    """The object of the question whether a person may do a thing at all, wherever it be."""

    def __repr__(self) -> str:
        return "SOMEWHERE"


SOMEWHERE = Somewhere()


@dataclass(frozen=True, slots=True)
class ScopeWords:
    """One kind of scope in words, and what it may name."""

    name: str
    says: Any  # 本单位; lazily translated
    named: Callable[[], Mapping[str, str]]  # code → name of everything that may be named


@dataclass(frozen=True, slots=True)
class Belonging:
    """How the rows of one table lie in scopes: of one row, and as a condition on all of them."""

    places: Callable[[Any], Places]
    within: Callable[[Scope], Q] | None


KINDS: dict[str, ScopeWords] = {}
_tables: dict[type[Model], Belonging] = {}


class UnscopedTable(LookupError):
    """A table was asked for the rows of one scope and has never said where its rows belong: a fault of ours."""


def scope_kind(name: str, *, says: Any, named: Callable[[], Mapping[str, str]]) -> None:
    KINDS[name] = ScopeWords(name, says, named)


def belongs(table: type[Model], *, places: Callable[[Any], Places], within: Callable[[Scope], Q] | None = None) -> None:
    """Say where the rows of a table belong. Without `within` its rows can be asked for one by one only."""
    _tables[table] = Belonging(places, within)


def places_of(obj: Any) -> Places:
    """The scopes in which an object lies, by kind. An object that says nothing lies in the city as a whole only."""
    if found := _tables.get(type(obj)):
        return found.places(obj)
    return obj.scopes() if callable(getattr(obj, "scopes", None)) else {}


def covers(scope: Scope, obj: Any) -> bool:
    """Whether a right held in `scope` reaches `obj`. None asks for the city as a whole."""
    if scope == WHOLE or obj is SOMEWHERE:
        return True
    return obj is not None and scope.key in set(places_of(obj).get(scope.kind, ()))


def scopes_for(user: Any, permission: str) -> frozenset[Scope]:
    """Where a person holds a right, among the scopes that were granted to him."""
    return frozenset(scope for _, scope in user.held() if user.has_perm(permission, scope))


def within(rows: QuerySet[Row], user: Any, permission: str) -> QuerySet[Row]:
    """Those of `rows` that a person may see under a right; None is the operator of the machine.

    Raises UnscopedTable.
    """
    if user is None:
        return rows
    held = scopes_for(user, permission)
    if WHOLE in held:
        return rows
    found = _tables.get(rows.model)
    if found is None or found.within is None:
        raise UnscopedTable(rows.model._meta.label)
    condition = Q(pk__in=())
    for scope in held:
        condition |= found.within(scope)
    return rows.filter(condition).distinct()
