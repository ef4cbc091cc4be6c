"""The desk's page in docs explains every code that a person can meet."""

from __future__ import annotations

from pathlib import Path

import pytest

from guatu.core.errors import StoreError
from guatu.core.review.errors import ReviewError
from guatu.core.review.ready import RULES
from guatu.web.plans.review import services, verify

DOCS = Path(__file__).resolve().parents[4] / "docs" / "review-desk.md"


def below(kind: type) -> set[type]:
    return {found for sub in kind.__subclasses__() for found in (sub, *below(sub))}


CODES = {*RULES, *(e.code for e in below(ReviewError))}
CODES |= {e.code for e in below(StoreError) if e.__module__ == verify.__name__}


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_code_is_explained(code):
    assert code in DOCS.read_text(encoding="utf-8")


def test_codes_are_used_once():
    found = [e.code for e in below(ReviewError)]
    assert len(found) == len(set(found))
    assert services.ChangedMeanwhile.code not in RULES
