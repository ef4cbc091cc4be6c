"""Figures: added, never changed; a load is whole or nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guatu.core.series.model import Observation, PriceBasis, Region, Source, Stage
from guatu.core.time.periods import ReportPeriod
from guatu.store.figures import FiguresRefused
from guatu.web.audit.models import Entry
from guatu.web.audit.verify import verify
from guatu.web.base.fields import ExactDecimalField
from guatu.web.figures import selectors
from guatu.web.figures.models import Observation as Row
from guatu.web.figures.services import Loaded, load_figures, load_regions, load_sources
from guatu.web.figures.staging import FigureDiffers, HomeMissing

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
SOURCE = Source("test_source", "某公报", "统计局", date(2027, 4, 30))
FIGURE = Observation(
    "test_key", "tertiary_va", "150300", ReportPeriod(2026), "亿元", Decimal("300.10"), Decimal("2.50"),
    PriceBasis.CONSTANT, Stage.PRELIMINARY, SOURCE, date(2027, 4, 30), TODAY, 7, "注",
)  # fmt: skip


def history():
    sources = selectors.catalogue(TODAY).sources
    return selectors.history("tertiary_va", "150300", sources=sources)


def load(*observations):
    return load_figures(observations, name="test.csv", recorded_on=TODAY, by=None)


def test_a_figure_loads_once():
    assert load(FIGURE) == Loaded(1, 0)
    before = Entry.objects.count()
    assert load(FIGURE) == Loaded(0, 1)
    assert Entry.objects.count() == before
    assert [o for o in history() if o.key == "test_key"] == [FIGURE]
    assert verify().findings == ()


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        (replace(FIGURE, key="b", indicator="no_such"), HomeMissing),
        (replace(FIGURE, key="b", region="999999"), HomeMissing),
        (replace(FIGURE, key="b", value=Decimal("301")), FigureDiffers),
    ],
)
def test_one_wrong_row_and_nothing_is_loaded(wrong, error):
    if error is FigureDiffers:
        load(FIGURE)
    before = (Row.objects.count(), Entry.objects.count(), len(selectors.sources(TODAY)))
    good = replace(FIGURE, key="a", period=ReportPeriod(2026, 1, 3))
    with pytest.raises(FiguresRefused, match=rf"{error.code}. test.csv，第7行"):
        load(good, wrong)
    assert (Row.objects.count(), Entry.objects.count(), len(selectors.sources(TODAY))) == before


def test_a_revision_stands_beside_the_first_figure():
    revised = replace(FIGURE, key="revised", value=Decimal("301"), stage=Stage.REVISED)
    assert load(FIGURE, revised).added == 2


def test_a_region_under_an_unknown_region_is_refused():
    with pytest.raises(HomeMissing, match="150999"):
        load_regions([Region("150998", "某区", "区", "150999")], on=TODAY, by=None)


def test_a_corrected_source_stands_from_its_day_on():
    load(FIGURE)
    later = TODAY + timedelta(days=7)
    assert load_sources([replace(SOURCE, rank=10)], on=later, by=None) == 1
    ranks = [{s.code: s.rank for s in selectors.sources(day)}["test_source"] for day in (TODAY, later)]
    assert ranks == [50, 10]
    assert load_sources([replace(SOURCE, rank=10)], on=later, by=None) == 0
    assert verify().findings == ()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**12), max_value=10**12))
def test_a_decimal_comes_back_with_every_digit(value):
    key = f"k{value}"
    period = ReportPeriod(1900 + Row.objects.count() % 100)
    Row.objects.filter(key=key).exists() or load(replace(FIGURE, key=key, value=value, period=period, stage=Stage.FINAL,
                                                          source=replace(SOURCE, code=key)))  # fmt: skip
    assert str(Row.objects.get(key=key).value) == format(value, "f")


def test_a_float_is_no_figure():
    with pytest.raises(TypeError):
        ExactDecimalField().to_python(1.5)
