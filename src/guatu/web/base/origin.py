"""Where a write comes from: a request, or a person at the command line. Set at the edge, read when recording."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Origin:
    request_id: str = ""
    address: str = ""
    operator: str = ""  # the machine's account, when nobody is signed in


NOWHERE = Origin()
_origin: ContextVar[Origin] = ContextVar("origin", default=NOWHERE)


def origin() -> Origin:
    return _origin.get()


@contextmanager
def arriving(here: Origin) -> Iterator[None]:
    token = _origin.set(here)
    try:
        yield
    finally:
        _origin.reset(token)
