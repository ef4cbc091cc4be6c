"""What a publication brings: a day in the bar, a mark on the ruler; and what an indicator's page gives away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from guatu.core.series.model import Observation, PriceBasis, Source, Stage
from guatu.core.time.periods import ReportPeriod
from guatu.web.figures.services import load_figures
from guatu.web.public.presenters.days import publications
from guatu.web.standing.reading import Reading

pytestmark = pytest.mark.django_db
TODAY, PUBLISHED = date(2026, 11, 27), date(2026, 11, 26)


@pytest.fixture(autouse=True)
def fixed_day(settings) -> None:
    settings.GUATU_TODAY = TODAY.isoformat()


def publish() -> None:
    source = Source("later", "某市后来公布的数", "统计局", PUBLISHED, rank=10)
    row = Observation(
        "later-1", "tourism_income", "150300", ReportPeriod(2026, 1, 9), "亿元", Decimal("88.10"), None,
        PriceBasis.NONE, Stage.PRELIMINARY, source, PUBLISHED, TODAY,
    )  # fmt: skip
    known = Reading(TODAY, TODAY).standing
    code = next(j.actual.observations[0].indicator for j in known.judgements.values() if j.actual)
    one = known.indicators[code]
    load_figures([replace(row, indicator=code, unit=one.unit)], recorded_on=TODAY, by=None)


def test_a_later_publication_is_offered_in_the_bar_and_marked_on_the_ruler(reader):
    before = Reading(TODAY, TODAY)
    assert PUBLISHED not in dict(publications(before))
    publish()
    after = Reading(TODAY, TODAY)
    assert PUBLISHED in dict(publications(after))
    assert any("2026年11月26日" in str(mark.text) for mark in after.overview.ruler if mark.kind == "event")
    assert "as_of=2026-11-26" in reader.get("/").content.decode()


def test_an_indicator_is_drawn_over_the_years_and_goes_out_whole(reader):
    page = reader.get("/indicators/tertiary_va/")
    body = page.content.decode()
    assert 'aria-labelledby="h-line"' in body
    assert "<code>tertiary_va</code>" not in body
    book = reader.get("/indicators/tertiary_va/?out=xlsx")
    rows = CalamineWorkbook.from_filelike(BytesIO(book.content)).get_sheet_by_index(0).to_python()
    years = {row[rows[0].index("报告期")] for row in rows[1:]}
    assert {"2025年", "2023年", "2021年"} <= years


def test_what_was_not_known_on_the_day_does_not_go_out(reader):
    book = reader.get("/indicators/tertiary_va/?out=xlsx&as_of=2026-04-29")
    rows = CalamineWorkbook.from_filelike(BytesIO(book.content)).get_sheet_by_index(0).to_python()
    assert rows[1:]
    assert "2025年" not in {row[rows[0].index("报告期")] for row in rows[1:]}


def test_sources_say_what_their_order_means_and_bear_no_file_names(reader):
    body = reader.get("/sources/?n=200").content.decode()
    assert "可靠次序是什么" in body
    assert "统计公报、财政公开表" in body
    titles = [s.title for s in Reading(TODAY, TODAY).standing.sources.values()]
    assert not [t for t in titles if ".csv" in t or "github" in t.lower() or "代码库" in t]
    assert not [t for t in titles if not any(ch.isdigit() for ch in t)]
