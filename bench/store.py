"""The store under load: a million figures from a file, one figure beside them, the first page beside them.

What can be compared between machines are ratios, each taken in one run: loading with every check and digest against a
bare csv → executemany of the same file, and the same question with and without the many. Seconds are those of the
processor (user and system): what else the machine does at that time does not count, on either side. Megabytes are the
peak of the one command itself, as the system counted it, not of this process or of others that it started.

How long others wait while the many come in can only be said by the clock on the wall: another writer asks for the
store's lock all the time, as a person would who signs in.
"""

from __future__ import annotations

import csv
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from statistics import median
from threading import Event, Thread
from time import perf_counter, process_time

from bench.timing import seconds

ROWS = 100_000
ONE_BY_ONE = ("三", "四", "五")  # documents of one figure each
PLACES, DAY = 400, "2026-11-22"
HEADER = ("指标", "地区", "报告期", "数值", "单位", "增速", "增速口径", "版次", "来源", "备注")
KINDS = (("社会消费品零售总额", "亿元"), ("第三产业增加值", "亿元"), ("接待游客", "万人次"), ("房地产开发投资", "亿元"),
         ("快递业务量", "万件"))  # fmt: skip


def measure(rows: int = ROWS) -> dict[str, object]:
    """Processor seconds and megabytes; `rows` figures of 400 places in one file."""
    with tempfile.TemporaryDirectory(prefix="guatu-bench-") as folder:
        home = Path(folder)
        guatu(home, "load", "example")
        before = overview(home)
        files = home / "places.csv", home / "source.csv", home / "many.csv"
        write(files[0], [("代码", "名称"), *((code, f"地区{code}") for code in places())])
        write(files[1], [("代码", "标题"), *(("bulk" + word, f"汇编{word}") for word in ("一", "二", *ONE_BY_ONE))])
        guatu(home, "load", "regions", files[0])
        guatu(home, "load", "sources", files[1])
        alone, _ = guatu(home, "load", "figures", write(home / "alone.csv", figures(1, "一")))
        write(files[2], figures(rows, "二"))
        bare = seconds(lambda: plainly(files[2], home / "bare.sqlite3"), runs=3, clock=process_time)
        with waiting(home) as waits:
            loading, memory = guatu(home, "load", "figures", files[2])
        start = median(guatu(home, "load", "sources", files[1])[0] for _ in range(3))  # nothing to do
        single = [write(home / f"beside-{word}.csv", figures(1, word)) for word in ONE_BY_ONE]
        besides = [guatu(home, "load", "figures", file) for file in single]
        beside, beside_memory = median(time for time, _ in besides), max(peak for _, peak in besides)
        checking, checking_memory = guatu(home, "verify")
        return {
            "figures": rows,
            "bare_csv_to_executemany_seconds": round(bare, 2),
            "load_seconds": round(loading, 2),
            "load_times_bare": round((loading - start) / bare, 1),
            "load_memory_mb": memory,
            "another_writer_waited_at_most_seconds": round(max(waits), 2),
            "another_writer_waited_usually_seconds": round(median(waits), 4),
            "one_figure_milliseconds_beyond_start": round((beside - start) * 1000),
            "one_figure_memory_mb": beside_memory,
            "one_figure_times_that_in_an_empty_store": round(beside / alone, 2),
            "verify_seconds": round(checking, 2),
            "verify_memory_mb": checking_memory,
            "overview_times_that_without_them": round(overview(home) / before, 2),
        }


def places() -> list[str]:
    return [f"9{n:05}" for n in range(1, PLACES)]


def figures(rows: int, source: str) -> Iterator[tuple[str, ...]]:
    """A table of `rows` figures, month after month, each of every place."""
    yield HEADER
    numbers = random.Random(rows)
    months = ((year, month) for year in range(1930, 2027) for month in range(1, 13))
    every = ((*when, *kind, place) for when in months for kind in KINDS for place in ("150300", *places()))
    for year, month, kind, unit, place in islice(every, rows):
        period = f"{year}年1—{month}月" if month > 1 else f"{year}年1月"
        value, growth = f"{numbers.randint(100, 99999) / 100:.2f}", f"{numbers.randint(-100, 200) / 10}"
        yield kind, place, period, value, unit, growth, "名义", "初步", f"bulk{source}", ""


def write(path: Path, rows: Iterator[tuple[str, ...]] | list[tuple[str, ...]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def plainly(path: Path, store: Path) -> None:
    """What a script without any check would do."""
    store.unlink(missing_ok=True)
    session = sqlite3.connect(store)
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        header = next(rows)
        session.execute(f"CREATE TABLE figures ({', '.join(header)})")
        session.executemany(f"INSERT INTO figures VALUES ({', '.join('?' * len(header))})", rows)
    session.commit()
    session.close()


@contextmanager
def waiting(home: Path) -> Iterator[list[float]]:
    """How long another writer waits for the store's lock, again and again until the block ends; seconds on the wall."""
    waits, done = [0.0], Event()

    def ask() -> None:
        session = sqlite3.connect(home / "guatu.sqlite3", timeout=600, isolation_level=None)
        while not done.wait(0.05):
            begun = perf_counter()
            session.execute("BEGIN IMMEDIATE")
            waits.append(perf_counter() - begun)
            session.execute("ROLLBACK")
        session.close()

    asking = Thread(target=ask)
    asking.start()
    try:
        yield waits
    finally:
        done.set()
        asking.join()


COMMAND = """
import sys
from guatu.cli import main
try:
    sys.exit(main(sys.argv[2:]))
finally:
    with open("/proc/self/status") as status, open(sys.argv[1], "w") as kept:
        kept.write(next(line.split()[1] for line in status if line.startswith("VmHWM:")))
"""


def guatu(home: Path, *words: str | Path) -> tuple[float, float]:
    """Processor seconds of a command, and its own peak of memory in MB.

    The peak is asked within the command: what the system says of a child afterwards is never less than its parent had.
    """
    peak = home / "peak"
    command = [sys.executable, "-c", COMMAND, str(peak), *map(str, words)]
    process = subprocess.Popen(command, env=os.environ | {"GUATU_HOME": str(home)}, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"guatu {' '.join(map(str, words))} failed")
    return used.ru_utime + used.ru_stime, round(int(peak.read_text()) / 1024, 1)


OVERVIEW = f"""
from time import process_time
import django; django.setup()
from bench.timing import seconds
from django.test import Client
client = Client(HTTP_HOST="127.0.0.1")
print(seconds(lambda: client.get("/", {{"as_of": "{DAY}"}}, follow=True), runs=9, clock=process_time))
"""


def overview(home: Path) -> float:
    """Processor seconds of the first page, in a server of its own."""
    environment = os.environ | {"GUATU_HOME": str(home), "DJANGO_SETTINGS_MODULE": "guatu.web.settings"}
    done = subprocess.run([sys.executable, "-c", OVERVIEW], env=environment, check=True, capture_output=True, text=True)
    return float(done.stdout)


if __name__ == "__main__":
    import json

    json.dump(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000), sys.stdout, indent=2)
