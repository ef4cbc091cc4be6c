"""Timing a function: several runs, the median to quote."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from time import perf_counter


def seconds(
    work: Callable[[], object], *, runs: int = 7, warm_up: int = 1, clock: Callable[[], float] = perf_counter
) -> float:
    """The median of `runs` timed calls, after `warm_up` calls that do not count.

    Args:
        clock: `process_time` for work that waits for nothing: other people's work on the machine does not count.
    """
    for _ in range(warm_up):
        work()
    times = []
    for _ in range(runs):
        begun = clock()
        work()
        times.append(clock() - begun)
    return median(times)
