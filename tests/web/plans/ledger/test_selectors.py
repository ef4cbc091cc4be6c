"""What pages, the wall and the command line read: exact, as of a day, and in the same few queries at any size."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guatu.core.judging.model import Status
from guatu.core.plan.compiler import compile_plan
from guatu.core.plan.model import Context
from guatu.core.series.model import Observation, PriceBasis, Stage
from guatu.core.time.periods import ReportPeriod
from guatu.store.example import example_city
from guatu.store.files import read_text
from guatu.web.figures import selectors as figures
from guatu.web.figures.services import load_figures
from guatu.web.plans.in_force import commitments
from guatu.web.plans.ledger.selectors import NoPlan, current_plan, links, plan_value
from guatu.web.plans.ledger.services import load_plan
from guatu.web.standing.selectors import standing

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
SMALL = "某市服务业行动方案\n\n一、主要目标\n\n到{year}年，全市服务业增加值达到{value}亿元以上。\n"


def queries(call):
    with CaptureQueriesContext(
        connection,
    ) as seen:
        call()
    return len(seen)


def test_a_stored_plan_is_the_compiled_plan():
    city = example_city()
    context = Context(city.name, None, *city.plan_years)
    assert plan_value(current_plan()) == compile_plan(read_text(city.plan_path), context=context)


def test_standing_judges_every_target():
    found = standing(TODAY)
    assert set(found.judgements) == {t.id for t in found.targets}
    assert {j.as_of for j in found.judgements.values()} == {TODAY}
    assert found.commitments == commitments(found.plan)
    assert found.links == links(found.plan)
    known = [j for j in found.judgements.values() if j.actual]
    assert known
    assert {o.key for j in known for o in j.actual.observations} <= {o.key for o in found.observations}


def test_before_anything_was_published_nothing_is_known():
    found = standing(date(2026, 4, 29))
    assert not [j for j in found.judgements.values() if j.actual and j.actual.period.year >= 2025]


def test_figures_come_back_digit_for_digit():
    (row,) = [o for o in figures.history("tertiary_va", "150300") if o.period == ReportPeriod(2025)]
    assert str(row.value) == "284.80"
    assert row.growth == Decimal("-1.4")


def test_no_plan_says_what_to_do(empty):
    with pytest.raises(NoPlan, match="guatu load"):
        current_plan()


def test_the_number_of_queries_does_not_depend_on_the_size(empty):
    from tests.conftest import load_city

    load_city()
    costs = []
    for year in (2027, 2028, 2029):
        region = "150300"
        context = Context("某市", None, 2025, year)
        load_plan(
            SMALL.format(year=year, value=year), context=context, region=region, by=None
        ) if year == 2027 else None
        costs.append((
            queries(lambda: standing(TODAY, plan=current_plan())),
            queries(lambda: plan_value(current_plan())),
            queries(lambda: figures.observations()),
            queries(lambda: links(current_plan())),
        ))  # fmt: skip
        add_figure(year)
    assert len(set(costs)) == 1
    whole = queries(lambda: standing(TODAY, plan=example_plan()))
    assert whole == costs[0][0] <= 8
    assert costs[0][1:] == (5, 1, 2)


def example_plan():
    from guatu.web.plans.ledger.models import Plan

    return Plan.objects.select_related("amendment").get(place=example_city().name)


def add_figure(year):
    (source, *_) = figures.sources()
    row = Observation(
        f"test{year}", "tertiary_va", "150300", ReportPeriod(year), "亿元", Decimal(year), None,
        PriceBasis.NONE, Stage.UNSTATED, source, TODAY, TODAY,
    )  # fmt: skip
    load_figures([row], recorded_on=TODAY, by=None)


def test_standing_words_are_statuses():
    assert {j.status for j in standing(TODAY).judgements.values()} <= set(Status)
