"""Addresses of pages on the reading's own plan and day."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from guatu.web.base import addresses
from guatu.web.standing.reading import Reading


def query(reading: Reading, **more: str) -> str:
    """`?as_of=2026-04-29&status=missed`: the day when it is not today, and what else was given."""
    return "?" + urlencode(found, safe=",") if (found := _day(reading) | _given(more)) else ""


def address(reading: Reading, name: str, *args: Any, **more: str) -> str:
    """The address of a page of ours: address(reading, "targets", status="missed")."""
    return addresses.address(f"pages:{name}", *args, plan=reading.plan_code) + query(reading, **more)


def target_address(reading: Reading, code: str) -> str:
    return address(reading, "target", code)


def line_address(reading: Reading, code: str) -> str:
    """The page of a commitment, whatever its kind."""
    return address(reading, "target" if code in reading.judgements else "task", code)


def sector_address(reading: Reading, name: str) -> str:
    return address(reading, "sector", reading.sector_number(name)) if name else ""


def _day(reading: Reading) -> dict[str, str]:
    found = {} if reading.as_of == reading.today else {"as_of": reading.as_of.isoformat()}
    return found | ({"recorded_by": reading.recorded_by.isoformat()} if reading.recorded_by else {})


def _given(more: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in more.items() if value}
