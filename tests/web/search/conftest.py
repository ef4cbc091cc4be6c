"""An index of the store as it is in the test: what is written inside a test's transaction is never "kept", so that the
index is not brought up to date by itself there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from guatu.web.search.cutting import Typed
from guatu.web.search.selectors import Seeker, found
from guatu.web.search.services import refresh

TODAY = date(2026, 11, 23)
Finding = Callable[..., dict[str, list[str]]]


@pytest.fixture
def finding(db: None) -> Finding:
    """`finding("游客", user)`: the titles found, by kind, after the index was brought up to date."""

    def find(
        typed: str, user: object = None, *, as_of: date = TODAY, recorded_by: date | None = None, each: int = 1000
    ) -> dict[str, list[str]]:
        refresh(TODAY)
        groups = found(Typed.of(typed), Seeker(user, as_of, recorded_by), each=each)
        return {group.kind.value: [thing.title for thing in group.things] for group in groups}

    return find
