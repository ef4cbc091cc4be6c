"""A compilation makes hundreds of thousands of values and no cycle: Python's collector would only walk them all, again
and again, a third of the time of a long text."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Within it the collector of cycles does not run; afterwards it runs again, if it did before."""
    ran = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if ran:
            gc.enable()
