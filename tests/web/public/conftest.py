from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from guatu.web.standing.selectors import Standing, standing

TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def fixed_day(settings) -> None:
    settings.GUATU_TODAY = TODAY.isoformat()


@pytest.fixture
def reader(db) -> Client:
    """Anyone, not signed in, reading Chinese."""
    return Client(HTTP_HOST="localhost")


@pytest.fixture
def english(reader: Client) -> Client:
    reader.cookies["django_language"] = "en"
    return reader


@pytest.fixture
def today(db) -> Standing:
    return standing(TODAY)


@pytest.fixture
def code_of(today: Standing) -> Callable[..., str]:
    """The code of the target whose indicator's name holds `words` (and whose value is `value`)."""

    def find(words: str, value: str = "") -> str:
        return next(c.id for c in today.targets if words in c.indicator and (not value or str(c.value) == value))

    return find
