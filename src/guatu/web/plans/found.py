"""What the search finds of plans: the plans, their lines and their text, each edition on the days on which it stands;
and, for those who may see the desk, what a draft says that no edition does."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from guatu.core.decisions import ALWAYS, Dated, Stand, stands
from guatu.core.plan.keys import known_as
from guatu.core.plan.model import Commitment, Kind
from guatu.core.plan.names import ShortName
from guatu.core.reports.labels import short_labels
from guatu.web.base.findable import Findable, FindablePart, FoundKind, standing_as
from guatu.web.base.scopes import Scope
from guatu.web.decisions.selectors import histories_of
from guatu.web.plans.in_force import Edition, PlanLine, lines
from guatu.web.plans.ledger.keys import keys_in
from guatu.web.plans.ledger.models import Heading, Plan
from guatu.web.plans.ledger.names import KIND as NAME
from guatu.web.plans.ledger.names import Named, name_key, named_in
from guatu.web.plans.ledger.owners import owners
from guatu.web.plans.ledger.scopes import places_of_plan
from guatu.web.plans.review.selectors import draft_of

NOT_PUBLISHED = "review.read"
PARAGRAPH = "s"  # before the place of a paragraph, in its mark on the page of the text


def in_force(on: date) -> Iterator[Findable]:
    """Every edition of every plan that was published."""
    found = [line for line in lines() if line.published]
    names = keys_in(plan for line in found for plan in line.plans)
    texts = dict(Plan.objects.filter(pk__in=[p.pk for line in found for p in line.plans]).values_list("pk", "text"))
    decided = histories_of([(NAME, name_key(line.code, "")) for line in found])
    for line in found:
        called = named_in(decided, line.code)
        for stand in stands(line.editions):
            yield from _edition(line, stand, names, texts, called)


def _edition(
    line: PlanLine, stand: Stand[Edition], names: dict[int, dict[str, str]], texts: dict[int, str], called: Named
) -> Iterator[Findable]:
    edition, plan = stand.value, stand.value.plan
    of = f"{plan.pk}.{edition.version.number if edition.version else 0}"
    whole = Findable(FoundKind.PLAN, f"{of}/plan", plan.title, "pages:overview", plan=line.code)
    yield standing_as(whole, stand)
    items = [known_as(c, names.get(plan.pk, {})) for c in edition.commitments]
    labels = short_labels([c for c in items if c.kind is Kind.TARGET])
    for item in items:
        thing = _line(line, item, labels.get(item.id, ""), key=f"{of}/{item.id}")
        yield from _under_its_names(thing, called.get(item.id, ()), stand)
    yield from (standing_as(thing, stand) for thing in _text(line, plan, texts[plan.pk], key=of))


def _under_its_names(thing: Findable, decided: Sequence[Dated[ShortName]], stand: Stand[Any]) -> Iterator[Findable]:
    """A target under the name that it was given, on the days on which it bore it; else under that which rules make."""
    for name in stands([Dated(ShortName(), ALWAYS, date.min), *decided]) if decided else ():
        if (both := name.within(stand)) is not None:
            title = both.value.name or thing.title
            yield standing_as(replace(thing, title=title, names=(thing.title, *thing.names)), both)
    if not decided:
        yield standing_as(thing, stand)


def _line(line: PlanLine, item: Commitment, label: str, *, key: str) -> Findable:
    target = item.kind is Kind.TARGET
    return Findable(
        kind=FoundKind.TARGET if target else FoundKind.TASK,
        key=key,
        title=label if target else item.quote,
        page="pages:target" if target else "pages:task",
        args=(item.id,),
        plan=line.code,
        code=item.id,
        names=(item.indicator,) if target else (),
        body=item.quote if target else "",
        order=item.span.start,
    )


def _text(line: PlanLine, plan: Plan, text: str, *, key: str) -> Iterator[Findable]:
    """Each paragraph under its heading."""
    for start, heading, paragraph in paragraphs(plan, text):
        yield Findable(
            kind=FoundKind.TEXT,
            key=f"{key}/{PARAGRAPH}{start}",
            title=heading or paragraph[:30],
            page="pages:plan",
            tail=f"#{PARAGRAPH}{start}",
            plan=line.code,
            body=paragraph,
            order=start,
        )


def paragraphs(plan: Plan, text: str) -> Iterator[tuple[int, str, str]]:
    """Where each line of a text begins, the heading it stands under, and what it says. One query."""
    rows = Heading.objects.filter(plan=plan).order_by("starts_at").values_list("starts_at", "text")
    starts, heads = [start for start, _ in rows], [head for _, head in rows]
    at = 0
    for row in text.splitlines(keepends=True):
        if said := row.strip():
            start = at + row.index(said[0])
            n = bisect_right(starts, start + len(said) - 1)
            yield start, heads[n - 1] if n else "", said
        at += len(row)


def drafts(on: date) -> Iterator[Findable]:
    """Lines of drafts that no published edition has so."""
    for line in lines():
        last = line.editions[-1].value if line.published else None
        amended = last is None or last.plan.pk != line.newest.pk
        published = {} if amended or last is None else {c.id: c for c in last.commitments}
        items = [c for c in draft_of(line.newest).commitments if published.get(c.id) != c]
        yield from _draft(line, items, on=on, whole=amended)


def _draft(line: PlanLine, items: list[Commitment], *, on: date, whole: bool) -> Iterator[Findable]:
    if not items and not whole:
        return
    plan = line.newest
    where = _scopes(places_of_plan(plan).items())
    if whole:
        yield Findable(
            kind=FoundKind.DRAFT, key=f"{plan.pk}/plan", title=plan.title or plan.code, page="review:desk",
            plan=plan.code, right=NOT_PUBLISHED, places=where,
        )  # fmt: skip
    owned = owners(plan, items, as_of=on)
    labels = short_labels([c for c in items if c.kind is Kind.TARGET])
    for item in items:
        yield Findable(
            kind=FoundKind.DRAFT,
            key=f"{plan.pk}/{item.id}",
            title=labels.get(item.id, item.quote),
            page="review:desk",
            tail=f"?at={item.id}",
            plan=plan.code,
            code=item.id,
            names=(item.indicator,),
            body=item.quote if item.id in labels else "",
            order=item.span.start,
            right=NOT_PUBLISHED,
            places=where | _scopes([("unit", owned[item.id].codes)]),
        )


def _scopes(places: Iterable[tuple[str, Iterable[str]]]) -> frozenset[str]:
    return frozenset(str(Scope(kind, key)) for kind, keys in places for key in keys)


PARTS = (
    FindablePart(
        "plans.in_force",
        frozenset({"review.publish", "amend.amend_plan", "ledger.give_keys", "ledger.name_target"}),
        in_force,
    ),
    FindablePart(
        "plans.drafts",
        frozenset(
            {"ledger.load_plan", "ledger.state_plan", "review.edit", "review.publish", "amend.amend_plan",
             "ledger.assign_owner", "people.load_units"}
        ),
        drafts,
        rights=(NOT_PUBLISHED,),
    ),
)  # fmt: skip
