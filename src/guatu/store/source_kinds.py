"""Kinds of documents that publish figures: a new source takes its rank from its kind."""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cache

from guatu.store.example import data_folder


@dataclass(frozen=True, slots=True)
class SourceKind:
    code: str  # with it the code of such a source begins
    word: str
    rank: int


@cache
def source_kinds() -> tuple[SourceKind, ...]:
    """The most authoritative first."""
    text = (data_folder() / "source_kinds.toml").read_text(encoding="utf-8")
    return tuple(SourceKind(kind["code"], kind["word"], kind["rank"]) for kind in tomllib.loads(text)["kind"])


def new_code(kind: SourceKind, published: date, taken: Collection[str]) -> str:
    """A code that nobody has yet.

    >>> new_code(SourceKind("gb", "统计公报", 10), date(2026, 4, 30), {"gb-20260430"})
    'gb-20260430-2'
    """
    wanted = f"{kind.code}-{published:%Y%m%d}"
    number, code = 1, wanted
    while code in taken:
        number += 1
        code = f"{wanted}-{number}"
    return code
