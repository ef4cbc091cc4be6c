"""`guatu verify` finds what was changed behind Guatu's back, also when the guards were put back afterwards."""

from __future__ import annotations

import json
import shutil

import pytest

from guatu.web.base.append_only import guards


def tampered(store, engine, table, *statements):
    guard = guards()[table]
    store.sql(*guard.lifts(engine), *statements, *guard.statements(engine))
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
        ("audit_entry", "DELETE FROM audit_entry WHERE seq = (SELECT max(seq) FROM audit_entry)",
         ["S402", "S404"]),
        ("indicators_observation", "UPDATE indicators_observation SET value = '999' WHERE id = 5", ["S410", "S411"]),
        ("indicators_observation", "UPDATE indicators_observation SET known_on = '2020-01-01' WHERE id = 5",
         ["S410", "S411"]),
        ("indicators_observation", "DELETE FROM indicators_observation WHERE id = 5", ["S411"]),
        ("decisions_decision", "UPDATE decisions_decision SET key = 'x' WHERE id = 5", ["S490", "S491"]),
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
    city_store.sql(*guards()[table].lifts(engine))
    forger = city_store.python(forge)
    assert forger.wait(timeout=60) == 0, forger.stderr.read()
    code, found = tampered(city_store, engine, table)
    assert (code, found) == (1, ["S411"])


def test_a_lifted_guard_is_found(city_store, engine):
    city_store.sql(*guards()["indicators_observation"].lifts(engine))
    done = city_store.run("verify")
    assert done.returncode == 1
    assert "[S403]" in done.stderr


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE ledger_commitment SET value = '345' WHERE code = 'C006'", "S420"),
        ("UPDATE ledger_commitment SET quote = 'x' WHERE code = 'C006'", "S422"),
        ("UPDATE ledger_plan SET text = 'x'", "S422"),
    ],
)
def test_a_changed_plan_or_catalogue_is_found(city_store, statement, code):
    city_store.sql(statement)
    report = city_store.run("verify", "--format", "json")
    assert report.returncode == 1
    assert code in [f["code"] for f in json.loads(report.stdout)["findings"]]


@pytest.mark.parametrize(
    ("statement", "row"),
    [
        ("UPDATE people_unit SET name = '另一个局' WHERE code = 'u1'", "u1"),
        ("DELETE FROM people_unit WHERE code = 'u2'", "u2"),
        ("INSERT INTO people_unit (code, name, short_name, kind, aliases) VALUES ('u3', '某局', '', '', '[]')", "u3"),
    ],
)
def test_a_row_that_differs_from_what_the_log_said_of_it_is_named(city_store, statement, row):
    units = city_store.home / "units.csv"
    units.write_text("代码,名称\nu1,甲局\nu2,乙局\n", encoding="utf-8")
    assert city_store.run("load", "units", units).returncode == 0
    units.write_text("代码,名称\nu1,甲一局\n", encoding="utf-8")
    assert city_store.run("load", "units", units).returncode == 0
    assert codes(city_store) == set()
    city_store.sql(statement)
    report = json.loads(city_store.run("verify", "--format", "json").stdout)
    assert [(f["code"], f"“{row}”" in f["says"]) for f in report["findings"]] == [("S414", True)]


@pytest.mark.parametrize(
    ("statement", "code", "what"),
    [
        ("UPDATE people_user SET password = 'pbkdf2_sha256$1$x$y' WHERE username = 'someone'", "S443", "口令与"),
        ("UPDATE people_user SET is_active = NOT is_active WHERE username = 'someone'", "S443", "启用状态"),
        ("UPDATE people_user SET must_change_password = NOT must_change_password WHERE username = 'someone'", "S443",
         "须改口令"),
        ("UPDATE people_user SET display_name = '别人' WHERE username = 'someone'", "S443", "姓名"),
        ("UPDATE people_user SET id = 9999 WHERE username = 'someone'", "S442", "开户"),
    ],
)  # fmt: skip
def test_an_account_changed_behind_the_log_is_found(city_store, statement, code, what):
    assert city_store.run("people", "add", "someone", "--name", "某人").returncode == 0
    assert city_store.run("people", "reset", "someone").returncode == 0
    assert codes(city_store) == set()
    city_store.sql(statement)
    report = json.loads(city_store.run("verify", "--format", "json").stdout)
    assert [(f["code"], what in f["says"]) for f in report["findings"]] == [(code, True)]


