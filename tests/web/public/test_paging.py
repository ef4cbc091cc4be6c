"""Pages about a document or an indicator read what they show, however many figures other places have."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guatu.core.series.model import Observation, PriceBasis, Region, Source, Stage
from guatu.core.time.periods import ReportPeriod
from guatu.web.figures import selectors
from guatu.web.figures.services import load_figures, load_regions
from guatu.web.public.presenters.paging import pages

ON = date(2026, 11, 22)
SOURCE = Source("wide", "各地汇编", "统计局", date(2026, 3, 1), rank=40)


def load_wide(places: int, years: range) -> None:
    codes = [f"9{n:05}" for n in range(places)]
    load_regions([Region(code, f"地区{code}", "市", "") for code in codes], on=ON, by=None)
    one = Observation(
        "", "tertiary_va", "", ReportPeriod(2000), "亿元", Decimal("1.5"), Decimal("2.5"), PriceBasis.CONSTANT,
        Stage.FINAL, SOURCE, date(2026, 3, 1), ON,
    )  # fmt: skip
    rows = (
        replace(one, key=f"{code}{year}", region=code, period=ReportPeriod(year), row=n)
        for n, (code, year) in enumerate((code, year) for code in codes for year in years)
    )
    load_figures(rows, name="wide.csv", recorded_on=ON, by=None)


@pytest.fixture
def counted(monkeypatch):
    """How many figures were read from the store."""
    read = []
    values = selectors.observation_values

    def noted(rows, sources):
        found = values(rows, sources)
        read.extend(found)
        return found

    monkeypatch.setattr(selectors, "observation_values", noted)
    return read


def asked(reader, address, read):
    read.clear()
    with CaptureQueriesContext(connection) as queries:
        page = reader.get(address)
    assert page.status_code == 200
    return page.content.decode(), len(queries), len(read)


def test_a_document_is_turned_over_by_the_hundred(reader, counted):
    load_wide(50, range(2001, 2006))
    reader.get("/")  # what is read once
    first, queries, read = asked(reader, "/sources/wide/", counted)
    assert first.count('<td class="small rg">') == 100
    assert "250个" in first
    assert "第1页，共3页" in first
    assert 'href="/sources/wide/?page=2"' in first
    last, again, fewer = asked(reader, "/sources/wide/?page=3", counted)
    assert last.count('<td class="small rg">') == 50
    assert (again, read - fewer) == (queries, 50)
    for beyond in ("99", "0", "-1", "x", "9" * 30):
        assert reader.get(f"/sources/wide/?page={beyond}").status_code == 200


@pytest.mark.parametrize("address", ["/", "/indicators/tertiary_va/", "/indicators/", "/plans/wuhai/targets/总体-05/"])
def test_figures_of_other_places_cost_a_page_nothing(reader, counted, address, today):
    address = address.replace("wuhai", today.plan.code)
    _, queries, read = asked(reader, address, counted)
    load_wide(60, range(1990, 2020))
    _, more_queries, more_read = asked(reader, address, counted)
    assert (more_queries, more_read) == (queries, read)


def test_a_long_series_is_turned_over(reader):
    load_wide(1, range(1800, 1802))
    one = Observation(
        "", "tertiary_va", "150300", ReportPeriod(1900), "亿元", Decimal(1), None, PriceBasis.NONE, Stage.FINAL, SOURCE,
        date(2026, 3, 1), ON,
    )  # fmt: skip
    rows = [replace(one, key=f"long {y}", period=ReportPeriod(y)) for y in range(1750, 1900)]
    load_figures(rows, name="long.csv", recorded_on=ON, by=None)
    first = reader.get("/indicators/tertiary_va/").content.decode()
    second = reader.get("/indicators/tertiary_va/?page=2").content.decode()
    assert "1750年" not in first
    assert "1750年" in second
    assert first.count('<tr id="o-') <= 200


@pytest.mark.parametrize(
    ("count", "page", "found"), [(0, "", (1, 1)), (100, "2", (1, 1)), (101, "2", (2, 2)), (950, "5", (5, 10))]
)
def test_pages_of_a_hundred(count, page, found):
    turn = pages(count, asked=page, address=lambda n: f"?{n}")
    assert (turn.number, turn.last) == found
    assert turn.following == ("" if turn.number == turn.last else f"?{turn.number + 1}")
