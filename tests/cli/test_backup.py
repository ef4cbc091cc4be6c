"""Backup and restore, as an operator does them: whole stores, commands in processes of their own, both engines."""

from __future__ import annotations

import os
import sqlite3
import stat
from dataclasses import replace

import pytest

from guatu.store.backup_file import read_backup
from guatu.store.locks import locked
from guatu.web.base.append_only import guards
from tests.cli.test_commands import refused
from tests.conftest import Store, make_store

LOG = {"audit_entry", "audit_head"}  # a backup and a restore are entries themselves


def back_up(store, name="b.guatu.zip", *options):
    done = store.run("backup", "--out", store.home / name, *options)
    assert done.returncode == 0, done.stderr
    return store.home / name


def said(path):
    """What each table holds, by digest; not the log."""
    return {name: table for name, table in read_backup(path).manifest.tables.items() if name not in LOG}


@pytest.fixture
def office(city_store):
    """A city with people who signed in, a file of the plan and edits of it."""
    work = """
from datetime import date
from guatu.web.people.services import create_user, grant_role
user, _ = create_user("zhang", display_name="甲", by=None)
grant_role(user, "dispatcher", since=date(2026, 1, 1), by=None)
from django.contrib.sessions.backends.db import SessionStore
SessionStore().save()
"""
    done = city_store.python(work)
    assert done.wait(timeout=60) == 0, done.stderr.read()
    return city_store


def test_a_restored_store_is_the_same_row_for_row(office, tmp_path):
    path = back_up(office)
    other = make_store(tmp_path / "other")
    done = other.run("restore", path)
    assert done.returncode == 0, done.stderr
    assert said(back_up(other)) == said(path)
    assert other.run("verify").returncode == 0
    assert other.run("status", "--format", "json").stdout == office.run("status", "--format", "json").stdout
    first, again = (list(read_backup(p).rows("audit_entry")) for p in (path, other.home / "b.guatu.zip"))
    assert (again[: len(first)], len(again)) == (first, len(first) + 1)
    assert "store.restore" in again[-1]


def test_a_backup_goes_from_one_engine_to_the_other_and_back(office, tmp_path):
    path = back_up(office)
    folder = tmp_path / "folder"
    done = office.run("restore", path, "--into", folder)
    assert done.returncode == 0, done.stderr
    file_store = Store(folder, "")
    moved = back_up(file_store)
    assert read_backup(moved).manifest.engine == "sqlite"
    assert said(moved) == said(path)
    home = make_store(tmp_path / "home again")
    done = home.run("restore", moved)
    assert done.returncode == 0, done.stderr
    assert said(back_up(home)) == said(path)
    done = home.run("load", "figures", _figure(home))  # numbers go on from where they were
    assert done.returncode == 0, done.stderr


def _figure(store):
    file = store.home / "数据.csv"
    file.write_text(
        "指标,地区,报告期,数值,单位,增速,来源\n第三产业增加值,150300,2016,300.10,亿元,2.5,wh-gb-2025\n",
        encoding="utf-8",
    )
    return file


def test_a_backup_is_of_one_moment_while_others_write(city_store, tmp_path):
    """Each written entry moves the chain and its head together: a backup between the two would not verify."""
    writer = city_store.python("""
import sys
from guatu.web.audit.services import record
while True:
    record("test.write", actor=None, after={"n": 1})
""")
    try:
        for n in range(2):
            done = city_store.run("restore", back_up(city_store, f"{n}.zip"), "--into", tmp_path / f"other{n}")
            assert done.returncode == 0, done.stderr  # it verifies what it restores
        assert writer.poll() is None, writer.stderr.read()
    finally:
        writer.kill()
        writer.wait()
    first, second = (read_backup(city_store.home / f"{n}.zip").manifest.heads.seq for n in range(2))
    assert first + 1 < second


def test_the_old_store_is_kept(office):
    path = back_up(office)
    assert office.run("load", "figures", _figure(office)).returncode == 0
    newer = back_up(office, "newer.zip")
    done = office.run("restore", path)
    assert done.returncode == 0, done.stderr
    assert said(back_up(office, "after.zip")) == said(path)
    aside = done.stdout.split("现在叫 ")[1].strip()
    old_home = office.home / "old"  # a folder of its own: the chain's end in the first one is the restored store's now
    old_home.mkdir()
    if office.url:
        address = f"{office.url}{'&' if '?' in office.url else '?'}options=-csearch_path%3D{aside}"
        old = replace(office, home=old_home, url=address)
    else:
        os.rename(aside, old_home / "guatu.sqlite3")
        old = Store(old_home, "")
    assert old.run("verify").returncode == 0
    assert said(back_up(old, "old.zip")) == said(newer)


