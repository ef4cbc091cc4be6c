"""What waits for a decision: targets whose measure nobody confirmed, and definitions that are open."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from guatu.core.judging.linking import link_candidates
from guatu.core.judging.model import Link
from guatu.core.judging.promise_words import promise
from guatu.core.plan.model import Commitment, Measure
from guatu.core.series.model import Definition, Form, Indicator
from guatu.core.text.said import Sentence
from guatu.store.region_table import place_names
from guatu.web.base.addresses import address
from guatu.web.base.person import Person
from guatu.web.figures import selectors as figures
from guatu.web.figures.selectors import Catalogue
from guatu.web.plans.in_force import PlanLine
from guatu.web.plans.ledger.models import Plan
from guatu.web.public.presenters.plan_list import short_name
from guatu.web.standing.archive import Archive, Standing, archives
from guatu.web.standing.reading import Reading

LINK, MISSING, DEFINITION = "link", "missing", "definition"


@dataclass(frozen=True, slots=True)
class Offered:
    """An indicator that may measure the target."""

    code: str
    name: str
    unit: str
    why: Any
    doubts: tuple[Any, ...]
    definitions: tuple[Definition, ...]
    chosen: bool


@dataclass(frozen=True, slots=True)
class OpenLink:
    """A target whose measure nobody confirmed. What may measure it is looked for when its row is opened."""

    id: str  # of the row
    plan: str  # the code of its text
    plan_name: str
    target: str  # key
    label: str
    quote: str
    promise: Any
    href: str
    why_open: Sentence
    missing: bool  # the catalogue has nothing like it
    growth: bool
    region: str
    versus: str
    unit: str
    name: str
    offers: Callable[[], list[Offered]]

    kind = LINK


@dataclass(frozen=True, slots=True)
class OpenDefinition:
    """What an indicator counts, while nobody who answers for it has confirmed it."""

    id: str
    code: str
    indicator: str
    indicator_code: str
    text: str
    since: date | None
    source: str
    question: str
    used_by: list[tuple[str, str]]  # label, address

    kind = DEFINITION


@dataclass(frozen=True, slots=True)
class WaitingList:
    links: list[OpenLink]
    definitions: list[OpenDefinition]
    missing: list[OpenLink] = field(default_factory=list)

    @property
    def items(self) -> list[OpenLink | OpenDefinition]:
        """In the order of the page."""
        return [*self.links, *self.definitions, *self.missing]

    def after(self, id: str) -> str:
        """The row that follows one; the first when there is none."""
        ids = [item.id for item in self.items]
        return ids[(ids.index(id) + 1) % len(ids)] if id in ids else next(iter(ids), "")


def waiting(reading: Reading, *, by: Person) -> WaitingList:
    """Everything that this person may decide."""
    links: list[OpenLink] = []
    users: dict[str, list[tuple[str, str]]] = {}
    for line, now in _standings(reading):
        plan = now.edition.plan
        may = by.has_perm("ledger.decide_link", plan)
        names = place_names(now.regions, plan.region_id or "")
        for target in now.targets:
            link = now.links.get(target.id) or Link(target.id)
            href = address("pages:target", target.id, plan=line.code)
            if link.confirmed:
                users.setdefault(link.indicator, []).append((now.names[target.id], href))
            elif may:
                links.append(_open_link(target, link, plan, now, names, href))
    catalogue = figures.catalogue(reading.today)
    definitions = list(_definitions(catalogue, users)) if by.has_perm("indicators.load_catalogue") else []
    return WaitingList([x for x in links if not x.missing], definitions, [x for x in links if x.missing])


def _standings(reading: Reading) -> Iterator[tuple[PlanLine, Standing]]:
    """Every plan that the reader sees: as it stands today, a draft as it would."""
    for found in archives(reading.lines):
        yield found.line, _standing(found, reading.today)


def _standing(plan: Archive, on: date) -> Standing:
    return plan.on(on) if plan.line.edition_on(on) else plan.draft(on)


def _open_link(target: Commitment, link: Link, plan: Plan, now: Standing, names: dict[str, str], href: str) -> OpenLink:
    return OpenLink(
        id=f"{plan.code}-{target.id}",
        plan=plan.code,
        plan_name=short_name(plan),
        target=target.id,
        label=now.names[target.id],
        quote=target.quote,
        promise=promise(target),
        href=href,
        why_open=link.reason,
        missing=not link.indicator,
        growth=target.measure is Measure.GROWTH or (bool(link.indicator) and link.form is Form.GROWTH),
        region=link.region or plan.region_id or "",
        versus=link.versus,
        unit=target.unit,
        name=target.indicator,
        offers=partial(_offers, target, link, plan.region_id or "", now, names),
    )


def _offers(target: Commitment, link: Link, region: str, now: Standing, names: dict[str, str]) -> list[Offered]:
    """What was proposed, and whatever else has a like name."""
    found = link_candidates(target, now.indicators, region=region, place_names=names)
    offered = [
        _offered(now.indicators[c.indicator], c.why, c.doubts, now, chosen=c.indicator == link.indicator) for c in found
    ]
    if link.indicator in now.indicators and all(o.code != link.indicator for o in offered):
        offered.insert(0, _offered(now.indicators[link.indicator], "", (), now, chosen=True))
    return offered


def _offered(
    indicator: Indicator, why: Sentence | str, doubts: tuple[Any, ...], now: Standing, *, chosen: bool
) -> Offered:
    definitions = now.definitions(indicator.code)
    return Offered(indicator.code, indicator.name, indicator.unit, why, doubts, definitions, chosen)


def _definitions(catalogue: Catalogue, users: dict[str, list[tuple[str, str]]]) -> Iterator[OpenDefinition]:
    for one in catalogue.definitions:
        if one.confirmed:
            continue
        indicator = catalogue.indicators.get(one.indicator)
        yield OpenDefinition(
            id=f"d-{one.code}",
            code=one.code,
            indicator=indicator.name if indicator else one.indicator,
            indicator_code=one.indicator,
            text=one.text,
            since=one.since,
            source=one.source,
            question=indicator.open_question if indicator else "",
            used_by=users.get(one.indicator, []),
        )
