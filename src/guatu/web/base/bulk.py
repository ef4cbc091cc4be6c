"""Many rows at once, on a table of this session's own: written, asked and moved in the database, without its lock.

SQLite keeps such a table in a file beside the store, PostgreSQL in the session. What is asked streams: no question
holds all its rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from operator import itemgetter
from time import sleep
from typing import Any, TypeVar

from django.db import DatabaseError, IntegrityError, connection

T = TypeVar("T")
Cell = str | int | None
PAUSE = 0.11  # seconds
FETCHED = 5_000  # rows that a question holds
# What SQLite may hold while many rows come (KiB, as it counts: negative), so that a page is written once.
USUAL = -2000
# Figures are no secret: what a table of our own leaves on the disk needs no overwriting.
ROOM = {"main.cache_size": -64 * 1024, "temp.cache_size": -32 * 1024, "temp.secure_delete": 0}


def chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """
    >>> list(chunks("abcde", 2))
    [['a', 'b'], ['c', 'd'], ['e']]
    """
    left = iter(items)
    while chunk := list(islice(left, size)):
        yield chunk


@contextmanager
def own_table(name: str, columns: Sequence[str], *, like: str) -> Iterator[None]:
    """An empty table with these columns of the table `like`, for this session, until the block ends."""
    for left in (name, _ordered(name)):  # by a load that broke off
        run(f"DROP TABLE IF EXISTS {left}")
    run(f"CREATE TEMPORARY TABLE {name} AS SELECT {', '.join(columns)} FROM {like} WHERE 1 = 0")
    with _room():
        try:
            yield
        finally:
            with suppress(DatabaseError):  # a transaction that failed takes the tables with it
                for made in (name, _ordered(name)):
                    run(f"DROP TABLE IF EXISTS {made}")


@contextmanager
def _room() -> Iterator[None]:
    if connection.vendor != "sqlite":
        yield
        return
    before = {setting: one(f"PRAGMA {setting}") for setting in ROOM}
    for setting in ROOM:  # of a file that was just begun SQLite says 0, and would take it at its word
        if setting.endswith("cache_size"):
            before[setting] = before[setting] or USUAL
    try:
        for setting, value in ROOM.items():
            run(f"PRAGMA {setting} = {value}")
        yield
    finally:
        with suppress(DatabaseError):  # a transaction that failed answers nothing; what it keeps is room, no more
            for setting, value in before.items():
                run(f"PRAGMA {setting} = {value}")


def insert(table: str, columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    names = ", ".join(columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        statement = f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(columns))})"
        with _together(cursor), connection.wrap_database_errors:
            connection.connection.executemany(statement, rows)


@contextmanager
def _together(cursor: Any) -> Iterator[None]:
    """Rows of a table of our own are written in one go. BEGIN alone takes no lock of the store's file."""
    if connection.in_atomic_block:
        yield
        return
    cursor.execute("BEGIN")
    try:
        yield
    except BaseException:
        cursor.execute("ROLLBACK")
        raise
    cursor.execute("COMMIT")


def run(statement: str, values: Sequence[Any] = ()) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)


def rows(question: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """A short answer."""
    with connection.cursor() as cursor:
        cursor.execute(question, values or None)
        return list(cursor.fetchall())


def one(question: str, values: Sequence[Any] = ()) -> Any:
    """The only value of the only row."""
    return rows(question, values)[0][0]


def sorted_texts(table: str, column: str) -> Iterator[str]:
    """A column's values in the order of their bytes, however many there are."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f'COPY (SELECT {column} FROM {table} ORDER BY {column} COLLATE "C") TO STDOUT') as copy:
                for (value,) in copy.rows():
                    yield value
            return
        cursor.execute(f"SELECT {column} FROM {table} ORDER BY {column}")
        while found := cursor.fetchmany(FETCHED):
            yield from map(itemgetter(0), found)


def slices(table: str, order: Sequence[str], size: int) -> list[str]:
    """The rows of a table of our own, as what stands behind FROM: sorted by these columns and then as they came, so
    that they go side by side into an index that begins so. In slices of `size` where one writes while others wait.
    """
    sorted_by = ", ".join((*order, in_order()))
    count = one(f"SELECT count(*) FROM {table}")
    if connection.vendor == "postgresql" or count <= size:
        return [f"{table} ORDER BY {sorted_by}"]
    own = _ordered(table)
    run(f"CREATE TEMPORARY TABLE {own} AS SELECT rowid AS it FROM {table} ORDER BY {sorted_by}")
    return [
        f"{own} CROSS JOIN {table} ON {table}.rowid = {own}.it "
        f"WHERE {own}.rowid > {start} AND {own}.rowid <= {start + size} ORDER BY {own}.rowid"
        for start in range(0, count, size)
    ]


def let_others_write() -> None:
    """Leave the store to those who wait. SQLite has no queue: who waits looks again every tenth of a second."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        sleep(PAUSE)


def _ordered(table: str) -> str:
    return f"{table}_in_order"


def in_order() -> str:
    """What rows of a table of our own are ordered by, to come as they were written."""
    return "ctid" if connection.vendor == "postgresql" else "rowid"


def index(table: str, columns: Sequence[str]) -> bool:
    """Make these columns quick to find in a table of our own; whether no two rows have them the same."""
    named = f"INDEX {table}_by ON {table} ({', '.join(columns)})"
    if connection.vendor == "postgresql":
        run(f"CREATE {named}")
        same = f"SELECT 1 FROM {table} GROUP BY {', '.join(columns)} HAVING count(*) > 1"
        return not one(f"SELECT EXISTS ({same})")
    try:
        run(f"CREATE UNIQUE {named}")
    except IntegrityError:
        run(f"CREATE {named}")
        return False
    return True


def know(table: str) -> None:
    """Tell the planner what stands in a table of our own."""
    if connection.vendor == "postgresql":
        run(f"ANALYZE {table}")
