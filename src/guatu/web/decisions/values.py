"""Decisions as values: each kind says which value of the core it is, and JSON is written and read here alone."""

from __future__ import annotations

from typing import Any

import msgspec

from guatu.core.text.said import Said, quoted
from guatu.web.base.digests import canonical

_types: dict[str, Any] = {}


def decided_as(kind: str, value: Any) -> None:
    """Register the value that a kind of decision is about. An app calls this once, when it is ready."""
    _types[kind] = value


def written(value: Any) -> str:
    """A value as the table keeps it: canonical JSON, decimals, dates and sentences as text."""
    return canonical(msgspec.to_builtins(value, order="deterministic", enc_hook=_said))


def read(kind: str, text: str) -> Any:
    return msgspec.json.decode(text, type=_types[kind], dec_hook=_quoted)


def _said(value: Any) -> str:
    """A sentence is kept as it was said that day, in plain Chinese: a record, which no later wording changes."""
    if isinstance(value, Said):
        return str(value)
    raise NotImplementedError(type(value))


def _quoted(kind: type, value: Any) -> Any:
    """Read back it is a quote."""
    if kind is Said:
        return quoted(value)
    raise NotImplementedError(kind)
