"""Decisions as values: each kind says which value of the core it is, and JSON is written and read here alone."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import msgspec

from guatu.core.text.kept import kept, said_again
from guatu.core.text.said import Said
from guatu.web.base.digests import canonical

_types: dict[str, Any] = {}


def decided_as(kind: str, value: Any) -> None:
    """Register the value that a kind of decision is about. An app calls this once, when it is ready."""
    _types[kind] = value


def written(value: Any) -> str:
    """A value as the table keeps it: canonical JSON, decimals and dates as text, sentences as text with their facts."""
    return canonical(msgspec.to_builtins(value, order="deterministic", enc_hook=_said))


@lru_cache(maxsize=16_384)
def read(kind: str, text: str) -> Any:
    """The value that a row holds. Values cannot be changed, so the same text is read once."""
    return msgspec.json.decode(text, type=_types[kind], dec_hook=_again)


def _said(value: Any) -> Any:
    """A sentence is kept as it was said that day: a record, which no later wording changes."""
    if isinstance(value, Said):
        return kept(value)
    raise NotImplementedError(type(value))


def _again(kind: type, value: Any) -> Any:
    if kind is Said:
        return said_again(value)
    raise NotImplementedError(kind)
