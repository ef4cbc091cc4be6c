"""How a record is sealed with the one before it. No database here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from guatu.web.base.digests import HASH_LENGTH, canonical, sm3

GENESIS = "0" * HASH_LENGTH

SEALED = (
    "seq", "time", "actor", "actor_name", "role", "unit", "action", "object_kind", "object_id",
    "before", "after", "reason", "request_id", "address",
)  # fmt: skip


def seal(prev_hash: str, record: Mapping[str, Any]) -> str:
    """The hash of a record that follows the one sealed with `prev_hash`."""
    return sm3(prev_hash + canonical({name: record[name] for name in SEALED}))
