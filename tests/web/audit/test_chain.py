"""The audit log: one chain, whoever writes at the same time, and every change to it is found."""

from __future__ import annotations

import json

import pytest

from guatu.web.audit.chain import seal
from guatu.web.audit.models import Entry, Head
from guatu.web.audit.services import record
from guatu.web.audit.verify import verify, verify_chain
from guatu.web.base.digests import canonical, sm3
from guatu.web.base.origin import Origin, arriving
from tests.conftest import lift_guards, put_guards


def test_sm3_known_vector():
    assert sm3("abc") == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


def test_canonical_spelling_does_not_depend_on_order():
    assert canonical({"乙": 1, "甲": None}) == canonical({"甲": None, "乙": 1}) == '{"乙":1,"甲":null}'


@pytest.mark.django_db
def test_each_entry_is_sealed_with_the_one_before(person):
    user = person("dispatcher", "liaison")
    with arriving(Origin(request_id="r1", address="10.0.0.8")):
        first = record("test.one", actor=user, obj=user, before={"a": 1}, after={"a": 2}, reason="试")
    second = record("test.two", actor=None)
    head = Head.objects.get()
    assert (second.seq, second.prev_hash) == (first.seq + 1, first.hash)
    assert (head.seq, head.hash) == (second.seq, second.hash)
    stored = Entry.objects.get(seq=first.seq)
    assert stored.hash == seal(stored.prev_hash, stored.__dict__)
    assert (stored.role, stored.address, stored.request_id, json.loads(stored.after)) == (
        "dispatcher,liaison", "10.0.0.8", "r1", {"a": 2},
    )  # fmt: skip
    assert verify_chain() is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        lambda rows, seq: rows.filter(seq=seq).update(reason="改"),
        lambda rows, seq: rows.filter(seq=seq).update(time="2020-01-01T00:00:00+08:00"),
        lambda rows, seq: rows.filter(seq=seq)._raw_delete("default"),
    ],
)
def test_a_changed_or_removed_entry_is_named(change):
    entries = [record("test.entry", actor=None, after={"n": n}) for n in range(3)]
    middle = entries[1].seq
    lift_guards()
    change(Entry.objects.all(), middle)
    put_guards()
    assert verify_chain() in (middle, middle + 1)


@pytest.mark.django_db
def test_a_cut_tail_is_found():
    record("test.entry", actor=None)
    lift_guards()
    Entry.objects.filter(seq=Head.objects.get().seq)._raw_delete("default")
    put_guards()
    assert [f.code for f in verify().findings] == ["S402"]


def test_writers_in_two_processes_make_one_chain(city_store):
    before = json.loads(city_store.run("verify", "--format", "json").stdout)["checked"]["审计记录"]
    code = """
from guatu.web.audit.services import in_turn, record
@in_turn
def write(n): record("test.race", actor=None, after={"n": n})
for n in range(25): write(n)
"""
    writers = [city_store.python(code) for _ in range(2)]
    assert [(w.wait(timeout=60), w.stderr.read()) for w in writers] == [(0, ""), (0, "")]
    report = city_store.run("verify", "--format", "json")
    assert report.returncode == 0, report.stderr
    assert json.loads(report.stdout)["checked"]["审计记录"] == before + 50