def test_a_changed_byte_is_refused_and_nothing_happens(office):
    path = back_up(office)
    before = office.run("verify", "--format", "json").stdout
    broken = bytearray(path.read_bytes())
    broken[len(broken) // 2] ^= 1
    path.write_bytes(broken)
    refused(office.run("restore", path), "F292")
    path.write_text("x", encoding="utf-8")
    refused(office.run("restore", path), "F291")
    assert office.run("verify", "--format", "json").stdout == before


def test_an_older_backup_is_brought_up_to_date(office, tmp_path, engine):
    older = office.python("from django.core.management import call_command; call_command('migrate', 'amend', '0001')")
    assert older.wait(timeout=60) == 0
    path = back_up(office)
    assert "amend.0002_append_only" not in read_backup(path).manifest.migrations
    other = make_store(tmp_path / "other")
    done = other.run("restore", path)
    assert done.returncode == 0, done.stderr
    assert "amend.0002_append_only" in read_backup(back_up(other)).manifest.migrations
    assert other.run("verify").returncode == 0


def test_a_store_that_was_tampered_with_comes_back_only_when_asked(office, tmp_path, engine):
    table = "indicators_observation"
    change = "UPDATE indicators_observation SET value = '999' WHERE id = 5"
    guard = guards()[table]
    office.sql(*guard.lifts(engine), change, *guard.statements(engine))
    path = back_up(office)
    other = make_store(tmp_path / "other")
    assert other.run("migrate").returncode == 0
    before = said(back_up(other, "before.zip"))
    refused(other.run("restore", path), "S471")
    assert said(back_up(other, "after.zip")) == before
    done = other.run("restore", path, "--even-so")
    assert done.returncode == 1
    assert "[S410]" in done.stderr
    assert said(back_up(other, "now.zip")) == said(path)


def test_a_store_in_use_is_not_replaced(office):
    path = back_up(office)
    with locked(office.home, "run.lock"):
        done = office.run("restore", path)
    refused(done, "U632")
    assert str(os.getpid()) in done.stderr


def test_a_broken_store_is_replaced_and_kept(office, engine, tmp_path):
    if engine != "sqlite":
        pytest.skip("a file only")
    path = back_up(office)
    store = office.home / "guatu.sqlite3"
    with sqlite3.connect(store) as session:
        session.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    session.close()
    store.write_bytes(b"x" * 5000)
    refused(office.run("verify"), "S472")
    done = office.run("restore", path)
    assert done.returncode == 0, done.stderr
    assert office.run("verify").returncode == 0
    assert next(office.home.glob("guatu.sqlite3.before-*")).read_bytes() == b"x" * 5000


def test_the_key_travels_only_when_asked(office, tmp_path):
    without, with_key = back_up(office), back_up(office, "key.zip", "--with-key")
    key = (office.home / "secret.key").read_text(encoding="ascii")
    assert not read_backup(without).manifest.key
    assert read_backup(with_key).key() == key
    assert stat.S_IMODE(with_key.stat().st_mode) == 0o600
    other = make_store(tmp_path / "other")
    assert other.run("restore", without).returncode == 0
    assert (other.home / "secret.key").read_text(encoding="ascii") != key
    assert other.run("restore", with_key).returncode == 0
    assert (other.home / "secret.key").read_text(encoding="ascii") == key
    assert len(list(other.home.glob("secret.key.before-*"))) == 1


def test_sessions_and_jobs_stay_behind(office):
    found = read_backup(back_up(office)).manifest
    assert "django_session" in found.left_out
    assert not {"django_session", "django_migrations"} & found.tables.keys()
    assert {"people_user", "indicators_observation", "audit_entry", "ledger_plan"} <= found.tables.keys()


FINDS = """
from datetime import date
from guatu.web.search.cutting import Typed
from guatu.web.search.selectors import Seeker, nearest, stale
assert [t.title for t in nearest(Typed.of("lvyoushouru"), Seeker(None, date(2026, 11, 22)), most=8)][0] == "旅游收入"
from guatu.web.base.asof import today
assert stale(today()) == ()
"""


def test_the_index_of_the_search_stays_behind_and_is_made_anew(office, tmp_path):
    path = back_up(office)
    assert not any(name.startswith("search_") for name in read_backup(path).manifest.tables)
    other = make_store(tmp_path / "other")
    done = other.run("restore", path)
    assert done.returncode == 0, done.stderr
    for store in (office, other):
        found = store.python(FINDS)
        assert found.wait(timeout=60) == 0, found.stderr.read()


def test_a_backup_is_logged(office):
    back_up(office)
    after = list(read_backup(back_up(office, "second.zip")).rows("audit_entry"))[-1]
    assert "store.backup" in after


def test_the_store_is_readable_by_its_owner_only(new_store, engine):
    if engine != "sqlite":
        pytest.skip("a file only")
    new_store.home.chmod(0o755)
    assert new_store.run("migrate").returncode == 0
    assert stat.S_IMODE((new_store.home / "guatu.sqlite3").stat().st_mode) == 0o600
    (new_store.home / "guatu.sqlite3").chmod(0o644)
    assert new_store.run("migrate").returncode == 0
    assert stat.S_IMODE((new_store.home / "guatu.sqlite3").stat().st_mode) == 0o600


def test_a_newer_store_is_left_alone(city_store):
    city_store.sql(
        "INSERT INTO django_migrations (app, name, applied) VALUES ('audit', '9999_later', '2030-01-01 00:00:00')"
    )
    for command in ("migrate", "backup", "run"):
        refused(city_store.run(command), "S470")
