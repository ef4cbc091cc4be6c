"""Reads: what somebody may find on a day, and which parts of the index lag behind the store."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from heapq import nsmallest
from typing import Any

from django.db import connection
from django.db.models import Case, IntegerField, Max, Q, QuerySet, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Length

from guatu.web.audit.models import Entry
from guatu.web.base.findable import ANYWHERE, FindablePart, FoundKind, parts
from guatu.web.base.scopes import SOMEWHERE, WHOLE, scopes_for
from guatu.web.search.cutting import Typed, for_postgresql, for_sqlite
from guatu.web.search.models import IndexedPart, IndexedThing

MATCHES = {
    "sqlite": ("SELECT rowid FROM search_words WHERE search_words MATCH %s", for_sqlite),
    "postgresql": ("SELECT id FROM search_indexedthing WHERE lexemes @@ %s::tsquery", for_postgresql),
}
ORDER: tuple[Any, ...] = ("how", Length("title"), "place", "title", "key")
ITS_NAME, A_NAME, BEGINS, WITHIN, ELSEWHERE = range(5)  # how well a name answers, the best first


@dataclass(frozen=True, slots=True)
class Seeker:
    """Who asks, of which day."""

    user: Any  # None or not signed in: what everybody may see
    as_of: date
    recorded_by: date | None = None


@dataclass(frozen=True, slots=True)
class FoundGroup:
    """The things of one kind, as many as were asked for, and how many there are."""

    kind: FoundKind
    count: int
    things: tuple[IndexedThing, ...]


def found(typed: Typed, seeker: Seeker, *, each: int) -> tuple[FoundGroup, ...]:
    """The best of every kind; kinds with a thing of exactly this name come first. Two queries at any size.

    What answers is ordered here and not by the store, which would weigh each name several times over.
    """
    answers: dict[str, list[tuple[int, int, int, int]]] = {}
    rows = _matching(typed, seeker).values_list("kind", "how", Length("title"), "place", "pk")
    for kind, *weight in rows:
        answers.setdefault(kind, []).append(tuple(weight))
    best = {kind: nsmallest(each, weights) for kind, weights in answers.items()}
    things = IndexedThing.objects.defer("tokens", "names").in_bulk([pk for w in best.values() for *_, pk in w])
    kinds = [kind for kind in FoundKind if kind in best]
    kinds.sort(key=lambda kind: best[kind][0][0] > A_NAME)
    return tuple(
        FoundGroup(kind, len(answers[kind]), tuple(things[pk] for *_, pk in best[kind] if pk in things))
        for kind in kinds
    )


def found_of(kind: FoundKind, typed: Typed, seeker: Seeker, *, start: int, end: int) -> tuple[IndexedThing, ...]:
    """Some of the things of one kind. One query."""
    return tuple(_sorted(_matching(typed, seeker).filter(kind=kind.value))[start:end])


def count_of(kind: FoundKind, typed: Typed, seeker: Seeker) -> int:
    """One query."""
    return _matching(typed, seeker).filter(kind=kind.value).count()


def nearest(typed: Typed, seeker: Seeker, *, most: int) -> tuple[IndexedThing, ...]:
    """The best of all kinds, for a list under the box. One query."""
    return tuple(_sorted(_matching(typed, seeker))[:most])


def _sorted(rows: QuerySet[Any]) -> QuerySet[Any]:
    kinds = Case(*(When(kind=k.value, then=n) for n, k in enumerate(FoundKind)), output_field=IntegerField())
    return rows.order_by("how", kinds, *ORDER[1:])


def _matching(typed: Typed, seeker: Seeker) -> QuerySet[Any]:
    """What holds the words, stood on the day and may be seen, each with how well its names answer."""
    clause, line = typed.clause, typed.text
    if clause is None:
        return IndexedThing.objects.none().annotate(how=Value(ELSEWHERE))
    sql, words = MATCHES[connection.vendor]
    how = Case(
        When(names__startswith=f"\n{line}\n", then=ITS_NAME),
        When(names__contains=f"\n{line}\n", then=A_NAME),
        When(names__contains=f"\n{line}", then=BEGINS),
        When(names__contains=line, then=WITHIN),
        default=Value(ELSEWHERE),
        output_field=IntegerField(),
    )
    rows = IndexedThing.objects.filter(pk__in=RawSQL(sql, [words(clause)]))  # both are ours, and quoted
    return rows.filter(_standing(seeker), _seen_by(seeker.user)).defer("tokens", "names").annotate(how=how)


def _standing(seeker: Seeker) -> Q:
    written = seeker.recorded_by or date.max
    return Q(since__lte=seeker.as_of, until__gte=seeker.as_of, recorded_from__lte=written, recorded_until__gte=written)


def _seen_by(user: Any) -> Q:
    """What is for everybody, and under each right what lies where this person holds it. No query of its own."""
    seen = Q(right="")
    if user is None or not user.is_authenticated:
        return seen
    for right in rights():
        if user.has_perm(right, SOMEWHERE):
            seen |= Q(right=right, places=f" {ANYWHERE} ")
        held = scopes_for(user, right)
        if WHOLE in held:
            seen |= Q(right=right)
            continue
        for scope in held:
            seen |= Q(right=right, places__contains=f" {scope} ")
    return seen


def rights() -> tuple[str, ...]:
    """Every right that a thing in the index may take."""
    return tuple(sorted({right for part in parts().values() for right in part.rights}))


# -- how far the index has come ---------------------------------------------------------------------------------------


def unread() -> bool:
    """Whether a part was never read: right after an upgrade. One query."""
    return len(parts().keys() - set(IndexedPart.objects.values_list("name", flat=True))) > 0


def stale(on: date) -> tuple[FindablePart, ...]:
    """The parts that acts came after, or that were read before this day. Two queries."""
    come = {row.name: row for row in IndexedPart.objects.all()}
    known = parts()
    first = min((come[name].seq if name in come else -1 for name in known), default=-1)
    last = _last_acts({act for part in known.values() for act in part.after}, since=first)
    return tuple(
        part
        for name, part in known.items()
        if name not in come
        or come[name].on < on
        or max((last.get(act, -1) for act in part.after), default=-1) > come[name].seq
    )


def _last_acts(acts: Iterable[str], *, since: int) -> dict[str, int]:
    rows = Entry.objects.filter(seq__gt=since, action__in=list(acts)).order_by()
    return dict(rows.values("action").annotate(last=Max("seq")).values_list("action", "last"))
