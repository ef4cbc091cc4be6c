"""Canonical JSON and SM3 (GB/T 32905): how a record is written down, and what rows say as one hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from django.db import models

from guatu.web.base.bulk import chunks

SHANGHAI = ZoneInfo("Asia/Shanghai")


HASH_LENGTH = 64


def canonical(value: Any) -> str:
    """One spelling for each value: sorted keys, no spaces, decimals and dates as text."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_spelled)


def _spelled(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime):
        return value.astimezone(SHANGHAI).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, frozenset | set):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} has no canonical spelling")


def sm3(text: str) -> str:
    """
    >>> sm3("abc")[:8]
    '66c7f0f4'
    """
    return hashlib.new("sm3", text.encode()).hexdigest()


def facts(row: models.Model, *, without: Iterable[str] = ()) -> dict[str, Any]:
    """Every column of a row by name."""
    left_out = set(without)
    return {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if f.attname not in left_out}


def row_digest(row: models.Model, *, without: Iterable[str] = ()) -> str:
    return sm3(canonical(facts(row, without=without)))


class RowDigest:
    """The digests of many rows of one table: what `row_digest` gives for each, from its columns as they are stored.

    Called with the values of `names`, in that order, already spelled: text, whole numbers, None.
    """

    def __init__(self, table: type[models.Model], *, without: Iterable[str] = ()) -> None:
        left_out = set(without)
        self.names = tuple(sorted(f.attname for f in table._meta.concrete_fields if f.attname not in left_out))
        self._row = msgspec.defstruct("Row", self.names)  # what is written in the order of its columns
        self._encode = msgspec.json.Encoder().encode
        self._fresh = hashlib.new("sm3")

    def __call__(self, values: Sequence[str | int | None]) -> str:
        return self.of_each([values])[0]

    def of_each(self, rows: Iterable[Sequence[str | int | None]]) -> list[str]:
        fresh, encode, of = self._fresh.copy, self._encode, self._row
        found = []
        for row in rows:
            digest = fresh()
            digest.update(encode(of(*row)))
            found.append(digest.hexdigest())
        return found


def spelled(value: Any) -> str | int | None:
    """A column's value as canonical JSON says it."""
    return value if value is None or isinstance(value, str | int) else _spelled(value)


def batch_digest(digests: Iterable[str]) -> str:
    """Of the rows loaded together, whatever their order."""
    return sorted_digest(sorted(digests))


def sorted_digest(digests: Iterable[str]) -> str:
    """`batch_digest` of digests that come sorted, however many they are."""
    joined, between = hashlib.new("sm3"), ""
    for chunk in chunks(digests, 5_000):
        joined.update((between + "\n".join(chunk)).encode())
        between = "\n"
    return joined.hexdigest()
