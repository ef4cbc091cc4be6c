"""What every test of the web hands back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def chinese_again() -> Iterator[None]:
    """A page asked for in English leaves its language in the thread: the next test starts in Chinese."""
    yield
    translation.deactivate()
