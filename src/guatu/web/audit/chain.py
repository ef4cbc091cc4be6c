"""How a record is written down and sealed: canonical JSON and SM3 (GB/T 32905). No database here."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
HASH_LENGTH = 64
GENESIS = "0" * HASH_LENGTH

SEALED = (
    "seq", "time", "actor", "actor_name", "role", "unit", "action", "object_kind", "object_id",
    "before", "after", "reason", "request_id", "address",
)  # fmt: skip


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


def seal(prev_hash: str, record: Mapping[str, Any]) -> str:
    """The hash of a record that follows the one sealed with `prev_hash`."""
    return sm3(prev_hash + canonical({name: record[name] for name in SEALED}))
