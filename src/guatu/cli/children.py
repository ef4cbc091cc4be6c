"""Processes that `guatu run` keeps going: started again when one dies, and gone when `guatu run` is gone.

Linux ends a child when its parent is gone, also by kill -9 (PR_SET_PDEATHSIG); what a child forks in turn ends with it.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from types import FrameType

from guatu.core.errors import SetupError

Work = Callable[[], None]
PR_SET_PDEATHSIG = 1
FORK = multiprocessing.get_context("fork")  # what was prepared is shared, not loaded again
PAUSE = 1.0  # seconds before a child is started again
TOO_OFTEN = (3, 60.0)  # deaths, within seconds
PATIENCE = 15.0  # seconds that children have for an open page or a job when we stop


class DiesAgain(SetupError):
    code = "U633"
    reason = "{name}一启动就退出，一分钟内第{times}次。"
    remedy = "请看上面的出错信息，运行 guatu doctor 查原因。"


@dataclass
class Child:
    name: str
    work: Work
    process: BaseProcess
    deaths: deque[float] = field(default_factory=lambda: deque(maxlen=TOO_OFTEN[0]))


def keep(works: Mapping[str, Work]) -> None:
    """Run each of these in a child of its own until somebody stops us.

    Raises:
        DiesAgain: a child cannot live.
    """
    asked: list[int] = []

    def stop(number: int, frame: FrameType | None) -> None:
        asked.append(number)

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    kept = [Child(name, work, born(work)) for name, work in works.items()]
    try:
        while not asked:
            wait([child.process.sentinel for child in kept], timeout=PAUSE)
            for child in kept:
                if not asked and not child.process.is_alive():
                    revive(child)
    finally:
        end([child.process for child in kept])
        for number, handler in before.items():
            signal.signal(number, handler)


def born(work: Work) -> BaseProcess:
    process = FORK.Process(target=live, args=(work, os.getpid()))
    process.start()
    return process


def live(work: Work, parent: int) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    die_with_parent(parent)
    os.register_at_fork(after_in_child=die_with_parent)
    work()


def die_with_parent(parent: int | None = None) -> None:
    """This process ends when the one that forked it does."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if parent is not None and os.getppid() != parent:
        os._exit(1)  # it was gone before we asked


def revive(child: Child) -> None:
    times, within = TOO_OFTEN
    child.deaths.append(now := time.monotonic())
    if len(child.deaths) == times and now - child.deaths[0] < within:
        raise DiesAgain(name=child.name, times=times)
    print(f"{child.name}意外退出（{child.process.exitcode}），重新启动。", file=sys.stderr, flush=True)
    time.sleep(PAUSE)
    child.process = born(child.work)


def end(processes: list[BaseProcess]) -> None:
    for process in processes:
        process.terminate()
    last = time.monotonic() + PATIENCE
    for process in processes:
        process.join(max(0.0, last - time.monotonic()))
        if process.is_alive():
            process.kill()
            process.join()
