"""The cluster on a real store, with workers that are really killed; and `guatu run`, whose children die with it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.test_commands import _answer, free_port, refused

CLUSTER = """
import os, sys, time
from pathlib import Path
from guatu.cli.children import die_with_parent
os.register_at_fork(after_in_child=die_with_parent)
out = Path({out!r})

def job(name):
    with out.open("a") as file:
        file.write(f"{{name}} {{os.getpid()}}\\n")
    if name == "slow" and out.read_text().count("slow") == 1:
        time.sleep(600)  # until somebody kills this worker
    with out.open("a") as file:
        file.write(f"{{name}} done\\n")

from django_q.tasks import async_task
from guatu.web.base.jobs import work
for name in ("quick", "slow", "after"):
    async_task("__main__.job", name, group=name)
work()
"""


def until(true, seconds=90):
    for _ in range(seconds * 10):
        if found := true():
            return found
        time.sleep(0.1)
    raise AssertionError("it never came about")


def children(pid):
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False)
    return [int(line) for line in found.stdout.split()]


def family(pid):
    return [pid, *(one for child in children(pid) for one in family(child))]


def alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_the_job_of_a_killed_worker_runs_again_once(city_store, monkeypatch):
    monkeypatch.setenv("GUATU_JOB_SECONDS", "5")  # its lock ends after 20 s
    out = city_store.home / "out"
    cluster = city_store.python(CLUSTER.format(out=str(out)))
    try:
        lines = lambda: out.read_text().splitlines() if out.exists() else []  # noqa: E731
        first = until(lambda: next((line for line in lines() if line.startswith("slow")), ""))
        os.kill(int(first.split()[1]), signal.SIGKILL)
        until(lambda: "slow done" in lines() and "after done" in lines())
        until(lambda: _queued(city_store) == 0)
    finally:
        cluster.terminate()
        cluster.wait(timeout=60)
    said = [line.split()[0] for line in lines()]
    assert (said.count("quick"), said.count("slow"), said.count("after")) == (
        2,
        3,
        2,
    )  # a start and an end; one more start
    assert lines().count("slow done") == 1


def _queued(store):
    count = "from django_q.models import OrmQ; import sys; sys.exit(min(OrmQ.objects.count(), 9))"
    return store.python(count).wait(timeout=60)


def test_tick_twice_changes_nothing(city_store):
    city_store.sql(
        "INSERT INTO django_session (session_key, session_data, expire_date) VALUES ('a', 'b', '2020-01-01 00:00:00')"
    )
    first = city_store.run("tick", "--on", "2026-11-30")
    assert (first.returncode, "过期登录" in first.stdout) == (0, True), first
    again = city_store.run("tick", "--on", "2026-11-30")
    assert (again.returncode, again.stdout) == (0, "2026-11-30 没有到期的事。\n")
    refused(city_store.run("tick", "--on", "明天"), "A501")


@pytest.fixture
def served(city_store):
    """`guatu run` at work: its process and its address."""
    port = free_port()
    server = subprocess.Popen([sys.executable, "-m", "guatu", "run"], cwd=city_store.home, text=True,
                              env=city_store.environment | {"PORT": str(port)}, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, start_new_session=True)  # fmt: skip
    try:
        address = f"http://127.0.0.1:{port}/help/"
        _answer(address, server)
        yield server, address
    finally:
        if server.poll() is None:
            os.killpg(server.pid, signal.SIGKILL)
        server.communicate()


def test_what_dies_is_started_again_and_nothing_outlives_its_parent(city_store, served):
    server, address = served
    web, cluster = children(server.pid)
    for dies in (children(web)[0], web, cluster):  # the worker that answers, its parent, the cluster
        before = family(dies)
        os.kill(dies, signal.SIGKILL)
        until(lambda before=before: not any(map(alive, before)))
        _answer(address, server)
    until(lambda: len(children(server.pid)) == 2)
    refused(city_store.run("run", PORT=str(free_port())), "U632")
    all_of_it = until(lambda: len(found := family(server.pid)) >= 8 and found)
    os.kill(server.pid, signal.SIGKILL)
    until(lambda: not any(map(alive, all_of_it)))


def test_it_stops_when_asked(served):
    server, _address = served
    all_of_it = family(server.pid)
    server.terminate()
    assert server.wait(timeout=60) == 0
    until(lambda: not any(map(alive, all_of_it)))


def test_a_child_that_cannot_live_ends_it(city_store):
    broken = "from guatu.cli.children import keep\nkeep({'甲': lambda: None})"
    done = city_store.python(broken)
    assert done.wait(timeout=60) == 1
    assert "U633" in done.stderr.read()