CUT = """
DELETE FROM audit_entry WHERE seq > (SELECT max(seq) - 3 FROM audit_entry)
UPDATE audit_head SET seq = (SELECT max(seq) FROM audit_entry)
UPDATE audit_head SET hash = (SELECT hash FROM audit_entry WHERE seq = audit_head.seq)
""".strip().splitlines()


def with_guards_lifted(store, engine, *statements):
    both = [guards()[table] for table in ("audit_entry", "audit_head")]
    store.sql(*(s for guard in both for s in guard.lifts(engine)), *statements)
    store.sql(*(s for guard in both for s in guard.statements(engine)))


def codes(store, *words):
    report = json.loads(store.run("verify", "--format", "json", *words).stdout)
    return {f["code"] for f in report["findings"]}


def test_a_chain_that_was_cut_together_with_its_head_is_found(city_store, engine):
    head = json.loads(city_store.run("verify", "--format", "json").stdout)["head"]
    assert f"审计链头（请抄存）：{head}" in city_store.run("verify").stdout
    with_guards_lifted(city_store, engine, *CUT)
    assert "S404" in codes(city_store)
    (city_store.home / "audit.head").unlink()
    assert not {"S404", "S405"} & codes(city_store)  # nothing was kept apart but what somebody wrote down
    assert "S404" in codes(city_store, "--head", head)
    assert "S404" in codes(city_store, "--head", head[:20])


def test_a_store_that_was_begun_anew_is_found(city_template, new_store):
    shutil.copy(city_template.home / "audit.head", new_store.home)
    assert new_store.run("people", "add", "someone", "--name", "某人").returncode == 0
    assert codes(new_store) == {"S404"}


def test_a_head_that_was_noted_lies_on_the_chain_for_ever(city_store):
    head = json.loads(city_store.run("verify", "--format", "json").stdout)["head"]
    assert city_store.run("people", "add", "someone", "--name", "某人").returncode == 0
    assert codes(city_store, "--head", head) == set()
    assert codes(city_store, "--head", head[:-1] + ("0" if head[-1] != "0" else "1")) == {"S405"}
    wrong = city_store.run("verify", "--head", "十二")
    assert (wrong.returncode, "[A558]" in wrong.stderr) == (2, True)


def test_a_guard_that_does_nothing_is_no_guard(city_store, engine):
    table = "audit_entry"
    if engine == "postgresql":
        hollow = [f"CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql "
                  "AS $$ BEGIN RETURN COALESCE(NEW, OLD); END $$"]  # fmt: skip
    else:
        names = guards()[table].triggers(engine)
        hollow = [*guards()[table].lifts(engine), *(
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} BEGIN SELECT 1; END"
            for name, event in zip(names, ("UPDATE", "DELETE", "INSERT"), strict=True)
        )]  # fmt: skip
    city_store.sql(*hollow)
    assert codes(city_store) == {"S403"}
    assert "audit_entry" in city_store.run("migrate", "--guards").stdout
    assert codes(city_store) == set()


def test_the_head_moves_forward_only(city_store, engine):
    for statement in ("DELETE FROM audit_head", "UPDATE audit_head SET seq = seq - 1"):
        with pytest.raises(Exception, match="never changed"):
            city_store.sql(statement)


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: b"\x8f" * 100 + content[100:],
        lambda content: content[:4096] + (b"\x8f" * 100).ljust(4096, b"\x01") * 20 + content[21 * 4096 :],
        lambda content: content[:300_000],
        lambda content: "这不是库".encode(),
    ],
)
def test_a_damaged_store_is_said_to_be_damaged(city_store, engine, damage):
    if engine == "postgresql":
        pytest.skip("never: its files are the server's own")
    file = city_store.home / "guatu.sqlite3"
    file.write_bytes(damage(file.read_bytes()))
    for command in ("verify", "status", "migrate"):
        done = city_store.run(command)
        if command == "verify":
            assert done.returncode == 2
        assert "Traceback" not in done.stderr
        assert done.returncode in (0, 2)
