"""The three fields of a dated decision, on every form that makes one: from which day, by which paper, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from guatu.web.base.asof import read_day


@dataclass(frozen=True, slots=True)
class DatingFields:
    """What was typed into them."""

    typed: Mapping[str, Any] = field(default_factory=dict)
    known_on: date | None = None
    paper: str = ""
    reason: str = ""

    @classmethod
    def of(cls, post: Mapping[str, Any]) -> DatingFields:
        """Raises NoSuchDay."""
        day = str(post.get("known_on", "")).strip()
        return cls(
            post,
            read_day(day, said_in="从哪一天起") if day else None,
            str(post.get("paper", "")).strip()[:300],
            str(post.get("reason", "")).strip()[:1000],
        )

    def given(self) -> dict[str, Any]:
        """As services take it: a day only when one was said."""
        found: dict[str, Any] = {"paper": self.paper, "reason": self.reason}
        return found | ({"known_on": self.known_on} if self.known_on else {})
