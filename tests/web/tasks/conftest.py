"""A plan of tasks beside the example city's: one with a unit that leads it, and the people who report and check."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from guatu.core.plan.model import Context
from guatu.web.people.models import Unit, User
from guatu.web.plans.in_force import PlanLine, line_with
from guatu.web.plans.ledger.services import load_plan
from guatu.web.plans.review.services import publish_as_read
from guatu.web.standing.selectors import standing
from tests.web.second_plan import ISSUED

TODAY = date(2026, 11, 23)
TEXT = """乌海市2026年便民服务实施方案

一、政务服务

1.建设政务服务移动端。开发移动端应用。
牵头单位：市商务局、市信息中心
配合单位：市统计局
完成时限：2026年9月底

2.建设统一公共支付系统。开发支付平台。
牵头单位：市商务局
完成时限：2026年11月20日前

二、便民服务

3.完善事项库。编制办事指南。
牵头单位：市统计局
完成时限：2026年12月底
"""


@dataclass(frozen=True)
class Office:
    """The plan and those who work on it."""

    line: PlanLine
    liaison: User
    other_liaison: User
    dispatcher: User
    other_dispatcher: User

    def key(self, words: str) -> str:
        """The key of the task whose quote holds `words`."""
        return next(c.id for c in standing(TODAY, line=self.line).items if words in c.quote)

    def task(self, words: str, *, on: date = TODAY) -> Any:
        return standing(on, line=line_with(self.line.code)).tasks[self.key(words)]


def load_tasks(text: str = TEXT) -> PlanLine:
    """Compiled, and published from its day of issue on."""
    context = Context("乌海市", 2026, 2026, 2026)
    plan = load_plan(text, context=context, region="150300", on=TODAY, by=None, issued=ISSUED).plan
    publish_as_read(plan, reason="试", on=TODAY, by=None)
    return line_with(plan.code)


@pytest.fixture
def office(person: Callable[..., User], settings) -> Office:
    settings.GUATU_TODAY = TODAY.isoformat()
    for code, name in (("swj", "市商务局"), ("tjj", "市统计局")):
        Unit.objects.get_or_create(code=code, defaults={"name": name})
    return Office(
        load_tasks(),
        person("liaison", username="lianluo", unit="swj"),
        person("liaison", username="bieren", unit="tjj"),
        person("dispatcher", username="diaodu"),
        person("dispatcher", username="fuhe"),
    )
