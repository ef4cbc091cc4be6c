"""What pages, the wall and the command line read: exact, as of a day, and in the same few queries at any size."""

from __future__ import annotations

from dataclasses import replace
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
from guatu.web.plans.in_force import default_line, line_with, newest_plan
from guatu.web.plans.ledger.selectors import NoPlan, links, plan_value
from guatu.web.plans.ledger.services import load_plan
from guatu.web.plans.review.services import publish_as_read
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
    assert plan_value(newest_plan(TODAY)) == compile_plan(read_text(city.plan_path), context=context)


def test_standing_judges_every_target():
    found = standing(TODAY)
    assert set(found.judgements) == {t.id for t in found.targets}
    assert {j.as_of for j in found.judgements.values()} == {TODAY}
    assert tuple(replace(c, id=found.code(c.id)) for c in found.commitments) == found.edition.commitments
    assert {found.code(t): replace(k, target=found.code(t)) for t, k in found.links.items()} == links(
        found.plan, as_of=TODAY
    )
    known = [j for j in found.judgements.values() if j.actual]
    assert known
    assert {o.key for j in known for o in j.actual.observations} <= {o.key for o in found.observations}


def test_before_anything_was_published_nothing_is_known():
    found = standing(date(2026, 4, 29))
    assert not [j for j in found.judgements.values() if j.actual and j.actual.period.year >= 2025]


def test_figures_come_back_digit_for_digit():
    (row,) = [
        o
        for o in figures.history("tertiary_va", "150300", sources=figures.catalogue(TODAY).sources)
        if o.period == ReportPeriod(2025)
    ]
    assert str(row.value) == "284.80"
    assert row.growth == Decimal("-1.4")


def test_no_plan_says_what_to_do(empty):
    with pytest.raises(NoPlan, match="guatu load"):
        default_line(TODAY)


def test_the_number_of_queries_does_not_depend_on_the_size(empty):
    from tests.conftest import load_city

    load_city()
    city = newest_plan(TODAY)
    context = Context("某市", None, 2025, 2027)
    small = load_plan(SMALL.format(year=2027, value=300), context=context, region="150300", on=TODAY, by=None).plan
    publish_as_read(small, reason="试", on=TODAY, by=None)
    for line in (line_with(small.code), line_with(city.code)):
        standing(TODAY, line=line)  # what was published is read once and kept
    costs = []
    for year in (1991, 1992, 1993):
        sources = figures.catalogue(TODAY).sources
        costs.append((
            queries(lambda: standing(TODAY, line=line_with(small.code))),
            queries(lambda: standing(TODAY, line=line_with(small.code)).judgements),
            queries(lambda: plan_value(small)),
            queries(lambda s=sources: figures.observations(sources=s)),
            queries(lambda: links(small, as_of=TODAY)),
        ))  # fmt: skip
        add_figure(year)
    assert len(set(costs)) == 1
    whole = queries(lambda: standing(TODAY, line=line_with(city.code)).judgements)
    assert whole == costs[0][1] <= 8
    assert costs[0][2:] == (4, 1, 1)


def add_figure(year):
    (source, *_) = figures.sources(TODAY)
    row = Observation(
        f"test{year}", "tertiary_va", "150300", ReportPeriod(year), "亿元", Decimal(year), None,
        PriceBasis.NONE, Stage.UNSTATED, source, TODAY, TODAY,
    )  # fmt: skip
    load_figures([row], recorded_on=TODAY, by=None)


def test_standing_words_are_statuses():
    assert {j.status for j in standing(TODAY).judgements.values()} <= set(Status)
