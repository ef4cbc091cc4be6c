"""Many figures come in slices: others write between them, nobody sees half a load, and a killed one leaves nothing."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from guatu.core.errors import StoreError
from guatu.store.figures import FiguresRefused
from guatu.web.audit.models import Entry
from guatu.web.audit.verify import verify
from guatu.web.base import alone as alone_module
from guatu.web.base import bulk
from guatu.web.base.alone import UnderWay, alone
from guatu.web.base.append_only import guards_in_place
from guatu.web.figures import incoming, selectors, staging
from guatu.web.figures.models import Batch, Incoming, Observation
from guatu.web.figures.services import Loaded, load_figures
from tests.conftest import Store
from tests.web.figures.test_staging import TODAY, figure

REGIONS = ("150300", "150302", "150303")


@pytest.fixture
def few(monkeypatch, engine):
    """A load comes in slices of ten figures; PostgreSQL, where nobody waits, has one."""
    monkeypatch.setattr(staging, "SLICE", 10)
    monkeypatch.setattr(bulk, "PAUSE", 0)
    return 10 if engine == "sqlite" else 10**9


def rows(count=45):
    return [figure(str(n), year=1800 + n, row=n, region=REGIONS[n % 3]) for n in range(1, count + 1)]


def load(observations, name="long.csv"):
    return load_figures(observations, name=name, recorded_on=TODAY, by=None)


def seen():
    """What a reader can find out: figures, batches, what stands in the log, what is counted."""
    catalogue = selectors.catalogue(TODAY)
    history = selectors.history("tertiary_va", "150300", sources=catalogue.sources)
    counted = {word: count for word, count in verify().checked.items() if word == "数据"}
    return (
        Observation.objects.count(), Batch.objects.count(), Entry.objects.count(), len(history), counted,
        selectors.figures_by_source("150300"), tuple(sorted(catalogue.sources)),
    )  # fmt: skip


def unfinished():
    """What `verify` notes of a load; the end of the chain is not noted within the transaction of a test."""
    return [note.code for note in verify().notes if note.code == "S415"]


def at_each_pause(monkeypatch, do):
    monkeypatch.setattr(bulk, "let_others_write", do)


@pytest.mark.django_db
def test_a_load_in_slices_is_one_load(few):
    before = Observation.objects.count()
    assert load(rows()) == Loaded(45, 0)
    assert Observation.objects.count() == Observation.with_incoming.count() == before + 45
    batch = Batch.objects.order_by("-pk")[0]
    assert (batch.count, Observation.objects.filter(batch=batch).count()) == (45, 45)
    assert not Incoming.objects.exists()
    assert (verify().findings, unfinished()) == ((), [])
    assert load(rows()) == Loaded(0, 45)


@pytest.mark.django_db
def test_figures_of_one_series_stand_in_the_order_of_their_file(few):
    load(rows())
    for region in REGIONS:
        of_one = Observation.objects.filter(source="test_source", region=region).order_by("id")
        numbers = list(of_one.values_list("row_number", flat=True))
        assert numbers == sorted(numbers)
        assert len(numbers) == 15


@pytest.mark.django_db
def test_nobody_sees_half_of_a_load(few, engine, monkeypatch):
    before, between, notes = seen(), [], []

    def look():
        between.append(seen())
        notes.append(unfinished())
        assert verify().findings == ()

    at_each_pause(monkeypatch, look)
    load(rows())
    assert between == [before] * (4 if engine == "sqlite" else 0)
    assert notes == [["S415"]] * len(between)
    assert seen()[0] == before[0] + 45


class Died(Exception):
    """The machine went out here."""


def die_at(monkeypatch, pause):
    pauses = []

    def die():
        pauses.append(1)
        if len(pauses) == pause:
            raise Died

    at_each_pause(monkeypatch, die)


@pytest.mark.django_db
def test_a_load_that_fails_takes_everything_away_again(few, engine, monkeypatch):
    if engine != "sqlite":
        pytest.skip("one slice, one transaction")
    before = seen()
    die_at(monkeypatch, 3)
    with pytest.raises(Died):
        load(rows())
    assert seen() == before
    assert Observation.with_incoming.count() == before[0]
    assert not Incoming.objects.exists()


@pytest.mark.django_db
def test_what_a_killed_load_left_is_not_seen_and_is_cleared_by_the_next(few, engine, monkeypatch):
    if engine != "sqlite":
        pytest.skip("one slice, one transaction")
    before = seen()
    with monkeypatch.context() as killed:
        killed.setattr(incoming, "clear", lambda: None)
        die_at(killed, 3)
        with pytest.raises(Died):
            load(rows())
    assert seen() == before
    assert Observation.with_incoming.count() == before[0] + 30
    assert unfinished() == ["S415"]
    at_each_pause(monkeypatch, lambda: None)
    with pytest.raises(FiguresRefused):  # a refused one clears nothing: it is refused before
        load([figure("1", region="999999")])
    # what the killed one left says nothing: other numbers for the same statements come in
    other = [figure(str(n + 1), year=1800 + n, row=n, region=REGIONS[n % 3]) for n in range(1, 46)]
    assert load(other, "other.csv") == Loaded(45, 0)
    assert Observation.with_incoming.count() == Observation.objects.count() == before[0] + 45
    assert Batch.with_incoming.count() == before[1] + 1
    assert (verify().findings, unfinished()) == ((), [])


@pytest.mark.django_db
@pytest.mark.parametrize("table", [Observation, Batch])
def test_a_mark_opens_nothing_that_is_in_the_store(table):
    incoming.set_mark()
    for change in (
        lambda: table.with_incoming.all()._raw_delete("default"),
        lambda: table.with_incoming.update(**{"digest": ""}),
    ):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            change()
    assert guards_in_place(table._meta.db_table)


@pytest.mark.django_db
def test_a_mark_stands_above_all_and_does_not_move(engine):
    newest = Observation.objects.order_by("-pk")[0].pk
    below = [
        "INSERT INTO indicators_incoming VALUES (1, %s, 999999)",
        "INSERT INTO indicators_incoming VALUES (1, 99999999, 0 * %s)",
        "UPDATE indicators_incoming SET figures_after = %s",
        "INSERT INTO indicators_incoming VALUES (2, 9999999, 999999 + %s)",
    ]
    if engine == "sqlite":
        below.append("REPLACE INTO indicators_incoming VALUES (1, %s, 999999)")
    incoming.set_mark()
    for statement in below:
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [newest - 1])
    incoming.take_mark_away()
    for statement in below[:2]:
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [newest - 1])
    assert guards_in_place("indicators_incoming")


@pytest.mark.django_db
def test_who_comes_in_a_transaction_does_not_wait(tmp_path, settings, engine):
    """The other might wait for it. The test itself is such a transaction."""
    settings.GUATU_HOME = tmp_path
    if engine == "sqlite":
        with alone_module.locked(tmp_path, "loading.lock"), pytest.raises(UnderWay), alone("loading"):
            raise AssertionError
    with alone("loading"):
        pass
    assert issubclass(UnderWay, StoreError)


KILLED = """
import os, signal
from dataclasses import replace
from datetime import date
from guatu.core.time.periods import ReportPeriod
from guatu.web.audit.services import record
from guatu.web.base import bulk
from guatu.web.figures import selectors, staging
from guatu.web.figures.services import load_figures

