"""What the search finds of people: units for those who do business, accounts for those who keep them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from guatu.web.base.findable import ANYWHERE, Findable, FindablePart, FoundKind
from guatu.web.people import selectors


def units(on: date) -> Iterator[Findable]:
    """Not dated: a unit that is no more still stands in papers, and is found with the lines that it leaves."""
    for unit in selectors.units():
        yield Findable(
            kind=FoundKind.UNIT,
            key=unit.code,
            title=unit.name,
            page="owners:handover",
            tail=f"?unit={unit.code}",
            names=(unit.short_name, *unit.aliases),
            body="、".join(filter(None, (unit.short_name, *unit.aliases, unit.kind))),
            right="review.read",
            places=frozenset({ANYWHERE}),
        )


def accounts(on: date) -> Iterator[Findable]:
    for user in selectors.people():
        yield Findable(
            kind=FoundKind.ACCOUNT,
            key=str(user.pk),
            title=str(user),
            page="rights:account",
            args=(str(user.pk),),
            names=(user.username,),
            body="，".join(filter(None, (user.username, str(user.unit or "")))),
            right="people.read",
        )


PARTS = (
    FindablePart("people.units", frozenset({"people.load_units"}), units, rights=("review.read",)),
    FindablePart(
        "people.accounts",
        frozenset({"people.create_user", "people.load_units"}),
        accounts,
        rights=("people.read",),
    ),
)
