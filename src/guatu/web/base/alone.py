"""Work of which the whole office does one at a time, over several transactions, whatever else is written meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from zlib import crc32

from django.conf import settings
from django.db import DatabaseError, connection

from guatu.core.errors import StoreError
from guatu.store.locks import InUse, locked


class UnderWay(StoreError):
    code = "S473"
    reason = "另有一份同样的工作正在进行。"
    remedy = "请等它做完，再试一次。"


@contextmanager
def alone(work: str) -> Iterator[None]:
    """Inside it no other session does this `work`. It ends with its process, however that dies.

    Who comes later waits. Within a transaction it does not wait, since the others may wait for that transaction.

    Raises:
        UnderWay: another does it, and this runs in a transaction.
    """
    if connection.vendor == "postgresql":
        with _in_postgresql(work):
            yield
        return
    with ExitStack() as held:
        try:
            held.enter_context(locked(Path(settings.GUATU_HOME), f"{work}.lock", wait=not connection.in_atomic_block))
        except InUse as error:
            raise UnderWay from error
        yield


@contextmanager
def _in_postgresql(work: str) -> Iterator[None]:
    one = [crc32(b"guatu alone") >> 1, crc32(work.encode()) >> 1]
    with connection.cursor() as cursor:
        if connection.in_atomic_block:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", one)
            if not cursor.fetchone()[0]:
                raise UnderWay
            yield
            return
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", one)
    try:
        yield
    finally:
        with suppress(DatabaseError), connection.cursor() as cursor:  # a session that broke off holds nothing
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", one)