staging.SLICE, pauses = 5, []

def pause():
    record("test.between", actor=None)  # another writer would not have waited either
    pauses.append(1)
    if len(pauses) == 3 and DIES:
        os.kill(os.getpid(), signal.SIGKILL)

bulk.let_others_write = pause
one = selectors.history("gdp", "150300", sources=selectors.catalogue(date(2026, 11, 22)).sources)[0]
rows = [replace(one, key=f"long {n}", period=ReportPeriod(1800 + n), row=n) for n in range(40)]
assert load_figures(rows, name="long.csv", recorded_on=date(2026, 11, 23), by=None).added == 40
"""
COUNTED = """
from guatu.web.figures.models import Batch, Incoming, Observation
assert (Observation.objects.filter(year__lt=1900).count(), Batch.objects.filter(name="long.csv").count()) == THERE
assert Incoming.objects.count() == LEFT
"""


def test_a_load_killed_between_two_slices_leaves_nothing_to_see(city_store: Store, engine):
    if engine != "sqlite":
        pytest.skip("one slice, one transaction")

    def run(code, **words):
        for word, value in words.items():
            code = code.replace(word, repr(value))
        running = city_store.python(code)
        return running.wait(timeout=100), running.stderr.read()

    assert run(KILLED, DIES=True) == (-9, "")
    assert run(COUNTED, THERE=(0, 0), LEFT=1) == (0, "")
    assert city_store.run("verify").returncode == 0
    assert run(KILLED, DIES=False) == (0, "")
    assert run(COUNTED, THERE=(40, 1), LEFT=0) == (0, "")
    assert city_store.run("verify").returncode == 0
