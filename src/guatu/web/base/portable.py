"""Rows as plain values that no database owns: how a column is written down, and how it goes back in.

What comes out of SQLite and of PostgreSQL for the same row is the same line, and either takes it back.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import islice
from typing import Any

from django.db import connection, models, transaction

Turn = Callable[[Any], Any]
CHUNK = 2000


@contextmanager
def one_moment() -> Iterator[None]:
    """Inside it every read sees the store as it was at the first one, while others go on writing. Reads only."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")  # atomic() would begin IMMEDIATE and keep the writers out
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def columns(model: type[models.Model]) -> dict[str, models.Field]:
    """The columns of a table by name, in its own order."""
    return {str(field.column): field for field in model._meta.concrete_fields}


def rows(model: type[models.Model]) -> Iterator[list[Any]]:
    """Every row of a table by primary key, in one pass and little memory."""
    fields = columns(model)
    turns = [(n, turn) for n, turn in enumerate(map(_out, fields.values())) if turn]
    quote = connection.ops.quote_name
    listed, key = ", ".join(map(quote, fields)), quote(str(model._meta.pk.column))
    with connection.chunked_cursor() as cursor:
        cursor.execute(f"SELECT {listed} FROM {quote(model._meta.db_table)} ORDER BY {key}")
        while block := cursor.fetchmany(CHUNK):
            for row in map(list, block):
                for n, turn in turns:
                    if row[n] is not None:
                        row[n] = turn(row[n])
                yield row


def insert(model: type[models.Model], names: Sequence[str], said: Iterable[Sequence[Any]]) -> int:
    """Put such rows into an empty table, as they were; how many. `names` are its columns in the order of the rows."""
    fields = columns(model)
    turns = [_in(fields[name]) for name in names]
    quote = connection.ops.quote_name
    table, listed = quote(model._meta.db_table), ", ".join(map(quote, names))
    values = ([v if v is None or turn is None else turn(v) for v, turn in zip(row, turns, strict=True)] for row in said)
    count = 0
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.cursor.copy(f"COPY {table} ({listed}) FROM STDIN") as copy:
                for row in values:
                    copy.write_row(row)
                    count += 1
        else:
            marks = ", ".join(["%s"] * len(turns))
            while block := list(islice(values, CHUNK)):
                cursor.executemany(f"INSERT INTO {table} ({listed}) VALUES ({marks})", block)
                count += len(block)
    return count


def _plain(field: models.Field) -> models.Field:
    """The column itself: of a reference, the key that it holds."""
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    return field


def _out(field: models.Field) -> Turn | None:
    match _plain(field):
        case models.DateTimeField():
            return _moment
        case models.DateField():
            return date.isoformat
        case models.BooleanField():
            return bool
        case models.JSONField():
            return _sorted
        case models.BinaryField():
            return lambda value: b64encode(value).decode()
        case models.IntegerField() | models.FloatField():
            return None
        case models.CharField() | models.TextField():
            return None
        case _:
            return _text


def _in(field: models.Field) -> Turn | None:
    match _plain(field):
        case models.DateTimeField():
            return datetime.fromisoformat if connection.vendor == "postgresql" else _naive
        case models.BinaryField():
            return b64decode
        case _:
            return None


def _moment(value: datetime) -> str:
    """SQLite keeps UTC without saying so."""
    whole = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    return whole.isoformat()


def _naive(text: str) -> str:
    return str(datetime.fromisoformat(text).replace(tzinfo=None))


def _sorted(text: str) -> str:
    return json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True)


def _text(value: Any) -> str:
    return format(value, "f") if isinstance(value, Decimal) else str(value)
