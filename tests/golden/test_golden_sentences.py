"""Targets told in one sentence: the file is for people to read, and holds what is said to a mayor."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.core.judging.builders import (
    INDICATORS,
    REGION,
    TODAY,
    Comparator,
    Measure,
    judged,
    seen,
    target,
)

from guatu.core.plan.model import Commitment, Strength
from guatu.core.reports.best_year import best_year
from guatu.core.reports.in_short import in_short
from guatu.core.series.model import Observation

CASES = yaml.safe_load((Path(__file__).parent / "in_short.yaml").read_text("utf-8"))


def promised(case: dict[str, Any]) -> tuple[Commitment, str]:
    asked = dict(case["目标"])
    indicator, value = asked.pop("indicator"), asked.pop("value")
    asked.pop("also_average", None)
    more: dict[str, Any] = {}
    for name in ("average", "each"):
        if name in asked:
            more[name] = tuple(asked.pop(name))
    if asked.pop("strive", False):
        more["strength"] = Strength.STRIVE
    if "value_max" in asked:
        more["value_max"] = Decimal(asked.pop("value_max"))
    comparator, measure = Comparator(asked.pop("comparator", ">=")), Measure(asked.pop("measure", "level"))
    made = target(
        case["方案"], None if value is None else str(value), asked.pop("unit", "亿元"),
        comparator=comparator, measure=measure, **more, **asked,
    )  # fmt: skip
    return made, indicator


def published(case: dict[str, Any], indicator: str) -> list[Observation]:
    """`2025 284.80 -1.4`, before it where it is another series its code, or the region's name."""
    found = []
    for line in case.get("数", ()):
        *whose, period, value, growth = line.split()
        code = whose[0] if whose and whose[0] in INDICATORS else indicator
        region = {"region": REGION} if whose == ["自治区"] else {}
        year = int(period[:4])
        found.append(
            seen(
                code,
                period,
                None if value == "-" else value,
                None if growth == "-" else growth,
                known=date(year + 1, 4, 30) if len(period) == 4 else date(year, 10, 25),
                **region,
            )
        )
    return found


@pytest.mark.parametrize("case", CASES, ids=[case["名"] for case in CASES])
def test_a_target_is_told_in_one_sentence(case):
    promise, indicator = promised(case)
    rows = published(case, indicator)
    day = case.get("天", TODAY)
    beside = ()
    if rate := case["目标"].get("also_average"):
        beside = (target("年均", str(rate), "%", measure=Measure.GROWTH, average=(2025, 2027), id="C002"),)
    result = judged(promise, indicator, *rows, as_of=day, versus=REGION, companions=beside)
    own = [row for row in rows if row.indicator == indicator and row.region != REGION and row.known_on <= day]
    best = best_year(own, INDICATORS[indicator]) if own else None
    assert str(in_short(promise, result, best)) == case["说"]


def test_every_case_is_another_sentence():
    told = [case["说"] for case in CASES]
    assert len(set(told)) == len(told) > 20
