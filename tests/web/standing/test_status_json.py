"""What `guatu status --format json` gives away is enough to recompute a light."""

from __future__ import annotations

from decimal import Decimal

import pytest

from guatu.cli.status import objects
from guatu.core.codec import json_text
from guatu.web.standing.selectors import standing
from tests.web.public.conftest import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows(db):
    return objects(standing(TODAY))


def test_every_light_carries_its_figures_its_arithmetic_and_its_rule(rows):
    lit = [row for row in rows if row["status"] != "unknown"]
    assert lit
    for row in lit:
        assert row["actual"]["observations"]
        assert all(one["key"] and one["published"] for one in row["actual"]["observations"])
        assert row["steps"]
        assert row["rule"]
        assert row["rule_version"]


def test_what_is_settled_comes_out_again_from_its_numbers(rows):
    settled = [
        row for row in rows
        if row["rule"] == "past-deadline" and row["actual"]["form"] == "value" and row["comparator"] in (">", ">=", "=")
    ]  # fmt: skip
    assert settled
    for row in settled:
        assert row["actual"]["value"] - row["value"] == row["gap"]


def test_a_light_on_a_definition_of_ours_says_so(rows):
    open_ = [row for row in rows if row["definition_unconfirmed"] and row["status"] != "unknown"]
    assert open_
    assert all("口径待统计部门确认" in row["reason"] for row in open_)
    others = [row for row in rows if not row["definition_unconfirmed"]]
    assert not any("口径待统计部门确认" in row["reason"] for row in others)


def test_numbers_keep_their_digits(rows):
    text = json_text(rows)
    figures = [
        one for row in rows if row["actual"] for one in row["actual"]["observations"] if one["value"] is not None
    ]
    assert figures
    assert all(str(Decimal(one["value"])) in text for one in figures)
