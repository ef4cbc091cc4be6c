"""The end of the chain is held last and shortly; what belongs together is sealed together."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guatu.web.audit.models import Entry, Head
from guatu.web.audit.services import in_turn, record
from guatu.web.audit.verify import verify_chain
from guatu.web.people.models import Unit
from tests.conftest import Store


@in_turn
def found(code: str, *, fail: bool = False) -> Entry:
    entry = record("test.found_unit", actor=None, after={"code": code})
    Unit.objects.create(code=code, name=code)
    if fail:
        raise KeyError(code)
    return entry


@in_turn
def found_several(*codes: str, failing: str = "") -> list[Entry]:
    entries = [found(code) for code in codes]
    if failing:
        with pytest.raises(KeyError):
            found(failing, fail=True)
    return entries


@pytest.mark.django_db
def test_the_end_of_the_chain_is_asked_for_when_the_work_is_done():
    with CaptureQueriesContext(connection) as asked:
        found_several("a", "b")
    words = [query["sql"] for query in asked if "SAVEPOINT" not in query["sql"]]
    heads = [at for at, sql in enumerate(words) if "audit_head" in sql]
    written = [at for at, sql in enumerate(words) if "people_unit" in sql]
    assert max(written) < min(heads)
    assert len(words) - min(heads) == 3  # the end is read, the entries are written, the end is moved


@pytest.mark.django_db
def test_entries_of_one_service_follow_one_another():
    before = Head.objects.get().seq
    assert [entry.seq for entry in found_several("a", "b", "c")] == [before + 1, before + 2, before + 3]
    assert verify_chain() is None


@pytest.mark.django_db
def test_a_part_that_failed_leaves_no_entry():
    before = Head.objects.get().seq
    found_several("a", failing="b")
    assert Unit.objects.filter(code__in=("a", "b")).count() == 1
    said = Entry.objects.filter(seq__gt=before).values_list("after", flat=True)
    assert [json.loads(after) for after in said] == [{"code": "a"}]
    with pytest.raises(KeyError):
        found("c", fail=True)
    assert Head.objects.get().seq == before + 1
    assert record("test.after", actor=None).seq == before + 2


WHILE_A_FILE_IS_READ = """
from dataclasses import replace
from datetime import date
from threading import Thread
from django.db import connection
from guatu.core.time.periods import ReportPeriod
from guatu.web.audit.services import record
from guatu.web.figures import selectors
from guatu.web.figures.services import load_figures

def sign_in():
    record("test.sign_in", actor=None)
    connection.close()

def rows():
    some = selectors.history("gdp", "150300", sources=selectors.catalogue(date(2026, 11, 22)).sources)
    for n, row in enumerate(some[:3]):
        meanwhile = Thread(target=sign_in)
        meanwhile.start()
        meanwhile.join(30)
        assert not meanwhile.is_alive(), "it waits for the load"
        yield replace(row, key=f"another {n}", period=ReportPeriod(1800 + n), row=n)

assert load_figures(rows(), name="slow.csv", recorded_on=date(2026, 11, 23), by=None).added
"""


def test_nobody_waits_while_a_file_is_read(city_store: Store):
    loading = city_store.python(WHILE_A_FILE_IS_READ)
    assert (loading.wait(timeout=100), loading.stderr.read()) == (0, "")
    assert city_store.run("verify").returncode == 0


LOADS = """
import sys
from dataclasses import replace
from datetime import date
from guatu.core.time.periods import ReportPeriod
from guatu.web.audit.services import record
from guatu.web.figures import selectors
from guatu.web.figures.services import load_figures
from guatu.store.figures import FiguresRefused
one = selectors.history("gdp", "150300", sources=selectors.catalogue(date(2026, 11, 22)).sources)[0]
for n in range(12):
    rows = [replace(one, key=f"{n} {m} WHO", period=ReportPeriod(1800 + n, m), note="WHO") for m in range(1, 13)]
    try:
        load_figures(rows, name="WHO.csv", recorded_on=date(2026, 11, 23), by=None)
    except FiguresRefused:
        pass
    record("test.race", actor=None)
"""


def test_two_who_load_the_same_figures_leave_one_of_each(city_store: Store):
    writers = [city_store.python(LOADS.replace("WHO", who)) for who in ("one", "two")]
    assert [(writer.wait(timeout=100), writer.stderr.read()) for writer in writers] == [(0, ""), (0, "")]
    report = city_store.run("verify", "--format", "json")
    assert report.returncode == 0, report.stderr
    counting = city_store.python(
        "from guatu.web.figures.models import Observation as O\n"
        "assert O.objects.filter(year__lt=1812, year__gte=1800).count() == 144\n"
    )
    assert (counting.wait(timeout=60), counting.stderr.read()) == (0, "")
