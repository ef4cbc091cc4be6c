"""The collected material (a folder `shared` beside the checkout), for checks that are only possible where it lies."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from guatu.core.plan.model import Commitment, Comparator, Kind, Measure, Period, PeriodKind
from guatu.core.text.spans import Span

FOLDER = Path(__file__).resolve().parents[3] / "shared"
KEY = FOLDER / "gold" / "wuhai_services_2025_2027.json"
needed = pytest.mark.skipif(not KEY.is_file(), reason="the collected material does not lie beside this checkout")


def targets() -> list[Commitment]:
    """The labelled targets of the example plan."""
    rows = json.loads(KEY.read_text(encoding="utf-8"), parse_float=Decimal)
    return [_target(row) for row in rows if row["kind"] == "target"]


def _target(row: dict) -> Commitment:
    period = row["period"]
    return Commitment(
        id=row["id"],
        kind=Kind.TARGET,
        quote=row["quote"],
        span=Span(row["start"], row["end"]),
        sector=row["sector"],
        period=Period(PeriodKind(period["kind"]), period["from"], period["to"]),
        scope=row["scope"],
        indicator=row["indicator"],
        measure=Measure(row["measure"]),
        comparator=Comparator(row["comparator"]),
        value=None if row["value"] is None else Decimal(row["value"]),
        value_max=None if row.get("value_max") is None else Decimal(row["value_max"]),
        unit=row["unit"],
        relative_to="自治区" if row["value"] is None else "",
        cumulative="累计" in row["quote"],
    )
