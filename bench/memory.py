"""How much memory a piece of work takes in all the processes that it starts."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread
from typing import TypeVar

T = TypeVar("T")


def peak(work: Callable[[], T], *, every: float = 0.05) -> tuple[T, float, float]:
    """What `work` gives, and the most memory seen at once: of all processes below this one, and of the largest, in MB.

    Memory that processes share is counted once (PSS).
    """
    done, most = Event(), [0.0, 0.0]

    def look() -> None:
        while not done.wait(every):
            sizes = [_size(pid) for pid in _below(os.getpid())]
            most[0], most[1] = max(most[0], sum(sizes)), max(most[1], *sizes, 0.0)

    watcher = Thread(target=look, daemon=True)
    watcher.start()
    try:
        found = work()
    finally:
        done.set()
        watcher.join()
    return found, most[0], most[1]


def _below(pid: int) -> list[int]:
    parents: dict[int, list[int]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                fields = (folder / "stat").read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue  # it has ended meanwhile
            parents.setdefault(int(fields[1]), []).append(int(folder.name))
    found, waiting = [], [pid]
    while waiting:
        children = parents.get(waiting.pop(), [])
        found += children
        waiting += children
    return found


def _size(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)
