"""The example plan, and its made-up amendment of tests/core/amend, in force from 1 July 2026."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from tests.core.amend.amended import amended, plan_text

from guatu.web.plans.amend.services import PlanAmended, amend_plan
from guatu.web.plans.in_force import newest_plan
from guatu.web.plans.ledger.models import Plan

TODAY = date(2026, 11, 22)
EFFECTIVE = date(2026, 7, 1)
PAPER = "乌海政办发〔2026〕18号"
REASON = "中期评估后调整"
NEW_TEXT = amended(plan_text())


@pytest.fixture(autouse=True)
def fixed_day(settings) -> None:
    settings.GUATU_TODAY = TODAY.isoformat()


@pytest.fixture
def old(db) -> Plan:
    return newest_plan(TODAY)


@pytest.fixture
def amend(old: Plan) -> Callable[..., PlanAmended]:
    """`amend()`: the made-up amendment; keyword arguments change one of its facts."""

    def run(plan: Plan = old, text: str = NEW_TEXT, **facts: Any) -> PlanAmended:
        given = {"effective": EFFECTIVE, "paper": PAPER, "reason": REASON, "late": True, "on": TODAY, "by": None}
        return amend_plan(plan, text, **given | facts)

    return run


@pytest.fixture
def reader(db) -> Client:
    return Client(HTTP_HOST="localhost")
