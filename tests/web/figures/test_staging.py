"""A load asks the store about what comes in, and about nothing else; one document says one number, in any unit."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from guatu.core.series.model import Observation, PriceBasis, Source, Stage
from guatu.core.time.periods import ReportPeriod
from guatu.store.figures import WRITTEN, FigureFile, FiguresRefused, key_of
from guatu.web.base import bulk
from guatu.web.base.digests import RowDigest, batch_digest, canonical, row_digest, sm3, sorted_digest, spelled
from guatu.web.figures import selectors
from guatu.web.figures.models import Batch
from guatu.web.figures.models import Observation as Row
from guatu.web.figures.services import Loaded, load_figures
from guatu.web.figures.staging import DIGEST, NOT_SEALED

TODAY = date(2026, 11, 23)
SOURCE = Source("test_source", "某公报", "统计局", date(2027, 4, 30))


def figure(value, unit="亿元", *, year=2026, row=1, growth=None, stage=Stage.UNSTATED, region="150300"):
    said = {
        "indicator": "tertiary_va", "region": region, "period": ReportPeriod(year), "unit": unit,
        "value": Decimal(value), "growth": growth and Decimal(growth), "stage": stage,
    }  # fmt: skip
    return Observation(
        key=key_of(**said, source=SOURCE.code), growth_basis=PriceBasis.NONE, source=SOURCE, known_on=date(2027, 4, 30),
        recorded_on=TODAY, row=row, **said,
    )  # fmt: skip


def load(*observations):
    return load_figures(observations, name="test.csv", recorded_on=TODAY, by=None)


def refused(*observations):
    with pytest.raises(FiguresRefused) as caught:
        load(*observations)
    return [(error.code, error.place.row) for error in caught.value.errors]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("value", "unit"), [("2848000", "万元"), ("28480000001", "元"), ("2847960", "万元"), ("0.0285", "万亿元")]
)
def test_one_number_in_two_units_stands_beside_itself(value, unit):
    load(figure("284.80"))
    assert load(figure(value, unit)) == Loaded(1, 0)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("value", "unit"), [("1300000", "万元"), ("284.9", "亿元"), ("130", "万元"), ("285.4", "百亿元")]
)
def test_one_document_says_one_number(value, unit):
    load(figure("284.80"))
    before = Row.objects.count()
    assert refused(figure("1", year=2020), figure(value, unit, row=7)) == [("D352", 7)]
    assert Row.objects.count() == before


@pytest.mark.django_db
def test_a_growth_is_one_number_too():
    load(figure("284.80", growth="5.0"))
    assert refused(figure("2848000", "万元", growth="6.0")) == [("D352", 1)]
    assert load(figure("2848000", "万元", growth="5")) == Loaded(1, 0)


@pytest.mark.django_db
def test_everything_wrong_in_one_file_is_named():
    rows = [figure("284.80"), figure("284.80", row=2), figure("9", "万元", row=3), figure("284.81", row=4),
            figure("1", year=2025, row=5, region="999999")]  # fmt: skip
    assert refused(*rows) == [("D351", 5)]
    assert refused(*rows[:4]) == [("D305", 2), ("D356", 3), ("D305", 4)]
    load(rows[0])
    assert refused(figure("1", row=1), figure("2", "元", row=2)) == [("D356", 2)]
    assert not Row.objects.filter(year=2025, source="test_source").exists()


@pytest.mark.django_db
def test_another_vintage_or_document_is_another_statement():
    load(figure("284.80"))
    assert load(figure("290", stage=Stage.FINAL)) == Loaded(1, 0)


@pytest.mark.django_db
def test_the_database_itself_holds_one_number_for_a_statement():
    load(figure("284.80"))
    row = Row.objects.get(source="test_source")
    row.pk, row.key, row.value = None, "another", Decimal(1)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


@pytest.mark.django_db
def test_one_figure_costs_one_figure(engine):
    with CaptureQueriesContext(connection) as few:
        load(figure("284.80"))
    load(*(figure("1", year=1800 + n) for n in range(200)))
    with CaptureQueriesContext(connection) as many:
        load(figure("284.80", year=2025))
    assert len(many) <= len(few)
    if engine == "sqlite":  # PostgreSQL reads so small a table whole, and is right
        looked = [line for query in many if "_observation" in query["sql"] and not query["sql"].startswith("CREATE")
                  for line in plan_of(query["sql"])]  # fmt: skip
        assert [line for line in looked if "SEARCH" in line and "indicators_observation" in line]
        assert [line for line in looked if line.startswith(("SCAN o", "SCAN indicators_observation"))] == []


def plan_of(statement):
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE IF NOT EXISTS figures_coming_in AS SELECT * FROM indicators_observation LIMIT 0"
        )
        cursor.execute(f"EXPLAIN QUERY PLAN {statement}")
        return [row[3] for row in cursor.fetchall()]


@pytest.mark.django_db
def test_many_figures_are_loaded_in_as_many_statements_as_few():
    with CaptureQueriesContext(connection) as few:
        load(figure("1", year=1700))
    with CaptureQueriesContext(connection) as many:
        load(*(figure("1", year=1800 + n) for n in range(150)))
    assert len(many) <= len(few)


@pytest.mark.django_db
def test_figures_stand_in_the_order_of_their_file():
    rows = [figure(str(n), year=1800 + n * 37 % 100, row=n) for n in range(100)]
    load(*rows)
    assert list(Row.objects.filter(source="test_source").order_by("id").values_list("row_number", flat=True)) == list(
        range(100)
    )


@pytest.mark.django_db
def test_digests_are_those_of_the_rows_as_the_store_gives_them():
    load(figure("284.80", growth="-1.50"), figure("1", year=2024, row=2))
    rows = list(Row.objects.filter(source="test_source"))
    assert [row.digest for row in rows] == [row_digest(row, without=NOT_SEALED) for row in rows]
    assert Batch.objects.order_by("-pk")[0].digest == batch_digest(row.digest for row in rows)


@pytest.mark.django_db
def test_a_file_and_its_observations_are_one_load(tmp_path):
    path = tmp_path / "数据.csv"
    with path.open("w", encoding="utf-8", newline="") as sheet:
        csv.writer(sheet).writerows(
            [
                ("指标", "地区", "报告期", "数值", "单位", "增速", "增速口径", "版次", "来源", "备注"),
                (
                    "tertiary_va",
                    "150300",
                    "2026",
                    "0284.80",
                    "亿元",
                    "",
                    "",
                    "初步数",
                    "test_source",
                    '"引\\号" \u2028 😀',
                ),
                ("tertiary_va", "150300", "2026年1—6月", "−1,000", "亿元", "-0.50", "名义", "", "某公报", "a\tb\nc"),
                ("tertiary_va", "150300", "2026年1月", "", "", "+3", "", "", "某公报", ""),
            ]
        )
    file = FigureFile(
        path, indicators=selectors.indicators(TODAY), regions=selectors.regions(TODAY),
        sources={SOURCE.code: SOURCE}, recorded_on=TODAY,
    )  # fmt: skip
    observations = tuple(file)
    assert load_figures(file, name="test.csv", recorded_on=TODAY, by=None) == Loaded(3, 0)
    rows = list(Row.objects.filter(source=SOURCE.code).order_by("id"))
    assert [row.digest for row in rows] == [row_digest(row, without=NOT_SEALED) for row in rows]
    assert [(str(row.value), str(row.growth), row.note) for row in rows] == [
        (str(o.value), str(o.growth), o.note) for o in observations
    ]
    assert load(*observations) == Loaded(0, 3)
    assert DIGEST.names == WRITTEN


@pytest.mark.django_db
def test_a_load_leaves_the_session_as_it_was(engine):
    def settings():
        return [bulk.one(f"PRAGMA {setting}") for setting in bulk.ROOM] if engine == "sqlite" else []

    load(figure("1", year=2020))  # the first begins the file of such tables
    before = settings()
    assert 0 not in before
    load(figure("284.80"))
    assert refused(figure("284.81")) == [("D352", 1)]
    assert settings() == before


TEXT = st.text(st.characters(exclude_categories=["Cs"]))
CELLS = st.one_of(TEXT, st.none(), st.integers(-(2**63), 2**63 - 1))


@given(st.tuples(*[CELLS] * len(DIGEST.names)))
def test_a_flat_row_is_digested_as_canonical_json(values):
    assert DIGEST(values) == sm3(canonical(dict(zip(DIGEST.names, values, strict=True))))


@pytest.mark.parametrize("count", [0, 1, 4_999, 5_000, 5_001, 10_001])
def test_digests_are_joined_as_one_text(count):
    digests = [f"{n:064x}" for n in range(count)]
    assert sorted_digest(iter(digests)) == sm3("\n".join(digests))


@given(note=st.text(st.characters(exclude_categories=["Cs"])), value=st.decimals(allow_nan=False, allow_infinity=False))
def test_a_row_has_one_digest_however_it_is_computed(note, value):
    row = Row(key="k", year=2026, note=note, value=value, known_on=TODAY, recorded_on=TODAY)
    quick = DIGEST([spelled(getattr(row, name)) for name in DIGEST.names])
    assert isinstance(DIGEST, RowDigest)
    assert quick == row_digest(row, without=NOT_SEALED)
