"""`guatu verify` finds what was changed behind Guatu's back, also when the guards were put back afterwards."""

from __future__ import annotations

import json

import pytest

from guatu.web.base.append_only import guards, lifts
from tests.conftest import GUARDED


def tampered(store, engine, table, *statements):
    store.sql(*lifts(engine, table), *statements, *guards(engine, table, GUARDED[table]))
    report = store.run("verify", "--format", "json")
    return report.returncode, [f["code"] for f in json.loads(report.stdout)["findings"]]


def test_an_untouched_store_is_clean(city_store):
    done = city_store.run("verify")
    assert done.returncode == 0, done.stderr
    assert "没有发现被改动" in done.stdout


@pytest.mark.parametrize(
    ("table", "statement", "codes"),
    [
        ("audit_entry", "UPDATE audit_entry SET reason = 'x' WHERE seq = 3", ["S401"]),
        ("audit_entry", "DELETE FROM audit_entry WHERE seq = 3", ["S401"]),
        ("audit_entry", "DELETE FROM audit_entry WHERE seq = (SELECT max(seq) FROM audit_entry)", ["S402", "S421"]),
        ("indicators_observation", "UPDATE indicators_observation SET value = '999' WHERE id = 5", ["S410", "S411"]),
        ("indicators_observation", "UPDATE indicators_observation SET known_on = '2020-01-01' WHERE id = 5",
         ["S410", "S411"]),
        ("indicators_observation", "DELETE FROM indicators_observation WHERE id = 5", ["S411"]),
        ("indicators_batch", "UPDATE indicators_batch SET name = 'x' WHERE id = 1", ["S411"]),
    ],
)  # fmt: skip
def test_a_tampered_row_is_found(city_store, engine, table, statement, codes):
    code, found = tampered(city_store, engine, table, statement)
    assert set(codes) <= set(found)
    assert code == 1


def test_a_figure_changed_together_with_its_digest_is_found(city_store, engine):
    forge = """
from guatu.web.figures.models import Observation
from guatu.web.figures.staging import NOT_SEALED
from guatu.web.base.digests import row_digest
from decimal import Decimal
row = Observation.objects.get(id=5)
row.value = Decimal("1")
row.digest = row_digest(row, without=NOT_SEALED)
row.save()
"""
    table = "indicators_observation"
    city_store.sql(*lifts(engine, table))
    forger = city_store.python(forge)
    assert forger.wait(timeout=60) == 0, forger.stderr.read()
    code, found = tampered(city_store, engine, table)
    assert (code, found) == (1, ["S411"])


def test_a_lifted_guard_is_found(city_store, engine):
    city_store.sql(*lifts(engine, "indicators_observation"))
    done = city_store.run("verify")
    assert done.returncode == 1
    assert "[S403]" in done.stderr


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE ledger_commitment SET value = '345' WHERE code = 'C006'", "S420"),
        ("UPDATE ledger_commitment SET quote = 'x' WHERE code = 'C006'", "S422"),
        ("UPDATE ledger_plan SET text = 'x'", "S422"),
        ("UPDATE indicators_source SET published = '2025-01-01'", "S414"),
        ("UPDATE indicators_ruleset SET thresholds = '{}'", "S414"),
        ("UPDATE ledger_link SET confirmed = false", "S430"),
    ],
)
def test_a_changed_plan_or_catalogue_is_found(city_store, statement, code):
    city_store.sql(statement)
    report = city_store.run("verify", "--format", "json")
    assert report.returncode == 1
    assert code in [f["code"] for f in json.loads(report.stdout)["findings"]]
