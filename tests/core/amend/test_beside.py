"""Two different plans: the same indicator side by side, and no more said than the bases allow."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.core.amend.amended import both, plan, target

from guatu.core.amend import lay_beside
from guatu.core.plan.model import Context, Measure, Period, PeriodKind

RATE = {"indicator": "服务业增加值", "measure": Measure.GROWTH, "unit": "%", "quote": "服务业增加值年均增长6%"}
YEARS = Period(PeriodKind.AVERAGE, 2025, 2027)


@pytest.mark.parametrize(
    ("ours", "theirs", "says", "comparable"),
    [
        ({**RATE, "value": Decimal(6), "period": YEARS}, {**RATE, "value": Decimal("5.5"), "period": YEARS},
         "6%比5.5%高0.5个百分点", True),
        ({**RATE, "value": Decimal(6), "period": YEARS}, {**RATE, "value": Decimal(6), "period": YEARS},
         "数值相同，都是6%", True),
        ({**RATE, "value": Decimal(6), "period": YEARS}, {**RATE, "value": Decimal(6)},
         "期限不同（2027年底、2027年底），不比高低", False),
        ({}, {"value": Decimal(900)}, "两地总量，不比高低", False),
        ({}, {"measure": Measure.INCREMENT}, "度量不同（总量、增量），不比高低", False),
        ({**RATE, "value": Decimal(6)}, {**RATE, "base_year": 2020}, "基期或算法不同，不比高低", False),
        ({}, {"indicator": "城市公园数量"}, "“公园数量”与“城市公园数量”相近而不相同，是否同一指标待确认", False),
    ],
)  # fmt: skip
def test_what_may_be_said_of_two_numbers(ours, theirs, says, comparable):
    (row,) = lay_beside(plan(target(**ours)), plan(target(**theirs), place="某省"))
    assert (str(row.says), row.comparable) == (says, comparable)


def test_the_places_own_names_are_put_aside():
    ours, theirs = plan(target(indicator="甲市公园数量")), plan(target(indicator="某省公园数量"), place="某省")
    (row,) = lay_beside(ours, theirs)
    assert row.sure


def test_amounts_of_one_place_are_held_against_each_other():
    (row,) = lay_beside(plan(target()), plan(target(value=Decimal(12))))
    assert str(row.says) == "10个比12个少2个"


def test_the_same_plan_twice_agrees_on_every_target():
    city = replace(both()[0], context=Context("甲市", None, 2025, 2027))
    rows = lay_beside(city, city)
    assert [r.ours.id for r in rows] == [c.id for c in city.targets]
    assert all(r.ours == r.theirs for r in rows)
    assert all(str(r.says).startswith("数值相同") for r in rows if r.comparable)
