"""`guatu doctor` says in plain words what is wrong and what to do, however broken the installation is."""

from __future__ import annotations

import json
import random
import sqlite3
import subprocess
import sys

import pytest

from guatu.store.locks import locked
from tests.cli.test_commands import refused


def seen(store, **variables):
    """What it says of each thing: state and words."""
    done = store.run("doctor", "--format", "json", **variables)
    assert "Traceback" not in done.stderr, done.stderr
    lines = json.loads(done.stdout)
    assert done.returncode == any(line["state"] == "坏" for line in lines)
    assert all(line["remedy"] for line in lines if line["state"] == "坏")
    return {line["what"]: (line["state"], line["says"] + "。" + line["remedy"]) for line in lines}


def test_a_good_installation(city_store):
    assert city_store.run("migrate").returncode == 0
    assert city_store.run("backup").returncode == 0
    city_store.home.chmod(0o700)
    with locked(city_store.home, "run.lock"):
        found = seen(city_store, GUATU_TODAY="2026-10-01")
    assert {what for what, (state, _) in found.items() if state != "好"} <= {"磁盘", "部件", ".doc 文件"}
    assert {"Python", "磁盘", "文件夹权限", "secret.key", "guatu run", "库", "库的版本", "时钟", "登录", "作业", "备份",
            "日历"} <= found.keys()  # fmt: skip
    text = city_store.run("doctor").stdout.splitlines()
    assert len(text) == len(found)
    assert any(line.startswith("好　secret.key：") for line in text)


def test_nothing_is_there_yet(new_store):
    new_store.home.rmdir()
    command = [sys.executable, "-m", "guatu", "doctor", "--format", "json"]
    done = subprocess.run(command, env=new_store.environment, capture_output=True, text=True, check=False)
    assert not any(line["state"] == "坏" for line in json.loads(done.stdout))
    assert not new_store.home.exists()  # it only looks


def test_a_home_that_others_read(city_store, engine):
    city_store.home.chmod(0o755)
    assert seen(city_store)["文件夹权限"][0] == "要看"
    if engine == "sqlite":
        city_store.home.chmod(0o700)
        (city_store.home / "guatu.sqlite3").chmod(0o644)
        assert "chmod 600" in seen(city_store)["文件夹权限"][1]


def test_an_empty_key_is_told_and_made_anew(city_store):
    key = city_store.home / "secret.key"
    key.write_text("", encoding="ascii")
    key.chmod(0o600)
    assert seen(city_store)["secret.key"] == ("坏", "是空的。重新运行 guatu run 会另建一个，登录的人须重新登录。")
    assert city_store.run("migrate").returncode == 0
    assert len(key.read_text(encoding="ascii")) > 50
    key.chmod(0o644)
    assert "chmod 600" in seen(city_store)["secret.key"][1]


@pytest.mark.parametrize("damage", ["at the beginning", "in the middle", "cut short", "text"])
def test_a_broken_file(city_store, engine, damage):
    if engine != "sqlite":
        pytest.skip("a file only")
    path = city_store.home / "guatu.sqlite3"
    with sqlite3.connect(path) as session:
        session.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        ((page,),) = session.execute("SELECT rootpage FROM sqlite_master WHERE name = 'indicators_source'")
        ((size,),) = session.execute("PRAGMA page_size")
    session.close()
    content = bytearray(path.read_bytes())
    noise = random.Random(1).randbytes(3000)
    if damage == "at the beginning":
        content[:3000] = noise
    elif damage == "in the middle":
        content[(page - 1) * size : page * size] = noise[:size].ljust(size, b"x")
    path.write_bytes({"cut short": content[:300_000], "text": b"hello" * 999}.get(damage, content))
    found = seen(city_store)["库"]
    assert found[0] == "坏"
    refused(city_store.run("verify"), "S472")
    for command in ("status", "migrate", "tick"):  # each may well work where the damage does not touch it
        done = city_store.run(command)
        assert "Traceback" not in done.stderr, (command, done.stderr)


@pytest.mark.parametrize(
    "address", ["mysql://x/y", "postgresql://127.0.0.1:abc/x", "postgresql://nobody@127.0.0.1:1/none", "x"]
)
def test_a_database_that_is_not_there(new_store, address):
    assert seen(new_store, GUATU_DATABASE_URL=address)["库"][0] == "坏"
    done = new_store.run("status", GUATU_DATABASE_URL=address)
    assert (done.returncode, "Traceback" in done.stderr) == (2, False), done.stderr


def test_a_newer_store(city_store):
    city_store.sql(
        "INSERT INTO django_migrations (app, name, applied) VALUES ('audit', '9999_x', '2030-01-01 00:00:00')"
    )
    assert seen(city_store)["库的版本"][0] == "坏"


def test_a_home_that_is_a_file(new_store):
    home = new_store.home / "home"
    home.write_text("x", encoding="utf-8")
    seen(new_store, GUATU_HOME=str(home))
